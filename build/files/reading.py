"""Read the file of a table unchanged, before it has been checked.

The bytes are read first, so that a path is never interpreted as a pattern. `read_csv` and
`read_parquet` raise `OSError` or polars' `PolarsError`.

Left out on purpose: whether the file contains the declared table.
"""

from io import BytesIO
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

# A file of a megabyte can declare any number of rows and then fill the memory. The limit is
# five times the size of the largest table for a million quotes.
MOST_ROWS = 20_000_000


def plain_bytes(path: Path) -> bytes:
    """Return the bytes of a file. Raises `OSError` for a pipe or device, which may not end."""
    return plain(path).read_bytes()


def is_plain(path: Path) -> bool:
    """Return True for a regular file, and False for a link, pipe, device or folder."""
    return path.is_file() and not path.is_symlink()


def plain(path: Path) -> Path:
    """Return the path unchanged. Raises `OSError` for a pipe, a device or a folder."""
    if path.exists() and not path.is_file():
        raise OSError("not a plain file")
    return path


def read_csv(path: Path) -> pl.DataFrame:
    """Return a CSV file as a frame with every cell as text; empty cells are null.

    Raises `OSError` or `PolarsError` if it can't be read.
    """
    return pl.read_csv(plain_bytes(path), infer_schema=False)


def read_parquet(path: Path, most_rows: int = MOST_ROWS) -> pl.DataFrame:
    """Return a Parquet file as a frame with its types, but categories as text.

    Raises `OSError` or `PolarsError` if it can't be read or declares more than `most_rows`.
    """
    data = plain_bytes(path)
    try:
        rows = pq.read_metadata(BytesIO(data)).num_rows
    except (pa.ArrowException, OSError) as error:
        raise pl.exceptions.ComputeError(str(error)) from error
    if rows > most_rows:
        what = f"its footer tells of {rows:,} rows, which can't be"
        raise pl.exceptions.ComputeError(what)
    frame = pl.read_parquet(data)
    codes = pl.selectors.categorical() | pl.selectors.enum()
    return frame.with_columns(codes.cast(pl.String))
