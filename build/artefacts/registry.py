"""Every file that the package has and nobody writes by hand, in the order of its making.

The build makes them all; `check` makes them again from the rows and compares; the sums, the
release and CONTRIBUTING.md go by this list. A file that is not here, nor among the documents
that people write (`schemas.package.DOCUMENTS`), does not belong to the package.
"""

import hashlib
import operator
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import cache, partial
from typing import NamedTuple

from build.artefacts.alike import same_pixels, same_zip
from build.documents.dictionary import dictionary, rules_and_dictionary
from build.documents.figures import FIGURES, figures_page, png, svg
from build.documents.json_schema import FOLDER as TOML
from build.documents.json_schema import KINDS_OF_FILE, schema_file
from build.documents.page import page
from build.explorer.page import explorer
from build.files.sums import SUMS, File, sums
from build.files.tabular import csv_bytes, parquet_bytes, view_parquet
from build.formats.r_data import r_data
from build.formats.stata import dta
from build.formats.workbook import workbook
from build.loaders.duck import load_sql
from build.loaders.postgres import load_postgres
from build.loaders.python import load_py
from build.loaders.r import load_r
from build.loaders.spark import load_spark
from build.loaders.sqlite import load_sqlite
from build.package.catalogues import croissant, zenodo
from build.package.citation import citation_file
from build.package.dataset import Dataset
from build.package.descriptor import descriptor
from build.views.headers import plain_views
from schemas import TABLES
from schemas.package import DATABASE, R_DATA, STATA, WORKBOOK, stem

# The files that were made before, by path.
Files = Mapping[str, File]
Make = Callable[[Dataset, Files], bytes]


class Kept(Enum):
    """Where a file is kept."""

    EVERYWHERE = "committed, and in the zip of a release"
    REPOSITORY = "committed, and in no zip"
    RELEASE = "made by a build, and in the zip of a release; not committed"


# Of more rows, in all tables, figures can't be read, and a build would take longer than half a
# minute; five articles have 2,200. Those who have more ask the database.
MOST_ROWS_TO_LOOK_AT = 20_000


class Artefact(NamedTuple):
    """A file: its path, how it is made, where it is kept, and when another is as good.

    `to_look_at` is a file that is made of no more than `MOST_ROWS_TO_LOOK_AT` rows.
    """

    path: str
    make: Make
    kept: Kept = Kept.EVERYWHERE
    same: Callable[[bytes, bytes], bool] = operator.eq
    to_look_at: bool = False


def _of(make: Callable[[Dataset], str | bytes]) -> Make:
    """Return how a file is made that is made of the dataset alone."""

    def made(data: Dataset, _: Files) -> bytes:
        content = make(data)
        return content.encode() if isinstance(content, str) else content

    return made


def _counted(script: Callable[[str, Mapping[str, int]], str]) -> Make:
    """Return how a script is made that knows how many rows each table has."""
    return _of(lambda data: script(data.fingerprint, data.rows))


def _table_csv(name: str, data: Dataset) -> bytes:
    return csv_bytes(data.frame(name))


def _table_parquet(name: str, data: Dataset) -> bytes:
    return parquet_bytes(TABLES[name], data.frames[name], data.prints[name])


def _view_parquet(name: str, data: Dataset) -> bytes:
    return view_parquet(data.views[name])


def _load_r(data: Dataset) -> str:
    return load_r(hashlib.md5(data.once(r_data), usedforsecurity=False).hexdigest())


def _database(data: Dataset) -> bytes:
    return data.database.read_bytes()


def _of_tables() -> Iterator[Artefact]:
    """Yield the tables, and what programs need to read them."""
    for name in TABLES:
        yield Artefact(f"{stem(name)}.parquet", _of(partial(_table_parquet, name)))
        yield Artefact(f"{stem(name)}.csv", _of(partial(_table_csv, name)))
    yield Artefact("CITATION.cff", _of(citation_file))
    yield Artefact(".zenodo.json", _of(zenodo))
    yield Artefact("tables/croissant.json", croissant)
    yield Artefact("tables/load/load.sql", _of(lambda data: load_sql(data.fingerprint)))
    yield Artefact("tables/load/load.postgres.sql", _counted(load_postgres))
    yield Artefact("tables/load/load.sqlite.sql", _counted(load_sqlite))
    yield Artefact("tables/load/load.spark.sql", _of(lambda data: load_spark(data.fingerprint)))


def _to_look_at() -> Iterator[Artefact]:
    """Yield the views as files, and what people look at."""
    look = partial(Artefact, to_look_at=True)
    views = [view.name for view in plain_views()]
    for name in views:
        yield look(f"{stem(name)}.csv", _of(partial(_table_csv, name)))
        yield look(f"{stem(name)}.parquet", _of(partial(_view_parquet, name)))
    # What a compressor gives depends on its version, so that the files in it are compared.
    yield look(WORKBOOK, _of(workbook), same=same_zip)
    yield look(R_DATA, _of(lambda data: data.once(r_data)))
    yield look("tables/load/load.R", _of(_load_r))  # reads that
    for name in (*TABLES, *views):
        yield look(f"{STATA}/{name}.dta", _of(partial(dta, name)))
    for name in FIGURES:
        yield look(f"tables/plots/{name}.svg", _of(partial(svg, name)))
        yield look(f"tables/plots/{name}.png", _of(partial(png, name)), same=same_pixels)
    yield look("tables/plots/README.md", _of(figures_page))
    yield look("tables/docs/dictionary.md", _of(dictionary))
    yield look("tables/docs/dictionary.html", _of(lambda data: page(data.once(dictionary))))
    yield look("tables/docs/codebook.html", _of(rules_and_dictionary))
    yield look("tables/explorer.html", _of(explorer))
    for name in KINDS_OF_FILE:  # for the editor of raw/
        path = f"{TOML}/{name}.json"
        yield look(path, _of(partial(schema_file, name)), Kept.REPOSITORY)


def _sums(data: Dataset, files: Files) -> bytes:
    shipped = {a.path for a in artefacts() if a.kept is Kept.EVERYWHERE}
    hashes = {path: file.sha256 for path, file in files.items() if path in shipped}
    documents = {path: File.of(content).sha256 for path, content in data.documents.items()}
    return sums(hashes | documents)


@cache
def _all() -> tuple[Artefact, ...]:
    # What says something of files comes after them, and the database is filled beside them.
    about = (
        # Its bytes are those of no two runs; `check` looks at what it holds.
        Artefact(DATABASE, _of(_database), Kept.RELEASE),
        Artefact("tables/load/load.py", lambda _, files: load_py(files).encode()),
        Artefact("datapackage.json", descriptor),
        Artefact(SUMS, _sums),
    )
    return (*_of_tables(), *_to_look_at(), *about)


def artefacts(rows: int = 0) -> tuple[Artefact, ...]:
    """Return the list for tables of so many rows together.

    Each file is made after those that it says something of.
    """
    few = rows <= MOST_ROWS_TO_LOOK_AT
    return tuple(a for a in _all() if few or not a.to_look_at)
