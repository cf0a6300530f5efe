"""The command `python -m build verify PATH...`: check the dataset against any copies.

It reads the published tables (evidence and quotes), so that anyone who has the package and
a copy of an article can check it, whatever the copy's layout. A passage is proven if the
visible text of the copy contains its tokens one after another. A quote is proven if a proven
passage that supports it contains the quote's words.

Passages and quotes that stand only in text that a page hides, as many pages do behind a
paywall, count as not proven: the report gives their number, and the exit code is 1.

Left out on purpose: passages that a copy interrupts with a caption or an advertisement. They
are reported as not proven, with the words in their middle.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import polars as pl

from build.files.reading import read_csv
from build.problems import Problem, ProblemsError, visible
from build.progress import Say, silent
from build.texts.copies import find_copies, read_copy
from build.texts.recognising import (
    FIRST,
    CodedArticle,
    Passage,
    Proven,
    Words,
    find_interruptions,
    index_of,
    recognise,
)
from build.texts.tokens import words
from schemas import TABLES

_MOST_SHOWN = 8  # words of an interruption in a message
_HIDDEN = " (hidden)"
_PLACE = ("start_char", "end_char")


class _Copy(NamedTuple):
    """The words of the readings of a copy, and notes on what may be wrong with it."""

    file: str
    shown: list[Words]
    whole: list[Words]
    notes: list[str]


@dataclass
class CheckedCopy:
    """The numbers of passages and quotes of one article that one copy proves.

    `passages_hidden` and `quotes_hidden` count those that stand only in text that the page
    hides. `notes` say in words what may be wrong with the copy.
    """

    file: str
    article_id: str
    passages: int
    passages_proven: int
    passages_hidden: int
    quotes: int
    quotes_proven: int
    quotes_hidden: int
    unproven: list[str]
    notes: list[str]

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
            lines += [f"{p.file}: {note}" for note in p.notes]
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
    index = index_of(p for article in articles.values() for p in article.passages.values())
    report = Report([], [])
    for number, path in enumerate(copies, 1):
        try:
            copy = _read_copy(path)
        except ProblemsError as error:
            report.unknown += [f"{visible(p.file)}: {p.what}" for p in error.problems]
        else:
            found = recognise(articles, index, copy.shown, copy.whole)
            proven = [_check(a, articles[a], *passages, copy) for a, passages in found.items()]
            report.proven += proven
            said = [] if proven else copy.notes or ["no article of the dataset"]
            report.unknown += [f"{copy.file}: {what}" for what in said]
        say(f"verified {number:,} of {len(copies):,}: {visible(path.name)}")
    return report


def _read_table(root: Path, table: str) -> pl.DataFrame:
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
    text = _read_table(root, "evidence")
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
            article_id, (start, end), cue, words(first)[:FIRST], words(last), tokens, sha256
        )
    quoting = evidence.filter(record_table="quotes", stance="supports")
    for article_id, quote_id, start, end in quoting.select(
        "article_id", "record_id", *_PLACE
    ).iter_rows():
        articles[article_id].within[quote_id].append((start, end))
    quotes = _read_table(root, "quotes").filter(pl.col("text") != "")
    for article_id, quote_id, text in quotes.select(
        "article_id", "quote_id", "text"
    ).iter_rows():
        articles[article_id].quotes[quote_id] = words(text)
    return articles


def _read_copy(path: Path) -> _Copy:
    copy = read_copy(path)
    shown, whole = ([words(t) for t in texts] for texts in (copy.shown, copy.whole))
    return _Copy(visible(str(path)), shown, whole, list(copy.notes))


def _check(
    article_id: str, article: CodedArticle, proven: Proven, whole: Proven, copy: _Copy
) -> CheckedCopy:
    unproven = [p for place, p in sorted(article.passages.items()) if place not in proven]
    unspoken = [q for q in article.quotes if not article.speaks(q, proven)]
    hidden = {p.place for p in unproven if p.place in whole}
    quotes_hidden = {q for q in unspoken if article.speaks(q, whole)}
    between = find_interruptions((p for p in unproven if p.place not in hidden), copy.shown)
    said = [
        f"passage at {p.place[0]}: {p.cue}"
        + (_HIDDEN if p.place in hidden else "")
        + (f" (interrupted by “{_shortened(between[p])}”)" if p in between else "")
        for p in unproven
    ]
    said += [f"quote {q}{_HIDDEN if q in quotes_hidden else ''}" for q in unspoken]
    return CheckedCopy(
        copy.file,
        article_id,
        passages=len(article.passages),
        passages_proven=len(proven),
        passages_hidden=len(hidden),
        quotes=len(article.quotes),
        quotes_proven=len(article.quotes) - len(unspoken),
        quotes_hidden=len(quotes_hidden),
        unproven=said,
        notes=_of_hidden("passage", len(hidden))
        + _of_hidden("quote", len(quotes_hidden))
        + (copy.notes if said else []),
    )


def _of_hidden(what: str, number: int) -> list[str]:
    stand = f"{what} stands" if number == 1 else f"{what}s stand"
    return [f"{number} {stand} only in text that the page hides"] if number else []


def _shortened(between: Words) -> str:
    return visible(" ".join(between[:_MOST_SHOWN])) + (
        " …" if len(between) > _MOST_SHOWN else ""
    )
