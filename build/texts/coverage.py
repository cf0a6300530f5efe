"""How much of an article its passages touch, so that a coder can look again.

A sentence that no passage touches was skipped, knowingly or not; each is listed by its
place. Left out on purpose: how much of a touched sentence is coded. That is for a reader.
"""

from typing import NamedTuple

from sentencex import get_sentence_boundaries

from build.texts.article import Article, Span


class Coverage(NamedTuple):
    """How much of an article's codable text the passages touch.

    `untouched` lists the sentences that none touches: start, end and first words.
    """

    article_id: str
    passages: int
    sentences: int
    untouched: tuple[tuple[int, int, str], ...]


def cover(article_id: str, article: Article, passages: list[Span]) -> Coverage:
    """Split the codable text into sentences and list those that no passage touches."""
    touched = {n for span in passages for n in range(span.first, span.last)}
    untouched = []
    count = 0
    for sentence in get_sentence_boundaries("en", _unwrap(article.text)):
        numbers = [
            n
            for n in article.between(sentence["start_index"], sentence["end_index"])
            if not article.in_excluded(article.span(n, n + 1))
        ]
        if not numbers:
            continue
        count += 1
        if touched.isdisjoint(numbers):
            span = article.span(numbers[0], numbers[-1] + 1)
            preview = " ".join(article.text[span.start : span.end].split()[:5])
            untouched.append((span.start, span.end, preview))
    return Coverage(article_id, len(passages), count, tuple(untouched))


def _unwrap(text: str) -> str:
    """Turn line breaks inside paragraphs into spaces, keeping every offset.

    Where blank lines part the paragraphs a single break is layout, not the end of a
    sentence.
    """
    if "\n\n" not in text.strip():
        return text
    return "\n\n".join(p.replace("\n", " ") for p in text.split("\n\n"))
