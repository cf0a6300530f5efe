"""Step 8: load the tables into DuckDB, by the SQL that anyone can run.

`load_sql` is generated from the declarations and committed as tables/load.sql; the build
runs the same script, so the database file is what the script gives. The tables are real
ones, not views on files, so the database can be moved anywhere.

Left out on purpose: foreign keys of evidence.record_id, which refers to several tables
(the rules in schemas/cross_rules.py cover it).
"""

import re
from pathlib import Path

import duckdb
import polars as pl

from build.views import View, read_views
from schemas import TABLES, Column, Table
from schemas import package as about
from schemas.vocabularies import VOCABULARIES

# The oldest storage format, and small blocks, because the default of 256 KiB a column
# makes ten times as large a file of tables this small. DuckDB 1.1 and later read it; 1.0
# does not, because it can't read primary keys as DuckDB 2 writes them in any format.
STORAGE_VERSION = "v1.0.0"
BLOCK_SIZE = 16384
DATABASE = f"tables/{about.NAME}.duckdb"
_TYPES: dict[type[pl.DataType], str] = {
    pl.String: "VARCHAR",
    pl.Boolean: "BOOLEAN",
    pl.Date: "DATE",
    pl.Int32: "INTEGER",
    pl.Int64: "BIGINT",
}


# How somebody else's database, or query, is run: it reaches no file and no network.
LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
}


def load_sql(fingerprint: str) -> str:
    """Return the script that loads the Parquet files into an empty database.

    `fingerprint` is that of the dataset which the files hold.
    """
    header = _HEADER.format(title=about.TITLE, version=about.VERSION)
    schema = schema_sql(fingerprint)
    return "\n".join([header, schema, *map(_insert, TABLES.values()), "", "COMMIT;", ""])


def schema_sql(fingerprint: str = "") -> str:
    """Return the script that makes the tables, views and macros, without any rows."""
    parts = [enum(v.name, v.values) for v in VOCABULARIES]
    for model in TABLES.values():
        parts += ["", create_table(model), *comments(model)]
    parts += ["", _dataset(fingerprint)]
    for view in read_views():
        parts += ["", view.sql, *_view_comments(view)]
    return "\n".join([*parts, ""])


def _dataset(fingerprint: str) -> str:
    values = (about.NAME, about.VERSION, about.TITLE, about.LICENSES[0]["name"], fingerprint)
    texts = {
        "name": "Name of the dataset.",
        "version": "Version of the dataset.",
        "title": "Title of the dataset.",
        "license": "Licence of the data (SPDX).",
        "fingerprint": "Fingerprint of the data, the same in every format; see `which`.",
    }
    columns = ", ".join(f"{name} VARCHAR NOT NULL" for name in texts)
    comments = [f"COMMENT ON COLUMN dataset.{n} IS {quoted(t)};" for n, t in texts.items()]
    return "\n".join(
        [
            f"CREATE TABLE dataset ({columns});",
            f"INSERT INTO dataset VALUES ({', '.join(map(quoted, values))});",
            "COMMENT ON TABLE dataset IS 'What this dataset is, and in which version.';",
            *comments,
        ]
    )


def _view_comments(view: View) -> list[str]:
    kind = "MACRO TABLE" if view.is_macro else "VIEW"
    text = f"{view.question} {view.notes}".strip()
    comments = [f"COMMENT ON {kind} {view.name} IS {quoted(text)};"]
    if not view.is_macro:
        comments += [
            f"COMMENT ON COLUMN {view.name}.{sql_name(column)} IS {quoted(said)};"
            for column, said in view.columns.items()
        ]
    return comments


_HEADER = """\
-- {title}, version {version}.
-- Generated from schemas/ by `python -m build`; do not edit.
--
-- Loads the Parquet files into the database that is open, from the package's folder:
--     duckdb my.duckdb -init tables/load.sql
-- From elsewhere, say first where the files are: SET VARIABLE tables = 'path/to/tables';
SET VARIABLE tables = coalesce(
  getvariable('tables'),
  (SELECT 'tables' FROM glob('tables/articles.parquet')),
  (SELECT '.' FROM glob('articles.parquet')),
  error('No Parquet files here: go to the folder that holds tables/, or SET VARIABLE tables.')
);
BEGIN TRANSACTION;
"""


