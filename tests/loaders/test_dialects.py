"""The views of other databases give the rows that DuckDB gives, and their scripts say what fails."""

import csv
import io
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from build.documents.snippets import CLIENTS
from build.views.headers import read_views
from schemas.package import DATABASE
from tests.conftest import ROOT

VIEWS = [v.name for v in read_views() if not v.is_macro]
# Asked as each database writes a call.
MACROS = (
    "positions_as_of(DATE '2025-09-01')",
    "known_on(DATE '2025-03-01')",
    "panel_as_of(DATE '2025-09-10')",
    "citation('commitments', 'deu-ground_force-2026-01')",
    "between_articles('telegraph-india-2026-01', 'unidentified-2026-01')",
)
# Where codes are text, what is ordered by codes comes in another order.
BY_CODE = {
    "country_stances",
    "disputed_details",
    "panel",
    "panel_as_of",
    "positions",
    "positions_as_of",
    "provenance",
    "stance_timeline",
}
Rows = list[tuple[str | None, ...]]

# How much today's tables hold, asked of another reader than those that are tested.
_POSITIONS = pl.read_parquet(ROOT / "tables/commitments.parquet")
ARTICLES = pl.read_parquet(ROOT / "tables/articles.parquet").height
REFUSALS = _POSITIONS.filter("self_asserted", pl.col("strength_rank") < 0).height


@pytest.fixture(scope="module")
def expected() -> dict[str, Rows]:
    with duckdb.connect(str(ROOT / DATABASE), read_only=True) as connection:
        return {
            name: [
                tuple(map(plain, row)) for row in connection.execute(f"FROM {name}").fetchall()
            ]
            for name in (*VIEWS, *MACROS)
        }


def plain(value: Any) -> str | None:
    """A value as all databases can say it."""
    if value is None:
        return None
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return f"{value:.9f}".rstrip("0").rstrip(".")
    return str(value)


def needs(name: str, there: bool) -> None:
    if not there:
        assert os.environ.get("CLIENTS") != "all"
        pytest.skip(f"not installed: {name}")


def same(found: Rows, expected: Rows, name: str, *, codes_in_order: bool) -> None:
    if codes_in_order or name not in BY_CODE:
        assert found == expected, name
    else:
        assert sorted(found, key=str) == sorted(expected, key=str), name


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    needs("sqlite3", shutil.which("sqlite3") is not None)
    path = tmp_path_factory.mktemp("sqlite") / "guarantees.sqlite"
    done = load_sqlite(path)
    assert (done.returncode, done.stderr) == (0, "")
    return path


