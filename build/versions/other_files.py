"""Say of a file that is no table what it is, and of which version.

A file of this version is known by its hash in SHA256SUMS, and the file of a view by its rows,
too. Any other says itself which version it is of, where it has one: workbooks, Stata files,
the dictionary, the pages. Left out on purpose: what is altered in it.
"""

import gzip
import re
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
from polars.testing import assert_frame_equal

from build.files.reading import plain_bytes
from build.files.sums import SUMS, File, read_sums
from build.problems import ProblemsError
from build.versions.contents import read_table
from build.views.headers import plain_views
from schemas.package import NAME, TITLE, stem

# What files of other forms begin with.
_FORMS = {
    b"<stata_dta>": "a Stata file",
    b"\x1f\x8b": "a file of R",
    b"X\n\0": "a file of R",
    b"PK": "a workbook",
    b"\x89PNG": "a picture",
}
_SAID = re.compile(rf"(?:{NAME}(?: version)?|[Vv]ersion) (\d+\.\d+\.\d+)")
# A workbook of ours has a tenth of it; a zip can hold any number.
_MOST_BYTES = 16 * 2**20


class Other(NamedTuple):
    """What is known of a file: what it is, and the version whose file it is, unaltered.

    Where it is of none, `said` is the version that it says it is of.
    """

    file: str
    what: str
    version: str | None
    said: str | None = None

    def line(self) -> str:
        """Return what is known on a line."""
        if self.version is not None:
            return f"{self.file}: {self.what} of version {self.version}, unaltered"
        said = f"says that it is of version {self.said}" if self.said else "names no version"
        return f"{self.file}: {self.what}, altered or not of this version; it {said}"

    def as_dict(self) -> dict[str, Any]:
        """Return what is known as JSON has it."""
        return self._asdict() | {"unaltered": self.version is not None}


def identify(root: Path, version: str, path: Path) -> Other | None:
    """Say what a file is; None where it is none of the dataset's.

    `root` is the package to compare with, and `version` its own. Raises `OSError`.
    """
    content = plain_bytes(path)
    name = _by_hash(root, File.of(content).sha256)
    if name is not None:
        return Other(str(path), name, version)
    view = _view(path)
    if view is not None:
        same = _same_rows(path, root / f"{stem(view)}.csv")
        return Other(str(path), f"the view {view}", version if same else None)
    text = _text(content)
    said = _SAID.search(text)
    if said is None or (NAME not in text and TITLE not in text):
        return None
    form = next((f for head, f in _FORMS.items() if content.startswith(head)), "a document")
    return Other(str(path), form, None, said[1])


def _by_hash(root: Path, sha256: str) -> str | None:
    """Return the path of this package's file of that hash."""
    try:
        hashes = read_sums((root / SUMS).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return next((name for name, known in hashes.items() if known == sha256), None)


def _view(path: Path) -> str | None:
    """Return the view whose columns a file has."""
    try:
        found = set(read_table(path).columns)
    except ProblemsError:
        return None
    return next((v.name for v in plain_views() if v.columns.keys() == found), None)


def _same_rows(path: Path, own: Path) -> bool:
    """Say whether two files have the same rows, in whatever order."""
    try:
        assert_frame_equal(
            read_table(path), read_table(own), check_row_order=False, check_column_order=False
        )
    except (AssertionError, ProblemsError, pl.exceptions.PolarsError):
        return False
    return True


def _text(content: bytes) -> str:
    """Return what can be read in a file, compressed or not, and no more than a workbook has."""
    try:
        if content.startswith(b"PK"):
            with zipfile.ZipFile(BytesIO(content)) as book:
                content = book.open("xl/sharedStrings.xml").read(_MOST_BYTES)
        elif content.startswith(b"\x1f\x8b"):
            content = gzip.GzipFile(fileobj=BytesIO(content)).read(_MOST_BYTES)
    except (OSError, EOFError, KeyError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return ""
    return content[:_MOST_BYTES].decode("utf-8", "replace")
