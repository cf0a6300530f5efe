"""No loader takes half a file, a row that stands twice, or a code that is none."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import edit
from tests.loaders.test_dialects import needs

PY = "import sys; sys.path.insert(0, 'tables'); import load; load.load()"
R = 'source("tables/load.R"); invisible(load_tables())'
COMMANDS = {
    "pandas": [sys.executable, "-c", PY],
    "R": ["Rscript", "--vanilla", "-e", R],
    "SQLite": ["sh", "-c", "sqlite3 x.sqlite < tables/load.sqlite.sql"],
    "PostgreSQL": ["psql", "-X", "-q", "-v", "folder=.", "-f", "tables/load.postgres.sql"],
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


DAMAGES = [half, twice, misspelt, empty, no_day, other_truth]


# Of a date in EDTF and its bounds, the earliest is no day.
DAY = "2030-03-04,2030-02-30,2030-03-04"


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
    built_package: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    tool: str,
    damage: Callable[[Path], None],
) -> None:
    if tool == "PostgreSQL":
        request.getfixturevalue("postgres")
    if tool in _PROGRAMS:
        needs(_PROGRAMS[tool], shutil.which(_PROGRAMS[tool]) is not None)
    root = Path(shutil.copytree(built_package, tmp_path / "copy"))
    damage(root)
    done = subprocess.run(COMMANDS[tool], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode != 0, done.stdout
    assert done.stderr
