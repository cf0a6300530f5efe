"""The views and table macros: one SQL file each, and what its header says of it.

The header of a file is a comment: the question, a blank line, what has to be known, a blank
line, then `name: text` for the key, each column and an example. The comments of DuckDB and
the dictionary are made from it. `{{name}}` in a file stands for the text of `parts/name.sql`,
so that a rule that several views and macros share is written once.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from schemas.package import FLAT

_FOLDER = Path(__file__).parent
_PROPERTIES = ("key", "example")
_PART = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True)
class View:
    """A view or table macro: its name, question, notes, key, columns, example and SQL."""

    name: str
    question: str
    notes: str
    key: tuple[str, ...]
    columns: dict[str, str]
    example: str
    sql: str

    @property
    def is_macro(self) -> bool:
        """Whether it takes arguments."""
        return self.sql.startswith("CREATE MACRO")


@cache
def read_views() -> tuple[View, ...]:
    """Return every view, then every macro, each after those it uses."""
    return (*_in_order(_FOLDER / "queries"), *_in_order(_FOLDER / "macros"))


def plain_views() -> list[View]:
    """Return the views that take no arguments: the flat table, then the others by name."""
    plain = (v for v in read_views() if not v.is_macro)
    return sorted(plain, key=lambda v: (v.name != FLAT, v.name))


def _in_order(folder: Path) -> Iterator[View]:
    views = {path.stem: _read(path) for path in sorted(folder.glob("*.sql"))}
    # Lists, in order: a set would give another order in each run.
    used = {
        name: [o for o in views if o != name and re.search(rf"\b(JOIN|FROM) {o}\b", v.sql)]
        for name, v in views.items()
    }
    for name in TopologicalSorter(used).static_order():
        yield views[name]


def _read(path: Path) -> View:
    text = path.read_text("utf-8")
    start = text.index("\nCREATE ") + 1
    lines = [line.removeprefix("--").removeprefix(" ") for line in text[:start].splitlines()]
    parts = "\n".join(lines).strip().split("\n\n")
    question, *notes, listed = parts
    properties = dict(line.split(": ", 1) for line in listed.splitlines())
    return View(
        name=path.stem,
        question=question,
        notes=" ".join(" ".join(notes).split()),
        key=tuple(properties["key"].split(", ")),
        columns={k.strip('"'): v for k, v in properties.items() if k not in _PROPERTIES},
        example=properties["example"],
        sql=_PART.sub(_part, text[start:].rstrip()),
    )


def _part(found: re.Match[str]) -> str:
    """Return the SQL of a part, without the comment above it."""
    lines = (_FOLDER / "parts" / f"{found[1]}.sql").read_text("utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("--"))
    return _PART.sub(_part, text).strip()
