"""Convert the frame of a table to the bytes of its CSV and Parquet files.

CSV files have UTF-8, LF, RFC 4180 quoting, empty cells for null, ISO dates and `true`/`false`.
Parquet files have zstd compression and an explicit Arrow schema, so nullability, categories and
descriptions follow the declarations and not the data. The bytes depend only on the data, the
declarations and the locked libraries.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from schemas import Column, Table
from schemas import package as about

_ARROW: dict[type[pl.DataType], pa.DataType] = {
    pl.String: pa.large_string(),  # as polars exports it; the same in Parquet
    pl.Boolean: pa.bool_(),
    pl.Date: pa.date32(),
    pl.Int32: pa.int32(),
    pl.Int64: pa.int64(),
    pl.Float64: pa.float64(),
}


# Rows converted at a time, so that a large table is never in memory twice.
_ROWS_AT_ONCE = 100_000


def csv_bytes(frame: pl.DataFrame) -> bytes:
    """Return a frame as the bytes of a CSV file."""
    return b"".join(csv_parts(frame))


def csv_parts(frame: pl.DataFrame) -> Iterator[bytes]:
    """Yield the bytes of a CSV file for a frame, part by part."""
    for start in range(0, max(frame.height, 1), _ROWS_AT_ONCE):
        out = BytesIO()
        frame.slice(start, _ROWS_AT_ONCE).write_csv(
            out,
            include_header=start == 0,
            line_terminator="\n",
            quote_style="necessary",
            null_value="",
        )
        yield out.getvalue()


def arrow_schema(model: type[Table], fingerprint: str) -> pa.Schema:
    """Return the Arrow schema of a table: types, nullability, descriptions, categories."""
    metadata = {
        "dataset": about.NAME,
        "version": about.VERSION,
        "table": model.table(),
        "description": model.about(),
        "license": about.LICENSES[0]["name"],
        "fingerprint": fingerprint,
    }
    return pa.schema([_field(c) for c in model.columns()], metadata=metadata)


def _field(column: Column) -> pa.Field:
    metadata = {"description": column.spec.description}
    if column.spec.vocabulary is not None:
        metadata["_PL_ENUM_VALUES2"] = _polars_enum(column.spec.vocabulary.values)
    if column.spec.unit:
        metadata["unit"] = column.spec.unit
    return pa.field(column.name, _type(column), nullable=column.nullable, metadata=metadata)


def _polars_enum(codes: tuple[str, ...]) -> str:
    """Return codes as the field metadata by which polars recognises an Enum in Arrow.

    Without it polars reads a Categorical, which is compared as text. The format is each code
    after its length in bytes and a semicolon (DTYPE_ENUM_VALUES_NEW in crates/polars-arrow).
    """
    return "".join(f"{len(code.encode())};{code}" for code in codes)


def _type(column: Column) -> pa.DataType:
    vocabulary = column.spec.vocabulary
    if vocabulary is None:
        return _ARROW[column.dtype.base_type()]
    return pa.dictionary(pa.int8(), pa.string(), ordered=vocabulary.ordered)


def write_parquet(
    model: type[Table], frame: pl.DataFrame, fingerprint: str, out: BinaryIO
) -> None:
    """Write a frame as Parquet to `out`, with vocabularies as dictionaries of every code.

    The rows converted at a time form a row group, which readers can distribute over threads.
    """
    schema = arrow_schema(model, fingerprint)
    with pq.ParquetWriter(out, schema, compression="zstd", version="2.6") as writer:
        for start in range(0, max(frame.height, 1), _ROWS_AT_ONCE):
            rows = frame.slice(start, _ROWS_AT_ONCE)
            writer.write_table(_arrow_table(model, rows, schema))


def _arrow_table(model: type[Table], frame: pl.DataFrame, schema: pa.Schema) -> pa.Table:
    # Convert all columns at once, with vocabularies as the positions of their codes.
    plain = frame.with_columns(
        pl.col(c.name).cast(pl.Enum(c.spec.vocabulary.values)).to_physical().cast(pl.Int8)
        for c in model.columns()
        if c.spec.vocabulary is not None
    ).to_arrow(compat_level=pl.CompatLevel.oldest())
    arrays = [_array(column, plain[column.name]) for column in model.columns()]
    return pa.Table.from_arrays(arrays, schema=schema)


def _array(column: Column, values: pa.ChunkedArray) -> pa.Array:
    values = values.combine_chunks()
    vocabulary = column.spec.vocabulary
    if vocabulary is None:
        return values
    codes = pa.array(vocabulary.values, pa.string())
    return pa.DictionaryArray.from_arrays(values, codes, ordered=vocabulary.ordered)
