"""Write Parquet files by month: `tables/by_month/NAME.parquet/month=2025-02/part-0.parquet`.

The files suit large corpora that are read in part, on one machine or many. DuckDB, Arrow,
polars and Spark read this Hive layout as one table and skip the months that a query excludes.
The month of a row is that of the latest possible day of the statement, event or publication
(`month_of` of its table). Rows without such a day go to `__HIVE_DEFAULT_PARTITION__`. Tables
without a month are one file.

Left out on purpose: parts of a month, because statements are often not dated more precisely.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from build.files.tabular import write_parquet
from build.files.writing import create
from schemas import TABLES, Table
from schemas.package import MONTH

NO_MONTH = "__HIVE_DEFAULT_PARTITION__"
_PART = "part-0.parquet"


def write_by_month(
    frames: Mapping[str, pl.DataFrame], prints: Mapping[str, str], folder: Path
) -> None:
    """Write every table to a new folder, split by month where rows have one, in row order."""
    folder.mkdir()
    for name, model in TABLES.items():
        for path, frame in _parts(model, frames):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            with create(folder / path) as out:
                write_parquet(model, frame, prints[name], out)


def _parts(
    model: type[Table], frames: Mapping[str, pl.DataFrame]
) -> Iterator[tuple[str, pl.DataFrame]]:
    name = model.table()
    frame = frames[name]
    if model.month_of() is None or frame.is_empty():
        yield f"{name}.parquet", frame
        return
    months = months_of(model, frames)
    for month in months.unique().sort().to_list():
        yield f"{name}.parquet/{MONTH}={month}/{_PART}", frame.filter(months == month)


def months_of(model: type[Table], frames: Mapping[str, pl.DataFrame]) -> pl.Series:
    """Return the month of each row of a table, as it appears in folder names.

    Raises `ValueError` if the declared column of the month refers to no table.
    """
    frame = frames[model.table()]
    own, _, far = str(model.month_of()).partition(".")
    if not far:
        days = frame[own]
    else:
        to = next(c.references for c in model.columns() if c.name == own)
        if to is None:
            raise ValueError(f"{model.table()}.{own} refers to nothing")
        known = frames[to.table].select(pl.col(to.column).alias(own), far)
        days = frame.select(own).join(known, on=own, how="left", maintain_order="left")[far]
    return days.dt.strftime("%Y-%m").fill_null(NO_MONTH).alias(MONTH)
