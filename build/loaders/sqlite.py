"""`tables/load/load.sqlite.sql`: the script that loads the CSV files into SQLite, by its shell.

It makes tables of the types that SQLite has (dates are ISO text, booleans 0 and 1) and the
views of tables/load/load.sql. It stops at the first error and leaves nothing.

Left out on purpose: the table macros, because SQLite has no functions in SQL, and the rules of
the codebook about one row, which need functions that it has not.
"""

from collections.abc import Mapping

from build.loaders.dialects import script
from build.loaders.sql import counted, dataset, head, keys, quoted
from schemas import TABLES, Column, Table
from schemas.base import Kind
from schemas.package import stem

_TYPES: dict[Kind, str] = {
    "text": "TEXT",
    "boolean": "INTEGER",
    "date": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
}


_HEAD = """\
-- From elsewhere: (cd FOLDER && sqlite3 "$OLDPWD/my.sqlite" < tables/load/load.sqlite.sql)
-- Codes are text here and compare as text: to compare strengths, use strength_rank.
.bail on
"""


def load_sqlite(fingerprint: str, rows: Mapping[str, int]) -> str:
    """Return the script for the shell of SQLite 3.32 or later, with the fingerprint.

    `rows` is how many each table has.
    """
    parts = [head("sqlite3 my.sqlite < tables/load/load.sqlite.sql") + _HEAD, "BEGIN;"]
    for model in TABLES.values():
        parts += ["", *_sqlite_table(model), counted(model.table(), rows[model.table()])]
    parts += ["", *dataset(fingerprint, commented=False)]
    return "\n".join([*parts, *script("sqlite"), "", "COMMIT;", ""])


def create_table(model: type[Table]) -> str:
    """Return the statement that makes a table in SQLite."""
    lines = [
        f"  {c.name} {_TYPES[c.kind]}" + " NOT NULL" * (not c.nullable) for c in model.columns()
    ]
    lines += keys(model)
    lines += [f"  CHECK ({check})" for c in model.columns() if (check := _check(c))]
    return f"CREATE TABLE {model.table()} (\n" + ",\n".join(lines) + "\n);"


def _sqlite_table(model: type[Table]) -> list[str]:
    name = model.table()
    # The shell has no null in CSV, so the cells are read as text first.
    return [
        create_table(model),
        f".import --csv {stem(name)}.csv {name}__csv",
        f"INSERT INTO {name} SELECT {', '.join(map(_sqlite_cell, model.columns()))} "
        f"FROM {name}__csv;",
        f"DROP TABLE {name}__csv;",
    ]


def _check(column: Column) -> str | None:
    """Return what a cell must be, which SQLite does not ask of its types."""
    name = column.name
    if column.spec.vocabulary is not None:
        return f"{name} IN ({', '.join(map(quoted, column.spec.vocabulary.values))})"
    checks: dict[Kind, str] = {
        "boolean": f"{name} IN (0, 1)",
        "integer": f"typeof({name}) IN ('integer', 'null')",
        "number": f"typeof({name}) IN ('real', 'null')",
        "date": f"{name} = date({name}, '+0 days')",
    }
    return checks.get(column.kind)


def _sqlite_cell(column: Column) -> str:
    name = column.name
    if column.kind == "boolean":
        return f"CASE {name} WHEN 'true' THEN 1 WHEN 'false' THEN 0 ELSE {name} END"
    return f"nullif({name}, '')" if column.nullable else name
