"""Fingerprints of the data itself, whatever file it stands in.

A table's fingerprint is the SHA-256 of its name, its columns and its rows, sorted by key,
each cell in its one text form (that of the CSV files: ISO dates, `true` and `false`, plain
digits); a null is told from an empty text. That of the dataset is the SHA-256 over those of
its tables. CSV, Parquet and DuckDB files of the same rows have the same one, whoever wrote
them in whatever order; the idea is that of the Universal Numerical Fingerprint (Altman and
King 2007, doi:10.1045/march2007-altman).

Left out on purpose: rounding, which UNF needs for floating-point numbers; there are none.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from schemas import TABLES, Table

# Separators that no cell may hold (schemas/base.py, HIDDEN), so no two tables are alike.
_CELL, _ROW, _NULL = "\x1f", "\x1e", "\x00"
_ROWS_AT_ONCE = 100_000
# Where a cell holds a separator, the fingerprint is that of no table without one.
_FORGED = b"\x00\x1f\x1e"


def table_fingerprint(model: type[Table], frame: pl.DataFrame) -> str:
    """Return the fingerprint of a table: `sha256:` and 64 hexadecimal digits.

    The frame has the declared columns, typed or as text; cells of text must be in their one
    form to match.
    """
    names = [c.name for c in model.columns()]
    hashed = hashlib.sha256(_CELL.join([model.table(), *names]).encode())
    # Keys sort by code point, and only keys, which are never null.
    keys = frame.select(pl.col(model.key()).cast(pl.String))
    order = keys.select(pl.arg_sort_by(model.key(), maintain_order=True)).to_series()
    line = pl.concat_str([pl.col(n).fill_null(_NULL) for n in names], separator=_CELL)
    for start in range(0, frame.height, _ROWS_AT_ONCE):
        rows = frame[order.slice(start, _ROWS_AT_ONCE)]
        part = rows.select(pl.col(names).cast(pl.String))
        lines = part.select(line.str.join(_ROW)).item()
        hashed.update((_ROW + lines).encode())
        nulls = sum(part.null_count().row(0)) if part.height else 0
        told = (lines.count(_CELL), lines.count(_ROW), lines.count(_NULL))
        if told != (part.height * (len(names) - 1), part.height - 1, nulls):
            hashed.update(_FORGED)
    return f"sha256:{hashed.hexdigest()}"


def dataset_fingerprint(tables: Mapping[str, str]) -> str:
    """Return the fingerprint of the dataset, given those of all of its tables."""
    joined = "\n".join(f"{name} {tables[name]}" for name in TABLES)
    return f"sha256:{hashlib.sha256(joined.encode()).hexdigest()}"


def fingerprints(frames: Mapping[str, pl.DataFrame]) -> dict[str, str]:
    """Return the fingerprint of each table."""
    return {name: table_fingerprint(model, frames[name]) for name, model in TABLES.items()}


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
