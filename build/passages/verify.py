"""The command `python -m build verify PATH...`: check the dataset against copies of articles.

It uses the published tables (evidence and quotes), so anyone with the package and a copy of an
article can run it, whatever the layout of the copy. A passage is proven if its tokens occur in
the copy as one sequence. A quote is proven if its words occur in a proven passage that supports
it.

Left out on purpose: passages that a copy interrupts with a caption in the middle of a
sentence. They are reported as not proven, with their first and last words.
"""

import json
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from build.files.reading import read_csv
from build.problems import Problem, ProblemsError, visible
from build.progress import Say, silent
from build.texts.copies import find_copies, read_copy
from build.texts.tokens import digest, words
from schemas import TABLES

# A passage with this many words does not occur in another text by chance. Reprints of the same
# agency story share some passages, so a copy must contain more than a tenth of the passages.
_TELLING = 8
_LEAST_SHARE = 0.1
# Passages are looked up by their first words. Three words are rare enough, and all but the
# shortest passages have them.
_FIRST = 3
# Checking fewer bytes takes less time than starting another process.
_MANY = 20_000_000
_AT_ONCE = 8


@dataclass(frozen=True)
class Passage:
    """A passage to prove: its cue, first words, number of tokens, hash and place."""

    cue: str
    first: tuple[str, ...]
    tokens: int
    sha256: str
    start: int


@dataclass
class CodedArticle:
    """The passages and quotes of one article, and the passages that contain each quote."""

    article_id: str
    passages: dict[tuple[int, int], Passage] = field(default_factory=dict)
    quotes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    within: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


@dataclass
class CheckedCopy:
    """The numbers of passages and quotes of one article that one copy proves."""

    file: str
    article_id: str
    passages: int
    passages_proven: int
    quotes: int
    quotes_proven: int
    unproven: list[str]

    @property
    def complete(self) -> bool:
        """True if every passage and quote is proven."""
        return not self.unproven


@dataclass
class Report:
    """The result for all copies: the articles proven, and messages on unrecognised files."""

    proven: list[CheckedCopy]
    unknown: list[str]

    @property
    def exit_code(self) -> int:
        """2 if no article was recognised, 1 if a copy does not prove everything, else 0."""
        if not self.proven:
            return 2
        return 0 if all(p.complete for p in self.proven) else 1

    def as_text(self) -> str:
        """Return the report as a table, followed by the passages and quotes not proven."""
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
        """Return the report as a JSON object with the keys articles and unrecognised."""
        return json.dumps(
            {
                "articles": [vars(p) | {"complete": p.complete} for p in self.proven],
                "unrecognised": self.unknown,
            },
            indent=2,
            ensure_ascii=False,
        )


def verify(root: Path, paths: list[Path], say: Say = silent) -> Report:
    """Return what copies of articles prove of the tables in `root`.

    Raises `ProblemsError` if the tables can't be read or a path does not exist.
    """
    copies = find_copies(paths)
    report = Report([], [])
    for number, (proven, unknown) in enumerate(_held(root, copies), 1):
        say(f"verified {number:,} of {len(copies):,}: {visible(copies[number - 1].name)}")
        report.proven += proven
        report.unknown += unknown
    return report


@dataclass(frozen=True)
class _Dataset:
    """The articles of the dataset, and an index of their passages."""

    known: dict[str, CodedArticle]
    index: "Index"

    @classmethod
    def of(cls, root: Path) -> "_Dataset":
        known = _known(root)
        return cls(known, _index(known))

    def hold(self, path: Path) -> tuple[list[CheckedCopy], list[str]]:
        """Return the articles that a copy proves, or a message if there are none."""
        try:
            text = read_copy(path)
        except ProblemsError as error:
            return [], [f"{visible(p.file)}: {p.what}" for p in error.problems]
        name = visible(str(path))
        found = list(_prove(self.known, self.index, name, words(text)))
        return found, [] if found else [f"{name}: no article of the dataset"]


def _held(root: Path, copies: list[Path]) -> Iterator[tuple[list[CheckedCopy], list[str]]]:
    """Yield the result for each copy, in order; check many copies on all cores."""
    dataset = _Dataset.of(root)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    if cores == 1 or sum(map(_size, copies)) < _MANY:
        yield from map(dataset.hold, copies)
        return
    # Spawn processes, because forked ones would inherit locks of the libraries' threads.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cores, context, _start, (dataset,)) as pool:
        yield from pool.map(_hold, copies, chunksize=_AT_ONCE)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # reported when the file is read
        return 0


