"""Packages that were altered, with files as the build writes them and a descriptor to match."""

from pathlib import Path

import polars as pl

from build.files.sums import File
from build.files.tabular import parquet_bytes
from build.package.dataset import Dataset
from build.package.descriptor import descriptor
from build.views.headers import plain_views
from schemas import TABLES
from schemas.package import stem


def write_table(table: str, frame: pl.DataFrame, path: Path) -> None:
    """Write Parquet as the build would; what the declared columns can't hold, as polars does."""
    try:
        path.write_bytes(parquet_bytes(TABLES[table], frame, ""))
    except (pl.exceptions.PolarsError, ValueError, KeyError):
        frame.write_parquet(path)


def describe_anew(package: Path) -> None:
    """Whoever alters a cell may alter all that the descriptor says of it, too."""
    texts = {
        name: pl.read_csv((package / f"{stem(name)}.csv").read_bytes(), infer_schema=False)
        for name in TABLES
    }
    stems = map(stem, (*TABLES, *(view.name for view in plain_views())))
    files = {
        path: File.of((package / path).read_bytes())
        for path in (f"{s}.{suffix}" for s in stems for suffix in ("csv", "parquet"))
    }
    with Dataset(texts, {}) as data:
        (package / "datapackage.json").write_bytes(descriptor(data, files))
