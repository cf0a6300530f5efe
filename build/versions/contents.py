"""Read the tables of any copy of the dataset, as text: a package, a git revision, a file.

Every cell becomes the text that it has in the CSV files, so that copies of any format can be
compared. Left out on purpose: whether the copy is valid, which is for `check`.
"""

import json
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import polars as pl

from build.files.archives import opened
from build.files.databases import connect_locked
from build.files.reading import read_csv, read_parquet
from build.problems import Problem, ProblemsError
from schemas import TABLES


class Contents(NamedTuple):
    """The tables of a copy, as text, and its descriptor (empty where it has none)."""

    name: str
    tables: dict[str, pl.DataFrame]
    descriptor: dict[str, Any]

    @property
    def version(self) -> str:
        """The version that the copy says it is."""
        return str(self.descriptor.get("version", "unknown"))


def read_package(root: Path, given: str) -> Contents:
    """Return what a package holds: a folder, a zip, or a revision of the git repository.

    `root` is the folder of the repository. Raises `ProblemsError` where `given` is none of
    these or its files can't be read.
    """
    path = Path(given)
    if path.exists():
        with opened(path) as folder:
            return _package(given, folder)
    with _revision(root, given) as folder:
        return _package(given, folder)


@contextmanager
def _revision(root: Path, revision: str) -> Iterator[Path]:
    fix = "give a folder, a zip or a git revision"
    if revision.startswith("-"):
        raise ProblemsError([Problem(revision, "no package", fix)])
    try:
        archive = subprocess.run(
            ["git", "archive", "--format=zip", revision, "--", "tables", "datapackage.json"],
            cwd=root,
            capture_output=True,
            check=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        what = "no file, and no git revision that holds a package"
        raise ProblemsError([Problem(revision, what, fix)]) from error
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "revision.zip")
        path.write_bytes(archive)
        with opened(path) as package:
            yield package


def _package(name: str, folder: Path) -> Contents:
    try:
        descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
        resources = {r["name"]: str(r["path"]) for r in descriptor["resources"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        what, fix = f"no package (datapackage.json: {error!r})", "give a package"
        raise ProblemsError([Problem(name, what, fix)]) from error
    tables = {}
    for table, path in resources.items():
        file = folder / path
        if not file.resolve().is_relative_to(folder.resolve()):
            what = f"{path} leads out of the package"
            raise ProblemsError([Problem(name, what, "mend the descriptor", record=table)])
        tables[table] = _csv(file)
    return Contents(name, tables, descriptor)


def _csv(path: Path) -> pl.DataFrame:
    try:
        return read_csv(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> ProblemsError:
    # What a library advises in the lines after the first is for who calls it.
    said = (str(error).strip() or repr(error)).splitlines()[0][:200]
    what = f"can't be read ({said})"
    return ProblemsError([Problem(str(path), what, "give a file of the dataset")])


def read_file(path: Path) -> dict[str, pl.DataFrame]:
    """Return the tables of one file, as text, by name: CSV, Parquet or DuckDB.

    A CSV or Parquet file is known by its columns. Raises `ProblemsError` where it is none of
    the dataset's.
    """
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise _unreadable(path, error) from error
    if head[8:12] == b"DUCK":
        return _database(path)
    if head[:4] == b"PAR1":
        try:
            frame = read_parquet(path).cast(pl.String)
        except (OSError, pl.exceptions.PolarsError) as error:
            raise _unreadable(path, error) from error
    else:
        frame = _csv(path)
    found = {c.removeprefix("\ufeff") for c in frame.columns}
    for name, model in TABLES.items():
        if found == {c.name for c in model.columns()}:
            return {name: frame}
    near = max(TABLES, key=lambda n: len(found & {c.name for c in TABLES[n].columns()}))
    declared = {c.name for c in TABLES[near].columns()}
    what = "its columns are those of no table"
    if shared := found & declared:
        what += (
            f"; nearest is {near} ({len(shared)} of {len(declared)} columns; missing: "
            f"{', '.join(sorted(declared - found)) or 'none'}; more: "
            f"{', '.join(sorted(found - declared)) or 'none'})"
        )
    raise ProblemsError([Problem(str(path), what, "give a file of the dataset")])


def _database(path: Path) -> dict[str, pl.DataFrame]:
    tables = {}
    try:
        with connect_locked(path) as connection:
            held = {row[0] for row in connection.execute("SHOW TABLES").fetchall()}
            for name in TABLES:
                if name in held:
                    query = f"SELECT COLUMNS(*)::VARCHAR FROM {name}"
                    tables[name] = pl.DataFrame(connection.sql(query).to_arrow_table())
    except duckdb.Error as error:
        raise _unreadable(path, error) from error
    if not tables:
        what = "a database without any table of the dataset"
        raise ProblemsError([Problem(str(path), what, "give another")])
    return tables
