"""Every mutant that Parquet can hold is found by Spark as the other checks find it."""

import shutil
from pathlib import Path

import pytest

from build.rules.remade import REMADE
from tests.gates.batches import batches
from tests.gates.mutants import mutants
from tests.spark.conftest import Asked

pytestmark = pytest.mark.thorough


def test_every_mutant_is_found(asked: Asked, corpus_package: Path, tmp_path: Path) -> None:
    tables = Path(shutil.copytree(corpus_package / "tables", tmp_path / "tables"))
    remade = {rule.name for rule in REMADE}  # asked in Python alone
    unlike = []
    for batch in batches(mutants):
        batch.write(tables.parent, by_polars=True)
        in_sql = {place for place in batch.expected if place[-1] not in remade}
        # Checking the rows of all tables each time would take three times as long.
        if differ := asked(tables, batch.changes) ^ in_sql:
            unlike.append(([m.name for m in batch.mutants], differ))
        batch.restore(tables.parent, corpus_package)
    assert unlike == []
