"""The command `python -m build`: raw/ to tables/, every step in order.

Nothing is written unless everything is right.
"""

from collections import Counter
from pathlib import Path

import duckdb

from build.anchors import read_anchors
from build.cite import citation_bytes
from build.database import DATABASE, load_sql, write_database
from build.describe import descriptor_bytes
from build.explain import explain
from build.frame import Framed, make_frames
from build.model import show
from build.problems import Problem, ProblemsError
from build.proofs import check
from build.publish import locked, publish, unwritable
from build.read import read
from build.resolve import resolve
from build.summary import compare, read_old, render
from build.validate import validate
from build.write import write_tables


def build(root: Path) -> str:
    """Build the package in `root` from its raw/ folder and return the summary.

    Raises `ProblemsError` with everything that is wrong; the tables are untouched then.
    """
    with locked(root):
        framed = make_tables(root / "raw")
        frames = {name: table.frame for name, table in framed.items()}
        files = write_tables(frames)
        old = read_old(root)
        files["datapackage.json"] = descriptor_bytes(files, frames["articles"])
        files["CITATION.cff"] = citation_bytes()
        files["tables/load.sql"] = load_sql().encode()
        try:
            publish(
                root, files, lambda staged: write_database(staged.parent / DATABASE, staged)
            )
        except OSError as error:
            raise ProblemsError([unwritable(root, error)]) from error
        except duckdb.IOException as error:
            what = f"can't be written ({' '.join(str(error).split())})"
            problem = Problem(str(root / DATABASE), None, "", "", what, "free some space")
            raise ProblemsError([problem]) from error
    passages = Counter(dict.fromkeys(frames["articles"]["article_id"].to_list(), 0))
    for article, _, _ in (
        frames["evidence"].select("article_id", "start", "end").unique().rows()
    ):
        passages[article] += 1
    return render(compare(old, files), passages)


def make_tables(raw: Path) -> dict[str, Framed]:
    """Return the validated frames of the annotations in `raw`, with their origins.

    Raises `ProblemsError` with everything that is wrong.
    """
    corpus = read(raw)
    if corpus.unread:
        # What stands in a file that can't be read is missing everywhere else; that is no news.
        raise ProblemsError(corpus.problems)
    shown = show(raw, raw / "anchors.csv")
    proofs = {}
    try:
        proofs = read_anchors(raw / "anchors.csv", shown)
    except ProblemsError as error:
        corpus.problems += error.problems
    else:
        check(corpus, proofs, shown)
    framed = make_frames(resolve(corpus, proofs))
    frames = {name: table.frame for name, table in framed.items()}
    findings = validate(frames)
    corpus.problems += explain(corpus, framed, findings)
    if corpus.problems:
        raise ProblemsError(corpus.problems)
    return framed
