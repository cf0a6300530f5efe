"""The rows of the package, and what is asked of them: all that a file is made from.

Whatever follows from the rows is worked out when it is asked for the first time, and kept.
Left out on purpose: whether the rows are sound, which is asked before.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self, TypeVar, cast

import duckdb
import polars as pl

from build.files.databases import connect_locked
from build.loaders.view_columns import view_kinds
from build.package.database import write_database
from build.package.fingerprint import dataset_fingerprint, fingerprints
from build.views.ask import Answer
from schemas.package import NAME
from schemas.vocabularies import VOCABULARIES

_Made = TypeVar("_Made")
_CODES = {v.name: v.values for v in VOCABULARIES}
_SQL = {"integer": "BIGINT", "number": "DOUBLE", "text": "VARCHAR"}


class Dataset:
    """The tables and the documents of a package; a context, at whose end its database goes.

    `frames` are the tables by name, typed, codes as text; `documents` the files that people
    write, by path (`schemas.package.DOCUMENTS`), those that are there.
    """

    def __init__(
        self, frames: Mapping[str, pl.DataFrame], documents: Mapping[str, bytes]
    ) -> None:
        self.frames = frames
        self.documents = documents
        self._folder = TemporaryDirectory(prefix="dataset-")
        self._beside = ThreadPoolExecutor(1)
        self._made: dict[Any, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._beside.shutdown()
        if "connection" in self.__dict__:
            self.connection.close()
        self._folder.cleanup()

    @cached_property
    def rows(self) -> dict[str, int]:
        """How many rows each table has."""
        return {name: frame.height for name, frame in self.frames.items()}

    @property
    def height(self) -> int:
        """How many rows all tables have together."""
        return sum(self.rows.values())

    @cached_property
    def prints(self) -> dict[str, str]:
        """The fingerprint of each table."""
        return fingerprints(self.frames)

    @cached_property
    def fingerprint(self) -> str:
        """The fingerprint of the dataset."""
        return dataset_fingerprint(self.prints)

    @cached_property
    def filling(self) -> Future[Path]:
        """The making of the database file, beside what else is made."""
        path = Path(self._folder.name, f"{NAME}.duckdb")
        return self._beside.submit(write_database, path, self.frames, self.fingerprint)

    @property
    def database(self) -> Path:
        """The database file, as tables/load/load.sql makes it."""
        return self.filling.result()

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """A connection to the database, which can't change it or reach anything else."""
        return connect_locked(self.database)

    def ask(self, sql: str) -> Answer:
        """Run one query on the database. Raises `duckdb.Error`."""
        result = self.connection.execute(sql)
        return Answer(tuple(c[0] for c in result.description or ()), result.fetchall())

    @cached_property
    def views(self) -> dict[str, pl.DataFrame]:
        """What each view gives, by name, in its order; codes are of its vocabulary."""
        return {name: self._view(name, kinds) for name, kinds in view_kinds().items()}

    def frame(self, name: str) -> pl.DataFrame:
        """Return a table or view."""
        return self.frames[name] if name in self.frames else self.views[name]

    def document(self, path: str) -> str:
        """Return the text of a document; one that is not there is empty."""
        return self.documents.get(path, b"").decode("utf-8", errors="replace")

    def once(self, make: Callable[["Dataset"], _Made]) -> _Made:
        """Return what a function makes of the dataset, which is called the first time only."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("_Made", self._made[make])

    def _view(self, view: str, kinds: Mapping[str, str]) -> pl.DataFrame:
        chosen = ", ".join(
            f'CAST("{n}" AS {_SQL[k]}) AS "{n}"' if k in _SQL else f'"{n}"'
            for n, k in kinds.items()
        )
        frame = pl.DataFrame(
            self.connection.sql(f"SELECT {chosen} FROM {view}").to_arrow_table()
        )
        enums = {n: _CODES[k] for n, k in kinds.items() if k in _CODES}
        return frame.with_columns(
            pl.col(n).cast(pl.String).cast(pl.Enum(codes)) for n, codes in enums.items()
        )
