"""Step 1: read the annotated articles in raw/ into typed records.

People write TOML, programs may write the same records as JSON Lines; both go through the
same model and give the same errors. Shared records have a file for each table (`actors`,
`events` and so on; `SHARED_KINDS`), articles one file each in `articles/`. In JSON Lines a
line `{"article": {"article_id": ...}}` opens an article, so that one file can hold many.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from build.annotations.checking import check, check_reason
from build.annotations.entries import Entry, entries
from build.annotations.folder import Source, find_sources, missing_tables
from build.annotations.records import Batch, Faults, Origin, Record
from build.problems import suggest

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
    actors: dict[Any, dict[str, Any]] = {}
    opened: set[Path] = set()
    held = 0
    for source in sources:
        article = source.path.stem if source.is_article else ""
        for number, entry in enumerate(entries(source.path, faults)):
            if held >= _BATCH and _may_part(source, entry, number):
                yield Batch(raw, records, actors, faults)
                records, held = {}, 0
                faults = Faults(raw, unreadable=faults.unreadable)
            kind = entry.origin.kind
            if kind not in source.kinds:
                known = ", ".join(source.kinds)
                fix = suggest(kind, source.kinds, otherwise=f"it may hold {known}")
                faults.add(entry.origin, "", kind, f"unknown kind of record '{kind}'", fix)
                continue
            if kind == "article" and isinstance(entry.data, dict):
                article = _article_id(entry.origin, entry.data, faults)
            data = entry.data if entry.checked else check(entry.origin, entry.data, faults)
            if data is None or _is_early(entry, source, opened, faults):
                continue
            record = Record(article, entry.origin, data)
            records.setdefault(kind, []).append(record)
            held += 1
            if kind == "actor":
                actors[data.get("actor_id")] = data
            elif kind == "article":
                opened.add(source.path)
            else:
                check_reason(record, faults)
    missing_tables(raw, sources, faults)
    _unopened(sources, opened, faults)
    yield Batch(raw, records, actors, faults)


def _is_early(entry: Entry, source: Source, opened: set[Path], faults: Faults) -> bool:
    """Say of a record in JSON Lines that no article is open to which it could belong."""
    kind = entry.origin.kind
    in_lines = entry.origin.line is not None and source.is_article
    if not in_lines or kind == "article" or source.path in opened:
        return False
    what = "stands before the article that it belongs to"
    faults.add(entry.origin, "", kind, what, 'put the line {"article": {...}} before it')
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
