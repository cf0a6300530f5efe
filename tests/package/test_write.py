"""The files are what the declarations say, and the same bytes wherever they are built."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from build.artefacts.registry import artefacts
from schemas import TABLES
from schemas.package import DATABASE, NAME, VERSION, stem
from tests.conftest import ROOT, furnish


@pytest.mark.parametrize("table", TABLES)
def test_csv_and_parquet_hold_the_same(table: str) -> None:
    with (ROOT / f"{stem(table)}.csv").open(newline="", encoding="utf-8") as file:
        text = list(csv.reader(file))
    rows = pq.read_table(ROOT / f"{stem(table)}.parquet").to_pylist()

    def written(value: object) -> str:
        if isinstance(value, bool):
            return str(value).lower()
        return "" if value is None else str(value)

    assert text[0] == [c.name for c in TABLES[table].columns()]
    assert text[1:] == [[written(v) for v in row.values()] for row in rows]


@pytest.mark.parametrize("table", TABLES)
def test_csv_is_utf_8_with_line_feeds(table: str) -> None:
    data = (ROOT / f"{stem(table)}.csv").read_bytes()
    assert b"\r" not in data
    assert data.endswith(b"\n")
    assert not data.startswith(b"\xef\xbb\xbf")
    data.decode("utf-8")


@pytest.mark.parametrize("table", TABLES)
def test_parquet_has_the_declared_schema(table: str) -> None:
    model = TABLES[table]
    schema = pq.read_schema(ROOT / f"{stem(table)}.parquet")
    assert schema.metadata[b"dataset"] == NAME.encode()
    assert schema.metadata[b"version"] == VERSION.encode()
    assert schema.metadata[b"description"] == model.about().encode()
    for column in model.columns():
        field = schema.field(column.name)
        assert field.nullable == column.nullable, column.name
        assert field.metadata[b"description"] == column.spec.description.encode()
        assert pa.types.is_dictionary(field.type) == (column.spec.vocabulary is not None)
        if column.spec.vocabulary is not None:
            assert field.type.ordered == column.spec.vocabulary.ordered


def test_categories_hold_every_code_in_order() -> None:
    column = pq.read_table(ROOT / "tables/commitments.parquet")["strength"]
    assert column.chunk(0).dictionary.to_pylist() == [
        "ruled_out",
        "declined",
        "withheld",
        "undecided",
        "floated",
        "open",
        "in_principle",
        "pledged",
        "signed",
        "binding",
        "authorised",
        "implemented",
    ]


def test_parquet_is_compressed_with_zstd() -> None:
    group = pq.ParquetFile(ROOT / "tables/evidence.parquet").metadata.row_group(0)
    assert {group.column(n).compression for n in range(group.num_columns)} == {"ZSTD"}


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},
        {
            "LC_ALL": "C.UTF-8",
            "TZ": "America/Caracas",
            "PYTHONHASHSEED": "2",
            "PYTHONUTF8": "0",
            "POLARS_MAX_THREADS": "1",
            "OMP_NUM_THREADS": "1",
            "ARROW_DEFAULT_THREADS": "1",
        },
    ],
)
def test_builds_are_byte_identical(
    built_package: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    copy = tmp_path / "ein anderer Ordner ü"
    shutil.copytree(built_package / "raw", copy / "raw")
    furnish(copy)
    subprocess.run(
        [sys.executable, "-m", "build", "--root", str(copy)],
        cwd=ROOT,
        env=os.environ | environment,
        check=True,
        capture_output=True,
    )
    differing = [
        a.path
        for a in artefacts()
        if a.path != DATABASE
        and (copy / a.path).read_bytes() != (built_package / a.path).read_bytes()
    ]
    assert differing == []
