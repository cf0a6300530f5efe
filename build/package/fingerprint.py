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
from collections import deque
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

import polars as pl

from schemas import TABLES, Table

# Separators that no cell may hold (schemas/base.py, HIDDEN), so no two tables are alike.
_CELL, _ROW, _NULL = "\x1f", "\x1e", "\x00"
_ROWS_AT_ONCE = 25_000
# Parts that are in the memory beside the one that is hashed.
_AT_ONCE = 2
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
    with ThreadPoolExecutor(_AT_ONCE) as beside:
        # The next parts are written while one is hashed; polars and hashlib let each other run.
        written: deque[Future[_Text]] = deque()
        for start in range(0, frame.height, _ROWS_AT_ONCE):
            rows = order.slice(start, _ROWS_AT_ONCE)
            written.append(beside.submit(_text, frame, rows, names))
            if len(written) > _AT_ONCE:
                _hash(hashed, written.popleft().result())
        for waiting in written:
            _hash(hashed, waiting.result())
    return f"sha256:{hashed.hexdigest()}"


class _Text(NamedTuple):
    """Rows as the bytes that are hashed, and whether a cell holds a separator."""

    text: bytes
    forged: bool


def _text(frame: pl.DataFrame, order: pl.Series, names: list[str]) -> _Text:
    cells = frame[order].select(pl.col(names).cast(pl.String))
    line = pl.concat_str([pl.col(n).fill_null(_NULL) for n in names], separator=_CELL)
    text: bytes = cells.select(line.str.join(_ROW).cast(pl.Binary)).item()
    told = tuple(text.count(sign.encode()) for sign in (_CELL, _ROW, _NULL))
    rows, nulls = cells.height, sum(cells.null_count().row(0))
    return _Text(text, told != (rows * (len(names) - 1), rows - 1, nulls))


def _hash(hashed: "hashlib._Hash", rows: _Text) -> None:
    hashed.update(_ROW.encode())
    hashed.update(rows.text)
    if rows.forged:
        hashed.update(_FORGED)


def dataset_fingerprint(tables: Mapping[str, str]) -> str:
    """Return the fingerprint of the dataset, given those of all of its tables."""
    joined = "\n".join(f"{name} {tables[name]}" for name in TABLES)
    return f"sha256:{hashlib.sha256(joined.encode()).hexdigest()}"


def fingerprints(frames: Mapping[str, pl.DataFrame]) -> dict[str, str]:
    """Return the fingerprint of each table."""
    return {name: table_fingerprint(model, frames[name]) for name, model in TABLES.items()}
