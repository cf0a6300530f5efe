"""The database file, made by the script that anyone can run (tables/load.sql).

The tables are real ones, not views on files, so the database can be moved anywhere.
"""

from pathlib import Path

import duckdb

from build.files.databases import connect_for, openable
from build.loaders.duck import load_sql, schema_sql
from build.loaders.sql import quoted

# The oldest storage format, and small blocks, because the default of 256 KiB a column
# makes ten times as large a file of tables this small. DuckDB 1.1 and later read it; 1.0
# does not, because it can't read primary keys as DuckDB 2 writes them in any format.
STORAGE_VERSION = "v1.0.0"
BLOCK_SIZE = 16384


def write_database(path: Path, tables: Path, fingerprint: str) -> None:
    """Create the database file at `path` from the Parquet files in `tables`.

    `fingerprint` is that of the dataset which the files hold.
    """
    openable(path)
    with connect_for(tables.glob("*.parquet")) as connection:
        connection.execute(f"SET VARIABLE tables = {quoted(str(tables))}")
        _create(connection, path, load_sql(fingerprint))


def write_empty(path: Path, fingerprint: str) -> None:
    """Create the database file at `path` with all but the tables' rows."""
    with duckdb.connect() as connection:
        _create(connection, path, schema_sql(fingerprint))


def _create(connection: duckdb.DuckDBPyConnection, path: Path, script: str) -> None:
    connection.execute(
        f"ATTACH {quoted(str(path))} AS package "
        f"(STORAGE_VERSION {quoted(STORAGE_VERSION)}, BLOCK_SIZE {BLOCK_SIZE})"
    )
    connection.execute("USE package")
    connection.execute(script)
    connection.execute("USE memory")
    connection.execute("DETACH package")
