"""A run that is killed leaves tables and proofs whole; `make test-all` kills 250."""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import FIXTURES, ROOT, edit

KILLS = 100  # for each of two seeds
# Without what people look at, which takes most of a build and is put in place with the rest.
_LEAN = (
    "import sys; from build.__main__ import main; from build.artefacts import registry; "
    "registry.MOST_ROWS_TO_LOOK_AT = -1; sys.exit(main(sys.argv[1:]))"
)
COMMAND = [sys.executable, "-c", _LEAN, "--root"]


def state(root: Path) -> dict[str, bytes]:
    """The tables, without the database, which has no fixed bytes."""
    files = [p for p in sorted((root / "tables").rglob("*")) if p.is_file()]
    return {str(p.relative_to(root)): p.read_bytes() for p in files if ".duckdb" not in p.name}


def build(root: Path) -> None:
    """Build a package to the end."""
    subprocess.run([*COMMAND, str(root)], cwd=ROOT, check=True, capture_output=True)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", [1, 2])
def test_a_killed_build_leaves_the_tables_whole(package: Path, seed: int) -> None:
    chance = random.Random(seed)
    texts = {}
    for name in ("one", "two"):
        copy = package.with_name(name)
        shutil.copytree(package, copy)
        edit(copy / "raw/commitments.toml", "sends ships after", f"sends {name} ships after")
        build(copy)
        texts[name] = (copy / "raw/commitments.toml").read_text("utf-8"), state(copy)
    (package / "raw/commitments.toml").write_text(texts["one"][0], "utf-8")
    start = time.monotonic()
    build(package)
    longest = time.monotonic() - start
    killed, wanted = 0, "one"
    while killed < KILLS:
        wanted = "two" if wanted == "one" else "one"
        (package / "raw/commitments.toml").write_text(texts[wanted][0], "utf-8")
        process = subprocess.Popen(
            [*COMMAND, str(package)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        # Mostly where files are made and moved, in the last part of a build.
        time.sleep(longest * chance.triangular(0.2, 1.0, 0.8))
        process.kill()
        killed += process.wait() != 0
        assert state(package) in (texts["one"][1], texts["two"][1]), killed
    build(package)
    assert state(package) == texts[wanted][1]


@pytest.mark.thorough
def test_a_killed_anchor_leaves_the_proofs_whole(package: Path) -> None:
    chance = random.Random(3)
    command = [*COMMAND, str(package), "anchor", str(FIXTURES / "texts")]
    article = next((package / "raw/articles").glob("*.toml"))
    proofs = package / "raw/anchors.csv"
    texts, states = [], []
    for _ in range(2):
        texts.append(article.read_text("utf-8"))
        start = time.monotonic()
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        longest = time.monotonic() - start
        states.append(proofs.read_bytes())
        # With a word less its last passage is another.
        thanks = "and Ukraine’s government thanked France"
        article.write_text(texts[0].replace(thanks, thanks.removeprefix("and ")), "utf-8")
    assert states[0] != states[1]
    for number in range(50):
        article.write_text(texts[number % 2], "utf-8")
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(longest * chance.triangular(0.3, 1.0, 0.95))
        process.kill()
        process.wait()
        assert proofs.read_bytes() in states, number
    article.write_text(texts[1], "utf-8")
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert proofs.read_bytes() == states[1]


@pytest.mark.thorough
def test_two_builds_at_once(package: Path) -> None:
    build(package)
    before = state(package)
    both = [subprocess.Popen([*COMMAND, str(package)], cwd=ROOT) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert state(package) == before


def test_a_folder_that_vanishes(package: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, str(package)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    shutil.rmtree(package / "raw")
    _, said = process.communicate()
    assert process.returncode == 1
    assert "Traceback" not in said
    assert not (package / "tables").exists()
