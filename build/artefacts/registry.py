"""Every file that the package has and nobody writes by hand, in the order of its making.

The build makes them all; `check` makes them again from the rows and compares; the sums, the
release and CONTRIBUTING.md go by this list. A file that is not here, nor among the documents
that people write (`schemas.package.DOCUMENTS`), does not belong to the package.
"""

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


class Artefact(NamedTuple):
    """A file: its path, how it is made, where it is kept, and when another is as good."""

    path: str
    make: Make
    kept: Kept = Kept.EVERYWHERE
    same: Callable[[bytes, bytes], bool] = operator.eq


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


def _database(data: Dataset) -> bytes:
    return data.database.read_bytes()


def _listed() -> Iterator[Artefact]:
    views = [view.name for view in plain_views()]
    for name in TABLES:
        yield Artefact(f"{stem(name)}.parquet", _of(partial(_table_parquet, name)))
        yield Artefact(f"{stem(name)}.csv", _of(partial(_table_csv, name)))
    for name in views:
        yield Artefact(f"{stem(name)}.csv", _of(partial(_table_csv, name)))
        yield Artefact(f"{stem(name)}.parquet", _of(partial(_view_parquet, name)))
    # Its bytes are those of no two runs; `check` looks at what it holds.
    yield Artefact(DATABASE, _of(_database), Kept.RELEASE)
    yield Artefact("datapackage.json", descriptor)
    yield Artefact("CITATION.cff", _of(citation_file))
    yield Artefact(".zenodo.json", _of(zenodo))
    yield Artefact("tables/croissant.json", croissant)
    yield Artefact("tables/load/load.sql", _of(lambda data: load_sql(data.fingerprint)))
    yield Artefact(
        "tables/load/load.postgres.sql",
        _of(lambda data: load_postgres(data.fingerprint, data.rows)),
    )
    yield Artefact(
        "tables/load/load.sqlite.sql",
        _of(lambda data: load_sqlite(data.fingerprint, data.rows)),
    )
    yield Artefact("tables/load/load.spark.sql", _of(lambda data: load_spark(data.fingerprint)))
    yield Artefact("tables/load/load.py", _of(lambda data: load_py(data.rows)))
    yield Artefact("tables/load/load.R", _of(lambda data: load_r(data.rows)))
    # What a compressor gives depends on its version, so that the files in it are compared.
    yield Artefact(WORKBOOK, _of(workbook), same=same_zip)
    yield Artefact(R_DATA, _of(r_data))
    for name in (*TABLES, *views):
        yield Artefact(f"{STATA}/{name}.dta", _of(partial(dta, name)))
    for name in FIGURES:
        yield Artefact(f"tables/plots/{name}.svg", _of(partial(svg, name)))
        yield Artefact(f"tables/plots/{name}.png", _of(partial(png, name)), same=same_pixels)
    yield Artefact("tables/plots/README.md", _of(figures_page))
    yield Artefact("tables/docs/dictionary.md", _of(dictionary))
    yield Artefact("tables/docs/dictionary.html", _of(lambda data: page(data.once(dictionary))))
    yield Artefact("tables/docs/codebook.html", _of(rules_and_dictionary))
    yield Artefact("tables/explorer.html", _of(explorer))
    for name in KINDS_OF_FILE:
        yield Artefact(f"{TOML}/{name}.json", _of(partial(schema_file, name)), Kept.REPOSITORY)
    yield Artefact(SUMS, _sums)


def _sums(data: Dataset, files: Files) -> bytes:
    shipped = {a.path for a in artefacts() if a.kept is Kept.EVERYWHERE}
    hashes = {path: file.sha256 for path, file in files.items() if path in shipped}
    documents = {path: File.of(content).sha256 for path, content in data.documents.items()}
    return sums(hashes | documents)


@cache
def artefacts() -> tuple[Artefact, ...]:
    """Return the list; each file is made after those that it says something of."""
    return tuple(_listed())
