"""Packages that were altered, with files as the build writes them and a descriptor to match."""

import json
from pathlib import Path

import polars as pl

from build.files.tabular import write_parquet
from build.package.descriptor import describe
from build.package.fingerprint import fingerprints
from schemas import TABLES


def write_table(table: str, frame: pl.DataFrame, path: Path) -> None:
    """Write Parquet as the build would; what the declared columns can't hold, as polars does."""
    try:
        with path.open("wb") as out:
            write_parquet(TABLES[table], frame, "", out)
    except (pl.exceptions.PolarsError, ValueError):
        frame.write_parquet(path)


def describe_anew(package: Path) -> None:
    """Whoever alters a cell may alter all that the descriptor says of it, too."""
    texts = {
        name: pl.read_csv((package / f"tables/{name}.csv").read_bytes(), infer_schema=False)
        for name in TABLES
    }
    descriptor = describe(package, texts["articles"], fingerprints(texts))
    (package / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
