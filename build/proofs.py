"""Step 2, in a build: compare the annotations with the committed proofs.

The texts are not needed: a passage without a proof, a proof without a passage and a proof
that no longer agrees with what it proves are seen from the two of them.

Left out on purpose: whether a proof is true, which takes a text (`prove`, `verify`).
"""

import hashlib
from collections import Counter
from collections.abc import Iterator

from build.anchors import FIX, Anchor, Key, Proofs
from build.locate import ELLIPSIS
from build.model import Corpus, Record, record_name
from build.problems import Problem
from build.tokens import digest, words


def nth(record: Record) -> str:
    """Return the key of an excluded part or of listed words: which of several it is."""
    occurrence = record.data.get("occurrence", 1)
    key = "" if occurrence == 1 else str(occurrence)
    return f"{key} to the end".strip() if record.data.get("to_end") else key


def wording(record: Record) -> str:
    """Return what a quote's proof says of it: its form and a hash of its characters."""
    text = str(record.data.get("text"))
    exact = hashlib.sha256(text.encode()).hexdigest()[:16]
    return f"{record.data.get('form')} {exact}"


def check(corpus: Corpus, proofs: Proofs, shown: str) -> None:
    """Compare the annotations with the committed proofs, without any text.

    A passage without a proof, a proof without a passage, and a proof that no longer
    agrees with what it proves go to `corpus.problems`. `shown` names the proofs' file.
    The records may be a batch; the proofs are those of its articles then.
    """
    used: set[Key] = set()
    counts = Counter(k[:2] for k in proofs)
    edited = {k[:3]: k for k in proofs if k[1] == "quote"}
    _contained(corpus, proofs)
    for key, record, field in _claims(corpus):
        if key not in proofs:
            what = "no proof" if counts[key[0], "text"] else "the article has no proofs yet"
            if key[:3] in edited:
                what = "was edited after it was proven"
                used.add(edited[key[:3]])
            _no(corpus, record, field, what, FIX)
            continue
        used.add(key)
        if _disagrees(proofs[key][0]):
            _no(corpus, record, field, "was edited after it was proven", FIX)
    used |= _speakers(corpus, proofs)
    corpus.problems += unused({k: p for k, p in proofs.items() if k not in used}, shown)


def unused(proofs: Proofs, shown: str) -> list[Problem]:
    """Return a problem for each proof that proves nothing in raw/."""
    return [
        Problem(
            shown,
            line,
            anchor.locator or anchor.key or anchor.article_id,
            "",
            f"a proof of no {anchor.part} in raw/",
            FIX,
        )
        for anchor, line in proofs.values()
    ]


def _speakers(corpus: Corpus, proofs: Proofs) -> set[Key]:
    """Look whether each speaker is proven to be named; return the proofs that say so."""
    used: set[Key] = set()
    proven = {(k[0], k[2]): a for k, (a, _) in proofs.items() if k[1] == "name"}
    for record in corpus.of("quote"):
        speaker = str(record.data.get("speaker_id"))
        if speaker not in corpus.actors:
            continue  # the foreign key says so
        names = corpus.actors[speaker].get("names") or []
        anchor = proven.get((record.article, speaker))
        if anchor is None or anchor.locator not in names:
            what = f"the article is not proven to name '{speaker}'"
            _no(corpus, record, "speaker_id", what, FIX)
        if anchor is not None:
            used.add(anchor[:4])
    return used


def _contained(corpus: Corpus, proofs: Proofs) -> None:
    """Look whether a passage that supports a quotation also holds it."""
    spans: dict[tuple[str, str], list[Anchor]] = {}
    for record in corpus.of("passage"):
        proof = proofs.get((record.article, "passage", "", str(record.data.get("locator"))))
        if proof is not None:
            for reference in record.data.get("supports") or []:
                spans.setdefault((record.article, str(reference)), []).append(proof[0])
    for record in corpus.of("quote"):
        quote_id = str(record.data.get("id", ""))
        proof = proofs.get((record.article, "quote", quote_id, wording(record)))
        within = spans.get((record.article, f"quotes/{quote_id}"), [])
        if proof is not None and within:
            start, end = proof[0].start, proof[0].end
            if not any(a.start <= start and end <= a.end for a in within):
                what = "stands in no passage that supports it"
                fix = f'add "quotes/{quote_id}" to the passage that holds it'
                _no(corpus, record, "text", what, fix)


def _no(corpus: Corpus, record: Record, field: str, what: str, fix: str) -> None:
    corpus.problem(
        record.origin, record_name(record.origin.kind, record.data), field, what, fix
    )


def _claims(corpus: Corpus) -> Iterator[tuple[Key, Record, str]]:
    """Yield what has to be proven: the key of its proof, the record, the field."""
    for record in corpus.of("article"):
        yield (record.article, "text", "", ""), record, ""
    for record in corpus.of("excluded"):
        yield (
            (record.article, "excluded", nth(record), record.data.get("locator", "")),
            record,
            "locator",
        )
    for record in corpus.of("not_quotation"):
        yield (
            (record.article, "not_quotation", nth(record), record.data.get("words", "")),
            record,
            "words",
        )
    for record in corpus.of("quote"):
        if record.data.get("text") is not None:
            key = (record.article, "quote", str(record.data.get("id", "")), wording(record))
            yield key, record, "text"
    for record in corpus.of("passage"):
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
