"""Gate 3: the descriptor and the files it names, by readers that are not ours.

The descriptor must pass the official profile of Data Package v2 and be, key by key, the one
that the declarations and the files give (readers ignore a misspelt key); frictionless then
validates the whole package.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from build.files.reading import is_plain, read_csv
from build.package.descriptor import describe
from build.package.fingerprint import fingerprints
from build.problems import shorten
from build.rules.finding import MOST_ROWS, Finding
from schemas import TABLES

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
    findings = list(_profile(tables))
    findings += _files(root)
    if any(f.rule == "path" for f in findings):
        return findings  # the rest would stumble over what is reported
    findings += _declared(root, descriptor)
    if all(f.rule in _SOUND for f in findings):
        findings += _frictionless(root, tables)
    return findings


# Findings after which the descriptor can still be given to another reader.
_SOUND = frozenset({"bytes", "hash", "fingerprint", "version"})


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON, of which readers would take the last of two like keys."""
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"the key {key!r} stands twice in one object")
    return dict(pairs)


def _without_views(descriptor: dict[str, Any]) -> dict[str, Any]:
    """Return a descriptor without the views, which follow from the tables.

    They must be, key by key, what the declarations give, and gate 4 compares their files with
    what the tables give; to read them a second time takes longer than the tables do.
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
            path = root / "tables" / f"{name}.{suffix}"
            if not is_plain(path):
                what = f"tables/{path.name} is not a file of the package"
                yield _finding(name, "path", what)


def _declared(root: Path, descriptor: dict[str, Any]) -> Iterator[Finding]:
    """Compare the descriptor with the one that the declarations and the files give."""
    try:
        frames = {name: read_csv(root / "tables" / f"{name}.csv") for name in TABLES}
        expected = describe(root, frames["articles"], fingerprints(frames))
    except (OSError, KeyError, pl.exceptions.PolarsError):
        # The gate of the files says so; the hashes can be told all the same.
        expected = describe(root, pl.DataFrame(), dict.fromkeys(TABLES, ""))
        descriptor = _without_data(descriptor)
        expected = _without_data(expected)
    for place, what in _differences(expected, descriptor, "$"):
        table, rule = _place(place)
        yield _finding(table, rule, f"{place}: {what}")


def _without_data(descriptor: dict[str, Any]) -> dict[str, Any]:
    """Return a descriptor without what follows from rows."""
    of_rows = ("sources", "fingerprint", "description")
    rest = {k: v for k, v in descriptor.items() if k not in of_rows}
    resources = rest.get("resources")
    if isinstance(resources, list):
        rest["resources"] = [
            {k: v for k, v in r.items() if k != "fingerprint"} if isinstance(r, dict) else r
            for r in resources
        ]
    return rest


def _differences(expected: Any, found: Any, place: str) -> Iterator[tuple[str, str]]:
    """Yield (where, what is wrong) wherever one JSON value is not the other."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in [*expected, *(k for k in found if k not in expected)]:
            inner = f"{place}.{key}"
            if key not in found:
                yield inner, "missing"
            elif key not in expected:
                yield inner, "unknown key"
            else:
                yield from _differences(expected[key], found[key], inner)
    elif isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            yield place, f"has {len(found)} items, not {len(expected)}"
        for number, (one, other) in enumerate(zip(expected, found, strict=False)):
            yield from _differences(one, other, f"{place}[{number}]")
    elif type(expected) is not type(found) or expected != found:
        yield place, f"is {_shown(found)}, not {_shown(expected)}"


def _shown(value: Any) -> str:
    return shorten(json.dumps(value, ensure_ascii=False))


def _place(place: str) -> tuple[str, str]:
    """Return the table that a difference is about, and the rule: the last key, or declared."""
    head, _, _ = place.partition("]")
    table = "descriptor"
    if head.startswith("$.resources["):
        number = int(head.removeprefix("$.resources["))
        table = list(TABLES)[number] if number < len(TABLES) else table
    last = place.rpartition(".")[2]
    sound = last in _SOUND and (last != "version" or place == "$.version")
    return table, last if sound else "declared"


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
