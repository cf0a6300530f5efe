"""The command `python -m build`: raw/ to tables/, every step in order.

Nothing is written unless everything is right.
"""

from pathlib import Path

import duckdb
import polars as pl

from build.files.publish import locked, publish
from build.files.writing import create, unwritable
from build.frames.make import make_tables
from build.loaders.duck import load_sql
from build.loaders.postgres import load_postgres
from build.loaders.python import load_py
from build.loaders.r import load_r
from build.loaders.spark import load_spark
from build.loaders.sqlite import load_sqlite
from build.package.catalogues import metadata_files
from build.package.citation import citation_bytes
from build.package.database import write_database
from build.package.descriptor import descriptor_bytes
from build.package.fingerprint import dataset_fingerprint, fingerprints
from build.package.summary import compare, formulas, render
from build.package.table_files import write_tables
from build.problems import Problem, ProblemsError
from build.progress import Say, silent
from schemas.package import DATABASE


def build(root: Path, say: Say = silent) -> str:
    """Build the package in `root` from its raw/ folder and return the summary.

    Raises `ProblemsError` with everything that is wrong; the tables are untouched then.
    """
    with locked(root):
        frames = make_tables(root / "raw", say)
        rows = {name: frame.height for name, frame in frames.items()}
        passages, runs = _passages(frames), formulas(frames)
        changes = []

        def make(staging: Path) -> None:
            _make(frames, staging, say)
            changes.extend(compare(root / "tables", staging / "tables", rows))

        try:
            publish(root, make)
        except OSError as error:
            raise ProblemsError([unwritable(root, error)]) from error
        except duckdb.IOException as error:
            what = f"can't be written ({' '.join(str(error).split())})"
            problem = Problem(str(root / DATABASE), what, "free some space")
            raise ProblemsError([problem]) from error
    return render(changes, passages, runs)


def _make(frames: dict[str, pl.DataFrame], staging: Path, say: Say) -> None:
    articles = frames["articles"]
    say("writing CSV and Parquet")
    prints = fingerprints(frames)
    write_tables(frames, prints, staging / "tables")
    whole = dataset_fingerprint(prints)
    for name, content in (
        ("datapackage.json", descriptor_bytes(staging, articles, prints)),
        ("CITATION.cff", citation_bytes(whole)),
        ("tables/load.sql", load_sql(whole).encode()),
        ("tables/load.py", load_py().encode()),
        ("tables/load.R", load_r().encode()),
        ("tables/load.postgres.sql", load_postgres(whole).encode()),
        ("tables/load.spark.sql", load_spark(whole).encode()),
        ("tables/load.sqlite.sql", load_sqlite(whole).encode()),
        *metadata_files(staging, articles, whole).items(),
    ):
        with create(staging / name) as out:
            out.write(content)
    say("making the database")
    write_database(staging / DATABASE, staging / "tables", whole)


def _passages(frames: dict[str, pl.DataFrame]) -> dict[str, int]:
    """Return the number of passages that each article has."""
    counts = dict(
        frames["evidence"]
        .select("article_id", "start_char", "end_char")
        .unique()
        .group_by("article_id")
        .len()
        .iter_rows()
    )
    return {a: counts.get(a, 0) for a in frames["articles"]["article_id"].to_list()}
