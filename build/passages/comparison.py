"""Step 2, in a build: hold the annotations against the committed proofs.

The texts are not needed: a passage without a proof, a proof without a passage and a proof
that no longer agrees with what it proves are seen from the two of them.

Left out on purpose: whether a proof is true, which takes a text (`proving`, `verify`).
"""

from collections import Counter
from collections.abc import Iterator

from build.annotations.records import Batch, Faults, Record
from build.passages.anchors import FIX, Anchor, Key, Proofs
from build.passages.cues import cue_key
from build.passages.locating import nth
from build.passages.names import wordings
from build.passages.quotations import wording
from build.problems import Problem
from build.texts.locators import ELLIPSIS
from build.texts.tokens import digest, words


def compare(batch: Batch, proofs: Proofs, shown: str) -> Faults:
    """Hold the annotations of a batch against the proofs of its articles, without texts.

    Returns what is wrong: a passage without a proof, a proof without a passage, a proof
    that no longer agrees with what it proves. `shown` names the proofs' file.
    """
    faults = Faults(batch.raw)
    used: set[Key] = set()
    counts = Counter(k[:2] for k in proofs)
    edited = {k[:3]: k for k in proofs if k[1] == "quote"}
    _contained(batch, proofs, faults)
    for key, record, field in _claims(batch):
        if key not in proofs:
            what = "no proof" if counts[key[0], "text"] else "the article has no proofs yet"
            if key[:3] in edited:
                what = "was edited after it was proven"
                used.add(edited[key[:3]])
            faults.of(record, field, what, FIX)
            continue
        used.add(key)
        if _disagrees(proofs[key][0]):
            faults.of(record, field, "was edited after it was proven", FIX)
    used |= _speakers(batch, proofs, faults)
    used |= _participants(batch, proofs, faults)
    faults.problems += unused({k: p for k, p in proofs.items() if k not in used}, shown)
    return faults


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
    proven = {(k[0], k[2]): a for k, (a, _) in proofs.items() if k[1] == "name"}
    for record in batch.of("quote"):
        speaker = str(record.data.get("speaker_id"))
        if speaker not in batch.actors:
            continue  # the foreign key says so
        names = wordings(batch.actors, speaker)
        anchor = proven.get((record.article, speaker))
        if anchor is None or anchor.locator not in names:
            what = f"the article is not proven to name '{speaker}'"
            faults.of(record, "speaker_id", what, FIX)
        if anchor is not None:
            used.add(anchor[:4])
    return used


def _participants(batch: Batch, proofs: Proofs, faults: Faults) -> set[Key]:
    """Look whether each participant is proven to be named; return the proofs that say so."""
    used: set[Key] = set()
    proven = {(k[0], k[2]): a for k, (a, _) in proofs.items() if k[1] == "participant"}
    for record in batch.of("passage"):
        for place, reference in enumerate(record.data.get("supports") or []):
            table, _, key = str(reference).partition("/")
            actor = key.rpartition("/")[2]
            if table != "event_participants" or "#" in key or actor not in batch.actors:
                continue
            anchor = proven.get((record.article, key))
            known = ["", *wordings(batch.actors, actor)]  # "" where a note says why not
            if anchor is None or anchor.locator not in known:
                what = f"the passage is not proven to name '{actor}'"
                faults.of(record, f"supports[{place}]", what, FIX)
            if anchor is not None:
                used.add(anchor[:4])
    return used


def _contained(batch: Batch, proofs: Proofs, faults: Faults) -> None:
    """Look whether a passage that supports a quotation also holds it."""
    spans: dict[tuple[str, str], list[Anchor]] = {}
    for record in batch.of("passage"):
        proof = proofs.get((record.article, "passage", "", str(record.data.get("locator"))))
        if proof is not None:
            for reference in record.data.get("supports") or []:
                spans.setdefault((record.article, str(reference)), []).append(proof[0])
    for record in batch.of("quote"):
        quote_id = str(record.data.get("id", ""))
        proof = proofs.get((record.article, "quote", quote_id, wording(record)))
        within = spans.get((record.article, f"quotes/{quote_id}"), [])
        if proof is not None and within:
            start, end = proof[0].start, proof[0].end
            if not any(a.start <= start and end <= a.end for a in within):
                what = "stands in no passage that supports it"
                fix = f'add "quotes/{quote_id}" to the passage that holds it'
                faults.of(record, "text", what, fix)


def _claims(batch: Batch) -> Iterator[tuple[Key, Record, str]]:
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


def _disagrees(anchor: Anchor) -> bool:
    """Say whether what is written can't be what was proven."""
    if anchor.part == "passage" and ELLIPSIS not in anchor.locator:
        return digest(words(anchor.locator)) != anchor.sha256
    return False
