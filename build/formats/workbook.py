"""`tables/formats/*.xlsx`: a workbook for those who open a file and look.

A sheet says what it is and how to cite it; then the flat table `positions` and the tables in
reading order, then the other views, with a frozen header, filters, and days as days; last the
dictionary. It is the same bytes each time.

Text is written as text and never as a formula or link, so that a spreadsheet runs nothing of it
(OWASP, CSV injection).

Left out on purpose: the tables of proofs (evidence, copies) and of the codings, which are for
programs.
"""

import datetime as dt
from io import BytesIO
from typing import Any

import polars as pl
from xlsxwriter import Workbook

from build.package.citation import citation_text
from build.package.dataset import Dataset
from build.views.headers import plain_views
from schemas import TABLES
from schemas import package as about
from schemas.package import CODING_TABLES, FLAT, READING

# Tables of proofs and of the codings, which are for programs.
_LEFT_OUT = frozenset({"copies", "evidence", *CODING_TABLES} - {"basis", "reliability"})
# A column is as wide as its content, between what a heading needs and what a screen shows; a
# character takes so many pixels.
_WIDTHS = (8, 48)
_PIXELS = 7
_SAMPLE = 200
_FORMATS: Any = {pl.Date: "yyyy-mm-dd", (pl.Int32, pl.Int64, pl.Float64): "General"}


def workbook(data: Dataset) -> bytes:
    """Return the workbook."""
    out = BytesIO()
    made = Workbook(
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
    tables = (name for name in READING if name not in _LEFT_OUT)
    for name in dict.fromkeys((FLAT, *tables, *data.views)):
        _sheet(made, name, data.frame(name))
    _sheet(made, "dictionary", _dictionary())
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
        *citation_text(data.fingerprint, "text").splitlines(),
    ]
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line)


def _sheet(made: Workbook, name: str, frame: pl.DataFrame) -> None:
    frame.write_excel(
        made,
        name,
        table_name=name,
        table_style={"style": None},
        header_format={"bold": True, "bottom": 1},
        dtype_formats=_FORMATS,
        column_widths={title: _width(title, frame[title]) for title in frame.columns},
        freeze_panes=(1, 1),
    )


def _width(title: str, cells: pl.Series) -> int:
    least, most = _WIDTHS
    sample = cells.head(_SAMPLE).cast(pl.String).drop_nulls().str.len_chars()
    longest = sample.max() if len(sample) else 0
    return _PIXELS * min(max(least, len(title) + 3, int(str(longest))), most)


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
