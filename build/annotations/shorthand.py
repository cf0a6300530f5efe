"""Expand the shorter forms in which people may write records into plain records.

- A table may be headed by its id: `[actor.donald-trump]` is `[[actor]]` with that `actor_id`.
- A passage supports the records written below it. A quote (`[passage.q01]`), an event or a
  position is headed by its id, from which the kind follows (`full_reference`), or written as a
  list (`[[passage.event]]`). A position below a quote is stated by that quote
  (`[passage.q01.fra-ground_force-2026-01]`). A passage also supports the participants of an
  event below it, unless the article names another passage for them.
- Fields that all quotes below a passage share may be written in the passage (`OF_QUOTES`).
- `supersedes = "..."`, or a list, in a position is a relation to another position. With a note
  it is `{ object_id = "...", note = "..." }`.
- A pair may replace a record: `FRA = "participant"` in `[mention]`, `france = "member"` in
  `[membership.GROUP]`, `donald-trump = "host, in_person"` among the participants of an event.
  A list of reasons in `[excluded]` or `[not_quotation]` gives one reason per occurrence of the
  words, in order.
- `basis = { strength = "wording: will send" }` in a position is one `basis` record per column:
  the rule, without the column's name as prefix, and the cue after a colon.
- In `supports` and `disputes` the id alone refers to a quote, a country, a participant, a dated
  event or a position; `EVENT/{one,two}` are two participants, `ID#place,country` two columns.

`unfold` takes a parsed TOML document. Anything that is not in such a form is passed on
unchanged, and the model checks it. The forms do not exist in JSON Lines, in which programs
write plain records.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from build.annotations.records import Origin, Steps
from schemas.vocabularies import MEASURE, RELATION

# The kinds of record that may be written below a kind.
NESTED: dict[str, tuple[str, ...]] = {
    "passage": ("quote", "commitment", "event"),
    "quote": ("commitment",),
}


class Pairs(NamedTuple):
    """The fields of a record written as a pair: before and after the equals sign."""

    key: str
    value: str


PAIRS = {
    "mention": Pairs("country", "role"),
    "excluded": Pairs("locator", "reason"),
    "not_quotation": Pairs("words", "reason"),
    "left": Pairs("locator", "reason"),
    "marked": Pairs("locator", "reason"),
    "not_mention": Pairs("country", "reason"),
}
# Fields of a passage that are the defaults for all quotes below it.
OF_QUOTES = (
    "splice",
    "speaker_id",
    "antecedent",
    "attribution",
    "cue",
    "event_id",
    "said",
    "via_actor_id",
)
# The participants of an event, the members of a group.
_ACTORS = Pairs("actor_id", "role")
# Kinds of record that may be headed by their ids at the top level of a file.
_KEYED = ("actor", "country", "event", "instrument", "commitment")
RELATIONS = RELATION.values
_PLURALS = {"quote": "quotes", "commitment": "commitments", "event": "events"}

# The origins of records, and their values.
Records = Iterator[tuple[Origin, Any]]


def unfold(path: Path, document: dict[str, Any]) -> Records:
    """Yield each record of a parsed document in the plain form, with its origin."""
    unfolding = _Unfolding(path, _supported(document))
    for kind, value in document.items():
        yield from unfolding.records(kind, value)


def _supported(document: dict[str, Any]) -> set[str]:
    """Return the references that the passages of a document list explicitly."""
    passages = document.get("passage")
    lists = [
        p.get("supports")
        for p in (passages if isinstance(passages, list) else [])
        if isinstance(p, dict)
    ]
    return {r for listed in lists if isinstance(listed, list) for r in _expanded(listed)}


class _Unfolding:
    """The records of one document, whose passages list the references `supported`."""

    def __init__(self, file: Path, supported: set[str]) -> None:
        self._file = file
        self._supported = supported

    def records(self, kind: str, value: Any) -> Records:
        """Yield the records of a kind at the top level of the document."""
        pairs = PAIRS.get(kind)
        if kind == "membership" and isinstance(value, dict) and "group_id" not in value:
            for group, members in value.items():
                yield from self._pairs(kind, (kind, group), _ACTORS, members, group)
        elif pairs and isinstance(value, dict) and pairs.key not in value:
            yield from self._pairs(kind, (kind,), pairs, value)
        elif kind in _KEYED and _is_keyed(value):
            for key, data in value.items():
                record = {f"{kind}_id" if kind != "country" else kind: key, **data}
                yield from self._record(kind, (kind, key), record)
        else:
            for path, data in _numbered((kind,), value):
                yield from self._record(kind, path, data)

    def _pairs(
        self, kind: str, path: Steps, pairs: Pairs, value: Any, group: str = ""
    ) -> Records:
        if not isinstance(value, dict):
            yield Origin(self._file, kind, path), value
            return
        for key, items in value.items():
            for nth, (place, item) in enumerate(_numbered((*path, key), items), 1):
                record = _pair(pairs, key, item)
                if group:
                    record = {"group_id": group, **record}
                if nth > 1 and isinstance(item, str):
                    record["occurrence"] = nth
                yield Origin(self._file, kind, place), record

    def _record(self, kind: str, path: Steps, data: Any) -> Records:
        origin = Origin(self._file, kind, path)
        if not isinstance(data, dict):
            yield origin, data
            return
        plain, below = _parted(kind, data)
        if kind == "passage":
            self._support(plain, below)
        elif kind == "event":
            plain = _participants(plain)
        elif kind == "quote":
            _given([b.data for b in below], "quote_id", plain.get("id"))
        if kind == "commitment":
            yield from _relations(origin, plain)
            yield from _basis(origin, plain)
        yield origin, plain
        for nested in below:
            yield from self._record(nested.kind, (*path, *nested.path), nested.data)

    def _support(self, passage: dict[str, Any], below: list["_Below"]) -> None:
        """Add the records below a passage to its `supports`."""
        quotes = [b.data for b in below if b.kind == "quote"]
        for name in OF_QUOTES if quotes else ():
            _given(quotes, name, passage.pop(name, None))
        supports = passage.get("supports", [])
        if not isinstance(supports, list):
            return
        references = [*_expanded(supports), *self._references(below)]
        if references or "supports" in passage:
            passage["supports"] = references
        if isinstance(disputes := passage.get("disputes"), list):
            passage["disputes"] = _expanded(disputes)

    def _references(self, below: list["_Below"]) -> Iterator[str]:
        for kind, _, record in below:
            if not isinstance(record, dict):
                continue
            id_ = record.get("id" if kind == "quote" else f"{kind}_id")
            if not isinstance(id_, str):
                continue
            yield f"{_PLURALS[kind]}/{id_}"
            if kind == "quote":
                yield from self._references(_parted(kind, record)[1])
            if kind == "event":
                for participant in _participants(record).get("participants") or []:
                    actor = (
                        participant.get("actor_id") if isinstance(participant, dict) else None
                    )
                    reference = f"event_participants/{id_}/{actor}"
                    if isinstance(actor, str) and reference not in self._supported:
                        yield reference


class _Below(NamedTuple):
    """A record below another: its kind, its path from the other, and its values."""

    kind: str
    path: Steps
    data: Any


def _parted(kind: str, data: dict[str, Any]) -> tuple[dict[str, Any], list[_Below]]:
    """Return the fields of a record, and the records below it."""
    plain, below = {}, []
    for key, value in data.items():
        nested = NESTED.get(kind, ())
        named = _kind_of(key) if isinstance(value, dict) else ""
        if key in nested and _is_keyed(value):
            below += [_Below(key, (key, i), _named(key, i, d)) for i, d in value.items()]
        elif key in nested:
            below += [_Below(key, path, d) for path, d in _numbered((key,), value)]
        elif named in nested:
            below.append(_Below(named, (key,), _named(named, key, value)))
        else:
            plain[key] = value
    return plain, below


def _named(kind: str, id_: str, data: dict[str, Any]) -> dict[str, Any]:
    return {"id" if kind == "quote" else f"{kind}_id": id_, **data}


def _is_keyed(value: Any) -> bool:
    """Return True for a table that contains only tables, each under its id."""
    return (
        isinstance(value, dict)
        and bool(value)
        and all(isinstance(v, dict) for v in value.values())
    )


def _numbered(path: Steps, value: Any) -> Iterator[tuple[Steps, Any]]:
    """Yield the items of a list, or a single value, each with its path."""
    if isinstance(value, list):
        yield from (((*path, number), item) for number, item in enumerate(value))
    elif value is not None:
        yield path, value


def _given(records: Any, key: str, value: Any) -> None:
    for record in records:
        if isinstance(record, dict) and value is not None:
            record.setdefault(key, value)


def _pair(pairs: Pairs, key: str, value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return {pairs.key: key, **value}
    return {pairs.key: key, pairs.value: value}


def _participants(event: dict[str, Any]) -> dict[str, Any]:
    """Return an event with its participants as a list instead of pairs."""
    pairs = event.get("participants")
    if not isinstance(pairs, dict):
        return event
    return event | {"participants": [_participant(a, part) for a, part in pairs.items()]}


def _participant(actor: str, part: Any) -> dict[str, Any]:
    if not isinstance(part, str):
        return _pair(_ACTORS, actor, part)
    role, comma, attendance = part.partition(",")
    record = {"actor_id": actor, "role": role.strip()}
    return record | ({"attendance": attendance.strip()} if comma else {})


def _relations(origin: Origin, position: dict[str, Any]) -> Records:
    """Remove the relations from a position, and yield them as records."""
    own = position.get("commitment_id")
    for code in RELATIONS:
        path = (*origin.path, code)
        for place, value in _numbered(path, position.pop(code, None)):
            fields = value if isinstance(value, dict) else {"object_id": value}
            record = {"subject_id": own, "relation": code, **fields}
            pair = [own, record.get("object_id")]
            if code == "contradicts" and all(isinstance(i, str) for i in pair):
                # Stored once, the smaller id first.
                record["subject_id"], record["object_id"] = sorted(map(str, pair))
            yield Origin(origin.file, "relation", place), record


def _basis(origin: Origin, position: dict[str, Any]) -> Records:
    """Remove the codebook rules from a position, and yield them as records."""
    basis = position.get("basis")
    if not isinstance(basis, dict):
        return  # the model reports its type
    del position["basis"]
    for field, rules in basis.items():
        for place, reason in _numbered((*origin.path, "basis", field), rules):
            record = {"commitment_id": position.get("commitment_id"), "field": field}
            yield Origin(origin.file, "basis", place), record | _rule(field, reason)


def _rule(field: str, reason: Any) -> dict[str, Any]:
    if isinstance(reason, dict):
        return reason
    if not isinstance(reason, str):
        return {"rule": reason}
    rule, colon, cue = reason.partition(":")
    record = {"rule": f"{field}_{rule.strip()}"}
    return record | ({"cue": cue.strip()} if colon else {})


QUOTE = re.compile("q[0-9]{2,}")
_COUNTRY = re.compile("[A-Z]{3}")
EVENT = re.compile("([0-9]{4}-|undated-).*")
# `EVENT/{one,two}`, `ID#one,two`
_SEVERAL = re.compile(r"([^{}#]*/)[{]([^{}#]+)[}]|([^{}#]+#)([^{}#]+,[^{}#]+)")


def _expanded(references: list[Any]) -> list[Any]:
    """Return the references in full; the extra ones of `{one,two}` come at the end."""
    full, more = [], []
    for reference in references:
        if not isinstance(reference, str):
            full.append(reference)
            continue
        several = _SEVERAL.fullmatch(reference)
        if several:
            before, names, of_record, columns = several.groups()
            parts = [f"{before or of_record}{n.strip()}" for n in (names or columns).split(",")]
        else:
            parts = [reference]
        first, *rest = map(full_reference, parts)
        full.append(first)
        more += rest
    return full + more


def full_reference(reference: str) -> str:
    """Return a reference with its table, which is derived from the id if it was left out.

    A quote is recognised by `q01`, a country by its code, a participant by the slash between
    event and actor, an event by the year or `undated-` at its beginning, and a position by the
    measure in its id. Any other reference is returned unchanged.
    """
    id_, mark, field = reference.partition("#")
    table = ""
    if _COUNTRY.fullmatch(id_):
        table = "mentions"
    elif "/" in id_:
        # The id of an event has a hyphen; the name of a table does not.
        table = "event_participants" if "-" in id_.partition("/")[0] else ""
    elif kind := _kind_of(id_):
        table = _PLURALS[kind]
    return f"{table}/{id_}{mark}{field}" if table else reference


def _kind_of(id_: str) -> str:
    """Return the kind of record that an id belongs to, or "" if the id does not show it."""
    if QUOTE.fullmatch(id_):
        return "quote"
    if EVENT.fullmatch(id_):
        return "event"
    return "commitment" if measure_of(id_) else ""


def measure_of(commitment_id: object) -> str | None:
    """Return the measure in the id of a position, or None if it contains no measure."""
    if not isinstance(commitment_id, str):
        return None
    parts = commitment_id.split("-")
    return next((p for p in parts[1:-1] if p in MEASURE.values), None)
