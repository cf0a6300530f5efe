"""The loaders give every column its type, and leave "NA", "None" and empty text as they are."""

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from build.__main__ import main
from schemas import TABLES
from tests.conftest import FIXTURES, edit
from tests.loaders.test_dialects import needs

SHOW_PY = """
import json, sys
import pandas as pd
sys.path.insert(0, "tables")
from load import load
tables = load()
print(json.dumps({
    t: {c: [str(f[c].dtype), [None if pd.isna(v) else str(v) for v in f[c].astype(object)]]
        for c in f.columns}
    for t, f in tables.items()
}))
"""
SHOW_R = """
source("tables/load.R")
tables <- load_tables()
for (table in names(tables)) for (column in names(tables[[table]])) {
  values <- tables[[table]][[column]]
  shown <- if (is.logical(values)) tolower(as.character(values)) else
    if (is.numeric(values)) format(values, scientific = FALSE, trim = TRUE) else as.character(values)
  shown[is.na(values)] <- "<missing>"
  cat(table, column, class(values)[1], paste(shown, collapse = "\\x1e"), sep = "\\x1f")
  cat("\\n")
}
"""


@pytest.fixture(scope="module")
def odd_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built package with cells that tools take for something else; it is only read."""
    package = Path(
        shutil.copytree(FIXTURES / "package", tmp_path_factory.mktemp("odd") / "package")
    )
    edit(package / "raw/events.toml", 'place = "Lyon"', 'place = "NA"')
    edit(package / "raw/events.toml", 'title = "Meeting in Lyon"', 'title = "None"')
    edit(package / "raw/events.toml", 'date_text = "Monday"', 'date_text = "1e5"')
    assert main(["--root", str(package)]) == 0
    return package


@pytest.fixture
def odd(odd_package: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(odd_package, tmp_path / "package"))


def expected(root: Path) -> dict[str, dict[str, list[str | None]]]:
    """The cells of the CSV files, read by nobody who guesses."""
    import csv

    tables = {}
    for table, model in TABLES.items():
        with (root / "tables" / f"{table}.csv").open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        tables[table] = {c.name: [row[c.name] or None for row in rows] for c in model.columns()}
    assert "NA" in tables["events"]["place"]
    return tables


def test_pandas(odd: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SHOW_PY], cwd=odd, capture_output=True, text=True, check=True
    )
    loaded = json.loads(done.stdout)
    types = {
        "String": "str",
        "Boolean": "boolean",
        "Date": "datetime64[s]",
        "Float64": "Float64",
    }
    for table, columns in expected(odd).items():
        assert list(loaded[table]) == list(columns)
        for column in TABLES[table].columns():
            dtype, values = loaded[table][column.name]
            wanted = types.get(str(column.dtype), "Int64")
            assert dtype == ("category" if column.spec.vocabulary else wanted), column.name
            told = [v and v.removesuffix(" 00:00:00") for v in values]
            if dtype == "boolean":
                told = [v and v.lower() for v in told]
            assert told == columns[column.name], (table, column.name)


def test_categories_of_pandas_are_in_order(odd: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, 'tables'); from load import load_table; "
        "s = load_table('commitments')['strength']; "
        "print(s.cat.ordered, s.cat.categories[0], s.cat.categories[-1], (s < 'open').any())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=odd, capture_output=True, text=True, check=True
    )
    assert done.stdout == "True ruled_out implemented True\n"


def test_a_table_of_another_version_is_refused(odd: Path) -> None:
    edit(odd / "tables/events.csv", "event_id,", "id,")
    done = subprocess.run(
        [sys.executable, "-c", SHOW_PY], cwd=odd, capture_output=True, text=True, check=False
    )
    assert "events.csv is not the table events of version" in done.stderr


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r(odd: Path) -> None:
    done = subprocess.run(
        ["Rscript", "--vanilla", "-e", SHOW_R],
        cwd=odd,
        capture_output=True,
        text=True,
        check=True,
    )
    found = {}
    for line in done.stdout.split("\n")[:-1]:
        table, name, kind, joined = line.split("\x1f")
        found[table, name] = kind, joined.split("\x1e") if joined else []
    types = {
        "String": "character",
        "Boolean": "logical",
        "Date": "Date",
        "Float64": "numeric",
    }
    for table, columns in expected(odd).items():
        for column in TABLES[table].columns():
            kind, values = found[table, column.name]
            wanted = types.get(str(column.dtype), "integer")
            vocabulary = column.spec.vocabulary
            if vocabulary:
                wanted = "ordered" if vocabulary.ordered else "factor"
            assert kind == wanted, (table, column.name)
            told = [None if v == "<missing>" else v for v in values]
            if kind == "numeric":  # 1 in R is 1.0 elsewhere
                told = [v and str(float(v)) for v in told]
            assert told == columns[column.name], (table, column.name)


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="SQLite's shell is not installed")
def test_sqlite(odd: Path, tmp_path: Path) -> None:
    script = (odd / "tables/load.sqlite.sql").read_text("utf-8")
    subprocess.run(
        ["sqlite3", tmp_path / "x.sqlite"], input=script, cwd=odd, text=True, check=True
    )
    connection = sqlite3.connect(tmp_path / "x.sqlite")
    for table, columns in expected(odd).items():
        for column in TABLES[table].columns():
            rows = connection.execute(f'SELECT "{column.name}" FROM {table} ORDER BY rowid')
            values = [None if v is None else str(v) for (v,) in rows]
            told = columns[column.name]
            if str(column.dtype) == "Boolean":
                told = [{"true": "1", "false": "0"}.get(str(v)) for v in told]
            assert values == told, (table, column.name)
    connection.close()


@pytest.mark.sample(4)
@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("events", ",true", ",TRUE", "'TRUE' is no boolean"),
        ("commitments", ",pledged,", ",promised,", "'promised' is no strength"),
        ("commitments", ",4,", ",four,", "'four' is no integer"),
        (
            "commitments",
            "2030-03-04,2030-03-04,2030-03-04",
            "2030-03-04,04/03/2030,2030-03-04",
            "'04/03/2030' is no date",
        ),
    ],
)
@pytest.mark.parametrize("tool", ["pandas", "R"])
def test_a_value_that_would_be_lost_stops(
    odd: Path, tool: str, table: str, old: str, new: str, said: str
) -> None:
    edit(odd / f"tables/{table}.csv", old, new)
    command = [sys.executable, "-c", SHOW_PY]
    if tool == "R":
        needs("Rscript", shutil.which("Rscript") is not None)
        command = ["Rscript", "--vanilla", "-e", SHOW_R]
    done = subprocess.run(command, cwd=odd, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert said in done.stderr


@pytest.mark.parametrize(
    "code",
    ['source("package/tables/load.R")', 'source("package/tables/load.R", chdir = TRUE)'],
)
def test_r_from_another_folder(odd: Path, tmp_path: Path, code: str) -> None:
    needs("Rscript", shutil.which("Rscript") is not None)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "package").symlink_to(odd)
    show = f"{code}; cat(nrow(load_tables()$articles))"
    command = ["Rscript", "--vanilla", "-e", show]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout == "1"
