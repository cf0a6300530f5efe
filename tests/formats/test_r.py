"""The file for R, as R reads it: the same data frames that `load.R` makes of the CSV files."""

import shutil
import subprocess
from pathlib import Path

import pytest

from build.formats.r_data import r_data
from schemas.package import R_DATA
from tests.conftest import ROOT

PATH = ROOT / "tables" / R_DATA

SCRIPT = """
source("tables/load.R")
given <- readRDS(commandArgs(TRUE)[1])
loaded <- load_tables()
views <- sub("[.]csv$", "", list.files("tables/views", "[.]csv$"))
stopifnot(identical(names(given)[1], "positions"), setequal(names(given), c(views, names(loaded))))
for (name in names(loaded)) stopifnot(identical(given[[name]], loaded[[name]]))
for (name in views) stopifnot(identical(given[[name]], load_view(name)))
stopifnot(grepl("EDTF", attr(given$commitments$stated, "label")))
stopifnot(is.ordered(given$commitments$strength), inherits(given$articles$published_latest, "Date"))
stopifnot(is.logical(given$commitments$self_asserted), anyNA(given$codes$rank))
cat(sum(given$commitments$self_asserted & given$commitments$strength <= "withheld"))
"""


def test_it_is_that_of_the_tables_byte_for_byte() -> None:
    assert r_data(ROOT) == PATH.read_bytes(), "run: make"


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="not installed: Rscript")
def test_r_reads_what_its_loader_makes(tmp_path: Path) -> None:
    script = tmp_path / "read.R"
    script.write_text(SCRIPT, "utf-8")
    done = subprocess.run(
        ["Rscript", "--vanilla", script, PATH],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 0
