"""Several corruptions in one folder of Parquet files, as each run of Spark takes seconds.

Those that touch other rows, or whole tables that no other one touches, are put together. Where
the findings are not exactly those of all of them, because one hides another, they are parted and
asked again, in the end each alone.
"""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl

from schemas import TABLES
from schemas.cross_rules import FOLLOWED
from tests.conftest import ROOT
from tests.gates.mutants import Frames, Mutant, real
from tests.spark.conftest import Asked

# More would only be parted: a rule names its first rows, and chance meetings grow.
_MOST = 24


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

    def write(self, folder: Path) -> None:
        """Write the Parquet files of the package with all of its mutants."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name in TABLES:
            path = folder / f"{name}.parquet"
            if name in self.whole:
                self.whole[name].write_parquet(path)
            elif name in self.rows or name in self.more:
                frame, changed = real()[name], self.rows.get(name, {})
                rows = [changed.get(n, frame[n]) for n in range(frame.height)]
                pl.concat([*rows, *self.more.get(name, {}).values()]).write_parquet(path)
            else:
                path.symlink_to(ROOT / "tables" / path.name)


_Rows = dict[str, dict[int, pl.DataFrame]]
_More = dict[str, dict[str, pl.DataFrame]]


def _touched(mutant: Mutant) -> tuple[Frames, _Rows, _More]:
    """The tables that a mutant has of its own; rows that differ; further rows, by their keys."""
    whole: Frames = {}
    rows: _Rows = {}
    more: _More = {}
    for name, frame in mutant.make().items():
        before = real()[name]
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


def batches(mutants: list[Mutant]) -> list[Batch]:
    """Put mutants together."""
    made: dict[int, list[Batch]] = {}
    for mutant in mutants:
        mine = made.setdefault(_kind(mutant), [])
        if not any(batch.takes(mutant) for batch in mine):
            mine.append(Batch())
            assert mine[-1].takes(mutant)
    return [batch for group in made.values() for batch in group]


def together(choices: Iterable[list[Mutant]]) -> list[Batch]:
    """Put one mutant of each list together with others, in as few folders as will do."""
    made: dict[int, list[Batch]] = {}
    for mutants in choices:
        kinds = [(m, made.get(_kind(m), [])) for m in mutants]
        if not any(batch.takes(m) for m, mine in kinds for batch in mine):
            batch = Batch()
            assert batch.takes(mutants[0])
            made.setdefault(_kind(mutants[0]), []).append(batch)
    return [batch for group in made.values() for batch in group]


def wrong(batch: Batch, folder: Path, asked: Asked) -> Iterator[str]:
    """What is not found exactly as it is expected, with what is found instead."""
    batch.write(folder)
    found = asked(folder)
    expected = {place for m in batch.mutants for place in m.expected}
    if found == expected:
        return
    if len(batch.mutants) == 1:
        unlike = sorted(map(str, found ^ expected))[:5]
        yield f"{batch.mutants[0].name}: {len(found)} found, {len(expected)} expected: {unlike}"
        return
    middle = len(batch.mutants) // 2
    for half in (batch.mutants[:middle], batch.mutants[middle:]):
        smaller = Batch()
        assert all(map(smaller.takes, half))
        yield from wrong(smaller, folder, asked)
