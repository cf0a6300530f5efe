"""The tables `reliability`, `unitizing` and `confusions`: how far two codings agree.

Krippendorff 2019, Content Analysis, chapters 11 and 12: α compares what two codings disagree
on with what they would by chance; unitizing asks whether they find the same units at all.
Shares and alpha are decimals of three digits. The codings are compared as they were before
adjudication.
"""

import polars as pl

from schemas.base import SHA256, Rule, Table, column
from schemas.vocabularies import CODED_TABLE, LEVEL, NO_ALPHA, SCOPE


class Reliability(Table):
    """One row is how far two codings agree on a coded column, in the units both found."""

    _sort_by = ("record_table", "field", "scope")
    _may_be_empty = True
    _rules = (
        Rule(
            "alpha_or_reason",
            "(alpha IS NULL) = (no_alpha IS NOT NULL)",
            "alpha, or the reason why there is none (codebook: reliability)",
        ),
        Rule(
            "bounds_of_alpha",
            "(alpha IS NULL) = (alpha_low IS NULL) AND (alpha IS NULL) = (alpha_high IS NULL)",
            "alpha has both bounds, and no bound is without it",
        ),
        Rule(
            "bounds_in_order",
            "alpha_low <= alpha_high",
            "the lower bound must not be above the upper",
        ),
        Rule(
            "agreement_of_units",
            "(units = 0) = (agreement IS NULL)",
            "units agree to some share, and none to none",
        ),
    )

    record_table: str = column(
        "Table of the column.",
        key=True,
        annotated=False,
        vocabulary=CODED_TABLE,
        example="commitments",
    )
    field: str = column(
        "The coded column.",
        key=True,
        annotated=False,
        pattern="[a-z_]+",
        example="strength",
    )
    scope: str = column(
        "Which units.", key=True, annotated=False, vocabulary=SCOPE, example="all"
    )
    level: str = column(
        "Level of measurement.", annotated=False, vocabulary=LEVEL, example="ordinal"
    )
    units: pl.Int32 = column(
        "Units that both codings found.",
        annotated=False,
        unit="units",
        minimum=0,
        example=74,
    )
    agreement: pl.Float64 = column(
        "Share of units in which the values are the same; null without units.",
        nullable=True,
        annotated=False,
        minimum=0,
        maximum=1,
        example=0.905,
    )
    alpha: pl.Float64 = column(
        "Krippendorff's alpha; null where no_alpha says why.",
        nullable=True,
        annotated=False,
        maximum=1,
        example=0.917,
    )
    alpha_low: pl.Float64 = column(
        "Lower bound of the 95 % interval of alpha (bootstrap over passages).",
        nullable=True,
        annotated=False,
        maximum=1,
        example=0.823,
    )
    alpha_high: pl.Float64 = column(
        "Upper bound of the 95 % interval of alpha.",
        nullable=True,
        annotated=False,
        maximum=1,
        example=0.981,
    )
    alpha_by_place: pl.Float64 = column(
        "Alpha where units are paired by their passages alone, a lower bound.",
        nullable=True,
        annotated=False,
        maximum=1,
        example=0.802,
    )
    no_alpha: str = column(
        "Why there is no alpha.",
        nullable=True,
        annotated=False,
        vocabulary=NO_ALPHA,
        example="does_not_vary",
    )
    codebook_sha256: str = column(
        "SHA-256 of the codebook by which the second coding was made.",
        annotated=False,
        pattern=SHA256,
        example="f54f" + "0" * 60,
    )


class Unitizing(Table):
    """One row is how many units of a kind each coding found, and how many both."""

    _sort_by = ("record_table", "scope")
    _may_be_empty = True
    _rules = (
        Rule(
            "both_of_each",
            "both_units <= first_units AND both_units <= second_units",
            "both found no more than each",
        ),
    )

    record_table: str = column(
        "What is counted.",
        key=True,
        annotated=False,
        vocabulary=CODED_TABLE,
        example="quotes",
    )
    scope: str = column(
        "Which units.", key=True, annotated=False, vocabulary=SCOPE, example="all"
    )
    first_units: pl.Int32 = column(
        "Units of the first coding.",
        annotated=False,
        unit="units",
        minimum=0,
        example=86,
    )
    second_units: pl.Int32 = column(
        "Units of the second coding.",
        annotated=False,
        unit="units",
        minimum=0,
        example=85,
    )
    both_units: pl.Int32 = column(
        "Units that both found.", annotated=False, unit="units", minimum=0, example=77
    )
    precision: pl.Float64 = column(
        "Share of the second coding's units that the first has.",
        nullable=True,
        annotated=False,
        minimum=0,
        maximum=1,
        example=0.906,
    )
    recall: pl.Float64 = column(
        "Share of the first coding's units that the second has.",
        nullable=True,
        annotated=False,
        minimum=0,
        maximum=1,
        example=0.895,
    )
    f1: pl.Float64 = column(
        "Harmonic mean of precision and recall.",
        nullable=True,
        annotated=False,
        minimum=0,
        maximum=1,
        example=0.901,
    )
    agreement: pl.Float64 = column(
        "For characters: the share on which both agree that a passage covers them or not.",
        nullable=True,
        annotated=False,
        minimum=0,
        maximum=1,
        example=0.97,
    )


class Confusions(Table):
    """One row is how often one value of a coded column was another in the second coding."""

    _sort_by = ("record_table", "field", "first_value", "second_value")
    _may_be_empty = True

    record_table: str = column(
        "Table of the column.",
        key=True,
        annotated=False,
        vocabulary=CODED_TABLE,
        example="commitments",
    )
    field: str = column(
        "The coded column, of codes or true and false.",
        key=True,
        annotated=False,
        pattern="[a-z_]+",
        example="strength",
    )
    first_value: str = column(
        "Value in the first coding; none where it is null.",
        key=True,
        annotated=False,
        pattern="[A-Za-z_]+",
        example="withheld",
    )
    second_value: str = column(
        "Value in the second coding; none where it is null.",
        key=True,
        annotated=False,
        pattern="[A-Za-z_]+",
        example="undecided",
    )
    units: pl.Int32 = column(
        "Units that both codings found and that have these values.",
        annotated=False,
        unit="units",
        minimum=1,
        example=2,
    )
    share: pl.Float64 = column(
        "Share of the units to which the first coding gave its value.",
        annotated=False,
        minimum=0,
        maximum=1,
        example=0.333,
    )
