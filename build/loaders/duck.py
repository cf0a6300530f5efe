"""`tables/load/load.sql`: the script that loads the Parquet files into DuckDB.

It is generated from the declarations and the views; the build runs the same statements, so the
database file is what the script gives.

Left out on purpose: foreign keys of evidence.record_id, which refers to several tables
(the rules in schemas/cross_rules.py cover it).
"""

from build.loaders.sql import comments, create_table, dataset, enum, quoted
from build.views.headers import View, read_views
from schemas import TABLES, Table
from schemas import package as about
from schemas.package import stem
from schemas.vocabularies import VOCABULARIES


def load_sql(fingerprint: str) -> str:
    """Return the script that loads the Parquet files into an empty database.

    `fingerprint` is that of the dataset which the files hold.
    """
    header = _HEADER.format(title=about.TITLE, version=about.VERSION)
    schema = schema_sql(fingerprint)
    return "\n".join([header, schema, *map(insert_sql, TABLES.values()), "", "COMMIT;", ""])


def schema_sql(fingerprint: str = "") -> str:
    """Return the script that makes the tables, views and macros, without any rows."""
    parts = [enum(v.name, v.values) for v in VOCABULARIES]
    for model in TABLES.values():
        parts += ["", create_table(model), *comments(model)]
    parts += ["", *dataset(fingerprint)]
    for view in read_views():
        parts += ["", view.sql, *_view_comments(view)]
    return "\n".join([*parts, ""])


def _view_comments(view: View) -> list[str]:
    kind = "MACRO TABLE" if view.is_macro else "VIEW"
    text = f"{view.question} {view.notes}".strip()
    comments = [f"COMMENT ON {kind} {view.name} IS {quoted(text)};"]
    if not view.is_macro:
        comments += [
            f"COMMENT ON COLUMN {view.name}.{column} IS {quoted(said)};"
            for column, said in view.columns.items()
        ]
    return comments


_HEADER = """\
-- {title}, version {version}.
-- Generated from schemas/ by `python -m build`; do not edit.
--
-- Loads the Parquet files into the database that is open, from the package's folder:
--     duckdb my.duckdb -init tables/load/load.sql
-- From elsewhere:
--     duckdb my.duckdb -cmd "SET VARIABLE tables = 'F/tables'" -f F/tables/load/load.sql
SET VARIABLE tables = coalesce(
  getvariable('tables'),
  (SELECT 'tables' FROM glob('tables/articles.parquet')),
  (SELECT '.' FROM glob('articles.parquet')),
  error('No Parquet files here: go to the folder that holds tables/, or SET VARIABLE tables.')
);
BEGIN TRANSACTION;
"""


def insert_sql(model: type[Table], source: str = "") -> str:
    """Return the statements that fill a table from its Parquet file, or from a `source`."""
    table = model.table()
    path = stem(table).removeprefix("tables")
    file = f"read_parquet(getvariable('tables') || '{path}.parquet')"
    rows = f"FROM {source or file}"
    parent = next(
        (c.name for c in model.columns() if c.references and c.references.table == table),
        None,
    )
    if parent is None:
        return f"INSERT INTO {table} {rows};"
    # A row must be there before another refers to it, and parts have one level.
    return (
        f"INSERT INTO {table} {rows} WHERE {parent} IS NULL;\n"
        f"INSERT INTO {table} {rows} WHERE {parent} IS NOT NULL;"
    )
