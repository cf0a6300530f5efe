"""The database file, made by the statements that anyone can run (tables/load.sql).

The tables are real ones, not views on files, so the database can be moved anywhere.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
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
# Below it DuckDB would spill of tables that hold next to nothing.
_LEAST = 128 * 2**20
# So many times as large as in Parquet the rows are as text.
_TEXT = 5


def write_database(path: Path, tables: Path, fingerprint: str) -> None:
    """Create the database file at `path` from the Parquet files in `tables`.

    `fingerprint` is that of the dataset which the files hold.
    """
    with new_database(path) as database:
        database.fill(tables, fingerprint)


def write_empty(path: Path) -> None:
    """Create the database file at `path` with everything but the rows and the fingerprint."""
    with duckdb.connect() as connection:
        _create_schema(connection, path)


@contextmanager
def new_database(path: Path) -> Iterator["Database"]:
    """Create the database file at `path` while the caller works; the caller then fills it.

    When the context ends, the file is complete, or the error is raised. If the caller fails,
    the work is interrupted.
    """
    openable(path)
    with duckdb.connect() as connection, ThreadPoolExecutor(1) as thread:
        database = Database(connection, thread)
        database.submit(_create_schema, connection, path)
        try:
            yield database
        except BaseException:
            database.give_up()
            raise
        database.submit(_close, connection)
        database.wait()


class Database:
    """A database that is being written, one step after the other, in a thread of its own."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, thread: Executor) -> None:
        """Take the connection and the thread, which does nothing else."""
        self._connection = connection
        self._thread = thread
        self._steps: list[Future[None]] = []

    def submit(self, step: Callable[..., None], *arguments: object) -> None:
        """Append a step."""
        self._steps.append(self._thread.submit(step, *arguments))

    def fill(self, tables: Path, fingerprint: str) -> None:
        """Append the rows of the Parquet files in `tables`, and the dataset's fingerprint."""
        self.submit(_fill, self._connection, tables, fingerprint)

    def wait(self) -> None:
        """Wait for all steps. Raises the `duckdb.Error` of the first one that failed."""
        for step in self._steps:
            step.result()

    def give_up(self) -> None:
        """Interrupt the current step and start no other."""
        for step in self._steps:
            step.cancel()
        self._connection.interrupt()


def _create_schema(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    connection.execute(
        f"ATTACH {quoted(str(path))} AS package "
        f"(STORAGE_VERSION {quoted(STORAGE_VERSION)}, BLOCK_SIZE {BLOCK_SIZE})"
    )
    connection.execute("USE package")
    # One transaction, as in load.sql: otherwise each of some hundred statements is written.
    connection.execute(f"BEGIN TRANSACTION; {schema_sql()} COMMIT")


def _fill(connection: duckdb.DuckDBPyConnection, tables: Path, fingerprint: str) -> None:
    _limit(connection, tables)
    # What is written to the file along the way holds up the rest; all is written at the end.
    connection.execute("SET checkpoint_threshold = '1TB'")
    connection.execute(f"SET VARIABLE tables = {quoted(str(tables))}")
    connection.execute(f"UPDATE dataset SET fingerprint = {quoted(fingerprint)}")
    for model in TABLES.values():  # each after those that it refers to
        connection.execute(insert_sql(model))


def _limit(connection: duckdb.DuckDBPyConnection, tables: Path) -> None:
    """Limit DuckDB to the memory that the rows take as text with their keys; then it spills.

    It would take most of the machine's memory otherwise, beside what the build holds.
    """
    text = _TEXT * sum(p.stat().st_size for p in tables.glob("*.parquet"))
    connection.execute(f"SET memory_limit = '{(text + _LEAST) // 2**20}MiB'")
    connection.execute(f"SET temp_directory = {quoted(str(tables.parent / '.spill'))}")


def _close(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("USE memory")
    connection.execute("DETACH package")
