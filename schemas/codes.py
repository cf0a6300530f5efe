"""The table `codes`: the vocabularies as data."""

import polars as pl

from schemas.base import Table, column


class Codes(Table):
    """One row is a code of a vocabulary, with its label, definition and rank."""

    _sort_by = ("vocabulary", "position")

    vocabulary: str = column(
        "The vocabulary.", key=True, annotated=False, pattern="[a-z_]+", example="strength"
    )
    code: str = column(
        "The code.", key=True, annotated=False, pattern="[A-Za-z_]+", example="pledged"
    )
    position: pl.Int32 = column(
        "Place of the code in its vocabulary, from 1; gives the order of factor levels.",
        annotated=False,
        minimum=1,
        example=8,
    )
    rank: pl.Int32 = column(
        "Rank, where the vocabulary is ordinal.",
        nullable=True,
        annotated=False,
        unit="rank",
        example=4,
    )
    label: str = column("Label.", annotated=False, example="Pledged")
    definition: str = column(
        "Definition.", annotated=False, example="An authorised speaker undertakes a named act."
    )
