"""The command `python -m build which FILE...`: which version somebody holds.

A table (CSV, Parquet, DuckDB) or a whole package, in each of its formats, is known by the
fingerprints of its tables: those that the descriptor of this package gives, and those of
earlier releases (raw/releases.csv), which go before; the package's own files may be what is
asked about, and prove nothing. Where a table has none of them, its rows are compared with
this package's. A database is judged by its views, macros and comments, too, where its rows are
this version's; any other file by its hash (`other_files`). Left out on purpose: files of other
datasets, and tables whose columns were renamed.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from build.files.databases import connect_locked
from build.frames.ledger import read_releases
from build.gates.database import catalogue
from build.package.dataset import Dataset
from build.package.fingerprint import dataset_fingerprint, table_fingerprint
from build.problems import Problem, ProblemsError, visible
from build.versions.contents import Copy, read_copies, read_descriptor, read_table
from build.versions.other_files import Other, identify
from build.versions.rows import RowDiff, compare_rows
from schemas import TABLES
from schemas.package import stem


class Held(NamedTuple):
    """What is known of one table of one file.

    `versions` are those whose rows it has, exactly; `difference` is how it differs from this
    package where it has those of none (None, too, where this package's own rows are altered);
    `columns` says which it lacks or has too many.
    """

    file: str
    table: str
    versions: list[str]
    fingerprint: str
    difference: RowDiff | None
    columns: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """Return what is known on a line, and below it what is altered."""
        d = self.difference
        if self.versions:
            said = f"version {' and '.join(self.versions)}, unaltered"
        elif d is None:
            said = "altered (how is not known: this package's own rows are altered, too)"
        else:
            rows = f"{len(d.added)} rows more, {len(d.removed)} less, {d.rows_changed} changed"
            said = f"altered: {rows}"
        told = (*self.columns, *(d.lines() if d else ()))
        head = f"{self.file}: {self.table}: {said} ({self.fingerprint[:19]}…)"
        return [head, *(f"  {line}" for line in told)]

    def as_dict(self) -> dict[str, Any]:
        """Return what is known as JSON has it."""
        told: dict[str, Any] = {
            "file": self.file,
            "table": self.table,
            "unaltered": bool(self.versions),
            "versions": self.versions,
            "fingerprint": self.fingerprint,
        }
        if not self.versions:
            told["columns"] = list(self.columns)
        if self.difference is not None:
            told["rows_added"] = self.difference.added
            told["rows_removed"] = self.difference.removed
            told["cells_changed"] = [c._asdict() for c in self.difference.changed]
        return told


@dataclass
class Report:
    """What is known of all files; what else is wrong with them; what is no file of ours.

    `others` are the files that are no tables.
    """

    held: list[Held]
    others: list[Other] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """0 where everything is that of a version, 1 where it is altered, 2 unknown."""
        if self.unknown:
            return 2
        sound = all(h.versions for h in self.held) and all(o.version for o in self.others)
        return 0 if sound and not self.wrong else 1

    def as_text(self) -> str:
        """Return a line for each table, with what is altered below it."""
        lines: list[str] = []
        by_file: dict[str, list[Held]] = {}
        for held in self.held:
            by_file.setdefault(held.file, []).append(held)
        for file, tables in by_file.items():
            all_of = set.intersection(*(set(h.versions) for h in tables))
            if len(tables) == len(TABLES) and all_of:
                whole = dataset_fingerprint({h.table: h.fingerprint for h in tables})
                name = f"all {len(tables)} tables"
                lines += Held(file, name, sorted(all_of), whole, None).lines()
            else:
                lines += (line for held in tables for line in held.lines())
        lines += (other.line() for other in self.others)
        return "\n".join(map(visible, [*lines, *self.wrong, *self.unknown]))

    def as_json(self) -> str:
        """Return the report as JSON: an object with tables, files, wrong and unknown."""
        told = {
            "tables": [held.as_dict() for held in self.held],
            "files": [other.as_dict() for other in self.others],
            "wrong": self.wrong,
            "unknown": self.unknown,
        }
        return json.dumps(told, indent=2)


def which(root: Path, files: list[Path]) -> Report:
    """Say of each file which version of the dataset it holds.

    Raises `ProblemsError` where the package in `root`, to compare with, has no descriptor of
    this form.
    """
    own = _Own(root)
    report = Report([])
    for file in files:
        try:
            with read_copies(file) as copies:
                for copy in copies:
                    _judge(own, copy, report)
        except ProblemsError as error:
            other = identify(root, own.version, file) if file.is_file() else None
            if other is None:
                report.unknown += map(str, error.problems)
            else:
                report.others.append(other)
    return report


class _Own:
    """The package itself: its version, the fingerprints that are known, and its rows."""

    def __init__(self, root: Path) -> None:
        self.root = root
        descriptor = read_descriptor(str(root), root)
        self.version = str(descriptor.get("version", "unknown"))
        try:
            described = {r["name"]: r for r in descriptor["resources"]}
            self.prints = {name: str(described[name]["fingerprint"]) for name in TABLES}
            self.known = read_releases(root)
            released = {v for versions in self.known.values() for v in versions}
            if self.version not in released:
                for name in TABLES:
                    self.known.setdefault((name, self.prints[name]), []).append(self.version)
        except (KeyError, TypeError) as error:
            what = f"its descriptor has no fingerprint of {error}"
            raise ProblemsError([Problem(str(root), what, "run: make")]) from error

    def rows(self, table: str) -> pl.DataFrame | None:
        """Return the rows of a table, from the first of its files that is not altered."""
        for suffix in ("csv", "parquet"):
            try:
                frame = read_table(self.root / f"{stem(table)}.{suffix}")
                if (table, table_fingerprint(TABLES[table], frame)) in self.known:
                    return frame
            except (ProblemsError, pl.exceptions.PolarsError):
                continue
        return None


def _judge(own: _Own, copy: Copy, report: Report) -> None:
    others = sorted(copy.tables.keys() - TABLES.keys())
    report.unknown += [f"{copy.file}: {name}: no table of the dataset" for name in others]
    if copy.whole:
        missing = [name for name in TABLES if name not in copy.tables]
        report.wrong += [f"{copy.file}: {name}: the table is missing" for name in missing]
    held = [
        _held(own, copy.file, name, frame)
        for name, frame in copy.tables.items()
        if name in TABLES
    ]
    report.held += held
    prints = {h.table: h.fingerprint for h in held}
    if copy.database is not None and prints == own.prints:
        wrong = _database(copy.database, dataset_fingerprint(prints))
        report.wrong += [f"{copy.file}: {what}" for what in wrong]


def _database(path: Path, fingerprint: str) -> list[str]:
    """Return what is wrong with a database of this version's rows, beside these."""
    empty = {name: pl.DataFrame(schema=model.types()) for name, model in TABLES.items()}
    with Dataset(empty, {}) as declared, connect_locked(path) as found:
        return list(catalogue(found, declared.connection, fingerprint))


def _held(own: _Own, file: str, table: str, frame: pl.DataFrame) -> Held:
    model = TABLES[table]
    frame = frame.rename({c: c.removeprefix("\ufeff") for c in frame.columns})
    wrong = tuple(
        f"column {column}: {message}"
        for column, message in model.wrong_columns(frame.columns)
        if column is not None  # their order does not matter
    )
    # Of a package or database; of a file it was seen before.
    missing = [c.name for c in model.columns() if c.name not in frame.columns]
    frame = frame.with_columns(pl.lit(None, pl.String).alias(c) for c in missing)
    print_ = table_fingerprint(model, frame)
    versions = [] if wrong else own.known.get((table, print_), [])
    rows = None if versions else own.rows(table)
    difference = None if rows is None else compare_rows(model, rows, frame)
    return Held(file, table, versions, print_, difference, wrong)
