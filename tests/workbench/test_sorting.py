"""The shared files of raw/ are in order, and `make format` puts them there."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

SHARED = sorted((ROOT / "raw").glob("*.toml"))
WRITTEN = """#:schema ../schemas/toml/actors.json
# What stands at the head.

# B comes second.
[actor.b]
name = "B"  # its name
kind = "media"

[actor.a]
name = "A"
names = ["A", "An A"]
"""
SORTED = """#:schema ../schemas/toml/actors.json
# What stands at the head.

[actor.a]
name = "A"
names = ["A", "An A"]

# B comes second.
[actor.b]
name = "B"  # its name
kind = "media"
"""


def _sort(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "build.workbench.sorting", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("path", SHARED, ids=lambda p: p.stem)
def test_a_shared_file_is_in_order(path: Path) -> None:
    done = _sort("--check", path)
    assert (done.returncode, done.stdout) == (0, ""), "make format"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, "can't be read (not a plain file); check path and permissions"),
        (b"\xff", "not UTF-8; save the file as UTF-8 text"),
        (
            b"[actor",
            "not valid TOML: expected ']' to close table header (line 1, column 7); mend it",
        ),
    ],
    ids=["a folder", "other bytes", "broken"],
)
def test_what_can_not_be_sorted_is_reported(
    tmp_path: Path, content: bytes | None, expected: str
) -> None:
    path = tmp_path / "actors.toml"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    done = _sort("--check", path)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{path}: {expected}\n")


def test_records_are_sorted_with_their_comments(tmp_path: Path) -> None:
    path = tmp_path / "actors.toml"
    path.write_text(WRITTEN, "utf-8")
    said = _sort("--check", path)
    assert (said.returncode, path.read_text("utf-8")) == (1, WRITTEN)
    assert "+[actor.a]\n" in said.stdout
    assert _sort(path).returncode == 0
    assert path.read_text("utf-8") == SORTED
    assert _sort("--check", path).returncode == 0
