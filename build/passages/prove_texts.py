"""Prove articles from their texts, and report how many sentences the passages cover.

The text of an article is the UTF-8 file that was coded, named `ARTICLE_ID.txt`.
"""

import hashlib
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from build.annotations.records import Corpus, Origin, Problems
from build.passages.proofs import Proof
from build.passages.proving import prove
from build.problems import Problem, suggest
from build.progress import Say, silent
from build.texts.copies import find_copies
from build.texts.coverage import Coverage


class ProvenTexts(NamedTuple):
    """The proofs by article, the coverage of each text, and the problems.

    `pasted` contains the new locators of passages whose whole sentence was pasted.
    """

    proofs: dict[str, list[Proof]]
    coverage: list[Coverage]
    problems: Problems
    pasted: dict[Origin, str]


def prove_texts(corpus: Corpus, texts: list[Path], say: Say = silent) -> ProvenTexts:
    """Return the proofs of the articles whose texts are given as files or folders.

    Raises `ProblemsError` if a path does not exist.
    """
    proven = ProvenTexts({}, [], Problems(corpus.raw), {})
    problems = proven.problems.found
    paths = _texts(find_copies(texts), corpus.articles, problems)
    for number, path in enumerate(paths, 1):
        article_id = path.stem
        say(f"proving {number:,} of {len(paths):,}: {article_id}")
        try:
            data = path.read_bytes()
            text = data.decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "not UTF-8"
            fix = "give the text that was coded, in UTF-8"
            problems.append(Problem(str(path), str(why), fix))
            continue
        result = prove(corpus, article_id, text, hashlib.sha256(data).hexdigest())
        proven.problems.update(result.problems)
        proven.proofs[article_id] = result.proofs
        proven.coverage.append(result.coverage)
        proven.pasted.update(result.pasted)
    return proven


def _texts(paths: list[Path], known: Collection[str], problems: list[Problem]) -> list[Path]:
    texts: dict[str, Path] = {}
    if not paths:
        problems.append(Problem("TEXTS", "no text there", "check the path"))
    for path in paths:
        if path.stem in texts:
            what = f"a second text of {path.stem}, beside {texts[path.stem]}"
            problems.append(Problem(str(path), what, "give one of them"))
        elif path.stem in known:
            texts[path.stem] = path
        else:
            fix = suggest(path.stem, known, otherwise="name it ARTICLE_ID.txt")
            problems.append(Problem(str(path), "the text of no article in raw/", fix))
    return list(texts.values())


def render(coverage: list[Coverage], kept: list[str]) -> str:
    """Return the report: the numbers of passages, sentences and left sentences per article."""
    width = max(len(c.article_id) for c in coverage)
    lines = [f"{'article':<{width}}  passages  sentences  left"]
    for c in coverage:
        share = c.left / c.sentences if c.sentences else 0
        counts = f"{c.passages:>8}  {c.sentences:>9}  {c.left:>3} ({share:.0%})"
        lines.append(f"{c.article_id:<{width}}  {counts}")
    if kept:
        lines.append(f"Kept the proofs of {', '.join(kept)}, whose texts were not given.")
    return "\n".join(lines)
