"""Say of each finding where in raw/ it comes from and what to do about it."""

from collections.abc import Iterator

from build.annotations.model import KIND_OF_TABLE
from build.annotations.records import Problems, find_line, show
from build.frames.frame import Framed
from build.frames.validate import Finding
from build.problems import Problem, shorten, suggest
from schemas import TABLES


def explain(
    problems: Problems, framed: dict[str, Framed], findings: list[Finding]
) -> list[Problem]:
    """Return a problem for each finding, with its place in raw/ and what to do about it.

    Findings that follow from `problems` are left out.
    """
    explained: list[Problem] = []
    for finding in findings:
        suggesting = len(explained) < _MOST_SUGGESTED
        explained += _explained(finding, problems, framed, suggesting=suggesting)
    return explained


def _explained(
    finding: Finding, problems: Problems, framed: dict[str, Framed], *, suggesting: bool
) -> Iterator[Problem]:
    """Yield the problem, if it is not a consequence of one that is reported already."""
    table, row, field = framed[finding.table], finding.row, finding.column or ""
    if row is None:
        yield Problem(f"tables/{finding.table}.csv", finding.message, field=field)
        return
    origin = table.origin(row)
    ignored = problems.ignored.get(origin, set())
    if finding.table == "event_participants" and "participants" in ignored:
        return
    if ignored and (finding.column is None or _written(finding.column) in ignored):
        return
    record = TABLES[finding.table].keys_of(table.frame[row])[0]
    path = table.within(row) or _path(finding)
    if finding.table == "evidence":
        record, field = table.frame["cue_start"][row], path
    elif table.within(row) and field:
        path = f"{path}.{field}"
    what, fix = _advice(finding, framed, suggesting=suggesting)
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


def _path(finding: Finding) -> str:
    if finding.table == "quotes" and finding.column == "quote_id":
        return "id"
    return _written(finding.column or "")


# Looking for a near miss takes a while; whoever has this many problems needs no more.
_MOST_SUGGESTED = 100


def _advice(
    finding: Finding, framed: dict[str, Framed], *, suggesting: bool
) -> tuple[str, str]:
    value = finding.value
    if suggesting and finding.rule in ("vocabulary", "foreign_key"):
        return _unknown(finding, framed)
    if suggesting and finding.rule.startswith(("evidence_of_", "evidence_field_of_")):
        return _no_target(finding, framed)
    if finding.rule == "primary_key":
        return "the same key stands more than once", "keep one, or give the other its own key"
    if value is None:
        return finding.message, ""
    joint = " " if finding.message.startswith(("is ", "does ", "must ")) else ": "
    return f"'{shorten(str(value))}'{joint}{finding.message}", ""


def _no_target(finding: Finding, framed: dict[str, Framed]) -> tuple[str, str]:
    """Say what a passage names that is not there."""
    value, table = str(finding.value), finding.rule.rpartition("_of_")[2]
    if finding.rule.startswith("evidence_field_of_"):
        columns = [c.name for c in TABLES[table].columns()]
        fix = suggest(value, columns, otherwise="name one of its columns")
        return f"{table} has no column '{shorten(value)}'", fix
    known = TABLES[table].keys_of(framed[table].frame)
    fix = suggest(value, known, otherwise="add the record or mend the reference")
    return f"{table} has no record '{shorten(value)}'", fix


def _unknown(finding: Finding, framed: dict[str, Framed]) -> tuple[str, str]:
    columns = TABLES[finding.table].columns()
    column = next(c for c in columns if c.name == finding.column)
    if (vocabulary := column.spec.vocabulary) is not None:
        known = list(vocabulary.values)
        name, otherwise = vocabulary.name, f"one of {', '.join(known)}"
    elif (to := column.references) is not None:
        known = framed[to.table].frame[to.column].to_list()
        name, otherwise = KIND_OF_TABLE.get(to.table, to.table), f"add it to {to.table} in raw/"
    what = f"unknown {name.replace('_', ' ')} '{shorten(str(finding.value))}'"
    return what, suggest(str(finding.value), known, otherwise=otherwise)
