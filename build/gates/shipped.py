"""Gate 4: whatever is shipped beside the tables, file by file.

A file in tables/ that the package does not have, one that is missing, and one that is not the
file of SHA256SUMS are findings. What follows from declarations and rows (loaders, catalogues,
the citation) is made again and compared, so that renewed hashes hide nothing; each Parquet file
carries the fingerprint of its rows; the database is
compared object by object (`database`); no picture or page may run anything but the explorer,
whose script, style and policy are ours byte for byte and whose data are JSON.

Left out on purpose: whether the views' files, the workbook, the explorer's data, the dictionary
and the figures say what the rows do, which the tests of the repository ask by making them
again; here only their hashes are compared.
"""

import os
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from build.explorer.page import filter_script, is_ours
from build.files.reading import is_plain
from build.gates.database import check_database
from build.package.fingerprint import dataset_fingerprint, sha256_of
from build.package.generated import generated
from build.package.sums import AT_ROOT, IN_TABLES, SUMS, by_month, read_sums
from build.rules.finding import Finding
from schemas.package import DATABASE, EXPLORER

GATE = "shipped"
_MOST_BYTES = 2**20  # of SHA256SUMS, which has a hundred bytes a file


def check_shipped(
    root: Path, frames: Mapping[str, pl.DataFrame], prints: Mapping[str, str] | None
) -> list[Finding]:
    """Return every breach.

    `prints` are the fingerprints of the tables in `frames`, None where these are not sound;
    then what follows from them is not made again.
    """
    findings = [*_files(root), *_sums(root), *_active(root)]
    if prints is not None:
        findings += _printed(root, prints)
        rows = {name: frame.height for name, frame in frames.items()}
        for name, content in generated(root, frames["articles"], prints, rows).items():
            path = root / name
            if is_plain(path) and path.read_bytes() != content:
                findings.append(_finding("generated", name, "is not what the tables give"))
        if is_plain(root / DATABASE):
            findings += check_database(root / DATABASE, prints, dataset_fingerprint(prints))
    return findings


def _printed(root: Path, prints: Mapping[str, str]) -> Iterator[Finding]:
    """Compare the fingerprint that a Parquet file carries with that of its rows."""
    for table, fingerprint in prints.items():
        name = f"tables/{table}.parquet"
        told = (pq.read_schema(root / name).metadata or {}).get(b"fingerprint")
        if told != fingerprint.encode():
            yield _finding("fingerprint", name, "carries the fingerprint of other rows")


def _finding(rule: str, file: str, what: str) -> Finding:
    return Finding(GATE, file, None, None, rule, what)


_COMPILED = re.compile(r"tables/__pycache__/load\.cpython-[0-9]+\.pyc")


def _files(root: Path) -> Iterator[Finding]:
    """Compare the files in tables/ with those that belong there."""
    tables = root / "tables"
    here = {p.relative_to(root).as_posix() for p in tables.rglob("*") if not p.is_dir()}
    # What Python leaves where somebody imported load.py; it is made again from that.
    here = {name for name in here if not _COMPILED.fullmatch(name)}
    for name in sorted(here - IN_TABLES - by_month(root) - {DATABASE}):
        yield _finding("undeclared", name, "is no file of the package; move it away")
    for name in sorted(IN_TABLES | {DATABASE}):
        there = os.path.lexists(root / name)
        if there and not is_plain(root / name):
            yield _finding("undeclared", name, "is not a plain file")
        if not there and name != DATABASE:
            yield _finding("missing", name, "is missing; run: make")


def _sums(root: Path) -> Iterator[Finding]:
    path = root / SUMS
    try:
        if not is_plain(path) or path.stat().st_size > _MOST_BYTES:
            yield _finding("sums", SUMS, "is missing, or no plain file of a fitting size")
            return
        hashes = read_sums(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        yield _finding("sums", SUMS, str(error))
        return
    for name, digest in hashes.items():
        file = root / name
        if not file.resolve().is_relative_to(root.resolve()):
            yield _finding("sums", SUMS, f"{name} leads out of the package")
        elif not is_plain(file):
            yield _finding("sums", name, f"is named in {SUMS} and missing")
        elif sha256_of(file) != digest:
            yield _finding("sums", name, f"is not the file of {SUMS}")
    for name in sorted({*IN_TABLES, *AT_ROOT, *by_month(root)} - hashes.keys()):
        if is_plain(root / name):
            yield _finding("sums", name, f"is not named in {SUMS}")


class _Active(HTMLParser):
    """Collects what a browser would run or fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.script: str | None = None

    def handle_data(self, data: str) -> None:  # of a style, too
        if self.script is not None:
            self.script += data
        elif _STYLE.search(data):
            self.found.append("a style that fetches")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and not attrs:
            self.script = ""
        elif tag in _RUN:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            link = "".join((value or "").split()).lower()
            runs = name.startswith("on") or link.startswith(("javascript:", "data:"))
            fetches = name in _FETCHED and tag != "a" and not link.startswith("#")
            # A policy can only forbid.
            told = name == "http-equiv" and value != "Content-Security-Policy"
            if runs or fetches or told or _STYLE.search(link):
                self.found.append(f"{tag} with {name}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self.script is not None:
            if self.script != filter_script():
                self.found.append("<script>")
            self.script = None

    def close(self) -> None:
        super().close()
        if self.script is not None:
            self.found.append("<script>")


_RUN = frozenset(
    (
        *("script", "iframe", "object", "embed", "foreignobject", "link", "base", "form"),
        *("audio", "video", "animate", "set", "handler", "listener"),
    )
)
# A style may refer to a part of its own file, by #.
_STYLE = re.compile(r"@import|url\(\s*[\"']?\s*(?!#)", re.IGNORECASE)
_FETCHED = frozenset(("src", "srcset", "href", "xlink:href", "action", "formaction"))


def _active(root: Path) -> Iterator[Finding]:
    explorer = f"tables/{EXPLORER}"
    if is_plain(root / explorer) and not is_ours((root / explorer).read_bytes()):
        yield _finding("active_content", explorer, "has more in it than our script and data")
    for name in sorted(n for n in IN_TABLES if n.endswith((".svg", ".html")) and n != explorer):
        if is_plain(root / name):
            reader = _Active()
            reader.feed((root / name).read_text("utf-8", errors="replace"))
            reader.close()
            for what in dict.fromkeys(reader.found):
                yield _finding("active_content", name, f"would run or fetch something: {what}")
