"""Make the tables of the two codings: `codings`, `reliability`, `unitizing`, `confusions`.

These rows need no special checks: `validate` checks them like all tables.
"""

import hashlib
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
    Figures,
    UnitCounts,
    alpha_of,
    coded,
    confusions,
    measure,
    ranks_of,
)
from build.reliability.matching import Matched, match
from build.reliability.units import MEASURED, as_text, covered, variables
from schemas import TABLES

Row = dict[str, Any]
_NAMES = ("codings", "reliability", "unitizing", "confusions")
# Replaces null in `confusions`, whose keys are never null.
_NULL = "none"


def reliability_tables(
    raw: Path, tables: Mapping[str, pl.DataFrame], say: Say = silent
) -> dict[str, pl.DataFrame]:
    """Return the frames of the four tables from raw/codings and the published `tables`.

    The frames are empty if there is no second coding. Raises `ProblemsError` with every problem
    in raw/codings.
    """
    pairs = read_codings(raw, say)
    rows: dict[str, list[Row]] = {name: [] for name in _NAMES}
    if pairs:
        about = read_about(raw, pairs)
        say("comparing the codings")
        rows = _rows(raw, pairs, about, tables, say)
    return {name: _frame(name, found) for name, found in rows.items()}


def with_reliability(
    raw: Path, tables: Mapping[str, pl.DataFrame], say: Say = silent
) -> dict[str, pl.DataFrame]:
    """Return the published tables and the tables of the two codings, all validated.

    Raises `ProblemsError` as `reliability_tables` does, and if a row breaks a rule.
    """
    complete = dict(tables) | reliability_tables(raw, tables, say)
    problems = []
    for found in validate(complete):
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
    raw: Path,
    pairs: list[Pair],
    about: About,
    tables: Mapping[str, pl.DataFrame],
    say: Say,
) -> dict[str, list[Row]]:
    matched = matchings(pairs, about)
    by_place = matchings(pairs, about, by_place=True)
    decided = adjudicate(raw, list(differences(matched)), tables)
    reliability: list[Row] = []
    confused: list[Row] = []
    for table in MEASURED:
        for field, level in variables(table).items():
            say(f"agreement on {table}.{field}")
            ranks = ranks_of(table, field)
            placed = alpha_of(_coded(by_place, table, field), level, ranks)
            for scope in ("all", "unnamed"):
                named = about.named.get(table, ()) if scope == "unnamed" else ()
                cells = _coded(matched, table, field, named)
                figures = measure(cells, level, ranks)
                row = _reliability(figures, placed if scope == "all" else None)
                place = {"record_table": table, "field": field, "scope": scope}
                row |= {"level": level, "codebook_sha256": about.codebook}
                reliability.append(place | row)
            if level == "ordinal" or ranks or _is_flag(table, field):
                confused += _confusions(table, field, _coded(matched, table, field))
    return {
        "codings": [_coding(d) for d in decided],
        "reliability": reliability,
        "unitizing": [*_unitizing(matched, about), *_characters(pairs)],
        "confusions": confused,
    }


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
    pairs = (
        (m.article, a, b)
        for m in matchings
        if m.table == table
        for a, b in m.pairs
        if a.key not in left_out
    )
    return coded(pairs, field)


def _is_flag(table: str, field: str) -> bool:
    return any(c.name == field and c.kind == "boolean" for c in TABLES[table].columns())


def _decimal(value: float | None) -> float | None:
    """Return a value rounded to three digits, without negative zero."""
    return None if value is None else round(value * 1000) / 1000 + 0.0


def _reliability(figures: Figures, by_place: float | None) -> Row:
    return {
        "units": figures.units,
        "agreement": _decimal(figures.agreement),
        "alpha": _decimal(figures.alpha),
        "alpha_low": _decimal(figures.low),
        "alpha_high": _decimal(figures.high),
        "alpha_by_place": _decimal(by_place),
        "no_alpha": figures.no_alpha,
    }


def _confusions(table: str, field: str, cells: Sequence[Coded]) -> Iterator[Row]:
    counts = confusions(cells)
    totals: dict[Any, int] = {}
    for (first, _), units in counts.items():
        totals[first] = totals.get(first, 0) + units
    for (first, second), units in counts.items():
        yield {
            "record_table": table,
            "field": field,
            "first_value": as_text(first) or _NULL,
            "second_value": as_text(second) or _NULL,
            "units": units,
            "share": _decimal(units / totals[first]),
        }


def _unitizing(matchings: Sequence[Matched], about: About) -> Iterator[Row]:
    for table in MEASURED:
        mine = [m for m in matchings if m.table == table]
        for scope in ("all", "unnamed"):
            named = set(about.named.get(table, ()) if scope == "unnamed" else ())
            both = sum(a.key not in named for m in mine for a, _ in m.pairs)
            first = both + sum(u.key not in named for m in mine for u in m.first_only)
            second = both + sum(len(m.second_only) for m in mine)
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
    agreement = (both + neither) / total if total else None
    yield _found("characters", "all", UnitCounts(first, second, both), agreement)


def _found(table: str, scope: str, finding: UnitCounts, agreement: float | None) -> Row:
    return {
        "record_table": table,
        "scope": scope,
        "first_units": finding.first,
        "second_units": finding.second,
        "both_units": finding.both,
        "precision": _decimal(finding.precision),
        "recall": _decimal(finding.recall),
        "f1": _decimal(finding.f1),
        "agreement": _decimal(agreement),
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
    return pl.DataFrame(rows, schema=model.types(), orient="row").sort(model.sort_by())
