"""Read and check the adjudication of the differences: raw/codings/adjudication/ARTICLE.toml.

A record identifies the unit by its ids in the two codings. If both codings found the unit, the
record lists the columns that it decides; otherwise it decides the unit as a whole. `published`
is the key of the published row if it differs from the key in the first coding. Every difference
must have exactly one decision, and every decision must match a difference and the published
row. A row that neither coding has, and that was added later, has only `published`.

Left out on purpose: whether a decision is right, which a reader can judge from its reason.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, NotRequired

import polars as pl
from pydantic import ConfigDict, Field
from typing_extensions import TypedDict

from build.annotations.hints import codes
from build.annotations.notices import read_notices
from build.annotations.records import show
from build.problems import Problem, ProblemsError, suggest
from build.reliability.codings import FOLDER
from build.reliability.differences import Difference
from build.reliability.matching import SECOND
from build.reliability.units import as_text
from schemas import TABLES
from schemas.vocabularies import CODED_TABLE, DECISION

KIND = "difference"
_SAME = "mend the decision, or remove it"


class Decision(TypedDict):
    """The decision about a unit, or about some of its columns, and the reason."""

    __pydantic_config__ = ConfigDict(strict=True, extra="forbid")  # type: ignore[misc]
    table: Annotated[str, Field(json_schema_extra=codes(CODED_TABLE))]
    first: NotRequired[
        Annotated[str, Field(description="Key in the first coding, if it has one.")]
    ]
    second: NotRequired[
        Annotated[str, Field(description="Key in the second coding, if it has one.")]
    ]
    fields: NotRequired[
        Annotated[list[str], Field(description="The columns; none for a unit of one coding.")]
    ]
    decision: Annotated[
        Literal["first", "second", "both", "neither"],
        Field(json_schema_extra=codes(DECISION)),
    ]
    reason: Annotated[str, Field(description="Why, in a sentence.")]
    published: NotRequired[
        Annotated[str, Field(description="Key of the published row, if not the first's.")]
    ]


class Decided(NamedTuple):
    """A difference, its decision, the reason, and the key of the published row, if any."""

    difference: Difference
    decision: str
    reason: str
    published: str | None


def adjudicate(
    raw: Path, found: Sequence[Difference], tables: Mapping[str, pl.DataFrame]
) -> list[Decided]:
    """Return every difference with its decision.

    `tables` are the published tables. Raises `ProblemsError` with each difference without a
    decision, each decision without a difference, and each decision that contradicts them.
    """
    decided: list[Decided] = []
    problems: list[Problem] = []
    rows = {name: _rows(name, tables[name]) for name in TABLES}
    articles = list(dict.fromkeys(d.article for d in found))
    for article in articles:
        stem = f"{FOLDER}/adjudication/{article}"
        shown = show(raw, raw / f"{stem}.toml")
        mine = [d for d in found if d.article == article]
        try:
            decisions = read_notices(raw, stem, KIND, Decision)
        except ProblemsError as error:
            problems += error.problems
            continue
        taken: dict[tuple[Any, ...], Decided] = {}
        for decision, line in decisions:
            name = decision.get("first") or decision.get("second") or ""
            if "first" not in decision and "second" not in decision:
                results = _added(decision, article, rows)
                name = decision.get("published", "")
            else:
                results = _decide(decision, mine, rows)
            for field, what, fix, result in results:
                fault = what, fix
                if result is not None:
                    key = _key(result)
                    fault = ("is decided twice", "keep one") if key in taken else fault
                    taken.setdefault(key, result)
                if fault[0]:
                    place = Problem(shown, *fault, line=line, record=name, field=field)
                    problems.append(place)
        problems += _undecided(mine, taken, shown)
        decided += taken.values()
    problems += _strays(raw, articles)
    if problems:
        raise ProblemsError(problems)
    return decided


def _key(decided: Decided) -> tuple[Any, ...]:
    """Return the key of a decision: unit and column, and its row if neither coding has it."""
    unit, field = decided.difference.unit, decided.difference.field
    return (*unit, field) if any(unit[1:]) else (*unit, field, decided.published)


def _strays(raw: Path, articles: Sequence[str]) -> Iterator[Problem]:
    for path in sorted((raw / FOLDER / "adjudication").glob("*")):
        if path.suffix != ".toml" or path.stem not in articles:
            what = "decides about no article in which the codings differ"
            yield Problem(show(raw, path), what, "remove the file")


def _rows(table: str, frame: pl.DataFrame) -> dict[str, dict[str, Any]]:
    keys = TABLES[table].keys_of(frame)
    return dict(zip(keys, frame.iter_rows(named=True), strict=True))


_Rows = Mapping[str, Mapping[str, Mapping[str, Any]]]
_Result = tuple[str, str, str, Decided | None]


def _added(decision: Mapping[str, Any], article: str, rows: _Rows) -> Iterator[_Result]:
    """Yield the field, fault, fix and decided row for a row that neither coding has."""
    table, published = decision["table"], decision.get("published")
    if published is None:
        yield "", "names no unit", "name it in first, second or published", None
    elif decision["decision"] != "neither" or "fields" in decision:
        what = "a row that neither coding has is decided as a whole, as neither"
        yield "decision", what, 'write decision = "neither", without fields', None
    elif published not in rows.get(table, {}):
        fix = suggest(published, rows.get(table, {}), otherwise=_SAME)
        yield "published", f"{table} has no '{published}'", fix, None
    else:
        difference = Difference(article, table, None, None)
        yield "", "", "", Decided(difference, "neither", decision["reason"], published)


def _decide(
    decision: Mapping[str, Any], found: Sequence[Difference], rows: _Rows
) -> Iterator[_Result]:
    """Yield the field, fault, fix and decided difference for each part of one record."""
    unit = decision["table"], decision.get("first"), decision.get("second")
    of_unit = [d for d in found if d.unit == unit]
    if not of_unit:
        known = [str(d.first or d.second) for d in found if d.table == decision["table"]]
        name = str(unit[1] or unit[2])
        fix = suggest(name, known, otherwise=_SAME)
        yield "", "the codings do not differ in such a unit", fix, None
        return
    whole = unit[1] is None or unit[2] is None
    if whole != ("fields" not in decision):
        what = "a unit that only one coding has is decided as a whole, another by columns"
        yield "fields", what, "remove fields" if whole else "name the columns", None
        return
    published, what, fix = _published(decision, whole, rows)
    if what:
        yield "published", what, fix, None
    by_field = {d.field: d for d in of_unit}
    for field in by_field if whole else decision["fields"]:
        if field not in by_field:
            known = [str(f) for f in by_field]
            fix = suggest(str(field), known, otherwise=f"they differ in {', '.join(known)}")
            yield "fields", f"the codings do not differ in '{field}'", fix, None
            continue
        result = Decided(by_field[field], decision["decision"], decision["reason"], published)
        if not whole and published is not None and field is not None:
            what, fix = _contradicted(result, rows[unit[0]][published].get(field))
        yield str(field or ""), what if not whole else "", fix, result


def _published(
    decision: Mapping[str, Any], whole: bool, rows: _Rows
) -> tuple[str | None, str, str]:
    """Return the key of the published row, and the fault and fix if it does not match."""
    table: str = decision["table"]
    first: str | None = decision.get("first")
    key: str | None = decision.get("published")
    known = rows.get(table, {})
    if key is not None:
        if key in known:
            return key, "", ""
        return None, f"{table} has no '{key}'", suggest(key, known, otherwise=_SAME)
    if first is not None and first in known:
        wrong = whole and decision["decision"] == "second"
        what = "the second coding is right in not having it, and it is published"
        return first, what if wrong else "", _SAME
    kept = first is not None and decision["decision"] in ("first", "both")
    added = first is None and decision["decision"] == "second"
    if kept or added or (first is not None and not whole):
        return None, "the row that was decided for is not published", "name it in published"
    return None, "", ""


def _contradicted(decided: Decided, cell: object) -> tuple[str, str]:
    """Return the fault and fix if the published cell contradicts the decision, else blanks."""
    value = as_text(cell)
    first, second = decided.difference.first_value, decided.difference.second_value
    expected = {"first": first, "both": first, "second": second}.get(decided.decision)
    shown = "null" if value is None else f"'{value}'"
    if decided.decision == "neither":
        wrong = value in (first, second)
    elif (expected or "").startswith(SECOND):  # a record missing from the first coding
        wrong = value in (None, first)
    else:
        wrong = value != expected
    what = f"the published {decided.difference.field} is {shown}, not what was decided"
    return (what, _SAME) if wrong else ("", "")


def _undecided(
    found: Sequence[Difference], taken: Mapping[tuple[Any, ...], Decided], shown: str
) -> Iterator[Problem]:
    """Yield a problem for each difference without a decision."""
    for difference in found:
        if (*difference.unit, difference.field) in taken:
            continue
        whole = difference.first is None or difference.second is None
        if whole and difference.field is not None:
            continue  # reported once for the unit as a whole
        name = f"{difference.table} {difference.first or difference.second}"
        what = "a difference without a decision"
        yield Problem(
            shown,
            what,
            "read the passage and add a [[difference]]",
            record=name,
            field=difference.field or "",
        )
