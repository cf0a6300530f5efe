"""Step 1: read the annotated articles in raw/ into typed records.

People write TOML, programs may write the same records as JSON Lines; both go through the
same model and give the same errors. Shared records have a file each (`actors`,
`countries`, `events`, `instruments`, `commitments`, `relations`), articles one file each
in `articles/`. In JSON Lines each line is an object with one key, the kind of the record:
`{"quote": {...}}`; a line `{"article": {"article_id": ...}}` opens an article, so that
one file can hold many.

Left out on purpose: comments and order of keys, and JSON objects that repeat a key.
"""

import contextlib
import copy
import datetime as dt
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from build.model import (
    ADAPTERS,
    ALL_KINDS,
    ARTICLE_KINDS,
    PARTICIPANT,
    REASONS,
    SHARED_KINDS,
    Corpus,
    Origin,
    Record,
    line_adapter,
    record_name,
    show,
)
from build.problems import Problem, ProblemsError, suggest, visible

# Records that are held at a time: enough that little is done for each batch, few enough that
# memory does not grow with the corpus.
_BATCH = 20_000


def read(raw: Path) -> Corpus:
    """Read every annotation file below `raw`.

    Returns a `Corpus`; what is wrong is in its `problems`, and the run goes on with the
    rest. Raises `ProblemsError` where there is nothing to read at all.
    """
    corpus = Corpus(raw)
    records: dict[str, list[Record]] = {}
    for _ in batches(corpus):
        for kind, found in corpus.records.items():
            records.setdefault(kind, []).extend(found)
    corpus.records = records
    return corpus


def batches(corpus: Corpus) -> Iterator[None]:
    """Fill `corpus.records` again and again until every record was there once.

    Actors come first, and all records of an article are in the same batch. Raises as `read`
    does.
    """
    files = list(_files(corpus))
    if not any(is_article for _, _, is_article in files):
        where = show(corpus.raw, corpus.raw / "articles")
        what, fix = "there is no annotated article", "see raw/README.md for how to write one"
        raise ProblemsError([*corpus.problems, Problem(where, None, "", "", what, fix)])
    opened = set()
    held = 0
    for path, kinds, is_article in files:
        entries = _toml if path.suffix == ".toml" else _json_lines
        article = path.stem if is_article else ""
        begins = True
        for origin, kind, data, checked in entries(corpus, path):
            # An article in TOML is a file, in JSON Lines it begins with its own line.
            opens = origin.line is not None and kind == "article"
            if held >= _BATCH and (begins or opens or not is_article):
                yield
                corpus.clear()
                held = 0
            begins = False
            if kind not in kinds:
                fix = suggest(kind, kinds, otherwise=f"it may hold {_list(kinds)}")
                corpus.problem(origin, "", kind, f"unknown kind of record '{kind}'", fix)
                continue
            if kind == "article" and isinstance(data, dict):
                article = _article_id(corpus, origin, data, path)
            record = data if checked else _check(corpus, origin, kind, data)
            if record is not None:
                held += 1
                _add(corpus, kind, Record(article, origin, record))
                if kind == "article":
                    opened.add(path)
    _complete(corpus, files, opened)
    yield


def _add(corpus: Corpus, kind: str, record: Record) -> None:
    corpus.records.setdefault(kind, []).append(record)
    if kind == "actor":
        corpus.actors[record.data.get("actor_id")] = record.data
    elif kind in REASONS:
        codes, reason = REASONS[kind].values, record.data.get("reason")
        if isinstance(reason, str) and reason not in codes:
            name = record_name(kind, record.data)
            fix = suggest(reason, codes, otherwise=f"one of {_list(codes)}")
            corpus.problem(record.origin, name, "reason", f"unknown reason '{reason}'", fix)


def _complete(
    corpus: Corpus, files: list[tuple[Path, dict[str, Any], bool]], opened: set[Path]
) -> None:
    """Say which files and tables are missing altogether, before their rows are missed."""
    present = {path.stem for path, _, is_article in files if not is_article}
    for stem in _NEEDED:
        if stem not in present:
            where = show(corpus.raw, corpus.raw / f"{stem}.toml")
            corpus.problems.append(
                Problem(where, None, "", "", "missing", "add it; see raw/README.md")
            )
            corpus.unread = True
    for path, _, is_article in files:
        if is_article and path not in opened and not corpus.unread:
            what, fix = "no [article] table", "add it; see raw/README.md"
            corpus.problems.append(Problem(show(corpus.raw, path), None, "", "", what, fix))
            corpus.unread = True


# Without these no article can be coded; instruments and relations there may be none.
_NEEDED = ("actors", "commitments", "countries", "events")


def _article_id(corpus: Corpus, origin: Origin, data: dict[str, Any], path: Path) -> str:
    given = data.setdefault("article_id", path.stem)
    if path.suffix == ".toml" and given != path.stem:
        corpus.problem(
            origin,
            str(given),
            "article_id",
            f"'{given}' is not the name of the file",
            f"leave article_id out or name the file {given}.toml",
        )
    return given if isinstance(given, str) else path.stem


