"""One set of questions, asked in every tool and every format, has one set of answers.

The tables are those of three invented articles, with an actor whose short name is the text "NA",
which several tools take for missing.
"""

import csv
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from runpy import run_path

import duckdb
import pandas as pd
import polars as pl
import pytest

from build.__main__ import main
from build.documents.snippets import CLIENTS
from schemas.package import DATABASE
from tests.conftest import ROOT, edit
from tests.corpus import write_corpus
from tests.loaders.test_dialects import needs

Answers = dict[str, object]

# Counted in the annotations by hand, not by what is tested.
EXPECTED: Answers = {
    "own refusals": 12,
    "hardest": "ita-ground_force-2026-03-03",
    "highest of France": "signed",
    "stated before February 2026": 17,
    "of groups, without a country": 5,
    "named NA": 1,
    "without a short name": 18,
    "without a quantity": 37,
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_corpus(tmp_path_factory.mktemp("questions"))
    edit(root / "raw/actors.toml", 'name = "China"', 'name = "China"\nshort_name = "NA"')
    assert main(["--root", str(root)]) == 0
    return root


SQL = """
SELECT json_object(
  'own refusals', (SELECT count(*) FROM commitments WHERE self_asserted AND {refused}),
  'hardest', (SELECT commitment_id FROM commitments ORDER BY {rank}, commitment_id LIMIT 1),
  'highest of France', (SELECT strength FROM commitments WHERE country = 'FRA' ORDER BY {rank} DESC, commitment_id LIMIT 1),
  'stated before February 2026', (SELECT count(*) FROM commitments WHERE stated_latest < '2026-02-01'),
  'of groups, without a country', (SELECT count(*) FROM commitments WHERE country IS NULL),
  'named NA', (SELECT count(*) FROM actors WHERE short_name = 'NA'),
  'without a short name', (SELECT count(*) FROM actors WHERE short_name IS NULL),
  'without a quantity', (SELECT count(*) FROM commitments WHERE quantity_best IS NULL)
)
"""
BY_RANK = SQL.format(refused="strength_rank <= -1", rank="strength_rank")


def asked(connection: duckdb.DuckDBPyConnection, sql: str) -> Answers:
    row = connection.execute(sql).fetchone()
    assert row is not None
    return dict(json.loads(row[0]))


@pytest.mark.parametrize(
    "sql",
    [BY_RANK, SQL.format(refused="strength <= 'withheld'::strength_code", rank="strength")],
    ids=["by rank", "by enum"],
)
def test_the_database(package: Path, sql: str) -> None:
    with duckdb.connect(str(package / DATABASE), read_only=True) as connection:
        assert asked(connection, sql) == EXPECTED


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_duckdb_on_files(package: Path, suffix: str) -> None:
    with duckdb.connect() as connection:
        for table in ("actors", "commitments"):
            path = package / "tables" / f"{table}.{suffix}"
            connection.execute(f"CREATE VIEW {table} AS FROM '{path}'")
        assert asked(connection, BY_RANK) == EXPECTED


def test_the_command_query(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["--root", str(package), "query", BY_RANK, "--format", "csv"]) == 0
    _, row = csv.reader(capsys.readouterr().out.splitlines())
    assert json.loads(row[0]) == EXPECTED


def test_polars(package: Path) -> None:
    c = pl.read_parquet(package / "tables/commitments.parquet")
    a = pl.read_parquet(package / "tables/actors.parquet")
    assert isinstance(c["strength"].dtype, pl.Enum)
    before = pl.date(2026, 2, 1)
    assert {
        "own refusals": c.filter(
            pl.col("self_asserted") & (pl.col("strength") <= "withheld")
        ).height,
        "hardest": c.sort("strength", "commitment_id")["commitment_id"][0],
        "highest of France": c.filter(pl.col("country") == "FRA")["strength"].max(),
        "stated before February 2026": c.filter(pl.col("stated_latest") < before).height,
        "of groups, without a country": c["country"].null_count(),
        "named NA": a.filter(pl.col("short_name") == "NA").height,
        "without a short name": a["short_name"].null_count(),
        "without a quantity": c["quantity_best"].null_count(),
    } == EXPECTED


@pytest.mark.parametrize("source", ["load.py", "parquet"])
def test_pandas(package: Path, source: str) -> None:
    if source == "load.py":
        tables = run_path(str(package / "tables/load/load.py"))["load"]()
        c, a = tables["commitments"], tables["actors"]
    else:
        c, a = (
            pd.read_parquet(package / f"tables/{t}.parquet") for t in ("commitments", "actors")
        )
    stated = pd.to_datetime(c["stated_latest"])
    assert {
        "own refusals": int((c["self_asserted"] & (c["strength"] <= "withheld")).sum()),
        "hardest": c.sort_values(["strength", "commitment_id"])["commitment_id"].iloc[0],
        "highest of France": c[c["country"] == "FRA"]["strength"].max(),
        "stated before February 2026": int((stated < "2026-02-01").sum()),
        "of groups, without a country": int(c["country"].isna().sum()),
        "named NA": int((a["short_name"] == "NA").sum()),
        "without a short name": int(a["short_name"].isna().sum()),
        "without a quantity": int(c["quantity_best"].isna().sum()),
    } == EXPECTED


R = """
source("tables/load/load.R")
t <- load_tables(); c <- t$commitments; a <- t$actors
france <- subset(c, country == "FRA")
cat(sprintf('{
"own refusals": %d, "hardest": "%s", "highest of France": "%s",
"stated before February 2026": %d, "of groups, without a country": %d,
"named NA": %d, "without a short name": %d, "without a quantity": %d}',
sum(c$self_asserted & c$strength <= "withheld"),
c$commitment_id[order(c$strength, c$commitment_id)][1],
as.character(max(france$strength)),
sum(c$stated_latest < as.Date("2026-02-01")), sum(is.na(c$country)),
sum(a$short_name == "NA", na.rm = TRUE), sum(is.na(a$short_name)), sum(is.na(c$quantity_best))))
"""


def test_r(package: Path) -> None:
    needs("Rscript", shutil.which("Rscript") is not None)
    out = subprocess.run(
        ["Rscript", "--vanilla", "-e", R],
        cwd=package,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert json.loads(out) == EXPECTED


def test_sqlite(package: Path, tmp_path: Path) -> None:
    needs("sqlite3", shutil.which("sqlite3") is not None)
    path = tmp_path / "x.sqlite"
    command = ["sqlite3", str(path), ".read tables/load/load.sqlite.sql"]
    subprocess.run(command, cwd=package, check=True)
    with closing(sqlite3.connect(path)) as connection:
        assert json.loads(connection.execute(BY_RANK).fetchone()[0]) == EXPECTED


@pytest.fixture
def loaded(postgres: None, package: Path) -> Iterator[None]:
    needs("psql", "PGHOST" in os.environ)
    subprocess.run(["psql", "-q", "-c", "CREATE DATABASE questions"], check=True)
    command = ["psql", "-q", "-d", "questions", "-f", "tables/load/load.postgres.sql"]
    subprocess.run(command, cwd=package, check=True)
    yield
    subprocess.run(["psql", "-q", "-c", "DROP DATABASE questions"], check=True)


@pytest.mark.thorough
def test_postgres(loaded: None) -> None:
    by_enum = SQL.format(refused="strength <= 'withheld'", rank="strength")
    for sql in (BY_RANK, by_enum):
        query = sql.replace("json_object", "json_build_object")
        out = subprocess.run(
            ["psql", "-Atq", "-d", "questions", "-c", query],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert json.loads(out) == EXPECTED


SPARK = """
import json
from pathlib import Path
from pyspark.sql import SparkSession
spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", False).getOrCreate()
for statement in Path("tables/load/load.spark.sql").read_text().split(";\\n")[:-1]:
    spark.sql(statement)
keys, values = [], []
sql = Path("questions.sql").read_text()
for part in sql.split("\\n  '")[1:]:
    key, _, query = part.partition("', ")
    keys.append(key)
    values.append(spark.sql(query.strip().removesuffix("\\n)").strip().rstrip(",").strip("()")).collect()[0][0])
print("ANSWERS" + json.dumps(dict(zip(keys, values))))
"""


@pytest.mark.thorough
def test_spark(package: Path) -> None:
    there = (CLIENTS / "installed").exists() and shutil.which("java") is not None
    needs("pyspark, java (make clients; apt)", there)
    (package / "questions.sql").write_text(BY_RANK, "utf-8")
    out = subprocess.run(
        [CLIENTS / "bin/python", "-c", SPARK],
        cwd=package,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert json.loads(out.partition("ANSWERS")[2]) == EXPECTED


def test_text_compares_as_text_where_the_document_says_so() -> None:
    """What the recipes warn of: letters and not ranks."""
    sql = "SELECT count(*) FROM commitments WHERE self_asserted AND strength <= 'withheld'"
    with duckdb.connect(str(ROOT / DATABASE), read_only=True) as connection:
        wrong = connection.execute(sql).fetchone()
    assert wrong is not None
    text = (ROOT / "tables/README.md").read_text("utf-8")
    assert f"{wrong[0]} rows pass for refusals where 10 are" in text
