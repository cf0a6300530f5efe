"""The file for R, as R reads it; its cells are compared where `load.R` gives them."""

import shutil
import subprocess

import pytest

from schemas.package import R_DATA
from tests.conftest import ROOT

SCRIPT = """
given <- readRDS(commandArgs(TRUE)[1])
stopifnot(names(given)[1] == "positions", anyDuplicated(names(given)) == 0)
stopifnot(vapply(given, is.data.frame, NA))
labels <- lapply(given, function(d) vapply(d, attr, "", "label"))
stopifnot(nzchar(unlist(labels)), grepl("EDTF", labels$commitments[["stated"]]))
stopifnot(is.logical(given$commitments$self_asserted), anyNA(given$codes$rank))
cat(sum(given$commitments$self_asserted & given$commitments$strength <= "withheld"))
"""


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="not installed: Rscript")
def test_r_reads_it() -> None:
    done = subprocess.run(
        ["Rscript", "--vanilla", "-e", SCRIPT, ROOT / R_DATA],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 0
