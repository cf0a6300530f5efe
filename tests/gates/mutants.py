"""One corruption of sound tables for every declared constraint, made from the schemas.

A mutant changes as little as it can: one cell, one row, one column. Where breaking a
constraint can't but break another (a code that does not match its pattern is in no other
table either), `expected` holds both. Row-level mutants are found by looking, over the rows
and a pool of values for each column, for a change that breaks one constraint alone; this
is done with the declarations themselves, not with any gate.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import polars as pl

from build.rules.derived import DERIVED
from build.rules.remade import REMADE
from schemas import TABLES, Column, Table
from schemas.base import MOST_CHARACTERS
from schemas.cross_rules import CROSS_RULES, FOLLOWED
from tests.corpus import sound
from tests.gates.consequences import Place, consequences

Frames = dict[str, pl.DataFrame]


@dataclass(frozen=True)
class Mutant:
    """A corruption: what it breaks, what each gate must say, and how it is made.

    `written` is set where only the text of a CSV cell is changed: (row number, column, text).
    """

    rule: str
    table: str
    column: str | None
    expected: frozenset[Place]
    make: Callable[[], Frames]
    written: tuple[int, str, str] | None = None

    @property
    def name(self) -> str:
        """A name for reports."""
        return ".".join(p for p in (self.table, self.column, self.rule) if p)


def key_of(table: str, row: Mapping[str, Any]) -> str:
    """The key of a row as gates report it."""
    return "/".join("" if row[k] is None else str(row[k]) for k in TABLES[table].key())


def constraints() -> Iterator[tuple[str, str | None, str]]:
    """Every declared constraint: (table, column, rule). A mutant must exist for each."""
    for table, model in TABLES.items():
        yield from ((table, None, "primary_key"), (table, None, "columns_order"))
        if not model.may_be_empty():
            yield table, None, "not_empty"
        yield table, None, "columns_extra"
        for column in model.columns():
            yield table, column.name, "columns_missing"
            yield from ((table, column.name, rule) for rule in column_rules(column))
        yield from ((table, None, rule.name) for rule in model.rules())
    yield from ((rule.table, rule.column, rule.name) for rule in CROSS_RULES)
    yield from ((rule.table, rule.column, rule.name) for rule in (*DERIVED, *REMADE))


def column_rules(column: Column) -> Iterator[str]:
    """The constraints of one column."""
    spec = column.spec
    yield "type"
    if not column.nullable:
        yield "not_null"
    if spec.vocabulary is not None:
        yield "vocabulary"
    elif column.dtype == pl.String:
        if column.pattern is None:
            yield from ("text", *SPACES)
        else:
            yield from ("pattern", "pattern_newline", "pattern_digit")
        if column.longest is not None:
            yield "length"
    if spec.minimum is not None:
        yield "minimum"
    if spec.maximum is not None:
        yield "maximum"
    if spec.references is not None:
        yield "foreign_key"


def replace(table: str, frame: pl.DataFrame) -> Callable[[], Frames]:
    """A copy of the tables with one of them replaced."""
    return lambda: {**sound(), table: frame}


def with_row(table: str, number: int, row: Mapping[str, Any]) -> pl.DataFrame:
    """The table with one row replaced."""
    frame = sound()[table]
    new = pl.DataFrame([dict(row)], schema=frame.schema)
    return pl.concat([frame[:number], new, frame[number + 1 :]])


# --- constraints of one row: found by looking -----------------------------------------

# Texts with a space at an end that `\s` of some engines takes for one and of others does not.
SPACES = {
    "text_no_break_space": "\u00a0edge",
    "text_ideographic_space": "edge\u3000",
}


def pool(column: Column) -> list[Any]:
    """Values to try in a column, good and bad."""
    kind = column.dtype.base_type()
    spec = column.spec
    values: list[Any] = [None]
    if kind == pl.Boolean:
        return [*values, True, False]
    if kind == pl.Date:
        return [*values, dt.date(1900, 1, 1), dt.date(2100, 1, 1)]
    if kind in (pl.Int32, pl.Int64):
        bounds = [spec.minimum, spec.maximum]
        return [
            *values,
            0,
            1,
            5,
            10**6,
            *(b + d for b in bounds if b is not None for d in (-1, 1)),
        ]
    if kind == pl.Float64:
        bounds = [spec.minimum, spec.maximum]
        return [
            *values,
            0.0,
            0.5,
            *(b + d for b in bounds if b is not None for d in (-0.5, 0.5)),
        ]
    if spec.vocabulary is not None:
        return [*values, "no_such_code", *spec.vocabulary.values]
    values += (
        sound()[_table_of(column)][column.name].drop_nulls().unique().sort().to_list()[:40]
    )
    if column.name == "group_id":
        values.append("france")  # a member, which may stand in the place of its group
    if column.pattern is not None:
        good = next((v for v in values if v is not None), str(spec.example))
        odd = [good + "\n", _with_digit(good), "2025", _longer(good)]
        return [*values, "no-such-key", "No Such Key", *odd]
    return [
        *values,
        "x" * (MOST_CHARACTERS + 1),
        "=1+1",
        " edge",
        *SPACES.values(),
        "zero\u200bwidth",
        "e\u0301",
        "ends with,",
        "ends with.",
    ]


def _longer(text: str) -> str:
    """The text, as long as no cell may be, which most patterns take."""
    return text + text[-1] * (MOST_CHARACTERS + 1 - len(text))


def _with_digit(text: str) -> str:
    """The text with an Arabic-Indic digit, which `\\d` of many engines takes for one."""
    digits = [n for n, c in enumerate(text) if c.isdigit()]
    return text[: digits[-1]] + "٣" + text[digits[-1] + 1 :] if digits else text + "٣"


def _table_of(column: Column) -> str:
    return next(t for t, m in TABLES.items() if column in m.columns())


def broken_tests(model: type[Table]) -> dict[tuple[str | None, str], pl.Expr]:
    """For each constraint of one row, an expression that is true where it is broken."""
    tests: dict[tuple[str | None, str], pl.Expr] = {}
    for column in model.columns():
        cell, spec = pl.col(column.name), column.spec
        if not column.nullable:
            tests[column.name, "not_null"] = cell.is_null()
        if spec.vocabulary is not None:
            tests[column.name, "vocabulary"] = ~cell.is_in(spec.vocabulary.values)
        elif (pattern := column.full_pattern) is not None:
            unlike = ~cell.str.contains(rf"\A(?:{pattern})\z")
            if column.pattern is None:
                unlike |= cell.str.normalize("NFC") != cell
            tests[column.name, "text" if column.pattern is None else "pattern"] = unlike
        limits = {
            "length": cell.str.len_chars() > column.longest if column.longest else None,
            "minimum": cell < spec.minimum if spec.minimum is not None else None,
            "maximum": cell > spec.maximum if spec.maximum is not None else None,
        }
        tests |= {(column.name, n): t for n, t in limits.items() if t is not None}
        if spec.references is not None:
            table, key = spec.references.split(".")
            tests[column.name, "foreign_key"] = ~cell.is_in(sound()[table][key].implode())
    for rule in model.rules():
        tests[None, rule.name] = ~pl.sql_expr(rule.predicate)
    return {place: test.fill_null(False) for place, test in tests.items()}


def row_mutants(model: type[Table], *, spread: bool = False) -> Iterator[Mutant]:
    """A mutant for each constraint of one row, the change that breaks the least.

    Of changes that break as little the first is taken, or where they are `spread` one of another
    row for each constraint, so that many can stand in one table.
    """
    table, frame = model.table(), sound()[model.table()]
    rows = frame.to_dicts()
    changes = [
        (number, column.name, value)
        for column in model.columns()
        for value in pool(column)
        for number, row in enumerate(rows[:80])
        if row[column.name] != value
    ]
    changed = pl.DataFrame(
        [rows[number] | {name: value} for number, name, value in changes],
        schema=frame.schema,
    )
    tests = broken_tests(model)
    flags = changed.select(
        test.alias(f"{column}|{rule}") for (column, rule), test in tests.items()
    ).to_dicts()
    keys = set(model.key())
    found = _least(table, rows, changes, flags)
    for (owned, rule), (places, _) in found.items():
        # Of the same value in another row, as not all checks find every value.
        alike = [p for p in places if changes[p][1:] == changes[places[0]][1:]]
        place = alike[_turn(owned, rule) % len(alike) if spread else 0]
        number, name, value = changes[place]
        row = rows[number] | {name: value}
        names = [n for n, flag in flags[place].items() if flag]
        made = replace(table, with_row(table, number, row))
        fresh = name in keys or (table, rule) in _FRESH or table == "evidence"
        if fresh:
            # A further row, because other rows refer to the one that is there.
            if name not in keys:
                new = _new_key(table, rows[number], _turn(owned, rule) if spread else 0)
                row |= {model.key()[0]: new}
            row |= {"parent_event_id": "no-such-key"} if rule == "not_its_own_parent" else {}
            made = _with_more(table, row)
        expected: set[Place] = {
            (table, key_of(table, row), None if owner == "None" else owner, broke)
            for owner, _, broke in (n.partition("|") for n in names)
        }
        if fresh:
            expected |= _born(table, row, {r for *_, r in expected})
        # Where keys or codes are wrong the rules over several tables are not asked.
        if not {r for *_, r in expected} & FOLLOWED:
            expected |= consequences(made())
        yield Mutant(rule, table, owned, frozenset(expected), made)


def _least(
    table: str,
    rows: Sequence[Mapping[str, Any]],
    changes: Sequence[tuple[int, str, Any]],
    flags: Sequence[Mapping[str, bool]],
) -> dict[tuple[str | None, str], tuple[list[int], int]]:
    """For each constraint the places of the changes that disturb the least, and how much."""
    found: dict[tuple[str | None, str], tuple[list[int], int]] = {}
    for place in range(len(changes)):
        broken = [name for name, flag in flags[place].items() if flag]
        number, column, value = changes[place]
        for name in broken:
            owner, _, rule = name.partition("|")
            target = (None if owner == "None" else owner, rule)
            cost = _cost(table, rule, rows[number], (column, value), len(broken))
            wanted = _special(rule, value)
            for variant in wanted:
                best = found.get((target[0], variant))
                if best is None or cost < best[1]:
                    found[target[0], variant] = ([place], cost)
                elif cost == best[1]:
                    best[0].append(place)
    return found


def _new_key(table: str, row: Mapping[str, Any], digits: int) -> str:
    return f"{row.get('article_id')}.e{digits:010x}" if table == "evidence" else "no-such-key"


def _turn(column: str | None, rule: str) -> int:
    return crc32(f"{column} {rule}".encode())


def _cost(
    table: str, rule: str, row: Mapping[str, Any], change: tuple[str, Any], broken: int
) -> int:
    """How much a change disturbs besides; the least disturbing one makes the mutant."""
    column, value = change
    # The fewest broken rules; a cell outside the key, so that nothing refers to it.
    cost = 4 * broken + 40 * (column in TABLES[table].key()) + 30 * (column in _FELT)
    # A splice of its own does not part those that others share.
    cost += 2 * (column == "splice" and row[column] is not None)
    chosen = _CHOSEN.get((table, rule))
    return cost + 99 * (chosen is not None and chosen != (key_of(table, row), column, value))


# Columns that rules over several tables follow; another change is as good.
_FELT = {"speaker_id", "asserted_by", "actor_id", "country", "article_id"}
# Where only one row will do.
_CHOSEN = {
    ("commitments", "id_names_country"): (
        "deu-ground_force-2026-01",
        "commitment_id",
        "no-such-key",
    ),
    ("quotes", "quote_id_of_article"): (
        "pier-post-2026-01.q03",
        "article_id",
        "harbour-wire-2026-03",
    ),
    ("commitments", "instrument_needs_signature"): (
        "ten-states-sea_presence-2026-01-06",
        "instrument_id",
        "paris-declaration-2026-01-06",
    ),
}
# Changes that tables which refer to the row would feel.
_FRESH = {
    ("articles", "minimum"),
    ("actors", "sources_stay_unknown"),
    ("events", "not_its_own_parent"),
}


def _born(table: str, row: Mapping[str, Any], broken: set[str]) -> set[Place]:
    """What a row that nothing refers to breaks besides."""
    key = key_of(table, row)
    born: set[Place] = set()
    whole = all(row[k] is not None for k in TABLES[table].key())
    if whole and any(r.name == "has_evidence" and r.table == table for r in CROSS_RULES):
        born.add((table, key, None, "has_evidence"))
    if table == "countries" and not broken & FOLLOWED:
        born.add((table, key, None, "country_is_mentioned"))
        if row["coalition_role"] != "not_stated":
            born.add((table, key, "coalition_role", "role_is_witnessed"))
    known = (
        {c.name for c in TABLES[row["record_table"]].columns()}
        if row.get("record_table") in TABLES
        else None
    )
    if table == "evidence" and known is not None:
        if row["field"] is not None and row["field"] not in known:
            born.add((table, key, "field", f"evidence_field_of_{row['record_table']}"))
        keys = {key_of(row["record_table"], r) for r in sound()[row["record_table"]].to_dicts()}
        if row["record_id"] is None or row["record_id"] not in keys:
            born.add((table, key, "record_id", f"evidence_of_{row['record_table']}"))
    if "not_its_own_parent" in broken:
        born.add((table, key, "parent_event_id", "parent_is_whole"))
    return born


def _special(rule: str, value: Any) -> list[str]:
    """Which variants of a rule a value breaks: patterns and texts are tried in three ways."""
    if rule == "text":
        return [name for name, text in SPACES.items() if text == value] or [rule]
    if rule != "pattern":
        return [rule]
    if isinstance(value, str) and value.endswith("\n"):
        return ["pattern_newline"]
    if isinstance(value, str) and "٣" in value:
        return ["pattern_digit"]
    return ["pattern"]


# --- constraints of a table ------------------------------------------------------------


def table_mutants(model: type[Table]) -> Iterator[Mutant]:
    """Mutants of a table's key, columns and emptiness, and of each column's type."""
    table, frame = model.table(), sound()[model.table()]
    twice = pl.concat([frame, frame[:1]])
    key = key_of(table, frame.row(0, named=True))
    expected = frozenset({(table, key, None, "primary_key")})
    yield Mutant("primary_key", table, None, expected, replace(table, twice))
    names = [c.name for c in model.columns()]
    moved = frame.select([names[1], names[0], *names[2:]])
    place: frozenset[Place] = frozenset({(table, None, None, "columns")})
    yield Mutant("columns_order", table, None, place, replace(table, moved))
    more = frame.with_columns(pl.lit("x").alias("extra"))
    place = frozenset({(table, None, "extra", "columns")})
    yield Mutant("columns_extra", table, None, place, replace(table, more))
    if not model.may_be_empty():
        place = frozenset({(table, None, None, "not_empty")})
        yield Mutant("not_empty", table, None, place, replace(table, frame.clear()))
    for column in model.columns():
        place = frozenset({(table, None, column.name, "columns")})
        less = frame.drop(column.name)
        yield Mutant("columns_missing", table, column.name, place, replace(table, less))
        yield _type_mutant(table, frame, column)


_OTHER_TYPES: dict[type[pl.DataType], pl.DataType] = {
    pl.String: pl.Binary(),
    pl.Boolean: pl.Int32(),
    pl.Date: pl.Datetime("us"),
    pl.Int32: pl.Int64(),
    pl.Int64: pl.Float64(),
    pl.Float64: pl.Float32(),
}
# What a reader that coerces would take for a value of the type.
_OTHER_TEXTS: dict[type[pl.DataType], str] = {
    pl.Boolean: "True",
    pl.Date: "2025-2-3",
    pl.Int32: "4.0",
    pl.Int64: "1e3",
    pl.Float64: "50%",
}


def _type_mutant(table: str, frame: pl.DataFrame, column: Column) -> Mutant:
    kind = column.dtype.base_type()
    expected: frozenset[Place] = frozenset({(table, None, column.name, "type")})
    other = frame.with_columns(pl.col(column.name).cast(_OTHER_TYPES[kind]))
    written = (0, column.name, _OTHER_TEXTS[kind]) if kind in _OTHER_TEXTS else None
    return Mutant("type", table, column.name, expected, replace(table, other), written)


# --- rules over several tables: written by hand ----------------------------------------


def cross_mutants() -> Iterator[Mutant]:
    """A mutant for each rule over several tables."""
    for rule in CROSS_RULES:
        if rule.name == "has_evidence":
            yield _without_evidence(rule.table)
        elif rule.name.startswith("evidence_of_"):
            yield _dangling(rule.name.removeprefix("evidence_of_"), rule.name)
        elif rule.name.startswith("evidence_field_of_"):
            yield _no_field(rule.name.removeprefix("evidence_field_of_"), rule.name)
        else:
            yield _by_hand(rule.name, rule.table, rule.column)
    for following in (*DERIVED, *REMADE):
        yield _by_hand(following.name, following.table, following.column)


def _first(table: str, **values: Any) -> tuple[int, dict[str, Any]]:
    """The first row of a table that has the values (a callable tests one), and its number."""
    for number, row in enumerate(sound()[table].to_dicts()):
        if all(v(row[c]) if callable(v) else row[c] == v for c, v in values.items()):
            return number, row
    raise LookupError(f"{table} has no row with {values}")


def _cells(
    rule: str, table: str, column: str | None, find: dict[str, Any], /, **new: Any
) -> Mutant:
    number, row = _first(table, **find)
    changed = row | new
    made = replace(table, with_row(table, number, changed))
    expected = {(table, key_of(table, changed), column, rule)} | consequences(made())
    tests = broken_tests(TABLES[table])
    cells = pl.DataFrame([changed], schema=sound()[table].schema)
    flags = cells.select(test.alias(f"{c}|{r}") for (c, r), test in tests.items()).row(
        0, named=True
    )
    for name in (name for name, flag in flags.items() if flag):
        owner, _, broke = name.partition("|")
        place = (table, key_of(table, changed), None if owner == "None" else owner, broke)
        expected.add(place)
    return Mutant(rule, table, column, frozenset(expected), made)


def _without_evidence(table: str) -> Mutant:
    evidence = sound()["evidence"]
    # A position of a group, because a country's also carries its role in the article.
    record = {
        "commitments": "european-states-air_presence-2026-01",
        "mentions": "pier-post-2026-01/CHN",
        # One that shares no splice, which would feel it.
        "quotes": "pier-post-2026-01.q03",
    }.get(table, key_of(table, sound()[table].row(0, named=True)))
    rest = evidence.filter((pl.col("record_table") != table) | (pl.col("record_id") != record))
    expected = frozenset({(table, record, None, "has_evidence")})
    return Mutant("has_evidence", table, None, expected, replace("evidence", rest))


def _dangling(table: str, rule: str) -> Mutant:
    """A further row of evidence, for a record that is not there."""
    _, row = _first("evidence", record_table=table)
    article, new = row["article_id"], f"{row['article_id']}.e0000000000"
    own = {"quotes": f"{article}.nothing", "mentions": f"{article}/nothing"}
    row = row | {"record_id": own.get(table, "nothing"), "evidence_id": new}
    made = _with_more("evidence", row)
    expected = {("evidence", new, "record_id", rule)} | consequences(made())
    return Mutant(rule, "evidence", "record_id", frozenset(expected), made)


def _no_field(table: str, rule: str) -> Mutant:
    _, row = _first("evidence", record_table=table)
    new = f"{row['article_id']}.e0000000000"
    row = row | {"field": "no_such_column", "evidence_id": new}
    made = _with_more("evidence", row)
    expected = {("evidence", new, "field", rule)} | consequences(made())
    return Mutant(rule, "evidence", "field", frozenset(expected), made)


def _with_more(table: str, row: Mapping[str, Any]) -> Callable[[], Frames]:
    frame = sound()[table]
    return replace(table, pl.concat([frame, pl.DataFrame([dict(row)], schema=frame.schema)]))


def _by_hand(rule: str, table: str, column: str | None) -> Mutant:
    if rule == "country_is_mentioned":
        _, row = _first("countries", country="CHN")
        row = row | {"country": "DNK", "name": "Denmark", "iso2": "DK", "wikidata": "Q35"}
        row |= {"iso_numeric": 208, "cow_code": 390, "gw_code": 390}
        row |= {"eu_member": True, "nato_member": True}
        expected: frozenset[Place] = frozenset({("countries", "DNK", None, rule)})
        return Mutant(rule, table, column, expected, _with_more("countries", row))
    if rule == "codes_are_whole":
        frame = sound()[table]
        gone = (pl.col("vocabulary") == "stance") & (pl.col("code") == "disputes")
        places = {(table, "stance/supports", column, rule)}
        return Mutant(
            rule, table, column, frozenset(places), replace(table, frame.filter(~gone))
        )
    if rule == "has_basis":
        frame = sound()["basis"]
        _, position = _first("basis", field="strength")
        same = pl.col("commitment_id") == position["commitment_id"]
        rest = frame.filter(~(same & (pl.col("field") == "strength")))
        places = {(table, position["commitment_id"], column, rule)}
        return Mutant(rule, table, column, frozenset(places), replace("basis", rest))
    if rule.startswith("coding_of_"):
        record = {"record_table": rule.removeprefix("coding_of_"), "record_id": "nothing"}
        return _cells(rule, table, column, {"record_id": _given}, **record)
    if rule in _ELSEWHERE:
        other, find, new = _ELSEWHERE[rule]
        number, row = _first(other, **find)
        made = replace(other, with_row(other, number, row | new))
        return Mutant(rule, table, column, frozenset(consequences(made())), made)
    if rule in _FURTHER:
        row = dict.fromkeys(sound()[table].columns) | _FURTHER[rule]
        expected = frozenset({(table, key_of(table, row), column, rule)})
        expected |= _born(table, row, set())
        return Mutant(rule, table, column, expected, _with_more(table, row))
    find, new = _EDITS[rule]
    return _cells(rule, table, column, find, **new)


def _given(value: Any) -> bool:
    return value is not None


# Rules that are broken by a further row; what it does not name is null.
_FURTHER: dict[str, dict[str, Any]] = {
    "foreign_spokesperson_has_reason": {
        "group_id": "france",
        "actor_id": "carla-ferri",
        "role": "speaks_for",
    },
    "relation_of_one_actor": {
        "subject_id": "gbr-military_hubs-2026-03-03",
        "object_id": "fra-military_hubs-2026-01-06",
        "relation": "supersedes",
    },
    "relation_of_one_source": {
        "subject_id": "rus-accept_foreign_forces-2026-01-aubert",
        "object_id": "rus-accept_foreign_forces-2026-01-kremlin",
        "relation": "reiterates",
    },
    "relation_runs_back": {
        "subject_id": "fra-ground_force-2026-01-06",
        "object_id": "fra-ground_force-2026-03-03",
        "relation": "reiterates",
    },
}
# Rules that are broken by a cell of another table.
_ELSEWHERE: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "confusions_of_units": ("confusions", {"field": "strength"}, {"units": 3}),
    "confusions_of_codings": ("codings", {"field": "strength"}, {"second_value": "floated"}),
}
_EDITS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "binding_needs_binding_instrument": (
        {"strength": "signed"},
        {"strength": "binding", "strength_rank": 6},
    ),
    "basis_of_word": ({"rule": "self_asserted_claim"}, {"rule": "self_asserted_country"}),
    "basis_of_description": (
        {"rule": "self_asserted_described"},
        {"rule": "self_asserted_country"},
    ),
    "basis_of_condition": ({"rule": "condition_none"}, {"rule": "condition_context"}),
    "basis_of_document": (
        {"commitment_id": "fra-ground_force-2026-03-03", "field": "strength"},
        {"rule": "strength_document"},
    ),
    "basis_of_deal": (
        {"commitment_id": "fra-ground_force-2026-03-03", "field": "strength"},
        {"rule": "strength_deal"},
    ),
    "basis_of_claim": (
        {"commitment_id": "fra-ground_force-2026-03-03", "field": "strength"},
        {"rule": "strength_claim"},
    ),
    "basis_of_force": (
        {"commitment_id": "fra-ground_force-2026-03-03", "field": "measure"},
        {"rule": "measure_open_domain"},
    ),
    "context_of_measure": (
        {"commitment_id": "fra-ground_force-2026-03-03", "field": "measure"},
        {"rule": "measure_context"},
    ),
    "context_of_condition": (
        {"commitment_id": "fra-ground_force-2026-03-03", "field": "condition"},
        {"rule": "condition_context"},
    ),
    "units_of_both": ({"record_table": "quotes", "scope": "unnamed"}, {"units": 1}),
    "attended_occasion": (
        {"event_id": "2026-01-04-lisbon-courier-report", "attendance": None},
        {"attendance": "unknown"},
    ),
    "splice_is_one_quotation": (
        {"quote_id": "harbour-wire-2026-03.q31"},
        {"splice": "harbour-wire-2026-03.s6"},
    ),
    "quote_of_occasion": (
        {"commitment_id": "ten-states-sea_presence-2026-01-06"},
        {"event_id": "2026-01-06-paris-summit"},
    ),
    "quote_of_document": (
        {"commitment_id": "fra-ground_force-2026-01-06"},
        {"quote_id": "harbour-wire-2026-03.q13"},
    ),
    "claim_names_claimant": (
        {"commitment_id": "usa-backstop-2026-01-04"},
        {"summary": "It is uncertain how far the United States would take part."},
    ),
    "own_word_of_its_own": (
        {"commitment_id": "rus-accept_foreign_forces-2026-01-aubert"},
        {"self_asserted": True},
    ),
    "code_as_declared": ({"vocabulary": "strength", "code": "ruled_out"}, {"rank": -7}),
    "reference_of_country": ({"country": "CHN"}, {"nato_member": True}),
    "parent_is_whole": (
        {"event_id": "2026-01-06-news-conference"},
        {"parent_event_id": "2026-01-06-trilateral-signing"},
    ),
    "role_is_witnessed": ({"country": "CHN"}, {"coalition_role": "partner"}),
    "committer_has_position": ({"role": "background"}, {"role": "committer"}),
    "refuser_has_position": ({"role": "background"}, {"role": "refuser"}),
    "anonymous_speaker": (
        {"attribution": "named", "form": "indirect"},
        {"attribution": "anonymous"},
    ),
    "document_speaks_for_group": (
        {"quote_id": "pier-post-2026-01.q02"},
        {"speaker_id": "paul-aubert"},
    ),
    "said_before_publication": (
        {"quote_id": "pier-post-2026-01.q03"},
        {
            "said": "2026-03-01",
            "said_earliest": dt.date(2026, 3, 1),
            "said_latest": dt.date(2026, 3, 1),
        },
    ),
    "state_is_committed": (
        {"commitment_id": "european-states-air_presence-2026-01"},
        {"actor_id": "paul-aubert", "country": "FRA"},
    ),
    "country_of_actor": (
        {"commitment_id": "deu-ground_force-2026-01"},
        {"country": "GBR"},
    ),
    "quote_of_asserter": (
        {"quote_id": None, "instrument_id": None, "asserted_by": "harbour-wire"},
        {"quote_id": "harbour-wire-2026-03.q01"},
    ),
    "event_of_instrument": (
        {"instrument_id": "paris-declaration-2026-01-06"},
        {"event_id": "2026-01-06-paris-summit"},
    ),
    "stated_before_publication": (
        {"commitment_id": "european-states-air_presence-2026-01"},
        {
            "stated": "2026-03-01",
            "stated_earliest": dt.date(2026, 3, 1),
            "stated_latest": dt.date(2026, 3, 1),
        },
    ),
    "splice_is_shared": (
        {"quote_id": "pier-post-2026-01.q03"},
        {"splice": "pier-post-2026-01.s99"},
    ),
    "evidence_id_of_its_row": (
        {"article_id": "pier-post-2026-01"},
        {"evidence_id": "pier-post-2026-01.e0000000000"},
    ),
    "passage_of_one_place": (
        {"article_id": "pier-post-2026-01", "cue_end": _given},
        {"start_char": 0},
    ),
    "cell_as_decided": ({"decision": "first", "field": "strength"}, {"decision": "second"}),
    "hash_of_whole_passage": ({"cue_start": "China took no part"}, {"tokens": 5}),
    "text_in_passage": ({"quote_id": "pier-post-2026-01.q11"}, {"text": "Always"}),
    "level_of_column": ({"field": "measure", "scope": "all"}, {"level": "ordinal"}),
    "agreement_of_codings": ({"field": "measure", "scope": "all"}, {"agreement": 0.5}),
    "alpha_of_confusions": ({"field": "measure", "scope": "all"}, {"alpha": 0.9}),
    "share_of_confusions": ({"field": "strength"}, {"share": 0.5}),
    "units_of_codings": ({"record_table": "quotes", "scope": "all"}, {"first_units": 4}),
    "shares_of_units": ({"record_table": "quotes", "scope": "all"}, {"f1": 0.7}),
    "url_of_passage": (
        {"article_id": "pier-post-2026-01"},
        {"url": "https://example.org/#:~:text=another"},
    ),
    "codes_of_country": ({"country": "CHN"}, {"cow_code": 711}),
    "evidence_within_text": ({"tokens": _given}, {"tokens": 100_000}),
}


def mutants(*, spread: bool = False) -> Iterator[Mutant]:
    """Every mutant; `spread` as in `row_mutants`."""
    for model in TABLES.values():
        yield from row_mutants(model, spread=spread)
        yield from table_mutants(model)
    yield from cross_mutants()
    _, row = _first("commitments", quantity_unit=None)
    row = row | {
        "quantity_low": 2,
        "quantity_high": 1,
        "quantity_unit": "troops",
        "quantity_bound": "about",
    }
    number = _first("commitments", quantity_unit=None)[0]
    expected = frozenset(
        {("commitments", key_of("commitments", row), None, "quantity_low_to_high")}
    )
    yield Mutant(
        "quantity_low_to_high",
        "commitments",
        None,
        expected,
        replace("commitments", with_row("commitments", number, row)),
    )
