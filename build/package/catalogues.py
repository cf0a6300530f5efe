"""Step 7, too: what catalogues read of the dataset, all from schemas/package.py.

`tables/datacite.json` (DataCite Metadata Schema 4.5), `.zenodo.json` (what Zenodo takes from
a repository) and `tables/croissant.json`, which is schema.org's `Dataset` and Croissant 1.0
(MLCommons) in one: search engines read the one, loaders of machine learning the other.

No DOI is invented: the field is left out until schemas/package.py has one. Left out on purpose,
too: foreign keys in Croissant, for which its own loader joins tables and fails; they are in
datapackage.json.
"""

import json
from pathlib import Path
from typing import Any

import polars as pl

from build.package.abstract import abstract
from build.package.citation import citation_text
from build.package.descriptor import headline
from build.package.fingerprint import sha256_of
from schemas import TABLES, Column, Table
from schemas import package as about

_LICENCE = about.LICENSES[0]


def metadata_files(folder: Path, articles: pl.DataFrame, fingerprint: str) -> dict[str, bytes]:
    """Return the files of metadata by their paths.

    `folder` holds tables/, `articles` is that table, `fingerprint` the dataset's.
    """
    return {
        ".zenodo.json": _json(_zenodo(articles, fingerprint)),
        "tables/datacite.json": _json(_datacite(folder, articles, fingerprint)),
        "tables/croissant.json": _json(_croissant(folder, articles, fingerprint)),
    }


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=True) + "\n").encode()


def _zenodo(articles: pl.DataFrame, fingerprint: str) -> dict[str, Any]:
    return {
        "upload_type": "dataset",
        "title": about.TITLE,
        "version": about.VERSION,
        "description": f"{abstract(articles)} Fingerprint of the data: {fingerprint}.",
        "creators": [{"name": person["title"]} for person in about.CONTRIBUTORS],
        "license": _LICENCE["name"].lower(),
        "access_right": "open",
        "language": "eng",
        "keywords": list(about.KEYWORDS),
    }


def _datacite(folder: Path, articles: pl.DataFrame, fingerprint: str) -> dict[str, Any]:
    size = sum((folder / f"tables/{t}.csv").stat().st_size for t in TABLES)
    metadata: dict[str, Any] = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Annotated news articles"},
        "titles": [{"title": about.TITLE, "lang": "en"}],
        "creators": [
            {"name": person["title"], "nameType": "Organizational"}
            for person in about.CONTRIBUTORS
        ],
        "publisher": {"name": about.CONTRIBUTORS[0]["title"]},
        "publicationYear": str(about.YEAR),
        "version": about.VERSION,
        "language": "en",
        "subjects": [{"subject": word} for word in about.KEYWORDS],
        "dates": [
            {
                "date": _coverage(articles),
                "dateType": "Other",
                "dateInformation": "Publication of the articles that are coded",
            }
        ],
        "rightsList": [
            {
                "rights": _LICENCE["title"],
                "rightsUri": _LICENCE["path"],
                "rightsIdentifier": _LICENCE["name"],
                "rightsIdentifierScheme": "SPDX",
            }
        ],
        "descriptions": [{"description": abstract(articles), "descriptionType": "Abstract"}],
        "alternateIdentifiers": [
            {"alternateIdentifier": fingerprint, "alternateIdentifierType": "fingerprint"}
        ],
        "relatedItems": [_source(row) for row in articles.iter_rows(named=True)],
        "formats": ["text/csv", "application/vnd.apache.parquet"],
        "sizes": [f"{len(TABLES)} tables", f"{size} bytes as CSV"],
    }
    if about.DOI:
        metadata |= {"doi": about.DOI, "identifiers": []}
    return metadata


def _coverage(articles: pl.DataFrame) -> str:
    """Return from when to when the articles are, as ISO 8601 has it."""
    dates = articles["published_earliest"].to_list() + articles["published_latest"].to_list()
    return f"{min(dates)}/{max(dates)}"


def _source(article: dict[str, Any]) -> dict[str, Any]:
    item: dict[str, Any] = {
        "relatedItemType": "Text",
        "relationType": "IsDerivedFrom",
        "titles": [{"title": headline(article)}],
        "publisher": article["publisher"],
        "publicationYear": str(article["published_earliest"].year),
    }
    if article["url"]:
        item["relatedItemIdentifier"] = {
            "relatedItemIdentifier": article["url"],
            "relatedItemIdentifierType": "URL",
        }
    return item


# The context that the specification of Croissant 1.0 prescribes in its appendix.
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "equivalentProperty": "cr:equivalentProperty",
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def _croissant(folder: Path, articles: pl.DataFrame, fingerprint: str) -> dict[str, Any]:
    people = [{"@type": "Organization", "name": p["title"]} for p in about.CONTRIBUTORS]
    metadata: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": about.NAME,
        "alternateName": about.TITLE,
        "description": abstract(articles),
        "version": about.VERSION,
        "license": _LICENCE["path"],
        "creator": people,
        "publisher": people,
        "keywords": list(about.KEYWORDS),
        "inLanguage": "en",
        "datePublished": str(about.YEAR),
        "temporalCoverage": _coverage(articles),
        "isAccessibleForFree": True,
        "identifier": {
            "@type": "PropertyValue",
            "propertyID": "fingerprint",
            "value": fingerprint,
        },
        "citeAs": citation_text(fingerprint),
        "distribution": [_file(model, folder) for model in TABLES.values()],
        "recordSet": [_records(model) for model in TABLES.values()],
    }
    if about.HOMEPAGE:
        metadata["url"] = about.HOMEPAGE
    if about.DOI:
        metadata["sameAs"] = f"https://doi.org/{about.DOI}"
    return metadata


def _file(model: type[Table], folder: Path) -> dict[str, Any]:
    name = f"{model.table()}.parquet"
    path = folder / "tables" / name
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "description": model.about(),
        "contentUrl": name,  # beside this file
        "encodingFormat": "application/x-parquet",
        "contentSize": f"{path.stat().st_size} B",
        "sha256": sha256_of(path),
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
            "fileObject": {"@id": f"{table}.parquet"},
            "extract": {"column": column.name},
        },
    }
    return field
