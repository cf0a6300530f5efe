"""Parquet by month is one table to its readers, and the gates take it."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pyarrow.dataset
import pytest

from build.__main__ import main
from build.gates.files import check_files
from schemas import TABLES
from tests.conftest import ROOT, Run, findings, furnish, runner
from tests.corpus import write_corpus

QUOTES = "tables/by_month/quotes.parquet"


@pytest.fixture(scope="module")
def by_month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three articles, whose quotes are of several months."""
    root = write_corpus(tmp_path_factory.mktemp("parted"))
    furnish(root)
    assert main(["--root", str(root), "tables", "--partition", "month"]) == 0
    return root


@pytest.fixture
def parted(by_month: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(by_month, tmp_path / "package"))


@pytest.fixture
def run(parted: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(parted, capsys)


def line_of(tool: str) -> str:
    """The line that the README of the tables gives for a tool."""
    text = (ROOT / "tables/README.md").read_text("utf-8")
    found = re.search(rf"^\| {tool} \| `(.*)` \|$", text, re.MULTILINE)
    assert found
    return found[1]


def read_by_duckdb(line: str) -> pl.DataFrame:
    with duckdb.connect() as connection:
        found = connection.sql(line)
        assert found is not None
        return pl.DataFrame(found.to_arrow_table())


READERS: dict[str, Callable[[str], pl.DataFrame]] = {
    "DuckDB": read_by_duckdb,
    "polars": lambda line: eval(line, {"pl": pl}).collect(),
    "Arrow": lambda line: pl.DataFrame(eval(line, {"pyarrow": pyarrow}).to_table()),
}


@pytest.mark.parametrize("tool", READERS)
def test_it_is_read_as_one(parted: Path, tool: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(parted)
    found = READERS[tool](line_of(tool))
    whole = pl.read_parquet("tables/quotes.parquet")
    texts = [pl.col(c).cast(pl.String) for c in whole.columns]
    assert found.columns == [*whole.columns, "month"]
    assert found.select(texts).sort("quote_id").equals(whole.select(texts).sort("quote_id"))
    months = found.select(pl.col("month").cast(pl.String)).to_series()
    assert (months == found["said_latest"].dt.strftime("%Y-%m")).all()
    assert months.n_unique() > 1


def test_the_month_of_a_row_is_reached_by_its_key(parted: Path) -> None:
    articles = pl.read_parquet(parted / "tables/articles.parquet")
    published = dict(articles.select("article_id", "published_latest").iter_rows())
    for path in (parted / "tables/by_month/evidence.parquet").rglob("*.parquet"):
        month = path.parent.name.removeprefix("month=")
        ids = pl.read_parquet(path, hive_partitioning=False)["article_id"].unique()
        assert {published[i].strftime("%Y-%m") for i in ids} == {month}


def test_it_passes_and_is_named_among_the_hashes(parted: Path, run: Run) -> None:
    result = run("check")
    assert result.out.splitlines()[:4] == [
        f"{gate:<12}passed" for gate in ("frames", "files", "descriptor", "shipped")
    ]
    names = {
        p.relative_to(parted).as_posix()
        for p in (parted / "tables/by_month").rglob("*.parquet")
        if p.is_file()
    }
    hashed = {line.split("  ")[1] for line in (parted / "SHA256SUMS").read_text().splitlines()}
    assert names <= hashed
    assert {n.split("/")[2] for n in names} == {f"{t}.parquet" for t in TABLES}


@pytest.mark.thorough
def test_a_second_build_is_the_same_and_one_without_takes_it_away(
    parted: Path, run: Run
) -> None:
    def parts() -> dict[str, bytes]:
        found = (parted / "tables/by_month").rglob("*.parquet")
        return {str(p.relative_to(parted)): p.read_bytes() for p in found if p.is_file()}

    first = parts()
    assert run("tables", "--partition", "month").code == 0
    assert parts() == first
    assert run("tables").code == 0
    assert not (parted / "tables/by_month").exists()
    assert "by_month" not in (parted / "SHA256SUMS").read_text()
    assert run("check").code == 0


def parts_of(parted: Path) -> list[Path]:
    return sorted((parted / QUOTES).rglob("*.parquet"))


def found_by(parted: Path) -> list[str]:
    return list(map(str, check_files(parted)))


def test_a_row_in_another_month(parted: Path) -> None:
    first, second, *_ = parts_of(parted)
    moved = pl.read_parquet(first, hive_partitioning=False)
    shutil.copy(first, second)
    keys = sorted(moved["quote_id"])
    assert (
        f"files: quotes: {keys[0]}: by_month: the row as it is is in no month, or in another, in the table"
        in found_by(parted)
    )


@pytest.mark.thorough
def test_a_part_that_is_gone(parted: Path) -> None:
    first = parts_of(parted)[0]
    keys = sorted(pl.read_parquet(first, hive_partitioning=False)["quote_id"])
    shutil.rmtree(first.parent)
    assert found_by(parted) == [
        f"files: quotes: {key}: by_month: the row as it is is missing among the files by month"
        for key in keys[:20]
    ]


@pytest.mark.thorough
def test_a_part_that_says_otherwise(parted: Path) -> None:
    first = parts_of(parted)[0]
    plain = pl.read_parquet(first, hive_partitioning=False)
    plain.write_parquet(first)
    part = first.relative_to(parted / "tables").as_posix()
    assert any(
        line.startswith("files: quotes: metadata: ") and part in line
        for line in found_by(parted)
    )


@pytest.mark.thorough
def test_a_damaged_part_and_a_strange_file(parted: Path) -> None:
    first = parts_of(parted)[0]
    first.write_bytes(b"PAR1")
    (parted / QUOTES / "month=2026-01/notes.txt").write_text("x")
    (parted / "tables/by_month/countries.parquet").unlink()
    found = found_by(parted)
    assert [line.split(": ")[1:3] for line in found] == [
        ["countries", "readable"],
        ["quotes", "readable"],
    ]
    strange = [f["table"] for f in findings(parted, "shipped") if f["rule"] == "undeclared"]
    assert strange == [f"{QUOTES}/month=2026-01/notes.txt"]
