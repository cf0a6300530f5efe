"""`load.spark.sql` makes of the Parquet files the tables, views and functions of DuckDB."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from schemas.package import DATABASE
from tests.benchmarks.spark import write_tables
from tests.benchmarks.synthetic import generate
from tests.conftest import ROOT
from tests.loaders.test_dialects import MACROS, VIEWS, plain, same
from tests.spark.conftest import environment

pytestmark = pytest.mark.thorough

# As the recipe of tables/README.md does it: in the package's folder, each statement by itself.
_LOADED = """
import json, sys
from pyspark.sql import SparkSession
spark = SparkSession.builder.getOrCreate()
for statement in open("tables/load/load.spark.sql", encoding="utf-8").read().split(";\\n"):
    if statement.strip():
        spark.sql(statement)
"""
_COLLECT = f"""{_LOADED}
found = {{}}
for name in sys.argv[2:]:
    found[name] = [[v if v is None or isinstance(v, (bool, float)) else str(v) for v in row]
                   for row in spark.sql(f"SELECT * FROM {{name}}").collect()]
open(sys.argv[1], "w").write(json.dumps(found))
"""
_WRITE = f"""{_LOADED}
for name in sys.argv[2:]:
    spark.table(name).write.parquet(f"{{sys.argv[1]}}/{{name}}")
"""


def spark(package: Path, code: str, *arguments: object, small: bool = True) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, *map(str, arguments)],
        cwd=package,
        env=environment(small),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]


def test_all_views_and_macros(tmp_path: Path) -> None:
    out = tmp_path / "found.json"
    spark(ROOT, _COLLECT, out, "dataset", *VIEWS, *MACROS)
    found: dict[str, list[list[Any]]] = json.loads(out.read_text("utf-8"))
    with duckdb.connect(str(ROOT / DATABASE), read_only=True) as connection:
        for name in ("dataset", *VIEWS, *MACROS):
            given = connection.execute(f"FROM {name}").fetchall()
            expected = [tuple(map(plain, row)) for row in given]
            rows = [tuple(map(plain, row)) for row in found[name]]
            same(rows, expected, name.partition("(")[0], codes_in_order=False)


def test_all_views_of_100_000_quotes(tmp_path: Path) -> None:
    environment()  # or skip, before a corpus is made
    package, out = tmp_path / "package", tmp_path / "out"
    generate(package, 100_000)
    write_tables(package, DATABASE, "tables/load/load.spark.sql")
    spark(package, _WRITE, out, *VIEWS, small=False)
    with duckdb.connect(str(package / DATABASE), read_only=True) as connection:
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
