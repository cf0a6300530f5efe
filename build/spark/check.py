"""The command `python -m build check --on spark PATH`, and its report."""

from pathlib import Path

from build.gates.check import Report
from build.problems import Problem, UnrecognisedError
from build.spark.gate import GATE, check_spark
from build.spark.session import session
from schemas import TABLES


def check_on_spark(path: str, cited: str | None = None) -> Report:
    """Ask the Parquet files at `path` by Spark.

    `path` is a package's folder, one that holds NAME.parquet for each table, or the address of
    one (`s3a://…`). Raises `ProblemsError` where there is none, where Spark can't start, and
    where a fingerprint is asked for, which is that of rows in their order.
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
