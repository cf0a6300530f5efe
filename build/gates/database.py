"""What a DuckDB file of the package holds, compared with the script that makes it.

Its tables, columns, keys, views, macros, types and comments are those of a database that
`tables/load.sql` has just made, and its rows have the fingerprints of the CSV files.
It is opened read-only and locked. Left out on purpose: its bytes, which DuckDB does not fix.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import polars as pl

from build.files.databases import connect_locked
from build.loaders.sql import dataset_query
from build.package.database import write_empty
from build.package.fingerprint import table_fingerprint
from build.problems import one_line
from build.rules.finding import Finding
from schemas import TABLES

GATE = "shipped"
# What DuckDB tells of everything that a script can make: a kind and a name, then the rest.
_CATALOGUE = {
    "table": "SELECT table_name, comment FROM duckdb_tables() WHERE NOT internal",
    "column": "SELECT table_name || '.' || column_name, column_index, data_type, is_nullable, "
    "column_default, comment FROM duckdb_columns() WHERE NOT internal",
    "key": "SELECT table_name || ': ' || constraint_text, constraint_type "
    "FROM duckdb_constraints()",
    "view": "SELECT view_name, sql, comment FROM duckdb_views() WHERE NOT internal",
    "macro": "SELECT function_name, parameters, macro_definition, comment "
    "FROM duckdb_functions() WHERE NOT internal",
    "type": "SELECT type_name, labels FROM duckdb_types() WHERE NOT internal",
    "index": "SELECT index_name, sql FROM duckdb_indexes()",
    "sequence": "SELECT sequence_name FROM duckdb_sequences()",
}
_VERSION = "SELECT * FROM dataset"
_EMPTY = "empty.duckdb"


def check_database(path: Path, prints: Mapping[str, str], whole: str) -> Iterator[Finding]:
    """Yield each difference of the database at `path`.

    `prints` are the fingerprints of the tables, `whole` that of the dataset.
    """
    try:
        declared = _declared()
    except duckdb.Error as error:
        yield _unreadable(Path(_EMPTY), error)
        return
    try:
        with connect_locked(path) as found:
            yield from _catalogue(path, found, declared, whole)
            for table, model in TABLES.items():
                names = ", ".join(f"{c.name}::VARCHAR AS {c.name}" for c in model.columns())
                rows = pl.DataFrame(
                    found.sql(f"SELECT {names} FROM main.{table}").to_arrow_table()
                )
                if table_fingerprint(model, rows) != prints[table]:
                    what = f"{path.name}: the rows are not those of {table}.csv"
                    yield Finding(GATE, table, None, None, "database", what)
    except (duckdb.Error, pl.exceptions.PolarsError) as error:
        yield _unreadable(path, error)


def _unreadable(path: Path, error: Exception) -> Finding:
    what = f"{path.name}: {one_line(error)}; run: make"
    return Finding(GATE, "database", None, None, "readable", what)


_Catalogue = Mapping[str, Mapping[str, list[object]]]


@cache
def _declared() -> _Catalogue:
    """Return the result of each query of `_CATALOGUE` for a database that nobody changed."""
    # In a file, too, because DuckDB rewrites the text of a view when it reads it from one.
    with TemporaryDirectory() as folder:
        empty = Path(folder, _EMPTY)
        write_empty(empty)
        with connect_locked(empty) as made:
            return {kind: _rows(made, query) for kind, query in _CATALOGUE.items()}


def _catalogue(
    path: Path, found: duckdb.DuckDBPyConnection, declared: _Catalogue, whole: str
) -> Iterator[Finding]:
    for kind, query in _CATALOGUE.items():
        held, wanted = _rows(found, query), declared[kind]
        for name in sorted(held.keys() | wanted.keys()):
            if held.get(name) != wanted.get(name):
                what = "is another"
                if name not in held or name not in wanted:
                    what = "is missing" if name not in held else "does not belong here"
                what = f"{path.name}: the {kind} {name} {what}"
                yield Finding(GATE, "database", None, None, "database", what)
    if found.sql(_VERSION).fetchall() != found.sql(dataset_query(whole)).fetchall():
        what = f"{path.name}: its table dataset is of another version or fingerprint"
        yield Finding(GATE, "database", None, None, "database", what)


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, list[object]]:
    """Return what a query gives, by its first column."""
    rows: dict[str, list[object]] = {}
    for name, *rest in connection.execute(query).fetchall():
        rows.setdefault(str(name), []).append(rest)
    return {name: sorted(rest, key=repr) for name, rest in rows.items()}
