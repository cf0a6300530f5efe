"""Read the tables of any copy of the dataset, as text: a package, a git revision, a file.

Every cell becomes the text that it has in the CSV files, so that copies of any format can be
compared. Left out on purpose: whether the copy is valid, which is for `check`.
"""

import json
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, cast

import duckdb
import polars as pl

from build.files.archives import opened
from build.files.databases import connect_locked
from build.files.reading import MOST_ROWS, plain, plain_bytes, read_csv, read_parquet
from build.problems import Problem, ProblemsError, UnrecognisedError
from build.versions.form import SCHEMAS_GIVEN, TABLES_NAMED, faults
from schemas import TABLES
from schemas.package import DATABASE


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
    these, its files can't be read or its descriptor can't be compared.
    """
    path = Path(given)
    with opened(path) if path.exists() else _revision(root, given) as folder:
        descriptor = read_descriptor(given, folder, SCHEMAS_GIVEN)
        return Contents(given, _tables(given, folder, descriptor, "csv"), descriptor)


@contextmanager
def _revision(root: Path, revision: str) -> Iterator[Path]:
    fix = "give a folder, a zip or a git revision"
    if revision.startswith("-"):
        raise UnrecognisedError([Problem(revision, "no package", fix)])
    try:
        archive = subprocess.run(
            ["git", "archive", "--format=zip", revision, "--", "tables", "datapackage.json"],
            cwd=root,
            capture_output=True,
            check=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        what = "no file, and no git revision that holds a package"
        raise UnrecognisedError([Problem(revision, what, fix)]) from error
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "revision.zip")
        path.write_bytes(archive)
        with opened(path) as package:
            yield package


def read_descriptor(
    name: str, folder: Path, form: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Return the descriptor of the package in a folder; `name` is what to call it.

    Raises `ProblemsError` if there is no descriptor, or if it does not have the `form`.
    """
    try:
        descriptor = json.loads(plain_bytes(folder / "datapackage.json").decode("utf-8"))
    except FileNotFoundError as error:
        what = "no package: it holds no datapackage.json"
        fix = "give a folder or zip of the package"
        if (folder.resolve().parent / "datapackage.json").is_file():
            what, fix = "no package, but the folder above it is", "give that one"
        raise UnrecognisedError([Problem(name, what, fix)]) from error
    except (OSError, ValueError, RecursionError) as error:
        what, fix = f"no package (datapackage.json: {error!r})", "give a package"
        raise UnrecognisedError([Problem(name, what, fix)]) from error
    wrong = [*faults(name, descriptor, TABLES_NAMED)]
    if wrong := wrong or [*faults(name, descriptor, form or {})]:
        raise UnrecognisedError(wrong)
    return cast("dict[str, Any]", descriptor)


def _tables(
    name: str, folder: Path, descriptor: dict[str, Any], format_: str
) -> dict[str, pl.DataFrame]:
    """Return the tables that a descriptor names, in one of the formats, without the views."""
    tables = {}
    for resource in (r for r in descriptor["resources"] if not r.get("derived")):
        named = resource if format_ == "csv" else resource.get(format_)
        if not isinstance(named, dict) or not named.get("path"):
            continue
        file, table = folder / str(named["path"]), str(resource["name"])
        if not file.resolve().is_relative_to(folder.resolve()):
            what = f"{named['path']} leads out of the package"
            raise ProblemsError([Problem(name, what, "mend the descriptor", record=table)])
        tables[table] = read_table(file)
    return tables


