"""Find everything that is wrong with raw/ and texts in one run, as `anchor` and `preview` do.

The proofs of the texts are made and kept in memory; with them, and with the committed proofs of
articles whose texts were not given, the tables are made as a build makes them and thrown away.
So people see while they write everything that a build would refuse.
"""

from pathlib import Path
from typing import NamedTuple

from build.frames.pipeline import checked_tables, committed_proofs, readable
from build.passages.proofs import Proof, by_key
from build.passages.prove_texts import ProvenTexts, prove_texts
from build.problems import Problem, ProblemsError
from build.progress import Say, silent


class DryRun(NamedTuple):
    """What was proven, the committed proofs of other articles, and all problems."""

    proven: ProvenTexts
    kept: list[Proof]
    problems: list[Problem]

    @property
    def kept_articles(self) -> list[str]:
        """The articles whose committed proofs were kept."""
        return sorted({proof.article_id for proof in self.kept})


def dry_run(root: Path, texts: list[Path], say: Say = silent) -> DryRun:
    """Prove the texts, make all tables, and return what was found; nothing is written.

    Raises `ProblemsError` where a file of raw/ can't be read.
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
