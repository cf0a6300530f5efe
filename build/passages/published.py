"""Read what the published tables contain of passages and quotes, to hold copies against it.

Left out on purpose: the annotations and the proofs in raw/, which a reader need not have.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import polars as pl

from build.files.reading import read_csv
from build.problems import Problem, ProblemsError
from build.texts.tokens import words
from schemas import TABLES

# Passages are looked up by their first words. Three are rare enough, and only the shortest
# passages have fewer.
_FIRST = 3
_PLACE = ("start_char", "end_char")

Words = tuple[str, ...]
Place = tuple[int, int]


class Passage(NamedTuple):
    """A passage to be proven: where it is, its cue, its first and last words and its hash.

    `tokens` is the number of its words. `last` is empty for a short passage, whose cue has all.
    """

    article_id: str
    place: Place
    cue: str
    first: Words
    last: Words
    tokens: int
    sha256: str


Index = dict[int, dict[Words, list[Passage]]]


@dataclass
class CodedArticle:
    """What the dataset holds of one article.

    `passages` has its passages by their places, `quotes` the words of each quote, and
    `within` the places of the passages that support a quote.
    """

    passages: dict[Place, Passage] = field(default_factory=dict)
    quotes: dict[str, Words] = field(default_factory=dict)
    within: defaultdict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))


def _read(root: Path, table: str) -> pl.DataFrame:
    """Return a table as text, an empty cell as an empty string."""
    path = root / "tables" / f"{table}.csv"
    fix = "build the tables: make"
    try:
        frame = read_csv(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise ProblemsError([Problem(str(path), "can't be read", fix)]) from error
    if missing := [c.name for c in TABLES[table].columns() if c.name not in frame.columns]:
        what = f"not the table of the dataset (it has no {', '.join(missing)})"
        raise ProblemsError([Problem(str(path), what, fix)])
    return frame.fill_null("")


def _read_evidence(root: Path) -> pl.DataFrame:
    """Return the evidence with numbers as such; a table that was altered may have none."""
    text = _read(root, "evidence")
    evidence = text.with_columns(pl.col(*_PLACE, "tokens").cast(pl.Int64, strict=False))
    wrong = evidence.filter(pl.any_horizontal(pl.all().is_null()))
    if wrong.height:
        path, record = root / "tables" / "evidence.csv", wrong["evidence_id"][0]
        what, fix = "its places are no numbers", "build the tables: make"
        raise ProblemsError([Problem(str(path), what, fix, record=record)])
    return evidence


def read_articles(root: Path) -> dict[str, CodedArticle]:
    """Return the articles of the tables in `root` by their ids.

    Raises `ProblemsError` if a table can't be read or is not the one of the dataset.
    """
    articles: defaultdict[str, CodedArticle] = defaultdict(CodedArticle)
    evidence = _read_evidence(root)
    passages = evidence.unique(("article_id", *_PLACE), maintain_order=True)
    for article_id, start, end, first, last, tokens, sha256 in passages.select(
        "article_id", *_PLACE, "cue_start", "cue_end", "tokens", "sha256"
    ).iter_rows():
        cue = f"{first} … {last}" if last else first
        articles[article_id].passages[start, end] = Passage(
            article_id, (start, end), cue, words(first)[:_FIRST], words(last), tokens, sha256
        )
    quoting = evidence.filter(record_table="quotes", stance="supports")
    for article_id, quote_id, start, end in quoting.select(
        "article_id", "record_id", *_PLACE
    ).iter_rows():
        articles[article_id].within[quote_id].append((start, end))
    quotes = _read(root, "quotes").filter(pl.col("text") != "")
    for article_id, quote_id, text in quotes.select(
        "article_id", "quote_id", "text"
    ).iter_rows():
        articles[article_id].quotes[quote_id] = words(text)
    return articles


def index_of(passages: Iterable[Passage]) -> Index:
    """Return passages by the number of their first words and by these words."""
    index: Index = {}
    for passage in passages:
        by_first = index.setdefault(len(passage.first), {})
        by_first.setdefault(passage.first, []).append(passage)
    return index


def begun(index: Index, copy: Words) -> Iterator[tuple[Passage, int]]:
    """Yield each place in the words of a copy where a passage may begin."""
    for size, by_first in index.items():
        # Every run of `size` words of the copy, in one pass.
        runs = zip(*(copy[n:] for n in range(size)), strict=False)
        for at, passages in enumerate(map(by_first.get, runs)):
            for passage in passages or ():
                yield passage, at
