"""`which` knows a table by its rows, in any format and order, and says what was altered."""

import json
import shutil
from pathlib import Path

import duckdb
import polars as pl
import pytest

from schemas.package import NAME, VERSION
from tests.conftest import Run, edit


@pytest.fixture
def copy(built_package: Path, tmp_path: Path) -> Path:
    """A copy of the built test package."""
    return Path(shutil.copytree(built_package, tmp_path / "copy"))


@pytest.mark.parametrize("file", ["quotes.csv", "quotes.parquet"])
def test_a_table_is_known(ask: Run, copy: Path, file: str) -> None:
    sent = shutil.copy(copy / "tables" / file, copy / f"sent by mail.{file[-3:]}")
    result = ask("which", sent)
    assert result.code == 0
    assert f": quotes: version {VERSION}, unaltered (sha256:" in result.out


def test_a_database_and_a_package_are_known_whole(ask: Run, copy: Path) -> None:
    result = ask("which", copy / f"tables/{NAME}.duckdb", copy)
    assert result.code == 0
    one, two = result.out.splitlines()
    assert f"all 14 tables: version {VERSION}, unaltered" in one
    assert one.split(": ", 1)[1] == two.split(": ", 1)[1]


def test_order_and_writer_do_not_matter(ask: Run, copy: Path) -> None:
    frame = pl.read_parquet(copy / "tables/quotes.parquet")
    frame[::-1].select(reversed(frame.columns)).write_parquet(copy / "other.parquet")
    duckdb.sql(
        f"COPY (FROM '{copy}/tables/quotes.csv' ORDER BY gist) TO '{copy}/other.csv' (FORCE_QUOTE *)"
    )
    assert ask("which", copy / "other.parquet", copy / "other.csv").code == 0


def test_what_was_altered_is_said(ask: Run, copy: Path) -> None:
    edit(copy / "tables/commitments.csv", ",pledged,4,", ",signed,5,")
    result = ask("which", copy / "tables/commitments.csv")
    assert result.code == 1
    head, *changes = result.out.splitlines()
    assert "commitments: altered: 0 rows more, 0 less, 1 changed" in head
    row = changes[0].split(": ")[0].removeprefix("  ~ ")
    assert changes == [
        f"  ~ {row}: strength: 'pledged' → 'signed'",
        f"  ~ {row}: strength_rank: '4' → '5'",
    ]
    told = json.loads(ask("which", copy / "tables/commitments.csv", "--format", "json").out)[
        "tables"
    ][0]
    assert told["unaltered"] is False
    assert [c["column"] for c in told["cells_changed"]] == ["strength", "strength_rank"]


def test_a_spreadsheet_that_saved_it_is_seen(ask: Run, copy: Path) -> None:
    path = copy / "tables/quotes.csv"
    path.write_text("\ufeff" + path.read_text("utf-8").replace("true", "TRUE"), "utf-8")
    assert ask("which", path).code == 0  # quotes has no booleans; a mark and order are no data
    path = copy / "tables/commitments.csv"
    path.write_text(path.read_text("utf-8").replace(",true,", ",TRUE,"), "utf-8")
    assert "self_asserted: 'true' → 'TRUE'" in ask("which", path).out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a,b\n1,2\n", "its columns are those of no table"),
        (b"quote_id,article_id\n1,2\n", "nearest is quotes (2 of 16 columns"),
        (b"PAR1broken", "can't be read"),
        (b"\x00" * 8 + b"DUCK" + b"\x00" * 8, "can't be read"),
        (b"", "can't be read"),
    ],
)
def test_another_file_is_told(ask: Run, tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    result = ask("which", path)
    assert result.code == 2
    assert said in result.out


def test_versions_are_everywhere(built_package: Path) -> None:
    import pyarrow.parquet as pq

    descriptor = json.loads((built_package / "datapackage.json").read_text("utf-8"))
    print_ = descriptor["fingerprint"]
    assert descriptor["version"] == VERSION
    database = built_package / f"tables/{NAME}.duckdb"
    with duckdb.connect(str(database), read_only=True) as connection:
        row = connection.execute("SELECT version, fingerprint FROM dataset").fetchone()
    assert row == (VERSION, print_)
    for resource in descriptor["resources"]:
        metadata = pq.read_schema(built_package / resource["parquet"]["path"]).metadata
        assert metadata[b"version"].decode() == VERSION
        assert metadata[b"fingerprint"].decode() == resource["fingerprint"]
    for name in (
        "CITATION.cff",
        ".zenodo.json",
        "tables/datacite.json",
        "tables/croissant.json",
    ):
        text = (built_package / name).read_text("utf-8")
        assert VERSION in text
        assert print_ in text


def test_a_package_of_another_shape_is_told(ask: Run, copy: Path) -> None:
    edit(copy / "datapackage.json", '"name": "quotes"', '"name": "sayings"')
    edit(copy / "tables/relations.csv", "subject_id,", "subject,")
    result = ask("which", copy)
    assert result.code == 2
    assert result.out.splitlines()[-1] == f"{copy}: sayings: no table of the dataset"
    assert f"{copy}: relations: altered: 0 rows more, " in result.out
    assert ask("diff", copy, copy).code == 0


def test_a_row_that_stands_twice_is_a_row_more(ask: Run, copy: Path) -> None:
    path = copy / "tables/quotes.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[-1]]), "utf-8")
    result = ask("which", path)
    assert result.code == 1
    head, row = result.out.splitlines()
    assert "quotes: altered: 1 rows more, 0 less, 0 changed" in head
    assert row == f"  + {lines[-1].partition(',')[0]}"


def test_a_column_too_many_is_an_alteration(ask: Run, copy: Path) -> None:
    frame = pl.read_csv(copy / "tables/quotes.csv", infer_schema=False)
    frame.with_columns(pl.lit("x").alias("extra")).write_csv(copy / "tables/quotes.csv")
    result = ask("which", copy)
    assert result.code == 1
    told = result.out.splitlines()
    at = next(n for n, line in enumerate(told) if ": quotes: altered" in line)
    assert told[at + 1] == "  column extra: a column that is not declared"
