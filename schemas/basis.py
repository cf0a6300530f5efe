"""The table `basis`: by which rule of the codebook a position has the codes that it has.

Edgell, Lachapelle and Maerz 2024 ask of human-coded data that each coding be justified. The
rules are those of raw/README.md, by their ids; where the wording decides, `cue` has its words,
which `anchor` finds in a passage that supports the position.
"""

from schemas.base import SLUG, Rule, Table, column
from schemas.vocabularies import BASIS_FIELD, BASIS_RULE


class Basis(Table):
    """One row is a rule by which a position has its strength, measure, condition or voice."""

    _month_of = "commitment_id.stated_latest"
    _sort_by = ("commitment_id", "field", "rule")
    _may_be_empty = True
    _rules = (
        Rule(
            "rule_of_field",
            "starts_with(CAST(rule AS VARCHAR), CAST(field AS VARCHAR) || '_')",
            "the rule is one about another column (codebook: basis)",
        ),
        Rule(
            "wording_has_cue",
            "rule NOT IN ('strength_wording', 'measure_wording', 'condition_wording') "
            "OR cue IS NOT NULL",
            "where the wording decides, cue has its words (codebook: basis)",
        ),
    )

    commitment_id: str = column(
        "The position.",
        key=True,
        pattern=SLUG,
        references="commitments.commitment_id",
        example="gbr-military_hubs-2026-01-06",
    )
    field: str = column(
        "The column that the rule decides.",
        key=True,
        vocabulary=BASIS_FIELD,
        example="strength",
    )
    rule: str = column(
        "The rule of the codebook.",
        key=True,
        vocabulary=BASIS_RULE,
        example="strength_document",
    )
    cue: str = column(
        "The words of a passage that decide; null where no wording does.",
        nullable=True,
        verbatim=True,
        example="signed a declaration",
    )
