"""Find the sentences of an article that no passage touches, so a coder can review them.

A sentence that no passage touches was skipped, knowingly or not.

Left out on purpose: how much of a touched sentence is coded, which only a reader can judge.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sentencex import get_sentence_boundaries

from build.texts.article import Article, Span, paragraphs


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
    """Split the codable text into sentences, and see which passages touch or which are left."""
    every = list(sentences(article))
    skipped = [s for s in every if not any(map(s.touches, passages))]
    untouched = tuple(s for s in skipped if not any(map(s.touches, left)))
    knowingly = len(skipped) - len(untouched)
    return Coverage(article_id, len(passages), len(every), knowingly, untouched)


def sentences(article: Article) -> Iterator[Span]:
    """Yield each sentence, from its first to its last word that may be coded."""
    parts = paragraphs(article.text)
    for start, end in parts:
        text = article.text[start:end]
        if len(parts) > 1:  # a single line break does not end a sentence then
            text = text.replace("\n", " ")
        for sentence in get_sentence_boundaries("en", text):
            first, last = start + sentence["start_index"], start + sentence["end_index"]
            numbers = [
                n
                for n in article.between(first, last)
                if not article.in_excluded(article.span(n, n + 1))
            ]
            if numbers:
                yield article.span(numbers[0], numbers[-1] + 1)
