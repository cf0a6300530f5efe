"""Step 4: build the frames, column by column, in the stable order of the tables."""

from typing import NamedTuple

import polars as pl

from build.model import Origin
from build.resolve import Columns
from schemas import TABLES


class Framed(NamedTuple):
    """A table as a frame, and the origin of each of its rows."""

    frame: pl.DataFrame
    origins: list[Origin]


def make_frames(tables: dict[str, Columns]) -> dict[str, Framed]:
    """Return a frame of declared types for each table, rows sorted, nulls first."""
    framed = {}
    for name, model in TABLES.items():
        table = tables[name]
        schema = {c.name: c.dtype for c in model.columns()}
        frame = pl.DataFrame(
            [
                pl.Series(column, table.values[column], dtype=dtype, strict=True)
                for column, dtype in schema.items()
            ]
        )
        order = frame.with_row_index("__row").sort(model.sort_by(), maintain_order=True)
        rows = order["__row"].to_list()
        framed[name] = Framed(order.drop("__row"), [table.origins[r] for r in rows])
    return framed
