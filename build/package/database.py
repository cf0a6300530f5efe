"""The database file, made by the statements that anyone can run (tables/load.sql).

The tables are real ones, not views on files, so the database can be moved anywhere.
"""

from pathlib import Path

import duckdb

from build.files.databases import openable
from build.loaders.duck import insert_sql, schema_sql
from build.loaders.sql import quoted
from schemas import TABLES

# The oldest storage format, and small blocks, because the default of 256 KiB a column
# makes ten times as large a file of tables this small. DuckDB 1.1 and later read it; 1.0
# does not, because it can't read primary keys as DuckDB 2 writes them in any format.
STORAGE_VERSION = "v1.0.0"
BLOCK_SIZE = 16384


def write_database(path: Path, tables: Path, fingerprint: str) -> None:
    """Create the database file at `path` from the Parquet files in `tables`.

    `fingerprint` is that of the dataset which the files hold. Raises `duckdb.Error`.
    """
    with duckdb.connect() as connection:
        _create_schema(connection, path)
        # Keys are checked one row after the other; more threads only wait for each other.
        connection.execute("SET threads = 1")
        connection.execute(f"SET VARIABLE tables = {quoted(str(tables))}")
        connection.execute(f"UPDATE dataset SET fingerprint = {quoted(fingerprint)}")
        for model in TABLES.values():  # each after those that it refers to
            connection.execute(insert_sql(model))
        _close(connection)


def write_empty(path: Path) -> None:
    """Create the database file at `path` with everything but the rows and the fingerprint."""
    with duckdb.connect() as connection:
        _create_schema(connection, path)
        _close(connection)


def _create_schema(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    openable(path)
    connection.execute(
        f"ATTACH {quoted(str(path))} AS package "
        f"(STORAGE_VERSION {quoted(STORAGE_VERSION)}, BLOCK_SIZE {BLOCK_SIZE})"
    )
    connection.execute("USE package")
    # One transaction, as in load.sql: otherwise each of some hundred statements is written.
    connection.execute(f"BEGIN TRANSACTION; {schema_sql()} COMMIT")


def _close(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("USE memory")
    connection.execute("DETACH package")
