"""The command `python -m build verify PATH...`: hold the dataset against any copies.

It works on the published tables (evidence and quotes), so that anyone who holds the
package and a copy of an article can check it, whatever the copy's layout. A passage is
proven where its tokens stand in the copy one after another; a quote where, besides, its
own words stand in a proven passage that supports it.

Left out on purpose: passages that a copy breaks up by a caption in the middle of a
sentence. They are reported as not proven, with their first and last words.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from build.files.reading import read_csv
from build.problems import Problem, ProblemsError, visible
from build.progress import Say, silent
from build.texts.copies import find_copies, read_copy
from build.texts.tokens import digest, tokenize, words
from schemas import TABLES

# A passage this long does not stand in another text by chance; but a reprint of the same
# agency's story shares some, so a copy of an article has more than a tenth of its passages.
_TELLING = 8
_LEAST_SHARE = 0.1
# Passages are looked up by their first words; three are rare enough and all have them,
# but for the shortest.
_FIRST = 3


@dataclass(frozen=True)
class Passage:
    """A passage to be proven: its first and last words, tokens, hash and place."""

    cue: str
    first: tuple[str, ...]
    tokens: int
    sha256: str
    start: int


@dataclass
class Known:
    """What the dataset holds of one article: passages, quotes and where they stand."""

    article_id: str
    passages: dict[tuple[int, int], Passage] = field(default_factory=dict)
    quotes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    within: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


@dataclass
class Proven:
    """What one copy proves of one article."""

    file: str
    article_id: str
    passages: int
    passages_proven: int
    quotes: int
    quotes_proven: int
    unproven: list[str]

    @property
    def complete(self) -> bool:
        """Whether everything is proven."""
        return not self.unproven


@dataclass
class Report:
    """The result for all copies: what is proven, and files that are no known article."""

    proven: list[Proven]
    unknown: list[str]

    @property
    def exit_code(self) -> int:
        """2 where nothing was recognised, 1 where a copy proves less than all, else 0."""
        if not self.proven:
            return 2
        return 0 if all(p.complete for p in self.proven) else 1

    def as_text(self) -> str:
        """Return the report as a table, with what is not proven below."""
        lines = []
        if self.proven:
            width = max(len(p.article_id) for p in self.proven)
            lines.append(f"{'article':<{width}}  passages   quotes  copy")
        for p in self.proven:
            passages = f"{p.passages_proven}/{p.passages}"
            quotes = f"{p.quotes_proven}/{p.quotes}"
            lines.append(f"{p.article_id:<{width}}  {passages:>8}  {quotes:>7}  {p.file}")
        for p in self.proven:
            lines += [f"{p.file}: not proven: {what}" for what in p.unproven]
        lines += self.unknown
        if not self.proven:
            lines.append("No article of the dataset was recognised.")
        return "\n".join(lines)

    def as_json(self) -> str:
        """Return the report as JSON: an object with articles and unrecognised."""
        return json.dumps(
            {
                "articles": [vars(p) | {"complete": p.complete} for p in self.proven],
                "unrecognised": self.unknown,
            },
            indent=2,
            ensure_ascii=False,
        )


def verify(root: Path, paths: list[Path], say: Say = silent) -> Report:
    """Hold the tables in `root` against copies of articles.

    Raises `ProblemsError` where the tables or a path are not there.
    """
    known = _known(root)
    index = _index(known)
    report = Report([], [])
    copies = find_copies(paths)
    for number, path in enumerate(copies, 1):
        say(f"verifying {number:,} of {len(copies):,}: {visible(path.name)}")
        try:
            text = read_copy(path)
        except ProblemsError as error:
            report.unknown += [f"{visible(p.file)}: {p.what}" for p in error.problems]
            continue
        found = list(_prove(known, index, visible(str(path)), [t.word for t in tokenize(text)]))
        report.proven += found
        if not found:
            report.unknown.append(f"{visible(str(path))}: no article of the dataset")
    return report


def _read(root: Path, table: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table, as text."""
    path = root / "tables" / f"{table}.csv"
    try:
        frame = read_csv(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        problem = Problem(str(path), "can't be read", "build the tables: make")
        raise ProblemsError([problem]) from error
    if missing := [c.name for c in TABLES[table].columns() if c.name not in frame.columns]:
        what = f"not the table of the dataset (it has no {', '.join(missing)})"
        raise ProblemsError([Problem(str(path), what, "build the tables: make")])
    return frame.iter_rows(named=True)


def _known(root: Path) -> dict[str, Known]:
    known: dict[str, Known] = {}
    for row in _read(root, "evidence"):
        article = known.setdefault(row["article_id"], Known(row["article_id"]))
        try:
            place, tokens = (int(row["start_char"]), int(row["end_char"])), int(row["tokens"])
        except (TypeError, ValueError) as error:
            path = str(root / "tables" / "evidence.csv")
            what, fix = "its places are no numbers", "build the tables: make"
            raise ProblemsError(
                [Problem(path, what, fix, record=str(row["evidence_id"]))]
            ) from error
        if place not in article.passages:
            first, last = row["cue_start"] or "", row["cue_end"]
            cue = f"{first} … {last}" if last else first
            article.passages[place] = Passage(
                cue, words(first)[:_FIRST], tokens, row["sha256"], place[0]
            )
        if row["record_table"] == "quotes" and row["stance"] == "supports":
            article.within.setdefault(row["record_id"], []).append(place)
    for row in _read(root, "quotes"):
        if row["text"]:
            article = known.setdefault(row["article_id"], Known(row["article_id"]))
            article.quotes[row["quote_id"]] = words(row["text"])
    return known


Index = dict[int, dict[tuple[str, ...], list[tuple[str, tuple[int, int]]]]]


def _index(known: dict[str, Known]) -> Index:
    """Index all passages by their first words, by how many words these are."""
    index: Index = {}
    for article in known.values():
        for place, passage in article.passages.items():
            by_words = index.setdefault(len(passage.first), {})
            by_words.setdefault(passage.first, []).append((article.article_id, place))
    return index


def _prove(
    known: dict[str, Known], index: Index, file: str, copy: list[str]
) -> Iterator[Proven]:
    places: dict[str, dict[tuple[int, int], int]] = {}
    for size, by_words in index.items():
        # Every run of `size` words of the copy, in one pass.
        for at, first in enumerate(zip(*(copy[n:] for n in range(size)), strict=False)):
            for article_id, place in by_words.get(first, ()):
                passage = known[article_id].passages[place]
                found = places.setdefault(article_id, {})
                if (
                    place not in found
                    and digest(copy[at : at + passage.tokens]) == passage.sha256
                ):
                    found[place] = at
    for article_id in sorted(places):
        article, found = known[article_id], places[article_id]
        telling = sum(article.passages[place].tokens >= _TELLING for place in found)
        if telling > _LEAST_SHARE * len(article.passages):
            yield _count(article, found, file, copy)


def _count(
    article: Known, found: dict[tuple[int, int], int], file: str, copy: list[str]
) -> Proven:
    unproven = [
        f"passage at {p.start}: {p.cue}"
        for place, p in sorted(article.passages.items())
        if place not in found
    ]
    missing = [
        f"quote {quote_id}"
        for quote_id, spoken in article.quotes.items()
        if not any(
            _contains(copy[found[p] : found[p] + article.passages[p].tokens], spoken)
            for p in article.within.get(quote_id, [])
            if p in found
        )
    ]
    return Proven(
        file,
        article.article_id,
        len(article.passages),
        len(found),
        len(article.quotes),
        len(article.quotes) - len(missing),
        unproven + missing,
    )


def _contains(passage: list[str], spoken: tuple[str, ...]) -> bool:
    size = len(spoken)
    return any(tuple(passage[n : n + size]) == spoken for n in range(len(passage) - size + 1))
