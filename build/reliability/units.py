"""List the units of coding in an article: their places and their cells.

A unit is a row of a table that one article supports. Most units are identified by their places:
the passages that support the whole row, or else the passages that support any of its columns.
Rows of the tables in `KEYED` are identified by the records that their keys refer to.

Left out on purpose: actors, countries and copies, which are described once for all articles
and also from other sources, and free text (summaries, notes), on which two coders never agree.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import polars as pl

from schemas import TABLES, Column

Level = Literal["nominal", "ordinal", "interval"]
Spans = Sequence[tuple[int, int]]
# In an order in which each refers to units that are matched before it.
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

    def overlap(self, other: "Unit") -> float:
        """Return the share of characters of either that both have (Jaccard)."""
        mine, others = _places(self.spans), _places(other.spans)
        either = mine | others
        return len(mine & others) / len(either) if either else 0.0


def _places(spans: Iterable[tuple[int, int]]) -> set[int]:
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
    """Return where an article supports each record; `evidence` is that table of a coding."""
    ours = evidence.filter(pl.col("article_id") == article, pl.col("stance") == "supports")
    unit = "record_table", "record_id"
    whole = pl.col("field").is_null()
    # Passages that support only some column count where none supports the record as a whole.
    placed = ours.filter(whole | ~whole.any().over(unit))
    passages = placed.select(*unit, "start_char", "end_char").unique().sort(pl.all())
    found: dict[str, dict[str, list[tuple[int, int]]]] = {table: {} for table in TABLES}
    for table, key, start, end in passages.iter_rows():
        found[table].setdefault(key, []).append((start, end))
    return found


def covered(evidence: pl.DataFrame, article: str) -> set[int]:
    """Return the offsets of all characters of an article that any passage covers."""
    ours = evidence.filter(pl.col("article_id") == article)
    return _places(ours.select("start_char", "end_char").iter_rows())


def _level_of(column: Column) -> Level | None:
    """Return the level on which a column is measured, None where it is not.

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


def variables(table: str) -> Iterator[tuple[Column, Level]]:
    """Yield the measured columns of a table, each with its level."""
    for column in TABLES[table].columns():
        level = _level_of(column)
        if level is not None:
            yield column, level
