"""A pipe, a device or a folder in the place of a file ends no command in a hang or traceback."""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Run

SECONDS = 60  # a command takes one or two; a pipe that nobody writes to takes for ever
FILES = [
    "datapackage.json",
    "SHA256SUMS",
    "tables/articles.csv",
    "tables/articles.parquet",
    "tables/load/load.py",
    "tables/load/load.sql",
    "tables/ukraine-security-guarantees.duckdb",
]


KINDS = ["pipe", "zero", "folder"]
SAMPLE = [
    ("tables/articles.csv", "pipe"),
    ("tables/articles.parquet", "zero"),
    (FILES[-1], "pipe"),
]


@pytest.fixture(autouse=True)
def alarm() -> Iterator[None]:
    """End a test that hangs."""
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)


def put(kind: str, path: Path) -> None:
    """Put something that is no plain file in the place of a file."""
    path.unlink()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(f"/dev/{kind}")


# What reads the others is the same.
@pytest.mark.parametrize(
    ("file", "kind"),
    [
        *SAMPLE,
        *(
            pytest.param(file, kind, marks=pytest.mark.thorough)
            for file in FILES
            for kind in KINDS
            if (file, kind) not in SAMPLE
        ),
    ],
)
def test_in_a_package(ask: Run, lean: Path, lean_package: Path, kind: str, file: str) -> None:
    copy = lean
    shutil.copy(lean_package / FILES[-1], copy / FILES[-1])
    put(kind, copy / file)
    checked = ask("check", copy)
    assert (checked.code, checked.errors) == (1, [])
    assert Path(file).name in checked.out or Path(file).stem in checked.out
    assert ask("which", copy / file).code == 2
    assert ask("which", copy).code in (0, 1, 2)
    if file in ("datapackage.json", "tables/articles.csv"):
        assert ask("diff", copy, copy).code in (1, 2)


@pytest.mark.parametrize("command", ["check", "which", "diff", "verify"])
@pytest.mark.parametrize("kind", ["pipe", "zero", "full"])
def test_as_an_argument(ask: Run, tmp_path: Path, command: str, kind: str) -> None:
    path = tmp_path / "x"
    path.touch()
    put(kind, path)
    result = ask(command, path, *([path] if command == "diff" else []))
    assert result.code in (1, 2)
    assert str(path) in result.out + str(result.errors)


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("raw/actors.toml", "pipe"),
        ("raw/anchors.csv", "zero"),
        ("raw/anchors.csv", "folder"),
        ("raw/articles/harbour-gazette-2030-03.toml", "pipe"),
        ("raw/articles/harbour-gazette-2030-03.toml", "folder"),
    ],
)
def test_in_raw(run: Run, package: Path, file: str, kind: str) -> None:
    put(kind, package / file)
    result = run()
    assert result.code == 1
    assert file in " ".join(result.errors)


NO_FILE = "can't be read (not a plain file); "
RELEASED = f"{NO_FILE}restore it from git; only `python -m build release` writes it"


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("tombstones.toml", f"{NO_FILE}check path and permissions"),
        ("corrections.toml", f"{NO_FILE}check path and permissions"),
        ("ids.csv", RELEASED),
        ("releases.csv", RELEASED),
    ],
)
def test_a_folder_that_a_build_reads(run: Run, package: Path, file: str, expected: str) -> None:
    (package / "raw" / file).mkdir()
    if file == "releases.csv":  # read for corrections only
        correction = 'version = "0"\ntable = ""\nid = ""\narticle = ""\n'
        correction += 'locator = ""\nreason = ""'
        (package / "raw/corrections.toml").write_text(f"[[correction]]\n{correction}\n")
    assert run().errors == [f"raw/{file}: {expected}"]


ODD = ["a#b", "a[b]", "a*b", "a{b}", "a'b", "a%20b", "a b", "ä"]


@pytest.mark.parametrize(
    "name",
    ["a#b [c]*{d}'e%20ä", *(pytest.param(name, marks=pytest.mark.thorough) for name in ODD)],
)
@pytest.mark.usefixtures("lean")
def test_names_of_folders(ask: Run, lean_package: Path, tmp_path: Path, name: str) -> None:
    copy = Path(shutil.copytree(lean_package, tmp_path / name))
    assert ask("check", copy).code == 0
    assert ask("--root", copy, "which", copy, copy / FILES[-1]).code == 0
    assert ask("--root", copy).code == 0
    assert ask("--root", copy, "query", "SELECT 1").code == 0


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["a?b", os.fsdecode(b"a\xffb")])
def test_names_that_duckdb_can_not_open(
    ask: Run, built_package: Path, tmp_path: Path, name: str
) -> None:
    copy = Path(shutil.copytree(built_package, tmp_path / name))
    (said,) = [line for line in ask("check", copy).out.splitlines() if "readable" in line]
    assert "rename the folder" in said
    result = ask("--root", copy)
    assert (result.code, len(result.errors)) == (1, 1)
    assert "rename the folder" in result.errors[0]