def read_table(path: Path) -> pl.DataFrame:
    """Return a CSV or Parquet file as text. Raises `ProblemsError` where it can't be read."""
    try:
        if path.suffix == ".parquet" or _head(path)[:4] == b"PAR1":
            return read_parquet(path).cast(pl.String)
        return read_csv(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> ProblemsError:
    # What a library advises in the lines after the first is for who calls it.
    said = (str(error).strip() or repr(error)).splitlines()[0][:200]
    what = f"can't be read ({said})"
    return ProblemsError([Problem(str(path), what, "give a file of the dataset")])


class Copy(NamedTuple):
    """The tables that one file holds, as text, or one format of a package.

    `whole` says that it should have every table; `database` is the file, where it is one.
    """

    file: str
    tables: dict[str, pl.DataFrame]
    whole: bool
    database: Path | None = None


@contextmanager
def read_copies(path: Path) -> Iterator[list[Copy]]:
    """Give what a path holds: a file's tables, or a package's in each of its formats.

    Raises `ProblemsError` where it is none of the dataset's.
    """
    if not (path.is_dir() or (path.is_file() and zipfile.is_zipfile(path))):
        yield [_file(path)]
        return
    with opened(path) as folder:
        descriptor = read_descriptor(str(path), folder)
        copies = [
            Copy(
                f"{path} ({label})", _tables(str(path), folder, descriptor, label.lower()), True
            )
            for label in ("CSV", "Parquet")
        ]
        if (file := folder / DATABASE).is_file():
            copies.append(Copy(f"{path} (DuckDB)", _database(file), True, file))
        yield copies


# Files that people take for one of the dataset's, by their first bytes, and what to do.
_OTHERS = {
    b"SQLite format 3": ("a SQLite file", "it can be compared by load.sqlite.sql only"),
    b"{": ("a JSON file", "for a descriptor, give the folder that holds it"),
    b"PK": ("a spreadsheet or damaged zip", "give the file as CSV, or the zip as it came"),
}


def _file(path: Path) -> Copy:
    """Return the tables of one file: CSV or Parquet, known by its columns, or DuckDB."""
    try:
        head = _head(path)
    except OSError as error:
        raise _unreadable(path, error) from error
    if head[8:12] == b"DUCK":
        return Copy(str(path), _database(path), whole=True, database=path)
    for first, (what, fix) in _OTHERS.items():
        if head.startswith(first):
            raise ProblemsError([Problem(str(path), f"{what}, which is not read", fix)])
    frame = read_table(path)
    found = {c.removeprefix("\ufeff") for c in frame.columns}
    declared = {name: {c.name for c in model.columns()} for name, model in TABLES.items()}
    near = max(
        declared, key=lambda name: (found == declared[name], len(found & declared[name]))
    )
    if found == declared[near]:
        return Copy(str(path), {near: frame}, whole=False)
    what = "its columns are those of no table"
    if shared := found & declared[near]:
        what += (
            f"; nearest is {near} ({len(shared)} of {len(declared[near])} columns; missing: "
            f"{_names(declared[near] - found)}; more: {_names(found - declared[near])})"
        )
    raise ProblemsError([Problem(str(path), what, "give a file of the dataset")])


def _head(path: Path) -> bytes:
    with plain(path).open("rb") as file:
        return file.read(16)


# What libraries call the column of row numbers that they write where nobody asked.
_INDEX = {"", "Unnamed: 0", "index", "rownames", "X", "...1"}


def _names(columns: set[str]) -> str:
    told = (
        f"'{c}' (row numbers? write it without)" if c in _INDEX else c for c in sorted(columns)
    )
    return ", ".join(told) or "none"


# Base tables only: a view with the name of a table might never end.
_HELD = "SELECT table_name, estimated_size FROM duckdb_tables() WHERE schema_name = 'main'"


def _database(path: Path) -> dict[str, pl.DataFrame]:
    tables = {}
    try:
        with connect_locked(path) as connection:
            held = dict(connection.execute(_HELD).fetchall())
            for name in (name for name in TABLES if name in held):
                if held[name] > MOST_ROWS:
                    raise _unreadable(path, ValueError(f"{name} has {held[name]:,} rows"))
                query = f"SELECT COLUMNS(*)::VARCHAR FROM {name}"
                tables[name] = pl.DataFrame(connection.sql(query).to_arrow_table())
    except (duckdb.Error, pl.exceptions.PolarsError) as error:
        raise _unreadable(path, error) from error
    if not tables:
        what = "a database without any table of the dataset"
        raise ProblemsError([Problem(str(path), what, "give another")])
    return tables
