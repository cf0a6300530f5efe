"""The files of raw/ that are about rows: tombstones, corrections, decisions on codings.

How they are read, and the JSON Schemas by which an editor completes those of raw/codings;
tombstones and corrections are rare and few lines.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from build.annotations.records import Origin, find_line, show
from build.files.reading import plain
from build.problems import Problem, ProblemsError
from schemas.base import SHA256
from schemas.vocabularies import CODED_TABLE, DECISION, Vocabulary

# A notice, and the line at which it stands.
Notice = tuple[Mapping[str, Any], int | None]


def read_notices(raw: Path, stem: str, kind: str, form: type[Any]) -> list[Notice]:
    """Return the notices of `raw/STEM.toml`, whose records are a `kind` of the given form.

    Raises `ProblemsError` with each that has not the form.
    """
    path = raw / f"{stem}.toml"
    if not path.exists():
        return []
    shown = show(raw, path)
    try:
        document: dict[str, Any] = tomllib.loads(plain(path).read_text("utf-8"))
        notices = TypeAdapter(list[form]).validate_python(document.pop(kind, []))  # type: ignore[valid-type]
    except OSError as error:
        what = f"can't be read ({error.strerror or error})"
        raise ProblemsError([Problem(shown, what, "check path and permissions")]) from error
    except (ValidationError, ValueError, RecursionError) as error:
        if isinstance(error, ValidationError):
            fix = _form(kind, form)
            problems = []
            for found in error.errors():
                number, *where = found["loc"] or (0,)
                line = find_line(Origin(path, kind, (kind, int(number))), "")
                field = ".".join(map(str, where))
                problems.append(
                    Problem(shown, found["msg"].lower(), fix, line=line, field=field)
                )
            raise ProblemsError(problems) from error
        what = f"not valid TOML: {error}"
        raise ProblemsError([Problem(shown, what, "mend it")]) from error
    if document:
        what = f"unknown kind of record '{next(iter(document))}'"
        raise ProblemsError([Problem(shown, what, f"it may hold {kind}")])
    return [(n, find_line(Origin(path, kind, (kind, at)), "")) for at, n in enumerate(notices)]


def _form(kind: str, form: type[Any]) -> str:
    needed = [f for f in form.__annotations__ if f in form.__required_keys__]
    others = " or ".join(f for f in form.__annotations__ if f in form.__optional_keys__)
    kinds = "all text" if list[str] not in _types(form) else "text or lists of text"
    return f"a [[{kind}]] has {', '.join(needed)} and perhaps {others}, {kinds}"


def _types(form: type[Any]) -> list[Any]:
    hints = get_type_hints(form)
    return [hints[field] for field in form.__annotations__]


Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}


def notice_schemas() -> dict[str, Schema]:
    """Return the schema of each kind of file by its name."""
    return {"differences": _file({"difference": _differences()}), "codings": _file(_about())}


def _file(properties: Schema) -> Schema:
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _differences() -> Schema:
    fields: Schema = {
        "table": codes_schema(CODED_TABLE),
        "first": {**_TEXT, "description": "Key in the first coding; left out if it has none."},
        "second": {
            **_TEXT,
            "description": "Key in the second one; left out if it has none.",
        },
        "fields": {**_TEXTS, "description": "The columns; left out for a unit of one coding."},
        "decision": codes_schema(DECISION),
        "reason": {**_TEXT, "description": "Why, in a sentence."},
        "published": {**_TEXT, "description": "Key of the published row, if not the first's."},
    }
    record = _file(fields) | {"required": ["table", "decision", "reason"]}
    return {"type": "array", "items": record}


def _about() -> Schema:
    pairs = {"type": "object", "additionalProperties": _TEXT}
    tables = {code.code: _TEXTS for code in CODED_TABLE.codes}
    return {
        "codebook": {**_TEXT, "pattern": f"^{SHA256}$", "description": "Its SHA-256."},
        "same": {
            "description": "By article, which actor of the second is which of the first.",
            "type": "object",
            "additionalProperties": pairs,
        },
        "named": {"description": "Units whose case the codebook names.", **_file(tables)},
    }


def codes_schema(vocabulary: Vocabulary) -> Schema:
    """Return the schema of a code, each with what it means."""
    told = ((c.code, f"{c.label}. {c.definition}") for c in vocabulary.codes)
    return {"anyOf": [{"const": code, "description": text} for code, text in told]}
