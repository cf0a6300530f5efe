"""The command `python -m build diff OLD NEW`: what changed, and which version that makes.

OLD and NEW are folders, zips or git revisions. The version follows the Data Package's version
recipe (https://datapackage.org/recipes/data-package-version/): what breaks a reader is major
(a table, column, code or cited id that is gone, another type or order, a narrower constraint),
new rows, tables and wider constraints are minor, corrections and descriptions are patches.

Left out on purpose: files that are not tables, which the changelog is for.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Any

import polars as pl

from build.frames.tombstones import CITED
from build.problems import visible
from build.versions.contents import Contents, read_package
from build.versions.rows import RowDiff, compare_rows
from schemas import TABLES


class Level(IntEnum):
    """Which part of a version a change raises."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


# A change of a descriptor, with the level that it makes.
_Change = tuple[Level, str]


@dataclass
class Difference:
    """How NEW differs from OLD.

    `schema` are changes of the descriptor; `tables` those of rows, by table, where there are.
    """

    old: str
    new: str
    old_version: str
    new_version: str
    schema: list[_Change] = field(default_factory=list)
    tables: dict[str, RowDiff] = field(default_factory=dict)

    @property
    def level(self) -> Level:
        """The highest level that any change makes."""
        levels = [level for level, _ in self.schema]
        levels += [_level(table, changes) for table, changes in self.tables.items()]
        return max(levels, default=Level.NONE)

    def as_text(self) -> str:
        """Return the difference as text, the first rows of each table named."""
        lines = [f"{self.old} ({self.old_version}) → {self.new} ({self.new_version})"]
        lines += [f"schema ({level.name.lower()}): {what}" for level, what in self.schema]
        for table, d in self.tables.items():
            added, removed = len(d.added), len(d.removed)
            counts = f"{added} rows added, {removed} removed, {d.rows_changed} changed"
            lines += ["", f"{table}: {counts}", *(f"  {line}" for line in d.lines())]
        lines += ["", self._verdict()]
        return "\n".join(map(visible, lines))

    def as_markdown(self) -> str:
        """Return the difference as Markdown, for a changelog."""
        lines = ["| table | rows added | rows removed | rows changed | cells changed |"]
        lines.append("| --- | ---: | ---: | ---: | ---: |")
        lines += [
            f"| {table} | {len(d.added)} | {len(d.removed)} | {d.rows_changed} "
            f"| {len(d.changed)} |"
            for table, d in self.tables.items()
        ]
        if not self.tables:
            lines = ["No row was added, removed or changed."]
        if self.schema:
            lines += ["", *(f"- {what} ({level.name.lower()})" for level, what in self.schema)]
        return "\n".join(map(visible, lines))

    def as_json(self) -> str:
        """Return the whole difference as JSON."""
        return json.dumps(
            {
                "old": {"path": self.old, "version": self.old_version},
                "new": {"path": self.new, "version": self.new_version},
                "level": self.level.name.lower(),
                "schema": [
                    {"level": v.name.lower(), "change": what} for v, what in self.schema
                ],
                "tables": {
                    table: {
                        "added": d.added,
                        "removed": d.removed,
                        "changed": [c._asdict() for c in d.changed],
                    }
                    for table, d in self.tables.items()
                },
            },
            indent=2,
        )

    def _verdict(self) -> str:
        if self.level is Level.NONE:
            return "No difference."
        needed = next_version(self.old_version, self.level)
        then = f": at least {needed} after {self.old_version}" if needed else ""
        return f"This is a {self.level.name.lower()} change{then}."


def _level(table: str, changes: RowDiff) -> Level:
    if changes.removed and table in CITED:
        return Level.MAJOR
    return Level.MINOR if changes.added else Level.PATCH


def next_version(old: str, level: Level) -> str | None:
    """Return the least version that may follow `old`; None where `old` is no version.

    Before 1.0.0 what breaks a reader raises the second number (Semantic Versioning 2.0.0,
    item 4, and the use of it), and so do new rows.
    """
    parts = old.split(".")
    if len(parts) != 3 or not all(p.isascii() and p.isdigit() for p in parts):
        return None
    major, minor, patch = map(int, parts)
    if level is Level.MAJOR and major:
        return f"{major + 1}.0.0"
    if level >= Level.MINOR:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + (level is Level.PATCH)}"


def diff(root: Path, old: str, new: str) -> Difference:
    """Compare two packages: folders, zips or revisions of the repository in `root`.

    Raises `ProblemsError` where one of them can't be read.
    """
    return compare(read_package(root, old), read_package(root, new))


# What a descriptor says of the package as a whole, beside its version and its tables.
_ABOUT = {
    "name": Level.MAJOR,
    "licenses": Level.MAJOR,  # what a reader may do
    "title": Level.PATCH,
    "description": Level.PATCH,
    "keywords": Level.PATCH,
    "contributors": Level.PATCH,
    "homepage": Level.PATCH,
}


