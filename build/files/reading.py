"""Read a table's file as it stands, before anybody knows whether it is right.

The bytes are read first, so that a path is never taken for a pattern. Both raise `OSError` or
polars' `PolarsError`. Left out on purpose: whether it is the table that is declared.
"""

from pathlib import Path

import polars as pl


def read_csv(path: Path) -> pl.DataFrame:
    """Return a CSV file with every cell as text; an empty one is null."""
    return pl.read_csv(path.read_bytes(), infer_schema=False)


def read_parquet(path: Path) -> pl.DataFrame:
    """Return a Parquet file with its types, categories as text."""
    frame = pl.read_parquet(path.read_bytes())
    codes = pl.selectors.categorical() | pl.selectors.enum()
    return frame.with_columns(codes.cast(pl.String))
