"""`load.spark.py` makes of Parquet files anywhere the tables, views and functions of DuckDB."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from build.files.by_month import write_by_month

from build.__main__ import main
from build.gates.frames import read_frames
from schemas import TABLES
from schemas.package import DATABASE
from tests.benchmarks.synthetic import generate
from tests.conftest import ROOT
from tests.corpus import sound
from tests.loaders.test_dialects import BY_CODE, MACROS, VIEWS, plain
from tests.spark.conftest import environment

pytestmark = pytest.mark.thorough

_LOADED = """
import json, runpy, sys
from pyspark.sql import SparkSession
spark = SparkSession.builder.getOrCreate()
load = runpy.run_path(sys.argv[1])["load"]
tables = load(spark, sys.argv[2])
load(spark, sys.argv[2] + "/")  # once more, in the same session
"""
_COLLECT = f"""{_LOADED}
found = {{"dataset": [list(r) for r in spark.table("dataset").collect()]}}
for name in sys.argv[4:]:
    found[name] = [[v if v is None or isinstance(v, (bool, float)) else str(v) for v in row]
                   for row in spark.sql(f"SELECT * FROM {{name}}").collect()]
found["comments"] = [[f.name, f.metadata["comment"]] for f in tables["quotes"].schema.fields]
open(sys.argv[3], "w").write(json.dumps(found))
"""
_WRITE = f"""{_LOADED}
for name in sys.argv[4:]:
    spark.table(name).write.parquet(f"{{sys.argv[3]}}/{{name}}")
"""


def spark(
    code: str, *arguments: object, small: bool = True
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, *map(str, arguments)],
        env=environment(small),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def by_month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset by month: the macros are asked of its rows."""
    folder = tmp_path_factory.mktemp("spark") / "by_month"
    frames, _ = read_frames(ROOT)
    write_by_month(frames, dict.fromkeys(TABLES, ""), folder)
    return folder


def test_all_views_and_macros_of_files_by_month(by_month: Path, tmp_path: Path) -> None:
    out = tmp_path / "found.json"
    done = spark(_COLLECT, ROOT / "tables/load.spark.py", by_month, out, *VIEWS, *MACROS)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, list[list[Any]]] = json.loads(out.read_text("utf-8"))
    with duckdb.connect(str(ROOT / DATABASE), read_only=True) as connection:
        for name in ("dataset", *VIEWS, *MACROS):
            expected = [
                tuple(map(plain, r)) for r in connection.execute(f"FROM {name}").fetchall()
            ]
            rows = [tuple(map(plain, row)) for row in found[name]]
            if name in BY_CODE or name.startswith(("positions_as_of", "panel_as_of")):
                rows, expected = sorted(rows, key=str), sorted(expected, key=str)
            assert rows == expected, name
    assert found["comments"] == [
        [c.name, c.spec.description] for c in TABLES["quotes"].columns()
    ]


def test_another_type_is_said(by_month: Path, tmp_path: Path) -> None:
    tables = tmp_path / "tables"
    tables.mkdir()
    for path in by_month.iterdir():
        (tables / path.name).symlink_to(path)
    (tables / "codes.parquet").unlink()
    sound()["codes"].with_columns(position="code").write_parquet(tables / "codes.parquet")
    done = spark(_COLLECT, ROOT / "tables/load.spark.py", tables, tmp_path / "found.json")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        f"ValueError: {tables}/codes.parquet: columns are not those declared: "
        "position int, position string"
    )


def test_all_views_of_100_000_quotes(tmp_path: Path) -> None:
    environment()  # or skip, before a corpus is made
    package, out = tmp_path / "package", tmp_path / "out"
    generate(package, 100_000)
    assert main(["--root", str(package), "tables", "--partition", "month"]) == 0
    load = package / "tables/load.spark.py"
    done = spark(_WRITE, load, package / "tables/by_month", out, *VIEWS, small=False)
    assert done.returncode == 0, done.stderr[-2000:]
    with duckdb.connect() as connection:
        connection.execute(f"SET VARIABLE tables = '{package}/tables'")
        connection.execute((package / "tables/load.sql").read_text("utf-8"))
        for view in VIEWS:
            columns = ", ".join(
                f"round({name}, 9)" if kind == "DOUBLE" else f"CAST({name} AS VARCHAR)"
                for name, kind, *_ in connection.execute(f"DESCRIBE FROM {view}").fetchall()
            )
            one, other = (
                f"SELECT {columns} FROM {source}"
                for source in (view, f"read_parquet('{out}/{view}/*.parquet')")
            )
            differ = f"({one} EXCEPT ALL {other}) UNION ALL ({other} EXCEPT ALL {one}) LIMIT 3"
            assert connection.execute(differ).fetchall() == [], view
