"""The data dictionary, `tables/docs/dictionary.md`, and two pages of it, for people.

Made from schemas/, the tables and the views: every table and column with type, unit and
description, how often a column is filled and with what most often, the keys as a diagram and
as a list, every vocabulary with its definitions, and every view with an example and what it
gives. It begins with the flat table.
"""

from collections.abc import Iterable, Iterator

import polars as pl

from build.documents.page import codebook
from build.loaders.view_columns import view_kinds
from build.package.dataset import Dataset
from build.views.headers import View, read_views
from build.views.markdown import cell_text, markdown
from schemas import TABLES, Column
from schemas import package as about
from schemas.base import MOST_CHARACTERS
from schemas.cross_rules import CROSS_RULES
from schemas.package import FLAT, READING
from schemas.vocabularies import VOCABULARIES


def dictionary(data: Dataset) -> str:
    """Return the dictionary."""
    parts = (_head(data), _keys(), _tables(data), _vocabularies(), _views(data))
    return "\n".join([line for part in parts for line in part] + [""])


def rules_and_dictionary(data: Dataset) -> str:
    """Return the page of how articles are coded (raw/README.md) and of the dictionary."""
    return codebook(data.document("raw/README.md"), data.once(dictionary))


def _grid(head: str, rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield a table below an empty line; `head` names its columns, `:` those of numbers."""
    names = head.split("|")
    yield ""
    yield "| " + " | ".join(name.rstrip(":") for name in names) + " |"
    yield "| " + " | ".join("---:" if name.endswith(":") else "---" for name in names) + " |"
    yield from ("| " + " | ".join(map(str, row)) + " |" for row in rows)


def _head(data: Dataset) -> Iterator[str]:
    yield f"# Data dictionary: {about.TITLE}"
    yield ""
    yield f"Version {about.VERSION}. Made by `python -m build`; do not edit."
    told = {name: TABLES[name].about().removeprefix("One row is ") for name in READING}
    told = {FLAT: "a position, with the names of all that it refers to (view)."} | told
    yield from _grid(
        "table|rows:|what a row is",
        ((f"[{n}](#{n})", data.frame(n).height, what.rstrip(".")) for n, what in told.items()),
    )
    yield ""
    yield f"No text has more than {MOST_CHARACTERS:,} characters."


def _keys() -> Iterator[str]:
    """Yield how the tables refer to each other: drawn by Mermaid, and as a list."""
    yield ""
    yield "How the tables refer to each other, by keys. Evidence and codings name a row of any"
    yield "table in [record_table](#record_table); what a code means is in [codes](#codes)."
    boxes, lines, refers = [], [], []
    for name, model in TABLES.items():
        boxes.append(f"  {name} {{")
        told = []
        for column in model.columns():
            to = column.references
            marks = ["PK"] * column.spec.key + ["FK"] * bool(to)
            if marks:
                boxes.append(
                    f"    {str(column.dtype).lower()} {column.name} {', '.join(marks)}"
                )
            if to is not None:
                one = "o|" if column.nullable else "||"
                lines.append(f"  {to.table} {one}--o{{ {name} : {column.name}")
                told.append(f"`{column.name}` → [{to.table}](#{to.table})")
        boxes.append("  }")
        if told:
            refers.append((f"[{name}](#{name})", ", ".join(told)))
    yield from ("", "```mermaid", "erDiagram", *boxes, *lines, "```")
    yield from _grid("table|refers to", refers)


def _tables(data: Dataset) -> Iterator[str]:
    yield from _flat(data)
    for model in (TABLES[name] for name in READING):
        name, frame = model.table(), data.frames[model.table()]
        yield from ("", f"## {name}", "")
        yield f"{model.about()} Primary key: {', '.join(f'`{k}`' for k in model.key())}."
        yield from _grid(
            "column|type|null|filled:|description|commonest values, or an example",
            (
                (
                    *(f"`{c.name}`", _type(c), "yes" if c.nullable else "no"),
                    *(_filled(frame[c.name]), _description(c), _values(frame[c.name])),
                )
                for c in model.columns()
            ),
        )
        rules = [r.message for r in model.rules()]
        rules += [r.message for r in CROSS_RULES if r.table == name]
        if rules:
            yield from ("", "A row that breaks a rule is refused, with the rule's message:", "")
            yield from (f"- {message}" for message in dict.fromkeys(rules))


def _flat(data: Dataset) -> Iterator[str]:
    """Yield the section of the flat table, which is a view."""
    (view,) = (v for v in read_views() if v.name == FLAT)
    frame, kinds = data.views[FLAT], view_kinds()[FLAT]
    yield from ("", f"## {FLAT}", "")
    yield from _asked(view)
    yield from _grid(
        "column|type|filled:|description|commonest values, or an example",
        (
            (f"`{n}`", _kind(kinds[n]), _filled(frame[n]), text, _values(frame[n]))
            for n, text in view.columns.items()
        ),
    )
    yield from _example(view, data)


def _vocabularies() -> Iterator[str]:
    yield from ("", "## Vocabularies")
    for vocabulary in VOCABULARIES:
        rank = vocabulary.ordered
        yield from ("", f"### `{vocabulary.name}`")
        yield from _grid(
            "code|rank:|label|definition" if rank else "code|label|definition",
            (
                (f"`{c.code}`", *([c.rank] if rank else []), c.label, c.definition)
                for c in vocabulary.codes
            ),
        )


_ABOUT_VIEWS = """\
They are in the DuckDB file (`make`) and in what the scripts `tables/load/load.sql` (DuckDB),
`load.postgres.sql`, `load.sqlite.sql` (views only) and `load.spark.sql` make. Codes are ordered
enums in DuckDB and PostgreSQL: sort by them, and compare ranks, not codes. A view comes in the
order that fits its question; a query of your own says `ORDER BY` where it relies on one. SQLite
and Spark sort codes as text, so that `country_stances`, `disputed_details`, `panel`,
`positions`, `provenance` and `stance_timeline` come in another order there."""


def _views(data: Dataset) -> Iterator[str]:
    yield from ("", "## Views and table macros", "", _ABOUT_VIEWS)
    kinds = {v.name: "Macro" if v.is_macro else "View" for v in read_views()}
    anchors = {n: FLAT if n == FLAT else f"{kind.lower()}-{n}" for n, kind in kinds.items()}
    yield from _grid(
        "name|question", ((f"[{v.name}](#{anchors[v.name]})", v.question) for v in read_views())
    )
    for view in (v for v in read_views() if v.name != FLAT):
        yield from ("", f"### {kinds[view.name]} `{view.name}`", "")
        yield from _asked(view)
        yield from _grid("column|description", ((f"`{n}`", t) for n, t in view.columns.items()))
        yield from _example(view, data)


def _asked(view: View) -> Iterator[str]:
    yield f"{view.question} {view.notes}".strip()
    yield ""
    yield f"Key: {', '.join(f'`{k}`' for k in view.key)}."


def _example(view: View, data: Dataset) -> Iterator[str]:
    yield from ("", "```sql", view.example + ";", "```", "")
    yield from markdown(*data.ask(view.example))


def _filled(column: pl.Series) -> str:
    return f"{column.count() / len(column):.0%}" if len(column) else "–"


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


def _kind(kind: str) -> str:
    """Return a kind of column as it is read; a vocabulary is a link to its codes."""
    is_coded = any(v.name == kind for v in VOCABULARIES)
    return f"[{kind}](#{kind})" if is_coded else kind.replace("boolean", "true/false")


def _type(column: Column) -> str:
    if column.spec.vocabulary is not None:
        return _kind(column.spec.vocabulary.name)
    return "date (EDTF)" if column.spec.edtf else _kind(column.kind)


def _description(column: Column) -> str:
    spec, to = column.spec, column.references
    text = spec.description
    if not spec.annotated:
        text += " Derived."
    if spec.unit:
        text += f" Unit: {spec.unit}."
    if to is not None:
        text += f" → [{to.table}](#{to.table})"
    # What stands in the column where people leave it out in raw/.
    follows = spec.follows if spec.default is None else f"`{cell_text(spec.default, '')}`"
    if follows:
        text += f" Left out in raw/: {follows}."
    return text
