"""Explain breaches of the schemas: their places in raw/, and how to fix them."""

from collections.abc import Iterator

from build.annotations.model import KIND_OF_TABLE
from build.annotations.records import Problems, find_line, show
from build.frames.frame import Framed
from build.frames.validate import Breach
from build.problems import Problem, shorten, suggest
from schemas import TABLES


def explain(
    problems: Problems, framed: dict[str, Framed], breaches: list[Breach]
) -> list[Problem]:
    """Return a problem for each breach, with its place in raw/ and a fix.

    Breaches that are consequences of `problems` are left out.
    """
    explained: list[Problem] = []
    for breach in breaches:
        suggesting = len(explained) < _MOST_SUGGESTED
        explained += _explained(breach, problems, framed, suggesting=suggesting)
    return explained


def _explained(
    breach: Breach, problems: Problems, framed: dict[str, Framed], *, suggesting: bool
) -> Iterator[Problem]:
    """Yield the problem of a breach, unless it is a consequence of a reported problem."""
    table, row, field = framed[breach.table], breach.row, breach.column or ""
    if row is None:
        yield Problem(f"tables/{breach.table}.csv", breach.message, field=field)
        return
    origin = table.origin(row)
    ignored = problems.ignored.get(origin, set())
    if breach.table == "event_participants" and "participants" in ignored:
        return
    if ignored and (breach.column is None or _written(breach.column) in ignored):
        return
    record = TABLES[breach.table].keys_of(table.frame[row])[0]
    path = table.within(row) or _path(breach)
    if breach.table == "evidence":
        record, field = table.frame["cue_start"][row], path
    elif table.within(row) and field:
        path = f"{path}.{field}"
    what, fix = _advice(breach, framed, suggesting=suggesting)
    yield Problem(
        show(problems.raw, origin.file),
        what,
        fix,
        line=find_line(origin, path),
        record=shorten(record, 300),
        field=field,
    )


def _written(column: str) -> str:
    """Return the field that people write for a column."""
    for suffix in ("_earliest", "_latest"):
        column = column.removesuffix(suffix)
    return column


def _path(breach: Breach) -> str:
    if breach.table == "quotes" and breach.column == "quote_id":
        return "id"
    return _written(breach.column or "")


# Finding a similar value is slow, and this many suggestions are enough.
_MOST_SUGGESTED = 100


def _advice(breach: Breach, framed: dict[str, Framed], *, suggesting: bool) -> tuple[str, str]:
    value = breach.value
    if suggesting and breach.rule in ("vocabulary", "foreign_key"):
        return _unknown(breach, framed)
    if suggesting and breach.rule.startswith(("evidence_of_", "evidence_field_of_")):
        return _no_target(breach, framed)
    if breach.rule == "primary_key":
        return "the same key stands more than once", "keep one, or give the other its own key"
    if value is None:
        return breach.message, ""
    joint = " " if breach.message.startswith(("is ", "does ", "must ")) else ": "
    return f"'{shorten(str(value))}'{joint}{breach.message}", ""


def _no_target(breach: Breach, framed: dict[str, Framed]) -> tuple[str, str]:
    """Return the fault and the fix for a passage that names a missing record or column."""
    value, table = str(breach.value), breach.rule.rpartition("_of_")[2]
    if breach.rule.startswith("evidence_field_of_"):
        columns = [c.name for c in TABLES[table].columns()]
        fix = suggest(value, columns, otherwise="name one of its columns")
        return f"{table} has no column '{shorten(value)}'", fix
    known = TABLES[table].keys_of(framed[table].frame)
    fix = suggest(value, known, otherwise="add the record or mend the reference")
    return f"{table} has no record '{shorten(value)}'", fix


def _unknown(breach: Breach, framed: dict[str, Framed]) -> tuple[str, str]:
    columns = TABLES[breach.table].columns()
    column = next(c for c in columns if c.name == breach.column)
    if (vocabulary := column.spec.vocabulary) is not None:
        known = list(vocabulary.values)
        name, otherwise = vocabulary.name, f"one of {', '.join(known)}"
    elif (to := column.references) is not None:
        known = framed[to.table].frame[to.column].to_list()
        name, otherwise = KIND_OF_TABLE.get(to.table, to.table), f"add it to {to.table} in raw/"
    what = f"unknown {name.replace('_', ' ')} '{shorten(str(breach.value))}'"
    return what, suggest(str(breach.value), known, otherwise=otherwise)
