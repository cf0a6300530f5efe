"""Read a table's file as it stands, before anybody knows whether it is right.

The bytes are read first, so that a path is never taken for a pattern. Both raise `OSError` or
polars' `PolarsError`. Left out on purpose: whether it is the table that is declared.
"""

from io import BytesIO
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

# A file of a megabyte can say that it has as many rows as it likes, and then fill the memory.
# Five times what the largest table of a million quotes has.
_MOST_ROWS = 20_000_000


def read_csv(path: Path) -> pl.DataFrame:
    """Return a CSV file with every cell as text; an empty one is null."""
    return pl.read_csv(path.read_bytes(), infer_schema=False)


def read_parquet(path: Path, most_rows: int = _MOST_ROWS) -> pl.DataFrame:
    """Return a Parquet file with its types, categories as text.

    It is not read where it tells of more than `most_rows`.
    """
    data = path.read_bytes()
    try:
        rows = pq.read_metadata(BytesIO(data)).num_rows
    except pa.ArrowException as error:
        raise pl.exceptions.ComputeError(str(error)) from error
    if rows > most_rows:
        what = f"its footer tells of {rows:,} rows, which can't be"
        raise pl.exceptions.ComputeError(what)
    frame = pl.read_parquet(data)
    codes = pl.selectors.categorical() | pl.selectors.enum()
    return frame.with_columns(codes.cast(pl.String))
