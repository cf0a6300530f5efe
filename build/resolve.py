"""Step 3: turn records into the columns of the tables.

What people do not write is worked out here: the earliest and latest day of a date (EDTF),
ranks, codes of countries, keys, and one row of evidence for each record that a passage
supports or disputes. What is wrong goes to `corpus.problems`; the run goes on.

Left out on purpose: checks of what is written, which are `validate`'s.
"""

import datetime as dt
import hashlib
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote as percent

import regex

from build.anchors import Proofs
from build.locate import split_locator
from build.model import Corpus, Origin, Record, record_name
from build.problems import suggest
from build.reference import read_countries
from schemas import TABLES, vocabularies
from schemas.base import EDTF
from schemas.vocabularies import RECORD_TABLE, STRENGTH, VOCABULARIES

_EDTF = regex.compile(EDTF)
_WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
_WEEKDAY = regex.compile(r"\b(" + "|".join(_WEEKDAYS) + r")\b")
# Tables whose records belong to an article: in its file their keys leave the article out.
_RECORD_TABLES = RECORD_TABLE.values
_OWN = {"quotes": ".", "mentions": "/"}


@dataclass
class Columns:
    """The columns of a table, of equal length, and the origin of each row.

    `places` says which item of a list in its record a row comes from, where it comes from
    one.
    """

    values: dict[str, list[Any]]
    origins: list[Origin]
    places: list[int] | None = None


def resolve(corpus: Corpus, proofs: Proofs) -> dict[str, Columns]:
    """Return the columns of every table but `codes`, rows in reading order.

    The records may be a batch; the proofs are those of its articles then.
    """
    tables: dict[str, Columns] = {}
    for table, kind in _SIMPLE.items():
        tables[table] = _annotated(corpus, table, corpus.of(kind))
    _articles(corpus, tables["articles"], proofs)
    _countries(corpus, tables["countries"])
    _mentions(corpus, tables["mentions"])
    _events(corpus, tables["events"])
    tables["event_participants"] = _participants(corpus)
    _quotes(corpus, tables["quotes"])
    _commitments(corpus, tables["commitments"])
    tables["evidence"] = _evidence(corpus, proofs)
    return tables


_SIMPLE = {
    "actors": "actor",
    "countries": "country",
    "articles": "article",
    "mentions": "mention",
    "events": "event",
    "instruments": "instrument",
    "quotes": "quote",
    "commitments": "commitment",
    "relations": "relation",
}


def _annotated(corpus: Corpus, table: str, records: list[Record]) -> Columns:
    """Take over what is annotated; what is derived is null until it is filled in."""
    values: dict[str, list[Any]] = {}
    for column in TABLES[table].columns():
        name = column.name
        if not column.spec.annotated:
            values[name] = [None] * len(records)
        elif column.spec.edtf:
            values[name] = [_edtf_text(r.data.get(name)) for r in records]
        else:
            values[name] = [r.data.get(name) for r in records]
    result = Columns(values, [r.origin for r in records])
    for column in TABLES[table].columns():
        if column.spec.edtf:
            _bounds(corpus, result, records, column.name)
    return result


def _edtf_text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


@lru_cache(maxsize=65536)
def edtf_bounds(value: str) -> tuple[dt.date | None, dt.date | None]:
    """Return the earliest and latest day that an EDTF string admits; None where open.

    Raises `ValueError` for a string outside the profile that the dataset uses or for a
    date that does not exist.
    """
    if not _EDTF.fullmatch(value):
        raise ValueError("not a date in EDTF as the dataset uses it")
    begin, slash, end = value.partition("/")
    earliest = _part_bounds(begin)[0]
    latest = _part_bounds(end if slash else begin)[1]
    if earliest and latest and earliest > latest:
        raise ValueError("an interval that ends before it begins")
    return earliest, latest


def _part_bounds(part: str) -> tuple[dt.date | None, dt.date | None]:
    """Return the bounds of one side of an EDTF string: a year, a month, a day or `..`.

    These are ISO 8601 dates of reduced precision, which the standard library knows. The
    library for all of EDTF takes a fifth of a build to import; the tests hold this
    against it.
    """
    if part == "..":
        return None, None
    numbers = [int(n) for n in part.split("-")]
    try:
        if len(numbers) == 3:
            return dt.date(*numbers), dt.date(*numbers)
        year, first, last = (
            [*numbers, *numbers[1:]] if len(numbers) == 2 else (numbers[0], 1, 12)
        )
        return dt.date(year, first, 1), dt.date(year, last, monthrange(year, last)[1])
    except ValueError as error:
        raise ValueError("not a date that exists") from error


