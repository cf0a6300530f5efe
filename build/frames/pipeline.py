"""Run the steps from raw/ to the frames of all tables."""

from collections.abc import Collection
from pathlib import Path

import polars as pl

from build.annotations.read import read
from build.annotations.records import Corpus, Problems, show
from build.frames.columns import columns_of
from build.frames.corrections import check_corrections
from build.frames.explain import explain
from build.frames.frame import frames_of
from build.frames.tombstones import check_ids
from build.frames.validate import unsound, validate
from build.passages.check_proofs import check_proofs
from build.passages.proofs import Proofs, read_proofs
from build.problems import ProblemsError
from build.progress import Say, silent


def make_tables(raw: Path, say: Say = silent) -> dict[str, pl.DataFrame]:
    """Return the validated frames of the annotations in `raw`.

    Raises `ProblemsError` with every problem found.
    """
    say("reading raw/")
    corpus = readable(raw)
    proofs, problems = committed_proofs(corpus, set(corpus.articles))
    say("checking against the schemas")
    return checked_tables(corpus, proofs, problems)


def readable(raw: Path) -> Corpus:
    """Return the records below `raw`.

    Raises `ProblemsError` if a file can't be read, because its missing records would cause
    misleading problems.
    """
    corpus = read(raw)
    if corpus.problems.unreadable:
        raise ProblemsError(corpus.problems.found)
    return corpus


def committed_proofs(corpus: Corpus, articles: Collection[str]) -> tuple[Proofs, Problems]:
    """Return the committed proofs of the given articles, and the problems with them.

    Proofs of other articles in raw/ are left out; proofs of an unknown article are problems.
    """
    path = corpus.raw / "anchors.csv"
    shown = show(corpus.raw, path)
    problems = Problems(corpus.raw)
    proofs: Proofs = {}
    if articles or path.exists():
        try:
            proofs = read_proofs(path, shown)
        except ProblemsError as error:
            problems.found += error.problems
            return {}, problems
    others = set(corpus.articles) - set(articles)
    proofs = {key: proof for key, proof in proofs.items() if proof.article_id not in others}
    problems.update(check_proofs(corpus, articles, proofs, shown))
    return proofs, problems


def checked_tables(
    corpus: Corpus, proofs: Proofs, problems: Problems
) -> dict[str, pl.DataFrame]:
    """Return the validated frames of a corpus and its proofs.

    Raises `ProblemsError` with `problems` and the problems of the corpus and the tables.
    """
    columns, unresolved = columns_of(corpus, proofs)
    framed = frames_of(columns)
    tables = {name: table.frame for name, table in framed.items()}
    known = Problems(corpus.raw)
    for step in (corpus.problems, problems, unresolved):
        known.update(step)
    breaches = validate(tables, wrong) if (wrong := unsound(tables)) else []
    found = known.found + explain(known, framed, breaches)
    found += check_ids(corpus.raw, tables) + check_corrections(corpus.raw, tables)
    if found:
        raise ProblemsError(found)
    return tables
