"""What a DuckDB file of the package holds, compared with one that is made of the rows.

Its tables, columns, keys, views, macros, types and comments are those of the other; then its
tables have the same rows, its views give the same, and both count as many rows where they are
filtered by a value: statistics that lie would skip some. It is opened read-only and locked, and
where its catalogue is another nothing of it is asked.

Left out on purpose: its bytes, which DuckDB does not fix, so that what only some query shows
can stay unseen; tables/load/load.sql makes a database in which nothing can.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from build.files.databases import connect_locked
from build.loaders.sql import dataset_query
from build.package.dataset import Dataset
from build.problems import one_line
from build.rules.finding import Finding
from build.views.headers import plain_views
from schemas import TABLES

GATE = "artefacts"
# A name as it is written: with its schema where that is not the usual one.
_IN = "CASE schema_name WHEN 'main' THEN '' ELSE schema_name || '.' END || "
# What DuckDB tells of everything that a script can make: a kind and a name, then the rest.
_CATALOGUE = {
    "table": f"SELECT {_IN}table_name, comment FROM duckdb_tables() WHERE NOT internal",
    "column": f"SELECT {_IN}table_name || '.' || column_name, column_index, data_type, "
    "is_nullable, column_default, comment FROM duckdb_columns() WHERE NOT internal",
    "key": f"SELECT {_IN}table_name || ': ' || constraint_text, constraint_type "
    "FROM duckdb_constraints()",
    "view": f"SELECT {_IN}view_name, sql, comment FROM duckdb_views() WHERE NOT internal",
    "macro": f"SELECT {_IN}function_name, parameters, macro_definition, comment "
    "FROM duckdb_functions() WHERE NOT internal",
    "type": f"SELECT {_IN}type_name, labels FROM duckdb_types() WHERE NOT internal",
    "index": f"SELECT {_IN}index_name, sql FROM duckdb_indexes()",
    "sequence": f"SELECT {_IN}sequence_name FROM duckdb_sequences()",
}
_Connection = duckdb.DuckDBPyConnection


def check_database(path: Path, data: Dataset) -> Iterator[Finding]:
    """Yield each difference of the database at `path` from that of `data`."""
    try:
        with connect_locked(path) as found:
            wrong = list(catalogue(found, data.connection, data.fingerprint))
            for what in wrong or _contents(found, data):
                yield _finding("database", f"{path.name}: {what}")
    except duckdb.Error as error:
        yield _finding("readable", f"{path.name}: {one_line(error)}; run: make")


def _finding(rule: str, what: str) -> Finding:
    return Finding(GATE, "database", None, None, rule, what)


def catalogue(found: _Connection, declared: _Connection, fingerprint: str) -> Iterator[str]:
    """Yield how the definitions in a database differ from those that the build makes.

    `fingerprint` is that of the dataset whose rows it should have. Raises `duckdb.Error`.
    """
    for kind, query in _CATALOGUE.items():
        held, wanted = _by_name(found, query), _by_name(declared, query)
        for name in sorted(held.keys() | wanted.keys()):
            if held.get(name) != wanted.get(name):
                added = "is another" if name in wanted else "does not belong here"
                what = added if name in held else "is missing"
                yield f"the {kind} {name} {what}"
    # A table that is a view might never end.
    if (
        "dataset" in _by_name(found, _CATALOGUE["table"])
        and found.execute("SELECT * FROM dataset").fetchmany(2)
        != declared.execute(dataset_query(fingerprint)).fetchall()
    ):
        yield "its table dataset is of another version or fingerprint"


def _by_name(connection: _Connection, query: str) -> dict[str, list[object]]:
    """Return what a query gives, by its first column."""
    rows: dict[str, list[object]] = {}
    for name, *rest in connection.execute(query).fetchall():
        rows.setdefault(str(name), []).append(rest)
    return {name: sorted(rest, key=repr) for name, rest in rows.items()}


def _contents(found: _Connection, data: Dataset) -> Iterator[str]:
    """Yield each table that has other rows or counts them otherwise; else each such view."""
    tables = {name: [c.name for c in model.columns()] for name, model in TABLES.items()}
    # A view reads the tables, which are filtered by every column; of a view its key is enough.
    views = {view.name: list(view.key) for view in plain_views()}
    for relations in (tables, views):
        wrong = [
            w for name, keys in relations.items() if (w := _wrong(found, data, name, keys))
        ]
        yield from wrong
        if wrong:  # of which the views would repeat
            return


def _wrong(found: _Connection, data: Dataset, name: str, columns: list[str]) -> str | None:
    """Return how a table or view differs from that of the rows, filtered by columns or not."""
    made = data.connection
    one, other = (
        sorted(map(repr, c.execute(f"FROM {name}").fetchall())) for c in (found, made)
    )
    if one != other:
        return f"the rows of {name} are not those of the CSV files"
    query, values = _counts(made, name, columns)
    if found.execute(query, values).fetchone() != made.execute(query, values).fetchone():
        return f"{name} counts other rows where it is filtered; its statistics lie"
    return None


def _counts(made: _Connection, name: str, columns: list[str]) -> tuple[str, list[object]]:
    """Return a query that counts rows of the least and the greatest value of each column."""
    bounds = ", ".join(f'min("{c}")::VARCHAR, max("{c}")::VARCHAR' for c in columns)
    values = list(made.execute(f"SELECT {bounds} FROM {name}").fetchone() or ())
    counts = (
        f'(SELECT count(*) FROM {name} WHERE "{column}" = ?), '
        f'(SELECT count(*) FROM {name} WHERE "{column}" = ?)'
        for column in columns
    )
    return f"SELECT {', '.join(counts)}", values
