"""The workbook: what a person sees who opens it, and nothing that a spreadsheet runs."""

import csv
import datetime as dt
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest

from build.views.headers import plain_views
from schemas.package import WORKBOOK
from tests.conftest import ROOT

PATH = ROOT / WORKBOOK


def test_what_a_person_sees() -> None:
    book = openpyxl.load_workbook(PATH)
    assert book.sheetnames[:3] == ["about", "positions", "commitments"]
    assert book.sheetnames[-2:] == ["word_against_word", "dictionary"]
    assert {view.name for view in plain_views()} < {*book.sheetnames}
    sheet = book["positions"]
    assert sheet.freeze_panes == "B2"
    assert sheet.tables["positions"].autoFilter.ref == sheet.dimensions
    head = [cell.value for cell in sheet[1]]
    with (ROOT / "tables/positions.csv").open(newline="", encoding="utf-8") as file:
        given = list(csv.reader(file))
    assert head == given[0]
    assert sheet.max_row == len(given)
    (column,) = (n for n, name in enumerate(head) if name == "stated_latest")
    cell = sheet.cell(2, column + 1)
    assert isinstance(cell.value, dt.datetime)
    assert (cell.number_format, cell.value.date().isoformat()) == (
        "yyyy-mm-dd",
        given[1][column],
    )


def test_nothing_is_run_or_fetched() -> None:
    with zipfile.ZipFile(PATH) as archive:
        parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    assert not [name for name in parts if "vba" in name.lower() or "external" in name.lower()]
    for name, text in parts.items():
        assert "<f>" not in text, name
        assert "hyperlink" not in text, name


@pytest.mark.skipif(shutil.which("soffice") is None, reason="not installed: soffice")
@pytest.mark.thorough
def test_libreoffice_reads_the_same_rows(tmp_path: Path) -> None:
    options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
    subprocess.run(
        [
            "soffice",
            "--headless",
            "--convert-to",
            options,
            "--outdir",
            str(tmp_path),
            str(PATH),
        ],
        check=True,
        capture_output=True,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )
    (made,) = tmp_path.glob("*positions.csv")
    with made.open(newline="", encoding="utf-8") as file:
        found = list(csv.DictReader(file))
    with (ROOT / "tables/positions.csv").open(newline="", encoding="utf-8") as file:
        given = list(csv.DictReader(file))
    names = ("commitment_id", "strength", "strength_rank", "stated_latest", "summary")
    assert [[r[n] for n in names] for r in found] == [[r[n] for n in names] for r in given]
