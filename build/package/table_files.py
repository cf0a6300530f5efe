"""Step 6: write the tables as CSV and Parquet, and as Parquet by month where that is wanted.

The views are written to tables/views/ in the same forms, for those who load files and ask no
database: what they give on the tables' Parquet files, so that nobody works them out a second
time. `refresh` does it, because on a large corpus they take longer than a build may. Left out
on purpose: table macros, whose answers depend on what is asked.
"""

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

import duckdb
import polars as pl

from build.files.by_month import write_by_month
from build.files.tabular import csv_bytes, write_parquet
from build.files.writing import create
from build.loaders.duck import load_sql
from build.loaders.sql import quoted
from build.loaders.view_columns import view_kinds
from schemas import TABLES
from schemas.package import BY_MONTH
from schemas.vocabularies import VOCABULARIES


def write_parquet_files(
    frames: Mapping[str, pl.DataFrame],
    prints: Mapping[str, str],
    folder: Path,
    *,
    by_month: bool = False,
) -> None:
    """Write every table to a folder as Parquet, and where `by_month` once more, in parts.

    `prints` are the fingerprints of the tables, which the files carry.
    """
    for name, model in TABLES.items():
        with create(folder / f"{name}.parquet") as out:
            write_parquet(model, frames[name], prints[name], out)
    if by_month:
        write_by_month(frames, prints, folder / BY_MONTH)


def write_csv_files(frames: dict[str, pl.DataFrame], folder: Path) -> None:
    """Write every table to a folder as CSV; each frame is let go when done."""
    for name in TABLES:
        frame = frames.pop(name)
        with create(folder / f"{name}.csv") as out:
            out.write(csv_bytes(frame))


VIEWS_FOLDER = "tables/views"
_CODES = {v.name: v.values for v in VOCABULARIES}
_SQL = {"integer": "BIGINT", "number": "DOUBLE", "text": "VARCHAR"}


def view_files(tables: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each file: its path in the package, and its content.

    `tables` is the folder of the Parquet files. Raises `duckdb.Error` where they can't be read.
    """
    with duckdb.connect() as connection:
        connection.execute(f"SET VARIABLE tables = {quoted(str(tables))}")
        connection.execute(load_sql(""))
        for view, kinds in view_kinds().items():
            frame = _frame(connection, view, kinds)
            yield f"{VIEWS_FOLDER}/{view}.csv", csv_bytes(frame)
            out = BytesIO()
            frame.write_parquet(out, compression="zstd", statistics=False)
            yield f"{VIEWS_FOLDER}/{view}.parquet", out.getvalue()


def _frame(
    connection: duckdb.DuckDBPyConnection, view: str, kinds: Mapping[str, str]
) -> pl.DataFrame:
    """Return a view as a frame of the kinds that the loaders give its columns."""
    chosen = ", ".join(
        f'CAST("{n}" AS {_SQL[k]}) AS "{n}"' if k in _SQL else f'"{n}"'
        for n, k in kinds.items()
    )
    table = connection.sql(f"SELECT {chosen} FROM {view}").to_arrow_table()
    frame = pl.DataFrame(table)
    enums = {n: _CODES[k] for n, k in kinds.items() if k in _CODES}
    return frame.with_columns(
        pl.col(n).cast(pl.String).cast(pl.Enum(codes)) for n, codes in enums.items()
    )
