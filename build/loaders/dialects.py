"""The views and macros in the SQL of other databases, translated from DuckDB's by sqlglot.

A macro becomes a function that returns a table where the database has such functions.

Left out on purpose: macros in SQLite, which has no functions in SQL; and the order of the
texts that SQLite joins, which it takes from the rows as they come.
"""

import re
from functools import cache

from build.loaders.view_columns import described, enum_type
from build.views.headers import View, read_views
from schemas.vocabularies import VOCABULARIES

DIALECTS = ("postgres", "spark", "sqlite")
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
    if dialect != "sqlite":
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
    types = {name: "DATE" if name == "day" else "TEXT" for name in names}
    arguments = ", ".join(f"{name} {_type(kind, dialect)}" for name, kind in types.items())
    sample = ", ".join(f"CAST('2000-01-01' AS {kind})" for kind in types.values())
    given = described(f"FROM {macro.name}({sample})")
    columns = ", ".join(f"{name} {_type(kind, dialect)}" for name, kind in given)
    body = transpiled(query, dialect)
    if dialect == "spark":
        head = f"CREATE OR REPLACE TEMPORARY FUNCTION {macro.name}({arguments})"
        return f"{head}\nRETURNS TABLE ({columns})\nRETURN\n{body}"
    head = f"CREATE FUNCTION {macro.name}({arguments})"
    return f"{head}\nRETURNS TABLE ({columns})\nLANGUAGE SQL STABLE AS $$\n{body}\n$$"


def _type(kind: str, dialect: str) -> str:
    """Return a type of DuckDB as the other database names it."""
    from sqlglot import exp

    if kind.startswith("ENUM"):
        enums = {enum_type(v.values): f"{v.name}_code" for v in VOCABULARIES}
        return enums[kind] if dialect == "postgres" else _type("TEXT", dialect)
    return exp.DataType.build(kind.replace("VARCHAR", "TEXT"), dialect="duckdb").sql(dialect)


def _parts(macro: View) -> tuple[list[str], str]:
    """Return the names of a macro's arguments, and its query."""
    found = _MACRO.match(macro.sql)
    if found is None:
        raise ValueError(f"{macro.name} is not written as a table macro")
    return [a.strip() for a in found["arguments"].split(",")], found["body"]
