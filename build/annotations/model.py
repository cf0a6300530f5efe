"""The model of raw/: the kinds of records, and the fields of each.

The model is generated from the schemas: a record may contain the columns that are declared as
annotated, with their types and nullability. The model checks only keys and types;
`frames.validate` checks vocabularies, patterns, keys and rules on whole tables. The types also
contain the codes, patterns and descriptions that an editor shows (`hints`).
"""

import datetime as dt
import re
from typing import Annotated, Any, NotRequired

import polars as pl
from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationInfo
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict  # pydantic needs this one before Python 3.12

from build.annotations.hints import Schema, codes, hints
from schemas import TABLES
from schemas.base import Table
from schemas.vocabularies import EXCLUDED_REASON, NOT_QUOTATION_REASON, Vocabulary

# The context of validation for a record from JSON, which writes dates as text.
JSON = {"json": True}
_ISO = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: Any, info: ValidationInfo) -> Any:
    """Return the date that a text from JSON represents; return any other value unchanged."""
    if info.context == JSON and isinstance(value, str) and _ISO.fullmatch(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass  # not a calendar day, such as February 30: the type check reports it
    return value


def _edtf(value: Any) -> Any:
    """Return a TOML date as EDTF text."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.isoformat()
    if not isinstance(value, str | None):
        raise PydanticCustomError("edtf_type", "not a date")
    return value


_DATE = Annotated[dt.date, BeforeValidator(_day)]
_EDTF = Annotated[str, BeforeValidator(_edtf)]
_TYPES: dict[Any, Any] = {
    pl.String: str,
    pl.Boolean: bool,
    pl.Date: _DATE,
    # Integers must fit into their column.
    pl.Int32: Annotated[int, Field(ge=-(2**31), le=2**31 - 1)],
    pl.Float64: float,
    pl.Int64: Annotated[int, Field(ge=-(2**63), le=2**63 - 1)],
}


def record_type(name: str, fields: dict[str, Any]) -> Any:
    """Return the type of a TOML table with exactly these fields."""
    build: Any = TypedDict  # a type built from the schemas is beyond a static checker
    form = build(name, fields)
    form.__pydantic_config__ = ConfigDict(strict=True, extra="forbid")
    return form


def _list_of(form: Any) -> Any:
    return list[form]


def _from_table(table: type[Table]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for column in table.columns():
        if column.spec.annotated:
            kind: Any = _TYPES[column.dtype.base_type()]
            if column.spec.edtf:
                kind = _EDTF
            if column.nullable:
                kind = kind | None
            text = column.spec.description
            if column.spec.follows is not None:
                text += f" Left out: {column.spec.follows}."
            kind = Annotated[kind, Field(description=text, json_schema_extra=hints(column))]
            left_out = column.spec.may_be_left_out
            fields[column.name] = NotRequired[kind] if left_out else kind
    return fields


def _field(kind: Any, text: str, more: Schema | None = None) -> Any:
    """Return the type of a field that has no column."""
    return Annotated[kind, Field(description=text, json_schema_extra=more)]


def _optional(kind: Any, text: str) -> Any:
    return NotRequired[_field(kind, text)]


PARTICIPANT = record_type("participant", _from_table(TABLES["event_participants"]))
_names = _optional(list[str], "Wordings that name the actor, if not only its short name.")
_participants = _optional(
    _list_of(PARTICIPANT),
    "Who took part, as pairs of actor and role; attendance may follow after a comma.",
)
_SHARED: dict[str, tuple[str, dict[str, Any]]] = {
    "actors": ("actor", {"names": _names}),
    "countries": ("country", {}),
    "events": ("event", {"participants": _participants}),
    "instruments": ("instrument", {}),
    "memberships": ("membership", {}),
    "commitments": ("commitment", {}),
    "relations": ("relation", {}),
}
SHARED_KINDS = {
    stem: {kind: record_type(kind, _from_table(TABLES[stem]) | extra)}
    for stem, (kind, extra) in _SHARED.items()
}
_reason = _field(str, "Why.")
_locator = _field(
    str, "First and last words, three to six on each side, joined by …; a short text in full."
)
_occurrence = _optional(
    Annotated[int, Field(ge=1, le=10_000)],
    "Which of several places is meant; the first if it is left out.",
)
_article = _from_table(TABLES["articles"])
_article["article_id"] = NotRequired[_article["article_id"]]
# The default for `said` of quotes.
_article["said"] = _optional(
    _EDTF, "When it was said unless a quote has another date, in EDTF."
)
_ARTICLE_FIELDS: dict[str, dict[str, Any]] = {
    "article": _article,
    "excluded": {
        "reason": _field(str, "Why.", codes(EXCLUDED_REASON)),
        "locator": _locator,
        "occurrence": _occurrence,
        "to_end": _optional(bool, "Whether it continues to the end of the text."),
    },
    "not_quotation": {
        "words": _field(str, "The words between the quotation marks."),
        "occurrence": _occurrence,
        "reason": _field(str, "Why.", codes(NOT_QUOTATION_REASON)),
    },
    "marked": {"locator": _locator, "reason": _reason},
    "quote": {
        "id": _field(str, "Number in reading order: q01, q02."),
        "antecedent": _optional(str, "What the pronoun of an indirect quote stands for."),
        "late": _optional(bool, "Whether it was found after later quotes were numbered."),
    }
    | _from_table(TABLES["quotes"]),
    "copy": _from_table(TABLES["copies"]),
    "mention": _from_table(TABLES["mentions"]),
    "not_mention": {
        "country": _field(str, "The country that a word seems to name (ISO 3166-1 alpha-3)."),
        "reason": _reason,
    },
    "left": {"locator": _locator, "reason": _reason},
    "passage": {
        "locator": _locator,
        "supports": _optional(list[str], "What it supports; a column may follow after #."),
        "disputes": _optional(list[str], "What it disputes; a column may follow after #."),
    },
}
ARTICLE_KINDS = {kind: record_type(kind, fields) for kind, fields in _ARTICLE_FIELDS.items()}
# Only in articles, because the deciding words are proven in the article's text.
ARTICLE_KINDS["basis"] = record_type("basis", _from_table(TABLES["basis"]))
# Shared records that may also be written in the first article that reports them.
for _stem in ("commitments", "events", "instruments", "memberships", "relations"):
    ARTICLE_KINDS |= SHARED_KINDS[_stem]
# The kind of record for the rows of each table; tables not listed have none.
KIND_OF_TABLE = {stem: kind for stem, (kind, _) in _SHARED.items()} | {
    "articles": "article",
    "basis": "basis",
    "copies": "copy",
    "mentions": "mention",
    "quotes": "quote",
}
TABLE_OF_KIND = {kind: table for table, kind in KIND_OF_TABLE.items()}
REASONS: dict[str, Vocabulary] = {
    "excluded": EXCLUDED_REASON,
    "not_quotation": NOT_QUOTATION_REASON,
}
ALL_KINDS: dict[str, Any] = {
    kind: form
    for kinds in (*SHARED_KINDS.values(), ARTICLE_KINDS)
    for kind, form in kinds.items()
}
ADAPTERS: dict[str, TypeAdapter[dict[str, Any]]] = {
    kind: TypeAdapter(form) for kind, form in ALL_KINDS.items()
}


_EDTF_COLUMNS = {c.name for t in TABLES.values() for c in t.columns() if c.spec.edtf}
_DATE_COLUMNS = {
    c.name
    for t in TABLES.values()
    for c in t.columns()
    if c.dtype == pl.Date and c.spec.annotated
}


def convert_dates(data: dict[str, Any]) -> None:
    """Convert the dates of a record in place, as the model does.

    The model converts valid records only; `data` is what remains of an invalid one.
    """
    for name, value in data.items():
        if name in _EDTF_COLUMNS and isinstance(value, dt.date):
            data[name] = value.isoformat()
        elif name in _DATE_COLUMNS and isinstance(value, str):
            data[name] = dt.date.fromisoformat(value)
