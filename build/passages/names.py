"""Find in the text that speakers and participants are named, by a wording they are known by.

A speaker is named somewhere in the article; a participant in a passage that supports its
part in the event, unless the annotator says in a `note` why it is not.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from build.annotations.records import Faults, Record
from build.passages.locating import Found, Passages
from build.texts.article import Article, Span
from build.texts.tokens import words

Actors = Mapping[Any, dict[str, Any]]


def known_by(actor: Mapping[str, Any]) -> list[str]:
    """Return the wordings that name an actor; its short name or name where none are given."""
    given = actor.get("names") or [actor.get("short_name") or actor.get("name")]
    return [n for n in given if isinstance(n, str)]


def wordings(actors: Actors, actor_id: str) -> list[str]:
    """Return the wordings that name an actor, and their possessives."""
    names = known_by(actors[actor_id])
    return names + [f"{n}'s" for n in names]


# The farthest name in the five articles stands 31 words before its quotation, across two
# paragraphs; a reader has forgotten who speaks after more.
_NEAR = 40
# Whoever is referred to by a role or speaks through a document need not be named.
_UNNAMED = frozenset(("role", "document"))


def find_speakers(
    article: Article,
    quotes: Sequence[Record],
    passages: Passages,
    actors: Actors,
    faults: Faults,
) -> Iterator[Found]:
    """Yield the first place that names each speaker of a quote.

    Who is not referred to by a role is named in the passage of the quote, or near before it.
    """
    done: set[str] = set()
    for record in quotes:
        speaker = record.data.get("speaker_id")
        _look_near(article, record, passages, actors, faults)
        if speaker is None or speaker in done or speaker not in actors:
            continue
        done.add(speaker)
        names = wordings(actors, speaker)
        found = next(((name, s) for name in names for s in article.codable(name)), None)
        if found is None:
            what = f"the article does not name '{speaker}'"
            known = names[: len(names) // 2]
            fix = (
                f"it is known by {known}; add the wording to names in actors or mend the "
                "speaker"
            )
            faults.of(record, "speaker_id", what, fix)
        else:
            name, span = found
            yield Found(record, "name", speaker, name, span)


def _look_near(
    article: Article, record: Record, passages: Passages, actors: Actors, faults: Faults
) -> None:
    """Say of a quote that its speaker is named only far from its passage.

    Reported speech has no marks that show where it begins, so its passage names the speaker,
    or the record says in `antecedent` for which wording the pronoun stands.
    """
    speaker = record.data.get("speaker_id")
    if speaker not in actors or record.data.get("attribution") in _UNNAMED:
        return
    spans = [s for _, s in passages.supporting.get(f"quotes/{record.data.get('id')}", [])]
    names = wordings(actors, str(speaker))
    antecedent = record.data.get("antecedent")
    if antecedent is not None:
        if spans:
            # The full name is good even where the actor is known by a shorter one.
            full = actors[speaker].get("name")
            _look_back(article, record, [*names, *([full] if full else [])], spans, faults)
        return
    places = [s for n in names for s in article.codable(n)]
    if spans and places and not any(_is_near(p, s) for p in places for s in spans):
        what = f"'{speaker}' is not named in the passage, nor in {_NEAR} words before it"
        fix = "mend the speaker, or say in attribution how it is referred to"
        faults.of(record, "speaker_id", what, fix)
    elif (
        record.data.get("form") == "indirect"
        and places
        and spans
        and not any(s.holds(p) for p in places for s in spans)
    ):
        what = f"the passage of an indirect quote does not name '{speaker}'"
        fix = "mend the speaker, or give in antecedent the wording that the pronoun stands for"
        faults.of(record, "antecedent", what, fix)


def _look_back(
    article: Article,
    record: Record,
    names: Sequence[str],
    spans: Sequence[Span],
    faults: Faults,
) -> None:
    """Say what is wrong with an antecedent: it names another, or stands nowhere before."""
    antecedent = str(record.data["antecedent"])
    places = list(article.codable(antecedent))
    if words(antecedent) not in {words(n) for n in names}:
        what = f"'{antecedent}' is no wording that the speaker is known by"
        faults.of(record, "antecedent", what, "mend it, or add the wording to names in actors")
    elif not any(p.last <= s.last for p in places for s in spans):
        what = f"'{antecedent}' does not stand before the passage"
        faults.of(record, "antecedent", what, "give the wording that stands there")


def _is_near(name: Span, passage: Span) -> bool:
    return passage.first - _NEAR <= name.first and name.last <= passage.last


def find_participants(
    article: Article,
    passages: Passages,
    actors: Actors,
    noted: Iterable[str],
    faults: Faults,
) -> Iterator[Found]:
    """Yield where a passage names each participant that it supports.

    `noted` are the participants (`EVENT_ID/ACTOR_ID`) with a note on why no passage names
    them; of these the first passage is given, with no wording.
    """
    unnamed = set(noted)
    for reference, supporting in passages.supporting.items():
        table, _, key = reference.partition("/")
        key, _, column = key.partition("#")
        actor = key.rpartition("/")[2]
        if table != "event_participants" or column or actor not in actors:
            continue
        found = _named_in(article, [s for _, s in supporting], wordings(actors, actor))
        record, span = supporting[0]
        if found is not None:
            yield Found(record, "participant", key, *found)
        elif key in unnamed:
            yield Found(record, "participant", key, "", span)
        else:
            what = f"no passage that supports {reference} names '{actor}'"
            fix = "take one that does, or say why not in a note of the participant"
            faults.of(record, "supports", what, fix)


def _named_in(
    article: Article, spans: Sequence[Span], names: Sequence[str]
) -> tuple[str, Span] | None:
    for name in names:
        for place in article.codable(name):
            if any(span.holds(place) for span in spans):
                return name, place
    return None
