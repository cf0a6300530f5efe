"""The model of raw/: which records there are, and what each may hold.

Generated from the schemas: what a column declares as annotated is what a record may hold,
with the column's type and nullability. Only keys and types are checked by it; vocabularies,
patterns, keys and rules are for `validate`, which works on whole tables.
"""

import datetime as dt
import re
from typing import Annotated, Any, NotRequired

import polars as pl
from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationInfo
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict  # pydantic needs this one before Python 3.12

from schemas import TABLES
from schemas.base import Table
from schemas.vocabularies import EXCLUDED_REASON, NOT_QUOTATION_REASON, Vocabulary

# Said to the model when a record comes from JSON, which writes dates as text.
JSON = {"json": True}
_ISO = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: Any, info: ValidationInfo) -> Any:
    """Read the text of a date from JSON in the one form that a date has there."""
    if info.context == JSON and isinstance(value, str) and _ISO.fullmatch(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass  # no day of any month: the type says so
    return value


def _edtf(value: Any) -> Any:
    """Write a date of TOML as the text that it is in EDTF."""
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
    # Integers keep to what their column can hold, so that no value is cut later.
    pl.Int32: Annotated[int, Field(ge=-(2**31), le=2**31 - 1)],
    pl.Float64: float,
    pl.Int64: Annotated[int, Field(ge=-(2**63), le=2**63 - 1)],
}


def _record_type(name: str, fields: dict[str, Any]) -> Any:
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
                fields[column.name] = NotRequired[kind | None]
            else:
                left_out = column.spec.may_be_left_out
                fields[column.name] = NotRequired[kind] if left_out else kind
    return fields


_COUNT = Annotated[int, Field(ge=1, le=10_000)]
PARTICIPANT = _record_type("participant", _from_table(TABLES["event_participants"]))
_SHARED: dict[str, tuple[str, dict[str, Any]]] = {
    "actors": ("actor", {"names": NotRequired[list[str]]}),
    "countries": ("country", {}),
    "events": ("event", {"participants": NotRequired[_list_of(PARTICIPANT)]}),
    "instruments": ("instrument", {}),
    "memberships": ("membership", {}),
    "commitments": ("commitment", {}),
    "relations": ("relation", {}),
}
SHARED_KINDS = {
    stem: {kind: _record_type(kind, _from_table(TABLES[stem]) | extra)}
    for stem, (kind, extra) in _SHARED.items()
}
_article = _from_table(TABLES["articles"])
_article["article_id"] = NotRequired[str]
# The day of what the article reports without another; see `said` of quotes.
_article["said"] = NotRequired[_EDTF]
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
    "marked": _record_type("marked", {"locator": str, "reason": str}),
    "quote": _record_type(
        "quote",
        {"id": str, "antecedent": NotRequired[str], "late": NotRequired[bool]}
        | _from_table(TABLES["quotes"]),
    ),
    "copy": _record_type("copy", _from_table(TABLES["copies"])),
    "mention": _record_type("mention", _from_table(TABLES["mentions"])),
    "not_mention": _record_type("not_mention", {"country": str, "reason": str}),
    "left": _record_type("left", {"locator": str, "reason": str}),
    "passage": _record_type(
        "passage",
        {
            "locator": str,
            "supports": NotRequired[list[str]],
            "disputes": NotRequired[list[str]],
        },
    ),
}
# In an article only, because the words that decide are proven in its text.
ARTICLE_KINDS["basis"] = _record_type("basis", _from_table(TABLES["basis"]))
# Shared records that may also be written in the article that is the first to report them.
for _stem in ("commitments", "events", "instruments", "memberships", "relations"):
    ARTICLE_KINDS |= SHARED_KINDS[_stem]
# The kind of record that a row of each table is written as; no other table has one.
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
    """Give the dates of a record the form that the model gives them.

    It does so itself where a record is valid; `data` is what is left of one that is not.
    """
    for name, value in data.items():
        if name in _EDTF_COLUMNS and isinstance(value, dt.date):
            data[name] = value.isoformat()
        elif name in _DATE_COLUMNS and isinstance(value, str):
            data[name] = dt.date.fromisoformat(value)
