"""The command `python -m build find WORDS`: what is there already, and under which id.

Searches raw/ as people remember things: surnames, parts of words, misspellings, a day as they
would say it. Each word of the question is held against the words of a record; what all of them
fit best comes first. Nothing has to be built.
"""

import calendar
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from build.annotations.model import KIND_OF_TABLE
from build.annotations.read import read
from build.texts.tokens import words
from schemas import TABLES
from schemas.vocabularies import VOCABULARIES

# What is shown of a table beside the id, and what is searched.
_SHOWN = {
    "actors": "name",
    "events": "title",
    "commitments": "summary",
    "quotes": "gist",
    "instruments": "title",
    "articles": "publisher",
}
_MOST = 12
# A word that fits less well than this is another word ("paris" and "persia": 73).
_ALIKE = 75.0
# What has the words in its id or title goes before what has them anywhere.
_CALLED = 5.0
# Words that are in most records and tell nothing.
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
    """A record that fits: its kind, its id, what it says, how well it fits (0 to 100)."""

    kind: str
    id: str
    says: str
    score: float


def find(root: Path, question: str) -> list[Hit]:
    """Return the records that fit a question, the best first; none where none does."""
    asked = [word for word in _terms(question) if word not in _COMMON]
    found = []
    for kind, id_, says, haystack in _records(root / "raw"):
        score = _score(asked, haystack) if asked else 0.0
        if score:
            called = frozenset(_terms(f"{id_.replace('-', ' ')} {id_} {says}"))
            # Of two that are called so, the one with the shorter name.
            score += _CALLED * sum(word in called for word in asked) / len(asked)
            score -= len(called) / 100
            found.append(Hit(kind, id_, says, score))
    return sorted(found, key=lambda h: (-h.score, h.kind, h.id))[:_MOST]


def render(found: list[Hit]) -> str:
    """Return the hits as lines: kind, id, and what the record says."""
    if not found:
        return "nothing like it; a new record needs an id (raw/README.md)"
    kinds, ids = max(len(h.kind) for h in found), max(len(h.id) for h in found)
    return "\n".join(f"{h.kind:<{kinds}}  {h.id:<{ids}}  {h.says}" for h in found)


def _records(raw: Path) -> Iterator[tuple[str, str, str, frozenset[str]]]:
    corpus = read(raw)
    for table, says in _SHOWN.items():
        kind = KIND_OF_TABLE[table]
        own = "quote_id" if table == "quotes" else TABLES[table].key()[0]
        for record in corpus.of(kind):
            data = record.data
            id_ = str(data.get(own) or record.article)
            if table == "quotes":
                id_ = f"{record.article}.{data.get('id')}"
            yield kind, id_, str(data.get(says) or ""), _haystack(id_, data)
    for vocabulary in VOCABULARIES:
        for code in vocabulary.codes:
            says = f"{code.label}. {code.definition}"
            terms = frozenset(words(f"{code.code.replace('_', ' ')} {says}")) | {code.code}
            yield f"code of {vocabulary.name}", code.code, says, terms


def _haystack(id_: str, data: dict[str, Any]) -> frozenset[str]:
    parts = [id_, re.sub("[-_.]", " ", id_)]
    for value in data.values():
        items = value if isinstance(value, list) else [value]
        parts += [str(item) for item in items if not isinstance(item, dict)]
    return frozenset(_terms(" ".join(parts))) | {id_}


def _terms(text: str) -> list[str]:
    """Return the words of a text, and its days as `09-04` beside `2025-09-04`."""
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


def _score(asked: list[str], haystack: frozenset[str]) -> float:
    """Return how well all words fit, 0 where one does not fit at all."""
    total = 0.0
    for word in asked:
        best = (
            100.0 if word in haystack else max((_alike(word, h) for h in haystack), default=0)
        )
        if best < _ALIKE:
            return 0.0
        total += best
    return total / len(asked) - len(haystack) / 1000  # of two that fit, the one that says less


def _alike(word: str, other: str) -> float:
    if len(word) >= 4 and other.startswith(word):
        return 95.0
    if word[0].isdigit() or other[0].isdigit():
        return 0.0  # no day or number is a slip for another
    return fuzz.ratio(word, other)
