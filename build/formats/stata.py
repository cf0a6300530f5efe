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
from build.loaders.view_columns import view_kinds
from build.package.dataset import Dataset
from schemas import package as about
from schemas.vocabularies import VOCABULARIES

_LABELS = {v.name: {n: c.label for n, c in enumerate(v.codes, 1)} for v in VOCABULARIES}
_PLACES = {v.name: {c: n for n, c in enumerate(v.values, 1)} for v in VOCABULARIES}
_YES_NO = {0: "no", 1: "yes"}
_MOST = 80
# Longer text is kept beside the rows (`strL`).
_MOST_BYTES = 2045


def dta(name: str, data: Dataset) -> bytes:
    """Return the file of a table or view."""
    of, said = {**kinds(), **view_kinds()}[name], column_labels()[name]
    frame = data.frame(name)
    columns = {c: _column(frame[c], of[c]) for c in frame.columns}
    long = [c for c in frame.columns if _is_long(frame[c])]
    labels = {c: _LABELS[k] for c, k in of.items() if k in _LABELS}
    labels |= {c: _YES_NO for c, k in of.items() if k == "boolean"}
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
    if kind in _PLACES:
        places = _PLACES[kind]
        values = [None if c is None else places[c] for c in cells.cast(pl.String).to_list()]
        return pd.Series(values, dtype="Int16")
    if kind == "boolean":
        return pd.Series(cells.to_list(), dtype="boolean").astype("Int8")
    if kind == "integer":
        return pd.Series(cells.to_list(), dtype="Int32")
    if kind == "number":
        return pd.Series(cells.to_list(), dtype="float64")
    if kind == "date":
        return pd.Series(
            pd.to_datetime(cells.cast(pl.String).to_list()), dtype="datetime64[ns]"
        )
    return pd.Series([c or "" for c in cells.cast(pl.String).to_list()], dtype="object")


def _is_long(cells: pl.Series) -> bool:
    if cells.dtype != pl.String:
        return False
    longest = cells.str.len_bytes().max()
    return longest is not None and int(str(longest)) > _MOST_BYTES


def _cut(text: str) -> str:
    """Cut a label to what Stata keeps, after a word."""
    if len(text) <= _MOST:
        return text
    return text[: _MOST - 1].rsplit(" ", 1)[0] + "…"
