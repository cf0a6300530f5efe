"""Step 1: read the annotated articles in raw/ into typed records.

People write TOML, programs may write the same records as JSON Lines; both go through the
same model and give the same errors. Shared records have a file for each table (`actors`,
`events` and so on; `SHARED_KINDS`), articles one file each in `articles/`. In JSON Lines a
line `{"article": {"article_id": ...}}` opens an article, so that one file can hold many.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from build.annotations.checking import check, check_reason
from build.annotations.entries import Entry, entries
from build.annotations.folder import Source, find_sources, missing_tables
from build.annotations.following import KINDS, Known, follow, needs_quote
from build.annotations.model import REASONS
from build.annotations.records import Batch, Faults, Origin, Record
from build.problems import suggest
from build.texts.locators import standard

# Records that are held at a time: enough that little is done for each batch, few enough that
# memory does not grow with the corpus.
_BATCH = 20_000


def read(raw: Path) -> Batch:
    """Return every record below `raw` at once, with all that is wrong with them.

    Raises `ProblemsError` where there is nothing to read at all.
    """
    records: dict[str, list[Record]] = {}
    faults = Faults(raw)
    actors: Any = {}
    for batch in batches(raw):
        for kind, found in batch.records.items():
            records.setdefault(kind, []).extend(found)
        faults.update(batch.faults)
        actors = batch.actors
    return Batch(raw, records, actors, faults)


def batches(raw: Path) -> Iterator[Batch]:
    """Yield every record below `raw` once, in batches that together hold all of them.

    Actors come first, and all records of an article are in the same batch. What is wrong
    with a record or its file is in the batch's faults, and the run goes on with the rest.
    Raises as `read` does.
    """
    faults = Faults(raw)
    sources = find_sources(raw, faults)
    records: dict[str, list[Record]] = {}
    opened: set[Path] = set()
    seen: set[str] = set()
    waiting = _Waiting([], set())
    known = Known()
    held = 0
    for source in sources:
        article = source.path.stem if source.is_article else ""
        for number, entry in enumerate(entries(source.path, faults)):
            if held >= _BATCH and _may_part(source, entry, number):
                yield _batch(raw, records, known, waiting, faults)
                records, held = {}, 0
                faults = Faults(raw, unreadable=faults.unreadable)
            kind = entry.origin.kind
            if kind not in source.kinds:
                _unknown(entry.origin, source, faults)
                continue
            if kind == "article" and isinstance(entry.data, dict):
                article = _article_id(entry.origin, entry.data, faults)
            data = _usable(entry, source, opened, faults)
            if data is None:
                continue
            record = Record(article, entry.origin, data)
            _complete(record)
            records.setdefault(kind, []).append(record)
            seen.add(kind)
            held += 1
            known.add(kind, data)
            if kind == "article":
                opened.add(source.path)
            if kind in REASONS:
                check_reason(record, faults)
    missing_tables(raw, sources, seen, faults)
    _unopened(sources, opened, faults)
    yield _batch(raw, records, known, waiting, faults)
    if waiting.records:
        left = {"commitment": waiting.records}
        faults = Faults(raw, unreadable=faults.unreadable)
        follow(known, waiting.records, faults)
        yield Batch(raw, left, known.actors, faults)


def _unknown(origin: Origin, source: Source, faults: Faults) -> None:
    """Say that a file may not hold such records."""
    kind, names = origin.kind, ", ".join(source.kinds)
    fix = suggest(kind, source.kinds, otherwise=f"it may hold {names}")
    faults.add(origin, "", kind, f"unknown kind of record '{kind}'", fix)


def _usable(
    entry: Entry, source: Source, opened: set[Path], faults: Faults
) -> dict[str, Any] | None:
    """Return the values of a record, without what is wrong; None where it has no use."""
    origin, data, checked = entry
    usable: dict[str, Any] | None = data if checked else check(origin, data, faults)
    if usable is None or (source.path not in opened and _is_early(origin, source, faults)):
        return None
    return usable


class _Waiting(NamedTuple):
    """Positions that wait for their quotes, and the ids of these."""

    records: list[Record]
    quotes: set[str]


def _batch(
    raw: Path, records: dict[str, list[Record]], known: Known, waiting: _Waiting, faults: Faults
) -> Batch:
    """Return a batch in which everything that follows is filled in.

    Positions whose quotes are read later are kept back in `waiting`.
    """
    known.positions = {}
    for record in records.get("commitment", ()):
        if "." in record.origin.header:
            below = known.positions.setdefault(str(record.data.get("quote_id")), [])
            below.append(record.data)
    for record in records.get("event", ()):
        if record.origin.line is None:
            known.dates[record.data.get("event_id")] = record.data.get("date")
    known.articles = {r.article: r.data for r in records.get("article", ())}
    follow(known, records.get("quote", ()), faults)
    quotes = {f"{r.article}.{r.data.get('id')}": r.data for r in records.get("quote", ())}
    wanted = {i: known.quotes[i] for i in waiting.quotes & known.quotes.keys()}
    known.quotes = wanted | quotes
    for kind, found in records.items():
        if kind == "commitment":
            late = [r for r in found if needs_quote(r) and not known.quote_of(r.data)]
            waiting.records.extend(late)
            waiting.quotes.update(r.data["quote_id"] for r in late)
            kept = set(map(id, late))
            records[kind] = [r for r in found if id(r) not in kept]
        if kind in KINDS and kind != "quote":
            follow(known, records[kind], faults)
    return Batch(raw, records, known.actors, faults)


def _complete(record: Record) -> None:
    """Put the article before the id of a quote, and the one sign … into a locator."""
    data = record.data
    if isinstance(locator := data.get("locator"), str):
        data["locator"] = standard(locator)
    quote = data.get("quote_id")
    if record.article and isinstance(quote, str) and "." not in quote:
        data["quote_id"] = f"{record.article}.{quote}"


def _is_early(origin: Origin, source: Source, faults: Faults) -> bool:
    """Say of a record in JSON Lines that no article is open to which it could belong."""
    in_lines = origin.line is not None and source.is_article
    if not in_lines or origin.kind == "article":
        return False
    what = "stands before the article that it belongs to"
    faults.add(origin, "", origin.kind, what, 'put the line {"article": {...}} before it')
    return True


def _may_part(source: Source, entry: Entry, number: int) -> bool:
    """Say whether a batch may end before an entry: never within an article."""
    # An article in TOML is a file, in JSON Lines it begins with its own line.
    opens = entry.origin.line is not None and entry.origin.kind == "article"
    return number == 0 or opens or not source.is_article


def _unopened(sources: list[Source], opened: set[Path], faults: Faults) -> None:
    """Say which articles' files have no table [article]; once, and only if all were read."""
    for path in (s.path for s in sources if s.is_article):
        if path not in opened and not faults.unreadable:
            faults.file(path, "no [article] table", "add it; see raw/README.md")


def _article_id(origin: Origin, data: dict[str, Any], faults: Faults) -> str:
    stem = origin.file.stem
    given = data.setdefault("article_id", stem)
    if origin.line is None and given != stem:
        what = f"'{given}' is not the name of the file"
        fix = f"leave article_id out or name the file {given}.toml"
        faults.add(origin, str(given), "article_id", what, fix)
    return given if isinstance(given, str) else stem
