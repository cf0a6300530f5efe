"""The synthetic corpora of the benchmarks are what they say: proven, valid, repeatable."""

from pathlib import Path

import duckdb
import pytest

from build.__main__ import main
from build.views.headers import read_views
from tests.benchmarks.floor import check_floor, write_floor
from tests.benchmarks.scale import same
from tests.benchmarks.synthetic import generate
from tests.benchmarks.views import ROWS, empty
from tests.conftest import furnish

pytestmark = pytest.mark.thorough


def test_a_synthetic_corpus_is_proven_and_passes(tmp_path: Path) -> None:
    generate(tmp_path, 150, texts=True)
    furnish(tmp_path)
    made = (tmp_path / "raw/anchors.csv").read_text("utf-8")
    root = ["--root", str(tmp_path)]
    assert main([*root, "anchor", str(tmp_path / "texts")]) == 0
    assert (tmp_path / "raw/anchors.csv").read_text("utf-8") == made
    assert main(root) == 0
    assert main(["check", str(tmp_path)]) == 0


def test_the_floor_does_the_same_work(tmp_path: Path) -> None:
    generate(tmp_path, 150)
    assert main(["--root", str(tmp_path)]) == 0
    (tmp_path / "floor").mkdir()
    write_floor(tmp_path / "raw", tmp_path / "floor")
    same(tmp_path, tmp_path / "floor")
    assert check_floor(tmp_path) == 0


def test_a_seed_gives_the_same_corpus(tmp_path: Path) -> None:
    for name in ("one", "two"):
        generate(tmp_path / name, 50, seed=7)
    files = sorted(p.relative_to(tmp_path / "one") for p in (tmp_path / "one").rglob("*.*"))
    for file in files:
        if (tmp_path / "one" / file).is_file():
            assert (tmp_path / "one" / file).read_bytes() == (
                tmp_path / "two" / file
            ).read_bytes()


def test_the_rows_of_the_views_fit_the_tables() -> None:
    with duckdb.connect() as connection:
        empty(connection)
        connection.execute(ROWS.format(n=1400))
        for view in read_views():
            connection.execute(view.sql)
        assert connection.execute("SELECT count(*) FROM commitments").fetchone() == (1400,)
        assert connection.execute("SELECT count(*) FROM country_stances").fetchone() != (0,)
