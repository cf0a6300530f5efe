"""Step 1: read the annotated articles in raw/ into typed records.

People write TOML, programs may write the same records as JSON Lines; both go through the
same model and give the same errors. Shared records have a file each (`actors`,
`countries`, `events`, `instruments`, `commitments`, `relations`), articles one file each
in `articles/`. In JSON Lines each line is an object with one key, the kind of the record:
`{"quote": {...}}`; a line `{"article": {"article_id": ...}}` opens an article, so that
one file can hold many.

The model is generated from the schemas: what a column declares as annotated is what a
record may hold. Here only keys and types are checked; vocabularies, patterns, keys and
rules are for `validate`, which works on whole tables.

Left out on purpose: comments and order of keys, and JSON objects that repeat a key.
"""

import datetime as dt
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, NamedTuple, NotRequired, cast

import polars as pl
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from typing_extensions import TypedDict  # pydantic needs this one before Python 3.12

from build.problems import Problem, ProblemsError, suggest
from schemas import TABLES
from schemas.base import Table
from schemas.vocabularies import EXCLUDED_REASON, NOT_QUOTATION_REASON, Vocabulary

type_of = {
    pl.String: str,
    pl.Boolean: bool,
    pl.Date: dt.date,
    # Integers keep to what their column can hold, so that no value is cut later.
    pl.Int32: Annotated[int, Field(ge=-(2**31), le=2**31 - 1)],
    pl.Int64: Annotated[int, Field(ge=-(2**63), le=2**63 - 1)],
}


class Origin(NamedTuple):
    """Where a record stands: file, kind and number there, or line (JSON Lines)."""

    file: Path
    kind: str
    index: int
    line: int | None = None


class Record(NamedTuple):
    """One record: the article it belongs to ("" for shared ones), its place, its values."""

    article: str
    origin: Origin
    data: dict[str, Any]


