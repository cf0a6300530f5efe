"""Every declared constraint rejects bad data, in every gate that claims it.

`make matrix` runs all mutants through the gates and prints, rule by rule, how many were made
and caught; `make test` proves that none is missing.
"""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from build.files.tabular import csv_bytes
from build.gates.descriptor import check_descriptor
from build.gates.files import check_files
from build.gates.frames import check_frames
from build.rules.finding import SAID
from schemas import TABLES
from tests.conftest import ROOT
from tests.gates.mutants import Mutant, constraints, key_of, mutants, real
from tests.gates.packages import describe_anew, write_table

MUTANTS = {(m.table, m.column, m.rule): m for m in mutants()}


def test_every_constraint_has_a_mutant() -> None:
    assert set(constraints()) - set(MUTANTS) == set()
    assert set(MUTANTS) - set(constraints()) == set()


def test_the_real_tables_are_sound() -> None:
    assert check_frames(real()) == []
    assert check_files(ROOT) == []


def summary() -> list[str]:
    """The matrix in short, as the README has it: mutants made, and caught by which gate."""
    kinds = {"pattern_newline": "pattern", "pattern_digit": "pattern"}
    single = {r for _, _, r in constraints() if r in _CLAIMED} | {"not_empty"}

    def kind(mutant: Mutant) -> str:
        rule = kinds.get(mutant.rule, mutant.rule)
        if rule.startswith("columns_"):
            return "columns"
        return rule.replace("_", " ") if rule in single else "rule of the codebook"

    made = Counter(map(kind, MUTANTS.values()))
    third = Counter(map(kind, _THIRD))
    rows = [*made.most_common(), ("all", len(MUTANTS))]
    third["all"] = len(_THIRD)
    # A Parquet file holds no text where a number is declared; tests/spark asks of all others.
    parquet = Counter(kind(m) for m in MUTANTS.values() if m.written is None)
    parquet["all"] = parquet.total()
    return [f"| {k} | {n} | {n} | {n} | {third[k] or '–'} | {parquet[k]} |" for k, n in rows]


def test_the_readme_has_the_matrix() -> None:
    assert "\n".join(summary()) in (ROOT / "tests/benchmarks/README.md").read_text("utf-8")


@pytest.mark.matrix
@pytest.mark.parametrize("mutant", MUTANTS.values(), ids=lambda m: m.name)
def test_gate_frames(mutant: Mutant) -> None:
    found = check_frames(mutant.make())
    assert {(f.table, f.row, f.column, f.rule) for f in found} == mutant.expected


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package, of which one table at a time is replaced."""
    root = tmp_path_factory.mktemp("mutants")
    shutil.copytree(ROOT / "tables", root / "tables", ignore=shutil.ignore_patterns("*.duckdb"))
    return root


@pytest.fixture
def mutated(package: Path, mutant: Mutant) -> Iterator[Path]:
    """The package with the mutant's table in its place; the real one returns after."""
    frames = mutant.make()
    changed = [t for t in TABLES if frames[t] is not real()[t]]
    for table in changed:
        csv, parquet = (package / "tables" / f"{table}.{s}" for s in ("csv", "parquet"))
        if mutant.rule != "type":
            csv.write_bytes(csv_bytes(frames[table]))
        if mutant.written is None:
            if mutant.rule == "type":  # which the build's writer would mend
                frames[table].write_parquet(parquet)
            else:
                write_table(table, frames[table], parquet)
        else:
            number, column, text = mutant.written
            texts = real()[table].cast(pl.String).to_dicts()
            texts[number][column] = text
            csv.write_bytes(
                csv_bytes(
                    pl.DataFrame(texts, schema=dict.fromkeys(real()[table].columns, pl.String))
                )
            )
    yield package
    for table in changed:
        for suffix in ("csv", "parquet"):
            shutil.copy(ROOT / "tables" / f"{table}.{suffix}", package / "tables")


@pytest.mark.matrix
@pytest.mark.parametrize("mutant", MUTANTS.values(), ids=lambda m: m.name)
def test_gate_files(mutant: Mutant, mutated: Path) -> None:
    # What only polars' files say is no matter here; tests/gates/test_parquet.py has it.
    found = {
        (f.table, f.row, f.column, f.rule) for f in check_files(mutated) if f.rule not in SAID
    }
    expected = set(mutant.expected)
    if mutant.written is not None:
        number, column, _ = mutant.written
        key = key_of(mutant.table, real()[mutant.table].row(number, named=True))
        # Only the CSV file is changed: the other file no longer holds the same row.
        expected = {(mutant.table, key, column, "type"), (mutant.table, key, None, "same_rows")}
    assert found == expected


# What frictionless calls the breach of a constraint, by our names; the other rules it does
# not know. A pattern and a line feed at the end it does not tell apart, as Python does not.
_CLAIMED = {
    "type": "type-error",
    "not_null": "constraint-error",
    "vocabulary": "constraint-error",
    "pattern": "constraint-error",
    "text": "constraint-error",
    "length": "constraint-error",
    "minimum": "constraint-error",
    "maximum": "constraint-error",
    "foreign_key": "foreign-key",
    "primary_key": "primary-key",
}


def _other_type(mutant: Mutant) -> bool:
    """Whether frictionless sees the other type: it reads 2025-2-3 as a date."""
    return mutant.written is not None and mutant.written[2] != "2025-2-3"


_THIRD = [
    m
    for m in MUTANTS.values()
    if m.rule in {*_CLAIMED, "pattern_digit"} and (m.rule != "type" or _other_type(m))
]


@pytest.mark.matrix
@pytest.mark.parametrize("mutant", _THIRD, ids=lambda m: m.name)
def test_gate_descriptor(mutant: Mutant, mutated: Path) -> None:
    describe_anew(mutated)
    found = {(f.table, f.column, f.rule) for f in check_descriptor(mutated)}
    expected = {
        (table, None if rule in ("foreign_key", "primary_key") else column, _CLAIMED[rule])
        for table, _, column, rule in mutant.expected
        if rule in _CLAIMED
    }
    # A key that is null is told twice, too.
    if mutant.rule == "not_null" and TABLES[mutant.table].key() == (mutant.column,):
        expected.add((mutant.table, None, "primary-key"))
    # One breach of a key is told as two, of the key and of the column that is it.
    found = {(t, None if r in ("foreign-key", "primary-key") else c, r) for t, c, r in found}
    assert {f for f in found if f[2] != "unique-error"} == expected
