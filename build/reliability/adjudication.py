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


class _Wrong(NamedTuple):
    """What is wrong with a record, what to do about it, and the field, if it is one."""

    what: str
    fix: str
    field: str = ""


class Decided(NamedTuple):
    """A difference, its decision, the reason, and the key of the published row, if any."""

    difference: Difference
    decision: str
    reason: str
    published: str | None


_Rows = Mapping[str, Mapping[str, Mapping[str, Any]]]
# By the difference; where neither coding has the unit, by difference and published row.
_Taken = dict[tuple[Any, ...], Decided]


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
        try:
            decided += _decisions(raw, [d for d in found if d.article == article], rows)
        except ProblemsError as error:
            problems += error.problems
    problems += _strays(raw, articles)
    if problems:
        raise ProblemsError(problems)
    return decided


def _rows(table: str, frame: pl.DataFrame) -> dict[str, dict[str, Any]]:
    keys = TABLES[table].keys_of(frame)
    return dict(zip(keys, frame.iter_rows(named=True), strict=True))


def _strays(raw: Path, articles: Sequence[str]) -> Iterator[Problem]:
    for path in sorted((raw / FOLDER / "adjudication").glob("*")):
        if path.suffix != ".toml" or path.stem not in articles:
            what = "decides about no article in which the codings differ"
            yield Problem(show(raw, path), what, "remove the file")


def _decisions(raw: Path, found: Sequence[Difference], rows: _Rows) -> list[Decided]:
    """Return the differences of an article with their decisions.

    Raises `ProblemsError` with everything that is wrong in the file of the decisions.
    """
    stem = f"{FOLDER}/adjudication/{found[0].article}"
    shown = show(raw, raw / f"{stem}.toml")
    problems: list[Problem] = []
    taken: _Taken = {}
    for decision, line in read_notices(raw, stem, KIND, Decision):
        unit = decision.get("first") or decision.get("second") or decision.get("published", "")
        for result in _decide(decision, found, rows):
            wrong = result if isinstance(result, _Wrong) else _take(result, taken, rows)
            if wrong is not None:
                what, fix, field = wrong
                problems.append(Problem(shown, what, fix, line=line, record=unit, field=field))
    problems += _undecided(found, taken, shown)
    if problems:
        raise ProblemsError(problems)
    return list(taken.values())


def _take(decided: Decided, taken: _Taken, rows: _Rows) -> _Wrong | None:
    """Add a decided difference to those that are taken; return what is wrong with it."""
    difference = decided.difference
    key = difference if any(difference.unit[1:]) else (difference, decided.published)
    if key in taken:
        return _Wrong("is decided twice", "keep one", difference.field or "")
    taken[key] = decided
    return _contradicted(decided, rows)


def _decide(
    decision: Mapping[str, Any], found: Sequence[Difference], rows: _Rows
) -> Iterator[Decided | _Wrong]:
    """Yield each difference that a record decides, and each problem of the record."""
    table, first, second = decision["table"], decision.get("first"), decision.get("second")
    if first is None and second is None:
        yield _added(decision, found[0].article, rows.get(table, {}))
        return
    lone = first is None or second is None
    of_unit = {d.field: d for d in found if d.unit == (table, first, second)}
    if not of_unit:
        known = [str(d.first or d.second) for d in found if d.table == table]
        fix = suggest(str(first or second), known, otherwise=_SAME)
        yield _Wrong("the codings do not differ in such a unit", fix)
        return
    if lone == ("fields" in decision):
        what = "a unit that only one coding has is decided as a whole, another by columns"
        yield _Wrong(what, "remove fields" if lone else "name the columns", "fields")
        return
    published = _published(decision, rows[table])
    if isinstance(published, _Wrong):
        yield published
        published = None
    for field in of_unit if lone else decision["fields"]:
        if field in of_unit:
            reason = decision["reason"]
            yield Decided(of_unit[field], decision["decision"], reason, published)
        else:
            known = [str(f) for f in of_unit]
            fix = suggest(str(field), known, otherwise=f"they differ in {', '.join(known)}")
            yield _Wrong(f"the codings do not differ in '{field}'", fix, "fields")


def _added(
    decision: Mapping[str, Any], article: str, there: Mapping[str, Any]
) -> Decided | _Wrong:
    """Return what is decided about a published row that neither coding has."""
    table, published = decision["table"], decision.get("published")
    if published is None:
        return _Wrong("names no unit", "name it in first, second or published")
    if decision["decision"] != "neither" or "fields" in decision:
        what = "a row that neither coding has is decided as a whole, as neither"
        return _Wrong(what, 'write decision = "neither", without fields', "decision")
    if published not in there:
        fix = suggest(published, there, otherwise=_SAME)
        return _Wrong(f"{table} has no '{published}'", fix, "published")
    difference = Difference(article, table, None, None)
    return Decided(difference, "neither", decision["reason"], published)


def _published(decision: Mapping[str, Any], there: Mapping[str, Any]) -> str | _Wrong | None:
    """Return the key of the published row, None where there is rightly none."""
    given: str | None = decision.get("published")
    first: str | None = decision.get("first")
    if given is not None:
        if given in there:
            return given
        fix = suggest(given, there, otherwise=_SAME)
        return _Wrong(f"{decision['table']} has no '{given}'", fix, "published")
    decided = decision["decision"]
    lone = first is None or "second" not in decision
    published = first if first in there else None
    if published is not None and lone and decided == "second":
        what = "the second coding is right in not having it, and it is published"
        return _Wrong(what, _SAME, "published")
    kept = ("second",) if first is None else ("first", "both")
    if published is None and (not lone or decided in kept):
        what = "the row that was decided for is not published"
        return _Wrong(what, "name it in published", "published")
    return published


def _contradicted(decided: Decided, rows: _Rows) -> _Wrong | None:
    """Return what is wrong where the published cell is not the one that was decided for."""
    difference, published = decided.difference, decided.published
    if difference.lone or difference.field is None or published is None:
        return None
    value = as_text(rows[difference.table][published][difference.field])
    first, second = difference.first_value, difference.second_value
    if decided.decision == "neither":
        wrong = value in (first, second)
    elif decided.decision != "second":
        wrong = value != first
    elif second and second.startswith(SECOND):  # a record that the first coding does not have
        wrong = value in (None, first)
    else:
        wrong = value != second
    if not wrong:
        return None
    shown = "null" if value is None else f"'{value}'"
    what = f"the published {difference.field} is {shown}, not what was decided"
    return _Wrong(what, _SAME, difference.field)


def _undecided(found: Sequence[Difference], taken: _Taken, shown: str) -> Iterator[Problem]:
    """Yield a problem for each difference that no decision names."""
    for difference in found:
        # The cells of a unit that only one coding has are decided with the unit.
        if difference in taken or (difference.lone and difference.field):
            continue
        unit = f"{difference.table} {difference.first or difference.second}"
        what = "a difference without a decision"
        fix = "read the passage and add a [[difference]]"
        yield Problem(shown, what, fix, record=unit, field=difference.field or "")
