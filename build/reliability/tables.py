"""Make the tables of the two codings: `codings`, `reliability`, `unitizing`, `confusions`.

These rows need no special checks: `validate` checks them like all tables.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from build.annotations.records import show
from build.frames.validate import validate
from build.problems import Problem, ProblemsError
from build.progress import Say, silent
from build.reliability.about import About, read_about
from build.reliability.adjudication import Decided, adjudicate
from build.reliability.codings import FOLDER, Pair, read_codings
from build.reliability.differences import differences
from build.reliability.figures import (
    Coded,
    UnitCounts,
    alpha_of,
    confusions,
    measure,
    rounded,
)
from build.reliability.matching import Matched, match
from build.reliability.units import MEASURED, Level, as_text, covered, variables
from schemas import TABLES, Column

Row = dict[str, Any]
# What stands for null in `confusions`, whose keys are never null.
NULL = "none"


def reliability_tables(
    raw: Path, tables: Mapping[str, pl.DataFrame], say: Say = silent
) -> dict[str, pl.DataFrame]:
    """Return the frames of the four tables from raw/codings and the published `tables`.

    The frames are empty if there is no second coding. Raises `ProblemsError` with every problem
    in raw/codings.
    """
    pairs = read_codings(raw, say)
    rows = _rows(raw, pairs, tables, say) if pairs else {}
    names = "codings", "reliability", "unitizing", "confusions"
    return {name: _frame(name, rows.get(name, [])) for name in names}


def with_reliability(
    raw: Path, tables: Mapping[str, pl.DataFrame], say: Say = silent
) -> dict[str, pl.DataFrame]:
    """Return the published tables and the tables of the two codings, all validated.

    Raises `ProblemsError` as `reliability_tables` does, and if a row breaks a rule.
    """
    compared = reliability_tables(raw, tables, say)
    complete = dict(tables) | compared
    problems = []
    for found in validate(complete, compared):
        file, record = f"tables/{found.table}.csv", ""
        if found.row is not None:
            row = complete[found.table].row(found.row, named=True)
            record = TABLES[found.table].keys_of(complete[found.table][found.row])[0]
            if found.table == "codings":
                file = show(raw, raw / FOLDER / "adjudication" / f"{row['article_id']}.toml")
                record = row["first_id"] or row["second_id"] or record
        what = found.message if found.value is None else f"'{found.value}': {found.message}"
        problems.append(Problem(file, what, record=record, field=found.column or ""))
    if problems:
        raise ProblemsError(problems)
    return complete


def _rows(
    raw: Path, pairs: list[Pair], tables: Mapping[str, pl.DataFrame], say: Say
) -> dict[str, list[Row]]:
    """Return the rows of the four tables, by table."""
    about = read_about(raw, pairs)
    say("comparing the codings")
    matched = matchings(pairs, about)
    by_place = matchings(pairs, about, by_place=True)
    decided = adjudicate(raw, list(differences(matched)), tables)
    measured = [(table, *variable) for table in MEASURED for variable in variables(table)]
    reliability: list[Row] = []
    confused: list[Row] = []
    for table, column, level in measured:
        say(f"agreement on {table}.{column.name}")
        reliability += _agreement(table, column, level, matched, by_place=by_place, about=about)
        if has_confusions(column):
            confused += _confusions(table, column.name, _coded(matched, table, column.name))
    return {
        "codings": [_coding(d) for d in decided],
        "reliability": reliability,
        "unitizing": [*_unitizing(matched, about), *_characters(pairs)],
        "confusions": confused,
    }


def has_confusions(column: Column) -> bool:
    """Return True if the confusions of a measured column are counted: codes, true and false."""
    return column.spec.vocabulary is not None or column.kind == "boolean"


def matchings(pairs: Iterable[Pair], about: About, *, by_place: bool = False) -> list[Matched]:
    """Return the matchings of all pairs of codings."""
    return [
        matched
        for pair in pairs
        for matched in match(pair, about.same.get(pair.article, {}), by_place=by_place)
    ]


def _coded(
    matchings: Iterable[Matched], table: str, field: str, named: Iterable[str] = ()
) -> list[Coded]:
    """Return the cells of a column in the units that both codings have, except those named."""
    left_out = frozenset(named)
    return [
        Coded(a.cells[field], b.cells[field], (m.article, *(a.spans[:1] or (a.key,))))
        for m in matchings
        if m.table == table
        for a, b in m.pairs
        if a.key not in left_out
    ]


def _scopes(table: str, about: About) -> list[tuple[str, Iterable[str]]]:
    """Return each scope of the units of a table, with the keys of those left out."""
    return [("all", ()), ("unnamed", about.named.get(table, ()))]


def _agreement(
    table: str,
    column: Column,
    level: Level,
    matched: Sequence[Matched],
    *,
    by_place: Sequence[Matched],
    about: About,
) -> Iterator[Row]:
    """Yield how far a column agrees, for each scope."""
    ranks = column.spec.vocabulary.values if column.spec.vocabulary else ()
    alpha_by_place = alpha_of(_coded(by_place, table, column.name), level, ranks)
    for scope, named in _scopes(table, about):
        figures = measure(_coded(matched, table, column.name, named), level, ranks)
        yield {
            "record_table": table,
            "field": column.name,
            "scope": scope,
            "level": level,
            "units": figures.units,
            "agreement": figures.agreement,
            "alpha": figures.alpha,
            "alpha_low": figures.low,
            "alpha_high": figures.high,
            "alpha_by_place": alpha_by_place if scope == "all" else None,
            "no_alpha": figures.no_alpha,
            "codebook_sha256": about.codebook,
        }


def _confusions(table: str, field: str, cells: Sequence[Coded]) -> Iterator[Row]:
    given = Counter(c.first for c in cells)
    for (first, second), units in confusions(cells).items():
        yield {
            "record_table": table,
            "field": field,
            "first_value": as_text(first) or NULL,
            "second_value": as_text(second) or NULL,
            "units": units,
            "share": rounded(units / given[first]),
        }


def _unitizing(matchings: Sequence[Matched], about: About) -> Iterator[Row]:
    for table in MEASURED:
        mine = [m for m in matchings if m.table == table]
        for scope, named in _scopes(table, about):
            both = sum(a.key not in named for m in mine for a, _ in m.pairs)
            first = sum(a.key not in named for m in mine for a, _ in m.units if a)
            second = both + sum(a is None for m in mine for a, _ in m.units)
            yield _found(table, scope, UnitCounts(first, second, both), None)


def _characters(pairs: Iterable[Pair]) -> Iterator[Row]:
    """Yield the row with the numbers of codable characters that each and both codings cover."""
    first = second = both = neither = 0
    for pair in pairs:
        one, other = (covered(t["evidence"], pair.article) for t in (pair.first, pair.second))
        articles = pair.first["articles"].rows_by_key("article_id", named=True, unique=True)
        size = articles[pair.article]["codable_characters"]
        first, second = first + len(one), second + len(other)
        both += len(one & other)
        neither += max(0, size - len(one | other))
    total = first + second - both + neither
    agreement = rounded((both + neither) / total) if total else None
    yield _found("characters", "all", UnitCounts(first, second, both), agreement)


def _found(table: str, scope: str, finding: UnitCounts, agreement: float | None) -> Row:
    return {
        "record_table": table,
        "scope": scope,
        "first_units": finding.first,
        "second_units": finding.second,
        "both_units": finding.both,
        "precision": finding.precision,
        "recall": finding.recall,
        "f1": finding.f1,
        "agreement": agreement,
    }


def _coding(decided: Decided) -> Row:
    difference = decided.difference
    parts = [*difference.unit, difference.field]
    if difference.first is None and difference.second is None:
        parts.append(decided.published)
    digest = hashlib.sha256("\x1f".join(part or "" for part in parts).encode()).hexdigest()
    return {
        "coding_id": f"{difference.article}.c{digest[:10]}",
        "article_id": difference.article,
        "record_table": difference.table,
        "record_id": decided.published,
        "first_id": difference.first,
        "second_id": difference.second,
        "field": difference.field,
        "first_value": difference.first_value,
        "second_value": difference.second_value,
        "decision": decided.decision,
        "reason": decided.reason,
    }


def _frame(name: str, rows: Sequence[Row]) -> pl.DataFrame:
    """Return rows as a frame with the declared columns, in the declared order."""
    model = TABLES[name]
    return pl.DataFrame(rows, schema=model.types()).sort(model.sort_by())
