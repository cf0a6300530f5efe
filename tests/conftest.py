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
from hypothesis import HealthCheck, settings

from build.__main__ import main
from build.artefacts import registry
from build.artefacts.making import read_documents
from build.artefacts.registry import Kept, artefacts
from build.gates.artefacts import check_artefacts
from build.gates.descriptor import check_descriptor
from build.gates.files import check_files
from build.gates.frames import check_frames, read_frames
from build.package.dataset import Dataset
from schemas.package import DOCUMENTS

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "tests" / "fixtures"


# `make test-all` asks for the full one. Every run is the same, so that a failure is the change's.
for name, examples in (("sample", 100), ("full", 1000)):
    settings.register_profile(
        name,
        max_examples=examples,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
settings.load_profile("sample")


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


@pytest.hookimpl(tryfirst=True)  # before tests are chosen by their markers
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the cases of a test that are not in its sample as thorough."""
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        if item.get_closest_marker("sample"):
            cases.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for test, mine in cases.items():
        marker = mine[0].get_closest_marker("sample")
        assert marker is not None
        (count,) = marker.args
        if len(mine) <= count and len(mine) > 1:
            raise pytest.UsageError(f"{test}: has {len(mine)} cases and a sample of {count}")
        chosen = {n * len(mine) // count for n in range(count)}
        for number, item in enumerate(mine):
            if number not in chosen:
                item.add_marker(pytest.mark.thorough)


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
def built(built_package: Path, package: Path) -> Path:
    """The test package in its place, but built already."""
    shutil.rmtree(package)
    return Path(shutil.copytree(built_package, package))


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A copy of the texts of the test package."""
    return Path(shutil.copytree(FIXTURES / "texts", tmp_path / "texts"))


@pytest.fixture
def whole() -> None:
    """Let `run` make and expect what people look at, too."""


@pytest.fixture
def run(
    package: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Run:
    """Run a command on the test package: `run("verify", path)`; without one, build.

    Pages and pictures take most of a build, and few tests look at any: only for those that take
    the fixture `whole` they are made and expected, as if there were not too many rows.
    """
    if "whole" not in request.fixturenames:
        monkeypatch.setattr(registry, "MOST_ROWS_TO_LOOK_AT", -1)
    return runner(package, capsys)


@pytest.fixture
def ask(built_package: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on the test package that is built already."""
    return runner(built_package, capsys)


def furnish(root: Path) -> None:
    """Write the documents that people write, of which the package is shipped with."""
    for name in DOCUMENTS:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        if not (root / name).exists():
            (root / name).write_text(f"# {name}\n", "utf-8")


@pytest.fixture(scope="session")
def corpus_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three articles of tests/corpus.py, built; for tests that only read them."""
    from tests.corpus import write_corpus

    root = write_corpus(tmp_path_factory.mktemp("corpus"))
    furnish(root)
    assert main(["--root", str(root)]) == 0
    return root


@pytest.fixture(scope="session")
def lean_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of the three articles without what people look at (see `run`)."""
    from tests.corpus import write_corpus

    root = write_corpus(tmp_path_factory.mktemp("lean"))
    furnish(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "MOST_ROWS_TO_LOOK_AT", -1)
        assert main(["--root", str(root)]) == 0
    return root


@pytest.fixture
def lean(lean_package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it as it is shipped; a check takes a quarter of the time."""
    monkeypatch.setattr(registry, "MOST_ROWS_TO_LOOK_AT", -1)
    return ship(lean_package, tmp_path / "lean")


@pytest.fixture
def copy(corpus_package: Path, tmp_path: Path) -> Path:
    """A copy of the package of the three articles as it is shipped, without the database."""
    return ship(corpus_package, tmp_path / "copy")


def ship(package: Path, root: Path) -> Path:
    """Copy what a release of a package has, without the database, to the folder `root`."""
    for name in (*DOCUMENTS, *(a.path for a in artefacts() if a.kept is Kept.EVERYWHERE)):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(package / name, root / name)
    return root


ABOUT = f'codebook = "{"a" * 64}"\n'


def code_twice(raw: Path, coded: Path) -> None:
    """Put two codings into `raw`, both those of the one article in the folder `coded`."""
    (name,) = (p.stem for p in (coded / "articles").glob("*.toml"))
    codings = raw / "codings"
    shutil.copytree(coded, codings / "first", ignore=shutil.ignore_patterns("codings"))
    shutil.copytree(codings / "first", codings / "second" / name)
    (codings / "about.toml").write_text(ABOUT, "utf-8")


def fingerprint(package: Path) -> str:
    """The fingerprint that the descriptor of a package gives."""
    return str(json.loads((package / "datapackage.json").read_text("utf-8"))["fingerprint"])


def findings(path: Path, gate: str) -> list[dict[str, str]]:
    """Return what one check finds in a package, as `check` reports it."""
    frames, found = read_frames(path)
    if gate == "frames":
        found += [] if found else check_frames(frames, across=True)
    elif gate == "files":
        found = check_files(path)
    elif gate == "descriptor":
        found = check_descriptor(path)
    else:
        with Dataset(frames, read_documents(path)) as data:
            found = check_artefacts(path, data, sound=not found, source=False)
    return [f._asdict() for f in found]


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
