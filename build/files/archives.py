"""Open a copy of the package: a folder, or a zip of one.

A zip is extracted into a temporary folder under strict rules: it may contain only regular
files with paths inside the folder, and their number and total size are limited. The sizes are
counted during extraction, because the archive's directory can lie.
"""

import errno
import lzma
import re
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from build.problems import Problem, ProblemsError, UnrecognisedError

# The package has some hundred kilobytes in some forty files, so these limits are generous.
_MOST_BYTES = 1 * 2**30
_MOST_FILES = 1000
_CHUNK = 2**20


# The exceptions that zipfile and the decompressors raise for damaged archives.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    struct.error,
)
# Extra entries that macOS adds to a zip.
_OF_MACOS = ("__MACOSX", ".DS_Store")


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """Yield the folder of the package at `path`, which is a folder or a zip.

    Raises `UnrecognisedError` if it is neither, or if the zip is damaged or unsafe, and
    `ProblemsError` if there is no space to extract it.
    """
    if path.is_dir():
        with _plainly_named(path) as folder:
            yield folder
        return
    if not path.exists():
        raise _refused(path, "no such file or folder")
    if not path.is_file():
        raise _refused(path, "neither a file nor a folder")
    with tempfile.TemporaryDirectory() as folder:
        try:
            if not zipfile.is_zipfile(path):
                raise _refused(path, "neither a folder nor a whole zip")
            with zipfile.ZipFile(path) as archive:
                _extract(path, archive, Path(folder))
        except _DAMAGED as error:
            raise _refused(path, f"not a zip that can be read ({error})") from error
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                what = f"there is no room to take {path} apart"
                fix = "free some, or set TMPDIR to a folder that has some"
                raise ProblemsError([Problem(tempfile.gettempdir(), what, fix)]) from error
            what = error.strerror or str(error)
            raise _refused(path, f"not a zip that can be read ({what})") from error
        yield _top(Path(folder))


# Characters that DuckDB or frictionless interprets as a pattern, fragment or query in a path.
_SPECIAL = re.compile(r"[#*?\[\]{}\ud800-\udfff]")


@contextmanager
def _plainly_named(folder: Path) -> Iterator[Path]:
    """Yield a folder, or a link with a plain name if its own name would be misread."""
    if not _SPECIAL.search(str(folder.absolute())):
        yield folder
        return
    with tempfile.TemporaryDirectory() as links:
        link = Path(links, "package")
        link.symlink_to(folder.absolute())
        yield link


def _extract(path: Path, archive: zipfile.ZipFile, folder: Path) -> None:
    if len(archive.infolist()) > _MOST_FILES:
        raise _refused(path, f"holds more than {_MOST_FILES} files")
    left = _MOST_BYTES
    seen: set[PurePosixPath] = set()
    for entry in archive.infolist():
        name = PurePosixPath(entry.filename)
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if name.is_absolute() or ".." in name.parts or "\\" in entry.filename:
            raise _refused(path, f"holds a path that leads out of it ({entry.filename!r})")
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise _refused(path, f"holds what is no plain file ({entry.filename!r})")
        if not name.name:
            raise _refused(path, "holds a file without a name")
        if entry.is_dir() or _OF_MACOS[0] in name.parts or name.name == _OF_MACOS[1]:
            continue
        if name in seen:
            raise _refused(path, f"holds two files of one name ({entry.filename!r})")
        seen.add(name)
        target = folder.joinpath(*name.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as source, target.open("xb") as out:
            while chunk := source.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise _refused(path, f"holds more than {_MOST_BYTES >> 20} MiB")
                out.write(chunk)


def _top(folder: Path) -> Path:
    """Return the only folder at the top of an extracted zip, or else the top itself."""
    inner = list(folder.iterdir())
    if len(inner) == 1 and inner[0].is_dir():
        return inner[0]
    return folder


def _refused(path: Path, what: str) -> ProblemsError:
    fix = "give a folder or a zip of the package"
    return UnrecognisedError([Problem(str(path), what, fix)])
