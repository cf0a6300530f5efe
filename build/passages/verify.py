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
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from build.passages.interruptions import find_interruptions
from build.passages.published import (
    CodedArticle,
    Index,
    Place,
    Words,
    begun,
    index_of,
    read_articles,
)
from build.problems import ProblemsError, visible
from build.progress import Say, silent
from build.texts.copies import find_copies, read_copy
from build.texts.tokens import digest, words

# A passage with this many words does not occur in another text by chance. Reprints of the same
# agency story share some passages, so a copy must contain more than a tenth of the passages.
_TELLING = 8
_LEAST_SHARE = 0.1
_MOST_SHOWN = 8  # words of an interruption in a message
_HIDDEN = " (hidden)"

# The words of the proven passages of one article.
Proven = dict[Place, Words]


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
    articles = read_articles(root)
    index = index_of(p for article in articles.values() for p in article.passages.values())
    report = Report([], [])
    for number, path in enumerate(copies, 1):
        try:
            copy = _read(path)
        except ProblemsError as error:
            report.unknown += [f"{visible(p.file)}: {p.what}" for p in error.problems]
        else:
            proven = list(_prove(articles, index, copy))
            report.proven += proven
            said = [] if proven else copy.notes or ["no article of the dataset"]
            report.unknown += [f"{copy.file}: {what}" for what in said]
        say(f"verified {number:,} of {len(copies):,}: {visible(path.name)}")
    return report


def _read(path: Path) -> _Copy:
    copy = read_copy(path)
    shown, whole = ([words(t) for t in texts] for texts in (copy.shown, copy.whole))
    return _Copy(visible(str(path)), shown, whole, list(copy.notes))


def _prove(
    articles: Mapping[str, CodedArticle], index: Index, copy: _Copy
) -> Iterator[CheckedCopy]:
    """Yield what a copy proves of each article that it is a copy of."""
    proven, hidden = _find(index, copy.shown), _find(index, copy.whole)
    for article_id in sorted(proven.keys() | hidden.keys()):
        article = articles[article_id]
        whole = hidden[article_id] | proven[article_id]
        telling = sum(article.passages[place].tokens >= _TELLING for place in whole)
        if telling > _LEAST_SHARE * len(article.passages):
            yield _check(article_id, article, proven[article_id], whole, copy)


def _find(index: Index, readings: list[Words]) -> defaultdict[str, Proven]:
    """Return the passages that the readings of a copy contain, by article and place."""
    found: defaultdict[str, Proven] = defaultdict(dict)
    for reading in readings:
        for passage, at in begun(index, reading):
            spoken = reading[at : at + passage.tokens]
            if digest(spoken) == passage.sha256:
                found[passage.article_id][passage.place] = spoken
    return found


def _check(
    article_id: str, article: CodedArticle, proven: Proven, whole: Proven, copy: _Copy
) -> CheckedCopy:
    unproven = [p for place, p in sorted(article.passages.items()) if place not in proven]
    unspoken = [q for q in article.quotes if not _speaks(article, q, proven)]
    hidden = {p.place for p in unproven if p.place in whole}
    quotes_hidden = {q for q in unspoken if _speaks(article, q, whole)}
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


def _speaks(article: CodedArticle, quote_id: str, proven: Proven) -> bool:
    """Return True if a proven passage contains the words of a quote one after another."""
    spoken = f" {' '.join(article.quotes[quote_id])} "
    passages = (proven.get(place, ()) for place in article.within[quote_id])
    return any(spoken in f" {' '.join(passage)} " for passage in passages)
