"""The summary that a build ends with: rows, passages, and what changed."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from schemas import TABLES


class Change(NamedTuple):
    """How a table differs from the one before: rows now, added, removed, changed."""

    table: str
    rows: int
    added: int
    removed: int
    changed: int


def read_old(root: Path) -> dict[str, str]:
    """Return the CSV tables that are in place, by name; what is not there is left out."""
    old = {}
    for table in TABLES:
        try:
            old[table] = (root / "tables" / f"{table}.csv").read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            continue  # a table that can't be read counts as new
    return old


def compare(old: Mapping[str, str], files: Mapping[str, bytes]) -> list[Change]:
    """Compare the new CSV tables with the old ones, row by row, by primary key."""
    changes = []
    for table, model in TABLES.items():
        key = model.key()
        before = _rows(old.get(table, ""), key)
        after = _rows(files[f"tables/{table}.csv"].decode(), key)
        changes.append(
            Change(
                table,
                len(after),
                len(after.keys() - before.keys()),
                len(before.keys() - after.keys()),
                sum(after[k] != before[k] for k in after.keys() & before.keys()),
            )
        )
    return changes


def _rows(text: str, key: tuple[str, ...]) -> dict[tuple[str | None, ...], dict[str, str]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    return {tuple(row.get(k) for k in key): row for row in reader}


def render(changes: list[Change], passages: Mapping[str, int]) -> str:
    """Return the summary as text: tables with their changes, articles with their passages."""
    width = max(map(len, [*(c.table for c in changes), *passages]))
    lines = [f"{'table':<{width}}  {'rows':>5}  changed since the last build"]
    lines += [f"{c.table:<{width}}  {c.rows:>5}  {_said(c)}" for c in changes]
    lines += ["", f"{'article':<{width}}  passages"]
    lines += [f"{article:<{width}}  {count:>8}" for article, count in passages.items()]
    return "\n".join(lines)


def _said(change: Change) -> str:
    parts = [
        f"{sign}{count} {word}"
        for sign, count, word in (
            ("+", change.added, "added"),
            ("-", change.removed, "removed"),
            ("~", change.changed, "changed"),
        )
        if count
    ]
    return ", ".join(parts) or "–"