@dataclass
class Corpus:
    """All records by kind, and what is wrong with those that could not be read whole.

    `faulty` names, for a record that was not read whole, the fields that were left out,
    so that later steps do not complain of the consequences.
    """

    raw: Path
    records: dict[str, list[Record]] = field(default_factory=dict)
    faulty: dict[Origin, set[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def of(self, kind: str) -> list[Record]:
        """Return the records of a kind, in reading order."""
        return self.records.get(kind, [])

    def problem(
        self, origin: Origin, name: str, path: str, what: str, fix: str = ""
    ) -> None:
        """Note that something is wrong with the value at `path` of a record."""
        self.problems.append(
            Problem(
                show(self.raw, origin.file),
                find_line(origin, path),
                name,
                path,
                what,
                fix,
            )
        )
        self.faulty.setdefault(origin, set()).add(path.split(".")[0].split("[")[0])


def _record_type(name: str, fields: dict[str, Any]) -> Any:
    made = TypedDict(name, fields)  # type: ignore[operator]  # names come from the schemas
    made.__pydantic_config__ = ConfigDict(strict=True, extra="forbid")
    return made


def _from_table(table: type[Table]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for column in table.columns():
        if column.spec.annotated:
            kind: Any = type_of[column.dtype.base_type()]
            if column.spec.edtf:
                kind = str | dt.date
            fields[column.name] = NotRequired[kind | None] if column.nullable else kind
    return fields


_COUNT = Annotated[int, Field(ge=1, le=10_000)]
_PARTICIPANT = _record_type("participant", _from_table(TABLES["event_participants"]))
_SHARED: dict[str, tuple[str, dict[str, Any]]] = {
    "actors": ("actor", {"names": NotRequired[list[str]]}),
    "countries": ("country", {}),
    "events": ("event", {"participants": NotRequired[list[_PARTICIPANT]]}),
    "instruments": ("instrument", {}),
    "commitments": ("commitment", {}),
    "relations": ("relation", {}),
}
_SHARED_KINDS = {
    stem: {kind: _record_type(kind, _from_table(TABLES[stem]) | extra)}
    for stem, (kind, extra) in _SHARED.items()
}
_article = _from_table(TABLES["articles"])
_article["article_id"] = NotRequired[str]
_ARTICLE_KINDS = {
    "article": _record_type("article", _article),
    "excluded": _record_type(
        "excluded",
        {
            "reason": str,
            "locator": str,
            "occurrence": NotRequired[_COUNT],
            "to_end": NotRequired[bool],
        },
    ),
    "not_quotation": _record_type(
        "not_quotation",
        {"words": str, "occurrence": NotRequired[_COUNT], "reason": str},
    ),
    "quote": _record_type("quote", {"id": str} | _from_table(TABLES["quotes"])),
    "mention": _record_type("mention", _from_table(TABLES["mentions"])),
    "passage": _record_type(
        "passage",
        {
            "locator": str,
            "supports": NotRequired[list[str]],
            "disputes": NotRequired[list[str]],
        },
    ),
}
_REASONS: dict[str, Vocabulary] = {
    "excluded": EXCLUDED_REASON,
    "not_quotation": NOT_QUOTATION_REASON,
}
_ADAPTERS: dict[str, TypeAdapter[dict[str, Any]]] = {
    kind: TypeAdapter(made)
    for kinds in (*_SHARED_KINDS.values(), _ARTICLE_KINDS)
    for kind, made in kinds.items()
}
# What names a record in a message: the first of these that it has.
_NAMES = ("id", "locator", "words", "country")


def read(raw: Path) -> Corpus:
    """Read every annotation file below `raw`.

    Returns a `Corpus`; what is wrong is in its `problems`, and the run goes on with the
    rest. Raises `ProblemsError` where there is nothing to read at all.
    """
    corpus = Corpus(raw)
    files = list(_files(corpus))
    if not any(is_article for _, _, is_article in files):
        raise ProblemsError(
            [
                *corpus.problems,
                Problem(
                    show(raw, raw / "articles"),
                    None,
                    "",
                    "",
                    "there is no annotated article",
                    "see raw/README.md for how to write one",
                ),
            ]
        )
    for path, kinds, is_article in files:
        entries = _toml if path.suffix == ".toml" else _json_lines
        article = path.stem if is_article else ""
        for origin, kind, data in entries(corpus, path):
            if kind not in kinds:
                fix = suggest(kind, kinds, otherwise=f"it may hold {_list(kinds)}")
                corpus.problem(origin, "", kind, f"unknown kind of record '{kind}'", fix)
                continue
            if kind == "article" and isinstance(data, dict):
                article = _article_id(corpus, origin, data, path)
            checked = _check(corpus, origin, kind, data)
            if checked is not None:
                corpus.records.setdefault(kind, []).append(Record(article, origin, checked))
    return corpus


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


def _files(corpus: Corpus) -> Iterator[tuple[Path, dict[str, Any], bool]]:
    raw = corpus.raw
    known = {f"{stem}{suffix}" for stem in _SHARED for suffix in (".toml", ".jsonl")}
    try:
        names = sorted(p.name for p in raw.iterdir())
        articles = sorted((raw / "articles").iterdir()) if "articles" in names else []
    except OSError as error:
        raise ProblemsError([_unreadable(raw, raw, error)]) from error
    for name in names:
        if name in known:
            yield raw / name, _SHARED_KINDS[name.rsplit(".", 1)[0]], False
        elif name not in ("articles", "anchors.csv", "README.md") and name[0] != ".":
            fix = suggest(name, known, otherwise="move it away")
            corpus.problems.append(
                Problem(show(raw, raw / name), None, "", "", "unknown file", fix)
            )
    for path in articles:
        if path.suffix in (".toml", ".jsonl"):
            yield path, _ARTICLE_KINDS, True
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


def _unreadable(raw: Path, path: Path, error: OSError) -> Problem:
    why = error.strerror or str(error)
    return Problem(
        show(raw, path), None, "", "", f"can't be read ({why})", "check path and permissions"
    )


def _text(corpus: Corpus, path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        corpus.problems.append(_unreadable(corpus.raw, path, error))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        corpus.problems.append(
            Problem(
                show(corpus.raw, path),
                line,
                "",
                "",
                f"not UTF-8 (byte 0x{error.object[error.start]:02x})",
                "save the file as UTF-8 text",
            )
        )
    return None


def _toml(corpus: Corpus, path: Path) -> Iterator[tuple[Origin, str, Any]]:
    text = _text(corpus, path)
    if text is None:
        return
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        what, line = _syntax(str(error))
        corpus.problems.append(
            Problem(show(corpus.raw, path), line, "", "", f"not valid TOML: {what}", "mend it")
        )
        return
    for kind, value in document.items():
        rows = value if isinstance(value, list) else [value]
        for index, data in enumerate(rows):
            yield Origin(path, kind, index), kind, data


def _syntax(message: str) -> tuple[str, int | None]:
    what, _, place = message.partition(" (at line ")
    line = place.partition(",")[0]
    return what, int(line) if line.isdigit() else None


def _json_lines(corpus: Corpus, path: Path) -> Iterator[tuple[Origin, str, Any]]:
    text = _text(corpus, path)
    if text is None:
        return
    counts: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except (json.JSONDecodeError, RecursionError, ValueError) as error:
            what = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            corpus.problems.append(
                Problem(
                    show(corpus.raw, path), number, "", "", f"not valid JSON: {what}", "mend it"
                )
            )
            continue
        if not isinstance(entry, dict) or len(entry) != 1:
            corpus.problems.append(
                Problem(
                    show(corpus.raw, path),
                    number,
                    "",
                    "",
                    "not an object with one key",
                    'write {"quote": {...}}, one record a line',
                )
            )
            continue
        kind, data = next(iter(entry.items()))
        index = counts[kind] = counts.get(kind, -1) + 1
        yield Origin(path, kind, index, number), kind, _dates(kind, data)


def _dates(kind: str, data: Any) -> Any:
    """Turn the strings of date columns into dates, which JSON does not have."""
    if kind == "instrument" and isinstance(data, dict):
        try:
            data["signed_on"] = dt.date.fromisoformat(data["signed_on"])
        except (KeyError, TypeError, ValueError):
            pass  # the model reports what is missing or no date
    return data


def _check(corpus: Corpus, origin: Origin, kind: str, data: Any) -> dict[str, Any] | None:
    name = record_name(kind, data)
    try:
        checked = _ADAPTERS[kind].validate_python(data)
    except ValidationError as error:
        if not isinstance(data, dict):
            fix = f"write [[{kind}]] and its fields below it"
            corpus.problem(origin, "", kind, "not a record", fix)
            return None
        checked = dict(data)
        for item in error.errors(include_url=False, include_context=False):
            _report(corpus, origin, kind, name, item)
            checked.pop(str(item["loc"][0]), None)
    if (vocabulary := _REASONS.get(kind)) and isinstance(
        reason := checked.get("reason"), str
    ):
        if reason not in vocabulary.values:
            fix = suggest(
                reason, vocabulary.values, otherwise=f"one of {_list(vocabulary.values)}"
            )
            corpus.problem(origin, name, "reason", f"unknown reason '{reason}'", fix)
    for key, value in checked.items():
        # An instant is not a day; TOML's type for it is a subtype of the date.
        if isinstance(value, dt.datetime):
            corpus.problem(origin, name, key, "not a day", "write it without a time")
            checked[key] = None
    return checked


_TYPE_NAMES = {
    "string_type": "not text",
    "string_unicode": "text that is not Unicode",
    "int_type": "not an integer",
    "bool_type": "neither true nor false",
    "date_type": "not a date",
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
    "list_type": "put it in square brackets",
}


def _report(corpus: Corpus, origin: Origin, kind: str, name: str, item: Any) -> None:
    # The members of a union add a part to the path that the reader never wrote.
    loc = [p for p in item["loc"] if p not in ("str", "date", "constrained-int")]
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
    made = _PARTICIPANT if nested else (_ALL_KINDS[kind])
    return list(made.__annotations__)


_ALL_KINDS: dict[str, Any] = {
    kind: made
    for kinds in (*_SHARED_KINDS.values(), _ARTICLE_KINDS)
    for kind, made in kinds.items()
}


def record_name(kind: str, data: Any) -> str:
    """Return what to call a record in a message: its id, locator or words."""
    if not isinstance(data, dict):
        return ""
    for key in (f"{kind}_id", *_NAMES):
        if isinstance(value := data.get(key), str):
            return value
    if kind == "relation":
        return f"{data.get('subject_id')} → {data.get('object_id')}"
    return ""


def show(raw: Path, path: Path) -> str:
    """Return `path` as messages show it: from the folder that holds raw/."""
    try:
        return path.relative_to(raw.parent).as_posix()
    except ValueError:
        return str(path)


def find_line(origin: Origin, path: str) -> int | None:
    """Return the line of a value; the file is parsed again only when there is an error."""
    if origin.line is not None:
        return origin.line
    from build.lines import line_of  # the parser with positions is not needed otherwise

    return line_of(origin.file, origin.kind, origin.index, path)


def _list(words: Any) -> str:
    return ", ".join(map(str, words))


def _shorten(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def rows(corpus: Corpus, kind: str) -> list[dict[str, Any]]:
    """Return the values of the records of a kind."""
    return [cast("dict[str, Any]", record.data) for record in corpus.of(kind)]
