"""JSON Schemas of the TOML files in raw/, which editors read from a file's first line.

Generated from the declarations: keys, types, codes and descriptions, in the plain and in the
shorter forms (`shorthand`), so that an editor completes and checks while somebody writes
(Taplo, Even Better TOML). Ids of records that are there are offered, new ones not refused.

Left out on purpose: rules over several fields or records, which the build checks.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from build.annotations.model import ALL_KINDS, ARTICLE_KINDS, SHARED_KINDS, TABLE_OF_KIND
from build.annotations.notices import codes_schema, notice_schemas
from build.annotations.shorthand import EVENT, NESTED, OF_QUOTES, PAIRS, QUOTE, RELATIONS
from schemas import TABLES, Column
from schemas.base import SLUG
from schemas.vocabularies import (
    BASIS_FIELD,
    BASIS_RULE,
    EXCLUDED_REASON,
    MENTION_ROLE,
    NOT_QUOTATION_REASON,
)

FOLDER = "schemas/toml"
_DRAFT = "http://json-schema.org/draft-07/schema#"  # the newest that Taplo reads
Schema = dict[str, Any]
Ids = Mapping[str, Sequence[str]]

_COMMITMENT_KEY = "-[a-z_]+-(19|20)[0-9]{2}"
_REASONS = {
    "excluded": EXCLUDED_REASON,
    "not_quotation": NOT_QUOTATION_REASON,
    "mention": MENTION_ROLE,
}
# What the declarations of the tables do not say, because no column holds it.
_TEXTS = {
    "country": "The country that a word seems to name (ISO 3166-1 alpha-3).",
    "id": "Number in reading order: q01, q02.",
    "antecedent": "The wording that the pronoun of an indirect quote stands for.",
    "late": "Whether it was found when later quotes had their numbers, and has the next.",
    "names": "The wordings that name the actor; left out they are its short name or name.",
    "said": "When it was said, where a quote does not say otherwise, in EDTF.",
    "locator": "First and last words, three to six a side, joined by …; a short one whole.",
    "words": "The words between the quotation marks.",
    "reason": "Why.",
    "occurrence": "Which of several places is meant; the first where left out.",
    "to_end": "Whether it goes on to the end of the text.",
    "supports": "The records that the passage supports, after # a column.",
    "disputes": "The records that the passage disputes, after # a column.",
    "splice": "Shared by quotes that are printed as one or joined in one sentence.",
    "participants": "Who took part, as pairs of actor and role, attendance after a comma.",
}


def json_schemas(ids: Ids) -> dict[str, bytes]:
    """Return the schema of each kind of file by its name; `ids` are those of each table."""
    made = {"article": _file("article", ARTICLE_KINDS, ids)}
    for stem, kinds in SHARED_KINDS.items():
        made[stem] = _file(stem, kinds, ids)
    for name, schema in notice_schemas().items():
        made[name] = {"$schema": _DRAFT, "title": f"raw: {name}", **schema}
    return {
        f"{FOLDER}/{name}.json": (json.dumps(s, ensure_ascii=False, indent=1) + "\n").encode()
        for name, s in made.items()
    }


def _file(name: str, kinds: Mapping[str, Any], ids: Ids) -> Schema:
    below = {n for kind in kinds for k in NESTED.get(kind, ()) for n in (k, *NESTED.get(k, ()))}
    columns = [
        c
        for kind in {*kinds, *below}
        if kind in TABLE_OF_KIND
        for c in TABLES[TABLE_OF_KIND[kind]].columns()
        if c.spec.annotated
    ]
    tables = {c.references.table for c in columns if c.references is not None}
    if "commitment" in kinds:
        tables.add("commitments")
    vocabularies = {
        c.spec.vocabulary.name: c.spec.vocabulary for c in columns if c.spec.vocabulary
    }
    vocabularies |= {v.name: v for kind, v in _REASONS.items() if kind in kinds}
    return {
        "$schema": _DRAFT,
        "title": f"raw: {name}",
        "type": "object",
        "additionalProperties": False,
        "properties": {kind: _kind(kind) for kind in kinds},
        "definitions": {
            **{kind: _record(kind, name) for kind in sorted({*kinds, *below})},
            **{f"codes of {name}": codes_schema(v) for name, v in sorted(vocabularies.items())},
            **{
                f"ids of {table}": {"anyOf": [{"enum": list(ids[table])}, {"type": "string"}]}
                for table in sorted(tables)
            },
        },
    }


def _reference(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _kind(kind: str) -> Schema:
    record = _reference(kind)
    if kind == "article":
        return record
    forms: list[Schema] = [{"type": "array", "items": record}]
    if kind in PAIRS:
        forms.append(_pairs(kind))
    elif kind == "membership":
        forms.append({"type": "object", "additionalProperties": _pairs(kind)})
    elif kind != "passage":
        forms.append({"type": "object", "additionalProperties": record})
    return {"description": _about(kind), "anyOf": forms}


def _about(kind: str) -> str:
    table = TABLE_OF_KIND.get(kind)
    return TABLES[table].about() if table else ""


def _pairs(kind: str) -> Schema:
    vocabulary = _REASONS.get(kind)
    value = _reference(f"codes of {vocabulary.name}") if vocabulary else {"type": "string"}
    forms: list[Schema] = [value, {"type": "object"}]
    if kind in ("excluded", "not_quotation"):  # a reason for each occurrence
        forms.append({"type": "array", "items": {"anyOf": list(forms)}})
    return {"type": "object", "additionalProperties": {"anyOf": forms}}


def _record(kind: str, file: str) -> Schema:
    table = "quotes" if kind == "passage" else TABLE_OF_KIND.get(kind)
    declared = TABLES[table].columns() if table else ()
    columns = {c.name: c for c in declared}
    own = {"quote": "id", "country": "country"}.get(kind, f"{kind}_id")
    properties: dict[str, Schema] = {}
    required: list[str] = []
    for name in _fields(kind):
        column = columns.get(name)
        if column is not None:
            properties[name] = _column(column)
            # What quotes share may stand in their passage.
            shared = kind == "passage" or (kind == "quote" and name in OF_QUOTES)
            needed = not column.spec.may_be_left_out and not shared
        else:
            properties[name] = _other(kind, name)
            needed = name in ("country", "locator", "words", "reason")
        # The id may stand in the header.
        if needed and name != own:
            required.append(name)
    schema: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": [] if kind == "article" else required,
    }
    if kind == "commitment" and file == "article":
        for code in RELATIONS:
            properties[code] = _relations(code)
        properties["basis"] = _basis()
    if kind in NESTED:
        _nest(kind, schema)
    return schema


def _fields(kind: str) -> list[str]:
    own = list(ALL_KINDS[kind].__annotations__)
    return [*own, *OF_QUOTES] if kind == "passage" else own


def _nest(kind: str, schema: Schema) -> None:
    patterns = {"quote": f"^{QUOTE.pattern}$", "event": f"^{EVENT.pattern}$"}
    patterns["commitment"] = _COMMITMENT_KEY
    schema["patternProperties"] = {}
    for nested in NESTED[kind]:
        record = _reference(nested)
        schema["patternProperties"][patterns[nested]] = record
        listed = {"type": "array", "items": record}
        keyed = {"type": "object", "additionalProperties": record}
        schema["properties"][nested] = {"anyOf": [listed, keyed]}


def _column(column: Column) -> Schema:
    spec = column.spec
    schema: Schema
    if spec.vocabulary is not None:
        schema = {"allOf": [_reference(f"codes of {spec.vocabulary.name}")]}
    elif spec.edtf:
        schema = {"type": "string", "pattern": f"^{column.pattern}$"}
    elif column.references is not None:
        schema = {"allOf": [_reference(f"ids of {column.references.table}")]}
    else:
        types = {"text": "string", "date": "string"}
        schema = {"type": types.get(column.kind, column.kind)}
        if spec.pattern is not None:
            # An article may be left out of ids in its own file.
            pattern = spec.pattern.replace(f"{SLUG}[.]", f"({SLUG}[.])?")
            schema["pattern"] = f"^({pattern})$"
    text = spec.description
    if spec.default is not None:
        schema["default"] = spec.default
    if spec.follows is not None:
        text += f" Left out: {spec.follows}."
    return {"description": text, **schema}


def _other(kind: str, name: str) -> Schema:
    schema: Schema = {"description": _TEXTS[name]}
    if name in ("supports", "disputes", "names"):
        return {**schema, "type": "array", "items": {"type": "string"}}
    if name == "participants":
        told = {"anyOf": [{"type": "string"}, {"type": "object"}]}
        listed = {"type": "array", "items": {"type": "object"}}
        return {**schema, "anyOf": [{"type": "object", "additionalProperties": told}, listed]}
    if name == "reason" and kind in _REASONS:
        return {**schema, "allOf": [_reference(f"codes of {_REASONS[kind].name}")]}
    types = {"occurrence": "integer", "to_end": "boolean", "late": "boolean"}
    return {**schema, "type": types.get(name, "string")}


def _relations(code: str) -> Schema:
    fields = {"object_id": {"type": "string"}, "note": {"type": "string"}}
    noted = {"type": "object", "properties": fields, "additionalProperties": False}
    one = {"anyOf": [_reference("ids of commitments"), noted]}
    text = f"The position, or positions, that this one {code}."
    return {"description": text, "anyOf": [one, {"type": "array", "items": one}]}


def _basis() -> Schema:
    fields = {"rule": {"type": "string"}, "cue": {"type": "string"}}
    told = {"type": "object", "properties": fields, "additionalProperties": False}
    properties = {}
    for field in BASIS_FIELD.codes:
        rules = [c for c in BASIS_RULE.codes if c.code.startswith(f"{field.code}_")]
        short = [c.code.removeprefix(f"{field.code}_") for c in rules]
        text = "; ".join(
            f"{name}: {c.definition.rstrip('.')}" for name, c in zip(short, rules, strict=True)
        )
        one = {"anyOf": [{"type": "string", "pattern": f"^({'|'.join(short)})(:.*)?$"}, told]}
        properties[field.code] = {
            "description": f"{field.definition} {text}.",
            "anyOf": [one, {"type": "array", "items": one}],
        }
    return {
        "description": "By which rule it is so coded; after a colon the words that decide.",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
