"""List the claims that records make about the text of their article.

`proving` searches the text for each claim and makes its proof. `check_proofs` checks that each
claim still has its proof. Both take the claims from here, so they cover the same claims.

Left out on purpose: the place of a claim, which takes the text.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from build.annotations.records import Corpus, Record

Actors = Mapping[Any, Mapping[str, Any]]


class Claim(NamedTuple):
    """A record's claim that some words occur in the text.

    `part` is the kind of claim: the whole `text`, an `excluded` part, a stretch that is
    `marked` or `not_quotation`, a `quote`, a `passage`, the `name` of a speaker or a
    `participant`, or the `cue` that decides a code. `key` is a quote's id, an actor, a
    participant, a position and its column, or the number of one of several places. Any one of
    `words` identifies the place; `words` is empty if the record lacks the field, which is
    reported elsewhere. `field` is the path of the words in the record.
    """

    record: Record
    part: str
    key: str
    words: tuple[str, ...]
    field: str


def claims_of(corpus: Corpus, article_id: str, part: str) -> list[Claim]:
    """Return the claims of one part by the records of an article, in reading order."""
    return list(_PARTS[part](corpus, corpus.by_article.get(article_id, {})))


def all_claims(corpus: Corpus, article_id: str) -> Iterator[Claim]:
    """Yield every claim by the records of an article."""
    for part in _PARTS:
        yield from claims_of(corpus, article_id, part)


def known_by(actor: Mapping[str, Any]) -> list[str]:
    """Return the wordings that name an actor: its `names`, else its short name or name."""
    names = actor.get("names") or [actor.get("short_name") or actor.get("name")]
    return [n for n in names if isinstance(n, str)]


def wordings(actors: Actors, actor_id: str) -> list[str]:
    """Return the wordings that name an actor, and their possessives."""
    names = known_by(actors[actor_id])
    return names + [f"{n}'s" for n in names]


Records = Mapping[str, list[Record]]


def _text(_: Corpus, records: Records) -> Iterator[Claim]:
    for record in records.get("article", ()):
        yield Claim(record, "text", "", ("",), "")


def _located(part: str, field: str) -> Callable[[Corpus, Records], Iterator[Claim]]:
    def claims(_: Corpus, records: Records) -> Iterator[Claim]:
        for record in records.get(part, ()):
            yield Claim(record, part, _nth(record), _given(record, field), field)

    return claims


def _nth(record: Record) -> str:
    """Return the key of an excluded part or of listed words: its number among several."""
    occurrence = record.data.get("occurrence", 1)
    key = "" if occurrence == 1 else str(occurrence)
    return f"{key} to the end".strip() if record.data.get("to_end") else key


def _given(record: Record, field: str) -> tuple[str, ...]:
    value = record.data.get(field)
    return () if value is None else (value,)


def _quotes(_: Corpus, records: Records) -> Iterator[Claim]:
    for record in records.get("quote", ()):
        if record.data.get("text") is not None:
            yield Claim(
                record, "quote", str(record.data.get("id")), (_wording(record),), "text"
            )


def _wording(record: Record) -> str:
    """Return the words of a quote's proof: its form and a hash of its characters."""
    exact = hashlib.sha256(str(record.data["text"]).encode()).hexdigest()[:16]
    return f"{record.data.get('form')} {exact}"


def _cues(_: Corpus, records: Records) -> Iterator[Claim]:
    for record in records.get("basis", ()):
        if record.data.get("cue") is not None:
            key = f"{record.data.get('commitment_id')}/{record.data.get('field')}"
            yield Claim(record, "cue", key, _given(record, "cue"), "cue")


def _names(corpus: Corpus, records: Records) -> Iterator[Claim]:
    for record in records.get("quote", ()):
        speaker = str(record.data.get("speaker_id"))
        if speaker in corpus.actors:  # otherwise the foreign key check reports it
            words = tuple(wordings(corpus.actors, speaker))
            yield Claim(record, "name", speaker, words, "speaker_id")


def _participants(corpus: Corpus, records: Records) -> Iterator[Claim]:
    for record in records.get("passage", ()):
        for place, reference in enumerate(record.data.get("supports") or ()):
            table, _, key = str(reference).partition("/")
            actor = key.rpartition("/")[2]
            if table != "event_participants" or "#" in key or actor not in corpus.actors:
                continue
            # "" if a note explains why no passage names the participant.
            unnamed = ("",) if key in corpus.unnamed_participants else ()
            words = (*wordings(corpus.actors, actor), *unnamed)
            yield Claim(record, "participant", key, words, f"supports[{place}]")


_PARTS: dict[str, Callable[[Corpus, Records], Iterator[Claim]]] = {
    "text": _text,
    "excluded": _located("excluded", "locator"),
    "marked": _located("marked", "locator"),
    "passage": _located("passage", "locator"),
    "quote": _quotes,
    "not_quotation": _located("not_quotation", "words"),
    "name": _names,
    "participant": _participants,
    "cue": _cues,
}
