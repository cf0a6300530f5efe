"""The database file, made by the script that anyone can run (tables/load.sql).

The tables are real ones, not views on files, so the database can be moved anywhere.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
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
# Below it DuckDB would spill of tables that hold next to nothing.
_LEAST = 128 * 2**20
# So many times as large as in Parquet the rows are as text.
_TEXT = 5


def write_database(path: Path, tables: Path, fingerprint: str) -> None:
    """Create the database file at `path` from the Parquet files in `tables`.

    `fingerprint` is that of the dataset which the files hold.
    """
    with writing_database(path, tables, fingerprint):
        pass


@contextmanager
def writing_database(path: Path, tables: Path, fingerprint: str) -> Iterator[None]:
    """Create it as `write_database` does, while the caller does something else.

    At the end it is there, or what went wrong is raised; it is given up where the caller fails.
    """
    openable(path)
    files = list(tables.glob("*.parquet"))
    with connect_for(files) as connection, ThreadPoolExecutor(1) as beside:
        _limit(connection, files, tables.parent / ".spill")
        connection.execute(f"SET VARIABLE tables = {quoted(str(tables))}")
        made = beside.submit(_create, connection, path, load_sql(fingerprint))
        try:
            yield
        except BaseException:
            connection.interrupt()
            raise
        made.result()


def write_empty(path: Path, fingerprint: str) -> None:
    """Create the database file at `path` with all but the tables' rows."""
    with duckdb.connect() as connection:
        _create(connection, path, schema_sql(fingerprint))


def _limit(connection: duckdb.DuckDBPyConnection, files: list[Path], spill: Path) -> None:
    """Let DuckDB hold as much as the rows take as text, and its keys; else it spills to a file.

    It would take most of the machine's memory otherwise, beside what the build holds.
    """
    text = _TEXT * sum(p.stat().st_size for p in files)
    connection.execute(f"SET memory_limit = '{(text + _LEAST) // 2**20}MiB'")
    connection.execute(f"SET temp_directory = {quoted(str(spill))}")


def _create(connection: duckdb.DuckDBPyConnection, path: Path, script: str) -> None:
    connection.execute(
        f"ATTACH {quoted(str(path))} AS package "
        f"(STORAGE_VERSION {quoted(STORAGE_VERSION)}, BLOCK_SIZE {BLOCK_SIZE})"
    )
    connection.execute("USE package")
    connection.execute(script)
    connection.execute("USE memory")
    connection.execute("DETACH package")
