"""Write a file completely or not at all, and report why it can't be written.

Left out on purpose: several files at once, which `publish` handles.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from build.problems import Problem, ProblemsError


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a file that replaces `path` in one step once it is completely on the disk."""
    staged = path.with_name(f".{path.name}.new")
    try:
        with staged.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        staged.replace(path)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise


def replace(path: Path, content: bytes) -> None:
    """Give a file new content. Raises `ProblemsError` where it can't be written."""
    try:
        with replacing(path) as out:
            out.write(content)
    except OSError as error:
        raise ProblemsError([unwritable(path, error)]) from error


def unwritable(root: Path, error: OSError) -> Problem:
    """Return the problem for an error of the file system, with a fix for the user."""
    path = error.filename or root
    fixes = {
        errno.ENOSPC: "free some space",
        errno.EROFS: "build in a folder that can be written",
        errno.EACCES: "build in a folder that you may write",
        errno.EPERM: "build in a folder that you may write",
    }
    fix = fixes.get(error.errno or 0, "check the folder")
    return Problem(str(path), f"can't be written ({error.strerror or error})", fix)
