"""Fill in fields that people may leave out because they follow from other records.

Each column that declares `follows` has a function here, which returns the value, or None if
nothing follows. Only missing fields are filled in. A required field that is still missing
afterwards is reported.

Left out on purpose: constants, which the column declares (`default`) and `frames` fills in.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from build.annotations.model import KIND_OF_TABLE
from build.annotations.records import Corpus, Problems, Record
from build.annotations.shorthand import measure_of
from schemas import TABLES, Column

Data = dict[str, Any]


class _Known:
    """The records from which fields of other records follow, by id."""

    def __init__(self, corpus: Corpus) -> None:
        self.actors = corpus.actors
        self.articles = {id_: record.data for id_, record in corpus.articles.items()}
        self.quotes: dict[Any, Data] = {
            f"{r.article}.{r.data.get('id')}": r.data for r in corpus.of("quote")
        }
        self.dates = {
            r.data.get("event_id"): r.data.get("date") for r in corpus.of("event") if r.by_hand
        }
        self.incomplete: set[int] = set()  # quotes with a problem, by identity
        self._below: dict[Any, list[Data]] = {}
        for record in corpus.of("commitment"):
            if record.origin.path[:1] == ("passage",):
                self._below.setdefault(record.data.get("quote_id"), []).append(record.data)
        self._members: set[tuple[Any, Any]] = set()
        self._speakers: set[tuple[Any, Any]] = set()
        for record in corpus.of("membership"):
            pair = record.data.get("group_id"), record.data.get("actor_id")
            is_member = record.data.get("role") == "member"
            (self._members if is_member else self._speakers).add(pair)
        self._states = {
            str(data["country"]).lower(): actor
            for actor, data in reversed(self.actors.items())
            if data.get("kind") == "state" and data.get("country")
        }

    def quote_of(self, data: Data) -> Data:
        """Return the quote of a position, or an empty dict if no quote is known."""
        return self.quotes.get(data.get("quote_id"), {})

    def below(self, article: str, quote: Data) -> list[Data]:
        """Return the positions that are written below a quote."""
        return self._below.get(f"{article}.{quote.get('id')}", [])

    def first_below(self, article: str, quote: Data) -> Data:
        """Return the first position written below a quote, or an empty dict without one."""
        return next(iter(self.below(article, quote)), {})

    def attribution(self, speaker: Any) -> str:
        """Return the default attribution of a speaker: anonymous or named."""
        kind = self.actors.get(speaker, {}).get("kind")
        return "anonymous" if kind == "anonymous" else "named"

    def state(self, commitment_id: Any) -> Any:
        """Return the state whose country code begins the id of a position, or None."""
        if not isinstance(commitment_id, str):
            return None
        return self._states.get(commitment_id.partition("-")[0])

    def speaks_for(self, speaker: Any, actor: Any) -> bool:
        """Return True if the speaker speaks for the actor (codebook: commitments)."""
        country = self.actors.get(actor, {}).get("country")
        return (
            speaker == actor
            or (country is not None and self.actors.get(speaker, {}).get("country") == country)
            or (actor, speaker) in self._speakers
            or (speaker, actor) in self._members
        )


# A function of the known records, and the article and values of one record.
Inference = Callable[[_Known, str, Data], Any]
_NO_BENEFICIARY = frozenset(("territory", "ceasefire", "sanctions"))


def _of_quote(column: str) -> Inference:
    return lambda known, _, data: known.quote_of(data).get(column)


def _of_article(column: str) -> Inference:
    return lambda known, article, _: known.articles.get(article, {}).get(column)


def _first(*inferences: Inference) -> Inference:
    def inference(known: _Known, article: str, data: Data) -> Any:
        values = (f(known, article, data) for f in inferences)
        return next((v for v in values if v is not None), None)

    return inference


def _beneficiary(_: _Known, __: str, data: Data) -> str | None:
    measure = data.get("measure")
    if measure is None or measure in _NO_BENEFICIARY:
        return None
    return "european-force" if measure == "backstop" else "ukraine"


def _day(known: _Known, article: str, data: Data) -> Any:
    if (event := data.get("event_id")) is not None:
        return known.dates.get(event)  # None is reported as missing
    return known.articles.get(article, {}).get("said")


def _measure(position: Data) -> Any:
    return position.get("measure") or measure_of(position.get("commitment_id"))


def _about(known: _Known, article: str, quote: Data) -> Any:
    position = known.first_below(article, quote)
    if position:
        return position.get("actor_id") or known.state(position.get("commitment_id"))
    return "united-states" if quote.get("measure") == "backstop" else None


def _gist(known: _Known, article: str, quote: Data) -> Any:
    """Return the summary of the only position: one of several would cover just a part."""
    positions = known.below(article, quote)
    return positions[0].get("summary") if len(positions) == 1 else None


def _own_word(known: _Known, _: str, data: Data) -> bool | None:
    actor, speaker = data.get("actor_id"), data.get("asserted_by")
    if actor is None or speaker is None:
        return None
    return known.speaks_for(speaker, actor)


def _nothing(_: _Known, __: str, ___: Data) -> None:
    """Return None, because `shorthand` fills in the field."""


# Ordered so that the fields that a function needs are inferred before it runs.
INFERENCES: dict[str, dict[str, Inference]] = {
    "quotes": {
        "form": lambda _, __, data: "direct" if data.get("text") else "indirect",
        "gist": _gist,
        "said": _day,
        "attribution": lambda known, _, data: known.attribution(data.get("speaker_id")),
        "measure": lambda known, article, data: _measure(known.first_below(article, data)),
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


def infer(corpus: Corpus) -> None:
    """Fill in the missing fields of a corpus that follow; report those that do not."""
    known = _Known(corpus)
    for table, inferences in INFERENCES.items():
        columns = {c.name: c for c in TABLES[table].columns() if c.name in inferences}
        records = corpus.of(KIND_OF_TABLE[table])
        _infer(known, records, columns, inferences, corpus.problems)


def _infer(
    known: _Known,
    records: Iterable[Record],
    columns: Mapping[str, Column],
    inferences: Mapping[str, Inference],
    problems: Problems,
) -> None:
    needed = [name for name, column in columns.items() if not column.nullable]
    for record in records:
        data, wrong = record.data, problems.ignored_of(record)
        for name, inference in inferences.items():
            if name not in data and name not in wrong:
                value = inference(known, record.article, data)
                if value is not None:
                    data[name] = value
        missing = [name for name in needed if name not in data and name not in wrong]
        if known.incomplete and id(known.quote_of(data)) in known.incomplete:
            # These fields follow from a quote whose problem is already reported.
            problems.ignore(record.origin, *missing)
            continue
        for name in missing:
            fix = f"add it; left out it is {columns[name].spec.follows}"
            problems.of(record, name, f"missing field '{name}'", fix)
        if record.origin.kind == "quote" and (wrong or missing):
            known.incomplete.add(id(data))
