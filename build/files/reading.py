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


def plain_bytes(path: Path) -> bytes:
    """Return the bytes of a file; of a pipe or device, which may have no end, an `OSError`."""
    return plain(path).read_bytes()


def is_plain(path: Path) -> bool:
    """Say whether a path is itself a file, and not a link, a pipe, a device or a folder."""
    return path.is_file() and not path.is_symlink()


def plain(path: Path) -> Path:
    """Return the path. Raises `OSError` where it leads to a pipe, a device or a folder."""
    if path.exists() and not path.is_file():
        raise OSError("not a plain file")
    return path


def read_csv(path: Path) -> pl.DataFrame:
    """Return a CSV file with every cell as text; an empty one is null."""
    return pl.read_csv(plain_bytes(path), infer_schema=False)


def read_parquet(path: Path, most_rows: int = _MOST_ROWS) -> pl.DataFrame:
    """Return a Parquet file with its types, categories as text.

    It is not read where it tells of more than `most_rows`.
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
