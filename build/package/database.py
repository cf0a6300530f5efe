"""The database file, made by the statements that anyone can run (tables/load/load.sql).

The tables are real ones, not views on files, so the database can be moved anywhere.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import duckdb
import polars as pl

from build.files.databases import openable
from build.loaders.duck import insert_sql, schema_sql
from build.loaders.sql import quoted
from build.problems import Problem, ProblemsError
from schemas import TABLES

# The oldest storage format, and small blocks, because the default of 256 KiB a column
# makes ten times as large a file of tables this small. DuckDB 1.1 and later read it; 1.0
# does not, because it can't read primary keys as DuckDB 2 writes them in any format.
_STORAGE_VERSION = "v1.0.0"
_BLOCK_SIZE = 16384
# The message of several kinds of exceptions of DuckDB if the system refuses to write.
_REFUSED = re.compile(r'Could not write file "[^"]*": ([^\n]+)')
_ROWS = "rows_of_the_table"


def write_database(path: Path, frames: Mapping[str, pl.DataFrame], fingerprint: str) -> Path:
    """Create the database file at `path`, and return that; `frames` are the tables by name.

    `fingerprint` is that of the dataset. Raises `ProblemsError` for a disk that is full, and
    else `duckdb.Error`.
    """
    openable(path)
    try:
        _write(path, frames, fingerprint)
    except duckdb.Error as error:
        reason = _REFUSED.search(str(error))
        if reason is None:
            raise
        what = f"can't be written ({reason[1]})"
        fix = "free some space, or set TMPDIR to a folder that has some"
        raise ProblemsError([Problem(str(path), what, fix)]) from error
    return path


def _write(path: Path, frames: Mapping[str, pl.DataFrame], fingerprint: str) -> None:
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
