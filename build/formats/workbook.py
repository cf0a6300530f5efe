"""`tables/formats/*.xlsx`: a workbook for those who open a file and look.

A sheet says what it is and how to cite it; then the flat table `positions` and the tables in
reading order, then the other views, with a frozen header, filters, and days as days; last the
dictionary. It is made
from the tables and the view, the same bytes each time.

Text is written as text and never as a formula or link, so that a spreadsheet runs nothing of it
(OWASP, CSV injection).

Left out on purpose: the tables of proofs (evidence, copies) and of the codings, which are for
programs.
"""

import datetime as dt
from io import BytesIO
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from build.package.citation import citation
from build.package.dataset import Dataset
from build.views.headers import plain_views
from schemas import TABLES
from schemas import package as about
from schemas.package import CODING_TABLES, FLAT, READING

# Tables of proofs and of the codings, which are for programs.
_LEFT_OUT = frozenset({"copies", "evidence", *CODING_TABLES} - {"basis", "reliability"})
# A column is as wide as its content, between what a heading needs and what a screen shows.
_WIDTHS = (8, 48)
_SAMPLE = 200


def workbook(data: Dataset) -> bytes:
    """Return the workbook."""
    out = BytesIO()
    made = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    # A fixed day, so that the bytes are those of the rows.
    made.set_properties(
        {"title": about.TITLE, "created": dt.datetime(about.YEAR, 1, 1, tzinfo=dt.UTC)}
    )
    _first(made, data)
    day = made.add_format({"num_format": "yyyy-mm-dd"})
    head = made.add_format({"bold": True, "bottom": 1})
    tables = (name for name in READING if name not in _LEFT_OUT)
    for name in dict.fromkeys((FLAT, *tables, *data.views)):
        _sheet(made, name, data.frame(name), head, day)
    _sheet(made, "dictionary", _dictionary(), head, day)
    made.close()
    return out.getvalue()


def _first(made: Workbook, data: Dataset) -> None:
    sheet = made.add_worksheet("about")
    sheet.set_column(0, 0, 110, made.add_format({"text_wrap": True, "valign": "top"}))
    lines = [
        about.TITLE,
        f"Version {about.VERSION}. {about.DESCRIPTION}",
        "The sheet positions is the one flat table: a row is an actor's position on a measure.",
        "After the tables stand the other views, each the answer to one question.",
        "A negative strength_rank is a refusal. Compare ranks, not the words of strength.",
        "self_asserted: true is the actor's own statement, false what others claim of it.",
        "An empty cell is missing. The sheets dictionary and codes say what each means.",
        "Sheets are for looking; for analysis take the CSV and Parquet files.",
        "",
        *citation(data.fingerprint).splitlines(),
    ]
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line)


def _sheet(made: Workbook, name: str, frame: pl.DataFrame, head: Format, day: Format) -> None:
    sheet = made.add_worksheet(name)
    for column, title in enumerate(frame.columns):
        sheet.write_string(0, column, title, head)
        sheet.set_column(column, column, _width(title, frame[title]))
    for number, row in enumerate(frame.iter_rows(), 1):
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, day)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(frame.height, 1), frame.width - 1)


def _write(sheet: Worksheet, row: int, column: int, cell: Any, day: Format) -> None:
    if cell is None:
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell)
    elif isinstance(cell, dt.date):
        sheet.write_datetime(row, column, dt.datetime.combine(cell, dt.time()), day)
    else:
        sheet.write_string(row, column, str(cell))


def _width(title: str, cells: pl.Series) -> int:
    least, most = _WIDTHS
    sample = cells.head(_SAMPLE).cast(pl.String).drop_nulls().str.len_chars()
    longest = sample.max() if len(sample) else 0
    return min(max(least, len(title) + 3, int(str(longest))), most)


def _dictionary() -> pl.DataFrame:
    rows: list[tuple[str | None, ...]] = [
        (name, column.name, column.kind, column.spec.unit, column.spec.description)
        for name in READING
        for column in TABLES[name].columns()
    ]
    flat, *others = (
        [(view.name, n, None, None, said) for n, said in view.columns.items()]
        for view in plain_views()
    )
    rows = flat + rows + [row for view in others for row in view]
    return pl.DataFrame(
        rows, schema=["table", "column", "kind", "unit", "description"], orient="row"
    )
