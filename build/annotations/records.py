"""Records, the corpus that contains them, and the problems found in them."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from build.problems import Problem

# The keys and numbers that lead to a value in a file: ("passage", 3, "q01", "speaker_id").
Steps = tuple[str | int, ...]


class Origin(NamedTuple):
    """The place of a record: its file and kind, and its path (TOML) or line (JSON Lines)."""

    file: Path
    kind: str
    path: Steps = ()
    line: int | None = None


class Record(NamedTuple):
    """One record: its article ("" for a shared record), its origin and its values."""

    article: str
    origin: Origin
    data: dict[str, Any]

    @property
    def name(self) -> str:
        """The name of the record in messages; see `record_name`."""
        return record_name(self.origin.kind, self.data)

    @property
    def by_hand(self) -> bool:
        """True if a person may have written it (TOML), False for a program (JSON Lines)."""
        return self.origin.line is None


_COUNTRIES = ("country", "mention", "not_mention")
# The first of these fields that a record has is its name in messages.
_NAMES = ("id", "locator", "words")


def record_name(kind: str, data: Any) -> str:
    """Return the name of a record in messages: its id, locator or words, or nothing."""
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
    """Return `path` relative to the folder that contains raw/, as messages show it."""
    try:
        return path.relative_to(raw.parent).as_posix()
    except ValueError:
        return str(path)


_STEP = re.compile(r"\[([0-9]+)\]|([^.\[]+)")


def steps_of(path: str) -> Steps:
    """Return the steps of a path such as `participants[1].role`."""
    return tuple(int(n) if n else key for n, key in _STEP.findall(path))


def find_line(origin: Origin, path: str) -> int | None:
    """Return the line of the value at `path` of a record, or None if there is none."""
    if origin.line is not None:
        return origin.line
    from build.annotations.places import place_of  # loads a parser that only errors need

    place = place_of(origin.file, (*origin.path, *steps_of(path)))
    return place.line if place else None


@dataclass
class Problems:
    """The problems that a step found in records.

    `ignored` maps a record to its missing or faulty fields, so that later steps do not report
    the consequences. `unreadable` contains the files that could not be read completely, and
    whose records are therefore missing.
    """

    raw: Path
    found: list[Problem] = field(default_factory=list)
    ignored: dict[Origin, set[str]] = field(default_factory=dict)
    unreadable: set[Path] = field(default_factory=set)

    def add(self, origin: Origin, name: str, path: str, what: str, fix: str = "") -> None:
        """Add a problem with the value at `path` of a record."""
        shown, line = show(self.raw, origin.file), find_line(origin, path)
        self.found.append(Problem(shown, what, fix, line=line, record=name, field=path))
        self.ignore(origin, path.partition(".")[0].partition("[")[0])

    def of(self, record: Record, path: str, what: str, fix: str = "") -> None:
        """Add a problem with the value at `path` of `record`."""
        self.add(record.origin, record.name, path, what, fix)

    def file(self, path: Path, what: str, fix: str, line: int | None = None) -> None:
        """Add a problem with a whole file, and mark the file as unreadable."""
        self.found.append(Problem(show(self.raw, path), what, fix, line=line))
        self.unreadable.add(path)

    def ignore(self, origin: Origin, *fields: str) -> None:
        """Mark fields of a record that later steps ignore."""
        self.ignored.setdefault(origin, set()).update(fields)

    def ignored_of(self, record: Record) -> Collection[str]:
        """Return the fields of a record that later steps ignore."""
        # Hashing an origin takes longer than the rest of most steps; usually none is ignored.
        return self.ignored.get(record.origin, ()) if self.ignored else ()

    def update(self, other: "Problems") -> None:
        """Add the problems of another step."""
        self.found += other.found
        for origin, fields in other.ignored.items():
            self.ignore(origin, *fields)
        self.unreadable |= other.unreadable


@dataclass(frozen=True)
class Corpus:
    """All records below raw/, by kind and in reading order, and the problems in them."""

    raw: Path
    records: Mapping[str, Sequence[Record]]
    problems: Problems

    def of(self, kind: str) -> Sequence[Record]:
        """Return the records of a kind, in reading order."""
        return self.records.get(kind, ())

    @cached_property
    def articles(self) -> dict[str, Record]:
        """The record of each article by its id."""
        return {record.article: record for record in self.of("article")}

    @cached_property
    def actors(self) -> dict[Any, dict[str, Any]]:
        """The values of each actor by its id."""
        return {record.data.get("actor_id"): record.data for record in self.of("actor")}

    @cached_property
    def states(self) -> list[dict[str, Any]]:
        """The actors whose names also name their country: states and government bodies."""
        kinds = ("state", "government_body")
        return [actor for actor in self.actors.values() if actor.get("kind") in kinds]

    @cached_property
    def by_article(self) -> dict[str, dict[str, list[Record]]]:
        """The records that belong to articles, by article and kind."""
        grouped: dict[str, dict[str, list[Record]]] = {}
        for kind, records in self.records.items():
            for record in records:
                if record.article:
                    grouped.setdefault(record.article, {}).setdefault(kind, []).append(record)
        return grouped

    @cached_property
    def unnamed_participants(self) -> frozenset[str]:
        """Participants (`EVENT_ID/ACTOR_ID`) with a note on why no passage names them."""
        return frozenset(
            f"{event.data.get('event_id')}/{participant.get('actor_id')}"
            for event in self.of("event")
            for participant in event.data.get("participants") or ()
            if isinstance(participant, dict) and participant.get("note")
        )
