"""The table `countries`: one row a country that an article names.

All but the role is reference data. Codes are those of the package countrycode; countries.csv
has each country's item in Wikidata, and the first day of its memberships (of the EU also the
last). The items are those of the OpenStreetMap country coder (5.6.1), but for Denmark and the
Netherlands, where that names the kingdoms. A member's first day is that on which its accession
took effect; of the EU, accession to the European Communities.
"""

import polars as pl

from schemas.base import ALPHA3, WIKIDATA, Rule, Table, column
from schemas.vocabularies import COALITION_ROLE


class Countries(Table):
    """One row is a country that an article names, with the codes other datasets use."""

    _sort_by = ("country",)
    _rules = (
        Rule(
            "beneficiary_is_ukraine",
            "(country = 'UKR') = (coalition_role = 'beneficiary')",
            "Ukraine, and no other country, is the beneficiary (codebook: countries)",
        ),
    )

    country: str = column("ISO 3166-1 alpha-3 code.", key=True, pattern=ALPHA3, example="FRA")
    iso2: str = column(
        "ISO 3166-1 alpha-2 code.", annotated=False, pattern="[A-Z]{2}", example="FR"
    )
    iso_numeric: pl.Int32 = column(
        "ISO 3166-1 numeric code.", annotated=False, minimum=1, maximum=999, example=250
    )
    name: str = column("English short name.", annotated=False, example="France")
    cow_code: pl.Int32 = column(
        "Correlates of War country code.",
        annotated=False,
        nullable=True,
        minimum=1,
        maximum=999,
        example=220,
    )
    gw_code: pl.Int32 = column(
        "Gleditsch and Ward country code.",
        annotated=False,
        nullable=True,
        minimum=1,
        maximum=999,
        example=220,
    )
    wikidata: str = column(
        "Item in Wikidata.", annotated=False, pattern=WIKIDATA, example="Q142"
    )
    eu_member: bool = column(
        "Member of the European Union on the date of the latest article.",
        annotated=False,
        example="true",
    )
    nato_member: bool = column(
        "Member of NATO on the date of the latest article.", annotated=False, example="true"
    )
    coalition_role: str = column(
        "Role towards the Coalition of the Willing, as far as the articles support it.",
        vocabulary=COALITION_ROLE,
        default="not_stated",
        example="convenor",
    )
