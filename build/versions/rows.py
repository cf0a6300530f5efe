"""Compare two states of a table row by row and cell by cell, by primary key.

Both are frames of text. Left out on purpose: order of rows and columns.
"""

from typing import NamedTuple

import polars as pl

from schemas import Table

# Who looks at a table needs to see how it differs; JSON has every cell.
_MOST_SHOWN = 20


class Cell(NamedTuple):
    """A changed cell: key of the row, column, value before and after (None: null)."""

    row: str
    column: str
    before: str | None
    after: str | None


class RowDiff(NamedTuple):
    """How a table changed: keys of rows added and removed, and cells changed."""

    added: list[str]
    removed: list[str]
    changed: list[Cell]

    def __bool__(self) -> bool:
        """Say whether anything changed."""
        return bool(self.added or self.removed or self.changed)

    def lines(self) -> list[str]:
        """Return the first differences, a line each, and how many there are more."""
        lines = [f"+ {row}" for row in self.added]
        lines += [f"- {row}" for row in self.removed]
        lines += [
            f"~ {c.row}: {c.column}: {_shown(c.before)} → {_shown(c.after)}"
            for c in self.changed
        ]
        left = len(lines) - _MOST_SHOWN
        return lines[:_MOST_SHOWN] + ([f"and {left} more"] if left > 0 else [])

    @property
    def rows_changed(self) -> int:
        """Number of rows with a changed cell."""
        return len({cell.row for cell in self.changed})


def _shown(value: str | None) -> str:
    return "null" if value is None else f"'{value}'"


def compare_rows(model: type[Table], old: pl.DataFrame, new: pl.DataFrame) -> RowDiff:
    """Return how `new` differs from `old` in rows, and in the cells of columns of both."""
    key = list(model.key())
    # Without its key a row is no row that could be found again: all are gone, or all new.
    keyed = [set(key) <= set(frame.columns) for frame in (old, new)]
    if not any(keyed):
        return RowDiff([], [], [])
    old, new = old if keyed[0] else new.clear(), new if keyed[1] else old.clear()
    name = model.joined_key().alias("__row")
    # A key that stands twice is told by how often: the first, the second row of that key.
    nth = pl.int_range(pl.len()).over("__row").alias("__nth")
    old, new = (frame.with_columns(name).with_columns(nth) for frame in (old, new))
    row = ["__row", "__nth"]
    added = new.join(old, on=row, how="anti")["__row"].sort().to_list()
    removed = old.join(new, on=row, how="anti")["__row"].sort().to_list()
    both = old.join(new, on=row, how="inner", suffix="__new").sort(row)
    changed = []
    for column in (c.name for c in model.columns()):
        if column in old.columns and column in new.columns and column not in key:
            differs = pl.col(column).ne_missing(pl.col(f"{column}__new"))
            rows = both.filter(differs).select("__row", column, f"{column}__new").iter_rows()
            changed += [Cell(row, column, before, after) for row, before, after in rows]
    return RowDiff(added, removed, sorted(changed, key=lambda c: (c.row, c.column)))
