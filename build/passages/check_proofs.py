"""Step 2, in a build: check that every claim of the annotations has its committed proof.

Comparing claims and proofs shows claims without a proof, proofs without a claim, and proofs
that no longer agree with their claims. The texts are not needed.

Left out on purpose: whether a proof is true, which takes a text (`proving`, `verify`).
"""

from collections.abc import Collection, Sequence

from build.annotations.records import Corpus, Problems
from build.passages.claims import Claim, all_claims
from build.passages.proofs import FIX, Key, Proof, Proofs
from build.problems import Problem
from build.texts.locators import ELLIPSIS
from build.texts.tokens import digest, words

# Parts whose key identifies the claim, so that only its words can have changed.
_KEYED = ("quote", "name", "participant")


def check_proofs(
    corpus: Corpus, articles: Collection[str], proofs: Proofs, shown: str
) -> Problems:
    """Return the problems with the proofs of the given articles, without their texts.

    `shown` is the name of the file of proofs in messages.
    """
    problems = Problems(corpus.raw)
    used: set[Key] = set()
    keyed: dict[tuple[str, str, str], list[Key]] = {}
    for key in proofs:
        if key[1] in _KEYED:
            keyed.setdefault(key[:3], []).append(key)
    for article in articles:
        if (article, "text", "", "") not in proofs:
            problems.of(corpus.articles[article], "", "the article has no proofs yet", FIX)
            continue
        passages: dict[str, list[Proof]] = {}  # by the reference that they support
        for claim in all_claims(corpus, article):
            proven = _key_of(article, claim, proofs)
            if proven is not None:
                used.add(proven)
                _compare(claim, proofs[proven], passages, problems)
            elif claim.words:
                others = keyed.get((article, claim.part, claim.key), ())
                used.update(others)
                problems.of(claim.record, claim.field, _unproven(claim, others), FIX)
    problems.found += _unused({k: p for k, p in proofs.items() if k not in used}, shown)
    return problems


def _key_of(article: str, claim: Claim, proofs: Proofs) -> Key | None:
    """Return the key of the proof of a claim by any of its words, or None without a proof."""
    for wording in claim.words:
        key = article, claim.part, claim.key, wording
        if key in proofs:
            return key
    return None


def _compare(
    claim: Claim, proof: Proof, passages: dict[str, list[Proof]], problems: Problems
) -> None:
    """Report a passage whose words differ from its proof, and a quote outside its passages.

    A passage is added to `passages`; passages come before quotes.
    """
    if claim.part == "passage":
        for reference in claim.record.data.get("supports") or ():
            passages.setdefault(reference, []).append(proof)
        if _disagrees(proof):
            problems.of(claim.record, claim.field, "was edited after it was proven", FIX)
    elif claim.part == "quote":
        reference = f"quotes/{claim.key}"
        if _is_outside(proof, passages.get(reference, ())):
            fix = f'add "{reference}" to the passage that holds it'
            problems.of(claim.record, "text", "stands in no passage that supports it", fix)


def _unproven(claim: Claim, others: Sequence[Key]) -> str:
    """Return the message for a claim without a proof; `others` prove it by other words."""
    actor = claim.key.rpartition("/")[2]
    if claim.part == "name":
        return f"the article is not proven to name '{actor}'"
    if claim.part == "participant":
        return f"the passage is not proven to name '{actor}'"
    return "was edited after it was proven" if others else "no proof"


def _is_outside(quote: Proof, passages: Sequence[Proof]) -> bool:
    """Return True if a quotation has passages but lies in none of them."""
    return bool(passages) and not any(
        passage.start <= quote.start and quote.end <= passage.end for passage in passages
    )


def _disagrees(passage: Proof) -> bool:
    """Return True if the words of a passage, given in full, differ from those proven."""
    if ELLIPSIS in passage.words:
        return False
    return digest(words(passage.words)) != passage.sha256


def _unused(proofs: Proofs, shown: str) -> list[Problem]:
    """Return a problem for each proof that has no claim in raw/."""
    return [
        Problem(
            shown,
            f"a proof of no {proof.part} in raw/",
            FIX,
            line=proof.line,
            record=proof.words or proof.key or proof.article_id,
        )
        for proof in proofs.values()
    ]
