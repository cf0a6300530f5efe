"""Step 7: describe the package in `datapackage.json` (Data Package v2, Table Schema).

Everything comes from the declarations in schemas/ and from the files just written. The
Parquet file of a table stands beside its CSV as a property of the resource, because a
second resource would have to repeat the schema and double every row. The views are resources,
too, marked as `derived`.

Left out on purpose: that text has no hidden characters and no space at an end, because no
pattern says so that XML Schema, Python, JavaScript and R read alike (the other checks ask it);
and sizes, hashes and constraints of the views, which `refresh` writes after the descriptor:
SHA256SUMS has their hashes, and they are compared with what the tables give.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from build.loaders.view_columns import plain_views, view_kinds
from build.package.abstract import abstract
from build.package.fingerprint import dataset_fingerprint, sha256_of
from build.views.headers import View
from schemas import TABLES, Column, Table
from schemas import package as about
from schemas.base import Reference
from schemas.vocabularies import VOCABULARIES, Vocabulary

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
# What readers of version 1 go by, R's frictionless among them; version 2 has `type` instead.
_PROFILE_V1 = "tabular-data-resource"
_VOCABULARIES = {v.name: v for v in VOCABULARIES}
_SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"


def descriptor_bytes(folder: Path, articles: pl.DataFrame, prints: Mapping[str, str]) -> bytes:
    """Return datapackage.json for the files in `folder`/tables, as `describe` has it."""
    text = json.dumps(describe(folder, articles, prints), indent=2, ensure_ascii=True)
    return (text + "\n").encode()


def describe(folder: Path, articles: pl.DataFrame, prints: Mapping[str, str]) -> dict[str, Any]:
    """Return the descriptor of the files in `folder`/tables.

    `articles` are the sources, typed or as text; `prints` the fingerprints of the tables.
    Raises `OSError` where a file is not there.
    """
    descriptor: dict[str, Any] = {
        "$schema": PROFILE,
        "name": about.NAME,
        "title": about.TITLE,
        "description": abstract(articles),
        "version": about.VERSION,
        "fingerprint": dataset_fingerprint(prints),
        "keywords": list(about.KEYWORDS),
        "licenses": [dict(licence) for licence in about.LICENSES],
        "contributors": [dict(person) for person in about.CONTRIBUTORS],
        "sources": [_source(row) for row in articles.iter_rows(named=True)],
        "resources": [
            *(_resource(model, folder, prints) for model in TABLES.values()),
            *map(_view, plain_views()),
        ],
    }
    if about.HOMEPAGE:
        descriptor["homepage"] = about.HOMEPAGE
    return descriptor


def headline(article: dict[str, Any]) -> str:
    """Return what to call an article: its headline, or that it has none."""
    return article["headline"] or f"untitled ({article['article_id']})"


def _source(article: dict[str, Any]) -> dict[str, str]:
    title = f"{article['publisher']}: {headline(article)}"
    source = {"title": title, "version": article["published"], "path": article["url"]}
    return {key: value for key, value in source.items() if value}


def _resource(model: type[Table], folder: Path, prints: Mapping[str, str]) -> dict[str, Any]:
    name = model.table()
    return {
        "name": name,
        "type": "table",
        "profile": _PROFILE_V1,
        "description": model.about(),
        "fingerprint": prints[name],
        **_file(f"tables/{name}.csv", folder, "csv", "text/csv"),
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\n"},
        "schema": table_schema(model),
        "parquet": _file(
            f"tables/{name}.parquet", folder, "parquet", "application/vnd.apache.parquet"
        ),
    }


def _view(view: View) -> dict[str, Any]:
    path = f"tables/views/{view.name}"
    kinds = view_kinds()[view.name]
    return {
        "name": view.name,
        "type": "table",
        "profile": _PROFILE_V1,
        "description": view.question,
        "derived": True,
        "path": f"{path}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\n"},
        "schema": {
            "$schema": _SCHEMA_PROFILE,
            "fields": [_view_field(n, kinds[n], said) for n, said in view.columns.items()],
            "missingValues": [""],
            "primaryKey": list(view.key),
        },
        "parquet": {
            "path": f"{path}.parquet",
            "format": "parquet",
            "mediatype": "application/vnd.apache.parquet",
        },
    }


def _view_field(name: str, kind: str, said: str) -> dict[str, Any]:
    vocabulary = _VOCABULARIES.get(kind)
    field: dict[str, Any] = {
        "name": name,
        "type": "string" if kind == "text" or vocabulary else kind,
        "description": said,
    }
    return field | _booleans(field["type"]) | (_categories(vocabulary) if vocabulary else {})


def _booleans(kind: str) -> dict[str, Any]:
    both = {"trueValues": ["true"], "falseValues": ["false"]}
    return both if kind == "boolean" else {}


def _categories(vocabulary: Vocabulary) -> dict[str, Any]:
    pairs = [{"value": code.code, "label": code.label} for code in vocabulary.codes]
    return {"categories": pairs, "categoriesOrdered": vocabulary.ordered}


def _file(path: str, folder: Path, format_: str, mediatype: str) -> dict[str, Any]:
    return {
        "path": path,
        "format": format_,
        "mediatype": mediatype,
        "bytes": (folder / path).stat().st_size,
        "hash": f"sha256:{sha256_of(folder / path)}",
    }


def table_schema(model: type[Table]) -> dict[str, Any]:
    """Return the Table Schema of a table."""
    schema: dict[str, Any] = {
        "$schema": _SCHEMA_PROFILE,
        "fields": [_field(column, model.key()) for column in model.columns()],
        "missingValues": [""],
        "primaryKey": list(model.key()),
    }
    keys = [_foreign_key(c.name, c.references) for c in model.columns() if c.references]
    if keys:
        schema["foreignKeys"] = keys
    return schema


def _foreign_key(column: str, to: Reference) -> dict[str, Any]:
    # A table that refers to itself is named by the empty string in Table Schema v1 and by
    # its own name in v2; readers of either accept its name.
    return {"fields": [column], "reference": {"resource": to.table, "fields": [to.column]}}


def _field(column: Column, key: tuple[str, ...]) -> dict[str, Any]:
    spec = column.spec
    field: dict[str, Any] = {
        "name": column.name,
        "type": "string" if column.kind == "text" else column.kind,
        "description": spec.description,
        "example": str(spec.example),
    }
    if spec.unit:
        field["unit"] = spec.unit
    field |= _booleans(field["type"])
    if spec.vocabulary is not None:
        field |= _categories(spec.vocabulary)
    if constraints := _constraints(column, key):
        field["constraints"] = constraints
    return field


def _constraints(column: Column, key: tuple[str, ...]) -> dict[str, Any]:
    spec = column.spec
    constraints: dict[str, Any] = {}
    if not column.nullable:
        constraints["required"] = True
    if key == (column.name,):
        constraints["unique"] = True
    if spec.vocabulary is not None:
        constraints["enum"] = list(spec.vocabulary.values)
    elif column.pattern is not None:
        # Grouped, because some readers put ^ and $ around a pattern without grouping it.
        constraints["pattern"] = f"({column.pattern})"
    limits = {
        "maxLength": column.longest,
        "minimum": spec.minimum,
        "maximum": spec.maximum,
    }
    return constraints | {key: limit for key, limit in limits.items() if limit is not None}
