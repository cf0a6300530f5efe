"""The form that a descriptor of the dataset must have to be read and compared.

Left out on purpose: everything that `diff` compares without looking inside, and whether the
descriptor is a valid Data Package, which is for `check`.
"""

from collections.abc import Iterator
from typing import Any

from build.problems import Problem, shorten


def _object(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": properties}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


_TEXT = {"type": "string"}
_CODES = _list({"type": ["string", "number", "boolean"]})
_FIELD = _object(("name",), name=_TEXT, constraints=_object(enum=_CODES))
_SCHEMA = _object(("fields",), fields=_list(_FIELD))
# Enough to find the tables of a copy.
TABLES_NAMED = _object(
    ("resources",), resources=_list(_object(("name", "path"), name=_TEXT, path=_TEXT))
)
# Enough to compare two of them.
SCHEMAS_GIVEN = _object(
    ("resources",), resources=_list(_object(("name", "schema"), name=_TEXT, schema=_SCHEMA))
)
_WORDS = {"object": "an object", "array": "a list", "string": "a text"}


def faults(name: str, descriptor: object, form: dict[str, Any]) -> Iterator[Problem]:
    """Yield where a descriptor lacks a form; `name` is what to call the copy."""
    from jsonschema import Draft202012Validator

    for error in Draft202012Validator(form).iter_errors(descriptor):
        place = error.json_path.removeprefix("$").removeprefix(".")
        if error.validator == "required":
            missing = (key for key in error.validator_value if key not in error.instance)
            what = f"has no {' and no '.join(missing)}"
        else:
            wanted = _WORDS.get(str(error.validator_value), "a text, a number or true or false")
            what = f"must be {wanted}, and is {shorten(repr(error.instance))}"
        yield Problem(
            f"{name}: datapackage.json",
            what,
            "give a package as it was published",
            record=place,
        )
