"""`which` knows a table by its rows, in any format and order, and says what was altered."""

import json
import shutil
from pathlib import Path

import duckdb
import polars as pl
import pytest

from schemas.package import NAME, VERSION
from tests.conftest import Run, edit, fingerprint


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
    lines = result.out.splitlines()
    assert [line.partition(": ")[0] for line in lines] == [
        f"{copy}/tables/{NAME}.duckdb",
        *(f"{copy} ({kind})" for kind in ("CSV", "Parquet", "DuckDB")),
    ]
    assert {line.partition(": ")[2] for line in lines} == {
        f"all 19 tables: version {VERSION}, unaltered ({fingerprint(copy)[:19]}…)"
    }


def test_a_package_is_judged_in_every_format(ask: Run, copy: Path) -> None:
    frame = pl.read_parquet(copy / "tables/quotes.parquet")
    frame.with_columns(pl.lit("other").alias("gist")).write_parquet(
        copy / "tables/quotes.parquet"
    )
    with duckdb.connect(str(copy / f"tables/{NAME}.duckdb")) as connection:
        connection.execute("CREATE OR REPLACE VIEW refusals AS SELECT 1")
        connection.execute("UPDATE dataset SET version = '9.9.9'")
    result = ask("which", copy)
    assert result.code == 1
    lines = [line for line in result.out.splitlines() if "unaltered" not in line]
    assert lines[0].startswith(f"{copy} (Parquet): quotes: altered: 0 rows more, 0 less, ")
    assert lines[-2:] == [
        f"{copy} (DuckDB): the view refusals is another",
        f"{copy} (DuckDB): its table dataset is of another version or fingerprint",
    ]


def test_tables_that_are_missing_or_too_many(ask: Run, copy: Path) -> None:
    path = copy / f"tables/{NAME}.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE own AS SELECT 1 AS a; DROP TABLE evidence CASCADE")
    result = ask("which", path)
    assert result.code == 1
    assert f"{path}: evidence: the table is missing" in result.out.splitlines()
    descriptor = json.loads((copy / "datapackage.json").read_text("utf-8"))
    tables = [r for r in descriptor["resources"] if "derived" not in r]
    descriptor["resources"] = tables[:-1]
    (copy / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    assert f"{copy} (CSV): confusions: the table is missing" in ask("which", copy).out


@pytest.mark.thorough
def test_the_packages_own_files_are_not_their_own_proof(run: Run, built: Path) -> None:
    own = built / "tables/commitments.csv"
    edit(own, ",pledged,4,", ",signed,5,")
    result = run("which", own, built)
    assert result.code == 1
    assert f"{own}: commitments: altered: 0 rows more, 0 less, 1 changed" in result.out
    assert f"{built} (CSV): commitments: altered" in result.out
    frame = pl.read_csv(own, infer_schema=False)
    frame.write_parquet(built / "tables/commitments.parquet")
    result = run("which", own)
    assert result.code == 1
    assert "altered (how is not known: this package's own rows are altered, too)" in result.out


@pytest.mark.thorough
def test_after_a_release_its_ledger_says_what_a_version_is(run: Run, built: Path) -> None:
    """Data changed without a new number are not that version, whatever the descriptor says."""
    descriptor = json.loads((built / "datapackage.json").read_text("utf-8"))
    rows = [
        f"{VERSION},{r['name']},{r['fingerprint']}"
        for r in descriptor["resources"]
        if "derived" not in r
    ]
    text = "\n".join(["version,table,fingerprint", *rows, ""])
    (built / "raw/releases.csv").write_text(text, "utf-8")
    assert run("which", built).code == 0
    edit(built / "raw/commitments.toml", "sends ships after", "sends two ships after")
    assert run().code == 0
    result = run("which", built / "tables/commitments.csv", built / "tables/quotes.csv")
    assert result.code == 1
    one, _, other = result.out.partition("\n")
    assert "altered" in one
    assert f"quotes: version {VERSION}, unaltered" in other


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"SQLite format 3\x00", "a SQLite file, which is not read"),
        (b'{"a": 1}', "a JSON file, which is not read; for a descriptor, give the folder"),
        (b"PK\x03\x04", "a spreadsheet or damaged zip, which is not read"),
    ],
)
def test_files_that_people_take_for_ours(
    ask: Run, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    result = ask("which", path)
    assert (result.code, said in result.out) == (2, True)


def test_a_table_with_row_numbers(ask: Run, copy: Path, tmp_path: Path) -> None:
    frame = pl.read_csv(copy / "tables/quotes.csv", infer_schema=False)
    frame.with_row_index("Unnamed: 0").write_csv(tmp_path / "x.csv")
    result = ask("which", tmp_path / "x.csv")
    assert "missing: none; more: 'Unnamed: 0' (row numbers? write it without)" in result.out
    assert "no package, but the folder above it is" in ask("which", copy / "tables").out


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
        (b"quote_id,article_id\n1,2\n", "nearest is quotes (2 of 17 columns"),
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
    for resource in (r for r in descriptor["resources"] if "derived" not in r):
        metadata = pq.read_schema(built_package / resource["parquet"]["path"]).metadata
        assert metadata[b"version"].decode() == VERSION
        assert metadata[b"fingerprint"].decode() == resource["fingerprint"]
    for name in (
        "CITATION.cff",
        ".zenodo.json",
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
    lines = result.out.splitlines()
    assert f"{copy} (CSV): sayings: no table of the dataset" in lines
    assert f"{copy} (CSV): quotes: the table is missing" in lines
    assert f"{copy} (CSV): relations: altered: 0 rows more, " in result.out
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


def test_a_separator_in_a_cell_forges_no_fingerprint(ask: Run, copy: Path) -> None:
    """Two cells that are moved into one, with what stands between cells in the hash."""
    frame = pl.read_csv(copy / "tables/quotes.csv", infer_schema=False)
    for column, other in (("form", "text"), ("gist", "cue")):
        joined = pl.col(column) + "\x1f" + pl.col(other).fill_null("\x00")
        path = copy / "x.csv"
        frame.with_columns(joined.alias(column), pl.lit("").alias(other)).write_csv(path)
        assert ask("which", path).code == 1
    lines = (copy / "tables/relations.csv").read_text("utf-8").splitlines()
    moved = "\n".join([lines[0], "\x1e".join(lines[1:]).replace(",", "\x1f") + ",,,", ""])
    path.write_text(moved, "utf-8")
    assert ask("which", path).code == 1
