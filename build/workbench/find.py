"""The command `python -m build find WORDS`: find existing records and their ids.

Searches raw/ as people remember things: surnames, parts of words, misspellings, a day as they
would say it. Each word of the question is compared with the words of a record, and the records
that fit all of them best come first. Nothing has to be built.
"""

import calendar
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from build.annotations.read import read
from build.texts.tokens import words
from schemas.vocabularies import VOCABULARIES

# What is shown of a record of each kind, beside its id.
_SHOWN = {
    "actor": "name",
    "event": "title",
    "commitment": "summary",
    "quote": "gist",
    "instrument": "title",
    "article": "publisher",
}
_MOST = 12
# Words with a lower similarity are different words ("paris" and "persia": 73).
_ALIKE = 75.0
# Extra score for records with the words in their id or title.
_CALLED = 5.0
# Words that occur in most records and do not distinguish them.
_COMMON = frozenset(
    ("a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to", "with")
)
_MONTHS = {
    name.lower(): f"{number:02}"
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": "09"}


class Hit(NamedTuple):
    """A matching record: its kind, its id, its main text, and its score (about 0 to 100)."""

    kind: str
    id: str
    says: str
    score: float


def find(root: Path, question: str) -> list[Hit]:
    """Return the records that match a query, the best first."""
    terms = [word for word in _terms(question) if word not in _COMMON]
    records = list(_records(root / "raw"))
    known = frozenset(word for *_, haystack in records for word in haystack)
    alike = [_alike(word, known) for word in terms]
    found = []
    for kind, id_, says, haystack in records:
        if score := _score(alike, haystack):
            called = frozenset(_terms(f"{id_} {says}"))
            # Of two that are called so, the one with the shorter name.
            score += _CALLED * sum(word in called for word in terms) / len(terms)
            score -= len(called) / 100
            found.append(Hit(kind, id_, says, score))
    return sorted(found, key=lambda h: (-h.score, h.kind, h.id))[:_MOST]


def render(found: list[Hit]) -> str:
    """Return the hits as lines with the kind, id and main text of each record."""
    if not found:
        return "nothing like it; a new record needs an id (raw/README.md)"
    kinds, ids = max(len(h.kind) for h in found), max(len(h.id) for h in found)
    return "\n".join(f"{h.kind:<{kinds}}  {h.id:<{ids}}  {h.says}" for h in found)


def _records(raw: Path) -> Iterator[tuple[str, str, str, frozenset[str]]]:
    """Yield the kind and id of each record and code, what it says, and all of its words."""
    corpus = read(raw)
    for kind, shown in _SHOWN.items():
        for record in corpus.of(kind):
            data = record.data
            id_ = str(data.get(f"{kind}_id") or record.article)
            if kind == "quote":
                id_ = f"{record.article}.{data.get('id')}"
            yield kind, id_, str(data.get(shown) or ""), _searched(id_, *data.values())
    for vocabulary in VOCABULARIES:
        for code in vocabulary.codes:
            says = f"{code.label}. {code.definition}"
            yield f"code of {vocabulary.name}", code.code, says, _searched(code.code, says)


def _searched(id_: str, *values: Any) -> frozenset[str]:
    """Return the words of an id and of values, lists included, and the id itself."""
    parts = [id_]
    for value in values:
        items = value if isinstance(value, list) else [value]
        parts += [str(item) for item in items if not isinstance(item, dict)]
    return frozenset(_terms(" ".join(parts))) | {id_}


def _terms(text: str) -> list[str]:
    """Return the words of a text, with its days as both `09-04` and `2025-09-04`."""
    terms = list(words(re.sub(r"[_.]", " ", text)))
    for year, month, day in re.findall(r"\b([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?", text):
        terms += [f"{year}-{month}", f"{month}-{day}", f"{year}-{month}-{day}"]
    spoken = []
    for first, second in pairwise(terms):
        for name, number in ((first, second), (second, first)):
            if name in _MONTHS and number.isdigit() and len(number) <= 2:
                spoken.append((name, number))
    for name, number in spoken:
        terms = [t for t in terms if t not in (name, number)]
        terms.append(f"{_MONTHS[name]}-{int(number):02}")
    return terms


def _alike(word: str, known: frozenset[str]) -> dict[str, float]:
    """Return the known words that `word` may mean, with their similarity (0 to 100)."""
    near = {}
    if not word[0].isdigit():  # days and numbers must match exactly
        found = process.extract(word, known, scorer=fuzz.ratio, limit=None, score_cutoff=_ALIKE)
        near = {other: score for other, score, _ in found}
    longer = {other: 95.0 for other in known if len(word) >= 4 and other.startswith(word)}
    return near | longer | {word: 100.0}


def _score(alike: list[dict[str, float]], haystack: frozenset[str]) -> float:
    """Return the mean similarity of the query's words to a record, or 0 if one is missing."""
    fits = [max((near[w] for w in near.keys() & haystack), default=0.0) for near in alike]
    if not fits or not all(fits):
        return 0.0
    return sum(fits) / len(fits) - len(haystack) / 1000  # prefer the shorter of two records
