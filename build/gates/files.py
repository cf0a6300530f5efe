"""Gate 2: DuckDB's SQL on the written CSV and Parquet files.

Each CSV file is read once, as text, and the Parquet file must hold the same rows, both ways.
References and the rules over several tables are asked by joins. What one row or one table must
hold (types, nulls, codes, patterns, ranges, rules of one row, keys) is asked in a single pass,
where gate 1 has not found it sound already: no rule is asked twice. The SQL is generated from
the declarations, and Spark is asked the same (`build/spark`).
"""

import csv
import os
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from build.files.databases import csv_as_text, literal
from build.files.reading import plain
from build.loaders.sql import quoted
from build.problems import one_line
from build.rules.finding import MOST_ROWS, Finding
from build.rules.row_tests import WRITTEN, Test, row_tests
from build.rules.stages import Found, Item, Question, Stages, joined_key, only_in
from schemas import Column, Table
from schemas.package import stem

GATE = "files"


def check_files(root: Path, passed: Collection[str] = ()) -> list[Finding]:
    """Return every breach in the CSV and Parquet files of the package in `root`.

    `passed` are the tables whose Parquet files gate 1 has found sound.
    """
    with duckdb.connect() as connection:
        return _Gate(connection, root, passed).run()


class _Gate(Stages):
    gate = GATE

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, root: Path, passed: Collection[str]
    ) -> None:
        super().__init__()
        self._shared, self._own = connection, threading.local()
        self.root = root
        self.passed = passed
        # Tables whose two files say the same: Parquet's types hold for the text, too.
        self.alike: set[str] = set()

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """A connection of this thread to the one database."""
        if not hasattr(self._own, "cursor"):
            self._own.cursor = self._shared.cursor()
        return cast("duckdb.DuckDBPyConnection", self._own.cursor)

    def each(
        self, ask: Callable[[Item], Iterable[Found]], items: Iterable[Item]
    ) -> Iterable[list[Found]]:
        """Ask of several items at once, as most questions keep one processor busy."""
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(lambda item: list(ask(item)), items))

    def known(self, model: type[Table]) -> bool:
        """Say whether a table's rows and key are sound, as gate 1 and the CSV file say."""
        return model.table() in self.passed and model.table() in self.alike

    def key_source(self, table: str) -> str:
        """Return the text of a table, which is there whatever its types are."""
        return f"{table}__text"

    def load(self, model: type[Table]) -> Iterator[Finding]:
        """Read the Parquet file into `NAME`, and the CSV file as text into `NAME__text`.

        Where both say the same, `NAME__text` is `NAME`; else the types come from the text.
        """
        name = model.table()
        path = self.root / f"{stem(name)}.csv"
        declared = [c.name for c in model.columns()]
        try:
            with plain(path).open(newline="", encoding="utf-8") as file:
                found = next(csv.reader(file, strict=True), [])
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            yield _finding(model, "readable", f"{path.name}: {error}")
            return
        if found != declared:
            yield from _columns(model, found, path.name)
            return
        wrong = list(self._parquet(model))
        texts = ", ".join(f"CAST({n} AS VARCHAR) AS {n}" for n in declared)
        try:
            if not wrong and self._alike(model, path):
                self.connection.execute(
                    f"CREATE VIEW {name}__text AS SELECT {texts} FROM {name}"
                )
                self.alike.add(name)
                self.sound.add(name)
                return
            self.connection.execute(
                f"CREATE TABLE {name}__text AS SELECT * FROM {csv_as_text(declared)}",
                [literal(path)],
            )
        except duckdb.Error as error:
            yield _finding(model, "readable", f"{path.name}: {one_line(error)}")
            return
        yield from wrong or self._differences(model, f"SELECT {texts} FROM {name}")
        typed = ", ".join(f"{_typed(c)} AS {c.name}" for c in model.columns())
        self.connection.execute(
            f"CREATE OR REPLACE TABLE {name} AS SELECT {typed} FROM {name}__text"
        )
        self.sound.add(name)

    def _parquet(self, model: type[Table]) -> Iterator[Finding]:
        """Read the Parquet file into `NAME`, and yield why it can't be."""
        name = model.table()
        path = self.root / f"{stem(name)}.parquet"
        columns = ", ".join(
            f"CAST({c.name} AS VARCHAR) AS {c.name}" if c.kind == "text" else c.name
            for c in model.columns()
        )
        source = f"read_parquet({quoted(literal(path))})"
        try:
            told = pq.read_metadata(plain(path)).num_rows
            # A row of the CSV file has a comma or line feed for each of its cells.
            most = path.with_suffix(".csv").stat().st_size // len(model.columns())
            if told > most:
                what = f"{path.name} tells of {told:,} rows, the CSV file has {most:,} at most"
                yield _finding(model, "rows", what)
                return
            wrong = list(self._wrong_types(model, source, path.name))
            yield from wrong
            if not wrong:
                self.connection.execute(
                    f"CREATE TABLE {name} AS SELECT {columns} FROM {source}"
                )
        except (duckdb.Error, pa.ArrowException, OSError) as error:
            # A file may be damaged behind a sound head.
            yield _finding(model, "readable", f"{path.name}: {one_line(error)}")

    def _alike(self, model: type[Table], csv: Path) -> bool:
        """Say whether the CSV file holds the rows of `NAME`, cell by cell, in their order."""
        name = model.table()
        declared = [c.name for c in model.columns()]
        differs = " OR ".join(
            f"x.{n} IS DISTINCT FROM CAST(t.{n} AS VARCHAR)" for n in declared
        )
        text = f"(SELECT *, true AS is_there FROM {csv_as_text(declared)})"
        query = (
            f"SELECT count(*), count(x.is_there), count(*) FILTER (WHERE {differs}) "
            f"FROM {name} t POSITIONAL JOIN {text} x"
        )
        rows = self._one(f"SELECT count(*) FROM {name}")
        return self.connection.execute(query, [literal(csv)]).fetchone() == (rows, rows, 0)

    def _differences(self, model: type[Table], parquet: str) -> Iterator[Finding]:
        """Yield the first rows that only one of the two files has, or one more often."""
        text = f"SELECT * FROM {model.table()}__text"
        for only, one, other in (("CSV", text, parquet), ("Parquet", parquet, text)):
            for (found,) in self.connection.execute(only_in(model, one, other)).fetchall():
                message = f"the row as it is stands only in the {only} file"
                yield Finding(GATE, model.table(), found, None, "same_rows", message)

    def _wrong_types(self, model: type[Table], source: str, file: str) -> Iterator[Finding]:
        """Yield the columns of a Parquet file that are not those declared; codes are text."""
        described = self.connection.execute(
            f"SELECT column_name, column_type FROM (DESCRIBE FROM {source})"
        ).fetchall()
        types = {n: "VARCHAR" if t.startswith("ENUM") else t for n, t in described}
        if list(types) != [c.name for c in model.columns()]:
            yield from _columns(model, list(types), file)
            return
        for column in model.columns():
            found = types[column.name]
            wanted, _ = WRITTEN.get(column.dtype.base_type(), ("VARCHAR", ""))
            if found != wanted:
                message = f"{file} has {found}, declared is {wanted}"
                yield _finding(model, "type", message, column.name)

    def rows(self, model: type[Table]) -> Iterator[Finding]:
        """Look at every row of a table once, for all that a single row can break."""
        name = model.table()
        tests = list(row_tests(model, "alike" if name in self.alike else "text"))
        if not self._one(f"SELECT count(*) FROM {name}"):
            if not model.may_be_empty():
                yield _finding(model, "not_empty", "the table has no rows")
            return
        joined = f"{name} t POSITIONAL JOIN {name}__text x"
        # Most tests hold for all rows, which is seen at once; only the others are asked where.
        for (rule, column, message, test), is_broken in self._looked_at(model, joined, tests):
            if is_broken:
                query = (
                    f"SELECT {joined_key(model, 'x')} AS key FROM {joined} WHERE {test} "
                    f"ORDER BY key LIMIT {MOST_ROWS}"
                )
                for (key,) in self.connection.execute(query).fetchall():
                    yield Finding(GATE, name, key, column, rule, message)

    def _looked_at(
        self, model: type[Table], joined: str, tests: list[Test]
    ) -> Iterator[tuple[Test, bool]]:
        """Yield each test and whether any row breaks it.

        A reference names a few rows many times: its pattern is asked of each name once.
        """
        referring = {c.name for c in model.columns() if c.references}
        once = [t for t in tests if t[0] == "pattern" and t[1] in referring]
        others = [t for t in tests if t not in once]
        anywhere = ", ".join(f"bool_or({test})" for *_, test in others)
        held = self.connection.execute(f"SELECT {anywhere} FROM {joined}").fetchone() or ()
        yield from zip(others, held, strict=True)
        for test in once:
            names = f"SELECT DISTINCT {test[1]} FROM {model.table()}__text"
            yield test, bool(self._one(f"SELECT count(*) FROM ({names}) x WHERE {test[-1]}"))

    def answers(self, questions: Sequence[Question]) -> Iterator[tuple[Question, str]]:
        """Ask each question by a query of its own."""
        for found in self.each(self._answer, questions):
            yield from found

    def _answer(self, asked: Question) -> Iterator[tuple[Question, str]]:
        rows = self.connection.execute(
            f"SELECT DISTINCT key FROM ({asked.query}) q WHERE key IS NOT NULL "
            f"ORDER BY 1 LIMIT {MOST_ROWS}"
        ).fetchall()
        for (key,) in rows:
            yield asked, key

    def _one(self, query: str) -> int:
        row = self.connection.execute(query).fetchone()
        return int(row[0]) if row else 0


def _finding(model: type[Table], rule: str, what: str, column: str | None = None) -> Finding:
    return Finding(GATE, model.table(), None, column, rule, what)


def _columns(model: type[Table], found: list[str], file: str) -> Iterator[Finding]:
    for column, message in model.wrong_columns(found):
        yield _finding(model, "columns", f"{message} ({file})", column)


def _typed(column: Column) -> str:
    written = WRITTEN.get(column.dtype.base_type())
    name = column.name
    if written is None:
        return name
    # DuckDB would take 4.0 for an integer and 2025-2-3 for a date.
    match = f"regexp_full_match({name}, {quoted(written[1])})"
    return f"CASE WHEN {match} THEN TRY_CAST({name} AS {written[0]}) END"
