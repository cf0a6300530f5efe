"""The table `actors`: one row a person, body or group."""

from schemas.base import ALPHA3, SLUG, WIKIDATA, Rule, Table, column
from schemas.vocabularies import ACTOR_KIND, ANONYMOUS_NUMBER


class Actors(Table):
    """One row is a person, body or group that says, does or is committed to something."""

    _sort_by = ("actor_id",)
    _rules = (
        Rule(
            "state_has_country",
            "kind <> 'state' OR country IS NOT NULL",
            "a state has a country (codebook: actors)",
        ),
        Rule(
            "sources_stay_unknown",
            "kind <> 'anonymous' OR (office IS NULL AND wikidata IS NULL)",
            "nobody guesses who an anonymous source is (codebook: actors)",
        ),
        Rule(
            "anonymous_has_number",
            "(kind = 'anonymous') = (anonymous_number IS NOT NULL)",
            "an anonymous source is one, several or not_stated, and nobody else is (codebook: "
            "actors)",
        ),
    )

    actor_id: str = column(
        "Slug of the name the actor itself uses in English.",
        key=True,
        pattern=SLUG,
        example="emmanuel-macron",
    )
    name: str = column("Name.", example="Emmanuel Macron")
    short_name: str = column(
        "How summaries call it; null where by its name.", nullable=True, example="Macron"
    )
    kind: str = column("Kind of actor.", vocabulary=ACTOR_KIND, example="person")
    country: str = column(
        "Country (ISO 3166-1 alpha-3); null for actors of no one country or of one that "
        "no article names.",
        nullable=True,
        pattern=ALPHA3,
        references="countries.country",
        example="FRA",
    )
    office: str = column(
        "Office at the time coded.", nullable=True, example="President of France"
    )
    wikidata: str = column(
        "Item in Wikidata; null where none was checked.",
        nullable=True,
        pattern=WIKIDATA,
        example="Q3052772",
    )
    anonymous_number: str = column(
        "How many persons an anonymous source is, as the article has it; null for all others.",
        nullable=True,
        vocabulary=ANONYMOUS_NUMBER,
        example="several",
    )
