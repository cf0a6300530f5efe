"""`tables/formats/ukraine-security-guarantees.rds`: every table for R, by `readRDS`.

A list of data frames, `positions` first, then the tables and the other views: codes are factors
in the order of their vocabulary, ordered where the order is a rank; days are `Date`, booleans
logical, integers integer (numeric where one is too large), missing is NA, and each column has
what the dictionary says of it as its `label`. It is R's serialization of version 3 (R 3.5 or
later), written by rdata.

Left out on purpose: compression, whose bytes depend on the library that made them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
import polars as pl
import rdata
from rdata.conversion.to_r import build_r_object
from rdata.missing import R_FLOAT_NA, R_INT_NA
from rdata.parser import RObject, RObjectType

from build.loaders.columns import kinds, labels
from build.package.dataset import Dataset
from schemas import TABLES
from schemas.package import FLAT
from schemas.vocabularies import VOCABULARIES

_CODES = {v.name: v for v in VOCABULARIES}
_LARGEST = 2**31 - 1


@dataclass(frozen=True)
class _Vector:
    """A vector or list of R: its type, values and attributes."""

    type: RObjectType
    values: list[Any]
    attributes: Mapping[str, Any]


def r_data(data: Dataset) -> bytes:
    """Return the file of the tables and views."""
    names = dict.fromkeys((FLAT, *TABLES, *data.views))
    frames = {name: _frame(data.frame(name), kinds()[name], labels()[name]) for name in names}
    converted = rdata.conversion.convert_python_to_r_data(
        frames, encoding="utf-8", constructor_dict={_Vector: _make}
    )
    out = BytesIO()
    rdata.unparser.unparse_fileobj(out, converted, file_format="xdr", file_type="rds")
    return out.getvalue()


def _frame(frame: pl.DataFrame, kinds: Mapping[str, str], said: Mapping[str, str]) -> _Vector:
    attributes = {
        "names": _texts(frame.columns),
        "class": "data.frame",
        # As R itself stores the numbers from 1 to that of the rows.
        "row.names": _Vector(RObjectType.INT, [None, -frame.height], {}),
    }
    columns = [_column(frame[c], kinds[c], said[c]) for c in frame.columns]
    return _Vector(RObjectType.VEC, columns, attributes)


def _column(cells: pl.Series, kind: str, said: str) -> _Vector:
    label: dict[str, Any] = {"label": said}
    if kind in _CODES:
        vocabulary = _CODES[kind]
        places = cells.cast(pl.Enum(vocabulary.values)).to_physical().cast(pl.Int32) + 1
        classes = ["ordered", "factor"] if vocabulary.ordered else ["factor"]
        factor = {"levels": _texts(vocabulary.values), "class": _texts(classes)}
        return _Vector(RObjectType.INT, places.to_list(), label | factor)
    if kind == "date":
        days = cells.cast(pl.Int32).to_list()  # since 1970
        return _Vector(RObjectType.REAL, days, label | {"class": "Date"})
    large = kind == "number" or (kind == "integer" and (cells.abs() > _LARGEST).any())
    other = {"boolean": RObjectType.LGL, "text": RObjectType.STR}
    of = RObjectType.REAL if large else other.get(kind, RObjectType.INT)
    return _Vector(of, cells.to_list(), label)


def _texts(values: Any) -> Any:
    return np.array(values, dtype=object)


def _make(data: _Vector, converter: Any) -> RObject:
    values: Any
    match data.type:
        case RObjectType.VEC:
            values = [converter.convert_to_r_object(column) for column in data.values]
        case RObjectType.STR:
            values = converter.convert_to_r_object(_texts(data.values)).value
        case _:
            real = data.type is RObjectType.REAL
            missing, kind = (R_FLOAT_NA, np.float64) if real else (R_INT_NA, np.int32)
            mask = [v is None for v in data.values]
            filled = [missing if v is None else v for v in data.values]
            values = np.ma.array(filled, mask=mask, fill_value=missing, dtype=kind)
    if not data.attributes:
        return build_r_object(data.type, value=values)
    # After the values, as names of attributes are counted in the order of writing.
    attributes = converter.convert_to_r_attributes(dict(data.attributes))
    is_object = "class" in data.attributes
    return build_r_object(data.type, value=values, is_object=is_object, attributes=attributes)
