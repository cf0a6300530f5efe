"""The table `codings`: where two codings differ, and what was decided.

One row a cell of a unit that both found and coded otherwise, one row a unit that only one of
them found, with its coded cells, and one row a published row that a later reading added and
neither has. Published is what was decided; the values are those before.
"""

from schemas.base import SLUG, Rule, Table, column
from schemas.vocabularies import CODED_TABLE, DECISION

_KEY = "[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*"


class Codings(Table):
    """One row per cell, or per unit, that the two codings of an article code differently."""

    _sort_by = ("article_id", "record_table", "first_id", "second_id", "field", "record_id")
    _may_be_empty = True
    _rules = (
        Rule(
            "coding_id_of_article",
            "starts_with(coding_id, article_id || '.c')",
            "the id of a difference begins with its article",
        ),
        Rule(
            "unit_of_a_coding",
            "first_id IS NOT NULL OR second_id IS NOT NULL OR (record_id IS NOT NULL "
            "AND field IS NULL AND decision = 'neither')",
            "a unit is of the first coding, of the second, or of both; a published row that "
            "neither has is decided as a whole, as neither",
        ),
        Rule(
            "what_is_kept_is_published",
            "record_id IS NOT NULL OR (first_id IS NOT NULL AND second_id IS NULL "
            "AND decision NOT IN ('first', 'both')) OR (first_id IS NULL "
            "AND second_id IS NOT NULL AND decision <> 'second') "
            "OR (first_id IS NULL AND second_id IS NULL)",
            "a unit that both found, or that was decided for, is published (codebook: codings)",
        ),
        Rule(
            "both_units_differ_in_a_cell",
            "field IS NOT NULL OR first_id IS NULL OR second_id IS NULL",
            "units that both found differ in a column",
        ),
        Rule(
            "values_differ",
            "coalesce(first_value, '') <> coalesce(second_value, '') OR field IS NULL",
            "the two values are not the same",
        ),
        Rule(
            "values_of_a_cell",
            "field IS NOT NULL OR (first_value IS NULL AND second_value IS NULL)",
            "a unit as a whole has no value",
        ),
        Rule(
            "value_of_its_coding",
            "(first_id IS NOT NULL OR first_value IS NULL) "
            "AND (second_id IS NOT NULL OR second_value IS NULL)",
            "a coding without the unit has no value of it",
        ),
    )

    coding_id: str = column(
        "Article and the first 10 digits of a hash over table, both ids (where there are none, "
        "record_id) and column.",
        key=True,
        annotated=False,
        pattern=SLUG + "[.]c[0-9a-f]{10}",
        example="kyiv-independent-2025-02.c0123456789",
    )
    article_id: str = column(
        "The article.",
        annotated=False,
        pattern=SLUG,
        references="articles.article_id",
        example="kyiv-independent-2025-02",
    )
    record_table: str = column(
        "Table of the unit.",
        annotated=False,
        vocabulary=CODED_TABLE,
        example="commitments",
    )
    record_id: str = column(
        "Key of the published row; null where none is published.",
        nullable=True,
        annotated=False,
        pattern=_KEY,
        example="usa-ground_force-2025-08",
    )
    first_id: str = column(
        "Key in the first coding; null where it has no such unit.",
        nullable=True,
        annotated=False,
        pattern=_KEY,
        example="usa-ground_force-2025-08",
    )
    second_id: str = column(
        "Key in the second coding; null where it has no such unit.",
        nullable=True,
        annotated=False,
        pattern=_KEY,
        example="usa-ground_force-2025-08",
    )
    field: str = column(
        "The column; null for the unit as a whole.",
        nullable=True,
        annotated=False,
        pattern="[a-z_]+",
        example="strength",
    )
    first_value: str = column(
        "Value in the first coding, as CSV writes it; null where it has none.",
        nullable=True,
        annotated=False,
        example="withheld",
    )
    second_value: str = column(
        "Value in the second coding, ids as the first has them; second: before one that only "
        "the second has.",
        nullable=True,
        annotated=False,
        example="undecided",
    )
    decision: str = column(
        "What was decided.", annotated=False, vocabulary=DECISION, example="first"
    )
    reason: str = column(
        "Why, in a sentence.",
        annotated=False,
        example="The Post reports what was sought and not given.",
    )
