"""`tables/formats/stata/*.dta`: the tables and the views for Stata 14 or later.

Codes are numbers in the order of their vocabulary (`codes.position`) with their labels as value
labels, so that what is ordered sorts; booleans are 0 and 1, days are days, and each variable is
labelled with what the dictionary says of it. Stata has no missing text: an empty one is
missing.

Left out on purpose: the day of making (a fixed one, so that the bytes are those of the rows),
and the rest of a description longer than the 80 characters that Stata keeps (Stata 18,
`limits`).
"""

import datetime as dt
from io import BytesIO

import pandas as pd
import polars as pl

from build.loaders.columns import kinds
from build.loaders.columns import labels as column_labels
from build.package.dataset import Dataset
from schemas import package as about
from schemas.vocabularies import VOCABULARIES

_CODES = {v.name: v for v in VOCABULARIES}
# What Stata keeps for missing values is above it.
_LARGEST = 2_147_483_620
_MOST = 80
# Longer text is kept beside the rows (`strL`).
_MOST_BYTES = 2045


def dta(name: str, data: Dataset) -> bytes:
    """Return the file of a table or view."""
    of, said = kinds()[name], column_labels()[name]
    frame = data.frame(name)
    columns = {c: _column(frame[c], of[c]) for c in frame.columns}
    long = [c for c in frame.columns if _is_long(frame[c])]
    coded = {c: _CODES[k].codes for c, k in of.items() if k in _CODES}
    labels = {c: {n: code.label for n, code in enumerate(v, 1)} for c, v in coded.items()}
    labels |= {c: {0: "no", 1: "yes"} for c, k in of.items() if k == "boolean"}
    out = BytesIO()
    pd.DataFrame(columns).to_stata(
        out,
        write_index=False,
        version=118,
        byteorder="little",
        time_stamp=dt.datetime(about.YEAR, 1, 1),
        data_label=_cut(f"{about.NAME} {about.VERSION}: {name}"),
        variable_labels={c: _cut(said[c]) for c in frame.columns},
        value_labels=labels,
        convert_dates={c: "td" for c, k in of.items() if k == "date"},
        convert_strl=long,
    )
    return out.getvalue()


def _column(cells: pl.Series, kind: str) -> pd.Series:
    """Return a column as pandas writes it for Stata, whose largest integer has 31 bits."""
    if kind in _CODES:
        places = cells.cast(pl.Enum(_CODES[kind].values)).to_physical().cast(pl.Int32) + 1
        return pd.Series(places.to_list(), dtype="Int16")
    if kind == "text":
        return pd.Series(cells.fill_null("").to_list(), dtype="object")
    if kind == "date":
        return pd.Series(pd.to_datetime(cells.to_list()), dtype="datetime64[ns]")
    large = kind == "integer" and (cells.abs() > _LARGEST).any()
    of = {"boolean": "Int8", "integer": "float64" if large else "Int32", "number": "float64"}
    return pd.Series(cells.cast(pl.Float64).to_list(), dtype=of[kind])


def _is_long(cells: pl.Series) -> bool:
    return cells.dtype == pl.String and (cells.str.len_bytes() > _MOST_BYTES).any()


def _cut(text: str) -> str:
    """Cut a label to what Stata keeps, after a word."""
    if len(text) <= _MOST:
        return text
    return text[: _MOST - 1].rsplit(" ", 1)[0] + "…"
