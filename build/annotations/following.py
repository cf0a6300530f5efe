"""What follows from other records and need not be written, filled in.

Each column that declares `follows` has a function here, which gives the value or None where
nothing follows. Only what a record leaves out is filled in. What then is still missing and has
to be there is a fault of its own.

Left out on purpose: constants, which the column declares (`default`) and `frames` fills in.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from build.annotations.model import TABLE_OF_KIND
from build.annotations.records import Faults, Record
from build.annotations.unfolding import measure_of
from schemas import TABLES

Data = dict[str, Any]


@dataclass
class Known:
    """What was read so far, by id: who belongs to or speaks for whom, and quotes.

    `positions` has those that are written below a quote, by the quote's id; `dates` those
    of the events that people wrote; `wrong` are the quotes of which something is missing.
    """

    actors: dict[Any, Data] = field(default_factory=dict)
    articles: dict[str, Data] = field(default_factory=dict)
    quotes: dict[str, Data] = field(default_factory=dict)
    positions: dict[str, list[Data]] = field(default_factory=dict)
    dates: dict[Any, Any] = field(default_factory=dict)
    members: set[tuple[Any, Any]] = field(default_factory=set)
    speakers: set[tuple[Any, Any]] = field(default_factory=set)
    wrong: set[int] = field(default_factory=set)
    _states: dict[str, Any] = field(default_factory=dict)

    def add(self, kind: str, data: Data) -> None:
        """Take in a record of actors or memberships; others are of no interest here."""
        if kind == "actor":
            self.actors[data.get("actor_id")] = data
        elif kind == "membership":
            pair = data.get("group_id"), data.get("actor_id")
            (self.members if data.get("role") == "member" else self.speakers).add(pair)

    def quote_of(self, data: Data) -> Data:
        """Return the quote of a position, empty where it has none that is known."""
        quote: Data = self.quotes.get(data.get("quote_id") or "", {})
        return quote

    def below(self, article: str, quote: Data) -> Data:
        """Return the first position written below a quote, empty where there is none."""
        return next(iter(self.all_below(article, quote)), {})

    def all_below(self, article: str, quote: Data) -> list[Data]:
        """Return the positions that are written below a quote."""
        return self.positions.get(f"{article}.{quote.get('id')}", [])

    def attribution(self, speaker: Any) -> str:
        """Return how a speaker is referred to where nothing else is said."""
        kind = self.actors.get(speaker, {}).get("kind")
        return "anonymous" if kind == "anonymous" else "named"

    def state(self, commitment_id: Any) -> str | None:
        """Return the state with whose code the id of a position begins."""
        code = commitment_id.partition("-")[0] if isinstance(commitment_id, str) else ""
        if code not in self._states:
            for actor, data in self.actors.items():
                if data.get("kind") == "state" and isinstance(data.get("country"), str):
                    self._states[data["country"].lower()] = actor
        return self._states.get(code)

    def speaks_for(self, speaker: Any, actor: Any) -> bool:
        """Say whether what one says is the other's own word (codebook: commitments)."""
        country = self.actors.get(actor, {}).get("country")
        return (
            speaker == actor
            or (country is not None and self.actors.get(speaker, {}).get("country") == country)
            or (actor, speaker) in self.speakers
            or (speaker, actor) in self.members
        )


Follow = Callable[[Known, str, Data], Any]
_NO_BENEFICIARY = frozenset(("territory", "ceasefire", "sanctions"))


def _of_quote(column: str) -> Follow:
    return lambda known, _, data: known.quote_of(data).get(column)


def _of_article(column: str) -> Follow:
    return lambda known, article, _: known.articles.get(article, {}).get(column)


def _first(*follows: Follow) -> Follow:
    def follow(known: Known, article: str, data: Data) -> Any:
        values = (f(known, article, data) for f in follows)
        return next((v for v in values if v is not None), None)

    return follow


def _beneficiary(_: Known, __: str, data: Data) -> str | None:
    measure = data.get("measure")
    if measure is None or measure in _NO_BENEFICIARY:
        return None
    return "european-force" if measure == "backstop" else "ukraine"


