"""Tables are replaced whole or not at all."""

import errno
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from build.files import publish
from schemas import TABLES
from schemas.package import VERSION, stem
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


@pytest.mark.usefixtures("whole")
def test_a_second_build_replaces_the_first(built: Path, run: Run) -> None:
    before = files(built)
    change(built)
    result = run()
    assert "commitments                  2  ~1 changed" in result.out
    after = files(built)
    assert after.keys() == before.keys()
    changed = {n for n in after if after[n] != before[n]}
    tables = {f"{stem(name)}.{suffix}" for name in TABLES for suffix in ("csv", "parquet")}
    assert changed & tables == {"tables/commitments.csv", "tables/commitments.parquet"}
    # What has the words, and what names the fingerprint of the data.
    assert changed >= {
        "tables/positions.csv",
        "tables/explorer.html",
        "CITATION.cff",
        "SHA256SUMS",
    }
    assert not changed & {"LICENSE", "README.md", "tables/README.md", "tables/quotes.csv"}
    assert not (built / ".staging").exists()


def test_somebody_elses_files_are_neither_replaced_nor_removed(
    built: Path, run: Run, tmp_path: Path
) -> None:
    (built / "tables/my notes.txt").write_text("mine", "utf-8")
    (built / "tables/load/__pycache__").mkdir()
    (built / "tables/load/__pycache__/load.cpython-311.pyc").write_bytes(b"x")
    (built / "tables/linked").symlink_to(tmp_path)
    (built / "tables/.DS_Store").write_bytes(b"x")  # as macOS does, whoever looks
    before = files(built)
    change(built)
    result = run()
    what = "is not a file of the package, and a build replaces the whole folder; move it away"
    assert (result.code, result.errors) == (
        1,
        [
            f"{built}/tables/{name}: {what}"
            for name in ("linked", "load/__pycache__/load.cpython-311.pyc", "my notes.txt")
        ],
    )
    assert files(built) == before
    (built / "tables/my notes.txt").unlink()
    (built / "tables/linked").unlink()
    shutil.rmtree(built / "tables/load/__pycache__")
    assert run().code == 0
    assert not (built / "tables/.DS_Store").exists()


def test_documents_are_renewed_with_what_is_made_of_them_or_not_at_all(
    built: Path, run: Run
) -> None:
    stale = "Version <!-- version -->0.0.0<!-- end -->.\n"
    for name in ("README.md", "raw/README.md", "tables/README.md"):
        (built / name).write_text(stale, "utf-8")
    shutil.rmtree(built / "schemas")  # of the whole build before
    assert run().code == 0
    (built / "tables/my notes.txt").write_text("mine", "utf-8")
    before = files(built)
    result = run("refresh")
    assert (result.code, len(result.errors)) == (1, 1)
    assert files(built) == before
    assert (built / "raw/README.md").read_text("utf-8") == stale
    (built / "tables/my notes.txt").unlink()
    assert run("refresh").code == 0
    assert VERSION in (built / "tables/README.md").read_text("utf-8")
    assert run("check").out.count("passed") == 4
    assert not list(built.rglob("*.new"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_beside_that_may_not_be_written_leaves_all(built: Path, run: Run) -> None:
    before = files(built)
    change(built)
    (built / "schemas/toml").chmod(0o555)
    try:
        assert "can't be written" in run().errors[0]
    finally:
        (built / "schemas/toml").chmod(0o755)
    assert files(built) == before


def test_what_a_build_made_and_makes_no_more_goes(built: Path, run: Run) -> None:
    """A view that was renamed leaves files, which are known by their hash; not if edited."""
    old, sums = built / "tables/views/older.csv", built / "SHA256SUMS"
    old.write_text("a\n", "utf-8")
    digest = hashlib.sha256(b"a\n").hexdigest()
    sums.write_text(sums.read_text("utf-8") + f"{digest}  tables/views/older.csv\n", "utf-8")
    old.write_text("a\nmine\n", "utf-8")
    assert run().errors[0].startswith(f"{old}: is not a file of the package")
    old.write_text("a\n", "utf-8")
    assert run().code == 0
    assert not old.exists()
    assert "older" not in sums.read_text("utf-8")


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    "most", [4096, 30_000, 300_000]
)  # bytes: of a file of ours, of DuckDB's
def test_a_full_disk_leaves_the_tables(built: Path, run: Run, most: int) -> None:
    before = files(built)
    change(built)
    code = (
        "import resource, signal, sys; from build.__main__ import main; "
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most})); "
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

    write = Path.write_bytes

    def refuse(path: Path, content: bytes) -> int:
        if path.name == "quotes.csv":
            raise OSError(number, os.strerror(number), str(path))
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", refuse)
    result = run()
    assert result.code == 1
    assert result.errors[0].endswith(f"quotes.csv: {said}")
    assert files(built) == before


def test_a_run_killed_between_tables_and_root_is_finished_by_the_next(
    built: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run().code == 0
    shutil.rmtree(built / "schemas")  # of the whole build before
    old = files(built)
    change(built)

    replace = Path.replace

    def die(self: Path, target: Path) -> Path:
        if self.suffix == ".new" and ".staging" not in self.parts:
            raise KeyboardInterrupt
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", die)
        assert run().code == 130
    killed = files(built)
    assert b"sends two ships" in killed["tables/commitments.csv"]
    assert killed["datapackage.json"] == old["datapackage.json"]
    lines = run("check").out.splitlines()
    assert "artefacts: SHA256SUMS" not in lines[0]
    assert any(line.startswith("artefacts: datapackage.json: made_again") for line in lines)
    assert run().code == 0
    assert run("check").code == 0
    assert not (built / ".staging").exists()


@pytest.mark.thorough
def test_what_a_killed_run_left_is_dropped(built: Path, run: Run) -> None:
    assert run().code == 0
    before = files(built)
    (built / ".staging/tables").mkdir(parents=True)
    (built / ".staging/tables/quotes.csv").write_text("half", "utf-8")
    assert run().code == 0
    assert files(built) == before


@pytest.mark.thorough
def test_a_run_killed_between_the_renames_of_the_fallback_loses_nothing(
    built: Path, run: Run
) -> None:
    """As the power fails there: tables/ is where the first rename put it."""
    assert run().code == 0
    before = files(built)
    (built / ".staging").mkdir()
    (built / "tables").rename(built / ".staging/tables.old")
    change(built)
    edit(built / "raw/commitments.toml", "sends two ships after", "sends ships after")
    assert run().code == 0
    assert files(built) == before


@pytest.mark.thorough
def test_a_fallback_that_fails_takes_its_first_rename_back(
    built: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(built)
    change(built)
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self == built / ".staging/tables":
            raise OSError(errno.EACCES, "Permission denied", str(self))
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(publish, "_rename_exchange", lambda *_: False)
        patch.setattr(Path, "rename", refuse)
        assert run().code == 1
    assert files(built) == before


@pytest.mark.thorough
def test_without_an_exchange_two_renames_do(
    built: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(built)
    monkeypatch.setattr(publish, "_rename_exchange", lambda *_: False)
    assert run().code == 0
    assert b"sends two ships" in (built / "tables/commitments.csv").read_bytes()
