"""Every mutant that Parquet can hold is found by Spark as the other checks find it."""

import shutil
from pathlib import Path

import pytest

from tests.gates.batches import batches
from tests.gates.mutants import mutants
from tests.spark.conftest import Asked

pytestmark = pytest.mark.thorough


def test_every_mutant_is_found(asked: Asked, corpus_package: Path, tmp_path: Path) -> None:
    tables = Path(shutil.copytree(corpus_package / "tables", tmp_path / "tables"))
    unlike = []
    for batch in batches(mutants):
        batch.write(tables.parent, by_polars=True)
        if differ := asked(tables) ^ batch.expected:
            unlike.append(([m.name for m in batch.mutants], differ))
        batch.restore(tables.parent, corpus_package)
    assert unlike == []
