"""Several corruptions in one package, because a check of each alone would take a quarter of an hour.

Those that touch other rows, or whole tables that no other one touches, are put together. Where one
hides another, which the check of frames tells at once, they are parted.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import polars as pl

from build.files.tabular import csv_bytes
from build.gates.frames import check_frames
from build.rules.derived import DERIVED
from schemas import TABLES
from schemas.cross_rules import CROSS_RULES, FOLLOWED
from tests.corpus import sound
from tests.gates.consequences import Place
from tests.gates.mutants import Frames, Mutant
from tests.gates.packages import write_table

# More would only be parted: a rule names its first rows, and chance meetings grow.
_MOST = 60


class Batch:
    """Mutants that can stand in one folder."""

    def __init__(self) -> None:
        self.mutants: list[Mutant] = []
        self.whole: Frames = {}
        self.rows: dict[str, dict[int, pl.DataFrame]] = {}
        self.more: dict[str, dict[str, pl.DataFrame]] = {}

    def takes(self, mutant: Mutant) -> bool:
        """Add a mutant, where it touches nothing that is touched already."""
        whole, rows, more = _touched(mutant)
        parted = self.rows.keys() | self.more.keys()
        if (
            len(self.mutants) == _MOST
            or whole.keys() & (self.whole.keys() | parted)
            or (rows.keys() | more.keys()) & self.whole.keys()
            or any(n.keys() & self.rows.get(t, {}).keys() for t, n in rows.items())
            or any(k.keys() & self.more.get(t, {}).keys() for t, k in more.items())
        ):
            return False
        self.mutants.append(mutant)
        self.whole |= whole
        for table, numbers in rows.items():
            self.rows.setdefault(table, {}).update(numbers)
        for table, keys in more.items():
            self.more.setdefault(table, {}).update(keys)
        return True

    @property
    def expected(self) -> set[Place]:
        """What must be found, and nothing else."""
        return {place for m in self.mutants for place in m.expected}

    def frames(self) -> Frames:
        """The tables with all of the mutants."""
        made = {**sound(), **self.whole}
        for name in self.rows.keys() | self.more.keys():
            frame, changed = sound()[name], self.rows.get(name, {})
            rows = [changed.get(n, frame[n]) for n in range(frame.height)]
            made[name] = pl.concat([*rows, *self.more.get(name, {}).values()])
        return made

    def write(self, tables: Path) -> None:
        """Write the files of the tables that the mutants change."""
        types = {m.table for m in self.mutants if m.rule == "type"}
        for name, frame in self.frames().items():
            if frame is sound()[name]:
                continue
            parquet = tables / f"{name}.parquet"
            if name in types:  # which CSV does not have, and the build's writer would correct
                frame.write_parquet(parquet)
            else:
                parquet.with_suffix(".csv").write_bytes(csv_bytes(frame))
                write_table(name, frame, parquet)

    def restore(self, tables: Path, original: Path) -> None:
        """Put the files of the sound tables back in their place."""
        for name, frame in self.frames().items():
            if frame is not sound()[name]:
                for suffix in ("csv", "parquet"):
                    shutil.copy(original / f"{name}.{suffix}", tables)


_Rows = dict[str, dict[int, pl.DataFrame]]
_More = dict[str, dict[str, pl.DataFrame]]


def _touched(mutant: Mutant) -> tuple[Frames, _Rows, _More]:
    """The tables that a mutant has of its own; rows that differ; further rows, by their keys."""
    whole: Frames = {}
    rows: _Rows = {}
    more: _More = {}
    for name, frame in mutant.make().items():
        before = sound()[name]
        if frame is before:
            continue
        if frame.schema != before.schema:
            whole[name] = frame
            continue
        left = _left(before, frame)
        changed = (
            dict.fromkeys(set(range(before.height)) - set(left), before[:0])
            if left is not None
            else {
                n: frame[n]
                for n in range(before.height)
                if not frame[n].equals(before[n], null_equal=True)
            }
        )
        if changed:
            rows[name] = changed
        if frame.height > before.height:
            further = frame[before.height :]
            keys = TABLES[name].keys_of(further)
            more[name] = {key: further[n] for n, key in enumerate(keys)}
    return whole, rows, more


def _left(before: pl.DataFrame, after: pl.DataFrame) -> list[int] | None:
    """Which rows are left where some were taken away, None where that is not what happened."""
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
    """Mutants of one kind hide each other least: what is whole, what is followed, the rest."""
    if any(row is None for _, row, _, _ in mutant.expected):
        return 0
    return 1 if any(rule in FOLLOWED for *_, rule in mutant.expected) else 2


def batches(mutants: Callable[..., Iterator[Mutant]]) -> list[Batch]:
    """Put all mutants that both files can hold together, each batch found as all of them are.

    They are spread over the rows. One that breaks more than its own rule where it was spread to
    gives way to the plain one of its name.
    """
    plain = {m.name: m for m in mutants() if m.written is None}
    spread = {m.name: m for m in mutants(spread=True) if m.written is None}
    assert plain.keys() == spread.keys()
    made: dict[int, list[Batch]] = {}
    for mutant in spread.values():
        mine = made.setdefault(_kind(mutant), [])
        if not any(batch.takes(mutant) for batch in mine):
            mine.append(_of([mutant]))
    return [
        part for group in made.values() for batch in group for part in _parted(batch, plain)
    ]


def one_of_each_kind(mutants: Iterable[Mutant]) -> list[Batch]:
    """One mutant of each constraint of a column or table, and of each kind of rule."""
    rules = {r.name: "rule of a row" for m in TABLES.values() for r in m.rules()}
    rules |= {r.name: "rule over tables" for r in CROSS_RULES}
    rules |= {r.name: "what is derived" for r in DERIVED}
    kinds: dict[str, list[Mutant]] = {}
    for mutant in mutants:
        if mutant.written is None:
            kinds.setdefault(rules.get(mutant.rule, mutant.rule), []).append(mutant)
    return together(kinds.values())


def together(choices: Iterable[list[Mutant]]) -> list[Batch]:
    """Put one mutant of each list together with others, in as few folders as will do."""
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


def _parted(batch: Batch, plain: Mapping[str, Mutant]) -> Iterator[Batch]:
    """Yield the batch, or its halves where the gate of frames does not find all of it."""
    found = {(f.table, f.row, f.column, f.rule) for f in check_frames(batch.frames())}
    if found == batch.expected:
        yield batch
        return
    if len(batch.mutants) == 1:
        yield _of([plain[batch.mutants[0].name]])
        return
    middle = len(batch.mutants) // 2
    for half in (batch.mutants[:middle], batch.mutants[middle:]):
        yield from _parted(_of(half), plain)
