"""Records, the batches in which they are handed on, and what is wrong with them."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from build.problems import Problem


class Origin(NamedTuple):
    """Where a record stands: file, kind and number there, or line (JSON Lines).

    `header` is that of the table in TOML where it is not the kind alone (`passage.quote`), and
    `within` the path in that table, for a record that is written inside another.
    """

    file: Path
    kind: str
    number: int
    line: int | None = None
    header: str = ""
    within: str = ""


class Record(NamedTuple):
    """One record: the article it belongs to ("" for shared ones), its place, its values."""

    article: str
    origin: Origin
    data: dict[str, Any]

    @property
    def name(self) -> str:
        """What a message calls it; see `record_name`."""
        return record_name(self.origin.kind, self.data)


_COUNTRIES = ("country", "mention", "not_mention")
# What names a record in a message: the first of these that it has.
_NAMES = ("id", "locator", "words")


def record_name(kind: str, data: Any) -> str:
    """Return what to call a record in a message: its id, locator or words."""
    if not isinstance(data, dict):
        return ""
    own = "country" if kind in _COUNTRIES else f"{kind}_id"
    own = {"copy": "url", "basis": "commitment_id"}.get(kind, own)
    for key in (own, *_NAMES):
        if isinstance(value := data.get(key), str):
            return value
    if kind == "relation":
        return f"{data.get('subject_id')} → {data.get('object_id')}"
    return ""


def show(raw: Path, path: Path) -> str:
    """Return `path` as messages show it: from the folder that holds raw/."""
    try:
        return path.relative_to(raw.parent).as_posix()
    except ValueError:
        return str(path)


def find_line(origin: Origin, path: str) -> int | None:
    """Return the line of a value; the file is parsed again only when there is an error."""
    if origin.line is not None:
        return origin.line
    from build.annotations.places import line_of  # its parser is not needed otherwise

    whole = f"{origin.within}.{path}".strip(".")
    return line_of(origin.file, origin.header or origin.kind, origin.number, whole)


@dataclass
class Faults:
    """What a step found wrong with records, as it returns it.

    `fields` names, for a record, the fields that were left out or can't be worked out, so
    that later steps do not complain of the consequences. `unreadable` says that a whole file
    could not be read, so that what it holds is missing everywhere else.
    """

    raw: Path
    problems: list[Problem] = field(default_factory=list)
    fields: dict[Origin, set[str]] = field(default_factory=dict)
    unreadable: bool = False

    def add(self, origin: Origin, name: str, path: str, what: str, fix: str = "") -> None:
        """Note that something is wrong with the value at `path` of a record."""
        shown, line = show(self.raw, origin.file), find_line(origin, path)
        self.problems.append(Problem(shown, what, fix, line=line, record=name, field=path))
        self.leave_out(origin, path.partition(".")[0].partition("[")[0])

    def of(self, record: Record, path: str, what: str, fix: str = "") -> None:
        """Note that something is wrong with the value at `path` of `record`."""
        self.add(record.origin, record.name, path, what, fix)

    def file(self, path: Path, what: str, fix: str, line: int | None = None) -> None:
        """Note that something is wrong with a file as a whole, which is of no use then."""
        self.problems.append(Problem(show(self.raw, path), what, fix, line=line))
        self.unreadable = True

    def leave_out(self, origin: Origin, *fields: str) -> None:
        """Note fields of a record of which nothing can be said, without a complaint."""
        self.fields.setdefault(origin, set()).update(fields)

    def update(self, other: "Faults") -> None:
        """Take over what another step found."""
        self.problems += other.problems
        for origin, fields in other.fields.items():
            self.leave_out(origin, *fields)
        self.unreadable |= other.unreadable


@dataclass(frozen=True)
class Batch:
    """Records by kind, in reading order, with every actor that was read so far by its id.

    All records of an article are in the same batch; `faults` is what reading found wrong
    with these records and their files.
    """

    raw: Path
    records: Mapping[str, Sequence[Record]]
    actors: Mapping[Any, dict[str, Any]]
    faults: Faults

    def of(self, kind: str) -> Sequence[Record]:
        """Return the records of a kind, in reading order."""
        return self.records.get(kind, ())

    def without(self, articles: Container[str]) -> "Batch":
        """Return the batch without the records of some articles."""
        if not articles:
            return self
        left = {
            kind: [r for r in records if r.article not in articles]
            for kind, records in self.records.items()
        }
        return Batch(self.raw, left, self.actors, self.faults)

    @cached_property
    def by_article(self) -> dict[str, dict[str, list[Record]]]:
        """The records that belong to articles, by article and kind."""
        grouped: dict[str, dict[str, list[Record]]] = {}
        for kind, records in self.records.items():
            for record in records:
                if record.article:
                    grouped.setdefault(record.article, {}).setdefault(kind, []).append(record)
        return grouped
