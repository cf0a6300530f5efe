"""Find the sentences of an article that no passage touches, so a coder can review them.

A sentence that no passage touches was skipped, knowingly or not.

Left out on purpose: how much of a touched sentence is coded, which only a reader can judge.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sentencex import get_sentence_boundaries

from build.texts.article import Article, Span


class Coverage(NamedTuple):
    """The number of passages and codable sentences of an article, and the skipped sentences.

    `left` counts the skipped sentences that are listed in `[left]`; `untouched` contains the
    other skipped sentences.
    """

    article_id: str
    passages: int
    sentences: int
    left: int
    untouched: tuple[Span, ...]


def cover(
    article_id: str, article: Article, passages: list[Span], left: list[Span]
) -> Coverage:
    """Return the coverage of an article by its passages and its `[left]` sentences."""
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
    """Yield the token numbers of each codable sentence of an article."""
    for sentence in get_sentence_boundaries("en", _unwrap(article.text)):
        numbers = [
            n
            for n in article.between(sentence["start_index"], sentence["end_index"])
            if not article.in_excluded(article.span(n, n + 1))
        ]
        if numbers:
            yield numbers


def _unwrap(text: str) -> str:
    """Return a text with line breaks inside paragraphs as spaces, and unchanged offsets.

    If blank lines separate the paragraphs, a single line break does not end a sentence.
    """
    if "\n\n" not in text.strip():
        return text
    return "\n\n".join(p.replace("\n", " ") for p in text.split("\n\n"))
