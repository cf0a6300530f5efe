"""The command `python -m build find WORDS`: find existing records and their ids.

The search of raw/ accepts what people remember: surnames, parts of words, misspellings, and
days in words. It compares each word of the query with the words of a record, and lists the best
matches first. No build is needed.
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

# The tables to search, and the column that is shown with the id.
_SHOWN = {
    "actors": "name",
    "events": "title",
    "commitments": "summary",
    "quotes": "gist",
    "instruments": "title",
    "articles": "publisher",
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
            called = frozenset(_terms(f"{id_.replace('-', ' ')} {id_} {says}"))
            # Of two records with the words in their names, prefer the shorter name.
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
