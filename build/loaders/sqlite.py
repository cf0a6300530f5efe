"""`tables/load.sqlite.sql`: the script that loads the CSV files into SQLite, by its shell.

It makes tables of the types that SQLite has: dates are ISO text, booleans 0 and 1. They are
the tables of tables/load.sql, without views, whose SQL is DuckDB's.
"""

import polars as pl

from build.loaders.sql import head, sql_name
from schemas import TABLES, Column, Table

_SQLITE: dict[type[pl.DataType], str] = {
    pl.String: "TEXT",
    pl.Boolean: "INTEGER",
    pl.Date: "TEXT",
    pl.Int32: "INTEGER",
    pl.Int64: "INTEGER",
}


def load_sqlite() -> str:
    """Return the script for the shell of SQLite 3.32 or later."""
    parts = [head("sqlite3 my.sqlite < tables/load.sqlite.sql"), "BEGIN;"]
    for model in TABLES.values():
        parts += ["", *_sqlite_table(model)]
    return "\n".join([*parts, "", "COMMIT;", ""])


def _sqlite_table(model: type[Table]) -> list[str]:
    name = model.table()
    lines = [
        f"  {sql_name(c.name)} {_SQLITE[c.dtype.base_type()]}" + " NOT NULL" * (not c.nullable)
        for c in model.columns()
    ]
    lines.append(f"  PRIMARY KEY ({', '.join(map(sql_name, model.key()))})")
    for column in model.columns():
        if column.spec.references:
            table, _, key = column.spec.references.partition(".")
            lines.append(f"  FOREIGN KEY ({sql_name(column.name)}) REFERENCES {table} ({key})")
    # The shell has no null in CSV, so the cells are read as text first.
    return [
        f"CREATE TABLE {name} (\n" + ",\n".join(lines) + "\n);",
        f".import --csv tables/{name}.csv {name}__csv",
        f"INSERT INTO {name} SELECT {', '.join(map(_sqlite_cell, model.columns()))} "
        f"FROM {name}__csv;",
        f"DROP TABLE {name}__csv;",
    ]


def _sqlite_cell(column: Column) -> str:
    name = sql_name(column.name)
    if column.dtype == pl.Boolean:
        return f"{name} = 'true'"
    return f"nullif({name}, '')" if column.nullable else name
