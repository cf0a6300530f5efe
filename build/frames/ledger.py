"""Read the release registry: raw/releases.csv and raw/ids.csv, written by `release`.

`releases.csv` contains the fingerprint of each table of each release. `ids.csv` contains every
key of every release, so that no key disappears without a tombstone (`tombstones`).
"""

import csv
from pathlib import Path

from build.annotations.records import show
from build.files.reading import plain
from build.problems import Problem, ProblemsError

RELEASES = ("version", "table", "fingerprint")
IDS = ("table", "id")
FIX = "restore it from git; only `python -m build release` writes it"


def read_rows(path: Path, columns: tuple[str, ...]) -> list[list[str]]:
    """Return the rows of a file of the registry, or no rows before the first release.

    Raises `ProblemsError` if the file can't be read or is not a table with `columns`.
    """
    if not path.exists():
        return []
    shown = show(path.parent, path)
    try:
        with plain(path).open(newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        what = f"can't be read ({error})"
        raise ProblemsError([Problem(shown, what, FIX)]) from error
    if not rows or tuple(rows[0]) != columns or any(len(r) != len(columns) for r in rows):
        what = f"not a table of {', '.join(columns)}"
        raise ProblemsError([Problem(shown, what, FIX)])
    return rows[1:]


def read_releases(root: Path) -> dict[tuple[str, str], list[str]]:
    """Return the versions of the dataset that contain each (table, fingerprint).

    Raises `ProblemsError` if the file can't be read.
    """
    known: dict[tuple[str, str], list[str]] = {}
    for version, table, fingerprint in read_rows(root / "raw" / "releases.csv", RELEASES):
        known.setdefault((table, fingerprint), []).append(version)
    return known
