"""`check --on spark PATH`: the rules of rows, asked of Parquet files by Spark.

PATH is a folder or an address of any file system that Spark reads, laid out as tables/: for
each table `NAME.parquet`, a file or a folder of files. Columns and types, nulls, codes,
patterns, ranges, keys, the rules of one row and those over several tables are
asked as gate 2 asks them, and found as it finds them.

Left out on purpose: what only one file of a package has (the CSV files, the descriptor,
loaders, hashes, Parquet's own descriptions, the order of rows): the other gates look at it.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from build.loaders.spark import spark_type
from build.problems import Problem, ProblemsError
from build.rules.finding import MOST_ROWS, Finding
from build.rules.row_tests import Test, row_tests
from build.rules.stages import Question, Stages, joined_key
from build.spark.dialect import translated
from build.spark.session import said, spark_errors
from schemas import Table
from schemas.package import stem

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

GATE = "spark"
# Questions in one query: fewer wait for each other, and a larger plan takes longer to make.
_AT_ONCE = 10


def check_spark(spark: "SparkSession", path: str) -> list[Finding]:
    """Return every breach in the Parquet files of the folder or address `path`.

    `spark` is a session of `build.spark.session`; its temporary views of the tables' names are
    replaced. Raises `ProblemsError` where Spark fails at what is no table's fault.
    """
    return _Gate(spark, path).run()


class _Gate(Stages):
    gate = GATE

    def __init__(self, spark: "SparkSession", path: str) -> None:
        super().__init__()
        self.spark = spark
        self.path = path.rstrip("/")

    def load(self, model: type[Table]) -> Iterator[Finding]:
        """Make a view of the table's name, of the columns as they are declared."""
        name = model.table()
        try:
            frame = self._read(f"{self.path}{stem(name).removeprefix('tables')}.parquet")
        except spark_errors() as error:
            yield self._unreadable(name, error)
            return
        found = [f.name for f in frame.schema.fields]
        wrong = list(model.wrong_columns(found))
        for column, message in wrong:
            yield Finding(GATE, name, None, column, "columns", message)
        if wrong:
            return
        types = dict(frame.dtypes)
        mistyped = [c for c in model.columns() if types[c.name] != spark_type(c)]
        for declared in mistyped:
            what = f"has {types[declared.name]}, declared is {spark_type(declared)}"
            yield Finding(GATE, name, None, declared.name, "type", what)
        frame.createOrReplaceTempView(name)
        if not mistyped:
            self.sound.add(name)

    def _read(self, path: str) -> "DataFrame":
        """Return what is at a path."""
        frame = self.spark.read.parquet(path)
        files = frame.inputFiles()
        if len(files) > 1:  # each file has a schema of its own, of which Spark looks at one
            frame = self.spark.read.option("mergeSchema", "true").parquet(path)
        return frame

    def rows(self, model: type[Table]) -> Iterator[Finding]:
        """Ask everything of all rows at once, and only of what is broken where."""
        name = model.table()
        tests = list(row_tests(model, "nothing"))
        guesses = ", ".join(f"bool_or({translated(test, certain=False)})" for *_, test in tests)
        try:
            count, *held = self.spark.sql(f"SELECT count(*), {guesses} FROM {name} t").first()
            if not count:
                if not model.may_be_empty():
                    yield Finding(GATE, name, None, None, "not_empty", "the table has no rows")
                return
            broken = [test for test, breaks in zip(tests, held, strict=True) if breaks]
            yield from self._where(model, broken)
        except spark_errors() as error:  # a file may be damaged behind a sound head
            self.sound.discard(name)
            yield self._unreadable(name, error)

    def _where(self, model: type[Table], broken: Sequence[Test]) -> Iterator[Finding]:
        questions = [
            Question(
                model.table(),
                column,
                rule,
                message,
                f"SELECT {joined_key(model, 't')} AS key FROM {model.table()} t WHERE {test}",
            )
            for rule, column, message, test in broken
        ]
        for asked, key in self.answers(questions):
            yield Finding(GATE, asked.table, key, asked.column, asked.rule, asked.message)

    def answers(self, questions: Sequence[Question]) -> Iterator[tuple[Question, str]]:
        """Ask several questions in one query, which Spark works out side by side."""
        for start in range(0, len(questions), _AT_ONCE):
            yield from self._together(questions[start : start + _AT_ONCE])

    def _together(self, questions: Sequence[Question]) -> Iterator[tuple[Question, str]]:
        asked = " UNION ALL ".join(
            f"SELECT {n} AS n, key FROM ({translated(q.query)}) WHERE key IS NOT NULL"
            for n, q in enumerate(questions)
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
        for n, key in found:
            yield questions[n], key

    def _unreadable(self, table: str, error: Exception) -> Finding:
        what = f"{table}.parquet: {said(error)}"
        return Finding(GATE, table, None, None, "readable", what)