def compare(old: Contents, new: Contents) -> Difference:
    """Compare the schemas and the rows of two packages."""
    result = Difference(old.name, new.name, old.version, new.version)
    for part, level in _ABOUT.items():
        if old.descriptor.get(part) != new.descriptor.get(part):
            result.schema.append((level, f"{part} of the package: other than before"))
    before, after = (
        {r["name"]: r for r in c.descriptor.get("resources", [])} for c in (old, new)
    )
    for table in before.keys() | after.keys():
        if table not in after:
            result.schema.append((Level.MAJOR, f"the table {table} is gone"))
        elif table not in before:
            result.schema.append((Level.MINOR, f"the table {table} is new"))
        else:
            result.schema += _schema(table, before[table], after[table])
    result.schema.sort(key=lambda c: (-c[0], c[1]))
    for table, model in TABLES.items():
        # Rows of a table that only one of them has are all new, or all gone.
        empty = pl.DataFrame(schema=dict.fromkeys((c.name for c in model.columns()), pl.String))
        changes = compare_rows(
            model, old.tables.get(table, empty), new.tables.get(table, empty)
        )
        if changes:
            result.tables[table] = changes
    return result


def _schema(table: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[_Change]:
    old, new = ({f["name"]: f for f in r["schema"]["fields"]} for r in (before, after))
    yield from ((Level.MAJOR, f"the column {table}.{c} is gone") for c in old if c not in new)
    yield from ((Level.MAJOR, f"the column {table}.{c} is new") for c in new if c not in old)
    if before.get("description") != after.get("description"):
        yield Level.PATCH, f"the description of {table} is another"
    both = [c for c in old if c in new]
    if both != [c for c in new if c in old]:
        yield Level.MAJOR, f"the columns of {table} are in another order"
    for part in ("primaryKey", "foreignKeys", "missingValues"):
        if before["schema"].get(part) != after["schema"].get(part):
            yield Level.MAJOR, f"{part} of {table} is another"
    for column in both:
        yield from _field(f"{table}.{column}", old[column], new[column])


# Parts of a field that say what its values mean to a program; the rest describes them.
_READ = ("type", "format", "unit", "trueValues", "falseValues", "categoriesOrdered")


def _field(name: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[_Change]:
    for part in _READ:
        if old.get(part) != new.get(part):
            yield Level.MAJOR, f"{part} of {name}: {old.get(part)} → {new.get(part)}"
    before, after = old.get("constraints", {}), new.get("constraints", {})
    yield from _codes(name, before.get("enum"), after.get("enum"), new)
    for part in (before.keys() | after.keys()) - {"enum"}:
        if before.get(part) != after.get(part):
            wider = part not in after or _is_wider(part, before.get(part), after[part], new)
            level = Level.MINOR if wider else Level.MAJOR
            yield level, f"{part} of {name}: {before.get(part)} → {after.get(part)}"
    if old.get("description") != new.get("description"):
        yield Level.PATCH, f"the description of {name} is another"


def _codes(
    name: str, old: list[str] | None, new: list[str] | None, field: dict[str, Any]
) -> Iterator[_Change]:
    """Yield how the codes of a column changed."""
    if old is None or new is None:
        if old is not new:  # fewer values may stand there than before, or more
            level, what = (Level.MAJOR, "has") if old is None else (Level.MINOR, "has no")
            yield level, f"{name} {what} codes that its cells must be of"
        return
    if gone := set(old) - set(new):
        yield Level.MAJOR, f"codes of {name} are gone: {', '.join(sorted(map(str, gone)))}"
    if came := set(new) - set(old):
        yield Level.MINOR, f"codes of {name} are new: {', '.join(sorted(map(str, came)))}"
    stayed = [code for code in old if code in new]
    if field.get("categoriesOrdered") and stayed != [code for code in new if code in old]:
        yield Level.MAJOR, f"the codes of {name} are in another order"


_LEAST = ("minimum", "exclusiveMinimum", "minLength")
_MOST = ("maximum", "exclusiveMaximum", "maxLength")


def _is_wider(part: str, before: Any, after: Any, field: dict[str, Any]) -> bool:
    """Return True if a constraint still allows every value that it allowed before.

    Left out: patterns, which are never compared.
    """
    if part in ("required", "unique"):
        return not after
    bounds = (before, after)
    in_days = field.get("type") == "date" and all(isinstance(b, str) for b in bounds)
    in_numbers = all(isinstance(b, int | float) for b in bounds)
    if not (in_days or in_numbers):
        return False
    if part in _LEAST:
        return bool(after <= before)
    return part in _MOST and bool(after >= before)