def _day(known: Known, article: str, data: Data) -> Any:
    if (event := data.get("event_id")) is not None:
        return known.dates.get(event)  # unknown, and so missing, where it has none
    return known.articles.get(article, {}).get("said")


def _measure(position: Data) -> Any:
    return position.get("measure") or measure_of(position.get("commitment_id"))


def _about(known: Known, article: str, quote: Data) -> Any:
    position = known.below(article, quote)
    if position:
        return position.get("actor_id") or known.state(position.get("commitment_id"))
    return "united-states" if quote.get("measure") == "backstop" else None


def _gist(known: Known, article: str, quote: Data) -> Any:
    """Of several positions each says a part only."""
    positions = known.all_below(article, quote)
    return positions[0].get("summary") if len(positions) == 1 else None


def _own_word(known: Known, _: str, data: Data) -> bool | None:
    actor, speaker = data.get("actor_id"), data.get("asserted_by")
    if actor is None or speaker is None:
        return None
    return known.speaks_for(speaker, actor)


def _nothing(_: Known, __: str, ___: Data) -> None:
    """Is filled in where the record stands below another (`unfolding`), or does not follow."""


# In an order in which each finds what it needs.
FOLLOWS: dict[str, dict[str, Follow]] = {
    "quotes": {
        "form": lambda _, __, data: "direct" if data.get("text") else "indirect",
        "gist": _gist,
        "said": _day,
        "attribution": lambda known, _, data: known.attribution(data.get("speaker_id")),
        "measure": lambda known, article, data: _measure(known.below(article, data)),
        "about_actor_id": _about,
        "splice": _nothing,
    },
    "commitments": {
        "quote_id": _nothing,
        "actor_id": lambda known, _, data: known.state(data.get("commitment_id")),
        "measure": lambda _, __, data: measure_of(data.get("commitment_id")),
        "beneficiary_id": _beneficiary,
        "asserted_by": _first(_of_quote("speaker_id"), _of_article("voice_id")),
        "self_asserted": _own_word,
        "via_actor_id": _of_quote("via_actor_id"),
        "event_id": _of_quote("event_id"),
        "stated": _first(_of_quote("said"), _day),
    },
    "events": {
        "date_basis": lambda _, __, data: "resolved" if data.get("date") else None,
    },
}
_COLUMNS = {
    kind: {c.name: c for c in TABLES[table].columns() if c.spec.follows}
    for kind, table in TABLE_OF_KIND.items()
}
_NEEDED = {
    kind: tuple(name for name, column in columns.items() if not column.nullable)
    for kind, columns in _COLUMNS.items()
}
KINDS = tuple(kind for kind, columns in _COLUMNS.items() if columns)


def follow(known: Known, records: Iterable[Record], faults: Faults) -> None:
    """Fill in what the records leave out and what follows; say what is missing then."""
    for record in records:
        kind, data = record.origin.kind, record.data
        # To look an origin up takes longer than all the rest, and mostly nothing is wrong.
        wrong = faults.fields.get(record.origin, ()) if faults.fields else ()
        for name, function in FOLLOWS[TABLE_OF_KIND[kind]].items():
            if name not in data and name not in wrong:
                value = function(known, record.article, data)
                if value is not None:
                    data[name] = value
        missing = [n for n in _NEEDED[kind] if n not in data and n not in wrong]
        if known.wrong and id(known.quote_of(data)) in known.wrong:
            # A consequence of what is wrong with its quote, which is said there.
            faults.leave_out(record.origin, *missing)
            continue
        for name in missing:
            what = f"missing field '{name}'"
            told = _COLUMNS[kind][name].spec.follows
            faults.of(record, name, what, f"add it; left out it is {told}")
        if kind == "quote" and (wrong or missing):
            known.wrong.add(id(data))


def needs_quote(record: Record) -> bool:
    """Say whether a position takes something from its quote.

    A program that writes plain records leaves out what is null, people what follows.
    """
    given = _REQUIRED if record.origin.line is not None else _GIVEN
    return isinstance(record.data.get("quote_id"), str) and not record.data.keys() >= given


_REQUIRED = frozenset(("asserted_by", "self_asserted", "stated"))
_GIVEN = _REQUIRED | {"event_id", "via_actor_id"}
