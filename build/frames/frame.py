"""Step 4: build the frames, column by column, in the stable order of the tables."""

from collections.abc import Hashable, Iterable
from pathlib import Path
from typing import NamedTuple, TypeVar

import polars as pl

from build.annotations.records import Origin
from build.frames.evidence import Columns
from schemas import TABLES

# Columns that go with the rows while they are put in order: where each comes from.
_ORIGIN = {
    "__file": pl.Int32,
    "__number": pl.Int32,
    "__line": pl.Int32,
    "__form": pl.Int32,
    "__place": pl.Int32,
}
# How a record is written: its header in TOML and the path below it.
_Form = tuple[str, str]


class Origins:
    """Where each row of a table comes from, in a few bytes a row."""

    def __init__(
        self, kind: str, files: list[Path], forms: list[_Form], rows: pl.DataFrame
    ) -> None:
        """Take the kind of the records, the files, the forms, and the columns of `_ORIGIN`."""
        self._kind = kind
        self._files = files
        self._forms = forms
        self._rows = rows

    def __getitem__(self, row: int) -> Origin:
        """Return the origin of a row."""
        file, number, line, form, _ = self._rows.row(row)
        return Origin(self._files[file], self._kind, number, line, *self._forms[form])

    def place(self, row: int) -> int | None:
        """Return which item of a list in its record a row comes from, if from one."""
        place: int | None = self._rows["__place"][row]
        return place


class Framed(NamedTuple):
    """A table as a frame, and the origin of each of its rows."""

    frame: pl.DataFrame
    origins: Origins


class Frames:
    """The frames of all tables, put together from batches of columns."""

    def __init__(self) -> None:
        self._schemas = {
            name: {c.name: c.dtype for c in model.columns()} for name, model in TABLES.items()
        }
        self._parts: dict[str, list[pl.DataFrame]] = {
            name: [pl.DataFrame(schema={**schema, **_ORIGIN})]
            for name, schema in self._schemas.items()
        }
        self._files: dict[Path, int] = {}
        self._forms: dict[_Form, int] = {}
        self._kinds: dict[str, str] = {}

    def add(self, tables: dict[str, Columns]) -> None:
        """Add the rows of a batch, of declared types."""
        for name, table in tables.items():
            if not table.origins:
                continue
            self._kinds[name] = table.origins[0].kind
            columns = [
                pl.Series(column, table.values[column], dtype=dtype, strict=True)
                for column, dtype in self._schemas[name].items()
            ]
            where = self._where(table)
            self._parts[name].append(pl.DataFrame([*columns, *where]))

    def _where(self, table: Columns) -> pl.DataFrame:
        """Return the columns of `_ORIGIN` of a batch of rows."""
        files, _, numbers, lines, headers, within = zip(*table.origins, strict=True)
        forms = zip(headers, within, strict=True)
        where = pl.DataFrame(
            {
                "__file": _numbered(files, self._files),
                "__number": numbers,
                "__line": lines,
                "__form": _numbered(forms, self._forms),
            },
            schema={name: _ORIGIN[name] for name in _ORIGIN if name != "__place"},
        )
        if table.of is not None:
            where = where[table.of]
        places: list[int] | list[None] = table.places or [None] * where.height
        return where.with_columns(pl.Series("__place", places, dtype=_ORIGIN["__place"]))

    def finish(self) -> dict[str, Framed]:
        """Return a frame of declared types for each table, rows sorted, nulls first."""
        files, forms = list(self._files), list(self._forms)
        framed = {}
        for name, model in TABLES.items():
            rows = pl.concat(self._parts.pop(name)).sort(model.sort_by(), maintain_order=True)
            kind = self._kinds.get(name, "")
            origins = Origins(kind, files, forms, rows.select(*_ORIGIN))
            framed[name] = Framed(rows.drop(*_ORIGIN), origins)
        return framed


_T = TypeVar("_T", bound=Hashable)


def _numbered(values: Iterable[_T], known: dict[_T, int]) -> list[int]:
    """Return the number of each value, and give one to those that are new.

    One that is that before it again, as the file of a record is, is not looked up.
    """
    numbers = []
    last, number = None, -1
    for value in values:
        if value is not last and value != last:
            last, number = value, known.setdefault(value, len(known))
        numbers.append(number)
    return numbers
