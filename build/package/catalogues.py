"""What catalogues read of the dataset, all from schemas/package.py.

`.zenodo.json` (what Zenodo takes from a repository, and registers with DataCite) and
`tables/croissant.json`, which is schema.org's `Dataset` and Croissant 1.0 (MLCommons) in one:
search engines read the one, loaders of machine learning the other.

No DOI is invented: the field is left out until schemas/package.py has one. Left out on purpose,
too: foreign keys in Croissant, for which its own loader joins tables and fails; they are in
datapackage.json.
"""

import json
from collections.abc import Mapping
from typing import Any

import polars as pl

from build.files.sums import File
from build.package.abstract import abstract
from build.package.citation import citation_text
from build.package.dataset import Dataset
from schemas import TABLES, Column, Table
from schemas import package as about
from schemas.package import stem

_LICENCE = about.LICENSES[0]


def zenodo(data: Dataset) -> bytes:
    """Return `.zenodo.json`."""
    said = abstract(data.frames["articles"])
    told = {
        "upload_type": "dataset",
        "title": about.TITLE,
        "version": about.VERSION,
        "description": f"{said} Fingerprint of the data: {data.fingerprint}.",
        "creators": [{"name": person["title"]} for person in about.CONTRIBUTORS],
        "license": _LICENCE["name"].lower(),
        "access_right": "open",
        "language": "eng",
        "keywords": list(about.KEYWORDS),
    }
    return _json(told)


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=True) + "\n").encode()


def _coverage(articles: pl.DataFrame) -> str:
    """Return from when to when the articles are, as ISO 8601 has it."""
    dates = articles["published_earliest"].to_list() + articles["published_latest"].to_list()
    return f"{min(dates)}/{max(dates)}"


# The context that the specification of Croissant 1.0 prescribes in its appendix.
_OF_CROISSANT = (
    "citeAs column data dataType examples extract field fileProperty fileObject fileSet format "
    "includes isLiveDataset jsonPath key md5 parentField path recordSet references regex "
    "repeated replace samplingRate separator source subField transform equivalentProperty"
)
_CONTEXT: dict[str, Any] = {
    **{term: f"cr:{term}" for term in _OF_CROISSANT.split()},
    "@language": "en",
    "@vocab": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "sc": "https://schema.org/",
}


def croissant(data: Dataset, files: Mapping[str, File]) -> bytes:
    """Return `tables/croissant.json`; `files` are those of the tables, by path."""
    people = [{"@type": "Organization", "name": p["title"]} for p in about.CONTRIBUTORS]
    metadata: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": about.NAME,
        "alternateName": about.TITLE,
        "description": abstract(data.frames["articles"]),
        "version": about.VERSION,
        "license": _LICENCE["path"],
        "creator": people,
        "publisher": people,
        "keywords": list(about.KEYWORDS),
        "inLanguage": "en",
        "datePublished": str(about.YEAR),
        "temporalCoverage": _coverage(data.frames["articles"]),
        "isAccessibleForFree": True,
        "identifier": {
            "@type": "PropertyValue",
            "propertyID": "fingerprint",
            "value": data.fingerprint,
        },
        "citeAs": citation_text(data.fingerprint),
        "distribution": [_file(model, files) for model in TABLES.values()],
        "recordSet": [_records(model) for model in TABLES.values()],
    }
    if about.HOMEPAGE:
        metadata["url"] = about.HOMEPAGE
    if about.DOI:
        metadata["sameAs"] = f"https://doi.org/{about.DOI}"
    return _json(metadata)


def _file(model: type[Table], files: Mapping[str, File]) -> dict[str, Any]:
    path = f"{stem(model.table())}.parquet"
    name = path.removeprefix("tables/")
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "description": model.about(),
        "contentUrl": name,  # from where this file is
        "encodingFormat": "application/x-parquet",
        "contentSize": f"{files[path].size} B",
        "sha256": files[path].sha256,
    }


def _records(model: type[Table]) -> dict[str, Any]:
    table = model.table()
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": model.about(),
        "key": [{"@id": f"{table}/{k}"} for k in model.key()],
        "field": [_field(table, column) for column in model.columns()],
    }


def _field(table: str, column: Column) -> dict[str, Any]:
    unit = f" Unit: {column.spec.unit}." if column.spec.unit else ""
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table}/{column.name}",
        "name": column.name,
        "description": column.spec.description + unit,
        "dataType": "sc:Float" if column.kind == "number" else f"sc:{column.kind.title()}",
        "source": {
            "fileObject": {"@id": f"{stem(table)}.parquet".removeprefix("tables/")},
            "extract": {"column": column.name},
        },
    }
    return field
