"""Units of coding: what each coding found in an article, where, and how it coded it.

A unit is a row of a table that one article supports. Most are known by where they stand: the
passages that support them as a whole (by any of their columns, where none supports the whole).
Rows of tables in `KEYED` are known by what their keys name.

Left out on purpose: actors, countries and copies, which are described once for all articles and
from outside, too; and free text (summaries, notes), in which two coders never agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
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

    def overlap(self, other: "Unit") -> float:
        """Return the share of characters of either that both have (Jaccard)."""
        mine, others = _places(self.spans), _places(other.spans)
        return len(mine & others) / len(mine | others) if mine | others else 0.0


def _places(spans: Spans) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def units_of(table: str, tables: Mapping[str, pl.DataFrame], article: str) -> list[Unit]:
    """Return the units of a table in an article, in the order of the table."""
    model, frame = TABLES[table], tables[table]
    spans = _spans(table, tables["evidence"], article)
    rows = zip(model.keys_of(frame), frame.iter_rows(named=True), strict=True)
    if table == "articles":
        return [Unit(table, key, (), row) for key, row in rows if key == article]
    if table == "relations":  # which no passage supports; they are where their positions are
        known = _spans("commitments", tables["evidence"], article).keys()
        return [
            Unit(table, key, (), row)
            for key, row in rows
            if {row["subject_id"], row["object_id"]} <= known
        ]
    return [Unit(table, key, spans[key], row) for key, row in rows if key in spans]


def _spans(table: str, evidence: pl.DataFrame, article: str) -> dict[str, Spans]:
    """Return by record where an article supports it."""
    ours = evidence.filter(
        (pl.col("article_id") == article)
        & (pl.col("record_table").cast(pl.String) == table)
        & (pl.col("stance").cast(pl.String) == "supports")
    )
    whole: dict[str, set[tuple[int, int]]] = {}
    parts: dict[str, set[tuple[int, int]]] = {}
    for key, field, start, end in ours.select(
        "record_id", "field", "start_char", "end_char"
    ).iter_rows():
        (whole if field is None else parts).setdefault(key, set()).add((start, end))
    return {key: tuple(sorted(found)) for key, found in (parts | whole).items()}


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
