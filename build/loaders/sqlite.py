"""`tables/load.sqlite.sql`: the script that loads the CSV files into SQLite, by its shell.

It makes tables of the types that SQLite has (dates are ISO text, booleans 0 and 1) and the
views of tables/load.sql. It stops at the first error and leaves nothing.

Left out on purpose: the table macros, because SQLite has no functions in SQL.
"""

from build.loaders.dialects import script
from build.loaders.sql import dataset, head, keys
from schemas import TABLES, Column, Table
from schemas.base import Kind

_TYPES: dict[Kind, str] = {
    "text": "TEXT",
    "boolean": "INTEGER",
    "date": "TEXT",
    "integer": "INTEGER",
}


_HEAD = """\
-- From elsewhere: (cd FOLDER && sqlite3 "$OLDPWD/my.sqlite" < tables/load.sqlite.sql)
-- Codes are text here and compare as text: to compare strengths, use strength_rank.
.bail on
"""


def load_sqlite(fingerprint: str) -> str:
    """Return the script for the shell of SQLite 3.32 or later, with the fingerprint."""
    parts = [head("sqlite3 my.sqlite < tables/load.sqlite.sql") + _HEAD, "BEGIN;"]
    for model in TABLES.values():
        parts += ["", *_sqlite_table(model)]
    parts += ["", *dataset(fingerprint, commented=False)]
    return "\n".join([*parts, *script("sqlite"), "", "COMMIT;", ""])


def _sqlite_table(model: type[Table]) -> list[str]:
    name = model.table()
    lines = [
        f"  {c.name} {_TYPES[c.kind]}" + " NOT NULL" * (not c.nullable) for c in model.columns()
    ]
    lines += keys(model)
    # The shell has no null in CSV, so the cells are read as text first.
    return [
        f"CREATE TABLE {name} (\n" + ",\n".join(lines) + "\n);",
        f".import --csv tables/{name}.csv {name}__csv",
        f"INSERT INTO {name} SELECT {', '.join(map(_sqlite_cell, model.columns()))} "
        f"FROM {name}__csv;",
        f"DROP TABLE {name}__csv;",
    ]


def _sqlite_cell(column: Column) -> str:
    name = column.name
    if column.kind == "boolean":
        return f"{name} = 'true'"
    return f"nullif({name}, '')" if column.nullable else name
