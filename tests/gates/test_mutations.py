"""Every declared constraint rejects bad data, in every check that claims it.

`make test` shows that no mutant is missing and that one of each kind is found; `make test-all`
puts all of them through the checks. tests/benchmarks/README.md says how many there are.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from build.files.tabular import csv_bytes
from build.frames.validate import unsound
from build.gates.descriptor import check_descriptor
from build.gates.files import check_files
from build.gates.frames import check_frames
from build.rules.derived import DERIVED
from build.rules.finding import MOST_ROWS
from build.rules.remade import REMADE
from schemas import TABLES
from schemas.package import stem
from tests.conftest import ROOT
from tests.corpus import sound
from tests.gates.batches import Batch, batches, one_of_each_kind
from tests.gates.mutants import SPACES, Mutant, constraints, key_of, mutants
from tests.gates.packages import describe_anew


@cache
def every() -> dict[tuple[str, str | None, str], Mutant]:
    """Return every mutant, by what it breaks."""
    return {(m.table, m.column, m.rule): m for m in mutants()}


def test_every_constraint_has_a_mutant() -> None:
    assert set(constraints()) == every().keys()


def test_the_sound_tables_are_sound(corpus_package: Path) -> None:
    assert unsound(sound()) == set()
    assert check_frames(sound(), across=True) == []
    assert check_files(corpus_package) == []


# What frictionless calls the breach of each constraint; it does not know the other rules.
# Like Python, it accepts a line feed after what matches a pattern.
_CLAIMED = {
    "type": "type-error",
    "not_null": "constraint-error",
    "vocabulary": "constraint-error",
    "pattern": "constraint-error",
    "length": "constraint-error",
    "minimum": "constraint-error",
    "maximum": "constraint-error",
    "foreign_key": "foreign-key",
    "primary_key": "primary-key",
}


def _is_claimed(mutant: Mutant) -> bool:
    """Return whether frictionless must find it; it reads 2025-2-3 as a date."""
    if mutant.rule == "type":
        return mutant.written is not None and mutant.written[2] != "2025-2-3"
    return mutant.rule in {*_CLAIMED, "pattern_digit"}


def summary() -> list[str]:
    """The mutants by kind of constraint: how many, and how many which check finds."""
    kinds = {"pattern_newline": "pattern", "pattern_digit": "pattern"}
    kinds |= dict.fromkeys(SPACES, "text")
    single = {r for _, _, r in constraints() if r in _CLAIMED} | {"not_empty", "text"}

    apart = {r.name: "derived in SQL" for r in DERIVED}
    apart |= {r.name: "made again by the build's code" for r in REMADE}

    def kind(mutant: Mutant) -> str:
        rule = kinds.get(mutant.rule, mutant.rule)
        if rule.startswith("columns_"):
            return "columns"
        return (
            rule.replace("_", " ")
            if rule in single
            else apart.get(rule, "rule of the codebook")
        )

    in_sql, by_build = ({rule.name for rule in rules} for rules in (DERIVED, REMADE))
    found_by: dict[str, Callable[[Mutant], bool]] = {
        "all": lambda _: True,
        "frames": lambda m: m.rule not in in_sql,
        "files": lambda m: m.rule not in by_build,
        "descriptor": _is_claimed,
        # Parquet can't hold text where a number is declared.
        "Spark": lambda m: m.rule not in by_build and m.written is None,
    }
    counts = {
        name: Counter(kind(m) for m in every().values() if finds(m))
        for name, finds in found_by.items()
    }
    kinds_of = [k for k, _ in counts["all"].most_common()]
    for count in counts.values():
        count["all"] = count.total()
    return [
        f"| {k} | {' | '.join(str(count[k] or '–') for count in counts.values())} |"
        for k in (*kinds_of, "all")
    ]


def test_the_benchmarks_have_the_matrix() -> None:
    assert "\n".join(summary()) in (ROOT / "tests/benchmarks/README.md").read_text("utf-8")


def _through_the_checks(made: Iterable[Batch], package: Path, original: Path) -> None:
    """Assert that the checks of frames, files and descriptor find exactly each batch's mutants."""
    derived = {rule.name for rule in DERIVED}  # asked in SQL alone
    remade = {rule.name for rule in REMADE}  # asked in Python alone
    for batch in made:
        names = [m.name for m in batch.mutants]
        frames = batch.frames()
        found = {(f.table, f.row, f.column, f.rule) for f in check_frames(frames, across=True)}
        in_frames = {place for place in batch.expected if place[-1] not in derived}
        assert found == in_frames, names
        declared = {place for place in in_frames if place[-1] not in remade}
        assert not declared or unsound(frames), names
        batch.write(package)
        in_files = {(f.table, f.row, f.column, f.rule) for f in check_files(package)}
        assert in_files == {p for p in batch.expected if p[-1] not in remade}, names
        batch.restore(package, original)
        for part in batch.parts(MOST_ROWS) if any(map(_is_claimed, batch.mutants)) else ():
            part.write(package)
            assert _by_frictionless(package) == _claimed(part.mutants), names
            part.restore(package, original)


