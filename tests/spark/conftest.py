"""Spark for the tests: one session in a process of its own, asked line by line."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from build.documents.snippets import CLIENTS
from schemas import TABLES
from tests.conftest import ROOT

PYSPARK = CLIENTS / "spark"
# What a session of the smallest size needs no time for: the tables of the tests are small.
_SMALL = (
    "--conf spark.sql.shuffle.partitions=1 --conf spark.sql.adaptive.enabled=false "
    "--conf spark.sql.codegen.wholeStage=false"
)
Place = tuple[str, str | None, str | None, str]
# Takes a folder, and optionally the tables whose rows are checked.
Asked = Callable[..., set[Place]]

_SERVER = """
import json, sys
from build.spark.gate import check_spark
from build.spark.session import session
spark = session()
for line in sys.stdin:
    found = check_spark(spark, *json.loads(line))
    print(json.dumps([[f.table, f.row, f.column, f.rule] for f in found]), flush=True)
"""


def environment(small: bool = True) -> dict[str, str]:
    """The variables under which a Python has PySpark; skips where it is not installed."""
    if not (PYSPARK / "pyspark").exists() or shutil.which("java") is None:
        assert os.environ.get("CLIENTS") != "all"
        pytest.skip("not installed: pyspark, java (make clients; apt)")
    submit = f"--master local[1] {_SMALL if small else ''} pyspark-shell"
    return os.environ | {
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(PYSPARK)]),
        "PYSPARK_SUBMIT_ARGS": submit,
        "SPARK_LOCAL_IP": "127.0.0.1",
    }


@pytest.fixture(scope="session")
def asked() -> Iterator[Asked]:
    """What the gate finds in a folder of Parquet files."""
    with subprocess.Popen(
        [sys.executable, "-c", _SERVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
        text=True,
    ) as process:
        yield _asking(process)


def _asking(process: "subprocess.Popen[str]") -> Asked:
    def ask(folder: Path, tables: Iterable[str] = tuple(TABLES)) -> set[Place]:
        assert process.stdin
        assert process.stdout
        process.stdin.write(f"{json.dumps([str(folder), list(tables)])}\n")
        process.stdin.flush()
        return {(t, r, c, rule) for t, r, c, rule in json.loads(process.stdout.readline())}

    return ask
