"""Check one record against the model: its keys and the types of its values.

Faulty values are removed from the record, so that later steps can check the rest.
"""

import copy
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from build.annotations.model import (
    ADAPTERS,
    ALL_KINDS,
    JSON,
    PARTICIPANT,
    REASONS,
    convert_dates,
)
from build.annotations.records import Origin, Problems, Record, record_name
from build.problems import shorten, suggest
from schemas.base import EDTF_FIX


def check(origin: Origin, data: Any, problems: Problems) -> dict[str, Any] | None:
    """Return a record without its faulty values, which are reported to `problems`.

    Return None if the record is unusable.
    """
    try:
        return _check_model(origin, data, problems)
    except RecursionError:
        problems.add(origin, "", "", "nested too deeply", "write it flat")
        return None


def check_reason(record: Record, problems: Problems) -> None:
    """Report the reason of an excluded part or of listed words if it is not a known code."""
    vocabulary, reason = REASONS[record.origin.kind], record.data.get("reason")
    if isinstance(reason, str) and reason not in vocabulary.values:
        codes = vocabulary.values
        fix = suggest(reason, codes, otherwise=f"one of {', '.join(codes)}")
        problems.of(record, "reason", f"unknown reason '{reason}'", fix)


def _check_model(origin: Origin, data: Any, problems: Problems) -> dict[str, Any] | None:
    kind = origin.kind
    context = JSON if origin.line is not None else None
    try:
        checked: dict[str, Any] = ADAPTERS[kind].validate_python(data, context=context)
    except ValidationError as error:
        if what := _unusable(data):
            problems.add(origin, "", "", what, "write what the field is for")
            return None
        if not isinstance(data, dict):
            fix = f"write [[{kind}]] and its fields below it"
            problems.add(origin, "", kind, "not a record", fix)
            return None
        checked = copy.deepcopy(data)
        for item in _not_twice(origin, error, problems):
            path, what, fix = _said(kind, item)
            problems.add(origin, record_name(kind, data), path, what, fix)
            _drop(checked, item["loc"])
        convert_dates(checked)
    return _filled(origin, checked, problems)


def _not_twice(origin: Origin, error: ValidationError, problems: Problems) -> Iterator[Any]:
    """Yield the errors, except for fields that are missing because they are misspelt."""
    items = error.errors(include_url=False, include_context=False)
    unknown = [str(i["loc"][-1]) for i in items if i["type"] == "extra_forbidden"]
    known = ALL_KINDS[origin.kind].__annotations__ if unknown else ()
    # A misspelt field must not also be reported as one that could not be inferred.
    problems.ignore(origin, *(name for name in known if suggest(name, unknown, otherwise="")))
    for item in items:
        missing = str(item["loc"][-1])
        if item["type"] == "missing" and suggest(missing, unknown, otherwise=""):
            problems.ignore(origin, missing)
            continue
        yield item


def _filled(origin: Origin, data: dict[str, Any], problems: Problems) -> dict[str, Any]:
    """Return a record without empty values, which a draft contains, and report each once."""
    empty = [key for key, value in data.items() if value == ""]
    for key in empty:
        name = record_name(origin.kind, data)
        problems.add(origin, name, key, "is empty", "fill it in, or delete the line")
    return {k: v for k, v in data.items() if k not in empty} if empty else data


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
    "edtf_type": EDTF_FIX,
    "list_type": "put it in square brackets",
}


def _unusable(value: Any) -> str | None:
    """Return why a message could not show a value, or None if it could.

    JSON can contain half of a surrogate pair, and Python refuses to print very long numbers.
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
    """Remove the value at `loc` from a record, so that the rest can be checked."""
    *path, last = loc
    for part in path:
        data = data[part]
    if isinstance(data, list):
        data[int(last)] = None
    else:
        data.pop(last, None)


def _said(kind: str, item: Any) -> tuple[str, str, str]:
    """Return the path, the fault and the fix for an error of the model."""
    loc = item["loc"]
    path = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in loc).lstrip(".")
    key = str(loc[-1])
    if item["type"] == "missing":
        return path, f"missing field '{key}'", f"add it; see {kind} in raw/README.md"
    if item["type"] == "extra_forbidden":
        known = list((PARTICIPANT if len(loc) > 1 else ALL_KINDS[kind]).__annotations__)
        fix = suggest(key, known, otherwise=f"known keys are {', '.join(known)}")
        return path, f"unknown key '{key}'", fix
    what = _TYPE_NAMES.get(item["type"], item["msg"])
    return (
        path,
        f"{shorten(repr(item['input']))} is {what}",
        _TYPE_FIXES.get(item["type"], "mend it"),
    )
