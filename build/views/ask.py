"""The commands `query` and `show`: ask the database without a DuckDB shell.

The database is opened read-only, and a query can neither reach the file system nor the
network, load an extension, nor change that. Only statements that read are run, because
DuckDB still lets COPY overwrite the file of the database itself.
"""

import csv
import io
import json
import math
import re
import shutil
import textwrap
from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from build.files.databases import connect_locked
from build.problems import Problem, ProblemsError, suggest, visible
from build.views.headers import read_views
from build.views.markdown import cell_text, markdown
from schemas import TABLES
from schemas.package import DATABASE


class Answer(NamedTuple):
    """The result of a query: names of the columns, and the rows."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def query(root: Path, sql: str) -> Answer:
    """Run one query on the package's database.

    Raises `ProblemsError` if the query does more than read, or if DuckDB refuses it.
    """
    path = root / DATABASE
    if not path.exists():
        raise ProblemsError([Problem(str(path), "not built yet", "run: make")])
    try:
        with connect_locked(path) as connection:
            statements = connection.extract_statements(sql)
            if len(statements) != 1:
                what = f"{len(statements) or 'no'} statements"
                raise ProblemsError([Problem("query", what, "write one query")])
            _must_read(connection, statements[0])
            result = connection.execute(statements[0])
            columns = tuple(c[0] for c in result.description or ())
            return Answer(columns, result.fetchall())
    except duckdb.Error as error:
        # The first line says what is wrong, the rest shows where, with a mark below it.
        what, *shown = [line for line in str(error).splitlines() if line.strip()]
        raise ProblemsError([Problem("query", what, shown=tuple(shown))]) from error


# A plain EXPLAIN runs nothing; with ANALYZE, or options in brackets, it runs the statement.
_EXPLAIN = re.compile(r"EXPLAIN\s+(?!ANALY[SZ]E\b)\w", re.IGNORECASE)


def _must_read(connection: duckdb.DuckDBPyConnection, statement: duckdb.Statement) -> None:
    """Raise `ProblemsError` for a statement that does not only read.

    DuckDB reports `WITH x AS (COPY …)` as a SELECT, but refuses it as a subquery.
    """
    sql, kind = statement.query, statement.type
    if kind == duckdb.StatementType.EXPLAIN and _EXPLAIN.match(sql):
        return
    what = f"{kind.name} is not allowed, only queries that read"
    if kind == duckdb.StatementType.SELECT:
        connection.execute(f"EXPLAIN {sql}")  # so that errors point into the query as written
        literal = "'" + sql.replace("'", "''") + "'"
        try:
            connection.execute(f"EXPLAIN FROM query({literal})")
        except duckdb.Error:
            what = "a query must not write"
        else:
            return
    fix = "ask with SELECT, FROM, SHOW, DESCRIBE, SUMMARIZE or EXPLAIN (of PIVOT: ON … IN (…))"
    raise ProblemsError([Problem("query", what, fix)])


def show(root: Path, name: str, country: str | None = None) -> Answer:
    """Return all rows of a view or table, of one country if that is wanted.

    Raises `ProblemsError` for an unknown view, or one that has no column country.
    """
    columns = {v.name: list(v.columns) for v in read_views() if not v.is_macro}
    columns |= {t: [c.name for c in m.columns()] for t, m in TABLES.items()}
    if name not in columns:
        macros = {v.name: v for v in read_views() if v.is_macro}
        if name in macros:
            what, fix = "is asked with arguments", f'ask: query "{macros[name].example}"'
            raise ProblemsError([Problem(name, what, fix)])
        fix = suggest(name, columns, otherwise=f"there are {', '.join(columns)}")
        raise ProblemsError([Problem(name, "no such view or table", fix)])
    if country is None:
        return query(root, f'FROM "{name}"')
    if "country" not in columns[name]:
        having = [n for n, c in columns.items() if "country" in c]
        fix = f"leave --country out, or see {', '.join(having)}"
        raise ProblemsError([Problem(name, "has no column country", fix)])
    known = [row[0] for row in query(root, "SELECT country FROM countries").rows]
    if country not in known:
        fix = suggest(country, known, otherwise=f"there are {', '.join(known)}")
        raise ProblemsError([Problem(name, f"unknown country '{country}'", fix)])
    return query(root, f"FROM \"{name}\" WHERE country = '{country}'")


def render(answer: Answer, form: str) -> str:
    """Return an answer as a table for the terminal, CSV, JSON or Markdown."""
    if form == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(answer.columns)
        writer.writerows([[cell_text(v, "") for v in row] for row in answer.rows])
        return out.getvalue().rstrip("\n")
    if form == "json":
        if len(set(answer.columns)) != len(answer.columns):
            what = "two columns have the same name, which JSON can't hold"
            raise ProblemsError([Problem("query", what, "name them with AS")])
        rows = [dict(zip(answer.columns, map(_json, row), strict=True)) for row in answer.rows]
        return json.dumps(rows, indent=2, ensure_ascii=False, allow_nan=False)
    if form == "markdown":
        return "\n".join(markdown(*answer))
    return _table(answer)


def _json(value: Any) -> Any:
    """Return a value as JSON has it: no number that is none, no key that is no text."""
    if isinstance(value, dict):
        return {cell_text(k, "null"): _json(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_json(v) for v in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Decimal):  # readers of JSON take every number for a double
        return int(value) if value == value.to_integral_value() else float(value)
    return value if isinstance(value, str | int | float | None) else cell_text(value, "")


# A column of text is read down to this width; where not all columns have it, each row is
# shown as a list of its values.
_READABLE = 24


def _table(answer: Answer) -> str:
    cells = [[visible(cell_text(v, "–")) for v in row] for row in answer.rows]
    width = shutil.get_terminal_size((120, 24)).columns
    columns = zip(answer.columns, *cells, strict=True)
    sizes = [min(max(map(len, column)), width) for column in columns]
    if sum(min(size, _READABLE) + 2 for size in sizes) > width:
        lines = _listed(answer.columns, cells, width)
    else:
        while sum(sizes) + 2 * len(sizes) > max(width, 2):  # the widest give
            sizes[sizes.index(max(sizes))] -= 1
        lines = _lines(answer, cells, sizes)
    return "\n".join([*lines, f"{len(cells)} row{'s' * (len(cells) != 1)}"])


def _lines(answer: Answer, cells: list[list[str]], sizes: list[int]) -> Iterator[str]:
    """Yield a table; numbers are to the right, and what is wider than its column is folded."""
    numbers = [
        all(isinstance(v, int | float | None) and not isinstance(v, bool) for v in column)
        for column in zip(*answer.rows, strict=True)
    ] or [False] * len(sizes)
    for row in (answer.columns, ["─" * size for size in sizes], *cells):
        folded = [
            [cell] if len(cell) <= size else textwrap.wrap(cell, size)
            for cell, size in zip(row, sizes, strict=True)
        ]
        for line in zip_longest(*folded, fillvalue=""):
            placed = zip(line, sizes, numbers, strict=True)
            yield "  ".join(
                c.rjust(n) if right else c.ljust(n) for c, n, right in placed
            ).rstrip()


def _listed(columns: tuple[str, ...], cells: list[list[str]], width: int) -> Iterator[str]:
    margin = max(map(len, columns)) + 2
    for row in cells:
        for name, value in zip(columns, row, strict=True):
            first, *more = textwrap.wrap(value, max(width - margin, _READABLE)) or [""]
            yield f"{name:<{margin}}{first}"
            yield from (" " * margin + line for line in more)
        yield ""
