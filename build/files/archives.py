"""Open a copy of the package: a folder, or a zip of one.

A zip is taken apart into a temporary folder by rules that no archive can bend: plain files
only, every path inside, and limits on their number, size and compression, counted while
they are read and not believed from the archive's directory.
"""

import stat
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from build.problems import Problem, ProblemsError

# The package is some hundred kilobytes in some forty files; a thousandfold is room enough.
_MOST_BYTES = 1 * 2**30
_MOST_FILES = 1000
_CHUNK = 2**20


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """Give the folder of the package at `path`, which is a folder or a zip.

    Raises `ProblemsError` where it is neither, or a zip that can't be trusted.
    """
    if path.is_dir():
        yield path
        return
    if not path.is_file():
        raise _refused(path, "no such file or folder")
    if not zipfile.is_zipfile(path):
        raise _refused(path, "neither a folder nor a zip")
    with tempfile.TemporaryDirectory() as folder:
        try:
            with zipfile.ZipFile(path) as archive:
                _extract(path, archive, Path(folder))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
            raise _refused(path, f"not a zip that can be read ({error})") from error
        yield _top(Path(folder))


def _extract(path: Path, archive: zipfile.ZipFile, folder: Path) -> None:
    if len(archive.infolist()) > _MOST_FILES:
        raise _refused(path, f"holds more than {_MOST_FILES} files")
    left = _MOST_BYTES
    for entry in archive.infolist():
        name = PurePosixPath(entry.filename)
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if name.is_absolute() or ".." in name.parts or "\\" in entry.filename:
            raise _refused(path, f"holds a path that leads out of it ({entry.filename!r})")
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise _refused(path, f"holds what is no plain file ({entry.filename!r})")
        if entry.is_dir():
            continue
        target = folder.joinpath(*name.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as source, target.open("xb") as out:
            while chunk := source.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise _refused(path, f"holds more than {_MOST_BYTES >> 20} MiB")
                out.write(chunk)


def _top(folder: Path) -> Path:
    """Return the folder that holds datapackage.json: the top, or the one folder there."""
    inner = list(folder.iterdir())
    if len(inner) == 1 and inner[0].is_dir():
        return inner[0]
    return folder


def _refused(path: Path, what: str) -> ProblemsError:
    fix = "give a folder or a zip of the package"
    return ProblemsError([Problem(str(path), what, fix)])
