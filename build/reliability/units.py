"""List the units of coding in an article: their places and their cells.

A unit is a row of a table that one article supports. Most units are identified by their places:
the passages that support the whole row, or else the passages that support any of its columns.
Rows of the tables in `KEYED` are identified by the records that their keys refer to.

Left out on purpose: actors, countries and copies, which are described once for all articles
and also from other sources, and free text (summaries, notes), on which two coders never agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import polars as pl

from schemas import TABLES, Column

Level = Literal["nominal", "ordinal", "interval"]
Spans = tuple[tuple[int, int], ...]
# Ordered so that units refer only to units that are matched before them.
PLACED = ("instruments", "events", "quotes", "commitments")
KEYED = ("articles", "mentions", "memberships", "event_participants", "relations")
MEASURED = (*PLACED, *KEYED)
# The identifying fields of a unit: two codings of the same unit agree in at least one of them.
IDENTITY = {
    "instruments": ("form", "signed_on"),
    "events": ("event_type", "date_earliest", "date_latest"),
    "quotes": ("speaker_id", "text"),
    "commitments": ("actor_id", "measure"),
}


@dataclass(frozen=True)
class Unit:
    """A row of a table in one article: its joined key, its passages and its cells."""

    table: str
    key: str
    spans: Spans
    cells: Mapping[str, Any]

    @cached_property
    def places(self) -> frozenset[int]:
        """The offsets of all characters of its passages."""
        return frozenset(_places(self.spans))

    def overlap(self, other: "Unit") -> float:
        """Return the characters in both units as a share of those in either (Jaccard)."""
        mine, others = self.places, other.places
        return len(mine & others) / len(mine | others) if mine | others else 0.0


def _places(spans: Spans) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def units_of(
    table: str, tables: Mapping[str, pl.DataFrame], article: str, places: "Places"
) -> list[Unit]:
    """Return the units of a table in an article, in the order of the table.

    `places` is the result of `places_of` for the article.
    """
    model, frame = TABLES[table], tables[table]
    rows = zip(model.keys_of(frame), frame.iter_rows(named=True), strict=True)
    if table == "articles":
        return [Unit(table, key, (), row) for key, row in rows if key == article]
    if table == "relations":  # supported by no passage, so included if both positions are
        known = places["commitments"].keys()
        return [
            Unit(table, key, (), row)
            for key, row in rows
            if {row["subject_id"], row["object_id"]} <= known
        ]
    return [
        Unit(table, key, places[table][key], row) for key, row in rows if key in places[table]
    ]


# The passages of an article that support a record, by its table and key.
Places = Mapping[str, Mapping[str, Spans]]


def places_of(evidence: pl.DataFrame, article: str) -> Places:
    """Return the places where an article supports each record, from the table `evidence`."""
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
    """Return the offsets of all characters of an article that any passage covers."""
    ours = evidence.filter(pl.col("article_id") == article)
    return _places(tuple(ours.select("start_char", "end_char").iter_rows()))


def level_of(column: Column) -> Level | None:
    """Return the level of measurement of a column, or None if it is not measured.

    Codes are ordinal if their vocabulary is ordered, and otherwise nominal. References and
    booleans are nominal; numbers and days are interval. An EDTF date is measured by its
    earliest and latest day.
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
    """Return a cell as text as in a CSV file, or None if it is null."""
    if cell is None:
        return None
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def variables(table: str) -> dict[str, Level]:
    """Return the measured columns of a table with their levels."""
    levels = ((c.name, level_of(c)) for c in TABLES[table].columns())
    return {name: level for name, level in levels if level is not None}
