"""What loaders of CSV files need to know: the kind of each column, in lines that fit."""

from collections.abc import Iterable, Mapping

from build.views.headers import read_views
from schemas import TABLES, Column

_WIDTH = 96


def _kind(column: Column) -> str:
    if column.spec.vocabulary is not None:
        return column.spec.vocabulary.name
    return column.kind


def folded(opening: str, items: Iterable[str], closing: str, indent: str) -> list[str]:
    """Return a list over as many lines as it takes."""
    lines, line = [], indent + opening
    for item in items:
        if len(line) + len(item) + 2 > _WIDTH:
            lines.append(line.rstrip())
            line = indent + "    "
        line += item + ", "
    return [*lines, line.removesuffix(", ") + closing]


def keys() -> Mapping[str, tuple[str, ...]]:
    """Return the columns of each table's key."""
    return {t: m.key() for t, m in TABLES.items()}


def required() -> Mapping[str, list[str]]:
    """Return the columns of each table that are never empty."""
    return {t: [c.name for c in m.columns() if not c.nullable] for t, m in TABLES.items()}


def labels() -> Mapping[str, Mapping[str, str]]:
    """Return what the dictionary says of each column, by table and view."""
    said: dict[str, Mapping[str, str]] = {
        t: {c.name: c.spec.description for c in m.columns()} for t, m in TABLES.items()
    }
    return said | {v.name: v.columns for v in read_views() if not v.is_macro}


def kinds() -> Mapping[str, Mapping[str, str]]:
    """Return the kind of each column by table: text, a type, or the name of a vocabulary."""
    return {t: {c.name: _kind(c) for c in m.columns()} for t, m in TABLES.items()}
