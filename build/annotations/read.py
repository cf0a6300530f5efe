"""Step 1: read the annotated articles in raw/ into typed records.

People write TOML; programs may write the same records as JSON Lines. Both are checked by the
same model and give the same errors. Shared records have one file per table (`actors`, `events`
and so on; `SHARED_KINDS`), and articles one file each in `articles/`. In JSON Lines a line
`{"article": {"article_id": ...}}` opens an article, so that one file can contain many.

All records are read before anything is inferred or looked up, so the result does not depend
on the file or the order in which records are written.
"""

from pathlib import Path
from typing import Any

from build.annotations.checking import check, check_reason
from build.annotations.entries import entries
from build.annotations.folder import BASIS_FIX, Source, find_sources, missing_tables
from build.annotations.inference import infer
from build.annotations.model import REASONS
from build.annotations.records import Corpus, Origin, Problems, Record, record_name
from build.problems import suggest
from build.texts.locators import standard


def read(raw: Path) -> Corpus:
    """Return the records below `raw`, with inferred fields, and the problems found.

    Raises `ProblemsError` if `raw` can't be read or contains no article.
    """
    problems = Problems(raw)
    sources = find_sources(raw, problems)
    records: dict[str, list[Record]] = {}
    for source in sources:
        _read_source(source, records, problems)
    missing_tables(raw, sources, set(records), problems)
    corpus = Corpus(raw, records, problems)
    if not problems.unreadable:  # missing records would cause misleading problems
        infer(corpus)
    return corpus


def _read_source(source: Source, records: dict[str, list[Record]], problems: Problems) -> None:
    """Add the records of a file to `records`."""
    article, is_open = source.path.stem if source.is_article else "", False
    for origin, data in entries(source.path, problems):
        if origin.kind not in source.kinds:
            _unknown(origin, data, source, problems)
            continue
        if origin.kind == "article":
            is_open = True
            if isinstance(data, dict):
                article = _article_id(origin, data, problems)
        if not is_open and source.is_article and origin.line is not None:
            what = "stands before the article that it belongs to"
            fix = 'put the line {"article": {...}} before it'
            problems.add(origin, "", origin.kind, what, fix)
            continue
        record = _record(article, origin, data, problems)
        if record is not None:
            records.setdefault(origin.kind, []).append(record)
    if source.is_article and not is_open and source.path not in problems.unreadable:
        problems.file(source.path, "no [article] table", "add it; see raw/README.md")


def _unknown(origin: Origin, data: Any, source: Source, problems: Problems) -> None:
    """Report a kind of record that the file may not contain."""
    kind, names = origin.kind, ", ".join(source.kinds)
    if kind == "basis":
        # One problem per position, although each of its columns has a record.
        above = origin.path[: origin.path.index(kind)] if kind in origin.path else ()
        name = record_name(kind, data)
        what = "may not stand outside an article"
        problems.add(origin._replace(path=above), name, kind, what, BASIS_FIX)
        return
    fix = suggest(kind, source.kinds, otherwise=f"it may hold {names}")
    problems.add(origin, "", kind, f"unknown kind of record '{kind}'", fix)


def _record(article: str, origin: Origin, data: Any, problems: Problems) -> Record | None:
    """Return a record with its valid values, or None if it is unusable."""
    usable = check(origin, data, problems)
    if usable is None:
        return None
    record = Record(article, origin, usable)
    _complete(record)
    if origin.kind in REASONS:
        check_reason(record, problems)
    return record


def _complete(record: Record) -> None:
    """Put the article before the id of a quote, and use the sign … in a locator."""
    data = record.data
    if isinstance(locator := data.get("locator"), str):
        data["locator"] = standard(locator)
    quote = data.get("quote_id")
    if record.article and isinstance(quote, str) and "." not in quote:
        data["quote_id"] = f"{record.article}.{quote}"


def _article_id(origin: Origin, data: dict[str, Any], problems: Problems) -> str:
    stem = origin.file.stem
    article_id = data.setdefault("article_id", stem)
    if origin.line is None and article_id != stem:
        what = f"'{article_id}' is not the name of the file"
        fix = f"leave article_id out or name the file {article_id}.toml"
        problems.add(origin, str(article_id), "article_id", what, fix)
    return article_id if isinstance(article_id, str) else stem
