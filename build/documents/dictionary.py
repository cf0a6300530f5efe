"""The data dictionary, `tables/docs/dictionary.md` and `.html`, for people.

Made from schemas/, the tables and the views: every table
and column with type, unit and description, how often a column is filled and with what most
often, a diagram of the keys, every vocabulary with its definitions, and every view with an
example and what it gives.
"""

from collections.abc import Iterator, Mapping

import duckdb
import polars as pl

from build.documents.diagram import mermaid
from build.documents.page import codebook
from build.package.dataset import Dataset
from build.views.headers import View, read_views
from build.views.markdown import markdown
from schemas import TABLES, Column, Table
from schemas import package as about
from schemas.base import MOST_CHARACTERS
from schemas.cross_rules import CROSS_RULES
from schemas.package import READING
from schemas.vocabularies import VOCABULARIES


def dictionary(data: Dataset) -> str:
    """Return the dictionary."""
    return "\n".join([*_lines(data.frames), *_views(data), ""])


def rules_and_dictionary(data: Dataset) -> str:
    """Return the page of how articles are coded (raw/README.md) and of the dictionary."""
    return codebook(data.document("raw/README.md"), data.once(dictionary))


def _lines(frames: Mapping[str, pl.DataFrame]) -> Iterator[str]:
    yield f"# Data dictionary: {about.TITLE}"
    yield ""
    yield f"Version {about.VERSION}. Made by `python -m build`; do not edit."
    yield ""
    yield "| table | rows | what a row is |"
    yield "| --- | ---: | --- |"
    for name in READING:
        model = TABLES[name]
        what = model.about().removeprefix("One row is ").rstrip(".")
        yield f"| [{name}](#{name}) | {frames[name].height} | {what} |"
    yield ""
    yield f"No text has more than {MOST_CHARACTERS:,} characters."
    yield ""
    yield "How the tables refer to each other, by keys. Evidence and codings name a row of any"
    yield "table in [record_table](#record_table); what a code means is in [codes](#codes)."
    yield ""
    yield from ("```mermaid", mermaid(), "```")
    for model in (TABLES[name] for name in READING):
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


_ABOUT_VIEWS = """\
They are in the DuckDB file (`make`) and in what the scripts `tables/load/load.sql` (DuckDB),
`load.postgres.sql`, `load.sqlite.sql` (views only) and `load.spark.sql` make. Codes are ordered
enums in DuckDB and PostgreSQL: sort by them, and compare ranks, not codes. A view comes in the
order that fits its question; a query of your own says `ORDER BY` where it relies on one. SQLite
and Spark sort codes as text, so that `country_stances`, `disputed_details`, `panel`,
`positions`, `provenance` and `stance_timeline` come in another order there."""


def _kind(view: View) -> str:
    return "Macro" if view.is_macro else "View"


def _views(data: Dataset) -> Iterator[str]:
    yield ""
    yield "## Views and table macros"
    yield ""
    yield _ABOUT_VIEWS
    yield ""
    yield "| name | question |"
    yield "| --- | --- |"
    for view in read_views():
        target = f"{_kind(view).lower()}-{view.name}"
        yield f"| [{view.name}](#{target}) | {view.question} |"
    for view in read_views():
        yield ""
        yield f"### {_kind(view)} `{view.name}`"
        yield ""
        yield f"{view.question} {view.notes}".strip()
        yield ""
        yield f"Key: {', '.join(f'`{k}`' for k in view.key)}."
        yield ""
        yield "| column | description |"
        yield "| --- | --- |"
        yield from (f"| `{name}` | {text} |" for name, text in view.columns.items())
        yield ""
        yield from ("```sql", view.example + ";", "```", "")
        try:
            yield from markdown(*data.ask(view.example))
        except duckdb.InvalidInputException as error:
            # What a macro says where the row that its example names is not there.
            yield str(error).partition("\n")[0]


def _table(model: type[Table], frame: pl.DataFrame) -> Iterator[str]:
    yield ""
    yield f"## {model.table()}"
    yield ""
    yield f"{model.about()} Primary key: {', '.join(f'`{k}`' for k in model.key())}."
    yield ""
    yield "| column | type | null | filled | description | commonest values, or an example |"
    yield "| --- | --- | --- | ---: | --- | --- |"
    for column in model.columns():
        filled = frame.height - frame[column.name].null_count()
        share = f"{filled / frame.height:.0%}" if frame.height else "–"
        null = "yes" if column.nullable else "no"
        yield (
            f"| `{column.name}` | {_type(column)} | {null} | {share} "
            f"| {_description(column)}{_left_out(column)} | {_values(frame[column.name])} |"
        )
    rules = [r.message for r in model.rules()]
    rules += [r.message for r in CROSS_RULES if r.table == model.table()]
    if rules:
        yield ""
        yield "A row that breaks a rule is refused, with the rule's message:"
        yield ""
        yield from (f"- {message}" for message in dict.fromkeys(rules))


def _left_out(column: Column) -> str:
    """Say what stands in a column where people leave it out in raw/."""
    default = column.spec.default
    if default is not None:
        told = f"`{str(default).lower() if isinstance(default, bool) else default}`"
    else:
        told = column.spec.follows or ""
    return f" Left out in raw/: {told}." if told else ""


# Of a column that repeats itself these are enough to see what it is like.
_MOST_VALUES = 3


def _values(column: pl.Series) -> str:
    """Return the commonest values with their numbers, or one where all are different."""
    counts = (
        column.cast(pl.String)
        .drop_nulls()
        .value_counts(sort=True, name="n")
        .sort("n", column.name, descending=[True, False])
        .rows()
    )
    if not counts:
        return "–"
    if counts[0][1] == 1:
        return f"`{_short(counts[0][0])}`"
    return ", ".join(f"`{_short(value)}` ({n})" for value, n in counts[:_MOST_VALUES])


def _short(example: str) -> str:
    """Keep an example from widening its table beyond a page."""
    return example if len(example) <= 40 else example[:39] + "…"


def _type(column: Column) -> str:
    if column.spec.vocabulary is not None:
        name = column.spec.vocabulary.name
        return f"[{name}](#{name})"
    if column.spec.edtf:
        return "date (EDTF)"
    return "true/false" if column.kind == "boolean" else column.kind


def _description(column: Column) -> str:
    text = column.spec.description
    if not column.spec.annotated:
        text += " Derived."
    if column.spec.unit:
        text += f" Unit: {column.spec.unit}."
    if (to := column.references) is not None:
        text += f" → [{to.table}](#{to.table})"
    return text
