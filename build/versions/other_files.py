"""Identify files that are not tables, and the version they belong to.

A file of this version is recognised by its hash in SHA256SUMS, and a view also by its rows. For
any other file, the version that it names is reported: workbooks, Stata files, the dictionary
and the pages name one. Left out on purpose: which parts of a file were altered.
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

# The first bytes of other formats.
_FORMS = {
    b"<stata_dta>": "a Stata file",
    b"\x1f\x8b": "a file of R",
    b"X\n\0": "a file of R",
    b"PK": "a workbook",
    b"\x89PNG": "a picture",
}
_SAID = re.compile(rf"(?:{NAME}(?: version)?|[Vv]ersion) (\d+\.\d+\.\d+)")
# Ten times the size of our workbook; a small zip can expand to any size.
_MOST_BYTES = 16 * 2**20


class Other(NamedTuple):
    """What a file is, and the version that contains exactly this file.

    If no version is known to contain it, `said` is the version that the file itself names.
    """

    file: str
    what: str
    version: str | None
    said: str | None = None

    def line(self) -> str:
        """Return the result on one line."""
        if self.version is not None:
            return f"{self.file}: {self.what} of version {self.version}, unaltered"
        said = f"names version {self.said}" if self.said else "names no version"
        return f"{self.file}: {self.what}, altered or from another version; it {said}"

    def as_dict(self) -> dict[str, Any]:
        """Return the result as an object for JSON."""
        return self._asdict() | {"unaltered": self.version is not None}


def identify(root: Path, version: str, path: Path) -> Other | None:
    """Return what a file is, or None if it does not belong to the dataset.

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
    """Return the path of the file in this package that has the hash."""
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
    """Return True if two files have the same rows, in any order."""
    try:
        assert_frame_equal(
            read_table(path), read_table(own), check_row_order=False, check_column_order=False
        )
    except (AssertionError, ProblemsError, pl.exceptions.PolarsError):
        return False
    return True


def _text(content: bytes) -> str:
    """Return the start of the text of a file, unpacked if it is compressed."""
    try:
        if content.startswith(b"PK"):
            with zipfile.ZipFile(BytesIO(content)) as book:
                content = book.open("xl/sharedStrings.xml").read(_MOST_BYTES)
        elif content.startswith(b"\x1f\x8b"):
            content = gzip.GzipFile(fileobj=BytesIO(content)).read(_MOST_BYTES)
    except (OSError, EOFError, KeyError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return ""
    return content[:_MOST_BYTES].decode("utf-8", "replace")
