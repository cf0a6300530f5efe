"""The views and macros in the SQL of other databases, translated from DuckDB's by sqlglot.

A macro becomes a function that returns a table where the database has such functions.

Left out on purpose: macros in SQLite, which has no functions in SQL; and the order of the
texts that SQLite joins, which it takes from the rows as they come.
"""

import re
from functools import cache

from build.loaders.view_columns import described
from build.views.headers import View, read_views
from schemas.vocabularies import VOCABULARIES

DIALECTS = ("postgres", "spark", "sqlite")
_TYPES = {
    "postgres": {
        "VARCHAR": "text",
        "DATE": "date",
        "BOOLEAN": "boolean",
        "INTEGER": "integer",
        "BIGINT": "bigint",
        "DOUBLE": "double precision",
    },
    "spark": {
        "VARCHAR": "STRING",
        "DATE": "DATE",
        "BOOLEAN": "BOOLEAN",
        "INTEGER": "INT",
        "BIGINT": "BIGINT",
        "DOUBLE": "DOUBLE",
    },
}
_MACRO = re.compile(r"CREATE MACRO \w+\((?P<arguments>[^)]*)\) AS TABLE\n(?P<body>.*);\Z", re.S)


@cache
def translated(dialect: str) -> tuple[str, ...]:
    """Return the statements that make every view, then every macro that can be made.

    Each is what the database needs and no more; none ends in a semicolon.
    """
    views = read_views()
    statements = [transpiled(v.sql.removesuffix(";"), dialect) for v in views if not v.is_macro]
    if dialect == "spark":
        statements = [
            s.replace("CREATE VIEW", "CREATE OR REPLACE TEMPORARY VIEW", 1) for s in statements
        ]
    if dialect in _TYPES:
        statements += [_function(v, dialect) for v in views if v.is_macro]
    return tuple(statements)


def script(dialect: str) -> list[str]:
    """Return the lines of a script that make them, a blank one before each statement."""
    return [line for sql in translated(dialect) for line in ("", f"{sql};")]


def transpiled(sql: str, dialect: str) -> str:
    """Return a statement of DuckDB in the SQL of another database."""
    import sqlglot
    from sqlglot import exp

    tree = sqlglot.parse_one(sql, read="duckdb")
    if dialect == "spark":
        for call in tree.find_all(exp.Anonymous):
            if call.name.lower() == "error":
                call.set("this", "raise_error")
    if dialect == "sqlite":  # before 3.44 it has no ORDER BY in an aggregate
        for joined in tree.find_all(exp.GroupConcat):
            for order in list(joined.find_all(exp.Order)):
                order.replace(order.this)
    return tree.sql(dialect=dialect, pretty=True)


def _function(macro: View, dialect: str) -> str:
    names, query = _parts(macro)
    types = _TYPES[dialect]
    arguments = ", ".join(f"{n} {types['DATE' if n == 'day' else 'VARCHAR']}" for n in names)
    columns = ", ".join(f"{name} {kind}" for name, kind in _columns(macro, dialect))
    body = transpiled(query, dialect)
    if dialect == "spark":
        head = f"CREATE OR REPLACE TEMPORARY FUNCTION {macro.name}({arguments})"
        return f"{head}\nRETURNS TABLE ({columns})\nRETURN\n{body}"
    head = f"CREATE FUNCTION {macro.name}({arguments})"
    return f"{head}\nRETURNS TABLE ({columns})\nLANGUAGE SQL STABLE AS $$\n{body}\n$$"


def _columns(macro: View, dialect: str) -> list[tuple[str, str]]:
    """Return the names and types of a macro's columns in the other database."""
    enums = {
        "ENUM(" + ", ".join(f"'{code}'" for code in v.values) + ")": f"{v.name}_code"
        for v in VOCABULARIES
    }
    types = _TYPES[dialect]
    return [
        (name, types.get(kind) or (enums[kind] if dialect == "postgres" else types["VARCHAR"]))
        for name, kind in _described()[macro.name]
    ]


@cache
def _described() -> dict[str, list[tuple[str, str]]]:
    """Return the names and types of every macro's columns, as DuckDB works them out."""
    return {
        macro.name: described(f"FROM {macro.name}({_sample(macro)})")
        for macro in read_views()
        if macro.is_macro
    }


def _sample(macro: View) -> str:
    """Return arguments of the types that a macro takes."""
    days = ("DATE '2000-01-01'" if n == "day" else "''" for n in _parts(macro)[0])
    return ", ".join(days)


def _parts(macro: View) -> tuple[list[str], str]:
    """Return the names of a macro's arguments, and its query."""
    found = _MACRO.match(macro.sql)
    if found is None:
        raise ValueError(f"{macro.name} is not written as a table macro")
    return [a.strip() for a in found["arguments"].split(",")], found["body"]
