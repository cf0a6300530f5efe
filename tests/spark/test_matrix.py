"""Every mutant that Parquet can hold is found by Spark as the other gates find it.

In two halves, each in a process of its own; a run of the gate takes some ten seconds.
"""

from pathlib import Path

import pytest

from tests.gates.mutants import constraints, mutants
from tests.spark.batches import Batch, batches
from tests.spark.conftest import Asked

pytestmark = pytest.mark.spark_matrix


@pytest.fixture(scope="module")
def made() -> list[Batch]:
    all_ = {(m.table, m.column, m.rule): m for m in mutants(spread=True)}
    held = [m for m in all_.values() if m.written is None]
    found = batches(held, {m.name: m for m in mutants()})
    asked = {(m.table, m.column, m.rule) for b in found for m in b.mutants}
    assert asked == set(constraints()) - {k for k, m in all_.items() if m.written is not None}
    return found


@pytest.mark.parametrize("half", [0, 1])
def test_every_mutant_is_found(
    half: int, made: list[Batch], asked: Asked, tmp_path: Path
) -> None:
    unlike = []
    for batch in made[half::2]:
        batch.write(tmp_path / "tables")
        if differ := asked(tmp_path / "tables") ^ batch.expected:
            unlike.append(([m.name for m in batch.mutants], differ))
    assert unlike == []
