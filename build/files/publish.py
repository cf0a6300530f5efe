"""Put the finished files of a build in place, all or nothing, one build at a time.

Everything is written to a staging folder first; a full disk or a lost permission ends
there, with the package untouched. Then `tables/` changes places with its new version in one
step of the file system, and the few files beside it follow. A run that is killed between the
two leaves tables that are whole and new, and `check` says which file beside them is not; the
next run makes all of it again. A lock keeps two runs apart.

Whatever is in `tables/` and was not made by a build is somebody's: it is never replaced or
removed, and the build says to move it away.

Left out on purpose: file systems that can't rename a folder onto another (then two renames
are used, and between them `tables/` is missing for an instant).
"""

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from build.files.reading import is_plain
from build.files.sums import SUMS, File, read_sums
from build.files.writing import unwritable
from build.problems import Problem, ProblemsError

_STAGING = ".staging"
_ASIDE = "tables.old"
# What macOS leaves in every folder that somebody looks at.
_IGNORED = ".DS_Store"
# A build takes seconds; who waits this long waits for something that hangs.
_LOCK_SECONDS = 120


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the package's lock.

    Raises `ProblemsError` where another run holds it too long or the folder is read-only.
    """
    if not (root / "raw").is_dir():
        what = "holds no raw/ with annotations"
        raise ProblemsError([Problem(str(root), what, "check --root")])
    lock = FileLock(root / ".build.lock", timeout=_LOCK_SECONDS)
    try:
        lock.acquire()
        aside = root / _STAGING / _ASIDE
        if aside.exists() and not (root / "tables").exists():  # killed between two renames
            aside.rename(root / "tables")
    except Timeout as error:
        raise ProblemsError(
            [Problem(str(root), "another build is running", "wait for it")]
        ) from error
    except OSError as error:
        lock.release()
        raise ProblemsError([unwritable(root, error)]) from error
    try:
        yield
    finally:
        lock.release()


def publish(root: Path, make: Callable[[Path], None]) -> None:
    """Replace `tables/` and files beside it by those that `make` makes.

    `make` is called with the staging folder, which holds an empty `tables/`, and writes its
    files there, each at its path. The caller holds the lock. Raises what `make` does, `OSError`
    or `ProblemsError`, while the old files are untouched.
    """
    staging = root / _STAGING
    shutil.rmtree(staging, ignore_errors=True)
    tables, staged = root / "tables", staging / "tables"
    try:
        staged.mkdir(parents=True)
        make(staging)
        new = [p.relative_to(staging) for p in sorted(staging.rglob("*")) if p.is_file()]
        beside = [path for path in new if path.parts[0] != "tables"]
        _may_replace(root, frozenset(new), beside)
        with _placed(staging, root, beside) as placed:
            if tables.exists():
                _exchange(staged, tables)
            else:
                staged.rename(tables)
            for path, waiting in placed.items():
                waiting.replace(root / path)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def _placed(staging: Path, root: Path, beside: list[Path]) -> Iterator[dict[Path, Path]]:
    """Move files next to the ones they replace, and yield the new names by path.

    This way a folder that can't be written is found before anything is replaced.
    """
    placed: dict[Path, Path] = {}
    try:
        for path in beside:
            folder = (root / path).parent
            folder.mkdir(parents=True, exist_ok=True)
            placed[path] = (staging / path).replace(folder / f".{path.name}.new")
        yield placed
    finally:
        for waiting in placed.values():
            waiting.unlink(missing_ok=True)


def _may_replace(root: Path, new: frozenset[Path], beside: list[Path]) -> None:
    """Look at what would be replaced before anything is. Raises `ProblemsError`."""
    wrong = [path for path in beside if (root / path).is_dir()]
    tables = root / "tables"
    if tables.is_symlink() or (tables.exists() and not tables.is_dir()):
        wrong.append(Path("tables"))
    what = "stands where the build puts a file or folder of its own"
    problems = [Problem(str(root / path), what, "move it away") for path in wrong]
    what = "is not a file of the package, and a build replaces the whole folder"
    problems += [Problem(str(path), what, "move it away") for path in _foreign(root, new)]
    if problems:
        raise ProblemsError(problems)


def _foreign(root: Path, new: frozenset[Path]) -> Iterator[Path]:
    """Yield what is in tables/ and neither made now nor, unchanged, by the build before."""
    try:
        before = read_sums((root / SUMS).read_text("utf-8"))
    except (OSError, ValueError):
        before = {}
    tables = root / "tables"
    for path in (
        sorted(tables.rglob("*")) if tables.is_dir() and not tables.is_symlink() else ()
    ):
        name = path.relative_to(root)
        if path.name == _IGNORED or (path.is_dir() and not path.is_symlink()):
            continue
        if name in new and not path.is_symlink():
            continue
        known = before.get(name.as_posix())
        if not is_plain(path) or known != File.of(path.read_bytes()).sha256:
            yield path


def _exchange(new: Path, old: Path) -> None:
    """Let two folders change places, in one step where the system can."""
    if not _rename_exchange(new, old):
        aside = new.with_name(_ASIDE)
        old.rename(aside)
        try:
            new.rename(old)
        except BaseException:
            aside.rename(old)
            raise


def _rename_exchange(new: Path, old: Path) -> bool:
    try:
        library = ctypes.CDLL(None, use_errno=True)
        paths = os.fsencode(new), os.fsencode(old)
        if sys.platform == "linux":
            at_cwd, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE of renameat2(2)
            return bool(library.renameat2(at_cwd, paths[0], at_cwd, paths[1], exchange) == 0)
        if sys.platform == "darwin":
            return bool(library.renamex_np(paths[0], paths[1], 2) == 0)  # RENAME_SWAP
    except (AttributeError, OSError):
        pass
    return False
