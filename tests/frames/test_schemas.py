"""The declarations of the tables accept the published files, and name what is wrong in others."""

from pathlib import Path
from runpy import run_path
from typing import Any

import pandas as pd
import polars as pl
import pytest
from pandera.errors import SchemaError, SchemaErrors
from polars.testing import assert_frame_equal

import schemas
from schemas import TABLES, Commitments
from schemas.package import stem
from tests.corpus import sound

every_table = pytest.mark.parametrize("table", TABLES)


def published(package: Path, table: str) -> pl.DataFrame:
    """A table as a reader has it, from its Parquet file."""
    return pl.read_parquet(package / f"{stem(table)}.parquet")


def failures(frame: pl.DataFrame) -> list[tuple[Any, ...]]:
    """What pandera finds in commitments: column or table, check, value and row."""
    with pytest.raises(SchemaErrors) as caught:
        Commitments.validate(frame, lazy=True)
    found = caught.value.failure_cases
    assert isinstance(found, pl.DataFrame)
    return found.select("column", "check", "failure_case", "index").rows()


def with_first(frame: pl.DataFrame, column: str, value: object) -> pl.DataFrame:
    """The frame with another value in the first row of a column."""
    kind = frame.schema[column]
    cells = pl.Series(column, [value, *frame[column][1:].to_list()], kind)
    return frame.with_columns(cells)


def test_every_model_can_be_imported_from_schemas() -> None:
    assert {model.__name__ for model in TABLES.values()} <= set(schemas.__all__)
    assert all(getattr(schemas, model.__name__) is model for model in TABLES.values())


@every_table
def test_parquet_is_accepted_as_it_is(corpus_package: Path, table: str) -> None:
    frame = published(corpus_package, table)
    coded = {c.name for c in TABLES[table].columns() if c.spec.vocabulary}
    assert {c for c, kind in frame.schema.items() if kind == pl.Enum} == coded
    assert_frame_equal(TABLES[table].validate(frame, lazy=True), frame)


@every_table
def test_frames_of_pandas_are_accepted(corpus_package: Path, table: str) -> None:
    path = corpus_package / f"{stem(table)}.parquet"
    frame = pl.from_pandas(pd.read_parquet(path, dtype_backend="pyarrow"))
    assert not any(kind == pl.Enum for kind in frame.dtypes)
    assert_frame_equal(TABLES[table].validate(frame, lazy=True), frame)


def test_frames_of_the_loader_are_accepted(corpus_package: Path) -> None:
    loaded = run_path(str(corpus_package / "tables/load/load.py"))["load"]()
    assert loaded.keys() == TABLES.keys()
    for table, model in TABLES.items():
        frame = pl.from_pandas(loaded[table], schema_overrides=model.types())
        assert_frame_equal(model.validate(frame, lazy=True), sound()[table])


@pytest.mark.parametrize("kind", [pl.String, pl.Categorical])
def test_a_wrong_code_is_found(corpus_package: Path, kind: type[pl.DataType]) -> None:
    frame = published(corpus_package, "commitments").with_columns(
        pl.col("location").cast(pl.String).cast(kind)
    )
    message = "is not a code of the vocabulary location"
    assert failures(with_first(frame, "location", "at_see")) == [
        ("location", message, "at_see", 0)
    ]


def test_an_enum_of_other_codes_is_found(corpus_package: Path) -> None:
    """Even where no cell has the code that is not in the vocabulary."""
    frame = published(corpus_package, "commitments")
    used = frame["location"].cast(pl.String).unique(maintain_order=True).drop_nulls().to_list()
    Commitments.validate(frame.with_columns(pl.col("location").cast(pl.Enum(used))))
    other = pl.Enum([*used, "at_see"])
    assert failures(frame.with_columns(pl.col("location").cast(other))) == [
        (
            "location",
            "dtype('code of location (String, Enum or Categorical)')",
            str(other),
            None,
        )
    ]


def test_an_enum_whose_order_is_not_the_rank_is_found(corpus_package: Path) -> None:
    """`strength <= "withheld"` would compare the places of the codes."""
    frame = published(corpus_package, "commitments")
    codes = frame.schema["strength"]
    assert isinstance(codes, pl.Enum)
    turned = pl.Enum(codes.categories.reverse())
    assert failures(frame.with_columns(pl.col("strength").cast(turned))) == [
        (
            "strength",
            "dtype('code of strength (String, Enum or Categorical)')",
            str(turned),
            None,
        )
    ]


@pytest.mark.parametrize(
    ("column", "kind", "declared"),
    [
        ("strength_rank", pl.Int64(), "Int32"),
        ("stated_latest", pl.Datetime("ms"), "Date"),
        ("summary", pl.Categorical(), "String"),
        ("location", pl.Binary(), "code of location (String, Enum or Categorical)"),
    ],
)
def test_nothing_is_coerced(
    corpus_package: Path, column: str, kind: pl.DataType, declared: str
) -> None:
    frame = published(corpus_package, "commitments")
    text = pl.col(column).cast(pl.String) if column == "location" else pl.col(column)
    found = failures(frame.with_columns(text.cast(kind)))
    # Other checks of the column may not run on the type; they are reported after it.
    assert [f for f in found if f[1].startswith("dtype")] == found[:1]
    assert found[0] == (column, f"dtype('{declared}')", str(kind), None)


def test_a_rule_of_the_codebook_is_checked_on_codes(corpus_package: Path) -> None:
    frame = published(corpus_package, "commitments")
    ((table, message, row, number),) = failures(with_first(frame, "strength", "floated"))
    assert (table, number) == ("Commitments", 0)
    assert message == "strength_rank is the rank of strength (codebook: commitments)"
    assert '"strength":"floated"' in row


def test_a_line_feed_after_an_id_is_found(corpus_package: Path) -> None:
    frame = published(corpus_package, "commitments")
    column, message, value, number = failures(with_first(frame, "quote_id", "a.q01\n"))[0]
    assert (column, value, number) == ("quote_id", "a.q01\n", 0)
    assert message.startswith("does not match [a-z0-9]+")


@pytest.mark.parametrize("lazy", [False, True])
def test_a_frame_without_its_key_is_found(corpus_package: Path, lazy: bool) -> None:
    frame = published(corpus_package, "commitments").drop("commitment_id")
    with pytest.raises(SchemaError, match="column 'commitment_id' not in dataframe"):
        Commitments.validate(frame, lazy=lazy)


def test_an_empty_frame_is_found(corpus_package: Path) -> None:
    assert failures(published(corpus_package, "commitments").clear()) == [
        ("Commitments", "the table has no rows", False, None)
    ]


@pytest.mark.parametrize("frame", [pl.LazyFrame(), pd.DataFrame()])
def test_what_can_not_be_checked_is_refused(frame: object) -> None:
    with pytest.raises(TypeError) as caught:
        Commitments.validate(frame)
    assert str(caught.value) == (
        "Commitments.validate needs a polars DataFrame; call collect() first on a LazyFrame, "
        "and polars.from_pandas() on a pandas DataFrame"
    )
