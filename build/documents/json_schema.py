"""schemas/toml: JSON Schemas of the files in raw/, which editors read from their first lines.

A record in its plain form is as the model has it (`hints.schema_of`); the shorter forms
(`shorthand`) are added here. An editor should show an error once, and where it is. Therefore a
value that has several forms has the keywords of all of them instead of an `anyOf`, which would
fail as a whole: `items` applies to lists alone, `properties` and `additionalProperties` to
tables, and `pattern` to text.

Left out on purpose: rules over several fields or records, which the build checks.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from build.annotations.hints import Schema, known_ids, schema_of
from build.annotations.model import (
    ALL_KINDS,
    ARTICLE_KINDS,
    PARTICIPANT,
    SHARED_KINDS,
    TABLE_OF_KIND,
)
from build.annotations.notices import notices_form
from build.annotations.shorthand import EVENT, NESTED, OF_QUOTES, PAIRS, QUOTE, RELATIONS
from build.frames.corrections import Correction
from build.frames.tombstones import Tombstone
from build.package.dataset import Dataset
from build.reliability.about import About
from build.reliability.adjudication import KIND, Decision
from schemas import TABLES
from schemas.vocabularies import BASIS_FIELD, BASIS_RULE

FOLDER = "schemas/toml"
_NOTICES = {
    "tombstones": notices_form("tombstone", Tombstone),
    "corrections": notices_form("correction", Correction),
    "differences": notices_form(KIND, Decision),
    "codings": About,
}
_DRAFT = "http://json-schema.org/draft-07/schema#"  # the newest that Taplo reads
Ids = Mapping[str, Sequence[str]]
# The headers that a record may have below another.
_HEADERS = {
    "quote": f"^{QUOTE.pattern}$",
    "event": f"^{EVENT.pattern}$",
    "commitment": "-[a-z_]+-(19|20)[0-9]{2}",
}


KINDS_OF_FILE = ("article", *SHARED_KINDS, *_NOTICES)


def schema_file(name: str, data: Dataset) -> bytes:
    """Return the schema of a kind of file, with the ids that the tables hold."""
    if name in _NOTICES:
        schema = {"$schema": _DRAFT, "title": f"raw: {name}"} | schema_of(_NOTICES[name])
    else:
        ids = {
            table: data.frames[table][model.key()[0]].to_list()
            for table, model in TABLES.items()
            if len(model.key()) == 1
        }
        kinds = {"article": ARTICLE_KINDS, **SHARED_KINDS}[name]
        schema = _file(name, kinds, ids)
    return (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()


def _file(name: str, kinds: Mapping[str, Any], ids: Ids) -> Schema:
    below = {n for kind in kinds for k in NESTED.get(kind, ()) for n in (k, *NESTED.get(k, ()))}
    is_article = "article" in kinds
    records = {kind: _record(kind, is_article) for kind in sorted({*kinds, *below})}
    if "event" in records:
        records["participant"] = _participant()
    properties = {kind: _kind(kind, records[kind]) for kind in kinds}
    tables = sorted(set(re.findall("ids_of_([a-z_]+)", json.dumps(records))))
    return {
        "$schema": _DRAFT,
        "title": f"raw: {name}",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "definitions": records | {f"ids_of_{t}": {"enum": list(ids[t])} for t in tables},
    }


def _reference(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _listed_or_keyed(kind: str) -> Schema:
    """Return the schema of several records: a list, or a table of them by their keys."""
    record = _reference(kind)
    return {"type": ["array", "object"], "items": record, "additionalProperties": record}


def _kind(kind: str, record: Schema) -> Schema:
    """Return the schema of all records of a kind in a file."""
    if kind == "article":
        return _reference(kind)
    schema = _listed_or_keyed(kind)
    if kind in PAIRS:
        several = kind in ("excluded", "not_quotation")  # a reason for each occurrence
        schema["additionalProperties"] = _pair(record["properties"][PAIRS[kind].value], several)
    elif kind == "membership":
        members = _pair(record["properties"]["role"])
        schema["additionalProperties"] = {"type": "object", "additionalProperties": members}
    elif kind == "passage":
        schema = {"type": "array", "items": _reference(kind)}
    table = TABLE_OF_KIND.get(kind)
    return {"description": TABLES[table].about(), **schema} if table else schema


def _pair(value: Schema, several: bool = False) -> Schema:
    """Return the schema of what follows a key: a text, a record, or a list of them."""
    if not several:
        return {"anyOf": [value, {"type": "object"}]}
    return {"anyOf": [value, {"type": ["object", "array"]}], "items": _pair(value)}


def _record(kind: str, is_article: bool) -> Schema:
    schema = schema_of(ALL_KINDS[kind])
    properties = schema["properties"]
    # The id may stand in the header, and what quotes share in their passage.
    elsewhere = {"quote": ("id", *OF_QUOTES), "country": ("country",)}
    left_out = elsewhere.get(kind, (f"{kind}_id",))
    schema["required"] = [n for n in schema.get("required", ()) if n not in left_out]
    if kind == "passage":
        quote = schema_of(ALL_KINDS["quote"])["properties"]
        properties |= {name: quote[name] for name in OF_QUOTES}
    elif kind == "event":
        del schema["definitions"]
        properties["participants"] |= _listed_or_keyed("participant")
    elif kind == "commitment" and is_article:  # others have no text to prove words in
        properties |= {code: _relations(code) for code in RELATIONS} | {"basis": _basis()}
    if kind in NESTED:
        schema["patternProperties"] = {_HEADERS[n]: _reference(n) for n in NESTED[kind]}
        properties |= {n: _listed_or_keyed(n) for n in NESTED[kind]}
    return schema


def _participant() -> Schema:
    """Return the schema of a participant: a record, or role and attendance as one text."""
    schema = schema_of(PARTICIPANT)
    role, attendance = (
        "|".join(schema["properties"][name]["enum"]) for name in ("role", "attendance")
    )
    schema["required"].remove("actor_id")
    pattern = f"^({role})(, *({attendance}))?$"
    return schema | {"type": ["string", "object"], "pattern": pattern}


def _relations(code: str) -> Schema:
    properties = {"object_id": {"type": "string"}, "note": {"type": "string"}}
    one = {
        "type": ["string", "object"],
        **known_ids("commitments"),
        "properties": properties,
        "additionalProperties": False,
    }
    text = f"The position, or positions, that this one {code}."
    return {"description": text, **_one_or_several(one)}


def _basis() -> Schema:
    properties = {}
    for field in BASIS_FIELD.codes:
        rules = [c for c in BASIS_RULE.codes if c.code.startswith(f"{field.code}_")]
        short = [c.code.removeprefix(f"{field.code}_") for c in rules]
        text = "; ".join(
            f"{name}: {c.definition.rstrip('.')}" for name, c in zip(short, rules, strict=True)
        )
        one = {
            "type": ["string", "object"],
            "pattern": f"^({'|'.join(short)})(:.*)?$",
            "properties": {"rule": {"type": "string"}, "cue": {"type": "string"}},
            "additionalProperties": False,
        }
        about = {"description": f"{field.definition} {text}."}
        properties[field.code] = about | _one_or_several(one)
    return {
        "description": "The rule behind each code; the deciding words follow after a colon.",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def _one_or_several(one: Schema) -> Schema:
    return {**one, "type": [*one["type"], "array"], "items": one}
