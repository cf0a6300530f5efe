"""Describe the package in `datapackage.json` (Data Package v2, Table Schema).

Everything comes from the declarations in schemas/ and from the files just written. The
Parquet file of a table stands beside its CSV as a property of the resource, because a
second resource would have to repeat the schema and double every row. The views are resources,
too, marked as `derived`.

Left out on purpose: that text has no hidden characters and no space at an end, because no
pattern says so that XML Schema, Python, JavaScript and R read alike (the other checks ask it);
and constraints of the views.
"""

import json
from collections.abc import Mapping
from typing import Any

from build.files.sums import File
from build.loaders.view_columns import view_kinds
from build.package.abstract import abstract
from build.package.dataset import Dataset
from build.views.headers import View, plain_views
from schemas import TABLES, Column, Table
from schemas import package as about
from schemas.base import Reference
from schemas.package import stem
from schemas.vocabularies import VOCABULARIES

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
# What readers of version 1 go by, R's frictionless among them; version 2 has `type` instead.
_PROFILE_V1 = "tabular-data-resource"
_VOCABULARIES = {v.name: v for v in VOCABULARIES}
_SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"


def descriptor(data: Dataset, files: Mapping[str, File]) -> bytes:
    """Return datapackage.json; `files` are those of the tables and views, by path."""
    told: dict[str, Any] = {
        "$schema": PROFILE,
        "name": about.NAME,
        "title": about.TITLE,
        "description": abstract(data.frames["articles"]),
        "version": about.VERSION,
        "fingerprint": data.fingerprint,
        "keywords": list(about.KEYWORDS),
        "licenses": [dict(licence) for licence in about.LICENSES],
        "contributors": [dict(person) for person in about.CONTRIBUTORS],
        "sources": [_source(row) for row in data.frames["articles"].iter_rows(named=True)],
        "resources": [
            *(_table(model, data, files) for model in TABLES.values()),
            *(_view(v, files) for v in plain_views() if f"{stem(v.name)}.csv" in files),
        ],
    }
    if about.HOMEPAGE:
        told["homepage"] = about.HOMEPAGE
    return (json.dumps(told, indent=2, ensure_ascii=True) + "\n").encode()


def headline(article: dict[str, Any]) -> str:
    """Return what to call an article: its headline, or that it has none."""
    return article["headline"] or f"untitled ({article['article_id']})"


def _source(article: dict[str, Any]) -> dict[str, str]:
    title = f"{article['publisher']}: {headline(article)}"
    source = {"title": title, "version": article["published"], "path": article["url"]}
    return {key: value for key, value in source.items() if value}


def _table(model: type[Table], data: Dataset, files: Mapping[str, File]) -> dict[str, Any]:
    name = model.table()
    return {
        "description": model.about(),
        "fingerprint": data.prints[name],
        **_resource(name, files, table_schema(model)),
    }


def _view(view: View, files: Mapping[str, File]) -> dict[str, Any]:
    fields = [
        _field(name, view_kinds()[view.name][name], said) for name, said in view.columns.items()
    ]
    told = {"description": view.question, "derived": True}
    return told | _resource(view.name, files, _schema(fields, view.key))


def _resource(name: str, files: Mapping[str, File], schema: dict[str, Any]) -> dict[str, Any]:
    csv, parquet = f"{stem(name)}.csv", f"{stem(name)}.parquet"
    return {
        "name": name,
        "type": "table",
        "profile": _PROFILE_V1,
        **_file(csv, files, "csv", "text/csv"),
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\n"},
        "schema": schema,
        "parquet": _file(parquet, files, "parquet", "application/vnd.apache.parquet"),
    }


def _file(path: str, files: Mapping[str, File], format_: str, mediatype: str) -> dict[str, Any]:
    return {
        "path": path,
        "format": format_,
        "mediatype": mediatype,
        "bytes": files[path].size,
        "hash": f"sha256:{files[path].sha256}",
    }


def table_schema(model: type[Table]) -> dict[str, Any]:
    """Return the Table Schema of a table."""
    fields = [_declared(column, model.key()) for column in model.columns()]
    keys = [_foreign_key(c.name, c.references) for c in model.columns() if c.references]
    return _schema(fields, model.key()) | ({"foreignKeys": keys} if keys else {})


def _schema(fields: list[dict[str, Any]], key: tuple[str, ...]) -> dict[str, Any]:
    return {
        "$schema": _SCHEMA_PROFILE,
        "fields": fields,
        "missingValues": [""],
        "primaryKey": list(key),
    }


def _field(name: str, kind: str, said: str) -> dict[str, Any]:
    """Return a field of a kind: text, a type, or the name of a vocabulary."""
    vocabulary = _VOCABULARIES.get(kind)
    field: dict[str, Any] = {
        "name": name,
        "type": "string" if kind == "text" or vocabulary else kind,
        "description": said,
    }
    if kind == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    if vocabulary:
        pairs = [{"value": code.code, "label": code.label} for code in vocabulary.codes]
        field |= {"categories": pairs, "categoriesOrdered": vocabulary.ordered}
    return field


def _foreign_key(column: str, to: Reference) -> dict[str, Any]:
    # A table that refers to itself is named by the empty string in Table Schema v1 and by
    # its own name in v2; readers of either accept its name.
    return {"fields": [column], "reference": {"resource": to.table, "fields": [to.column]}}


def _declared(column: Column, key: tuple[str, ...]) -> dict[str, Any]:
    spec = column.spec
    kind = spec.vocabulary.name if spec.vocabulary else column.kind
    field = _field(column.name, kind, spec.description) | {"example": str(spec.example)}
    if spec.unit:
        field["unit"] = spec.unit
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
