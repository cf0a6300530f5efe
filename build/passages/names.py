"""Find the names of speakers and participants in a text, by the wordings of the actor.

A speaker must be named somewhere in the article. A participant must be named in a passage that
supports its participation, unless a `note` explains why it is not.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from build.annotations.records import Problems, Record
from build.passages.claims import Claim, known_by, wordings
from build.passages.locating import Found, Passages
from build.texts.article import Article, Span
from build.texts.tokens import words

Actors = Mapping[Any, Mapping[str, Any]]

# In the five articles the name is at most 31 words before its quotation, across two paragraphs.
# Readers lose track of the speaker beyond that.
_NEAR = 40
# A speaker referred to by a role, or a document, need not be named.
_UNNAMED = frozenset(("role", "document"))


def find_speakers(
    article: Article,
    claims: Sequence[Claim],
    passages: Passages,
    actors: Actors,
    problems: Problems,
) -> Iterator[Found]:
    """Yield the first place that names each speaker of a quote; report speakers not named.

    A speaker who is not referred to by a role must be named in the passage of the quote or
    shortly before it.
    """
    done: set[str] = set()
    for claim in claims:
        record, speaker = claim.record, claim.key
        _look_near(article, record, passages, actors, problems)
        if speaker in done:
            continue
        done.add(speaker)
        found = next(((w, s) for w in claim.words for s in article.codable(w)), None)
        if found is None:
            what = f"the article does not name '{speaker}'"
            fix = (
                f"it is known by {known_by(actors[speaker])}; add the wording to names in "
                "actors or mend the speaker"
            )
            problems.of(record, "speaker_id", what, fix)
        else:
            yield Found(claim, *found)


def _look_near(
    article: Article, record: Record, passages: Passages, actors: Actors, problems: Problems
) -> None:
    """Report a quote whose speaker is named only far from its passage.

    No marks show where reported speech begins. The passage of an indirect quote must therefore
    name the speaker, unless `antecedent` gives the wording that its pronoun refers to.
    """
    speaker = record.data.get("speaker_id")
    if speaker not in actors or record.data.get("attribution") in _UNNAMED:
        return
    spans = passages.spans_of(f"quotes/{record.data.get('id')}")
    names = wordings(actors, str(speaker))
    antecedent = record.data.get("antecedent")
    if antecedent is not None:
        if spans:
            # The full name is valid even if `names` has only shorter ones.
            full = actors[speaker].get("name")
            _look_back(article, record, [*names, *([full] if full else [])], spans, problems)
        return
    places = [s for n in names for s in article.codable(n)]
    if spans and places and not any(_is_near(p, s) for p in places for s in spans):
        what = f"'{speaker}' is not named in the passage, nor in {_NEAR} words before it"
        fix = "mend the speaker, or say in attribution how it is referred to"
        problems.of(record, "speaker_id", what, fix)
    elif (
        record.data.get("form") == "indirect"
        and places
        and spans
        and not any(s.holds(p) for p in places for s in spans)
    ):
        what = f"the passage of an indirect quote does not name '{speaker}'"
        fix = "mend the speaker, or give in antecedent the wording that the pronoun stands for"
        problems.of(record, "antecedent", what, fix)


def _look_back(
    article: Article,
    record: Record,
    names: Sequence[str],
    spans: Sequence[Span],
    problems: Problems,
) -> None:
    """Report an antecedent that names another actor or does not precede the passage."""
    antecedent = str(record.data["antecedent"])
    places = list(article.codable(antecedent))
    if words(antecedent) not in {words(n) for n in names}:
        what = f"'{antecedent}' is no wording that the speaker is known by"
        problems.of(
            record, "antecedent", what, "mend it, or add the wording to names in actors"
        )
    elif not any(p.last <= s.last for p in places for s in spans):
        what = f"'{antecedent}' does not stand before the passage"
        problems.of(record, "antecedent", what, "give the wording that stands there")


def _is_near(name: Span, passage: Span) -> bool:
    return passage.first - _NEAR <= name.first and name.last <= passage.last


def find_participants(
    article: Article, claims: Sequence[Claim], passages: Passages, problems: Problems
) -> Iterator[Found]:
    """Yield the place where a passage names each participant; report participants not named.

    If a note explains why no passage names a participant, yield its first passage without a
    wording.
    """
    done: set[str] = set()
    for claim in claims:
        reference = f"event_participants/{claim.key}"
        spans = passages.spans_of(reference)
        if claim.key in done or not spans:
            continue
        done.add(claim.key)
        found = _named_in(article, spans, [w for w in claim.words if w])
        if found is not None:
            yield Found(claim, *found)
        elif "" in claim.words:
            yield Found(claim, "", spans[0])
        else:
            actor = claim.key.rpartition("/")[2]
            what = f"no passage that supports {reference} names '{actor}'"
            fix = "take one that does, or say why not in a note of the participant"
            record, _ = passages.supporting[reference][0]
            problems.of(record, "supports", what, fix)


def _named_in(
    article: Article, spans: Sequence[Span], names: Sequence[str]
) -> tuple[str, Span] | None:
    for name in names:
        for place in article.codable(name):
            if any(span.holds(place) for span in spans):
                return name, place
    return None
