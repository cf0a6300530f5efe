"""What the tests share: a package of an article that we wrote ourselves, and a way to run.

Most tests run a command on a copy of that package and look at its output and files, as a
user would.
"""

import atexit
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from build.__main__ import main
from build.explorer.page import shell
from schemas import TABLES
from schemas.package import BESIDE_TABLES, EXPLORER, FIGURES, FLAT, VIEWS

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "tests" / "fixtures"


@pytest.fixture(scope="session")
def postgres() -> Iterator[None]:
    """A private server in a temporary folder, where PostgreSQL is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    initdb = shutil.which("initdb") or (str(found[-1]) if found else None)
    if initdb is None:
        yield
        return
    bin_ = Path(initdb).resolve().parent
    # A server does not run as root; its folder is its user's.
    user = "postgres" if os.geteuid() == 0 else None
    with (
        tempfile.TemporaryDirectory(dir="/tmp") as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        if user:
            shutil.chown(folder, user)
        data = Path(folder) / "data"
        options = f"-k {folder} -c listen_addresses= -c fsync=off"
        control = [bin_ / "pg_ctl", "-D", data, "-w"]

        def run(*command: object) -> None:
            subprocess.run(
                [*map(str, command)], cwd=folder, user=user, check=True, capture_output=True
            )

        run(initdb, "-D", data, "-A", "trust", "-U", "tester")
        run(*control, "-o", options, "-l", f"{folder}/log", "start")
        try:
            patch.setenv("PGHOST", folder)
            patch.setenv("PGUSER", "tester")
            patch.setenv("PGDATABASE", "postgres")
            yield
        finally:
            run(*control, "-m", "immediate", "stop")


def pytest_unconfigure() -> None:
    """Keep DuckDB's bindings from ending a run with a list of what they did not free.

    nanobind prints it on standard error when the interpreter is gone, after pytest's own last
    lines, so that they were not the last; it says nothing of the tests.
    """
    atexit.register(lambda: os.dup2(os.open(os.devnull, os.O_WRONLY), 2))


class Result(NamedTuple):
    """What a command gave: exit code, standard output, the lines of standard error."""

    code: int
    out: str
    errors: list[str]


# What the command line ends a run of problems with.
_CLOSING = ("problem; nothing was changed.", "problems; nothing was changed.")
Run = Callable[..., Result]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the test package, annotated and anchored, not built."""
    root = tmp_path / "package"
    shutil.copytree(FIXTURES / "package", root)
    return root


@pytest.fixture(scope="session")
def built_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The test package, built once; for tests that only read it."""
    root = tmp_path_factory.mktemp("built") / "package"
    shutil.copytree(FIXTURES / "package", root)
    furnish(root)
    assert main(["--root", str(root)]) == 0
    return root


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A copy of the texts of the test package."""
    return Path(shutil.copytree(FIXTURES / "texts", tmp_path / "texts"))


@pytest.fixture
def run(package: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on the test package: `run("verify", path)`; without one, build."""
    return runner(package, capsys)


@pytest.fixture
def ask(built_package: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on the test package that is built already."""
    return runner(built_package, capsys)


def furnish(root: Path) -> None:
    """Put into tables/ what `plot` and `refresh` make there, which the build carries over."""
    by_build = {n for n in BESIDE_TABLES if n.startswith("load.") or n.endswith(".json")}
    for name in {*BESIDE_TABLES} - by_build:
        _place(root / "tables" / name)
    for name in FIGURES:
        for suffix in ("svg", "png"):
            _place(root / f"tables/plots/{name}.{suffix}")
    (root / "tables" / EXPLORER).write_text(shell("{}"), "utf-8")
    _place(root / "tables/plots/README.md")
    for name in (FLAT, *TABLES):
        _place(root / f"tables/stata/{name}.dta")
    for name in VIEWS:
        for suffix in ("csv", "parquet"):
            _place(root / f"tables/views/{name}.{suffix}")


def _place(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{path.name}\n", "utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the real package, without what only the repository needs."""
    target = tmp_path / "copy"
    target.mkdir()
    tables = shutil.ignore_patterns("*.duckdb")
    shutil.copytree(ROOT / "tables", target / "tables", ignore=tables)
    for name in ("SHA256SUMS", "datapackage.json", "CITATION.cff", ".zenodo.json"):
        shutil.copy(ROOT / name, target)
    return target


ABOUT = f'codebook = "{"a" * 64}"\n'


def code_twice(package: Path) -> None:
    """Code the article of a test package a second time, in the same way."""
    (name,) = (p.stem for p in (package / "raw/articles").glob("*.toml"))
    codings = package / "raw/codings"
    shutil.copytree(package / "raw", codings / "first")
    shutil.copytree(codings / "first", codings / "second" / name)
    (codings / "about.toml").write_text(ABOUT, "utf-8")


def fingerprint(package: Path) -> str:
    """The fingerprint that the descriptor of a package gives."""
    return str(json.loads((package / "datapackage.json").read_text("utf-8"))["fingerprint"])


def findings(ask: Run, path: Path, gate: str | None = None) -> list[dict[str, str]]:
    """What `check` finds in a package, by one gate or all."""
    found: list[dict[str, str]] = json.loads(ask("check", path, "--format", "json").out)[
        "findings"
    ]
    return [f for f in found if gate in (None, f["gate"])]


def runner(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command on the package in `root`."""

    def run_command(*arguments: object) -> Result:
        capsys.readouterr()
        code = main(["--root", str(root), *map(str, arguments)])
        captured = capsys.readouterr()
        lines = captured.err.strip().splitlines()
        return Result(
            code,
            captured.out,
            lines[:-2] if lines[-1:] and lines[-1].endswith(_CLOSING) else lines,
        )

    return run_command


def edit(path: Path, old: str, new: str) -> None:
    """Replace the first `old` in a file, which must be there."""
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, 1), "utf-8")
