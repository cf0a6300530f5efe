"""What a Parquet file says of its columns: part of gate 2, read with Arrow.

Its Arrow schema must be the declared one: types with the order of their codes, nullability,
descriptions, units, and the metadata of the file but for its fingerprint, which `shipped`
compares with the rows. Every dictionary holds every code of its vocabulary, in order. The
number of rows in its footer is looked at before a row is read.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from build.files.tabular import arrow_schema
from build.rules.finding import Finding
from schemas import Table

GATE = "files"
# Up to so many times the CSV file's rows are read and compared, to name those that differ.
_MOST_TIMES = 10


def check_rows(model: type[Table], path: Path, rows: int) -> Iterator[Finding]:
    """Yield a finding where the footer tells of far more than `rows` rows.

    Raises `pyarrow.ArrowException` or `OSError` where the file can't be read.
    """
    told = pq.read_metadata(path).num_rows
    if told > _MOST_TIMES * max(rows, 1):
        what = f"{path.name} has {told:,} rows, the CSV file {rows:,}"
        yield Finding(GATE, model.table(), None, None, "rows", what)


def check_parquet(model: type[Table], path: Path) -> Iterator[Finding]:
    """Yield what the file says otherwise of its columns than they are declared.

    Raises `pyarrow.ArrowException` or `OSError` where it can't be read.
    """
    with pq.ParquetFile(path) as file:
        found, declared = file.schema_arrow, arrow_schema(model, "")
        for wanted in declared:
            if wanted.name in found.names:
                yield from _field(model, path, found.field(wanted.name), wanted)
        told = _without_print(found.metadata)
        if told != _without_print(declared.metadata):
            keys = sorted(
                k.decode(errors="replace")
                for k in told.keys() ^ (declared.metadata.keys() - {b"fingerprint"})
            ) or ["of another value"]
            what = f"{path.name}: its metadata are not those declared ({', '.join(keys)})"
            yield Finding(GATE, model.table(), None, None, "metadata", what)
        yield from _categories(model, path, file)


def _without_print(metadata: dict[bytes, bytes] | None) -> dict[bytes, bytes]:
    return {k: v for k, v in (metadata or {}).items() if k != b"fingerprint"}


def _field(
    model: type[Table], path: Path, found: pa.Field, wanted: pa.Field
) -> Iterator[Finding]:
    place = GATE, model.table(), None, wanted.name
    # An Arrow reader may give text of either width, whatever was written.
    if _plain(found.type) != _plain(wanted.type):
        what = f"{path.name} has {found.type}, declared is {wanted.type}"
        yield Finding(*place, "arrow_type", what)
    if found.nullable != wanted.nullable:
        said = "may be null" if found.nullable else "may not be null"
        yield Finding(*place, "nullability", f"{path.name} says that it {said}")
    told = {k: v for k, v in (found.metadata or {}).items() if k != b"PARQUET:field_id"}
    if told != wanted.metadata:
        what = f"{path.name}: its description, unit or codes are not those declared"
        yield Finding(*place, "field_metadata", what)


def _plain(kind: pa.DataType) -> pa.DataType:
    return pa.string() if kind == pa.large_string() else kind


def _categories(model: type[Table], path: Path, file: pq.ParquetFile) -> Iterator[Finding]:
    vocabularies = {
        c.name: list(c.spec.vocabulary.values)
        for c in model.columns()
        if c.spec.vocabulary is not None
        and c.name in file.schema_arrow.names
        and pa.types.is_dictionary(file.schema_arrow.field(c.name).type)
    }
    wrong: set[str] = set()
    for group in range(file.num_row_groups if vocabularies else 0):
        batches = file.iter_batches(1, row_groups=[group], columns=list(vocabularies))
        for batch in islice(batches, 1):
            wrong |= {
                name
                for name, codes in vocabularies.items()
                if batch.column(name).dictionary.to_pylist() != codes
            }
    for name in vocabularies:
        if name in wrong:
            what = f"{path.name}: its categories are not all codes of the vocabulary, in order"
            yield Finding(GATE, model.table(), None, name, "categories", what)
