"""The command `python -m build release`: make a version that can be cited.

It refuses a tree with changes, tables that are not those of raw/, a version that is too small
for what changed since the last release, and a changelog without the version. It writes the
changelog's sections on corrections and data, the ledger (raw/releases.csv, raw/ids.csv) and a
zip that `check` passes anywhere. Run again after these were committed, it only makes the zip.

Left out on purpose: tagging and uploading. They are for a person, and said at the end.
"""

import hashlib
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from build.artefacts.build import all_frames, put_in_place
from build.artefacts.making import read_documents
from build.artefacts.registry import Kept, artefacts
from build.files.publish import locked
from build.files.sums import SUMS, File, sums
from build.files.tabular import csv_bytes
from build.files.writing import replacing, unwritable
from build.frames.corrections import corrections_of
from build.frames.ledger import IDS, RELEASES, read_rows
from build.frames.tombstones import CITED
from build.gates.check import check
from build.package.dataset import Dataset
from build.package.fingerprint import dataset_fingerprint, fingerprints
from build.problems import Problem, ProblemsError
from build.progress import Say, silent
from build.versions.contents import Contents, read_package
from build.versions.diff import Difference, Level, compare, next_version
from schemas import TABLES
from schemas import package as about
from schemas.package import DATABASE

# Of a fixed date, so that the same files make the same zip (the earliest that zip can say).
_DATE = (1980, 1, 1, 0, 0, 0)
# The parts of a version's section that a release writes, and writes again.
_GENERATED = re.compile(r"^### (?:Corrections|Data)$.*?(?=^### |\Z)", re.MULTILINE | re.DOTALL)


def release(root: Path, out: Path, say: Say = silent) -> str:
    """Release the version that schemas/package.py declares, and return what was done.

    Raises `ProblemsError` with everything that stands against it; nothing is written then.
    """
    say("looking at git and the changelog")
    problems = _dirty(root) + _changelog(root)
    say("building the tables again")
    frames = all_frames(root / "raw")
    prints = fingerprints(frames)
    here = read_package(root, str(root))
    if here.descriptor.get("fingerprint") != dataset_fingerprint(prints):
        what = "the tables are not those of raw/"
        problems.append(Problem("datapackage.json", what, "run: make"))
    rows = read_rows(root / "raw" / "releases.csv", RELEASES)
    versions = list(dict.fromkeys(version for version, _, _ in rows))
    again = {t: p for v, t, p in rows if v == about.VERSION}
    changes = None
    if again and again != prints:
        what = f"version {about.VERSION} was released with other data"
        problems.append(_version(what, "declare the next version"))
    elif not again and versions:
        changes, found = _changes(root, here, versions[-1])
        problems += found
    say("putting the package through the gates")
    problems += _unwritable(out)
    if findings := check(root).findings:
        problems += [Problem("check", str(f), "run: make") for f in findings]
    if problems:
        raise ProblemsError(problems)
    say("making the zip")
    archive = out / f"{about.NAME}-{about.VERSION}.zip"
    if not again:
        renewed = _ledger(root, rows, prints, frames)
        renewed["CHANGELOG.md"] = _with_changes(root, changes, frames)
        with locked(root):
            put_in_place(root, frames, say, renewed)
    write_zip(root, frames, archive)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    lines = [f"{archive} (sha256 {digest})"]
    if not again:
        changed = "CHANGELOG.md", "raw/releases.csv", "raw/ids.csv", SUMS
        lines.append(f"Changed {', '.join(changed)}. Now:")
        lines.append(f"  git add {' '.join(changed)}")
        lines.append(f"  git commit -m 'Release {about.VERSION}' && git tag v{about.VERSION}")
        lines.append("and once more: python -m build release")
    return "\n".join(lines)