def quoted(text: str) -> str:
    """Return a string literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def enum(name: str, values: tuple[str, ...]) -> str:
    """Return the statement that makes a vocabulary a type."""
    return f"CREATE TYPE {name}_code AS ENUM ({', '.join(map(quoted, values))});"


def create_table(model: type[Table]) -> str:
    """Return the statement that makes a table, with keys, foreign keys and checks."""
    lines = [f"  {_column(column)}" for column in model.columns()]
    lines.append(f"  PRIMARY KEY ({', '.join(map(sql_name, model.key()))})")
    for column in model.columns():
        if column.spec.references:
            table, _, key = column.spec.references.partition(".")
            lines.append(f"  FOREIGN KEY ({sql_name(column.name)}) REFERENCES {table} ({key})")
    lines += [f"  CHECK ({predicate_sql(model, rule.predicate)})" for rule in model.rules()]
    return f"CREATE TABLE {model.table()} (\n" + ",\n".join(lines) + "\n);"


# Words of SQL that are column names here; they are quoted where DuckDB needs it.
_RESERVED = frozenset({"end"})


def sql_name(name: str) -> str:
    """Return a column's name as SQL needs it."""
    return f'"{name}"' if name in _RESERVED else name


def predicate_sql(model: type[Table], predicate: str, prefix: str = "") -> str:
    """Return a rule's predicate with its columns as DuckDB needs their names.

    `prefix` (`t.`) says of which table they are; text between quotation marks is left.
    """
    names = "|".join(c.name for c in model.columns())
    parts = re.split(r"('[^']*')", predicate)
    return "".join(
        p
        if p.startswith("'")
        else re.sub(rf"\b({names})\b", lambda m: prefix + sql_name(m[0]), p)
        for p in parts
    )


def _column(column: Column) -> str:
    vocabulary = column.spec.vocabulary
    type_ = f"{vocabulary.name}_code" if vocabulary else _TYPES[column.dtype.base_type()]
    return f"{sql_name(column.name)} {type_}" + ("" if column.nullable else " NOT NULL")


def _insert(model: type[Table]) -> str:
    table = model.table()
    rows = f"FROM read_parquet(getvariable('tables') || '/{table}.parquet')"
    parent = next(
        (
            c.name
            for c in model.columns()
            if c.spec.references and c.spec.references.startswith(f"{table}.")
        ),
        None,
    )
    if parent is None:
        return f"INSERT INTO {table} {rows};"
    # A row must be there before another refers to it, and parts have one level.
    return (
        f"INSERT INTO {table} {rows} WHERE {parent} IS NULL;\n"
        f"INSERT INTO {table} {rows} WHERE {parent} IS NOT NULL;"
    )


def comments(model: type[Table]) -> list[str]:
    """Return the statements that describe a table and its columns."""
    table = model.table()
    comments = [f"COMMENT ON TABLE {table} IS {quoted(model.about())};"]
    for column in model.columns():
        unit = f" Unit: {column.spec.unit}." if column.spec.unit else ""
        text = quoted(column.spec.description + unit)
        comments.append(f"COMMENT ON COLUMN {table}.{sql_name(column.name)} IS {text};")
    return comments


# Below this many bytes starting threads takes longer than the work they share.
SMALL = 8 * 2**20


def write_database(path: Path, tables: Path, fingerprint: str) -> None:
    """Create the database file at `path` from the Parquet files in `tables`.

    `fingerprint` is that of the dataset which the files hold.
    """
    size = sum(p.stat().st_size for p in tables.glob("*.parquet"))
    connection = duckdb.connect(config={"threads": 1} if size < SMALL else {})
    try:
        connection.execute(
            f"ATTACH {quoted(str(path))} AS package "
            f"(STORAGE_VERSION {quoted(STORAGE_VERSION)}, BLOCK_SIZE {BLOCK_SIZE})"
        )
        connection.execute("USE package")
        connection.execute(f"SET VARIABLE tables = {quoted(str(tables))}")
        connection.execute(load_sql(fingerprint))
        connection.execute("USE memory")
        connection.execute("DETACH package")
    finally:
        connection.close()
