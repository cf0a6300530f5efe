"""Spark beside DuckDB on one machine: views, and the gate.

`python -m tests.benchmarks.spark [COMMITMENTS...]` makes the rows of `views` as Parquet files, and
has each engine write views of them to Parquet, with one thread and with two; then it asks the
gate of a corpus that is sound (`synthetic`). Each is run once, in a process of its own, its start
not counted. Needs PySpark (`make clients`). Left out on purpose: clusters, which one machine
says nothing of.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from build.artefacts.build import all_frames
from build.artefacts.registry import artefacts
from build.documents.snippets import CLIENTS
from build.gates.files import check_files
from build.loaders.sql import dataset, enum, quoted
from build.package.dataset import Dataset
from build.views.headers import read_views
from schemas import TABLES
from schemas.package import stem
from schemas.vocabularies import VOCABULARIES
from tests.benchmarks.synthetic import generate
from tests.benchmarks.views import ROWS, empty

ROOT = Path(__file__).resolve().parent.parent.parent
SIZES = (1_000_000, 10_000_000)
GATE_AT = 100_000
# Ones that scan, join, rank and group, over the largest tables.
VIEWS = ("refusals", "country_stances", "stance_timeline", "positions", "corroboration")
_SPARK = """
import json, sys, time
from pyspark.sql import SparkSession
spark = SparkSession.builder.getOrCreate()
load, package, out = sys.argv[1:4]
for statement in open(load).read().replace("'tables/", f"'{package}/tables/").split(";\\n"):
    if statement.strip():
        spark.sql(statement)
spark.table("codes").count()
for view in sys.argv[4:]:
    start = time.perf_counter()
    spark.table(view).write.mode("overwrite").parquet(f"{out}/{view}")
    print(json.dumps([view, time.perf_counter() - start]), flush=True)
"""
_CHECK = """
import json, sys, time
from build.spark.gate import check_spark
from build.spark.session import session
spark = session()
spark.range(1).count()
start = time.perf_counter()
assert check_spark(spark, sys.argv[1]) == []
print(json.dumps(["check", time.perf_counter() - start]))
"""


def write_tables(package: Path, *further: str) -> None:
    """Write the files of the tables, and `further` ones, from raw/; nothing else is made."""
    paths = {f"{stem(t)}.{suffix}" for t in TABLES for suffix in ("csv", "parquet")}
    with Dataset(all_frames(package / "raw"), {}) as data:
        for artefact in artefacts():
            if artefact.path in paths | {*further}:
                path = package / artefact.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(artefact.make(data, {}))


def make(commitments: int, package: Path) -> int:
    """Write the Parquet files of so many commitments; return the bytes they take."""
    (package / "tables/coding").mkdir(parents=True)
    with duckdb.connect(str(package / "rows.duckdb")) as connection:
        empty(connection)
        connection.execute(ROWS.format(n=commitments))
        for name, model in TABLES.items():
            columns = ", ".join(
                f"CAST({c.name} AS VARCHAR) AS {c.name}" if c.kind == "text" else c.name
                for c in model.columns()
            )
            target = quoted(str(package / f"{stem(name)}.parquet"))
            connection.execute(
                f"COPY (SELECT {columns} FROM {name}) TO {target} (COMPRESSION zstd)"
            )
    (package / "rows.duckdb").unlink()
    return sum(p.stat().st_size for p in package.rglob("*.parquet"))


def by_duckdb(package: Path, out: Path, threads: int) -> dict[str, float]:
    """Return the seconds of loading the tables, as load.sql does, and of each view."""
    with duckdb.connect(config={"threads": threads}) as connection:
        for vocabulary in VOCABULARIES:
            connection.execute(enum(vocabulary.name, vocabulary.values))
        seconds, start = {}, time.perf_counter()
        for name in TABLES:
            connection.execute(f"CREATE TABLE {name} AS FROM '{package / stem(name)}.parquet'")
        for statement in dataset(""):
            connection.execute(statement)
        seconds["(loading)"] = time.perf_counter() - start
        for view in read_views():
            if not view.is_macro:
                connection.execute(view.sql)
        for view_name in VIEWS:
            start = time.perf_counter()
            connection.execute(f"COPY (FROM {view_name}) TO '{out}/{view_name}.parquet'")
            seconds[view_name] = time.perf_counter() - start
    return seconds


def by_spark(code: str, threads: int, *arguments: object) -> dict[str, float]:
    """Return the seconds of whatever the code measures."""
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(CLIENTS / "spark")]),
        "PYSPARK_SUBMIT_ARGS": f"--master local[{threads}] --driver-memory 10g pyspark-shell",
    }
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, *map(str, arguments)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    return dict(json.loads(line) for line in done.stdout.splitlines())


def main() -> None:
    """Print the seconds of both engines."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("commitments", nargs="*", type=int, default=SIZES)
    sizes = parser.parse_args().commitments
    print("| commitments | Parquet, MB | | DuckDB, 1 thread | 2 | Spark, local[1] | local[2] |")
    print("| ---: | ---: | --- | ---: | ---: | ---: | ---: |")
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder, out = Path(name), Path(name) / "out"
            out.mkdir()
            megabytes = make(size, folder) / 1e6
            columns = [
                *(by_duckdb(folder, out, threads) for threads in (1, 2)),
                *(
                    by_spark(
                        _SPARK, n, ROOT / "tables/load/load.spark.sql", folder, out, *VIEWS
                    )
                    for n in (1, 2)
                ),
            ]
        for view in ("(loading)", *VIEWS):
            cells = " | ".join(f"{s[view]:.1f}" if view in s else "–" for s in columns)
            print(f"| {size:,} | {megabytes:,.0f} | {view} | {cells} |", flush=True)
    gate()


def gate() -> None:
    """Print the seconds of the gate beside gate 2, which reads the CSV files, too."""
    with tempfile.TemporaryDirectory() as name:
        package = Path(name)
        generate(package, GATE_AT)
        write_tables(package)
        start = time.perf_counter()
        check_files(package)
        files = time.perf_counter() - start
        found = [by_spark(_CHECK, n, package / "tables")["check"] for n in (1, 2)]
    print(
        f"\n`check` of {GATE_AT:,} quotes: gate 2 {files:.1f} s, Spark {found[0]:.1f} s with "
        f"local[1], {found[1]:.1f} s with local[2]."
    )


if __name__ == "__main__":
    main()
