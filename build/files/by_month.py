"""Parquet by month: `tables/by_month/NAME.parquet/month=2025-02/part-0.parquet`.

Of corpora that are read in part, on one machine or many: Hive's form, which DuckDB, Arrow,
polars and Spark read as one table, skipping the months that nobody asks for. A row's month is
that of the latest day on which it can have been said, have happened or have been published
(`month_of` of its table); a row without such a day is in `__HIVE_DEFAULT_PARTITION__`. Small
tables are one file.

Left out on purpose: parts of a month, which is as fine as dates of statements are known.
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
    """Write every table to a new folder, those with a month in parts, rows in their order."""
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
    """Return the month of each row of a table, as folders are named."""
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