def load_sqlite(path: Path) -> subprocess.CompletedProcess[str]:
    """Load from elsewhere, as the script says."""
    command = f'(cd "$1" && sqlite3 "$OLDPWD/{path.name}" < tables/load/load.sqlite.sql)'
    return subprocess.run(
        ["sh", "-c", command, "sh", str(ROOT)],
        cwd=path.parent,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("view", VIEWS)
def test_sqlite(sqlite: Path, expected: dict[str, Rows], view: str) -> None:
    with closing(sqlite3.connect(sqlite)) as connection:
        found = [tuple(map(plain, r)) for r in connection.execute(f"SELECT * FROM {view}")]
    same(found, expected[view], view, codes_in_order=False)


def test_sqlite_a_second_time(sqlite: Path) -> None:
    done = load_sqlite(sqlite)
    assert done.returncode == 1
    assert "table codes already exists" in done.stderr
    assert done.stderr.count("error") <= 2
    with closing(sqlite3.connect(sqlite)) as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (ARTICLES,)


def test_sqlite_without_the_files(tmp_path: Path) -> None:
    needs("sqlite3", shutil.which("sqlite3") is not None)
    with (ROOT / "tables/load/load.sqlite.sql").open() as script:
        done = subprocess.run(
            ["sqlite3", "x.sqlite"],
            cwd=tmp_path,
            stdin=script,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert "cannot open" in done.stderr


@pytest.fixture(scope="module")
def loaded(postgres: None) -> Iterator[None]:
    needs("psql", "PGHOST" in os.environ)
    psql("-c", "CREATE DATABASE views", check=True)
    done = psql(
        "-d", "views", "-v", f"folder={ROOT}", "-f", f"{ROOT}/tables/load/load.postgres.sql"
    )
    assert (done.returncode, done.stderr) == (0, "")
    yield
    psql("-c", "DROP DATABASE views", check=True)


def psql(*arguments: str, check: bool = False) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["psql", "-q", "--csv", "-t", "-P", "null=\\N", *arguments],
        cwd="/",
        capture_output=True,
        text=True,
        check=check,
    )


@pytest.mark.thorough
@pytest.mark.parametrize("view", [*VIEWS, *MACROS])
def test_postgres(loaded: None, expected: dict[str, Rows], view: str) -> None:
    out = psql("-d", "views", "-c", f"SELECT * FROM {view}", check=True).stdout
    booleans = {"t": "1", "f": "0", "\\N": None}
    found = [tuple(booleans.get(c, c) for c in row) for row in csv.reader(io.StringIO(out))]
    if view == "completeness":
        found = [(*row[:-1], f"{float(row[-1] or 0):.9f}") for row in found]
    same(found, expected[view], view, codes_in_order=True)


def test_postgres_a_second_time(loaded: None) -> None:
    done = psql(
        "-d", "views", "-v", f"folder={ROOT}", "-f", f"{ROOT}/tables/load/load.postgres.sql"
    )
    assert done.returncode == 3
    assert "The tables are there already" in done.stderr
    assert done.stderr.count("ERROR") == 1
    count = psql("-d", "views", "-c", "SELECT count(*) FROM articles", check=True)
    assert count.stdout == f"{ARTICLES}\n"


def test_postgres_without_the_files(loaded: None) -> None:
    psql("-c", "CREATE DATABASE empty", check=True)
    done = psql("-d", "empty", "-f", f"{ROOT}/tables/load/load.postgres.sql")
    assert done.returncode == 3
    assert "tables/codes.csv: No such file" in done.stderr
    tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    assert psql("-d", "empty", "-c", tables, check=True).stdout == "0\n"
    psql("-c", "DROP DATABASE empty", check=True)


def test_postgres_refuses_columns_out_of_place(loaded: None, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tables", tmp_path / "tables")
    events = tmp_path / "tables/events.csv"
    text = events.read_text("utf-8")
    events.write_text(text.replace("title,description", "description,title", 1), "utf-8")
    psql("-c", "CREATE DATABASE swapped", check=True)
    done = psql(
        "-d",
        "swapped",
        "-v",
        f"folder={tmp_path}",
        "-f",
        f"{tmp_path}/tables/load/load.postgres.sql",
    )
    assert done.returncode == 3
    assert 'field 2: got "description", expected "title"' in done.stderr
    psql("-c", "DROP DATABASE swapped", check=True)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("citation('commitment', 'x')", "no passage supports commitment/x"),
        ("between_articles('x', 'unidentified-2026-01')", "no article x"),
    ],
)
def test_what_does_not_exist_is_said(loaded: None, call: str, said: str) -> None:
    assert said in psql("-d", "views", "-c", f"SELECT * FROM {call}").stderr
    with (
        duckdb.connect(str(ROOT / DATABASE), read_only=True) as connection,
        pytest.raises(duckdb.Error, match=said),
    ):
        connection.execute(f"FROM {call}")


OLDEST = """
import duckdb
assert duckdb.__version__ == "1.1.0", duckdb.__version__
connection = duckdb.connect()
connection.execute(open("tables/load/load.sql").read())
query = "SELECT count(*) FROM refusals WHERE self_asserted"
print(connection.execute(query).fetchone()[0])
"""


def test_the_oldest_duckdb_that_the_documents_name() -> None:
    needs("DuckDB 1.1.0 (make clients)", (CLIENTS / "oldest").exists())
    done = subprocess.run(
        [CLIENTS / "bin/python", "-c", OLDEST],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(CLIENTS / "oldest")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"{REFUSALS}\n"
    assert "DuckDB 1.1 or later" in (ROOT / "tables/README.md").read_text("utf-8")
