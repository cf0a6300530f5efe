"""The summary that a build ends with: rows, passages, and what changed."""

import filecmp
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import polars as pl

from build.files.reading import read_csv
from schemas import TABLES
from schemas.package import stem


class Change(NamedTuple):
    """How a table differs from the one before: rows now, added, removed, changed."""

    table: str
    rows: int
    added: int
    removed: int
    changed: int


def compare(old: Path, new: Path, rows: Mapping[str, int]) -> list[Change]:
    """Compare the CSV files of two packages, row by row, by primary key.

    `rows` are the rows of each new table. A file of the same bytes is not looked into.
    """
    changes = []
    for table, model in TABLES.items():
        before, after = (folder / f"{stem(table)}.csv" for folder in (old, new))
        try:
            same = filecmp.cmp(before, after, shallow=False)
        except OSError:
            same = False
        counts = (0, 0, 0)
        if not before.exists():
            counts = (rows[table], 0, 0)
        elif not same:
            counts = _counts(before, after, list(model.key()))
        changes.append(Change(table, rows[table], *counts))
    return changes


def _counts(before: Path, after: Path, key: list[str]) -> tuple[int, int, int]:
    """Return how many rows are added, removed and changed."""
    new = read_csv(after)
    old = _read(before, new.columns)
    # Keys are never null; other cells may be, and null is not a change of null.
    added = new.join(old, on=key, how="anti").height
    kept = new.join(old, on=new.columns, how="semi", nulls_equal=True).height
    removed = old.join(new, on=key, how="anti").height
    return added, removed, new.height - added - kept


def _read(path: Path, columns: list[str]) -> pl.DataFrame:
    """Return the CSV table that is in place, as text, with the columns of the new one."""
    try:
        old = read_csv(path)
    except (OSError, pl.exceptions.PolarsError):
        # A table that is not there or can't be read counts as new.
        return pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
    absent = [pl.lit(None, pl.String).alias(c) for c in columns if c not in old.columns]
    return old.with_columns(absent).select(columns)


def formulas(frames: Mapping[str, pl.DataFrame]) -> list[str]:
    """Name the cells whose first character makes a spreadsheet run them: `table/key: column`.

    Only words that are not ours may begin so (`verbatim` in schemas/base.py); they stay as
    they are, and whoever opens the CSV files in a spreadsheet is told (OWASP, CSV injection).
    """
    found = []
    for table, model in TABLES.items():
        for column in model.columns():
            if column.spec.verbatim:
                runs = pl.col(column.name).str.contains(r"\A[=+@-]")
                keys = model.keys_of(frames[table].filter(runs))
                found += [f"{table}/{key}: {column.name}" for key in keys]
    return found


# What somebody looks at after a build; the tables have the rest.
_MOST_ARTICLES = 100


def render(changes: list[Change], passages: Mapping[str, int], runs: Sequence[str] = ()) -> str:
    """Return the summary as text: tables with their changes, articles with their passages.

    `runs` are the cells that a spreadsheet would run.
    """
    width = max(map(len, [*(c.table for c in changes), *passages]))
    lines = [f"{'table':<{width}}  {'rows':>5}  changed since the last build"]
    lines += [f"{c.table:<{width}}  {c.rows:>5}  {_said(c)}" for c in changes]
    lines += ["", f"{'article':<{width}}  passages"]
    shown = dict(islice(passages.items(), _MOST_ARTICLES))
    lines += [f"{article:<{width}}  {count:>8}" for article, count in shown.items()]
    if left := len(passages) - len(shown):
        lines.append(f"and {left} articles more")
    if runs:
        lines += ["", f"Warning: cells that a spreadsheet would run as formulas: {len(runs)}."]
        lines += ["Import the CSV files as text, or open the Parquet files (README):"]
        lines += runs[:_MOST_ARTICLES]
    return "\n".join(lines)


def _said(change: Change) -> str:
    parts = [
        f"{sign}{count} {word}"
        for sign, count, word in (
            ("+", change.added, "added"),
            ("-", change.removed, "removed"),
            ("~", change.changed, "changed"),
        )
        if count
    ]
    return ", ".join(parts) or "–"