_here: list[_Dataset] = []  # one per worker process


def _start(dataset: _Dataset) -> None:
    _here.append(dataset)


def _hold(path: Path) -> tuple[list[CheckedCopy], list[str]]:
    return _here[0].hold(path)


def _read(root: Path, table: str) -> pl.DataFrame:
    """Return a table with every column as text."""
    path = root / "tables" / f"{table}.csv"
    try:
        frame = read_csv(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        problem = Problem(str(path), "can't be read", "build the tables: make")
        raise ProblemsError([problem]) from error
    if missing := [c.name for c in TABLES[table].columns() if c.name not in frame.columns]:
        what = f"not the table of the dataset (it has no {', '.join(missing)})"
        raise ProblemsError([Problem(str(path), what, "build the tables: make")])
    return frame


_PLACE = ("start_char", "end_char")


def _known(root: Path) -> dict[str, CodedArticle]:
    known: dict[str, CodedArticle] = {}
    evidence = _numbered(root, _read(root, "evidence"))
    columns = ("article_id", *_PLACE, "cue_start", "cue_end", "tokens", "sha256")
    each = evidence.select(columns).unique(("article_id", *_PLACE), maintain_order=True)
    for article_id, start, end, first, last, tokens, sha256 in each.iter_rows():
        article = known.setdefault(article_id, CodedArticle(article_id))
        cue = f"{first or ''} … {last}" if last else first or ""
        opening = words(first or "")[:_FIRST]
        article.passages[start, end] = Passage(cue, opening, tokens, sha256, start)
    quoting = evidence.filter(record_table="quotes", stance="supports")
    for article_id, quote_id, *place in quoting.select(
        "article_id", "record_id", *_PLACE
    ).iter_rows():
        known[article_id].within.setdefault(quote_id, []).append((place[0], place[1]))
    quotes = _read(root, "quotes").filter(pl.col("text") != "")
    for article_id, quote_id, text in quotes.select(
        "article_id", "quote_id", "text"
    ).iter_rows():
        article = known.setdefault(article_id, CodedArticle(article_id))
        article.quotes[quote_id] = words(text)
    return known


def _numbered(root: Path, evidence: pl.DataFrame) -> pl.DataFrame:
    """Return the evidence with integer places and token counts.

    Raises `ProblemsError` if one is not a number, as in a table edited by hand.
    """
    numbers = (*_PLACE, "tokens")
    typed = evidence.with_columns(pl.col(*numbers).cast(pl.Int64, strict=False))
    wrong = typed.filter(pl.any_horizontal(pl.col(*numbers).is_null()))
    if wrong.height:
        path, record = root / "tables" / "evidence.csv", wrong["evidence_id"][0]
        what, fix = "its places are no numbers", "build the tables: make"
        raise ProblemsError([Problem(str(path), what, fix, record=str(record))])
    return typed


Index = dict[int, dict[tuple[str, ...], list[tuple[str, tuple[int, int]]]]]


def _index(known: dict[str, CodedArticle]) -> Index:
    """Return an index of all passages by the number of their first words and the words."""
    index: Index = {}
    for article in known.values():
        for place, passage in article.passages.items():
            by_words = index.setdefault(len(passage.first), {})
            by_words.setdefault(passage.first, []).append((article.article_id, place))
    return index


def _prove(
    known: dict[str, CodedArticle], index: Index, file: str, copy: Sequence[str]
) -> Iterator[CheckedCopy]:
    places: dict[str, dict[tuple[int, int], int]] = {}
    for size, by_words in index.items():
        # All runs of `size` words in the copy, in one pass.
        runs = zip(*(copy[n:] for n in range(size)), strict=False)
        for at, candidates in enumerate(map(by_words.get, runs)):
            for article_id, place in candidates or ():
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
    article: CodedArticle, found: dict[tuple[int, int], int], file: str, copy: Sequence[str]
) -> CheckedCopy:
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
    return CheckedCopy(
        file,
        article.article_id,
        len(article.passages),
        len(found),
        len(article.quotes),
        len(article.quotes) - len(missing),
        unproven + missing,
    )


def _contains(passage: Sequence[str], spoken: tuple[str, ...]) -> bool:
    size = len(spoken)
    return any(tuple(passage[n : n + size]) == spoken for n in range(len(passage) - size + 1))