# What raw/ holds beside records of tables.
_OTHERS = (
    "articles",
    "anchors.csv",
    "README.md",
    "tombstones.toml",
    "releases.csv",
    "ids.csv",
)


def _files(corpus: Corpus) -> Iterator[tuple[Path, dict[str, Any], bool]]:
    raw = corpus.raw
    known = {f"{stem}{suffix}" for stem in SHARED_KINDS for suffix in (".toml", ".jsonl")}
    try:
        names = sorted(p.name for p in raw.iterdir())
        articles = sorted((raw / "articles").iterdir()) if "articles" in names else []
    except OSError as error:
        raise ProblemsError([_unreadable(raw, raw, error)]) from error
    for name in names:
        if name in known and _is_file(corpus, raw / name):
            yield raw / name, SHARED_KINDS[name.rsplit(".", 1)[0]], False
        elif name not in known and name not in _OTHERS and name[0] != ".":
            fix = suggest(name, known, otherwise="move it away")
            corpus.problems.append(
                Problem(show(raw, raw / name), None, "", "", "unknown file", fix)
            )
    for path in articles:
        if path.suffix in (".toml", ".jsonl"):
            if _is_file(corpus, path):
                yield path, ARTICLE_KINDS, True
        elif path.name[0] != ".":
            corpus.problems.append(
                Problem(
                    show(raw, path),
                    None,
                    "",
                    "",
                    "not an annotation file",
                    "articles are .toml or .jsonl; texts stay outside the package",
                )
            )


def _is_file(corpus: Corpus, path: Path) -> bool:
    """Say whether it is a plain file (a pipe would never end) with a name that is text."""
    what = ""
    if not path.is_file():
        what = "not a file"
    elif not path.name.isprintable():
        what = "a name that is not printable text"
    if what:
        where = show(corpus.raw, path.with_name(visible(path.name)))
        corpus.problems.append(Problem(where, None, "", "", what, "replace or rename it"))
        corpus.unread = True
    return not what


def _unreadable(raw: Path, path: Path, error: OSError) -> Problem:
    why = error.strerror or str(error)
    return Problem(
        show(raw, path), None, "", "", f"can't be read ({why})", "check path and permissions"
    )


def _not_utf_8(corpus: Corpus, path: Path, line: int, error: UnicodeDecodeError) -> None:
    corpus.unread = True
    what = f"not UTF-8 (byte 0x{error.object[error.start]:02x})"
    fix = "save the file as UTF-8 text"
    corpus.problems.append(Problem(show(corpus.raw, path), line, "", "", what, fix))


# Where a record stands, its kind, what it holds, and whether that was checked already.
_Entry = tuple[Origin, str, Any, bool]


def _toml(corpus: Corpus, path: Path) -> Iterator[_Entry]:
    try:
        document = tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        corpus.problems.append(_unreadable(corpus.raw, path, error))
        corpus.unread = True
        return
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        _not_utf_8(corpus, path, line, error)
        return
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        corpus.unread = True
        what, found = _syntax(str(error))
        what = f"not valid TOML: {what}"
        corpus.problems.append(Problem(show(corpus.raw, path), found, "", "", what, "mend it"))
        return
    for kind, value in document.items():
        rows = value if isinstance(value, list) else [value]
        for index, data in enumerate(rows):
            yield Origin(path, kind, index), kind, data, False


def _syntax(message: str) -> tuple[str, int | None]:
    what, _, place = message.partition(" (at ")
    line = place.removeprefix("line ").partition(",")[0]
    return what, int(line) if line.isdigit() else None


def _json_lines(corpus: Corpus, path: Path) -> Iterator[_Entry]:
    model = line_adapter()
    counts: dict[str, int] = {}
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                try:
                    # Parsed and checked at once; what fails is read again, for its message.
                    entry, checked = model.validate_json(line), True
                except ValidationError:
                    entry, checked = None, False
                if not entry or len(entry) != 1:
                    entry, checked = _json_line(corpus, path, number, line), False
                    if entry is None:
                        continue
                kind, data = next(iter(entry.items()))
                index = counts[kind] = counts.get(kind, -1) + 1
                yield Origin(path, kind, index, number), kind, data, checked
    except UnicodeDecodeError as error:
        _not_utf_8(corpus, path, number, error)
    except OSError as error:
        corpus.problems.append(_unreadable(corpus.raw, path, error))
        corpus.unread = True


