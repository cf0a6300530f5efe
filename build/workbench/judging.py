"""Say everything that is wrong with raw/ and texts in one run, as `anchor` and `preview` do.

The texts' proofs are made anew and held in memory; with them, and with the committed proofs of
articles whose texts were not given, the tables are made as a build makes them and thrown away.
So what a build would refuse is told while somebody writes.
"""

from pathlib import Path
from typing import NamedTuple

from build.annotations.read import read
from build.frames.make import Fresh, make_tables
from build.passages.anchor_texts import Proven, prove_texts
from build.problems import Problem, ProblemsError
from build.progress import Say, silent


class Review(NamedTuple):
    """What was proven, the articles whose texts were not given, and all that is wrong."""

    proven: Proven
    kept: list[str]
    problems: list[Problem]


def review(root: Path, texts: list[Path], say: Say = silent) -> Review:
    """Return what is proven and what is wrong.

    Raises `ProblemsError` where there is nothing to look at: a file that can't be read.
    """
    batch = read(root / "raw")
    if batch.faults.unreadable:
        raise ProblemsError(batch.faults.problems)
    known = sorted({record.article for record in batch.of("article")})
    proven = prove_texts(batch, known, texts, say)
    given = {c.article_id for c in proven.coverage}
    fresh = Fresh({a: [p for p in proven.anchors if p.article_id == a] for a in given})
    fresh.faults.append(proven.faults)
    fresh.pasted = proven.pasted
    problems = list(proven.faults.problems)
    try:
        make_tables(root / "raw", say, fresh)
    except ProblemsError as error:
        problems += error.problems
    ordered = ProblemsError([*batch.faults.problems, *problems]).problems
    return Review(proven, [a for a in known if a not in given], ordered)
