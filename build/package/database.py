"""The database file, made by the statements that anyone can run (tables/load/load.sql).

The tables are real ones, not views on files, so the database can be moved anywhere.
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb
import polars as pl

from build.files.databases import openable
from build.loaders.duck import insert_sql, schema_sql
from build.loaders.sql import quoted
from schemas import TABLES

# The oldest storage format, and small blocks, because the default of 256 KiB a column
# makes ten times as large a file of tables this small. DuckDB 1.1 and later read it; 1.0
# does not, because it can't read primary keys as DuckDB 2 writes them in any format.
_STORAGE_VERSION = "v1.0.0"
_BLOCK_SIZE = 16384
_ROWS = "rows_of_the_table"


def write_database(path: Path, frames: Mapping[str, pl.DataFrame], fingerprint: str) -> Path:
    """Create the database file at `path`, and return that; `frames` are the tables by name.

    `fingerprint` is that of the dataset. Raises `duckdb.Error`.
    """
    openable(path)
    with duckdb.connect() as connection:
        connection.execute(
            f"ATTACH {quoted(str(path))} AS package "
            f"(STORAGE_VERSION {quoted(_STORAGE_VERSION)}, BLOCK_SIZE {_BLOCK_SIZE})"
        )
        connection.execute("USE package")
        # One transaction, as in load.sql: otherwise each of some hundred statements is written.
        connection.execute(f"BEGIN TRANSACTION; {schema_sql(fingerprint)} COMMIT")
        # Keys are checked one row after the other; more threads only wait for each other.
        connection.execute("SET threads = 1")
        for name, model in TABLES.items():  # each after those that it refers to
            rows = frames[name].select(c.name for c in model.columns())
            connection.register(_ROWS, rows.to_arrow(compat_level=pl.CompatLevel.oldest()))
            connection.execute(insert_sql(model, _ROWS))
            connection.unregister(_ROWS)
        connection.execute("USE memory")
        connection.execute("DETACH package")
    return path
