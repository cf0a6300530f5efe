"""The command `python -m build which FILE...`: which version somebody holds.

A file (CSV, Parquet, DuckDB) or a whole package is known by the fingerprints of its tables:
those of this package, and those of earlier releases (raw/releases.csv). Where a table has
none of them, its rows are compared with this package's. Left out on purpose: files of other
datasets, and tables whose columns were renamed.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import polars as pl

from build.frames.ledger import read_releases
from build.package.fingerprint import dataset_fingerprint, table_fingerprint
from build.problems import Problem, ProblemsError, visible
from build.versions.contents import Contents, read_file, read_package
from build.versions.rows import RowDiff, compare_rows
from schemas import TABLES


class Held(NamedTuple):
    """What is known of one table of one file.

    `versions` are those whose rows it has, exactly; `difference` is how it differs from this
    package where it has those of none; `columns` says which it lacks or has too many.
    """

    file: str
    table: str
    versions: list[str]
    fingerprint: str
    difference: RowDiff | None
    columns: tuple[str, ...] = ()


@dataclass
class Report:
    """What is known of all files, and what is no file of the dataset."""

    held: list[Held]
    unknown: list[str]

    @property
    def exit_code(self) -> int:
        """0 where every table is that of a version, 1 where one is altered, 2 unknown."""
        if self.unknown:
            return 2
        return 1 if any(not h.versions for h in self.held) else 0

    def as_text(self) -> str:
        """Return a line for each table, with what is altered below it."""
        lines = []
        by_file: dict[str, list[Held]] = {}
        for held in self.held:
            by_file.setdefault(held.file, []).append(held)
        for file, tables in by_file.items():
            all_of = set.intersection(*(set(h.versions) for h in tables))
            if len(tables) == len(TABLES) and all_of:
                prints = {h.table: h.fingerprint for h in tables}
                whole = dataset_fingerprint(prints)
                said = f"version {' and '.join(sorted(all_of))}, unaltered"
                lines.append(f"{file}: all {len(tables)} tables: {said} ({whole[:19]}…)")
                continue
            lines += self._tables(tables)
        return "\n".join(map(visible, [*lines, *self.unknown]))

    @staticmethod
    def _tables(tables: list[Held]) -> list[str]:
        lines = []
        for held in tables:
            said = f"version {' and '.join(held.versions)}, unaltered"
            if held.difference is not None:
                d = held.difference
                said = (
                    f"altered: {len(d.added)} rows more, {len(d.removed)} less, "
                    f"{d.rows_changed} changed"
                )
            lines.append(f"{held.file}: {held.table}: {said} ({held.fingerprint[:19]}…)")
            if held.difference is not None:
                lines += [f"  {line}" for line in (*held.columns, *held.difference.lines())]
        return lines

    def as_json(self) -> str:
        """Return the report as JSON: an object with tables and unknown."""
        tables = [
            {
                "file": h.file,
                "table": h.table,
                "unaltered": bool(h.versions),
                "versions": h.versions,
                "fingerprint": h.fingerprint,
            }
            | (
                {}
                if h.difference is None
                else {
                    "rows_added": h.difference.added,
                    "rows_removed": h.difference.removed,
                    "cells_changed": [c._asdict() for c in h.difference.changed],
                    "columns": list(h.columns),
                }
            )
            for h in self.held
        ]
        return json.dumps({"tables": tables, "unknown": self.unknown}, indent=2)


def which(root: Path, files: list[Path]) -> Report:
    """Say of each file which version of the dataset it holds.

    Raises `ProblemsError` where the package in `root`, to compare with, can't be read.
    """
    here = read_package(root, str(root))
    known = read_releases(root)
    for name, frame in here.tables.items():
        try:
            print_ = table_fingerprint(TABLES[name], frame)
        except (KeyError, pl.exceptions.PolarsError) as error:
            what = f"{name} is not the table that is declared"
            raise ProblemsError([Problem(str(root), what, "run: make")]) from error
        versions = known.setdefault((name, print_), [])
        if here.version not in versions:
            versions.append(here.version)
    held: list[Held] = []
    unknown: list[str] = []
    for file in files:
        try:
            whole = file.is_dir() or file.suffix == ".zip"
            tables = read_package(root, str(file)).tables if whole else read_file(file)
            others = sorted(tables.keys() - TABLES.keys())
            unknown += [f"{file}: {name}: no table of the dataset" for name in others]
            held += [
                _held(here, known, str(file), name, frame)
                for name, frame in tables.items()
                if name in TABLES
            ]
        except ProblemsError as error:
            unknown += map(str, error.problems)
    return Report(held, unknown)


def _held(
    here: Contents,
    known: dict[tuple[str, str], list[str]],
    file: str,
    table: str,
    frame: pl.DataFrame,
) -> Held:
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
    versions = [] if wrong else known.get((table, print_), [])
    difference = None if versions else compare_rows(model, here.tables[table], frame)
    return Held(file, table, versions, print_, difference, wrong)