def _bounds(corpus: Corpus, table: Columns, records: list[Record], name: str) -> None:
    earliest, latest = [], []
    for record, value in zip(records, table.values[name], strict=True):
        low = high = None
        if value is not None:
            try:
                low, high = edtf_bounds(value)
            except ValueError as error:
                what, fix = f"'{value}' is {error}", "write 2025-02-24 or 2025-02-24/2025-02-26"
                _wrong(corpus, record, name, what, fix)
                for part in (f"{name}_earliest", f"{name}_latest"):
                    corpus.faulty[record.origin].add(part)
        earliest.append(low)
        latest.append(high)
    table.values[f"{name}_earliest"] = earliest
    table.values[f"{name}_latest"] = latest


def _wrong(corpus: Corpus, record: Record, field: str, what: str, fix: str) -> None:
    name = record_name(record.origin.kind, record.data)
    corpus.problem(record.origin, name, field, what, fix)


def _articles(corpus: Corpus, table: Columns, proofs: Proofs) -> None:
    excluded: dict[str, list[tuple[int, int]]] = {}
    for anchor, _ in proofs.values():
        if anchor.part == "excluded":
            excluded.setdefault(anchor.article_id, []).append((anchor.start, anchor.end))
    for row, record in enumerate(corpus.of("article")):
        proof = proofs.get((record.article, "text", "", ""))
        if proof is None:
            corpus.faulty.setdefault(record.origin, set()).update(
                ("text_sha256", "text_tokens", "codable_characters")
            )
            continue
        table.values["text_sha256"][row] = proof[0].sha256
        table.values["text_tokens"][row] = proof[0].tokens
        table.values["codable_characters"][row] = proof[0].end - _length(
            excluded.get(record.article, [])
        )


def _length(spans: list[tuple[int, int]]) -> int:
    """Return how many places the spans cover; what several cover counts once."""
    covered, end = 0, 0
    for start, stop in sorted(spans):
        covered += max(0, stop - max(start, end))
        end = max(end, stop)
    return covered


def _countries(corpus: Corpus, table: Columns) -> None:
    known = read_countries()
    for row, record in enumerate(corpus.of("country")):
        code = record.data.get("country")
        if code not in known:
            if code is not None:
                fix = suggest(code, known, otherwise="write its ISO 3166-1 alpha-3 code")
                _wrong(corpus, record, "country", f"unknown country '{code}'", fix)
            corpus.faulty.setdefault(record.origin, set()).update(
                ("iso2", "iso_numeric", "name")
            )
            continue
        for name, value in known[code]._asdict().items():
            table.values[name][row] = value


def _mentions(corpus: Corpus, table: Columns) -> None:
    table.values["article_id"] = [r.article for r in corpus.of("mention")]


def _events(corpus: Corpus, table: Columns) -> None:
    values = table.values
    for row, record in enumerate(corpus.of("event")):
        low, high = values["date_earliest"][row], values["date_latest"][row]
        named = _WEEKDAY.search(values["date_text"][row] or "")
        if not named or high is None:
            continue
        weekday = _WEEKDAYS.index(named.group())
        days = (high - low).days + 1 if low else 7
        if days < 7 and all((high.weekday() - n) % 7 != weekday for n in range(days)):
            _wrong(
                corpus,
                record,
                "date",
                f"{values['date'][row]} has no {named.group()}, which date_text names "
                f"({high} is a {_WEEKDAYS[high.weekday()]})",
                "mend the date or date_text",
            )


def _participants(corpus: Corpus) -> Columns:
    rows = [
        (record, index, given)
        for record in corpus.of("event")
        for index, given in enumerate(record.data.get("participants") or [])
        if isinstance(given, dict)
    ]
    values: dict[str, list[Any]] = {
        column.name: [given.get(column.name) for _, _, given in rows]
        for column in TABLES["event_participants"].columns()
    }
    values["event_id"] = [record.data.get("event_id") for record, _, _ in rows]
    return Columns(values, [record.origin for record, _, _ in rows])


