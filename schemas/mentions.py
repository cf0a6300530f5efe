"""The table `mentions`: article × country."""

from schemas.base import ALPHA3, SLUG, Rule, Table, column
from schemas.vocabularies import MENTION_ROLE


class Mentions(Table):
    """One row is a country that an article names, with its role there."""

    _month_of = "article_id.published_latest"
    _sort_by = ("article_id", "country")
    _rules = (
        Rule(
            "ukraine_is_beneficiary",
            "(country = 'UKR') = (role = 'beneficiary')",
            "Ukraine is beneficiary throughout, and no other country (codebook: mentions)",
        ),
        Rule(
            "russia_is_adversary",
            "(country = 'RUS') = (role = 'adversary')",
            "Russia is adversary throughout, and no other country (codebook: mentions)",
        ),
    )

    article_id: str = column(
        "The article.",
        key=True,
        pattern=SLUG,
        references="articles.article_id",
        annotated=False,
        example="kyiv-independent-2025-02",
    )
    country: str = column(
        "The country (ISO 3166-1 alpha-3).",
        key=True,
        pattern=ALPHA3,
        references="countries.country",
        example="FRA",
    )
    role: str = column(
        "The first role that applies, in the order of the vocabulary.",
        vocabulary=MENTION_ROLE,
        example="committer",
    )
