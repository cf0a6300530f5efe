"""Put the finished files of a build in place, all or nothing, one build at a time.

Everything is written to a staging folder first; a full disk or a lost permission ends
there, with the tables untouched. Then `tables/` changes places with its new version in one
step of the file system, and the few files at the root follow. A note of what is to be done
is written before that, so that a run that is killed in between is finished by the next
one. A lock keeps two runs apart.

What the build makes in `tables/` is replaced; anything else there (the dictionary, somebody's
own database) is carried over before the exchange, and taken back where one thing can't be.

Left out on purpose: file systems that can't rename a folder onto another (then two renames
are used, and between them `tables/` is missing for an instant).
"""

import ctypes
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from build.files.writing import create, unwritable
from build.problems import Problem, ProblemsError

_STAGING = ".staging"
_PLAN = "plan.json"
_ASIDE = "tables.old"
# A build takes seconds; who waits this long waits for something that hangs.
_LOCK_SECONDS = 120


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the package's lock, finishing first what a killed run has left.

    Raises `ProblemsError` where another run holds it too long or the folder is read-only.
    """
    if not (root / "raw").is_dir():
        what = "holds no raw/ with annotations"
        raise ProblemsError([Problem(str(root), what, "check --root")])
    lock = FileLock(root / ".build.lock", timeout=_LOCK_SECONDS)
    try:
        lock.acquire()
        recover(root)
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


def publish(
    root: Path, make: Callable[[Path], None], owned: frozenset[str] = frozenset()
) -> None:
    """Replace `tables/` and files of the root by those that `make` makes.

    What is `owned` in `tables/` goes where `make` makes it no more. `make` is called with the
    staging folder, which holds an empty `tables/`; it writes its files by `create`. The caller
    holds the lock. Raises what `make` does, `OSError` or `ProblemsError`, while the old files
    are untouched.
    """
    staging = root / _STAGING
    shutil.rmtree(staging, ignore_errors=True)
    try:
        (staging / "tables").mkdir(parents=True)
        make(staging)
        root_files = sorted(p.name for p in staging.iterdir() if p.name != "tables")
        _may_replace(root, root_files)
        plan = {
            "inode": (staging / "tables").stat().st_ino,
            "root_files": root_files,
            "tables": sorted({p.name for p in (staging / "tables").iterdir()} | owned),
        }
        with create(staging / "plan.tmp") as out:
            out.write(json.dumps(plan).encode())
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    (staging / "plan.tmp").rename(staging / _PLAN)
    recover(root)


def _may_replace(root: Path, files: list[str]) -> None:
    """Look at what would be replaced before anything is: no folders for files, no links."""
    wrong = [name for name in files if (root / name).is_dir()]
    tables = root / "tables"
    if tables.is_symlink() or (tables.exists() and not tables.is_dir()):
        wrong.append("tables")
    if wrong:
        what = "stands where the build puts a file or folder of its own"
        raise ProblemsError([Problem(str(root / name), what, "move it away") for name in wrong])


def recover(root: Path) -> None:
    """Finish a publication whose plan is complete; drop one whose plan is not."""
    staging = root / _STAGING
    try:
        plan = json.loads((staging / _PLAN).read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValueError):
        shutil.rmtree(staging, ignore_errors=True)
        return
    tables, staged, aside = root / "tables", staging / "tables", staging / _ASIDE
    if not tables.exists():  # the first build, or the fallback was killed between its renames
        staged.rename(tables)
    elif tables.stat().st_ino != plan["inode"]:
        try:
            _carry_over(tables, staged, frozenset(plan["tables"]))
        except ProblemsError:
            (staging / _PLAN).unlink()
            shutil.rmtree(staging, ignore_errors=True)
            raise
        _exchange(staged, tables)
    if aside.exists():
        aside.rename(staged)
    for name in plan["root_files"]:
        if (staging / name).exists():
            (staging / name).replace(root / name)
    # The plan goes last: until then the next run would go on from here.
    shutil.rmtree(staged, ignore_errors=True)
    (staging / _PLAN).unlink()
    shutil.rmtree(staging, ignore_errors=True)


def _exchange(new: Path, old: Path) -> None:
    """Let two folders change places, in one step where the system can."""
    if not _rename_exchange(new, old):
        aside = new.with_name(_ASIDE)
        old.rename(aside)
        new.rename(old)
        aside.rename(new)


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


def _carry_over(tables: Path, staged: Path, made: frozenset[str]) -> None:
    """Move what the build did not make from the old folder into the new one.

    Raises `ProblemsError` where something can't be moved; the rest is taken back then.
    """
    moved = []
    try:
        for entry in sorted(tables.iterdir()):
            if entry.name not in made and not (staged / entry.name).exists():
                entry.rename(staged / entry.name)
                moved.append(entry)
    except OSError as error:
        for other in moved:
            (staged / other.name).rename(other)
        what = f"can't be carried over into the new tables/ ({error.strerror})"
        fix = "move it away, or mend its owner and permissions"
        raise ProblemsError([Problem(str(entry), what, fix)]) from error
