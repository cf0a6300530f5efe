"""The command `python -m build`: raw/ to tables/, every step in order.

Nothing is written unless everything is right.
"""

from pathlib import Path

import duckdb
import polars as pl

from build.anchors import read_anchors
from build.cite import citation_bytes
from build.database import DATABASE, load_sql, write_database
from build.describe import descriptor_bytes
from build.dialects import load_postgres, load_sqlite
from build.explain import explain
from build.fingerprint import dataset_fingerprint, fingerprints
from build.frame import Frames
from build.loaders import load_py, load_r
from build.metadata import metadata_files
from build.model import Corpus, show
from build.problems import Problem, ProblemsError
from build.progress import Say, silent
from build.proofs import check, unused
from build.publish import create, locked, publish, unwritable
from build.read import batches
from build.resolve import codes, resolve
from build.summary import compare, formulas, render
from build.tombstones import check_ids
from build.validate import validate
from build.write import write_tables


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
            problem = Problem(str(root / DATABASE), None, "", "", what, "free some space")
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
        ("tables/load.postgres.sql", load_postgres().encode()),
        ("tables/load.sqlite.sql", load_sqlite().encode()),
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
        .select("article_id", "start", "end")
        .unique()
        .group_by("article_id")
        .len()
        .iter_rows()
    )
    return {a: counts.get(a, 0) for a in frames["articles"]["article_id"].to_list()}


def make_tables(raw: Path, say: Say = silent) -> dict[str, pl.DataFrame]:
    """Return the validated frames of the annotations in `raw`.

    Raises `ProblemsError` with everything that is wrong.
    """
    corpus = Corpus(raw)
    shown = show(raw, raw / "anchors.csv")
    frames = Frames()
    frames.add({"codes": codes()})
    later: list[Problem] = []
    stored = None
    try:
        stored = read_anchors(raw / "anchors.csv", shown)
    except ProblemsError as error:
        later += error.problems
    done = 0
    for _ in batches(corpus):
        done += sum(map(len, corpus.records.values()))
        say(f"reading raw/: {done:,} records")
        read = len(corpus.problems)
        proofs = {}
        if stored is not None:
            proofs = stored.take({r.article for r in corpus.of("article")})
            check(corpus, proofs, shown)
        frames.add(resolve(corpus, proofs))
        later += corpus.problems[read:]
        del corpus.problems[read:]
    if corpus.unread:
        # What stands in a file that can't be read is missing everywhere else; that is no news.
        raise ProblemsError(corpus.problems)
    if stored is not None:
        later += unused(stored.left(), shown)
    say("checking against the schemas")
    framed = frames.finish()
    found = validate({name: table.frame for name, table in framed.items()})
    corpus.problems += [*later, *explain(corpus, framed, found)]
    corpus.problems += check_ids(raw, {name: table.frame for name, table in framed.items()})
    if corpus.problems:
        raise ProblemsError(corpus.problems)
    return {name: table.frame for name, table in framed.items()}
