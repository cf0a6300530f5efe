"""`tables/ukraine-security-guarantees.rds`: every table for R, by `readRDS`.

A list of data frames, `positions` first, then the tables and the other views, with the types
that `load.R` gives: codes are factors in the order of their vocabulary, ordered where the order
is a rank; days are `Date`, booleans logical, missing is NA, and each column has what the
dictionary says of it as its `label`. It is R's serialization of version 3 (R 3.5 or later),
written by rdata.

Left out on purpose: compression, whose bytes depend on the library that made them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import numpy as np
import polars as pl
import rdata
from rdata.conversion.to_r import build_r_object
from rdata.missing import R_FLOAT_NA, R_INT_NA
from rdata.parser import RObject, RObjectType

from build.loaders.columns import kinds, labels
from build.loaders.view_columns import view_kinds
from build.package.dataset import Dataset
from schemas import TABLES
from schemas.package import FLAT
from schemas.vocabularies import VOCABULARIES

_CODES = {v.name: v for v in VOCABULARIES}
_EPOCH = "1970-01-01"


@dataclass(frozen=True)
class _Frame:
    columns: dict[str, Any]
    rows: int


@dataclass(frozen=True)
class _Labelled:
    """A column, and what the dictionary says of it."""

    column: Any
    label: str


@dataclass(frozen=True)
class _Factor:
    codes: list[int | None]
    levels: tuple[str, ...]
    ordered: bool


@dataclass(frozen=True)
class _Numbers:
    """Numbers with gaps, of a type of R and perhaps of a class."""

    values: list[Any]
    type: RObjectType
    of_class: str | None = None


def r_data(data: Dataset) -> bytes:
    """Return the file of the tables and views."""
    of, said = {**kinds(), **view_kinds()}, labels()
    names = (FLAT, *TABLES, *(name for name in data.views if name != FLAT))
    frames = {n: _frame(data.frame(n), of[n], said[n]) for n in names}
    out = BytesIO()
    converted = rdata.conversion.convert_python_to_r_data(
        frames,
        encoding="utf-8",
        constructor_dict={
            _Frame: _make_frame,
            _Labelled: _make_labelled,
            _Factor: _make_factor,
            _Numbers: _make_numbers,
        },
    )
    rdata.unparser.unparse_fileobj(out, converted, file_format="xdr", file_type="rds")
    return out.getvalue()


def _frame(frame: pl.DataFrame, kinds: Mapping[str, str], said: Mapping[str, str]) -> _Frame:
    columns = {c: _Labelled(_column(frame[c], kinds[c]), said[c]) for c in frame.columns}
    return _Frame(columns, frame.height)


def _column(cells: pl.Series, kind: str) -> Any:
    values = cells.to_list()
    if kind in _CODES:
        vocabulary = _CODES[kind]
        place = {code: n for n, code in enumerate(vocabulary.values, 1)}
        codes = [None if v is None else place[str(v)] for v in values]
        return _Factor(codes, vocabulary.values, vocabulary.ordered)
    if kind == "date":
        days = (cells - pl.Series([_EPOCH]).str.to_date()).dt.total_days().to_list()
        return _Numbers(days, RObjectType.REAL, "Date")
    if kind == "boolean":
        return _Numbers([None if v is None else int(v) for v in values], RObjectType.LGL)
    if kind == "integer":
        return _Numbers(values, RObjectType.INT)
    if kind == "number":
        return _Numbers(values, RObjectType.REAL)
    return np.array([None if v is None else str(v) for v in values], dtype=object)


def _make_frame(data: _Frame, converter: Any) -> RObject:
    # First, as names of attributes are counted in the order in which they are written.
    columns = [converter.convert_to_r_object(c) for c in data.columns.values()]
    attributes = converter.convert_to_r_attributes(
        {
            "names": np.array(list(data.columns), dtype=object),
            "class": "data.frame",
            # As R itself stores the numbers from 1 to that of the rows.
            "row.names": _Numbers([None, -data.rows], RObjectType.INT),
        }
    )
    return build_r_object(RObjectType.VEC, value=columns, is_object=True, attributes=attributes)


def _make_labelled(data: _Labelled, converter: Any) -> RObject:
    # The label goes before the column's other attributes, as a pair of R's linked list.
    made: RObject = converter.convert_to_r_object(data.column)
    (label,) = [converter.convert_to_r_attributes({"label": data.label})]
    return build_r_object(
        made.info.type,
        value=made.value,
        is_object=made.info.object,
        attributes=replace(
            label,
            value=(label.value[0], made.attributes),
        )
        if made.attributes is not None
        else label,
    )


def _make_factor(data: _Factor, converter: Any) -> RObject:
    classes = ["ordered", "factor"] if data.ordered else ["factor"]
    attributes = converter.convert_to_r_attributes(
        {
            "levels": np.array(data.levels, dtype=object),
            "class": np.array(classes, dtype=object),
        }
    )
    return build_r_object(
        RObjectType.INT,
        value=_gapped(data.codes, R_INT_NA, np.int32),
        is_object=True,
        attributes=attributes,
    )


def _make_numbers(data: _Numbers, converter: Any) -> RObject:
    real = data.type is RObjectType.REAL
    values = _gapped(
        data.values, R_FLOAT_NA if real else R_INT_NA, np.float64 if real else np.int32
    )
    if data.of_class is None:
        return build_r_object(data.type, value=values)
    attributes = converter.convert_to_r_attributes({"class": data.of_class})
    return build_r_object(data.type, value=values, is_object=True, attributes=attributes)


def _gapped(values: list[Any], missing: Any, kind: Any) -> Any:
    mask = [v is None for v in values]
    filled = [missing if v is None else v for v in values]
    return np.ma.array(filled, mask=mask, fill_value=missing, dtype=kind)
