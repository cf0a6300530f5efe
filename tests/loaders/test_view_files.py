"""The views as files: what the database gives, and what the loaders make of them."""

import http.server
import importlib.util
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest

from build.loaders.view_columns import plain_views, view_kinds
from schemas.package import DATABASE, VIEWS
from tests.conftest import ROOT, edit, findings


def load() -> Any:
    """The module tables/load.py."""
    spec = importlib.util.spec_from_file_location("load", ROOT / "tables/load.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_view_is_declared_as_a_file() -> None:
    assert tuple(view.name for view in plain_views()) == VIEWS


@pytest.mark.parametrize("view", VIEWS)
def test_a_file_holds_what_the_database_gives(view: str) -> None:
    with duckdb.connect(str(ROOT / DATABASE), read_only=True) as connection:
        given = connection.execute(f"FROM {view}").fetchall()
        as_csv = connection.execute(
            f"SELECT count(*) FROM read_csv('{ROOT}/tables/views/{view}.csv', header = true)"
        ).fetchone()
    frame = pl.read_parquet(ROOT / f"tables/views/{view}.parquet")
    assert frame.columns == list(view_kinds()[view])
    assert [tuple(map(str, row)) for row in frame.rows()] == [
        tuple(map(str, row)) for row in given
    ]
    assert as_csv == (len(given),)


def test_pandas_gets_a_view_with_its_types() -> None:
    frame = load().load_view("positions")
    assert list(frame.columns) == list(view_kinds()["positions"])
    kinds = {
        c: str(frame[c].dtype) for c in ("self_asserted", "strength_rank", "stated_latest")
    }
    assert kinds == {
        "self_asserted": "boolean",
        "strength_rank": "Int64",
        "stated_latest": "datetime64[s]",
    }
    assert frame["strength"].cat.ordered
    assert frame["strength"].max() == "signed"
    own = frame[frame["self_asserted"] & (frame["strength"] < "undecided")]
    given = pl.read_parquet(ROOT / "tables/commitments.parquet")
    refused = given.filter(pl.col("self_asserted") & (pl.col("strength_rank") < 0))
    assert sorted(own["commitment_id"]) == refused["commitment_id"].sort().to_list()
    assert str(load().load_view("agreement")["alpha"].dtype) == "Float64"


def test_pandas_says_which_views_there_are_and_what_is_no_value(tmp_path: Path) -> None:
    module = load()
    with pytest.raises(ValueError, match="no view position; there are agreement, "):
        module.load_view("position")
    (tmp_path / "views").mkdir()
    shutil.copy(ROOT / "tables/views/reports.csv", tmp_path / "views")
    edit(tmp_path / "views/reports.csv", "2025-03-01", "2025-02-31")
    with pytest.raises(ValueError, match="published_latest: '2025-02-31' is no date"):
        module.load_view("reports", tmp_path)


@pytest.fixture
def address() -> Iterator[str]:
    """An address at which the package's tables stand."""
    handler = partial(_Quiet, directory=str(ROOT / "tables"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


_R = """
source("{where}/load.R")
p <- load_view("positions")
cat(nrow(p), max(as.integer(p$strength_rank)), class(p$stated_latest), is.ordered(p$strength),
    nrow(load_tables()$commitments), "\n")
"""


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="not installed: Rscript")
def test_r_gets_a_view_from_a_folder_and_from_an_address(address: str, tmp_path: Path) -> None:
    positions = len(pd.read_csv(ROOT / "tables/commitments.csv"))
    for where in (str(ROOT / "tables"), address):
        code = _R.format(where=where)
        done = subprocess.run(
            ["Rscript", "--vanilla", "-e", code],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.stderr, done.returncode) == ("", 0)
        assert done.stdout.split() == [str(positions), "5", "Date", "TRUE", str(positions)]


def test_a_view_that_was_altered_is_found(copy: Path) -> None:
    edit(copy / "tables/views/refusals.csv", ",withheld,", ",declined,")
    found = [(f["table"], f["rule"]) for f in findings(copy, "shipped")]
    assert found == [("tables/views/refusals.csv", "sums")]
