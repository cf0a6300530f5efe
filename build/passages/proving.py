"""Step 2, with the texts: prove that every passage and quotation stands in its article.

`python -m build anchor TEXTS` makes the proofs here, once; every build checks that the
annotations still agree with them (`comparison`).

Left out on purpose: whether a passage says what the record holds. That is for a reader.
"""

from collections.abc import Iterable
from typing import NamedTuple

from build.annotations.records import Batch, Faults
from build.passages.anchors import Anchor
from build.passages.locating import Found, find_excluded, find_passages
from build.passages.names import find_participants, find_speakers
from build.passages.quotations import Stretches, find_listed, find_quotes, report_left
from build.texts.article import Article
from build.texts.coverage import Coverage, cover


class Result(NamedTuple):
    """The proofs of one article, its coverage, and what can't be proven."""

    anchors: list[Anchor]
    coverage: Coverage
    faults: Faults


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
    stretches = Stretches(article)
    found = [*excluded, *passages.found]
    found += find_quotes(stretches, quotes, passages, faults)
    found += find_listed(article, stretches, records.get("not_quotation", []), faults)
    report_left(stretches, records["article"][0], faults)
    found += find_speakers(article, quotes, batch.actors, faults)
    noted = _noted(batch)
    found += find_participants(article, passages, batch.actors, noted, faults)
    size = len(article.words)
    whole = Anchor(article_id, "text", "", "", 0, len(text), size, file_sha256)
    anchors = [whole, *_anchors(article_id, article, found, faults)]
    spans = [f.span for f in passages.found]
    return Result(anchors, cover(article_id, article, spans), faults)


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
    given = set()
    for record, part, key, locator, span in found:
        if (part, key, locator) in given:
            faults.of(record, "", "stands twice", "keep one of the two")
            continue
        given.add((part, key, locator))
        tokens, sha256 = article.proof(span)
        yield Anchor(article_id, part, key, locator, span.start, span.end, tokens, sha256)
