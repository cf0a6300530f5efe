"""Several mutants in one package, because checking each alone would take a quarter of an hour.

Mutants that change different cells, rows or columns share a package. Mutants that hide each other,
as a quick check of the frames shows, are separated.
"""

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from build.files.tabular import csv_bytes
from build.gates.frames import check_frames
from build.rules.derived import DERIVED
from build.rules.finding import MOST_ROWS
from build.rules.remade import REMADE
from schemas import TABLES
from schemas.cross_rules import CROSS_RULES, FOLLOWED
from schemas.package import stem
from tests.corpus import sound
from tests.gates.consequences import Place
from tests.gates.mutants import Frames, Mutant
from tests.gates.packages import write_table

# More would only be separated again: a rule names its first 20 rows, and collisions grow.
_MOST = 60


class Batch:
    """Mutants that can stand in one package."""

    def __init__(self) -> None:
        self.mutants: list[Mutant] = []
        self.changes: dict[str, list[Change]] = {}

    def takes(self, mutant: Mutant) -> bool:
        """Add a mutant unless it collides with one that is there; return whether it was added."""
        changes = _changes(mutant)
        if (
            len(self.mutants) == _MOST
            or any(self._bares(*c) for c in changes.items())
            or any(
                mine.hides(other)
                for table, mine in changes.items()
                for other in self.changes.get(table, ())
            )
        ):
            return False
        self.mutants.append(mutant)
        for table, change in changes.items():
            self.changes.setdefault(table, []).append(change)
        return True

    def _bares(self, table: str, change: "Change") -> bool:
        """Return whether a change would drop the last column of a table."""
        dropped = {c for mine in self.changes.get(table, ()) for c in mine.dropped}
        return len(dropped | change.dropped) == sound()[table].width

    @property
    def expected(self) -> set[Place]:
        """The findings that a check must report, and no others."""
        return {place for m in self.mutants for place in m.expected}

    def frames(self) -> Frames:
        """Return the tables with all mutants applied."""
        made = dict(sound())
        for name, changes in self.changes.items():
            frame = made[name]
            for change in changes:
                frame = change.cells_of(frame)
            gone = {number for change in changes for number in change.gone}
            kept = [number for number in range(frame.height) if number not in gone]
            further = [change.further for change in changes if change.further is not None]
            made[name] = pl.concat([frame[kept], *further])
            for change in changes:
                made[name] = change.columns_of(made[name])
        return made

    def write(self, package: Path, *, by_polars: bool = False) -> None:
        """Write the files of the tables that the mutants change.

        The build's writer would restore the order of the columns and leave undeclared ones out
        of Parquet, though not of CSV; `by_polars` writes the frames as they are.
        """
        types = {m.table for m in self.mutants if m.rule == "type"}
        for name, frame in self.frames().items():
            if frame is sound()[name]:
                continue
            parquet = package / f"{stem(name)}.parquet"
            if name not in types:  # CSV has no types
                parquet.with_suffix(".csv").write_bytes(csv_bytes(frame))
            if by_polars or name in types:
                frame.write_parquet(parquet)
            else:
                write_table(name, frame, parquet)

    def restore(self, package: Path, original: Path) -> None:
        """Copy the files of the sound tables back."""
        for name, frame in self.frames().items():
            if frame is not sound()[name]:
                for suffix in ("csv", "parquet"):
                    file = f"{stem(name)}.{suffix}"
                    shutil.copy(original / file, package / file)

    def parts(self, most: int) -> "Iterator[Batch]":
        """Yield the batch in parts in which no table has more than `most` breaches."""
        counts = Counter(table for m in self.mutants for table, *_ in m.expected)
        parts = -(-max(counts.values()) // most)
        # A breach may be found twice, as one of a key and as one of its column.
        number = 2 * parts if parts > 1 else 1
        for n in range(number):
            if mutants := self.mutants[n::number]:
                yield _of(mutants)


@dataclass(frozen=True)
class Change:
    """What a mutant does to a table: cells, rows that go or come, columns, or a whole frame."""

    cells: Mapping[tuple[int, str], Any] = field(default_factory=dict)
    gone: frozenset[int] = frozenset()
    further: pl.DataFrame | None = None
    further_keys: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()
    cast: Mapping[str, pl.Series] = field(default_factory=dict)
    other: pl.DataFrame | None = None

    def hides(self, other: "Change") -> bool:
        """Return whether two changes of one table collide."""
        if self._kind() != other._kind() or self.other is not None:
            return True
        if self.dropped:  # different columns; Batch keeps the last one
            return False
        numbers = {n for n, _ in self.cells}, {n for n, _ in other.cells}
        return bool(
            self.cells.keys() & other.cells.keys()
            or self.gone & (other.gone | numbers[1])
            or other.gone & numbers[0]
            or self.further_keys & other.further_keys
        )

    def _kind(self) -> str:
        if self.other is not None:
            return "other"
        return "dropped" if self.dropped else "cast" if self.cast else "rows"

    def cells_of(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return the frame with the cells that are changed."""
        for (number, column), value in self.cells.items():
            new = pl.Series(column, [value], frame.schema[column])
            cells = frame[column]
            frame = frame.with_columns(
                pl.concat([cells[:number], new, cells[number + 1 :]]).alias(column)
            )
        return frame

    def columns_of(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return the frame with its columns dropped, cast or replaced."""
        if self.other is not None:
            return self.other
        return frame.drop(self.dropped).with_columns(**self.cast)


def _changes(mutant: Mutant) -> dict[str, Change]:
    """Return what a mutant does, by table."""
    made = mutant.make()
    tables = (name for name, frame in made.items() if frame is not sound()[name])
    return {name: _change(name, made[name]) for name in tables}


def _change(name: str, frame: pl.DataFrame) -> Change:
    before = sound()[name]
    if frame.schema != before.schema:
        missing = set(before.columns) - set(frame.columns)
        if frame.columns == [c for c in before.columns if c not in missing]:
            types = {c: frame[c] for c in frame.columns if frame[c].dtype != before[c].dtype}
            if bool(missing) != bool(types):
                return Change(dropped=frozenset(missing), cast=types)
        return Change(other=frame)
    if (left := _left(before, frame)) is not None:
        return Change(gone=frozenset(range(before.height)) - frozenset(left))
    same = frame[: before.height]
    cells = {
        (number, column): after
        for column in frame.columns
        for number, (was, after) in enumerate(
            zip(before[column].to_list(), same[column].to_list(), strict=True)
        )
        if was != after
    }
    # A row with another key is another row, so no other mutant may change its cells.
    keys = {n for n, column in cells if column in TABLES[name].key()}
    cells |= {(n, column): frame[column][n] for n in keys for column in frame.columns}
    if frame.height == before.height:
        return Change(cells=cells)
    further = frame[before.height :]
    return Change(
        cells=cells, further=further, further_keys=frozenset(TABLES[name].keys_of(further))
    )


def _left(before: pl.DataFrame, after: pl.DataFrame) -> list[int] | None:
    """Return the rows that are left if some were removed, else None."""
    if after.height >= before.height:
        return None
    numbers, rows = [], iter(enumerate(before.rows()))
    for row in after.rows():
        number = next((n for n, other in rows if other == row), None)
        if number is None:
            raise ValueError("a mutant has fewer rows, and others")
        numbers.append(number)
    return numbers


def _kind(mutant: Mutant) -> int:
    """Return which mutants a mutant goes with: whole tables, keys and codes, or the rest."""
    if any(row is None for _, row, _, _ in mutant.expected):
        return 0
    return 1 if any(rule in FOLLOWED for *_, rule in mutant.expected) else 2


def batches(mutants: Callable[..., Iterator[Mutant]]) -> list[Batch]:
    """Return all mutants that CSV and Parquet can hold, in batches that are found exactly.

    Mutants are spread over the rows. Those that hide each other go into later batches. A mutant
    that breaks more than its own rule in the row it was spread to is replaced by the plain one
    of the same name.
    """
    plain = {m.name: m for m in mutants() if m.written is None}
    waiting = [m for m in mutants(spread=True) if m.written is None]
    assert plain.keys() == {m.name for m in waiting}
    done: list[Batch] = []
    while waiting:
        left: list[Mutant] = []
        for batch in _greedily(waiting):
            settled, suspects = _settled(batch, plain)
            done.append(settled)
            left += suspects
        waiting = left
    return done


def _greedily(mutants: Iterable[Mutant]) -> list[Batch]:
    made: dict[int, list[Batch]] = {}
    for mutant in mutants:
        mine = made.setdefault(_kind(mutant), [])
        if not any(batch.takes(mutant) for batch in mine):
            mine.append(_of([mutant]))
    return [batch for group in made.values() for batch in group]


def _settled(batch: Batch, plain: Mapping[str, Mutant]) -> tuple[Batch, list[Mutant]]:
    """Return the part of a batch that the check of frames finds exactly, and the rest."""
    mutants = batch.mutants
    left: list[Mutant] = []
    while True:
        batch = _of(mutants)
        frames = batch.frames()
        breaches = check_frames(frames, batch.changes.keys(), across=True)
        found = {(f.table, f.row, f.column, f.rule) for f in breaches} | _derived(frames)
        if found == batch.expected:
            return batch, left
        if len(mutants) == 1:
            return _of([plain[mutants[0].name]]), left
        unlike = {(table, row) for table, row, *_ in found ^ batch.expected}
        suspects = [m for m in mutants if {(t, r) for t, r, *_ in m.expected} & unlike]
        if len(suspects) in (0, len(mutants)):
            suspects = mutants[len(mutants) // 2 :]
        left += suspects
        mutants = [m for m in mutants if m not in suspects]


def _derived(frames: Frames) -> set[Place]:
    """Return the breaches of the rules that only SQL checks; skip those that can't be run."""
    found: set[Place] = set()
    with duckdb.connect() as connection:
        for name, frame in frames.items():
            connection.register(name, frame.to_arrow())
        for rule in DERIVED:
            with suppress(duckdb.Error):
                keys = connection.execute(rule.query()).fetchmany(MOST_ROWS)
                found |= {(rule.table, key, rule.column, rule.name) for (key,) in keys}
    return found


def one_of_each_kind(mutants: Iterable[Mutant]) -> list[Batch]:
    """Return batches with one mutant of each kind of constraint and each kind of rule."""
    rules = {r.name: "rule of a row" for m in TABLES.values() for r in m.rules()}
    rules |= {r.name: "rule over tables" for r in CROSS_RULES}
    rules |= {r.name: "what is derived" for r in DERIVED}
    rules |= {r.name: "what is made again" for r in REMADE}
    kinds: dict[str, list[Mutant]] = {}
    for mutant in mutants:
        if mutant.written is None:
            kinds.setdefault(rules.get(mutant.rule, mutant.rule), []).append(mutant)
    return together(kinds.values())


def together(choices: Iterable[list[Mutant]]) -> list[Batch]:
    """Return batches with one mutant of each list, as few batches as possible."""
    made: dict[int, list[Batch]] = {}
    for mutants in choices:
        kinds = [(m, made.get(_kind(m), [])) for m in mutants]
        if not any(batch.takes(m) for m, mine in kinds for batch in mine):
            made.setdefault(_kind(mutants[0]), []).append(_of(mutants[:1]))
    return [batch for group in made.values() for batch in group]


def _of(mutants: list[Mutant]) -> Batch:
    batch = Batch()
    assert all(map(batch.takes, mutants))
    return batch
