"""What the build's code makes again of a package's rows, and rows that nobody sound wrote."""

from typing import Any

import polars as pl

from build.gates.frames import check_frames
from tests.corpus import sound

LEVELS = ("commitments/stated_earliest/all", "commitments/stated_latest/all")


def found(table: str, frame: pl.DataFrame, *rules: str) -> set[tuple[str | None, str]]:
    """The rows of these rules' findings where a table is another."""
    findings = check_frames({**sound(), table: frame})
    return {(f.row, f.rule) for f in findings if f.rule in rules}


def with_difference(**cells: Any) -> pl.DataFrame:
    """The differences, and one more in a cell that both codings have."""
    codings = sound()["codings"]
    row = codings.filter(field="strength").row(0, named=True)
    more = row | {"coding_id": f"{row['article_id']}.c0000000000"} | cells
    return pl.concat([codings, pl.DataFrame([more], schema=codings.schema)])


def test_a_date_with_another_last_day_differs_in_its_last_day() -> None:
    dates = {"first_value": "2030-03-04", "second_value": "[2030-03-04..2030-03-05]"}
    codings = with_difference(field="stated", **dates)
    assert found("codings", codings, "agreement_of_codings") == {
        (LEVELS[1], "agreement_of_codings")
    }


def test_what_is_no_date_differs_in_both_days() -> None:
    codings = with_difference(field="stated", first_value="2030-03-04", second_value="soon")
    assert found("codings", codings, "agreement_of_codings") == {
        (level, "agreement_of_codings") for level in LEVELS
    }


def test_confusions_that_are_gone_are_missed() -> None:
    confusions = sound()["confusions"].filter(pl.col("field") != "location")
    assert found("confusions", confusions, "alpha_of_confusions") == {
        ("commitments/location/all", "alpha_of_confusions")
    }


def test_any_number_of_units_and_any_value_is_counted() -> None:
    confusions = sound()["confusions"].with_columns(
        units=pl.lit(2**31 - 1, pl.Int32),
        second_value=pl.when(field="strength")
        .then(pl.lit("none"))
        .otherwise(pl.col("second_value")),
    )
    strength = ("commitments/strength/all", "alpha_of_confusions")
    assert strength in found("confusions", confusions, "alpha_of_confusions")


def test_words_that_only_begin_in_a_short_passage_are_not_in_it() -> None:
    quotes = sound()["quotes"].with_columns(
        text=pl.when(quote_id="pier-post-2026-01.q11")
        .then(pl.lit("Never, its spokesman said so"))
        .otherwise("text")
    )
    assert found("quotes", quotes, "text_in_passage") == {
        ("pier-post-2026-01.q11", "text_in_passage")
    }
