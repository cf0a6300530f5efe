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

from rapidfuzz import fuzz, process

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
    records = list(_records(root / "raw"))
    known = frozenset(word for *_, haystack in records for word in haystack)
    alike = [_alike(word, known) for word in asked]
    found = []
    for kind, id_, says, haystack in records:
        if score := _score(alike, haystack):
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


def _alike(word: str, known: frozenset[str]) -> dict[str, float]:
    """Return the known words that `word` may stand for, with their likeness (0 to 100)."""
    near = {}
    if not word[0].isdigit():  # no day or number is a slip for another
        found = process.extract(word, known, scorer=fuzz.ratio, limit=None, score_cutoff=_ALIKE)
        near = {other: score for other, score, _ in found}
    begun = {other: 95.0 for other in known if len(word) >= 4 and other.startswith(word)}
    return near | begun | {word: 100.0}


def _score(alike: list[dict[str, float]], haystack: frozenset[str]) -> float:
    """Return how well all words of the question fit, 0 where one does not fit at all."""
    fits = [max((near[w] for w in near.keys() & haystack), default=0.0) for near in alike]
    if not fits or not all(fits):
        return 0.0
    return sum(fits) / len(fits) - len(haystack) / 1000  # of two that fit, the shorter record
