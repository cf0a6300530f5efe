"""Several corruptions in one folder of Parquet files, as each run of Spark takes many seconds.

Those that touch other rows, or whole tables that no other one touches, are put together. Where one
hides another, which the gate of frames tells in a second, they are parted.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import polars as pl

from build.gates.frames import check_frames
from schemas import TABLES
from schemas.cross_rules import FOLLOWED
from tests.conftest import ROOT
from tests.gates.mutants import Frames, Mutant, real
from tests.spark.conftest import Place

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
        made = {**real(), **self.whole}
        for name in self.rows.keys() | self.more.keys():
            frame, changed = real()[name], self.rows.get(name, {})
            rows = [changed.get(n, frame[n]) for n in range(frame.height)]
            made[name] = pl.concat([*rows, *self.more.get(name, {}).values()])
        return made

    def write(self, folder: Path) -> None:
        """Write the Parquet files of the package with all of its mutants."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name, frame in self.frames().items():
            path = folder / f"{name}.parquet"
            if frame is real()[name]:
                path.symlink_to(ROOT / "tables" / path.name)
            else:
                frame.write_parquet(path)


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


def batches(mutants: list[Mutant], plain: Mapping[str, Mutant]) -> list[Batch]:
    """Put mutants together, so that each batch must be found as all of its mutants are.

    One that was spread to a row where it breaks more than its own rule tells gives way to the
    `plain` one of its name, which the other gates' matrix proves.
    """
    made: dict[int, list[Batch]] = {}
    for mutant in mutants:
        mine = made.setdefault(_kind(mutant), [])
        if not any(batch.takes(mutant) for batch in mine):
            mine.append(_of([mutant]))
    return [
        part for group in made.values() for batch in group for part in _parted(batch, plain)
    ]


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