def _by_frictionless(package: Path) -> set[tuple[str, str | None, str]]:
    describe_anew(package)
    keys = ("foreign-key", "primary-key")
    # Frictionless reports a breach of a key twice: of the key, and of the column that is the key.
    found = {
        (f.table, None if f.rule in keys else f.column, f.rule)
        for f in check_descriptor(package)
    }
    return {place for place in found if place[2] != "unique-error"}


def _claimed(mutants: Iterable[Mutant]) -> set[tuple[str, str | None, str]]:
    found = set()
    for mutant in mutants:
        for table, _, column, rule in mutant.expected:
            if rule not in _CLAIMED or (rule, mutant.rule) == ("pattern", "pattern_newline"):
                continue
            place = None if rule in ("foreign_key", "primary_key") else column
            found.add((table, place, _CLAIMED[rule]))
            # It reports a null key twice, too.
            if rule == "not_null" and TABLES[table].key() == (column,):
                found.add((table, None, "primary-key"))
    return found


def test_one_of_each_kind_is_found_by_every_check(copy: Path, corpus_package: Path) -> None:
    made = one_of_each_kind(every().values())
    _through_the_checks(made, copy, corpus_package)


@pytest.mark.thorough
def test_every_mutant_is_found_by_every_check(copy: Path, corpus_package: Path) -> None:
    made = batches(mutants)
    assert {(m.table, m.column, m.rule) for b in made for m in b.mutants} == {
        place for place, m in every().items() if m.written is None
    }
    _through_the_checks(made, copy, corpus_package)


def test_a_value_of_another_type_in_csv_is_found(copy: Path) -> None:
    """All columns at once, in the first row of each table, in the CSV files only."""
    written = [m for m in every().values() if m.written is not None]
    expected = set()
    for table in {m.table for m in written}:
        frame = sound()[table]
        rows = frame.cast(pl.String).to_dicts()
        for mutant in (m for m in written if m.table == table):
            assert mutant.written
            number, column, text = mutant.written
            rows[number][column] = text
            key = key_of(table, frame.row(number, named=True))
            expected |= {(table, key, column, "type"), (table, key, None, "same_rows")}
        texts = pl.DataFrame(rows, schema=dict.fromkeys(frame.columns, pl.String))
        (copy / f"{stem(table)}.csv").write_bytes(csv_bytes(texts))
    found = {(f.table, f.row, f.column, f.rule) for f in check_files(copy)}
    assert found == expected
    claimed = {(m.table, m.column, "type-error") for m in written if _is_claimed(m)}
    assert claimed <= _by_frictionless(copy)


@pytest.mark.thorough
def test_a_frame_of_another_type_is_found() -> None:
    for mutant in every().values():
        if mutant.written is not None:
            found = check_frames(mutant.make())
            assert {(f.table, f.row, f.column, f.rule) for f in found} == mutant.expected
            assert unsound(mutant.make())
