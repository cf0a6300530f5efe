"""No loader takes half a file, a row that stands twice, or a code that is none."""

import io
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from schemas.package import R_DATA
from tests.conftest import edit
from tests.loaders.test_dialects import needs

PY = "import runpy; runpy.run_path('tables/load/load.py')['load']()"
R = """
source("tables/load/load.R")
for (table in c("evidence", "commitments", "events")) {
  path <- paste0("tables/", table, ".csv")
  type_table(read.csv(path, colClasses = "character", na.strings = "", encoding = "UTF-8"), table)
}
"""
COMMANDS = {
    "R": ["Rscript", "--vanilla", "-e", R],
    "SQLite": ["sh", "-c", "sqlite3 x.sqlite < tables/load/load.sqlite.sql"],
    "PostgreSQL": ["psql", "-X", "-q", "-v", "folder=.", "-f", "tables/load/load.postgres.sql"],
}
_PROGRAMS = {"R": "Rscript", "SQLite": "sqlite3", "PostgreSQL": "psql"}


def half(root: Path) -> None:
    """The last rows of a table are gone, as after a copy that broke off at a line's end."""
    path = root / "tables/evidence.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-2]), "utf-8")


def twice(root: Path) -> None:
    """A row stands in the place of another."""
    path = root / "tables/evidence.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines[:-1], lines[1]]), "utf-8")


def misspelt(root: Path) -> None:
    """A code is misspelt."""
    edit(root / "tables/commitments.csv", ",pledged,", ",pledgd,")


def empty(root: Path) -> None:
    """A cell that must have a value has none."""
    edit(root / "tables/commitments.csv", ",pledged,", ",,")


def other_truth(root: Path) -> None:
    """A boolean as spreadsheets write it."""
    edit(root / "tables/events.csv", ",true", ",TRUE")


def no_day(root: Path) -> None:
    """A date that no calendar has."""
    edit(root / "tables/commitments.csv", "2030-03-04,2030-03-04,2030-03-04", DAY)


# What R says of each; the databases have words of their own.
DAMAGES: dict[Callable[[Path], None], str] = {
    half: "evidence has ",
    twice: "evidence: evidence_id: row ",
    misspelt: "commitments: strength: row 1: 'pledgd' is not what version ",
    empty: "commitments: strength: row 1: 'NA' is not what version ",
    no_day: "commitments: stated_earliest: row 1: '2030-02-30' is not what version ",
    other_truth: "events: in_scope: row 1: 'TRUE' is not what version ",
}
# Of a date in EDTF and its bounds, the earliest is no day.
DAY = "2030-03-04,2030-02-30,2030-03-04"


@pytest.fixture
def damaged(built_package: Path, tmp_path: Path) -> Path:
    """A copy of a built package, to be damaged."""
    return Path(shutil.copytree(built_package, tmp_path / "copy"))


@pytest.mark.sample(7)
@pytest.mark.parametrize(
    ("tool", "damage"),
    # PostgreSQL reads TRUE as what it is.
    [
        (tool, damage)
        for tool in COMMANDS
        for damage in DAMAGES
        if (tool, damage) != ("PostgreSQL", other_truth)
    ],
)
def test_damage_is_refused(
    damaged: Path, request: pytest.FixtureRequest, tool: str, damage: Callable[[Path], None]
) -> None:
    if tool == "PostgreSQL":
        request.getfixturevalue("postgres")
    needs(_PROGRAMS[tool], shutil.which(_PROGRAMS[tool]) is not None)
    damage(damaged)
    done = subprocess.run(
        COMMANDS[tool], cwd=damaged, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0, done.stdout
    assert done.stderr
    if tool == "R":
        assert DAMAGES[damage] in " ".join(done.stderr.split())


def without_its_end(content: bytes) -> bytes:
    """Half a file."""
    return content[: len(content) // 2]


def with_a_row_less(content: bytes) -> bytes:
    """A sound file of other rows."""
    out = io.BytesIO()
    pl.read_parquet(content)[:-1].write_parquet(out)
    return out.getvalue()


def with_a_letter_changed(content: bytes) -> bytes:
    """What no format notices."""
    return content.replace(b"harbour", b"harbouR", 1)


@pytest.mark.parametrize("damage", [without_its_end, with_a_row_less])
def test_pandas_refuses_a_file_that_is_not_this_versions(
    damaged: Path, damage: Callable[[bytes], bytes]
) -> None:
    path = damaged / "tables/coding/basis.parquet"
    path.write_bytes(damage(path.read_bytes()))
    done = subprocess.run(
        [sys.executable, "-c", PY], cwd=damaged, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert f"{path} is not the whole, unaltered basis of version " in done.stderr


@pytest.mark.parametrize("damage", [without_its_end, with_a_letter_changed])
def test_r_refuses_a_file_that_is_not_this_versions(
    damaged: Path, damage: Callable[[bytes], bytes]
) -> None:
    needs("Rscript", shutil.which("Rscript") is not None)
    path = damaged / R_DATA
    before = path.read_bytes()
    path.write_bytes(damage(before))
    assert path.read_bytes() != before
    done = subprocess.run(
        ["Rscript", "--vanilla", "-e", 'source("tables/load/load.R"); x <- load_tables()'],
        cwd=damaged,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "is not the whole, unaltered file of version " in " ".join(done.stderr.split())
