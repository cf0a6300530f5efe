"""The command `python -m build verify PATH...`: check the dataset against any copies.

It reads the published tables (evidence and quotes), so that anyone who has the package and
a copy of an article can check it, whatever the copy's layout. A passage is proven if the
copy contains its tokens one after another. A quote is proven if a proven passage that
supports it contains the quote's words.

Left out on purpose: passages that a copy interrupts with a caption in the middle of a
sentence. They are reported as not proven, with their first and last words.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

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
# Passages are looked up by their first words. Three are rare enough, and only the shortest
# passages have fewer.
_FIRST = 3
_PLACE = ("start_char", "end_char")

Words = tuple[str, ...]
Place = tuple[int, int]


class Passage(NamedTuple):
    """A passage to be proven: where it is, its cue and first words, its tokens and hash."""

    article_id: str
    place: Place
    cue: str
    first: Words
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
    """Check the tables in `root` against copies of articles.

    Raises `ProblemsError` if the tables can't be read or a path does not exist.
    """
    copies = find_copies(paths)
    articles = _read_articles(root)
    index = _index(articles)
    report = Report([], [])
    for number, path in enumerate(copies, 1):
        file = visible(str(path))
        try:
            copy = words(read_copy(path))
        except ProblemsError as error:
            report.unknown += [f"{visible(p.file)}: {p.what}" for p in error.problems]
        else:
            proven = list(_prove(articles, index, file, copy))
            report.proven += proven
            report.unknown += [] if proven else [f"{file}: no article of the dataset"]
        say(f"verified {number:,} of {len(copies):,}: {visible(path.name)}")
    return report


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


def _read_articles(root: Path) -> dict[str, CodedArticle]:
    articles: defaultdict[str, CodedArticle] = defaultdict(CodedArticle)
    evidence = _read_evidence(root)
    passages = evidence.unique(("article_id", *_PLACE), maintain_order=True)
    for article_id, start, end, first, last, tokens, sha256 in passages.select(
        "article_id", *_PLACE, "cue_start", "cue_end", "tokens", "sha256"
    ).iter_rows():
        cue = f"{first} … {last}" if last else first
        articles[article_id].passages[start, end] = Passage(
            article_id, (start, end), cue, words(first)[:_FIRST], tokens, sha256
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


def _index(articles: Mapping[str, CodedArticle]) -> Index:
    """Return all passages by the number of their first words and by these words."""
    index: Index = {}
    for article in articles.values():
        for passage in article.passages.values():
            by_first = index.setdefault(len(passage.first), {})
            by_first.setdefault(passage.first, []).append(passage)
    return index


def _prove(
    articles: Mapping[str, CodedArticle], index: Index, file: str, copy: Words
) -> Iterator[CheckedCopy]:
    """Yield what a copy proves of each article that it is a copy of."""
    found: defaultdict[str, dict[Place, Words]] = defaultdict(dict)
    for size, by_first in index.items():
        # Every run of `size` words of the copy, in one pass.
        runs = zip(*(copy[n:] for n in range(size)), strict=False)
        for at, begun in enumerate(map(by_first.get, runs)):
            for passage in begun or ():
                spoken = copy[at : at + passage.tokens]
                if digest(spoken) == passage.sha256:
                    found[passage.article_id][passage.place] = spoken
    for article_id, proven in sorted(found.items()):
        passages = articles[article_id].passages
        telling = sum(passages[place].tokens >= _TELLING for place in proven)
        if telling > _LEAST_SHARE * len(passages):
            yield _count(article_id, articles[article_id], proven, file)


def _count(
    article_id: str, article: CodedArticle, proven: Mapping[Place, Words], file: str
) -> CheckedCopy:
    unproven = [
        f"passage at {place[0]}: {passage.cue}"
        for place, passage in sorted(article.passages.items())
        if place not in proven
    ]
    missing = [
        f"quote {quote_id}"
        for quote_id, spoken in article.quotes.items()
        if not any(_contains(proven.get(p, ()), spoken) for p in article.within[quote_id])
    ]
    return CheckedCopy(
        file,
        article_id,
        len(article.passages),
        len(proven),
        len(article.quotes),
        len(article.quotes) - len(missing),
        unproven + missing,
    )


def _contains(passage: Words, spoken: Words) -> bool:
    """Return True if a passage contains the words of a quote one after another."""
    return f" {' '.join(spoken)} " in f" {' '.join(passage)} "
