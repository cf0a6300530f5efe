"""The command `python -m build`: raw/ to every file of the package, all or nothing."""

from collections.abc import Mapping
from pathlib import Path

import duckdb
import polars as pl

from build.artefacts.making import made, read_documents
from build.files.databases import openable
from build.files.publish import locked, publish
from build.files.writing import replace, unwritable
from build.frames.pipeline import make_tables
from build.package.dataset import Dataset
from build.package.summary import Change, compare, formulas, render
from build.problems import Problem, ProblemsError, one_line
from build.progress import Say, silent
from build.reliability.tables import with_reliability
from schemas.package import DATABASE, DOCUMENTS


def build(root: Path, say: Say = silent) -> str:
    """Build the package in `root` from its raw/ folder and return the summary.

    Raises `ProblemsError` with everything that is wrong; no file is changed then.
    """
    with locked(root):
        frames = all_frames(root / "raw", say)
        changes = put_in_place(root, frames, say)
    return render(changes, _passages(frames), formulas(frames))


def all_frames(raw: Path, say: Say = silent) -> dict[str, pl.DataFrame]:
    """Return all tables of a folder raw/, those of its two codings, too, by name.

    Raises `ProblemsError` with everything that is wrong.
    """
    return with_reliability(raw, make_tables(raw, say), say)


def put_in_place(
    root: Path,
    frames: Mapping[str, pl.DataFrame],
    say: Say,
    renewed: Mapping[str, bytes] | None = None,
) -> list[Change]:
    """Make every file from the tables and put them in place; return how the tables changed.

    `renewed` are files beside them, by path, that are put in place with them. The caller holds
    the lock of `root`. Raises `ProblemsError`; no file is changed then.
    """
    changes: list[Change] = []
    renewed = dict(renewed or {})
    documents = read_documents(root)
    documents |= {name: renewed[name] for name in DOCUMENTS if name in renewed}

    def write(staging: Path) -> None:
        by_hand = {n: c for n, c in documents.items() if n.startswith("tables/")} | renewed
        for name, content in by_hand.items():
            path = staging / name
            path.parent.mkdir(parents=True, exist_ok=True)
            replace(path, content)  # on the disk; what follows from raw/ can be made again
        for artefact, content in made(data, root, say):
            path = staging / artefact.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        changes.extend(compare(root, staging, data.rows))

    try:
        openable(root / DATABASE)  # or nobody could ask it there
        with Dataset(frames, documents) as data:
            publish(root, write)
    except OSError as error:
        raise ProblemsError([unwritable(root, error)]) from error
    except duckdb.IOException as error:
        what = f"can't be written ({one_line(error)})"
        raise ProblemsError([Problem(str(root / DATABASE), what)]) from error
    return changes


def _passages(frames: Mapping[str, pl.DataFrame]) -> dict[str, int]:
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
