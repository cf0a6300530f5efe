"""What a corruption breaks besides, in rules about the two codings of an article.

Written in Python, row by row, as `consequences` is.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from schemas import TABLES
from tests.corpus import sound

Rows = Mapping[str, list[dict[str, Any]]]
Broken = Iterator[tuple[str, str, dict[str, Any]]]


def codings(rows: Rows) -> Broken:
    """Yield table, rule and row of each breach."""
    yield from _decided(rows)
    yield from _counted(rows)


def _decided(rows: Rows) -> Broken:
    for d in rows["codings"]:
        table = d["record_table"]
        if table not in TABLES or d["record_id"] is None:
            continue
        known = {"/".join(str(r[k]) for k in TABLES[table].key()): r for r in rows[table]}
        if d["record_id"] not in known:
            yield "codings", f"coding_of_{table}", d
            continue
        published = _text(known[d["record_id"]].get(d["field"]))
        of_both = None not in (d["first_id"], d["second_id"], d["field"], d["decision"])
        if of_both and not _as_decided(d, published):
            yield "codings", "cell_as_decided", d


def _text(cell: Any) -> str | None:
    if cell is None:
        return None
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def _as_decided(d: dict[str, Any], published: str | None) -> bool:
    if d["decision"] == "neither":
        return published not in (d["first_value"], d["second_value"])
    value = d["second_value"] if d["decision"] == "second" else d["first_value"]
    return bool(published == value)


def _counted(rows: Rows) -> Broken:
    counted = Counter[tuple[Any, Any]]()
    for c in rows["confusions"]:
        counted[c["record_table"], c["field"]] += c["units"] or 0
    both = {(u["record_table"], u["scope"]): u["both_units"] for u in rows["unitizing"]}
    for r in (r for r in rows["reliability"] if r["units"] is not None):
        place = r["record_table"], r["field"]
        if r["scope"] == "all" and counted.get(place, r["units"]) != r["units"]:
            yield "reliability", "confusions_of_units", r
        if both.get((r["record_table"], r["scope"])) != r["units"]:
            yield "reliability", "units_of_both", r
    yield from _confused(rows)
    yield from _figures(rows)
    yield from _alone(rows)


def _confused(rows: Rows) -> Broken:
    given = Counter[tuple[Any, ...]]()
    for c in rows["confusions"]:
        given[*_place(c), c["first_value"]] += c["units"] or 0
    pairs = Counter(
        (*_place(d), d["first_value"] or "none", d["second_value"] or "none")
        for d in _of_both(rows)
    )
    for c in rows["confusions"]:
        whole, units = given[*_place(c), c["first_value"]], c["units"] or 0
        values = c["first_value"], c["second_value"]
        if values[0] != values[1] and pairs[*_place(c), *values] != units:
            yield "confusions", "confusions_of_codings", c
        if not whole or c["share"] != _short(units / whole):
            yield "confusions", "share_of_confusions", c


def _figures(rows: Rows) -> Broken:
    differing = Counter(map(_place, _of_both(rows)))
    counts: dict[tuple[Any, Any], dict[tuple[Any, Any], int]] = {}
    for c in rows["confusions"]:
        values = c["first_value"], c["second_value"]
        counts.setdefault(_place(c), {})[values] = c["units"] or 0
    levels = {_place(r): r["level"] for r in sound()["reliability"].to_dicts()}
    for r in rows["reliability"]:
        place, units = _place(r), r["units"] or 0
        if r["level"] != levels.get(place):
            yield "reliability", "level_of_column", r
        if r["scope"] != "all" or place not in levels:
            continue
        # No date of the two codings differs, so that their days need no look.
        if r["agreement"] != (_short((units - differing[place]) / units) if units else None):
            yield "reliability", "agreement_of_codings", r
        if (order := _order(*place, levels[place])) is not None:
            found = counts.get(place, {})
            if (units and not found) or r["alpha"] != _alpha(found, order):
                yield "reliability", "alpha_of_confusions", r


def _of_both(rows: Rows) -> list[dict[str, Any]]:
    both = ("first_id", "second_id", "field")
    return [d for d in rows["codings"] if None not in (d[n] for n in both)]


def _order(table: str, field: str, level: str) -> Sequence[str] | None:
    """The codes of a column in order, none where they have no order; None of other columns."""
    (column,) = (c for c in TABLES[table].columns() if c.name == field)
    if column.spec.vocabulary and level == "ordinal":
        return column.spec.vocabulary.values
    return () if column.spec.vocabulary or column.kind == "boolean" else None


def _place(row: dict[str, Any]) -> tuple[Any, Any]:
    return row["record_table"], row["field"]


def _short(share: float) -> float:
    return 0.999 if 0.9995 <= share < 1 else round(share, 3)


def _alpha(counts: dict[tuple[Any, Any], int], order: Sequence[str]) -> float | None:
    """Krippendorff's alpha by its coincidences, nominal where there is no order of codes."""
    together = Counter[tuple[Any, Any]]()
    for (one, other), units in counts.items():
        together[one, other] += max(units, 0)
        together[other, one] += max(units, 0)
    totals = Counter[Any]()
    for (one, _), units in together.items():
        totals[one] += units
    if together.total() < 4 or len(+totals) < 2:
        return None
    if order and not {*order}.issuperset(totals):
        return -9.0  # no value of it is right

    def apart(one: Any, other: Any) -> float:
        if not order or one == other:
            return float(one != other)
        low, high = sorted((order.index(one), order.index(other)))
        between = sum(totals[code] for code in order[low : high + 1])
        return float((between - (totals[one] + totals[other]) / 2) ** 2)

    observed = sum(n * apart(*pair) for pair, n in together.items())
    expected = sum(a * b * apart(x, y) for x, a in totals.items() for y, b in totals.items())
    return _short(1 - (together.total() - 1) * observed / expected)


def _alone(rows: Rows) -> Broken:
    alone = Counter(
        (d["record_table"], d["first_id"] is not None)
        for d in rows["codings"]
        if d["field"] is None and (d["first_id"] is None) != (d["second_id"] is None)
    )
    for u in rows["unitizing"]:
        table, first, second, both = (
            u[n] for n in ("record_table", "first_units", "second_units", "both_units")
        )
        if None in (first, second, both):
            continue
        expected = (both + alone[table, True], both + alone[table, False])
        if u["scope"] == "all" and table != "characters" and (first, second) != expected:
            yield "unitizing", "units_of_codings", u
        shares = [both / second if second else None, both / first if first else None]
        shares.append(2 * both / (first + second) if first + second else None)
        made = [None if share is None else _short(share) for share in shares]
        if made != [u["precision"], u["recall"], u["f1"]]:
            yield "unitizing", "shares_of_units", u
