"""Units of coding: what each coding found in an article, where, and how it coded it.

A unit is a row of a table that one article supports. Most are known by where they stand: the
passages that support them as a whole (by any of their columns, where none supports the whole).
Rows of tables in `KEYED` are known by what their keys name.

Left out on purpose: actors, countries and copies, which are described once for all articles and
from outside, too; and free text (summaries, notes), in which two coders never agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import polars as pl

from schemas import TABLES, Column

Level = Literal["nominal", "ordinal", "interval"]
Spans = tuple[tuple[int, int], ...]
# In an order in which each refers to units that are matched before it.
PLACED = ("instruments", "events", "quotes", "commitments")
KEYED = ("articles", "mentions", "memberships", "event_participants", "relations")
MEASURED = (*PLACED, *KEYED)
# Of what several fields name a unit of a kind: one at least agrees between two codings of it.
IDENTITY = {
    "instruments": ("form", "signed_on"),
    "events": ("event_type", "date_earliest", "date_latest"),
    "quotes": ("speaker_id", "text"),
    "commitments": ("actor_id", "measure"),
}


@dataclass(frozen=True)
class Unit:
    """A row of a table in one article: its key, joined, its passages and its cells."""

    table: str
    key: str
    spans: Spans
    cells: Mapping[str, Any]

    @cached_property
    def places(self) -> frozenset[int]:
        """The places of all characters of its passages."""
        return frozenset(_places(self.spans))

    def overlap(self, other: "Unit") -> float:
        """Return the share of characters of either that both have (Jaccard)."""
        mine, others = self.places, other.places
        return len(mine & others) / len(mine | others) if mine | others else 0.0


def _places(spans: Spans) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def units_of(
    table: str, tables: Mapping[str, pl.DataFrame], article: str, places: "Places"
) -> list[Unit]:
    """Return the units of a table in an article, in the order of the table.

    `places` is what `places_of` returns for the article.
    """
    model, frame = TABLES[table], tables[table]
    rows = zip(model.keys_of(frame), frame.iter_rows(named=True), strict=True)
    if table == "articles":
        return [Unit(table, key, (), row) for key, row in rows if key == article]
    if table == "relations":  # which no passage supports; they are where their positions are
        known = places["commitments"].keys()
        return [
            Unit(table, key, (), row)
            for key, row in rows
            if {row["subject_id"], row["object_id"]} <= known
        ]
    return [
        Unit(table, key, places[table][key], row) for key, row in rows if key in places[table]
    ]


# Where an article supports a record, by its table and key.
Places = Mapping[str, Mapping[str, Spans]]


def places_of(evidence: pl.DataFrame, article: str) -> Places:
    """Return where an article supports each record; `evidence` is that table of a coding."""
    ours = evidence.filter(
        (pl.col("article_id") == article) & (pl.col("stance").cast(pl.String) == "supports")
    )
    whole: dict[str, dict[str, set[tuple[int, int]]]] = {t: {} for t in TABLES}
    parts: dict[str, dict[str, set[tuple[int, int]]]] = {t: {} for t in TABLES}
    for table, key, field, start, end in ours.select(
        pl.col("record_table").cast(pl.String), "record_id", "field", "start_char", "end_char"
    ).iter_rows():
        (whole if field is None else parts)[table].setdefault(key, set()).add((start, end))
    return {
        table: {
            key: tuple(sorted(found)) for key, found in (parts[table] | whole[table]).items()
        }
        for table in TABLES
    }


def covered(evidence: pl.DataFrame, article: str) -> set[int]:
    """Return the places of an article that a passage covers, whatever it supports."""
    ours = evidence.filter(pl.col("article_id") == article)
    return _places(tuple(ours.select("start_char", "end_char").iter_rows()))


def level_of(column: Column) -> Level | None:
    """Return the level on which a column is measured, None where it is not.

    Codes are nominal, or ordinal where their ranks mean something; what refers to a record or
    is true or false is nominal; numbers and days are on an interval. A date in EDTF is measured
    by its earliest and latest day.
    """
    spec = column.spec
    bound = column.name.endswith(("_earliest", "_latest"))
    if spec.key or column.name == "article_id" or not (spec.annotated or bound):
        return None
    if spec.vocabulary is not None:
        return "ordinal" if spec.vocabulary.ordered else "nominal"
    if column.kind in ("date", "integer"):
        return "interval"
    return "nominal" if spec.references or column.kind == "boolean" else None


def as_text(cell: Any) -> str | None:
    """Return a cell as CSV writes it, None where it is null."""
    if cell is None:
        return None
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def variables(table: str) -> dict[str, Level]:
    """Return the measured columns of a table, each with its level."""
    levels = ((c.name, level_of(c)) for c in TABLES[table].columns())
    return {name: level for name, level in levels if level is not None}
