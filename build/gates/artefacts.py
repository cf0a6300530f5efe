"""Gate 4: every file that follows from the rows is made again and compared, byte for byte.

A file that is not what the rows give is a finding, whatever hashes were renewed: a Parquet
file whose statistics lie, a loader, a view, a workbook, a figure, the explorer. So is a file,
folder, link or bytecode that the package does not have, and one that is missing. What people
write (`schemas.package.DOCUMENTS`) must have the hash of SHA256SUMS.

Left out on purpose: whether a document says what it said, where its hash was renewed, too; and
what stands beside tables/ and schemas/toml/ in a folder to build in (one that is no zip and has
raw/articles/), of which git tells.
"""

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from build.artefacts.making import made
from build.artefacts.registry import Kept, artefacts
from build.files.reading import is_plain
from build.files.sums import SUMS, File, read_sums
from build.gates.database import check_database
from build.package.dataset import Dataset
from build.problems import shorten, visible
from build.rules.finding import Finding
from schemas.package import DATABASE, DOCUMENTS

GATE = "artefacts"
_MOST_BYTES = 2**20  # of SHA256SUMS, which has a hundred bytes a file


def check_artefacts(root: Path, data: Dataset, *, sound: bool, source: bool) -> list[Finding]:
    """Return every breach in the package at `root`.

    `data` are its rows and documents; where the rows are not `sound`, nothing is made of them.
    `source` says that the package is built there, so that more may stand beside it.
    """
    expected = _expected(data.height, source=source)
    findings = [*_strange(root, expected, source=source), *_missing(root, expected)]
    if sound:
        findings += _altered(root, data)
        if is_plain(root / DATABASE):
            findings += check_database(root / DATABASE, data)
    told = {f.table for f in findings}
    return [*findings, *_sums(root, expected, told)]


def _finding(rule: str, file: str, what: str) -> Finding:
    return Finding(GATE, file, None, None, rule, what)


def _expected(rows: int = 0, *, source: bool = False) -> list[str]:
    """Return what must be there, by path, of a dataset of so many rows."""
    kept = {Kept.EVERYWHERE, Kept.REPOSITORY} if source else {Kept.EVERYWHERE}
    return [*(a.path for a in artefacts(rows) if a.kept in kept), *DOCUMENTS]


def _missing(root: Path, expected: list[str]) -> Iterator[Finding]:
    for name in (*expected, DATABASE):
        if not is_plain(root / name):
            if os.path.lexists(root / name):
                yield _finding("missing", name, "is not a plain file")
            elif name != DATABASE:
                yield _finding("missing", name, "is missing; run: make")


def _strange(root: Path, expected: list[str], *, source: bool) -> Iterator[Finding]:
    """Yield what stands where only files of the package may."""
    files = {root / name for name in (*expected, DATABASE)}
    folders = {parent for file in files for parent in file.parents}
    for place in (root / "tables", root / "schemas/toml") if source else (root,):
        for path in (place, *_entries(place, folders)):
            # A file that is a link is no plain file, which is said of it.
            known = path in files or (path in folders and not path.is_symlink())
            if not known and os.path.lexists(path):
                what = "is not a file or folder of the package; move it away"
                name = path.relative_to(root).as_posix()
                yield _finding("undeclared", name, what)


def _entries(folder: Path, known: Collection[Path]) -> Iterator[Path]:
    """Yield what is in a folder, and in those of its folders that are known and no links."""
    for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
        yield entry
        if entry in known and not entry.is_symlink():
            yield from _entries(entry, known)


def _altered(root: Path, data: Dataset) -> Iterator[Finding]:
    """Make each file again and compare it with the one that is there."""
    for artefact, content in made(data, root):
        path = root / artefact.path
        if artefact.path in (SUMS, DATABASE) or not is_plain(path):
            continue
        found = path.read_bytes()
        if found != content:
            what = f"is not what the rows give{_where(found, content)}"
            yield _finding("made_again", artefact.path, what)


def _where(found: bytes, made_again: bytes) -> str:
    """Return where two texts differ first; nothing for what is no text."""
    try:
        one, other = found.decode().splitlines(), made_again.decode().splitlines()
    except UnicodeDecodeError:
        return ""
    lines = enumerate(zip([*one, ""], [*other, ""], strict=False), 1)
    for number, (line, wanted) in lines:
        if line != wanted:
            said, meant = (shorten(repr(t.strip())) for t in (line, wanted))
            return f": line {number} is {said}, not {meant}"
    return f": it has {len(one)} lines, not {len(other)}"


def _sums(root: Path, expected: list[str], told: Collection[str]) -> Iterator[Finding]:
    """Compare the hashes of files, but of those that were `told` already."""
    hashes = _read(root)
    if isinstance(hashes, Finding):
        if SUMS not in told:
            yield hashes
        return
    wanted = {n for n in expected if not n.startswith("schemas/")} - {SUMS}
    for name in sorted({*wanted, *hashes} - {*told}):
        file = root / name
        if name not in wanted | {DATABASE}:
            named = shorten(visible(name))
            yield _finding("sums", SUMS, f"names {named}, which is not a file of the package")
        elif name not in hashes:
            yield _finding("sums", name, f"is not named in {SUMS}; run: make")
        elif not is_plain(file):
            yield _finding("sums", name, f"is named in {SUMS} and missing")
        elif File.of(file.read_bytes()).sha256 != hashes[name]:
            yield _finding("sums", name, f"is not the file of {SUMS}; run: make")


def _read(root: Path) -> dict[str, str] | Finding:
    """Return the hashes by path, or why they can't be read."""
    path = root / SUMS
    try:
        if not is_plain(path) or path.stat().st_size > _MOST_BYTES:
            return _finding("sums", SUMS, "is missing, or no plain file of a fitting size")
        return read_sums(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        return _finding("sums", SUMS, str(error))


def check_line_endings(root: Path) -> list[Finding]:
    """Return one finding where line feeds became carriage returns and line feeds."""
    hashes = _read(root)
    if isinstance(hashes, Finding):
        return []
    converted = []
    for name in sorted(hashes.keys() & {*_expected()}):
        content = (root / name).read_bytes() if is_plain(root / name) else b""
        lines = content.replace(b"\r\n", b"\n")
        if lines != content and File.of(lines).sha256 == hashes[name]:
            converted.append(name)
    if not converted:
        return []
    what = (
        f"line endings were converted in {len(converted)} files, {converted[0]} the first; "
        "clone again with: git clone -c core.autocrlf=false; or unpack the zip again without "
        "conversion"
    )
    return [_finding("line_endings", "dataset", what)]