def _quotes(corpus: Corpus, table: Columns) -> None:
    records = corpus.of("quote")
    table.values["quote_id"] = [
        f"{r.article}.{r.data['id']}" if isinstance(r.data.get("id"), str) else None
        for r in records
    ]
    table.values["article_id"] = [r.article for r in records]
    table.values["splice"] = [
        None if r.data.get("splice") is None else f"{r.article}.{r.data['splice']}"
        for r in records
    ]


def _commitments(corpus: Corpus, table: Columns) -> None:
    ranks = {code.code: code.rank for code in STRENGTH.codes}
    values = table.values
    values["strength_rank"] = [ranks.get(strength) for strength in values["strength"]]
    values["country"] = [corpus.actors.get(a, {}).get("country") for a in values["actor_id"]]
    for row, record in enumerate(corpus.of("commitment")):
        if values["strength_rank"][row] is None:
            corpus.faulty.setdefault(record.origin, set()).add("strength_rank")


def _evidence(corpus: Corpus, proofs: Proofs) -> Columns:
    urls = {r.article: r.data.get("url") for r in corpus.of("article")}
    columns = [c.name for c in TABLES["evidence"].columns()]
    rows: list[tuple[Any, ...]] = []
    origins, places = [], []
    for record in corpus.of("passage"):
        locator = str(record.data.get("locator"))
        proof = proofs.get((record.article, "passage", "", locator))
        anchor = proof[0] if proof else None
        if anchor is None:
            corpus.faulty.setdefault(record.origin, set()).update(columns)
        first, last = split_locator(locator)
        url = urls.get(record.article)
        found = (
            *((anchor.start, anchor.end, anchor.tokens) if anchor else (None,) * 3),
            anchor.sha256 if anchor else None,
            deep_link(url, first, last) if url else None,
        )
        proven = f"{anchor.sha256 if anchor else locator}\x1f{locator}"
        for stance in ("supports", "disputes"):
            for place, reference in enumerate(record.data.get(stance) or ()):
                target = _target(corpus, record, f"{stance}[{place}]", reference)
                if target is not None:
                    table, key, column = target
                    hashed = hashlib.sha256(
                        f"{proven}\x1f{table}\x1f{key}\x1f{column or ''}\x1f{stance}".encode()
                    ).hexdigest()
                    evidence_id = f"{record.article}.e{hashed[:10]}"
                    row = (evidence_id, record.article, *target, stance, first, last, *found)
                    rows.append(row)
                    origins.append(record.origin)
                    places.append(place)
    values = zip(*rows, strict=True) if rows else ((),) * len(columns)
    return Columns(
        {name: list(v) for name, v in zip(columns, values, strict=True)}, origins, places
    )


def _target(
    corpus: Corpus, record: Record, path: str, reference: Any
) -> tuple[str, str, str | None] | None:
    """Split `table/key#column`; keys of an article's own records get the article added."""
    if not isinstance(reference, str):
        return None
    table, _, rest = reference.partition("/")
    key, _, field = rest.partition("#")
    if table not in _RECORD_TABLES or not key:
        known = ", ".join(_RECORD_TABLES)
        fix = suggest(table, _RECORD_TABLES, otherwise=f"the tables are {known}")
        _wrong(corpus, record, path, f"'{reference}' names no record of a table", fix)
        return None
    if table in _OWN:
        key = f"{record.article}{_OWN[table]}{key}"
    return table, key, field or None


def deep_link(url: str, first: str, last: str | None) -> str:
    """Return the address of a passage: a text fragment (WICG Scroll-To-Text-Fragment)."""

    def encode(text: str) -> str:
        plain = text.replace(" ", "")
        if plain.isascii() and plain.isalnum():  # as most are, and much faster
            return text.replace(" ", "%20")
        return percent(text, safe="").replace("-", "%2D")

    end = "" if last is None else "," + encode(last)
    return f"{url}#:~:text={encode(first)}{end}"


def codes() -> Columns:
    """Return the columns of the table `codes`, from the vocabularies."""
    origin = Origin(Path(vocabularies.__file__), "vocabulary", 0, 1)
    rows = [(v.name, n, c) for v in VOCABULARIES for n, c in enumerate(v.codes, 1)]
    values: dict[str, list[Any]] = {
        "vocabulary": [name for name, _, _ in rows],
        "code": [code.code for _, _, code in rows],
        "position": [n for _, n, _ in rows],
        "rank": [code.rank for _, _, code in rows],
        "label": [code.label for _, _, code in rows],
        "definition": [code.definition for _, _, code in rows],
    }
    return Columns(values, [origin] * len(rows))
