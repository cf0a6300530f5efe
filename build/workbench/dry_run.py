"""Find all problems with raw/ and the texts in one run, for `anchor` and `preview`.

The run makes the proofs of the given texts and takes the committed proofs of other articles. It
then makes the tables as a build does, but writes nothing. People thus see all errors of a build
while they edit.
"""

from pathlib import Path
from typing import NamedTuple

from build.frames.pipeline import checked_tables, committed_proofs, readable
from build.passages.proofs import Proof, by_key
from build.passages.prove_texts import ProvenTexts, prove_texts
from build.problems import Problem, ProblemsError
from build.progress import Say, silent


class DryRun(NamedTuple):
    """The proven texts, the committed proofs of other articles, and all problems."""

    proven: ProvenTexts
    kept: list[Proof]
    problems: list[Problem]

    @property
    def kept_articles(self) -> list[str]:
        """The articles whose committed proofs were kept."""
        return sorted({proof.article_id for proof in self.kept})


def dry_run(root: Path, texts: list[Path], say: Say = silent) -> DryRun:
    """Return the proofs and problems of raw/ with the given texts, and write nothing.

    Raises `ProblemsError` if a file of raw/ can't be read or a path does not exist.
    """
    say("reading raw/")
    corpus = readable(root / "raw")
    proven = prove_texts(corpus, texts, say)
    kept, problems = committed_proofs(corpus, set(corpus.articles) - set(proven.proofs))
    problems.update(proven.problems)
    proofs = kept | by_key(p for proofs in proven.proofs.values() for p in proofs)
    say("checking against the schemas")
    found: list[Problem] = []
    try:
        checked_tables(corpus, proofs, problems)
    except ProblemsError as error:
        found = error.problems
    return DryRun(proven, list(kept.values()), found)
