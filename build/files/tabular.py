"""Convert the frame of a table to the bytes of its CSV and Parquet files.

CSV files have UTF-8, LF, RFC 4180 quoting, empty cells for null, ISO dates and `true`/`false`.
Parquet files have zstd compression and an explicit Arrow schema, so nullability, categories and
descriptions follow the declarations and not the data. The bytes depend only on the data, the
declarations and the locked libraries.
"""

from collections.abc import Mapping
from io import BytesIO

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from schemas import Column, Table
from schemas import package as about
from schemas.vocabularies import VOCABULARIES

# Text as `large_string`, which readers of every version know.
_LEVEL = pl.CompatLevel.oldest()
# The codes of vocabularies whose order is a rank.
_RANKED = {v.values for v in VOCABULARIES if v.ordered}


def csv_bytes(frame: pl.DataFrame) -> bytes:
    """Return a frame as CSV."""
    text = frame.write_csv(line_terminator="\n", quote_style="necessary", null_value="")
    return text.encode()


def parquet_bytes(model: type[Table], frame: pl.DataFrame, fingerprint: str) -> bytes:
    """Return the frame of a table as Parquet, vocabularies as dictionaries of every code."""
    coded = frame.with_columns(
        pl.col(c.name).cast(pl.Enum(c.spec.vocabulary.values))
        for c in model.columns()
        if c.spec.vocabulary is not None
    )
    metadata = {
        "dataset": about.NAME,
        "version": about.VERSION,
        "table": model.table(),
        "description": model.about(),
        "license": about.LICENSES[0]["name"],
        "fingerprint": fingerprint,
    }
    return _written(coded, [_declared(c, coded) for c in model.columns()], metadata)


def view_parquet(frame: pl.DataFrame) -> bytes:
    """Return the frame of a view as Parquet, with the types that it has."""
    return _written(frame, [_field(name, frame) for name in frame.columns], {})


def _declared(column: Column, frame: pl.DataFrame) -> pa.Field:
    """Return the field of a table's column, with what is declared of it."""
    metadata = {"description": column.spec.description}
    if column.spec.unit:
        metadata["unit"] = column.spec.unit
    return _field(column.name, frame, metadata).with_nullable(column.nullable)


def _field(name: str, frame: pl.DataFrame, said: Mapping[str, str] | None = None) -> pa.Field:
    """Return the field of a column with its type and metadata, with its codes among them."""
    kind, metadata = frame.schema[name], dict(said or {})
    if not isinstance(kind, pl.Enum):
        arrow = pl.Series(dtype=kind).to_arrow(compat_level=_LEVEL).type
        return pa.field(name, arrow, metadata=metadata)
    codes = tuple(kind.categories)
    # By this polars recognises an Enum in Arrow; without it, it reads a Categorical, which is
    # compared as text. It is each code after its length in bytes and a semicolon
    # (DTYPE_ENUM_VALUES_NEW in crates/polars-arrow).
    metadata["_PL_ENUM_VALUES2"] = "".join(f"{len(c.encode())};{c}" for c in codes)
    arrow = pa.dictionary(pa.int8(), pa.string(), ordered=codes in _RANKED)
    return pa.field(name, arrow, metadata=metadata)


def _written(frame: pl.DataFrame, fields: list[pa.Field], metadata: dict[str, str]) -> bytes:
    table = frame.to_arrow(compat_level=_LEVEL).cast(pa.schema(fields, metadata=metadata))
    out = BytesIO()
    pq.write_table(table, out, compression="zstd", version="2.6")
    return out.getvalue()
