"""The database file, made by the statements that anyone can run (tables/load.sql).

The tables are real ones, not views on files, so the database can be moved anywhere.
"""

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from build.files.databases import connect_for, openable
from build.loaders.duck import insert_sql, schema_sql
from build.loaders.sql import quoted
from schemas import TABLES, Table

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
        filling = _Filling(connection, tables)
        made = beside.submit(_create, connection, path, fingerprint, filling)
        try:
            yield
        except BaseException:
            filling.give_up()
            raise
        made.result()


def write_empty(path: Path, fingerprint: str) -> None:
    """Create the database file at `path` with all but the tables' rows."""
    with duckdb.connect() as connection:
        _create(connection, path, fingerprint)


def _limit(connection: duckdb.DuckDBPyConnection, files: list[Path], spill: Path) -> None:
    """Let DuckDB hold as much as the rows take as text, and its keys; else it spills to a file.

    It would take most of the machine's memory otherwise, beside what the build holds.
    """
    text = _TEXT * sum(p.stat().st_size for p in files)
    connection.execute(f"SET memory_limit = '{(text + _LEAST) // 2**20}MiB'")
    connection.execute(f"SET temp_directory = {quoted(str(spill))}")


def _create(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    fingerprint: str,
    filling: "_Filling | None" = None,
) -> None:
    connection.execute(
        f"ATTACH {quoted(str(path))} AS package "
        f"(STORAGE_VERSION {quoted(STORAGE_VERSION)}, BLOCK_SIZE {BLOCK_SIZE})"
    )
    connection.execute("USE package")
    # One transaction, as in load.sql: some hundred statements, each of which would be written.
    connection.execute(f"BEGIN TRANSACTION; {schema_sql(fingerprint)} COMMIT")
    if filling:
        filling.run()
    connection.execute("USE memory")
    connection.execute("DETACH package")


class _Filling:
    """The statements of load.sql that fill the tables, side by side.

    A key is made row by row, by one thread; a table is filled as soon as those are that it
    refers to.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, tables: Path) -> None:
        """Take the connection and the folder of the Parquet files."""
        self._connection = connection
        self._tables = tables
        self._cursors: list[duckdb.DuckDBPyConnection] = []
        self._given_up = False

    def run(self) -> None:
        """Fill all tables of the database in use. Raises `duckdb.Error`."""
        # Threads of DuckDB's own would only be in the way of each other. What is written to the
        # file along the way would hold up the others; all is written at the end.
        self._connection.execute("SET threads = 1; SET checkpoint_threshold = '1TB'")
        waiting = TopologicalSorter({name: _before(model) for name, model in TABLES.items()})
        waiting.prepare()
        running: dict[Future[None], str] = {}
        with ThreadPoolExecutor(len(TABLES)) as pool:
            while waiting.is_active():
                for name in waiting.get_ready():
                    running[pool.submit(self._fill, name)] = name
                for done in wait(running, return_when=FIRST_COMPLETED).done:
                    waiting.done(running.pop(done))
                    done.result()

    def give_up(self) -> None:
        """Let no statement run on, and begin no other."""
        self._given_up = True
        for cursor in self._cursors:
            with suppress(duckdb.ConnectionException):  # one that is done is closed
                cursor.interrupt()

    def _fill(self, name: str) -> None:
        with self._connection.cursor() as cursor:
            self._cursors.append(cursor)
            if self._given_up:
                return
            cursor.execute("USE package")
            cursor.execute(f"SET VARIABLE tables = {quoted(str(self._tables))}")
            cursor.execute(insert_sql(TABLES[name]))


def _before(model: type[Table]) -> set[str]:
    """Return the tables that must be there before the rows of another."""
    named = {c.references.table for c in model.columns() if c.references is not None}
    return named - {model.table()}
