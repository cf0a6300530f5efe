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


def test_a_second_build_replaces_the_first(package: Path, run: Run) -> None:
    run()
    before = files(package)
    change(package)
    result = run()
    assert "commitments                  2  ~1 changed" in result.out
    after = files(package)
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
    assert not (package / ".staging").exists()


def test_somebody_elses_files_are_kept(package: Path, run: Run) -> None:
    run()
    (package / "tables/my notes.txt").write_text("mine", "utf-8")
    (package / "tables/mine.csv").write_text("a\n1\n", "utf-8")
    change(package)
    run()
    assert (package / "tables/my notes.txt").read_text("utf-8") == "mine"
    assert (package / "tables/mine.csv").read_text("utf-8") == "a\n1\n"


def test_a_full_disk_leaves_the_tables(package: Path, run: Run) -> None:
    run()
    before = files(package)
    change(package)
    code = (
        "import resource, signal, sys; from build.__main__ import main; "
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)); "
        "sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--root", str(package)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "can't be written (File too large)" in done.stderr
    assert "Traceback" not in done.stderr
    assert files(package) == before
    assert run().code == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_no_permission_leaves_the_tables(package: Path, run: Run) -> None:
    run()
    package.chmod(0o555)
    try:
        assert "can't be written" in run().errors[0]
    finally:
        package.chmod(0o755)


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
    package: Path, run: Run, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    run()
    before = files(package)
    change(package)

    def refuse(path: Path) -> AbstractContextManager[BinaryIO]:
        if path.name == "quotes.csv":
            raise OSError(number, os.strerror(number), str(path))
        return create(path)

    monkeypatch.setattr(table_files, "create", refuse)
    result = run()
    assert result.code == 1
    assert result.errors[0].endswith(f"quotes.csv: {said}")
    assert files(package) == before


@pytest.mark.parametrize("step", ["_exchange", "_carry_over"])
def test_a_killed_run_is_finished_by_the_next(
    package: Path, run: Run, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    run()
    old = files(package)
    change(package)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(publish, step, die)
        assert run().code == 130
    tables = {n: c for n, c in files(package).items() if n.startswith("tables/")}
    assert tables["tables/commitments.csv"] == old["tables/commitments.csv"]
    assert run().code == 0
    assert b"sends two ships" in (package / "tables/commitments.csv").read_bytes()
    assert not (package / ".staging").exists()


def test_a_run_killed_before_its_plan_is_dropped(package: Path, run: Run) -> None:
    run()
    before = files(package)
    (package / ".staging/tables").mkdir(parents=True)
    (package / ".staging/tables/quotes.csv").write_text("half", "utf-8")
    assert run().code == 0
    assert files(package) == before


@pytest.mark.parametrize("last", [0, 1, 2, 3])
def test_a_run_killed_between_the_renames_of_the_fallback_loses_nothing(
    package: Path, run: Run, monkeypatch: pytest.MonkeyPatch, last: int
) -> None:
    assert run().code == 0
    (package / "tables/my notes.txt").write_text("mine", "utf-8")
    change(package)
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
    assert (package / "tables/my notes.txt").read_text("utf-8") == "mine"
    assert b"sends two ships" in (package / "tables/commitments.csv").read_bytes()
    assert not (package / ".staging").exists()


def test_what_can_not_be_carried_over_is_found_before_the_exchange(
    package: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run().code == 0
    for name in ("a notes.txt", "plots", "z notes.txt"):
        (package / "tables" / name).mkdir()
    before = files(package)
    change(package)
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name == "plots":  # as the system does where a folder is another's
            raise OSError(errno.EACCES, "Permission denied", str(self))
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refuse)
        result = run()
    assert (result.code, result.errors) == (
        1,
        [
            f"{package}/tables/plots: can't be carried over into the new tables/ (Permission "
            "denied); move it away, or mend its owner and permissions"
        ],
    )
    assert files(package) == before
    assert (package / "tables/a notes.txt").is_dir()
    assert not (package / ".staging").exists()
    assert run().code == 0
    assert (package / "tables/plots").is_dir()


def test_without_an_exchange_two_renames_do(
    package: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    change(package)
    monkeypatch.setattr(publish, "_rename_exchange", lambda *_: False)
    assert run().code == 0
    assert b"sends two ships" in (package / "tables/commitments.csv").read_bytes()
