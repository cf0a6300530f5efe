"""What a Parquet file says of itself is compared with the declarations, in gate 2."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from schemas import TABLES
from tests.conftest import Run, findings
from tests.corpus import sound

NAME = "commitments"
CODES = list(TABLES[NAME].to_schema().columns["strength"].metadata["spec"].vocabulary.values)
Change = Callable[[pa.Table], pa.Table]


def codes(
    values: list[str], kind: pa.DataType | None = None, *, ordered: bool = True
) -> Change:
    """The column `strength` with other categories."""

    def change(table: pa.Table) -> pa.Table:
        number = table.schema.get_field_index("strength")
        places = [values.index(v) for v in table["strength"].to_pylist()]
        array = pa.DictionaryArray.from_arrays(
            pa.array(places, kind or pa.int8()), pa.array(values), ordered=ordered
        )
        field = table.schema.field(number).with_type(array.type)
        return table.set_column(number, field, array)

    return change


def field(edit: Callable[[pa.Field], pa.Field], column: str = "quantity_low") -> Change:
    """What the file says of a column, changed."""

    def change(table: pa.Table) -> pa.Table:
        number = table.schema.get_field_index(column)
        return table.cast(table.schema.set(number, edit(table.schema.field(number))))

    return change


def metadata(**new: str) -> Change:
    """The metadata of the file, with other values."""

    def change(table: pa.Table) -> pa.Table:
        told = {k.encode(): v.encode() for k, v in new.items()}
        return table.replace_schema_metadata(table.schema.metadata | told)

    return change


USED = sorted(set(sound()[NAME]["strength"]))


@pytest.mark.sample(4)
@pytest.mark.parametrize(
    ("change", "column", "rules"),
    [
        pytest.param(codes(CODES[::-1]), "strength", {"categories"}, id="order of codes"),
        pytest.param(codes(USED), "strength", {"categories"}, id="codes in use only"),
        pytest.param(codes(CODES, ordered=False), "strength", {"arrow_type"}, id="not ordered"),
        pytest.param(codes(CODES, pa.int32()), "strength", {"arrow_type"}, id="wide places"),
        pytest.param(
            field(lambda f: f.with_nullable(True).with_metadata({})),
            "quantity_low",
            {"field_metadata"},
            id="description and unit gone",
        ),
        pytest.param(metadata(version="9.9.9"), None, {"metadata"}, id="another version"),
        pytest.param(metadata(license="none"), None, {"metadata"}, id="another licence"),
        pytest.param(metadata(more="x"), None, {"metadata"}, id="one key more"),
        pytest.param(
            lambda t: t.replace_schema_metadata(None), None, {"metadata"}, id="no metadata"
        ),
    ],
)
def test_what_the_file_says(
    copy: Path, change: Change, column: str | None, rules: set[str]
) -> None:
    path = copy / f"tables/{NAME}.parquet"
    pq.write_table(change(pq.read_table(path)), path)
    found = findings(copy, "files")
    assert {(f["table"], f["column"], f["rule"]) for f in found} == {
        (NAME, column, rule) for rule in rules
    }


def test_nullability(copy: Path) -> None:
    path = copy / f"tables/{NAME}.parquet"
    table = pq.read_table(path)
    number = table.schema.get_field_index("actor_id")
    loose = table.schema.set(number, table.schema.field(number).with_nullable(True))
    pq.write_table(table.cast(loose), path)
    found = findings(copy, "files")
    assert [(f["column"], f["rule"]) for f in found] == [("actor_id", "nullability")]


def test_the_fingerprint_that_the_file_carries(copy: Path) -> None:
    path = copy / f"tables/{NAME}.parquet"
    pq.write_table(metadata(fingerprint="sha256:0")(pq.read_table(path)), path)
    found = [(f["table"], f["rule"]) for f in findings(copy, "shipped")]
    assert (f"tables/{NAME}.parquet", "fingerprint") in found


def test_a_file_of_polars(copy: Path) -> None:
    """Whoever writes a table again with another library loses what is declared."""
    path = copy / f"tables/{NAME}.parquet"
    pl.read_parquet(path).write_parquet(path)
    found = {f["rule"] for f in findings(copy, "files")}
    assert found == {"arrow_type", "nullability", "field_metadata", "metadata"}


@pytest.mark.thorough
def test_sixty_million_rows(ask: Run, copy: Path) -> None:
    path = copy / "tables/relations.parquet"
    schema = pq.read_schema(path)
    rows = pl.read_csv(copy / "tables/relations.csv").height
    one = pa.DictionaryArray.from_arrays(pa.array([0] * 10**6, pa.int8()), ["x"])
    with pq.ParquetWriter(path, pa.schema(dict.fromkeys(schema.names, one.type))) as out:
        for _ in range(60):
            out.write_batch(pa.record_batch(dict.fromkeys(schema.names, one)))
    assert [f["message"] for f in findings(copy, "files") if f["rule"] == "rows"] == [
        f"relations.parquet has 60,000,000 rows, the CSV file {rows}"
    ]
    assert "60,000,000 rows, which can't be" in str(findings(copy, "frames"))
    assert ask("which", path).code == 2
