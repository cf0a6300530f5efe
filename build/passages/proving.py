"""Step 2, with the texts: prove that every passage and quotation stands in its article.

`python -m build anchor TEXTS` makes the proofs here, once; every build checks that the
annotations still agree with them (`comparison`).

Left out on purpose: whether a passage says what the record holds. That is for a reader.
"""

from collections.abc import Iterable
from typing import NamedTuple

from build.annotations.records import Batch, Faults, Origin, Record
from build.passages.anchors import Anchor
from build.passages.countries import find_countries
from build.passages.cues import find_cues
from build.passages.locating import Found, find_excluded, find_left, find_marked, find_passages
from build.passages.names import find_participants, find_speakers
from build.passages.quotations import (
    Stretches,
    find_listed,
    find_quotes,
    look_in_order,
    report_left,
)
from build.texts.article import Article
from build.texts.coverage import Coverage, cover


class Result(NamedTuple):
    """The proofs of one article, its coverage, and what can't be proven."""

    anchors: list[Anchor]
    coverage: Coverage
    faults: Faults
    pasted: dict[Origin, str]


def prove(batch: Batch, article_id: str, text: str, file_sha256: str) -> Result:
    """Find all that an article's annotations name in its text.

    What is not found, found twice or left unaccounted for is in the result's faults.
    """
    records = batch.by_article[article_id]
    quotes = records.get("quote", [])
    faults = Faults(batch.raw)
    article = Article(text)
    excluded = find_excluded(article, records.get("excluded", []), faults)
    article.excluded = [found.span for found in excluded]
    passages = find_passages(article, records.get("passage", []), faults)
    marked = find_marked(article, records.get("marked", []), faults)
    stretches = Stretches(article, [found.span for found in marked])
    found = [*excluded, *passages.found, *marked]
    found += find_quotes(stretches, quotes, passages, faults)
    found += find_listed(article, stretches, records.get("not_quotation", []), faults)
    report_left(article, stretches, records["article"][0], faults)
    found += find_speakers(article, quotes, passages, batch.actors, faults)
    look_in_order(quotes, passages, article, faults)
    find_countries(article, records, batch.actors, faults)
    left = find_left(article, records.get("left", []), faults)
    noted = _noted(batch)
    found += find_participants(article, passages, batch.actors, noted, faults)
    found += find_cues(article, records.get("basis", []), passages, faults)
    size = len(article.words)
    whole = Anchor(article_id, "text", "", "", 0, len(text), size, file_sha256)
    anchors = [whole, *_anchors(article_id, article, found, faults)]
    spans = [f.span for f in passages.found]
    coverage = cover(article_id, article, spans, left)
    # Where a place is not found, the sentence that it should name is no news.
    if not any(p.field == "locator" for p in faults.problems):
        _report_untouched(article, coverage, records["article"][0], faults)
    return Result(anchors, coverage, faults, passages.pasted)


def _report_untouched(
    article: Article, coverage: Coverage, record: Record, faults: Faults
) -> None:
    """Say which sentences are neither touched by a passage nor knowingly left."""
    for sentence in coverage.untouched:
        locator = article.locate(sentence)
        where = f"'{locator}'" if locator else "its words"
        what = f"the sentence at {article.place(sentence.start)} is neither coded nor left"
        faults.of(record, "", what, f"code it, or list {where} in [left] with the reason")


def _noted(batch: Batch) -> Iterable[str]:
    """Yield the participants with a note on why no passage names them."""
    for event in batch.of("event"):
        for given in event.data.get("participants") or []:
            if isinstance(given, dict) and given.get("note"):
                yield f"{event.data.get('event_id')}/{given.get('actor_id')}"


def _anchors(
    article_id: str, article: Article, found: Iterable[Found], faults: Faults
) -> Iterable[Anchor]:
    """Yield a proof for each thing that was found, and complain of what stands twice."""
    given: dict[tuple[str, str, str], Record] = {}
    for record, part, key, locator, span in found:
        if (part, key, locator) in given:
            faults.of(record, "", "stands twice", "keep one of the two")
            # Their rows have the same ids, which is no news.
            for twin in (given[part, key, locator], record):
                faults.leave_out(twin.origin, "evidence_id")
            continue
        given[part, key, locator] = record
        tokens, sha256 = article.proof(span)
        yield Anchor(article_id, part, key, locator, span.start, span.end, tokens, sha256)
