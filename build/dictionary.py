"""Step 7, too: the data dictionary, `tables/dictionary.md`, for people.

Generated from schemas/ and the frames: every table and column with type, unit and
description, how often a column is filled, and every vocabulary with its definitions.
"""

from collections.abc import Iterator, Mapping

import polars as pl

from schemas import TABLES, Column, Table
from schemas import package as about
from schemas.cross_rules import CROSS_RULES
from schemas.vocabularies import VOCABULARIES

_TYPES: dict[type[pl.DataType], str] = {
    pl.String: "text",
    pl.Boolean: "true/false",
    pl.Date: "date",
    pl.Int32: "integer",
    pl.Int64: "integer",
}


def dictionary_bytes(frames: Mapping[str, pl.DataFrame]) -> bytes:
    """Return the dictionary as Markdown."""
    return "\n".join(_lines(frames)).encode()


def _lines(frames: Mapping[str, pl.DataFrame]) -> Iterator[str]:
    yield f"# Data dictionary: {about.TITLE}"
    yield ""
    yield f"Version {about.VERSION}. Generated from `schemas/` by `python -m build`; do not edit."
    yield ""
    yield "| table | rows | what a row is |"
    yield "| --- | ---: | --- |"
    for name, model in TABLES.items():
        what = model.about().removeprefix("One row ").rstrip(".")
        yield f"| [{name}](#{name}) | {frames[name].height} | {what} |"
    for model in TABLES.values():
        yield from _table(model, frames[model.table()])
    yield ""
    yield "## Vocabularies"
    for vocabulary in VOCABULARIES:
        yield ""
        yield f"### `{vocabulary.name}`"
        yield ""
        rank = vocabulary.ordered
        yield "| code |" + (" rank |" if rank else "") + " label | definition |"
        yield "| --- |" + (" ---: |" if rank else "") + " --- | --- |"
        for code in vocabulary.codes:
            ranked = f" {code.rank} |" if rank else ""
            yield f"| `{code.code}` |{ranked} {code.label} | {code.definition} |"
    yield ""


def _table(model: type[Table], frame: pl.DataFrame) -> Iterator[str]:
    yield ""
    yield f"## {model.table()}"
    yield ""
    yield f"{model.about()} Primary key: {', '.join(f'`{k}`' for k in model.key())}."
    yield ""
    yield "| column | type | null | filled | description | example |"
    yield "| --- | --- | --- | ---: | --- | --- |"
    for column in model.columns():
        filled = frame.height - frame[column.name].null_count()
        share = f"{filled / frame.height:.0%}" if frame.height else "–"
        null = "yes" if column.nullable else "no"
        yield (
            f"| `{column.name}` | {_type(column)} | {null} | {share} "
            f"| {_description(column)} | `{column.spec.example}` |"
        )
    rules = [r.message for r in model.rules()]
    rules += [r.message for r in CROSS_RULES if r.table == model.table()]
    if rules:
        yield ""
        yield "Rules that every row keeps:"
        yield ""
        yield from (f"- {message}" for message in dict.fromkeys(rules))


def _type(column: Column) -> str:
    if column.spec.vocabulary is not None:
        name = column.spec.vocabulary.name
        return f"[{name}](#{name})"
    return "date (EDTF)" if column.spec.edtf else _TYPES[column.dtype.base_type()]


def _description(column: Column) -> str:
    text = column.spec.description
    if column.spec.unit:
        text += f" Unit: {column.spec.unit}."
    if column.spec.references:
        table = column.spec.references.split(".")[0]
        text += f" → [{table}](#{table})"
    return text
