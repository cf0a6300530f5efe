"""What an editor shows of a field beside its type: what it means, its codes, known ids.

They are part of the types of the model, and pydantic puts them into the JSON Schemas that
`documents/json_schema.py` writes. These are made for Taplo, which completes the values of an
`enum` and explains each by `x-taplo`. It does not read `examples`.
"""

from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from schemas import Column
from schemas.base import SLUG
from schemas.vocabularies import Vocabulary

Schema = dict[str, Any]
# The table whose ids a field holds: pydantic itself resolves each `$ref` that it finds.
_IDS = "ids_of"


def hints(column: Column) -> Schema:
    """Return what the schema of a column says beside type and description."""
    spec = column.spec
    found: Schema = {} if spec.default is None else {"default": spec.default}
    if spec.vocabulary is not None:
        return found | codes(spec.vocabulary)
    if column.references is not None:
        return found | {_IDS: column.references.table}
    if column.pattern is not None:
        # An article may be left out of ids in its own file.
        pattern = column.pattern.replace(f"{SLUG}[.]", f"({SLUG}[.])?")
        found["pattern"] = f"^({pattern})$"
    return found


def codes(vocabulary: Vocabulary) -> Schema:
    """Return the codes that a field may have, each with its meaning."""
    told = [f"{c.label}. {c.definition}" for c in vocabulary.codes]
    return {"enum": list(vocabulary.values), "x-taplo": {"docs": {"enumValues": told}}}


def known_ids(table: str) -> Schema:
    """Return the ids of a table as suggestions: `true` accepts any other, too."""
    return {"anyOf": [{"$ref": f"#/definitions/ids_of_{table}"}, True]}


def schema_of(form: Any) -> Schema:
    """Return the JSON Schema of a type of pydantic."""
    schema = TypeAdapter(form).json_schema(
        ref_template="#/definitions/{model}", schema_generator=_Schema
    )
    schema.pop("title", None)
    if named := schema.pop("$defs", None):
        schema["definitions"] = named
    for field in schema.get("properties", {}).values():
        if table := field.pop(_IDS, None):
            field.update(known_ids(table))
    return schema


class _Schema(GenerateJsonSchema):
    """As pydantic makes it, but TOML has no null, and a title would only repeat the key."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> Schema:
        """Return the schema of what it is where it is not left out."""
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, _: Any) -> bool:
        """Return that no field has a title."""
        return False
