"""Convert the frame of a table to the bytes of its CSV and Parquet files.

CSV files have UTF-8, LF, RFC 4180 quoting, empty cells for null, ISO dates and `true`/`false`.
Parquet files have zstd compression and an explicit Arrow schema, so nullability, categories and
descriptions follow the declarations and not the data. The bytes depend only on the data, the
declarations and the locked libraries.
"""

from io import BytesIO

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from schemas import Column, Table
from schemas import package as about

# Text as `large_string`, which readers of every version know.
_LEVEL = pl.CompatLevel.oldest()


def csv_bytes(frame: pl.DataFrame) -> bytes:
    """Return a frame as CSV."""
    text = frame.write_csv(line_terminator="\n", quote_style="necessary", null_value="")
    return text.encode()


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
        return pl.Series(dtype=column.dtype).to_arrow(compat_level=_LEVEL).type
    return pa.dictionary(pa.int8(), pa.string(), ordered=vocabulary.ordered)


def parquet_bytes(model: type[Table], frame: pl.DataFrame, fingerprint: str) -> bytes:
    """Return the frame of a table as Parquet, vocabularies as dictionaries of every code."""
    coded = frame.with_columns(
        pl.col(c.name).cast(pl.Enum(c.spec.vocabulary.values))
        for c in model.columns()
        if c.spec.vocabulary is not None
    )
    table = coded.to_arrow(compat_level=_LEVEL)
    declared = table.cast(arrow_schema(model, fingerprint))
    out = BytesIO()
    pq.write_table(declared, out, compression="zstd", version="2.6")
    return out.getvalue()


def view_parquet(frame: pl.DataFrame) -> bytes:
    """Return the frame of a view as Parquet, with the types that it has."""
    out = BytesIO()
    frame.write_parquet(out, compression="zstd", statistics=False)
    return out.getvalue()
