"""The folder listing is the architecture: rooms, their order, and what they say of themselves."""

import ast
import shutil
import subprocess
import sys
import tomllib
from itertools import combinations
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CONTRACT = PROJECT["tool"]["importlinter"]["contracts"][0]
ROOMS = [r for r in reversed(CONTRACT["layers"]) if (ROOT / "build" / r).is_dir()]
# More than somebody takes in at a glance.
MOST_FILES = 11


def about(room: str) -> str:
    """The first sentences of a room's docstring, on one line."""
    source = (ROOT / "build" / room / "__init__.py").read_text("utf-8")
    return " ".join(str(ast.get_docstring(ast.parse(source))).partition("\n\n")[0].split())


def test_the_order_of_the_rooms_stands_in_contributing() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    assert lines == [f"| `{room}/` | {about(room)} |" for room in ROOMS]


def test_every_room_is_in_the_contract() -> None:
    rooms = {p.parent.name for p in (ROOT / "build").glob("*/__init__.py")}
    assert rooms == set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_taken_in_at_a_glance(room: str) -> None:
    names = [p.stem for p in (ROOT / "build" / room).glob("*.py") if p.stem != "__init__"]
    assert 0 < len(names) <= MOST_FILES
    assert not [pair for pair in combinations(names, 2) if Levenshtein.distance(*pair) <= 1]


def test_an_import_upwards_breaks_the_contract(tmp_path: Path) -> None:
    for name in ("build", "schemas", "pyproject.toml"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    lint = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    kept = subprocess.run(lint, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert kept.returncode == 0, kept.stdout
    with (tmp_path / "build/texts/tokens.py").open("a", encoding="utf-8") as file:
        file.write("import build.gates.check\n")
    broken = subprocess.run(lint, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert broken.returncode == 1
    assert "build.texts is not allowed to import build.gates" in broken.stdout


def test_the_root_holds_what_convention_puts_there() -> None:
    """A download or a build's leftover that is committed by mistake is seen."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert {line.partition("/")[0] for line in listed.splitlines()} == {
        ".ci",
        ".gitattributes",
        ".github",
        ".gitignore",
        ".zenodo.json",
        "CHANGELOG.md",
        "CITATION.cff",
        "CONTRIBUTING.md",
        "LICENSE",
        "Makefile",
        "README.md",
        "SHA256SUMS",
        "biome.json",
        "build",
        "datapackage.json",
        "pyproject.toml",
        "raw",
        "requirements.txt",
        "schemas",
        "tables",
        "tests",
    }
