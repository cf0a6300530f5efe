"""Step 2, with the texts: find every claim of the annotations in the text of its article.

`python -m build anchor TEXTS` makes the proofs once. Every build then checks that the
annotations still agree with them (`check_proofs`).

Left out on purpose: whether a passage supports the record, which only a reader can judge.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from build.annotations.records import Corpus, Origin, Problems, Record
from build.passages.claims import Claim, claims_of
from build.passages.cues import find_cues
from build.passages.locating import (
    Found,
    find_excluded,
    find_left,
    find_marked,
    find_passages,
    shorten_pasted,
)
from build.passages.named_countries import find_countries
from build.passages.names import find_participants, find_speakers
from build.passages.proofs import Proof
from build.passages.quotations import (
    Stretches,
    find_listed,
    find_quotes,
    look_in_order,
    report_left,
)
from build.texts.article import Article
from build.texts.coverage import Coverage, cover


class ProvenArticle(NamedTuple):
    """The proofs of one article, its coverage, and the problems found.

    `pasted` contains the new locators of passages whose whole sentence was pasted.
    """

    proofs: list[Proof]
    coverage: Coverage
    problems: Problems
    pasted: dict[Origin, str]


def prove(corpus: Corpus, article_id: str, text: str, file_sha256: str) -> ProvenArticle:
    """Return the proofs of an article's claims in its text.

    Report claims that are not found or are ambiguous, and sentences, quotations and countries
    that no record covers.
    """

    def claims(part: str) -> list[Claim]:
        return claims_of(corpus, article_id, part)

    records, actors = corpus.by_article[article_id], corpus.actors
    (whole, *_), quotes = records["article"], records.get("quote", [])
    problems = Problems(corpus.raw)
    article = Article(text)
    excluded = find_excluded(article, claims("excluded"), problems)
    article.excluded = [found.span for found in excluded]
    pasted = shorten_pasted(article, records.get("passage", []))
    passages = find_passages(article, claims("passage"), problems)
    marked = find_marked(article, claims("marked"), problems)
    stretches = Stretches(article, [found.span for found in marked])
    found = [*excluded, *passages.found, *marked]
    found += find_quotes(stretches, claims("quote"), passages, problems)
    found += find_listed(article, stretches, claims("not_quotation"), problems)
    report_left(article, stretches, whole, problems)
    found += find_speakers(article, claims("name"), passages, actors, problems)
    look_in_order(quotes, passages, article, problems)
    find_countries(article, records, corpus.states, problems)
    left = find_left(article, records.get("left", []), problems)
    found += find_participants(article, claims("participant"), passages, problems)
    found += find_cues(article, claims("cue"), passages, problems)
    of_text = Proof(article_id, "text", "", "", 0, len(text), len(article.words), file_sha256)
    proofs = [of_text, *_proofs(article_id, article, found, problems)]
    coverage = cover(article_id, article, [f.span for f in passages.found], left)
    # The sentence of a locator that was not found would be reported as well.
    if not any(p.field == "locator" for p in problems.found):
        _report_untouched(article, coverage, whole, problems)
    return ProvenArticle(proofs, coverage, problems, pasted)


def _report_untouched(
    article: Article, coverage: Coverage, record: Record, problems: Problems
) -> None:
    """Report the sentences that no passage touches and that are not listed in `[left]`."""
    for sentence in coverage.untouched:
        locator = article.locate(sentence)
        where = f"'{locator}'" if locator else "its words"
        what = f"the sentence at {article.place(sentence.start)} is neither coded nor left"
        problems.of(record, "", what, f"code it, or list {where} in [left] with the reason")


def _proofs(
    article_id: str, article: Article, found: Iterable[Found], problems: Problems
) -> Iterator[Proof]:
    """Yield a proof of each claim found, and report duplicate claims."""
    proven: dict[tuple[str, str, str], Record] = {}
    for claim, words, span in found:
        key, record = (claim.part, claim.key, words), claim.record
        if key in proven:
            problems.of(record, "", "stands twice", "keep one of the two")
            # The duplicate ids of their rows must not be reported again.
            for twin in (proven[key], record):
                problems.ignore(twin.origin, "evidence_id")
            continue
        proven[key] = record
        tokens, sha256 = article.proof(span)
        yield Proof(article_id, *key, span.start, span.end, tokens, sha256)
