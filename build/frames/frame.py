"""Step 4: build the frames from the columns, sorted in the stable order of the tables."""

from dataclasses import dataclass

import polars as pl

from build.annotations.records import Origin
from build.frames.evidence import Columns
from schemas import TABLES


@dataclass(frozen=True)
class Framed:
    """A table as a frame, and the origin of each of its rows.

    `order` contains the position of each row in reading order, which is the order of `columns`.
    """

    frame: pl.DataFrame
    columns: Columns
    order: pl.Series

    def origin(self, row: int) -> Origin:
        """Return the origin of a row."""
        place: int = self.order[row]
        return self.columns.origins[place]

    def within(self, row: int) -> str:
        """Return the path of a row in its record, or "" if the row is the whole record."""
        within = self.columns.within
        return within[self.order[row]] if within else ""


def frames_of(tables: dict[str, Columns]) -> dict[str, Framed]:
    """Return a frame with the declared types for each table, rows sorted, nulls first.

    Tables missing from `tables` get an empty frame.
    """
    return {name: _framed(name, tables.get(name, Columns({}, []))) for name in TABLES}


def _framed(name: str, columns: Columns) -> Framed:
    model = TABLES[name]
    series = [
        pl.Series(c.name, columns.values.get(c.name, []), dtype=c.dtype, strict=True)
        for c in model.columns()
    ]
    rows = pl.DataFrame(series).with_row_index("__order")
    rows = rows.sort(model.sort_by(), maintain_order=True)
    return Framed(rows.drop("__order"), columns, rows["__order"])
