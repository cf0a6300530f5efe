"""What the columns of each view are: text, boolean, date, integer, number, or a vocabulary."""

from collections.abc import Mapping
from functools import cache

import duckdb

from build.loaders.duck import schema_sql
from build.views.headers import plain_views
from schemas.vocabularies import VOCABULARIES

_KINDS = {
    "VARCHAR": "text",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
}
Kinds = Mapping[str, Mapping[str, str]]


@cache
def view_kinds() -> Kinds:
    """Return the kind of each column of each view, as DuckDB works it out."""
    codes = {enum_type(v.values): v.name for v in VOCABULARIES}
    return {
        view.name: {
            name: _KINDS.get(kind) or codes[kind] for name, kind in described(view.name)
        }
        for view in plain_views()
    }


def enum_type(codes: tuple[str, ...]) -> str:
    """Return the type of a vocabulary's codes as DuckDB describes it."""
    return "ENUM(" + ", ".join(f"'{code}'" for code in codes) + ")"


def described(query: str) -> list[tuple[str, str]]:
    """Return the names and types of what a query or view gives, as DuckDB works them out."""
    told = _empty().execute(f"DESCRIBE {query}").fetchall()
    return [(name, kind) for name, kind, *_ in told]


@cache
def _empty() -> duckdb.DuckDBPyConnection:
    """Return a connection to a database of the tables, views and macros, without rows."""
    connection = duckdb.connect()
    connection.execute(schema_sql())
    return connection