def _unwritable(out: Path) -> list[Problem]:
    """Say, before anything is changed, that the zip can't be put where it is wanted."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            return []
    except OSError as error:
        return [unwritable(out, error)]


def _dirty(root: Path) -> list[Problem]:
    command = ["git", "status", "--porcelain", "--", "."]
    try:
        told = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        said = str(getattr(error, "stderr", "") or error).strip()
        fix = "release from a clone of the repository"
        raise ProblemsError([Problem("git", said, fix)]) from error
    fix = "commit it, or take it back"
    return [Problem(line[3:], "is not committed", fix) for line in told.stdout.splitlines()]


def _version(what: str, fix: str) -> Problem:
    return Problem("schemas/package.py", what, fix, record="VERSION")


def _section() -> re.Pattern[str]:
    """Return what finds the version's section of the changelog: its heading, and the rest."""
    heading = rf"^## {re.escape(about.VERSION)}(?: – [^\n]*)?$"
    return re.compile(rf"{heading}(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def _changelog(root: Path) -> list[Problem]:
    if _section().search((root / "CHANGELOG.md").read_text("utf-8")):
        return []
    what = f"has no section ## {about.VERSION}"
    return [Problem("CHANGELOG.md", what, "say what changed")]


def _changes(root: Path, here: Contents, last: str) -> tuple[Difference | None, list[Problem]]:
    """Compare with the last release; say where the version does not follow from it."""
    try:
        changes = compare(read_package(root, f"v{last}"), here)
    except ProblemsError as error:
        return None, error.problems
    needed = next_version(last, max(changes.level, Level.PATCH)) or "0.0.1"
    if _parts(about.VERSION) < _parts(needed):
        what = f"{about.VERSION} is too small: a {changes.level.name.lower()} change of {last}"
        return changes, [_version(what, f"declare {needed}")]
    return changes, []


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(p) if p.isdigit() else 0 for p in version.split("."))


def _ledger(
    root: Path,
    rows: list[list[str]],
    prints: dict[str, str],
    frames: dict[str, pl.DataFrame],
) -> dict[str, bytes]:
    """Return the files of the ledger with this version, by path."""
    rows = [*rows, *([about.VERSION, table, prints[table]] for table in TABLES)]
    ids = {tuple(row) for row in read_rows(root / "raw" / "ids.csv", IDS)}
    ids |= {(table, key) for table in CITED for key in TABLES[table].keys_of(frames[table])}
    return {
        "raw/releases.csv": _csv(RELEASES, rows),
        "raw/ids.csv": _csv(IDS, sorted(map(list, ids))),
    }


def _csv(columns: tuple[str, ...], rows: list[list[str]]) -> bytes:
    return csv_bytes(pl.DataFrame(rows, schema=columns, orient="row"))


def _with_changes(
    root: Path, changes: Difference | None, frames: dict[str, pl.DataFrame]
) -> bytes:
    """Return the changelog with the section on data, in the place of an older one."""
    if changes is None:
        rows = ", ".join(f"{t} {frames[t].height:,}" for t in TABLES)
        section = f"Rows of the first release: {rows}."
    else:
        section = f"Since {changes.old_version}:\n\n{changes.as_markdown()}"
    generated = "### Data\n\n" + section
    if corrected := corrections_of(root / "raw", about.VERSION):
        generated = "### Corrections\n\n" + "\n".join(corrected) + "\n\n" + generated

    def written(found: re.Match[str]) -> str:
        own = _GENERATED.sub("", found[1]).rstrip()
        return f"## {about.VERSION}{own}\n\n{generated}\n\n"

    text = _section().sub(written, (root / "CHANGELOG.md").read_text("utf-8"), count=1)
    return f"{text.rstrip()}\n".encode()


def write_zip(root: Path, frames: Mapping[str, pl.DataFrame], archive: Path) -> None:
    """Write what is released to a zip, whose bytes are the same but for the database's."""
    contents = read_documents(root)
    with Dataset(frames, {}) as data:  # whatever database stands in the folder
        contents[DATABASE] = data.database.read_bytes()
        for artefact in artefacts(data.height):
            if artefact.kept is Kept.EVERYWHERE and artefact.path != SUMS:
                contents[artefact.path] = (root / artefact.path).read_bytes()
    contents[SUMS] = sums({name: File.of(content).sha256 for name, content in contents.items()})
    archive.parent.mkdir(parents=True, exist_ok=True)
    top = f"{about.NAME}-{about.VERSION}"
    # Stored, not compressed: what a compressor gives depends on its version.
    with replacing(archive) as out, zipfile.ZipFile(out, "w") as packed:
        for name, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(f"{top}/{name}", _DATE)
            entry.external_attr = 0o100644 << 16
            packed.writestr(entry, content)
