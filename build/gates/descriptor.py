"""Gate 3: the descriptor and the files it names, by readers that are not ours.

The descriptor must pass the official profile of Data Package v2; frictionless then validates
the whole package by it. Readers ignore a misspelt key; gate 4 makes the descriptor again.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from build.files.reading import is_plain
from build.rules.finding import MOST_ROWS, Finding
from schemas import TABLES
from schemas.package import stem

GATE = "descriptor"
_PROFILE = Path(__file__).resolve().parent / "profiles" / "data-package-2.0.json"
# A descriptor that is larger than this is none of ours.
_MOST_BYTES = 4 * 2**20


def check_descriptor(root: Path) -> list[Finding]:
    """Return every breach of the descriptor and of the files that it names."""
    path = root / "datapackage.json"
    try:
        if not path.is_file():
            return [_finding("descriptor", "readable", "not a file of the package")]
        if path.stat().st_size > _MOST_BYTES:
            return [_finding("descriptor", "readable", "larger than 4 MiB")]
        descriptor = json.loads(path.read_bytes().decode("utf-8"), object_pairs_hook=_once)
    except (OSError, UnicodeDecodeError, ValueError, RecursionError) as error:
        return [_finding("descriptor", "readable", str(error).splitlines()[0])]
    if not isinstance(descriptor, dict):
        return [_finding("descriptor", "readable", "not a JSON object")]
    tables = _without_views(descriptor)
    findings = [*_profile(tables), *_tables(tables), *_files(root)]
    return findings or list(_frictionless(root, tables))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON, of which readers would take the last of two like keys."""
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"the key {key!r} stands twice in one object")
    return dict(pairs)


def _without_views(descriptor: dict[str, Any]) -> dict[str, Any]:
    """Return a descriptor without the views, which follow from the tables.

    Gate 4 makes them again; to read them a second time takes longer than the tables do.
    """
    resources = descriptor.get("resources")
    if not isinstance(resources, list):
        return descriptor
    return descriptor | {
        "resources": [r for r in resources if not (isinstance(r, dict) and r.get("derived"))]
    }


def _finding(table: str, rule: str, message: str, row: str | None = None) -> Finding:
    return Finding(GATE, table, row, None, rule, message)


def _profile(descriptor: dict[str, Any]) -> Iterator[Finding]:
    import jsonschema

    profile = json.loads(_PROFILE.read_text("utf-8"))
    for error in jsonschema.Draft7Validator(profile).iter_errors(descriptor):
        yield _finding("descriptor", "profile", f"{error.json_path}: {error.message[:200]}")


def _files(root: Path) -> Iterator[Finding]:
    for name in TABLES:
        for suffix in ("csv", "parquet"):
            path = f"{stem(name)}.{suffix}"
            if not is_plain(root / path):
                what = f"{path} is not a file of the package"
                yield _finding(name, "path", what)


def _tables(descriptor: dict[str, Any]) -> Iterator[Finding]:
    """Compare which tables are described, and where, with those that there are."""
    resources = descriptor.get("resources")
    found = [
        (r.get("name"), r.get("path")) if isinstance(r, dict) else r
        for r in (resources if isinstance(resources, list) else ())
    ]
    if found != [(name, f"{stem(name)}.csv") for name in TABLES]:
        what = "its resources are not the tables and their files, in their order"
        yield _finding("descriptor", "resources", what)


def _frictionless(root: Path, descriptor: dict[str, Any]) -> Iterator[Finding]:
    import frictionless

    package = frictionless.Package.from_descriptor(descriptor, basepath=str(root))
    report = package.validate(limit_errors=MOST_ROWS)
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
