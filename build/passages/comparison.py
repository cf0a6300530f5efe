"""Step 2, in a build: hold the annotations against the committed proofs.

The texts are not needed: a passage without a proof, a proof without a passage and a proof
that no longer agrees with what it proves are seen from the two of them.

Left out on purpose: whether a proof is true, which takes a text (`proving`, `verify`).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from build.annotations.records import Batch, Faults, Record
from build.passages.anchors import FIX, Anchor, Key, Proofs
from build.passages.cues import cue_key
from build.passages.locating import nth
from build.passages.names import wordings
from build.passages.quotations import wording
from build.problems import Problem
from build.texts.locators import ELLIPSIS
from build.texts.tokens import digest, words

# The key of a proof that there has to be, the record, the field.
_Claim = tuple[Key, Record, str]


def compare(batch: Batch, proofs: Proofs, shown: str) -> Faults:
    """Hold the annotations of a batch against the proofs of its articles, without texts.

    Returns what is wrong: a passage without a proof, a proof without a passage, a proof
    that no longer agrees with what it proves. `shown` names the proofs' file.
    """
    faults = Faults(batch.raw)
    used: set[Key] = set()
    spans = _spans(batch, proofs)
    unproven = []
    for claim in _claims(batch):
        key, record, field = claim
        proof = proofs.get(key)
        if proof is None:
            unproven.append(claim)
            continue
        used.add(key)
        anchor = proof[0]
        if key[1] == "passage" and _disagrees(anchor):
            faults.of(record, field, "was edited after it was proven", FIX)
        if key[1] == "quote":
            reference = f"quotes/{key[2]}"
            if _is_outside(anchor, spans.get((record.article, reference), ())):
                what = "stands in no passage that supports it"
                fix = f'add "{reference}" to the passage that holds it'
                faults.of(record, "text", what, fix)
    if unproven:
        used |= _unproven(unproven, proofs, faults)
    used |= _speakers(batch, proofs, faults)
    used |= _participants(batch, proofs, faults)
    if len(used) < len(proofs):
        faults.problems += unused({k: p for k, p in proofs.items() if k not in used}, shown)
    return faults


def _unproven(claims: list[_Claim], proofs: Proofs, faults: Faults) -> set[Key]:
    """Say why each claim has no proof; return the proofs of what it was before an edit."""
    edited = {k[:3]: k for k in proofs if k[1] == "quote"}
    proven = {k[0] for k in proofs if k[1] == "text"}
    used = set()
    for key, record, field in claims:
        what = "no proof" if key[0] in proven else "the article has no proofs yet"
        if key[:3] in edited:
            what = "was edited after it was proven"
            used.add(edited[key[:3]])
        faults.of(record, field, what, FIX)
    return used


def unused(proofs: Proofs, shown: str) -> list[Problem]:
    """Return a problem for each proof that proves nothing in raw/."""
    return [
        Problem(
            shown,
            f"a proof of no {anchor.part} in raw/",
            FIX,
            line=line,
            record=anchor.locator or anchor.key or anchor.article_id,
        )
        for anchor, line in proofs.values()
    ]


def _speakers(batch: Batch, proofs: Proofs, faults: Faults) -> set[Key]:
    """Look whether each speaker is proven to be named; return the proofs that say so."""
    used: set[Key] = set()
    named: dict[tuple[str, str], bool] = {}
    for record in batch.of("quote"):
        speaker = str(record.data.get("speaker_id"))
        if speaker not in batch.actors:
            continue  # the foreign key says so
        place = record.article, speaker
        if place not in named:
            found = _proofs_of(record.article, "name", speaker, batch, proofs)
            named[place] = found.is_right
            used |= found.keys
        if not named[place]:
            what = f"the article is not proven to name '{speaker}'"
            faults.of(record, "speaker_id", what, FIX)
    return used


def _participants(batch: Batch, proofs: Proofs, faults: Faults) -> set[Key]:
    """Look whether each participant is proven to be named; return the proofs that say so."""
    used: set[Key] = set()
    for record in batch.of("passage"):
        for place, reference in enumerate(record.data.get("supports") or ()):
            table, _, key = str(reference).partition("/")
            actor = key.rpartition("/")[2]
            if table != "event_participants" or "#" in key or actor not in batch.actors:
                continue
            found = _proofs_of(record.article, "participant", key, batch, proofs)
            used |= found.keys
            if not found.is_right:
                what = f"the passage is not proven to name '{actor}'"
                faults.of(record, f"supports[{place}]", what, FIX)
    return used


class _ProofsOf(NamedTuple):
    """The proofs that somebody is named, and whether it is by a wording of theirs."""

    keys: set[Key]
    is_right: bool


def _proofs_of(article: str, part: str, key: str, batch: Batch, proofs: Proofs) -> _ProofsOf:
    # The locator is "" where a note says why a participant is not named.
    unnamed = [""] if part == "participant" else []
    for name in [*unnamed, *wordings(batch.actors, key.rpartition("/")[2])]:
        if (proof := (article, part, key, name)) in proofs:
            return _ProofsOf({proof}, is_right=True)
    # One that says another wording is of no use, but it is no proof of nothing.
    return _ProofsOf({k for k in proofs if k[:3] == (article, part, key)}, is_right=False)


def _spans(batch: Batch, proofs: Proofs) -> dict[tuple[str, str], list[Anchor]]:
    """Return where the passages stand that support a quote, by article and reference."""
    spans: dict[tuple[str, str], list[Anchor]] = {}
    for record in batch.of("passage"):
        references = record.data.get("supports") or ()
        supported = [r for r in references if isinstance(r, str) and r.startswith("quotes/")]
        if not supported:
            continue
        proof = proofs.get((record.article, "passage", "", str(record.data.get("locator"))))
        if proof is not None:
            for reference in supported:
                spans.setdefault((record.article, reference), []).append(proof[0])
    return spans


def _is_outside(quote: Anchor, passages: Sequence[Anchor]) -> bool:
    """Say whether none of the passages that support a quotation holds it."""
    return bool(passages) and not any(
        passage.start <= quote.start and quote.end <= passage.end for passage in passages
    )


def _claims(batch: Batch) -> Iterator[_Claim]:
    """Yield what has to be proven: the key of its proof, the record, the field."""
    for record in batch.of("article"):
        yield (record.article, "text", "", ""), record, ""
    for record in batch.of("excluded"):
        yield (
            (record.article, "excluded", nth(record), record.data.get("locator", "")),
            record,
            "locator",
        )
    for record in batch.of("not_quotation"):
        yield (
            (record.article, "not_quotation", nth(record), record.data.get("words", "")),
            record,
            "words",
        )
    for record in batch.of("basis"):
        if record.data.get("cue") is not None:
            yield (
                (record.article, "cue", cue_key(record), record.data["cue"]),
                record,
                "cue",
            )
    for record in batch.of("marked"):
        yield (
            (record.article, "marked", "", record.data.get("locator", "")),
            record,
            "locator",
        )
    for record in batch.of("quote"):
        if record.data.get("text") is not None:
            key = (record.article, "quote", str(record.data.get("id", "")), wording(record))
            yield key, record, "text"
    for record in batch.of("passage"):
        yield (
            (record.article, "passage", "", record.data.get("locator", "")),
            record,
            "locator",
        )


def _disagrees(passage: Anchor) -> bool:
    """Say whether what is written can't be what was proven."""
    if ELLIPSIS in passage.locator:
        return False
    return digest(words(passage.locator)) != passage.sha256
