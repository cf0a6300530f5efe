"""How much of an article its passages touch, so that a coder can look again.

A sentence that no passage touches was skipped, knowingly or not; each is listed by its
place. Left out on purpose: how much of a touched sentence is coded. That is for a reader.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sentencex import get_sentence_boundaries

from build.texts.article import Article, Span


class Coverage(NamedTuple):
    """How much of an article's codable text the passages touch.

    `left` counts the sentences that are knowingly left, `untouched` lists those that are
    neither.
    """

    article_id: str
    passages: int
    sentences: int
    left: int
    untouched: tuple[Span, ...]


def cover(
    article_id: str, article: Article, passages: list[Span], left: list[Span]
) -> Coverage:
    """Split the codable text into sentences, and see which passages touch or which are left."""
    touched = {n for span in passages for n in range(span.first, span.last)}
    knowingly = {n for span in left for n in range(span.first, span.last)}
    untouched = []
    skipped = 0
    count = 0
    for numbers in sentences(article):
        count += 1
        if touched.isdisjoint(numbers):
            if knowingly.isdisjoint(numbers):
                untouched.append(article.span(numbers[0], numbers[-1] + 1))
            else:
                skipped += 1
    return Coverage(article_id, len(passages), count, skipped, tuple(untouched))


def sentences(article: Article) -> Iterator[list[int]]:
    """Yield the numbers of the tokens of each sentence that may be coded."""
    for sentence in get_sentence_boundaries("en", _unwrap(article.text)):
        numbers = [
            n
            for n in article.between(sentence["start_index"], sentence["end_index"])
            if not article.in_excluded(article.span(n, n + 1))
        ]
        if numbers:
            yield numbers


def _unwrap(text: str) -> str:
    """Turn line breaks inside paragraphs into spaces, keeping every offset.

    Where blank lines part the paragraphs a single break is layout, not the end of a
    sentence.
    """
    if "\n\n" not in text.strip():
        return text
    return "\n\n".join(p.replace("\n", " ") for p in text.split("\n\n"))
