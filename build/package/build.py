"""The command `python -m build`: raw/ to tables/, every step in order.

Nothing is written unless everything is right.
"""

from pathlib import Path

import duckdb
import polars as pl

from build.files.publish import locked, publish
from build.files.writing import create, unwritable
from build.frames.pipeline import make_tables
from build.package.database import write_database
from build.package.descriptor import descriptor_bytes
from build.package.fingerprint import dataset_fingerprint, fingerprints
from build.package.generated import generated
from build.package.summary import compare, formulas, render
from build.package.sums import SUMS, sums_of
from build.package.table_files import write_csv_files, write_parquet_files
from build.problems import Problem, ProblemsError
from build.progress import Say, silent
from build.reliability.tables import with_reliability
from schemas.package import BY_MONTH, DATABASE


def build(root: Path, say: Say = silent, *, by_month: bool = False) -> str:
    """Build the package in `root` from its raw/ folder and return the summary.

    `by_month` writes the Parquet files in parts, too. Raises `ProblemsError` with everything
    that is wrong; the tables are untouched then.
    """
    summary = ""

    def make(staging: Path) -> None:
        nonlocal summary
        frames = all_frames(root / "raw", say)
        rows = {name: frame.height for name, frame in frames.items()}
        passages, runs = _passages(frames), formulas(frames)
        _write(frames, staging, say, by_month=by_month)
        with create(staging / SUMS) as out:  # what is carried over is shipped, too
            out.write(sums_of(staging, root))
        changes = compare(root / "tables", staging / "tables", rows)
        summary = render(changes, passages, runs)

    with locked(root):
        try:
            publish(root, make, frozenset({BY_MONTH}))
        except OSError as error:
            raise ProblemsError([unwritable(root, error)]) from error
        except duckdb.IOException as error:
            what = f"can't be written ({' '.join(str(error).split())})"
            fix = "" if "rename" in what else "free some space"
            problem = Problem(str(root / DATABASE), what, fix)
            raise ProblemsError([problem]) from error
    return summary


def all_frames(raw: Path, say: Say = silent) -> dict[str, pl.DataFrame]:
    """Return all tables of a folder raw/, those of its two codings, too, by name.

    Raises `ProblemsError` with everything that is wrong.
    """
    return with_reliability(raw, make_tables(raw, say), say)


def _write(frames: dict[str, pl.DataFrame], staging: Path, say: Say, *, by_month: bool) -> None:
    rows = {name: frame.height for name, frame in frames.items()}
    articles = frames["articles"]
    say("writing Parquet")
    prints = fingerprints(frames)
    tables = staging / "tables"
    write_parquet_files(frames, prints, tables, by_month=by_month)
    say("writing CSV")
    write_csv_files(frames, tables)
    say("writing the database")
    write_database(staging / DATABASE, tables, dataset_fingerprint(prints))
    files = {"datapackage.json": descriptor_bytes(staging, articles, prints)}
    for name, content in (files | generated(staging, articles, prints, rows)).items():
        with create(staging / name) as out:
            out.write(content)


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
