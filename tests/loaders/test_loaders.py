"""The loaders give every column its type, and leave "NA", "None" and empty text as they are."""

import csv
import http.server
import json
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from runpy import run_path

import pandas as pd
import pytest

from build.__main__ import main
from build.loaders.columns import kinds
from build.views.headers import plain_views
from schemas import TABLES
from schemas.package import STATA, stem
from schemas.vocabularies import VOCABULARIES
from tests.conftest import FIXTURES, edit
from tests.loaders.test_dialects import needs

ORDERED = {v.name: v.ordered for v in VOCABULARIES}
LARGE = 5_000_000_000
NAMES = (*TABLES, *(view.name for view in plain_views()))
SHOW_PY = """
import json, runpy, sys
import pandas as pd
loader = runpy.run_path("tables/load/load.py")
frames = loader["load"]()
frames |= {view: loader["load_view"](view) for view in sys.argv[1:]}
print(json.dumps({
    t: {c: [str(f[c].dtype), [None if pd.isna(v) else str(v) for v in f[c].astype(object)]]
        for c in f.columns}
    for t, f in frames.items()
}))
"""
SHOW_R = """
source("tables/load/load.R")
frames <- load_tables()
for (view in commandArgs(TRUE)) frames[[view]] <- load_view(view)
for (table in names(frames)) for (column in names(frames[[table]])) {
  values <- frames[[table]][[column]]
  shown <- if (is.logical(values)) tolower(as.character(values)) else
    if (is.numeric(values)) vapply(values, format, "", scientific = FALSE, digits = 17) else
    as.character(values)
  shown[is.na(values)] <- "<missing>"
  cat(table, column, class(values)[1], paste(shown, collapse = "\\x1e"), sep = "\\x1f")
  cat("\\n")
}
"""


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built package with cells that tools take for something else; it is only read."""
    package = Path(
        shutil.copytree(FIXTURES / "package", tmp_path_factory.mktemp("odd") / "package")
    )
    edit(package / "raw/events.toml", 'place = "Lyon"', 'place = "NA"')
    edit(package / "raw/events.toml", 'title = "Meeting in Lyon"', 'title = "None"')
    edit(package / "raw/events.toml", 'date_text = "Monday"', 'date_text = "1e5"')
    edit(package / "raw/commitments.toml", "quantity_best = 2", f"quantity_best = {LARGE}")
    assert main(["--root", str(package)]) == 0
    return package


Cells = dict[str, dict[str, list[str | None]]]


@pytest.fixture(scope="module")
def expected(odd: Path) -> Cells:
    """The cells of the CSV files, read by nobody who guesses."""
    told: Cells = {}
    for name in NAMES:
        with (odd / f"{stem(name)}.csv").open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        told[name] = {c: [row[c] or None for row in rows] for c in kinds()[name]}
    assert "NA" in told["events"]["place"]
    return told


def test_pandas(odd: Path, expected: Cells) -> None:
    views = NAMES[len(TABLES) :]
    done = subprocess.run(
        [sys.executable, "-c", SHOW_PY, *views],
        cwd=odd,
        capture_output=True,
        text=True,
        check=True,
    )
    assert not list(odd.rglob("__pycache__"))
    loaded = json.loads(done.stdout)
    assert tuple(loaded) == NAMES
    types = {"text": "str", "date": "datetime64[s]", "number": "Float64", "integer": "Int64"}
    for name, columns in expected.items():
        assert list(loaded[name]) == list(columns)
        for column, kind in kinds()[name].items():
            dtype, values = loaded[name][column]
            assert dtype == ("category" if kind in ORDERED else types.get(kind, kind)), column
            told = [v and v.removesuffix(" 00:00:00") for v in values]
            if kind == "boolean":
                told = [v and v.lower() for v in told]
            assert told == columns[column], (name, column)


def test_categories_of_pandas_are_in_order(odd: Path) -> None:
    """Those of a view, too, and all codes of each, with those that no row has."""
    loader = run_path(str(odd / "tables/load/load.py"))
    codes = {v.name: list(v.values) for v in VOCABULARIES}
    for load, name in (("load_table", "commitments"), ("load_view", "positions")):
        frame = loader[load](name)
        coded = {c: k for c, k in kinds()[name].items() if k in ORDERED}
        assert {c: list(frame[c].cat.categories) for c in coded} == {
            c: codes[k] for c, k in coded.items()
        }
        assert {c: frame[c].cat.ordered for c in coded} == {
            c: ORDERED[k] for c, k in coded.items()
        }
        assert (frame["strength"] < "open").any()


def test_pandas_says_which_views_there_are(odd: Path) -> None:
    with pytest.raises(ValueError, match="no position; there are positions, agreement, "):
        run_path(str(odd / "tables/load/load.py"))["load_view"]("position")


def test_r(odd: Path, expected: Cells, tmp_path: Path) -> None:
    needs("Rscript", shutil.which("Rscript") is not None)
    (tmp_path / "show.R").write_text(SHOW_R, "utf-8")
    done = subprocess.run(
        ["Rscript", "--vanilla", tmp_path / "show.R", *NAMES[len(TABLES) :]],
        cwd=odd,
        capture_output=True,
        text=True,
        check=True,
    )
    found = {}
    for line in done.stdout.split("\n")[:-1]:
        table, name, kind, joined = line.split("\x1f")
        found[table, name] = kind, joined.split("\x1e") if joined else []
    types = {"text": "character", "boolean": "logical", "date": "Date", "number": "numeric"}
    for name, columns in expected.items():
        for column, declared in kinds()[name].items():
            kind, values = found.pop((name, column))
            large = str(LARGE) in columns[column]
            wanted = types.get(declared, "numeric" if large else "integer")
            if declared in ORDERED:
                wanted = "ordered" if ORDERED[declared] else "factor"
            assert kind == wanted, (name, column)
            told = [None if v == "<missing>" else v for v in values]
            if declared == "number":  # 1 in R is 1.0 elsewhere
                told = [v and str(float(v)) for v in told]
            assert told == columns[column], (name, column)
    assert not found


def test_r_types_a_table_that_was_read_as_text(odd: Path) -> None:
    needs("Rscript", shutil.which("Rscript") is not None)
    code = """
    source("tables/load/load.R")
    for (file in list.files("tables", "[.]csv$", recursive = TRUE)) {
      name <- sub("[.]csv$", "", basename(file))
      if (!name %in% names(load_tables())) next
      text <- read.csv(file.path("tables", file), colClasses = "character", na.strings = "",
                       encoding = "UTF-8")
      stopifnot(identical(type_table(text, name), load_tables()[[name]]))
      cat(name, "")
    }"""
    command = ["Rscript", "--vanilla", "-e", code]
    done = subprocess.run(command, cwd=odd, capture_output=True, text=True, check=True)
    assert {*done.stdout.split()} == {*TABLES}


def test_sqlite(odd: Path, expected: Cells, tmp_path: Path) -> None:
    needs("sqlite3", shutil.which("sqlite3") is not None)
    script = (odd / "tables/load/load.sqlite.sql").read_text("utf-8")
    subprocess.run(
        ["sqlite3", tmp_path / "x.sqlite"], input=script, cwd=odd, text=True, check=True
    )
    connection = sqlite3.connect(tmp_path / "x.sqlite")
    for table in TABLES:
        for column, kind in kinds()[table].items():
            rows = connection.execute(f'SELECT "{column}" FROM {table} ORDER BY rowid')
            values = [None if v is None else str(v) for (v,) in rows]
            told = expected[table][column]
            if kind == "boolean":
                told = [{"true": "1", "false": "0"}.get(str(v)) for v in told]
            assert values == told, (table, column)
    connection.close()


@pytest.fixture
def address(odd: Path) -> Iterator[str]:
    """An address at which the package stands."""
    handler = partial(_Quiet, directory=str(odd))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.parametrize(
    "code",
    [
        'source("package/tables/load/load.R")',
        'source("package/tables/load/load.R", chdir = TRUE)',
        'setwd("package/tables/load"); source("load.R")',
        'setwd("package"); eval(parse("tables/load/load.R"))',
        'source("{address}/tables/load/load.R")',
    ],
)
def test_r_from_another_folder(odd: Path, tmp_path: Path, address: str, code: str) -> None:
    needs("Rscript", shutil.which("Rscript") is not None)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "package").symlink_to(odd)
    loaded = 'cat(nrow(load_tables()$articles), class(load_view("positions")$stated_latest))'
    command = ["Rscript", "--vanilla", "-e", f"{code.format(address=address)}; {loaded}"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("1 Date", "")


def test_stata_has_a_number_that_31_bits_do_not_hold(odd: Path) -> None:
    assert pd.read_stata(odd / STATA / "commitments.dta")["quantity_best"].max() == LARGE
