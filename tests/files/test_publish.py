"""Tables are replaced whole or not at all."""

import errno
import os
import subprocess
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO

import pytest

from build.files import publish
from build.files.writing import create
from build.package import table_files
from tests.conftest import ROOT, Run, edit


def files(root: Path) -> dict[str, bytes]:
    """Everything but the annotations, the lock and the database, which has no fixed bytes."""
    return {
        str(p.relative_to(root)): p.read_bytes()
        for p in sorted(root.rglob("*"))
        if p.is_file()
        and p.relative_to(root).parts[0] not in ("raw", ".build.lock")
        and p.suffix != ".duckdb"
    }


def change(package: Path) -> None:
    edit(package / "raw/commitments.toml", "sends ships after", "sends two ships after")


def test_a_second_build_replaces_the_first(built: Path, run: Run) -> None:
    before = files(built)
    change(built)
    result = run()
    assert "commitments                  2  ~1 changed" in result.out
    after = files(built)
    assert after.keys() == before.keys()
    assert {n for n in after if after[n] != before[n]} == {
        "tables/commitments.csv",
        "tables/commitments.parquet",
        # What names the fingerprint of the data, or sizes and hashes of files.
        "SHA256SUMS",
        ".zenodo.json",
        "CITATION.cff",
        "datapackage.json",
        "tables/croissant.json",
        "tables/datacite.json",
        "tables/load.postgres.sql",
        "tables/load.spark.py",
        "tables/load.spark.sql",
        "tables/load.sql",
        "tables/load.sqlite.sql",
    }
    assert not (built / ".staging").exists()


@pytest.mark.thorough
def test_somebody_elses_files_are_kept(built: Path, run: Run) -> None:
    (built / "tables/my notes.txt").write_text("mine", "utf-8")
    (built / "tables/mine.csv").write_text("a\n1\n", "utf-8")
    change(built)
    run()
    assert (built / "tables/my notes.txt").read_text("utf-8") == "mine"
    assert (built / "tables/mine.csv").read_text("utf-8") == "a\n1\n"


def test_a_full_disk_leaves_the_tables(built: Path, run: Run) -> None:
    before = files(built)
    change(built)
    code = (
        "import resource, signal, sys; from build.__main__ import main; "
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)); "
        "sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--root", str(built)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "can't be written (File too large)" in done.stderr
    assert "Traceback" not in done.stderr
    assert files(built) == before
    assert run().code == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_no_permission_leaves_the_tables(built: Path, run: Run) -> None:
    built.chmod(0o555)
    try:
        assert "can't be written" in run().errors[0]
    finally:
        built.chmod(0o755)


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "can't be written (No space left on device); free some space"),
        (
            errno.EROFS,
            "can't be written (Read-only file system); build in a folder that can be written",
        ),
        (
            errno.EACCES,
            "can't be written (Permission denied); build in a folder that you may write",
        ),
    ],
)
def test_what_the_system_refuses_is_said_plainly(
    built: Path, run: Run, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    before = files(built)
    change(built)

    def refuse(path: Path) -> AbstractContextManager[BinaryIO]:
        if path.name == "quotes.csv":
            raise OSError(number, os.strerror(number), str(path))
        return create(path)

    monkeypatch.setattr(table_files, "create", refuse)
    result = run()
    assert result.code == 1
    assert result.errors[0].endswith(f"quotes.csv: {said}")
    assert files(built) == before


@pytest.mark.sample(1)
@pytest.mark.parametrize("step", ["_exchange", "_carry_over"])
def test_a_killed_run_is_finished_by_the_next(
    built: Path, run: Run, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    old = files(built)
    change(built)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(publish, step, die)
        assert run().code == 130
    tables = {n: c for n, c in files(built).items() if n.startswith("tables/")}
    assert tables["tables/commitments.csv"] == old["tables/commitments.csv"]
    assert run().code == 0
    assert b"sends two ships" in (built / "tables/commitments.csv").read_bytes()
    assert not (built / ".staging").exists()


@pytest.mark.thorough
def test_a_run_killed_before_its_plan_is_dropped(built: Path, run: Run) -> None:
    before = files(built)
    (built / ".staging/tables").mkdir(parents=True)
    (built / ".staging/tables/quotes.csv").write_text("half", "utf-8")
    assert run().code == 0
    assert files(built) == before


@pytest.mark.thorough
@pytest.mark.parametrize("last", [0, 1, 2, 3])
def test_a_run_killed_between_the_renames_of_the_fallback_loses_nothing(
    built: Path, run: Run, monkeypatch: pytest.MonkeyPatch, last: int
) -> None:
    (built / "tables/my notes.txt").write_text("mine", "utf-8")
    change(built)
    rename = Path.rename
    done: list[Path] = []

    def die(self: Path, target: Path) -> Path:
        if ".staging" in f"{self}{target}" and "plan" not in self.name:
            if len(done) == last:
                raise KeyboardInterrupt
            done.append(self)
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(publish, "_rename_exchange", lambda *_: False)
        patch.setattr(Path, "rename", die)
        assert run().code == 130
    assert run().code == 0
    assert (built / "tables/my notes.txt").read_text("utf-8") == "mine"
    assert b"sends two ships" in (built / "tables/commitments.csv").read_bytes()
    assert not (built / ".staging").exists()


@pytest.mark.thorough
def test_what_can_not_be_carried_over_is_found_before_the_exchange(
    built: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a notes.txt", "mine", "z notes.txt"):
        (built / "tables" / name).mkdir()
    before = files(built)
    change(built)
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name == "mine":  # as the system does where a folder is another's
            raise OSError(errno.EACCES, "Permission denied", str(self))
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refuse)
        result = run()
    assert (result.code, result.errors) == (
        1,
        [
            f"{built}/tables/mine: can't be carried over into the new tables/ (Permission "
            "denied); move it away, or mend its owner and permissions"
        ],
    )
    assert files(built) == before
    assert (built / "tables/a notes.txt").is_dir()
    assert not (built / ".staging").exists()
    assert run().code == 0
    assert (built / "tables/mine").is_dir()


@pytest.mark.thorough
def test_without_an_exchange_two_renames_do(
    built: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(built)
    monkeypatch.setattr(publish, "_rename_exchange", lambda *_: False)
    assert run().code == 0
    assert b"sends two ships" in (built / "tables/commitments.csv").read_bytes()
