"""The files for Stata, as pandas and haven read them: values, labels, gaps."""

import shutil
import subprocess
from pathlib import Path

import pandas as pd
import polars as pl
import pytest

from build.views.headers import plain_views
from schemas import TABLES
from schemas.package import STATA, stem
from schemas.vocabularies import STRENGTH
from tests.conftest import ROOT

FOLDER = ROOT / STATA
NAMES = (*(view.name for view in plain_views()), *TABLES)


def told(name: str) -> pl.DataFrame:
    return pl.read_parquet(ROOT / f"{stem(name)}.parquet")


@pytest.mark.sample(6)
@pytest.mark.parametrize("name", NAMES)
def test_every_cell_is_there(name: str) -> None:
    with pd.read_stata(
        FOLDER / f"{name}.dta", iterator=True, convert_categoricals=False
    ) as reader:
        data, labels = reader.read(), reader.value_labels()
    frame = told(name)
    assert list(data.columns) == frame.columns
    for column in frame.columns:
        given, cells = frame[column].to_list(), data[column].tolist()
        kind = frame[column].dtype
        if isinstance(kind, pl.Enum):
            codes = kind.categories.to_list()
            given = [None if c is None else codes.index(c) + 1 for c in given]
            assert set(labels[column].keys()) == set(range(1, len(codes) + 1))
        elif frame[column].dtype == pl.Date:
            given = [None if c is None else pd.Timestamp(c) for c in given]
        elif frame[column].dtype == pl.String:
            given = [c or "" for c in given]
        elif frame[column].dtype == pl.Boolean:
            assert labels[column] == {0: "no", 1: "yes"}
        assert [None if pd.isna(c) else c for c in cells] == given, column


def test_a_variable_says_what_it_is() -> None:
    with pd.read_stata(FOLDER / "commitments.dta", iterator=True) as reader:
        assert reader.data_label.startswith("ukraine-security-guarantees ")
        labels = reader.variable_labels()
    said = {c.name: c.spec.description for c in TABLES["commitments"].columns()}
    assert labels["actor_id"].removesuffix("…") in said["actor_id"]
    assert all(labels.values())
    assert max(map(len, labels.values())) <= 80


HAVEN = """
library(haven)
data <- read_dta(commandArgs(TRUE)[1])
strength <- as_factor(data$strength)
cat(levels(strength), sep = ";"); cat("\\n")
cat(sum(data$self_asserted == 1 & data$strength <= 3), sum(is.na(data$quantity_best)))
"""


def test_haven_reads_labels_and_gaps(tmp_path: Path) -> None:
    there = (
        shutil.which("Rscript")
        and not subprocess.run(
            ["Rscript", "--vanilla", "-e", "library(haven)"], capture_output=True, check=False
        ).returncode
    )
    if not there:
        pytest.skip("not installed: haven")
    script = tmp_path / "read.R"
    script.write_text(HAVEN, "utf-8")
    done = subprocess.run(
        ["Rscript", "--vanilla", script, FOLDER / "commitments.dta"],
        capture_output=True,
        text=True,
        check=True,
    )
    levels, numbers = done.stdout.split("\n")
    assert levels.split(";") == [code.label for code in STRENGTH.codes]
    frame = told("commitments")
    refused = frame.filter(pl.col("self_asserted") & (pl.col("strength_rank") < 0)).height
    assert numbers == f"{refused} {frame['quantity_best'].null_count()}"
