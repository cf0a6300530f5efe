"""Describe fields to an editor beyond their type: defaults, codes, patterns and known ids.

The hints are part of the types of the model, and pydantic puts them into the JSON Schemas
that `documents/json_schema.py` writes. These are made for Taplo, which completes the values
of an `enum` and explains each with `x-taplo`. It does not read `examples`.
"""

from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from schemas import Column
from schemas.base import SLUG
from schemas.vocabularies import Vocabulary

Schema = dict[str, Any]
# Marks the table whose ids a field contains. A `$ref` would be resolved by pydantic.
_IDS = "ids_of"


def hints(column: Column) -> Schema:
    """Return the schema keywords of a column other than its type and description."""
    spec = column.spec
    found: Schema = {} if spec.default is None else {"default": spec.default}
    if spec.vocabulary is not None:
        return found | codes(spec.vocabulary)
    if column.references is not None:
        return found | {_IDS: column.references.table}
    if column.pattern is not None:
        # Within its own file, the article may be left out of an id.
        pattern = column.pattern.replace(f"{SLUG}[.]", f"({SLUG}[.])?")
        found["pattern"] = f"^({pattern})$"
    return found


def codes(vocabulary: Vocabulary) -> Schema:
    """Return the codes of a vocabulary as schema keywords, each code with its meaning."""
    meanings = [f"{c.label}. {c.definition}" for c in vocabulary.codes]
    return {"enum": list(vocabulary.values), "x-taplo": {"docs": {"enumValues": meanings}}}


def known_ids(table: str) -> Schema:
    """Return a schema that suggests the ids of a table; `true` accepts any other value."""
    return {"anyOf": [{"$ref": f"#/definitions/ids_of_{table}"}, True]}


def schema_of(form: Any) -> Schema:
    """Return the JSON Schema of a pydantic type."""
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
    """Pydantic's schema without null, which TOML lacks, and titles, which repeat the keys."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> Schema:
        """Return the schema of a nullable type without null."""
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, _: Any) -> bool:
        """Return False, because no field gets a title."""
        return False
