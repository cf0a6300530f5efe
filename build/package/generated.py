"""The texts that follow from the declarations and the tables: loaders, catalogues, citation.

The build writes them; `check` makes them again and compares.
"""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from build.loaders.duck import load_sql
from build.loaders.postgres import load_postgres
from build.loaders.python import load_py
from build.loaders.r import load_r
from build.loaders.spark import load_spark, load_spark_py
from build.loaders.sqlite import load_sqlite
from build.package.catalogues import metadata_files
from build.package.citation import citation_bytes
from build.package.fingerprint import dataset_fingerprint


def generated(
    folder: Path, articles: pl.DataFrame, prints: Mapping[str, str], rows: Mapping[str, int]
) -> dict[str, bytes]:
    """Return the files by their paths.

    `folder` holds tables/, `articles` is that table, `prints` are the tables' fingerprints,
    `rows` how many each has.
    """
    whole = dataset_fingerprint(prints)
    return {
        "CITATION.cff": citation_bytes(whole, articles),
        "tables/load.sql": load_sql(whole).encode(),
        "tables/load.py": load_py(rows).encode(),
        "tables/load.R": load_r(rows).encode(),
        "tables/load.postgres.sql": load_postgres(whole, rows).encode(),
        "tables/load.spark.sql": load_spark(whole).encode(),
        "tables/load.spark.py": load_spark_py(whole).encode(),
        "tables/load.sqlite.sql": load_sqlite(whole, rows).encode(),
        **metadata_files(folder, articles, whole),
    }
