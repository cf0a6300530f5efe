"""Gate 3: the descriptor and the files it names, by readers that are not ours.

The descriptor must have no key that this package does not write (readers ignore a misspelt
one), pass the official profile of Data Package v2, give the sizes and hashes of the files, and
say of each table what is declared; frictionless then validates the whole package.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from build.files.reading import read_csv
from build.gates.finding import MOST_ROWS, Finding
from build.package.descriptor import table_schema
from build.package.fingerprint import dataset_fingerprint, table_fingerprint
from schemas import TABLES
from schemas import package as about

GATE = "descriptor"
_PROFILE = Path(__file__).resolve().parent / "profiles" / "data-package-2.0.json"
# Every key that the package writes, by the path of the object that holds it; * is any item.
_RESOURCE = (
    "name type description fingerprint path format mediatype bytes hash encoding dialect "
    "schema parquet"
)
_KEYS = {
    "": "$schema name title description version fingerprint keywords licenses contributors "
    "sources resources homepage",
    "licenses.*": "name path title",
    "contributors.*": "title roles",
    "sources.*": "title version path",
    "resources.*": _RESOURCE,
    "resources.*.parquet": "path format mediatype bytes hash",
    "resources.*.dialect": "lineTerminator",
    "resources.*.schema": "$schema fields missingValues primaryKey foreignKeys",
    "resources.*.schema.fields.*": "name type description example unit trueValues falseValues "
    "categories categoriesOrdered constraints",
    "resources.*.schema.fields.*.categories.*": "value label",
    "resources.*.schema.fields.*.constraints": "required unique enum pattern minimum maximum",
    "resources.*.schema.foreignKeys.*": "fields reference",
    "resources.*.schema.foreignKeys.*.reference": "resource fields",
}
_ALLOWED = {path: frozenset(keys.split()) for path, keys in _KEYS.items()}
# A descriptor that is deeper or larger than this is no descriptor of ours.
_MOST_BYTES = 4 * 2**20


def check_descriptor(root: Path) -> list[Finding]:
    """Return every breach of the descriptor and of the files that it names."""
    path = root / "datapackage.json"
    try:
        if path.stat().st_size > _MOST_BYTES:
            return [_finding("descriptor", "readable", "larger than 4 MiB")]
        descriptor = json.loads(path.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError, ValueError, RecursionError) as error:
        return [_finding("descriptor", "readable", str(error).splitlines()[0])]
    if not isinstance(descriptor, dict):
        return [_finding("descriptor", "readable", "not a JSON object")]
    findings = list(_closed(descriptor, "", "$"))
    findings += _profile(descriptor)
    if findings:
        return findings  # the rest would stumble over what is reported
    findings += _resources(root, descriptor)
    if not any(f.rule in ("path", "readable") for f in findings):
        findings += _frictionless(root)
    return findings


def _finding(table: str, rule: str, message: str, row: str | None = None) -> Finding:
    return Finding(GATE, table, row, None, rule, message)


def _closed(value: Any, path: str, shown: str) -> Iterator[Finding]:
    """Yield each key that stands where the package writes none of that name."""
    if isinstance(value, list):
        inner = f"{path}.*".lstrip(".")
        for number, item in enumerate(value):
            yield from _closed(item, inner, f"{shown}[{number}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in _ALLOWED.get(path, frozenset()):
                yield _finding("descriptor", "known_keys", f"unknown key {shown}.{key}")
            else:
                yield from _closed(item, f"{path}.{key}".lstrip("."), f"{shown}.{key}")


def _profile(descriptor: dict[str, Any]) -> Iterator[Finding]:
    import jsonschema

    profile = json.loads(_PROFILE.read_text("utf-8"))
    for error in jsonschema.Draft7Validator(profile).iter_errors(descriptor):
        yield _finding("descriptor", "profile", f"{error.json_path}: {error.message[:200]}")


def _resources(root: Path, descriptor: dict[str, Any]) -> Iterator[Finding]:
    named = [r["name"] for r in descriptor["resources"]]
    if named != list(TABLES):
        yield _finding("descriptor", "resources", f"the tables are not {', '.join(TABLES)}")
    if descriptor.get("version") != about.VERSION:
        yield _finding("descriptor", "version", f"the version is not {about.VERSION}")
    yield from _fingerprints(root, descriptor)
    for resource in descriptor["resources"]:
        name = resource["name"]
        for part, suffix in ((resource, "csv"), (resource.get("parquet", {}), "parquet")):
            yield from _file(root, name, part, f"tables/{name}.{suffix}")
        if name in TABLES and resource.get("schema") != table_schema(TABLES[name]):
            yield _finding(name, "schema", "the Table Schema is not the one declared")


def _fingerprints(root: Path, descriptor: dict[str, Any]) -> Iterator[Finding]:
    """Compare the fingerprints of the rows, as text in the CSV files, with those given."""
    prints = {}
    for resource in descriptor["resources"]:
        name = resource["name"]
        if name in TABLES:
            try:
                frame = read_csv(root / "tables" / f"{name}.csv")
                prints[name] = table_fingerprint(TABLES[name], frame)
            except (OSError, pl.exceptions.PolarsError):
                continue  # the gate of the files says so
            if resource.get("fingerprint") != prints[name]:
                yield _finding(name, "fingerprint", "the rows are not those described")
    if prints.keys() == TABLES.keys() and (
        descriptor.get("fingerprint") != dataset_fingerprint(prints)
    ):
        yield _finding("descriptor", "fingerprint", "the data are not those described")


def _file(root: Path, name: str, part: dict[str, Any], expected: str) -> Iterator[Finding]:
    if part.get("path") != expected:
        yield _finding(name, "path", f"the path is not {expected}")
        return
    path = root / expected
    if path.is_symlink() or not path.is_file():
        yield _finding(name, "path", f"{expected} is not a file of the package")
        return
    data = path.read_bytes()
    if part.get("bytes") != len(data):
        yield _finding(
            name, "bytes", f"{expected} has {len(data)} bytes, not {part.get('bytes')}"
        )
    if part.get("hash") != f"sha256:{hashlib.sha256(data).hexdigest()}":
        yield _finding(name, "hash", f"{expected} is not the file that was described")


def _frictionless(root: Path) -> Iterator[Finding]:
    import frictionless

    report = frictionless.validate(
        str(root / "datapackage.json"), limit_errors=MOST_ROWS, basepath=None
    )
    for task in report.tasks:
        for error in task.errors:
            found = error.to_dict()
            row = found.get("rowNumber")
            yield Finding(
                GATE,
                task.name,
                None if row is None else f"line {row}",
                found.get("fieldName"),
                found["type"],
                found["note"] or found["message"],
            )
    for error in report.errors:
        yield _finding("descriptor", error.type, error.note)
