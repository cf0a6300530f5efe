"""Match the units of the second coding to those of the first, one to one and optimally.

Two units of a kind can match if their passages share a character and at least one of their
identifying fields agrees (`IDENTITY`). The matching maximises the sum of the similarities of
the pairs (the assignment problem; `lapx`). The similarity of a pair is the share of characters
in both passages plus the share of identifying fields that agree, with equal weight, as Mathet,
Widlöcher and Métivier (2015) add the dissimilarities of place and category. Passages alone do
not distinguish the units in one sentence. Because agreement counts for the matching, the
measured agreement is higher than with passages alone. `by_place` matches by the passages alone
and gives the lower bound. A build has no texts, so places are characters instead of tokens. Of
two equally good matchings, the one that keeps the order of the ids is chosen.

References to an actor are compared by the first coding's id of the actor (`same_actors`).
Units of the tables in `KEYED` match if their keys refer to the same records.

Left out on purpose: splits. If one coding has two rows for one row of the other, one of the
two stays unmatched and counts as found by one coding only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import lap
import numpy as np

from build.reliability.codings import Pair
from build.reliability.units import IDENTITY, MEASURED, PLACED, Unit, places_of, units_of
from build.texts.tokens import words
from schemas import TABLES

# Small penalties per place, by which the earlier of two equally good matchings wins.
_TIE = 1e-9
_CROSSING = 1e-3
Same = dict[str, dict[str, str]]
# Marks an id that only the second coding has.
SECOND = "second:"


@dataclass(frozen=True)
class Matched:
    """The units of a kind in one article, each as the first and the second coding have it."""

    article: str
    table: str
    units: list[tuple[Unit | None, Unit | None]]

    @property
    def pairs(self) -> list[tuple[Unit, Unit]]:
        """The units that both codings have."""
        return [(first, second) for first, second in self.units if first and second]


def match(pair: Pair, actors: Mapping[str, str], *, by_place: bool = False) -> list[Matched]:
    """Return the matching of each kind in an article, with ids of the first coding in cells.

    `actors` maps actors of the second coding to those of the first if their records do not.
    """
    same: Same = {"actors": same_actors(pair, actors)}
    first_places = places_of(pair.first["evidence"], pair.article)
    second_places = places_of(pair.second["evidence"], pair.article)
    matched = []
    for table in MEASURED:
        first = units_of(table, pair.first, pair.article, first_places)
        second = units_of(table, pair.second, pair.article, second_places)
        if table == "event_participants":  # of an event that only one coding has: no news
            events = same["events"]
            first = [unit for unit in first if unit.cells["event_id"] in events.values()]
            second = [unit for unit in second if unit.cells["event_id"] in events]
        translated = [_translate(unit, same) for unit in second]
        if table in PLACED:
            chosen = pair_off(first, translated, by_place=by_place)
            same[table] = {second[c].key: first[r].key for r, c in chosen}
        else:
            chosen = _pair_by_key(first, translated)
        matched.append((table, first, second, chosen))
    # Units may refer to others of their own table, which are known only now.
    return [
        Matched(
            pair.article, table, _beside(first, [_translate(u, same) for u in second], chosen)
        )
        for table, first, second, chosen in matched
    ]


def _beside(
    first: Sequence[Unit], second: Sequence[Unit], chosen: Sequence[tuple[int, int]]
) -> list[tuple[Unit | None, Unit | None]]:
    """Return the units of both codings, those side by side whose places are `chosen`."""
    rows, columns = {r for r, _ in chosen}, {c for _, c in chosen}
    return [
        *((first[r], second[c]) for r, c in chosen),
        *((unit, None) for n, unit in enumerate(first) if n not in rows),
        *((None, unit) for n, unit in enumerate(second) if n not in columns),
    ]


def _translate(unit: Unit, same: Same) -> Unit:
    """Return a unit with the first coding's ids in its references, if there are any.

    Other references keep their ids, which are marked unless they refer to an actor, because
    the first coding may use the same id for another unit.
    """
    cells = dict(unit.cells)
    for column in TABLES[unit.table].columns():
        to, value = column.references, cells[column.name]
        if to is not None and to.table in same and value is not None:
            own = value if to.table == "actors" else f"{SECOND}{value}"
            cells[column.name] = same[to.table].get(value, own)
    return replace(unit, cells=cells)


def _named(unit: Unit) -> tuple[Any, ...]:
    return tuple(unit.cells[name] for name in TABLES[unit.table].key())


def _pair_by_key(first: Sequence[Unit], second: Sequence[Unit]) -> list[tuple[int, int]]:
    """Return the pairing of units whose keys name the same, as places in the two lists."""
    places = {_named(unit): n for n, unit in enumerate(first)}
    return [(places[_named(u)], c) for c, u in enumerate(second) if _named(u) in places]


def pair_off(
    first: Sequence[Unit], second: Sequence[Unit], *, by_place: bool
) -> list[tuple[int, int]]:
    """Return the best matching of two lists of units, as pairs of positions."""
    likeness = np.zeros((len(first), len(second)))
    for row, one in enumerate(first):
        for column, other in enumerate(second):
            likeness[row, column] = _likeness(one, other, by_place=by_place)
    apart = np.abs(np.subtract.outer(np.arange(len(first)), np.arange(len(second))))
    # Of two matchings with equal distances, the square prefers the one without crossings.
    order = apart + _CROSSING * apart**2
    chosen = lap.lapjvxa(_TIE * order - likeness, extend_cost=True, return_cost=False)
    return sorted((r, c) for r, c in chosen.tolist() if likeness[r, c] > 0)


def _likeness(one: Unit, other: Unit, *, by_place: bool) -> float:
    """Return the similarity of two units, from 0 (no match possible) to 2, or 1 by place."""
    overlap = one.overlap(other)
    if by_place or not overlap:
        return overlap
    fields = IDENTITY[one.table]
    agreeing = sum(
        one.cells[name] is not None and one.cells[name] == other.cells[name] for name in fields
    )
    return overlap + agreeing / len(fields) if agreeing else 0.0


def same_actors(pair: Pair, given: Mapping[str, str]) -> dict[str, str]:
    """Return the ids of actors of the first coding by those of the same actors in the second.

    Actors are matched by id, then by `given`, then by Wikidata item, and then by kind and name.
    Actors without a match are left out.
    """
    first = {row["actor_id"]: row for row in pair.first["actors"].iter_rows(named=True)}
    by_item = {row["wikidata"]: id_ for id_, row in first.items() if row["wikidata"]}
    by_name = {
        (row["kind"], words(row[name])): id_
        for name in ("short_name", "name")
        for id_, row in first.items()
        if row[name]
    }
    same = {}
    for row in pair.second["actors"].iter_rows(named=True):
        id_ = row["actor_id"]
        names = [(row["kind"], words(row[n])) for n in ("name", "short_name") if row[n]]
        candidates = [id_ if id_ in first else None, given.get(id_)]
        candidates += [by_item.get(row["wikidata"]), *map(by_name.get, names)]
        found = next(filter(None, candidates), None)
        if found is not None:
            same[id_] = found
    return same
