"""`tables/load.postgres.sql`: the script that loads the CSV files into PostgreSQL, by psql.

It makes enums, tables with their keys and checks, and comments: the tables of tables/load.sql
and no views, whose SQL is DuckDB's.
"""

from build.loaders.sql import comments, create_table, enum, head
from schemas import TABLES
from schemas.vocabularies import VOCABULARIES


def load_postgres() -> str:
    """Return the script for psql (PostgreSQL 12 or later)."""
    parts = [head("psql -d DATABASE -f tables/load.postgres.sql"), "BEGIN;"]
    parts += [enum(v.name, v.values) for v in VOCABULARIES]
    for name, model in TABLES.items():
        parts += ["", create_table(model), *comments(model)]
        parts.append(f"\\copy {name} FROM 'tables/{name}.csv' WITH (FORMAT csv, HEADER)")
    return "\n".join([*parts, "", "COMMIT;", ""])
