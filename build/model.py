"""The model of raw/: which records there are, and what each may hold.

Generated from the schemas: what a column declares as annotated is what a record may hold,
with the column's type and nullability. Only keys and types are checked by it; vocabularies,
patterns, keys and rules are for `validate`, which works on whole tables.
"""

import datetime as dt
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Any, NamedTuple, NotRequired

import polars as pl
from pydantic import ConfigDict, Field, TypeAdapter
from typing_extensions import TypedDict  # pydantic needs this one before Python 3.12

from build.problems import Problem
from schemas import TABLES
from schemas.base import Table
from schemas.vocabularies import EXCLUDED_REASON, NOT_QUOTATION_REASON, Vocabulary

_TYPES: dict[Any, Any] = {
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
    number: int
    line: int | None = None


class Record(NamedTuple):
    """One record: the article it belongs to ("" for shared ones), its place, its values."""

    article: str
    origin: Origin
    data: dict[str, Any]


# What names a record in a message: the first of these that it has.
_NAMES = ("id", "locator", "words")


def record_name(kind: str, data: Any) -> str:
    """Return what to call a record in a message: its id, locator or words."""
    if not isinstance(data, dict):
        return ""
    own = "country" if kind in ("country", "mention") else f"{kind}_id"
    for key in (own, *_NAMES):
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

    return line_of(origin.file, origin.kind, origin.number, path)


@dataclass
class Corpus:
    """All records by kind, and what is wrong with those that could not be read whole.

    `faulty` names, for a record that was not read whole, the fields that were left out,
    so that later steps do not complain of the consequences. Where `read` gives batches,
    `records` holds those of one batch, `actors` every actor by its id.
    """

    raw: Path
    records: dict[str, list[Record]] = field(default_factory=dict)
    faulty: dict[Origin, set[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: bool = False
    actors: dict[Any, dict[str, Any]] = field(default_factory=dict)
    grouped: dict[str, dict[str, list[Record]]] = field(default_factory=dict)

    def of(self, kind: str) -> list[Record]:
        """Return the records of a kind, in reading order."""
        return self.records.get(kind, [])

    def by_article(self, kind: str) -> dict[str, list[Record]]:
        """Return the records of a kind by article; grouped once, when all are read."""
        if kind not in self.grouped:
            grouped = self.grouped[kind] = {}
            for record in self.of(kind):
                grouped.setdefault(record.article, []).append(record)
        return self.grouped[kind]

    def clear(self) -> None:
        """Let go of the records of a batch; what is wrong with them stays."""
        self.records = {}
        self.grouped = {}

    def problem(self, origin: Origin, name: str, path: str, what: str, fix: str = "") -> None:
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
        self.faulty.setdefault(origin, set()).add(
            path.split(".", maxsplit=1)[0].split("[", maxsplit=1)[0]
        )


def _record_type(name: str, fields: dict[str, Any]) -> Any:
    made: Any = TypedDict  # a type made from the schemas is beyond a static checker
    made = made(name, fields)
    made.__pydantic_config__ = ConfigDict(strict=True, extra="forbid")
    return made


def _list_of(made: Any) -> Any:
    return list[made]


def _from_table(table: type[Table]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for column in table.columns():
        if column.spec.annotated:
            kind: Any = _TYPES[column.dtype.base_type()]
            if column.spec.edtf:
                kind = str | dt.date
            fields[column.name] = NotRequired[kind | None] if column.nullable else kind
    return fields


_COUNT = Annotated[int, Field(ge=1, le=10_000)]
PARTICIPANT = _record_type("participant", _from_table(TABLES["event_participants"]))
_SHARED: dict[str, tuple[str, dict[str, Any]]] = {
    "actors": ("actor", {"names": NotRequired[list[str]]}),
    "countries": ("country", {}),
    "events": ("event", {"participants": NotRequired[_list_of(PARTICIPANT)]}),
    "instruments": ("instrument", {}),
    "commitments": ("commitment", {}),
    "relations": ("relation", {}),
}
SHARED_KINDS = {
    stem: {kind: _record_type(kind, _from_table(TABLES[stem]) | extra)}
    for stem, (kind, extra) in _SHARED.items()
}
_article = _from_table(TABLES["articles"])
_article["article_id"] = NotRequired[str]
ARTICLE_KINDS = {
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
REASONS: dict[str, Vocabulary] = {
    "excluded": EXCLUDED_REASON,
    "not_quotation": NOT_QUOTATION_REASON,
}
ALL_KINDS: dict[str, Any] = {
    kind: made
    for kinds in (*SHARED_KINDS.values(), ARTICLE_KINDS)
    for kind, made in kinds.items()
}
ADAPTERS: dict[str, TypeAdapter[dict[str, Any]]] = {
    kind: TypeAdapter(made) for kind, made in ALL_KINDS.items()
}


@cache
def line_adapter() -> TypeAdapter[dict[str, Any]]:
    """Return the model of a line of JSON Lines: a record under the name of its kind."""
    fields = {kind: NotRequired[made] for kind, made in ALL_KINDS.items()}
    return TypeAdapter(_record_type("line", fields))