def _json_line(corpus: Corpus, path: Path, number: int, line: bytes) -> dict[str, Any] | None:
    """Read a line that does not pass as it is; None where it holds no record."""
    text = line.decode("utf-8")
    if not text.strip():
        return None
    what, fix = "", "mend it"
    entry: Any = None
    try:
        entry = json.loads(text)
    except (json.JSONDecodeError, RecursionError, ValueError) as error:
        corpus.unread = True
        said = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        what = f"not valid JSON: {said}"
    if not what and (not isinstance(entry, dict) or len(entry) != 1):
        what = "not an object with one key"
        fix = 'write {"quote": {...}}, one record a line'
    if what:
        where = show(corpus.raw, path)
        corpus.problems.append(Problem(where, number, "", "", what, fix))
        return None
    ((kind, data),) = entry.items()
    return {kind: _dates(kind, data)}


def _dates(kind: str, data: Any) -> Any:
    """Turn the strings of date columns into dates, which JSON does not have."""
    if kind == "instrument" and isinstance(data, dict):
        # The model reports what is missing or no date.
        with contextlib.suppress(KeyError, TypeError, ValueError):
            data["signed_on"] = dt.date.fromisoformat(data["signed_on"])
    return data


def _check(corpus: Corpus, origin: Origin, kind: str, data: Any) -> dict[str, Any] | None:
    try:
        return _check_model(corpus, origin, kind, data)
    except RecursionError:
        corpus.problem(origin, "", "", "nested too deeply", "write it flat")
        return None


def _check_model(corpus: Corpus, origin: Origin, kind: str, data: Any) -> dict[str, Any] | None:
    if what := _unusable(data):
        corpus.problem(origin, "", "", what, "write what the field is for")
        return None
    name = record_name(kind, data)
    try:
        checked = ADAPTERS[kind].validate_python(data)
    except ValidationError as error:
        if not isinstance(data, dict):
            fix = f"write [[{kind}]] and its fields below it"
            corpus.problem(origin, "", kind, "not a record", fix)
            return None
        checked = copy.deepcopy(data)
        found = {}
        for item in error.errors(include_url=False, include_context=False):
            # The members of a union add a part to the path that nobody wrote.
            loc = tuple(p for p in item["loc"] if p not in ("str", "date"))
            either = loc in found
            found[loc] = item
            if either:
                item["type"] = "edtf_type"
        for loc, item in found.items():
            _report(corpus, origin, (kind, name), loc, item)
            _drop(checked, loc)
    return checked


_TYPE_NAMES = {
    "string_type": "not text",
    "string_unicode": "text that is not Unicode",
    "int_type": "not an integer",
    "bool_type": "neither true nor false",
    "date_type": "not a date",
    "edtf_type": "not a date",
    "list_type": "not a list",
    "dict_type": "not a record",
    "greater_than_equal": "too small a number",
    "less_than_equal": "too large a number",
}
_TYPE_FIXES = {
    "string_type": "put it in quotation marks",
    "string_unicode": "remove the lone surrogate",
    "int_type": "write digits without quotation marks",
    "bool_type": "write true or false without quotation marks",
    "date_type": "write YYYY-MM-DD without quotation marks",
    "edtf_type": 'write 2025-02-24 or "2025-02-24/2025-02-26"',
    "list_type": "put it in square brackets",
}


def _unusable(value: Any) -> str | None:
    """Say what in a record no message could even show.

    JSON can hold half of a surrogate pair, and Python refuses to write very long numbers.
    """
    if isinstance(value, str):
        surrogate = any("\ud800" <= c <= "\udfff" for c in value)
        return "text that is not Unicode" if surrogate else None
    if isinstance(value, int):
        return "too large a number" if abs(value) >= 10**100 else None
    if isinstance(value, dict):
        value = [part for pair in value.items() for part in pair]
    if isinstance(value, list):
        return next((what for part in value if (what := _unusable(part))), None)
    return None


def _drop(data: Any, loc: tuple[int | str, ...]) -> None:
    """Take the value at `loc` out of a record, so that the rest can be checked."""
    *path, last = loc
    for part in path:
        data = data[part]
    if isinstance(data, list):
        data[int(last)] = None
    else:
        data.pop(last, None)


def _report(
    corpus: Corpus, origin: Origin, record: tuple[str, str], loc: Any, item: Any
) -> None:
    kind, name = record
    path = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in loc).lstrip(".")
    key = str(loc[-1])
    if item["type"] == "missing":
        what, fix = f"missing field '{key}'", f"add it; see {kind} in raw/README.md"
    elif item["type"] == "extra_forbidden":
        known = _known_keys(kind, nested=len(loc) > 1)
        what = f"unknown key '{key}'"
        fix = suggest(key, known, otherwise=f"known keys are {_list(known)}")
    else:
        what = _TYPE_NAMES.get(item["type"], item["msg"])
        what = f"{_shorten(item['input'])} is {what}"
        fix = _TYPE_FIXES.get(item["type"], "mend it")
    corpus.problem(origin, name, path, what, fix)


def _known_keys(kind: str, *, nested: bool) -> list[str]:
    made = PARTICIPANT if nested else ALL_KINDS[kind]
    return list(made.__annotations__)


def _list(words: Any) -> str:
    return ", ".join(map(str, words))


def _shorten(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
