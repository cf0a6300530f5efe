"""The command `python -m build preview TEXTS`: report everything that a build would refuse.

The texts are proven, and with their proofs and the committed ones of other articles all tables
are made as a build makes them. Nothing is written. With `--watch` this is repeated whenever a
file of raw/ or a text is saved, until it is interrupted.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from build.annotations.records import Origin
from build.frames.pipeline import checked_tables, committed_proofs, readable
from build.passages.proofs import Proofs, by_key
from build.passages.prove_texts import prove_texts, render
from build.progress import Say, silent


class Preview(NamedTuple):
    """The proofs of all articles, the new locators of pasted sentences, the coverage report."""

    proofs: Proofs
    pasted: dict[Origin, str]
    report: str


def preview(root: Path, texts: list[Path], say: Say = silent) -> Preview:
    """Prove the texts and check all tables.

    Raises `ProblemsError` with everything that is wrong.
    """
    say("reading raw/")
    corpus = readable(root / "raw")
    proven = prove_texts(corpus, texts, say)
    kept, problems = committed_proofs(corpus, set(corpus.articles) - set(proven.proofs))
    problems.update(proven.problems)
    proofs = kept | by_key(p for proofs in proven.proofs.values() for p in proofs)
    say("checking against the schemas")
    checked_tables(corpus, proofs, problems)
    report = render(proven.coverage, sorted({proof.article_id for proof in kept.values()}))
    return Preview(proofs, proven.pasted, report)


def watch(root: Path, texts: list[Path], look: Callable[[], object]) -> Iterator[None]:
    """Call `look` now and whenever a file is saved, and yield after each call, without end."""
    from watchfiles import watch as changes  # only needed here

    look()
    yield
    for _ in changes(root / "raw", *texts):
        look()
        yield
