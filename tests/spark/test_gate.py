"""`check --on spark` finds in Parquet files what the other gates find, and says what it can't do."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from tests.conftest import ROOT, Run
from tests.spark.conftest import Asked, environment

pytestmark = pytest.mark.thorough


def check(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "build", "check", "--on", "spark", *map(str, arguments)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_package_passes(asked: Asked) -> None:
    assert asked(ROOT / "tables") == set()


def test_files_in_parts_pass_and_what_is_wrong_in_one_is_found(tmp_path: Path) -> None:
    for path in (ROOT / "tables").rglob("*.parquet"):
        frame = pl.read_parquet(path)
        codes = pl.selectors.categorical() | pl.selectors.enum()
        folder = tmp_path / path.relative_to(ROOT)
        folder.mkdir(parents=True)
        for n, rows in enumerate((frame[:7], frame[7:])):
            rows.with_columns(codes.cast(pl.String)).write_parquet(folder / f"part-{n}.parquet")
    part = tmp_path / "tables/quotes.parquet/part-1.parquet"
    quotes = pl.read_parquet(part)
    key = quotes["quote_id"][3]
    altered = pl.when(pl.col("quote_id") == key).then(pl.lit("shouted")).otherwise("form")
    quotes.with_columns(altered.alias("form")).write_parquet(part)
    done = check(tmp_path, "--format", "json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert report["findings"] == [
        {
            "gate": "spark",
            "table": "quotes",
            "row": key,
            "column": "form",
            "rule": "vocabulary",
            "message": "is not a code of the vocabulary quote_form",
        }
    ]


def test_a_part_of_another_type_a_damaged_and_a_missing_file(
    asked: Asked, tmp_path: Path
) -> None:
    tables = tmp_path / "tables"
    shutil.copytree(ROOT / "tables", tables)
    events = pl.read_parquet(tables / "events.parquet")
    (tables / "events.parquet").unlink()
    (tables / "events.parquet").mkdir()
    events.write_parquet(tables / "events.parquet/a.parquet")
    events.with_columns(in_scope=pl.lit(1)).write_parquet(tables / "events.parquet/b.parquet")
    whole = (tables / "quotes.parquet").read_bytes()
    (tables / "quotes.parquet").write_bytes(whole[:100] + bytes(3000) + whole[3100:])
    (tables / "coding/basis.parquet").unlink()
    assert asked(tables) == {(t, None, None, "readable") for t in ("events", "quotes", "basis")}


def test_no_tables(run: Run) -> None:
    result = run("check", "--on", "spark", "nowhere")
    assert (result.code, result.errors[0]) == (
        2,
        "nowhere: no tables: it holds no NAME.parquet; give the folder of the Parquet files",
    )


def test_a_fingerprint_is_refused(run: Run) -> None:
    result = run("check", "--on", "spark", "--cited", "sha256:0")
    assert result.code == 2
    assert result.errors[0].startswith(
        "--cited: a fingerprint is that of all rows in their order"
    )


def test_without_pyspark(run: Run) -> None:
    result = run("check", "--on", "spark", ROOT)
    assert (result.code, result.errors[0]) == (
        1,
        "spark: pyspark is missing; python -m pip install 'pyspark>=4,<5', or run it by spark-submit",
    )
