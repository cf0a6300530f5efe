"""`python -m build check --on spark PATH`: the rules of rows, asked of Parquet files by Spark.

PATH is a package's folder, or a folder or an address of any file system that Spark reads, laid
out as tables/: for each table `NAME.parquet`, a file or a folder of files. Columns and types,
nulls, codes, patterns, ranges, keys, the rules of one row and those over several tables are
asked as the other checks ask them, and found as they find them.

Left out on purpose: what only one file of a package has (the CSV files, the descriptor,
loaders, hashes, Parquet's own descriptions, the order of rows), and what the build's own code
makes again from the rows (`build/rules/remade`): the other gates look at it.
"""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from build.gates.check import Report
from build.loaders.spark import spark_type
from build.problems import Problem, ProblemsError, UnrecognisedError
from build.rules.finding import MOST_ROWS, Finding
from build.rules.row_tests import row_tests
from build.rules.stages import Question, Stages, joined_key
from build.spark.dialect import translated
from build.spark.session import said, session, spark_errors
from schemas import TABLES, Table
from schemas.package import stem

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

GATE = "spark"
# Questions in one query: fewer wait for each other, and a larger plan takes longer to make.
_AT_ONCE = 10


def check_on_spark(path: str, cited: str | None = None) -> Report:
    """Return the report of the command.

    Raises `ProblemsError` where there are no tables, where Spark can't start, and where a
    fingerprint is asked for, which is that of rows in their order.
    """
    if cited is not None:
        what = "a fingerprint is that of all rows in their order, which Spark does not keep"
        fix = "ask without --on, or without --cited"
        raise UnrecognisedError([Problem("--cited", what, fix)])
    tables = _tables(path)
    return Report(path, check_spark(session(), tables), gates=(GATE,))


def _tables(path: str) -> str:
    """Return where the files are: a package has them in tables/."""
    if "://" in path:
        return path
    for folder in (Path(path), Path(path) / "tables"):
        if any((folder / f"{name}.parquet").exists() for name in TABLES):
            return folder.resolve().as_uri()
    what = "no tables: it holds no NAME.parquet"
    raise UnrecognisedError([Problem(path, what, "give the folder of the Parquet files")])


def check_spark(
    spark: "SparkSession", path: str, tables: Collection[str] = tuple(TABLES)
) -> list[Finding]:
    """Return every breach in the Parquet files of the folder or address `path`.

    `spark` is a session of `build.spark.session`; its temporary views of the tables' names are
    replaced. `tables` limits the rules of rows to some tables, if the others are known to be
    sound. Raises `ProblemsError` if Spark fails for a reason other than the tables.
    """
    return _Gate(spark, path, tables).run()


class _Gate(Stages):
    gate = GATE

    def __init__(self, spark: "SparkSession", path: str, tables: Collection[str]) -> None:
        super().__init__()
        self.spark = spark
        self._tables = tables
        self.path = path.rstrip("/")

    def known(self, model: type[Table]) -> bool:
        """Return True for a table whose rows and key are not to be checked."""
        return model.table() not in self._tables

    def load(self, model: type[Table]) -> Iterator[Finding]:
        """Make a view of the table's name, of the columns as they are declared."""
        name = model.table()
        path = f"{self.path}{stem(name).removeprefix('tables')}.parquet"
        try:
            frame = self.spark.read.parquet(path)
            if len(frame.inputFiles()) > 1:  # each has a schema of its own; Spark looks at one
                frame = self.spark.read.option("mergeSchema", "true").parquet(path)
        except spark_errors() as error:
            yield self._unreadable(name, error)
            return
        types = dict(frame.dtypes)
        wrong = [(c, "columns", what) for c, what in model.wrong_columns(frame.columns)]
        wrong = wrong or [
            (c.name, "type", f"has {types[c.name]}, declared is {spark_type(c)}")
            for c in model.columns()
            if types[c.name] != spark_type(c)
        ]
        for column, rule, message in wrong:
            yield Finding(GATE, name, None, column, rule, message)
        if not wrong:
            frame.createOrReplaceTempView(name)
            self.sound.add(name)

    def rows(self, model: type[Table]) -> Iterator[Finding]:
        """Ask everything of all rows at once, and only of what is broken where."""
        name = model.table()
        tests = list(row_tests(model, "nothing"))
        guesses = ", ".join(f"bool_or({translated(test, certain=False)})" for *_, test in tests)
        rows = f"SELECT {joined_key(model, 't')} AS key FROM {name} t WHERE "
        try:
            count, *held = self.spark.sql(f"SELECT count(*), {guesses} FROM {name} t").first()
            if not count and not model.may_be_empty():
                yield Finding(GATE, name, None, None, "not_empty", "the table has no rows")
            yield from self._asked(
                Question(name, column, rule, message, rows + test)
                for (rule, column, message, test), breaks in zip(tests, held, strict=True)
                if breaks
            )
        except spark_errors() as error:  # a file may be damaged behind a sound head
            self.sound.discard(name)
            yield self._unreadable(name, error)

    def answers(self, questions: Sequence[Question]) -> Iterator[tuple[Question, str]]:
        """Ask several questions in one query, which Spark works out side by side."""
        for start in range(0, len(questions), _AT_ONCE):
            together = questions[start : start + _AT_ONCE]
            asked = " UNION ALL ".join(
                f"SELECT {n} AS n, key FROM ({translated(q.query)}) WHERE key IS NOT NULL"
                for n, q in enumerate(together)
            )
            first = (
                "SELECT n, key, row_number() OVER (PARTITION BY n ORDER BY key) AS place "
                f"FROM (SELECT DISTINCT n, key FROM ({asked}))"
            )
            rows = self.spark.sql(f"SELECT n, key FROM ({first}) WHERE place <= {MOST_ROWS}")
            try:
                found = sorted(map(tuple, rows.collect()))
            except spark_errors() as error:
                raise ProblemsError([Problem(self.path, said(error))]) from error
            yield from ((together[n], key) for n, key in found)

    def _unreadable(self, table: str, error: Exception) -> Finding:
        what = f"{table}.parquet: {said(error)}"
        return Finding(GATE, table, None, None, "readable", what)
