"""The text of an article: its tokens, the places of words, and the codable part.

A passage begins with the first words of its locator and ends with the next occurrence of the
last words. It must occur exactly once in the codable part.

Left out on purpose: fuzzy matching. A locator is either right or wrong.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from build.texts.locators import ELLIPSIS, MOST_WHOLE, WORDS_A_SIDE, split_locator
from build.texts.tokens import Token, digest, tokenize, words

# What separates paragraphs: a blank line, which may have spaces of any kind in it, or Unicode's
# paragraph separator (U+2029); and the indentation of the next one.
PARAGRAPH = r"(?:\n\s*\n|\u2029)\s*"


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the start and end of each paragraph of a text."""
    separators = (place for m in re.finditer(PARAGRAPH, text) for place in m.span())
    edges = [0, *separators, len(text)]
    found = zip(edges[::2], edges[1::2], strict=True)
    return [(start, end) for start, end in found if text[start:end].strip()]


class Span(NamedTuple):
    """A stretch of a text: tokens `[first, last)` and code points `[start, end)`."""

    first: int
    last: int
    start: int
    end: int

    def holds(self, other: "Span") -> bool:
        """Return True if another span lies within this one."""
        return self.first <= other.first and other.last <= self.last

    def touches(self, other: "Span") -> bool:
        """Return True if this span and another one share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass
class Article:
    """The text of an article, tokenised and indexed, with its excluded parts."""

    text: str
    excluded: list[Span] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Tokenise the text and index its words."""
        self.tokens: list[Token] = tokenize(self.text)
        self.words: list[str] = [t.word for t in self.tokens]
        self._index: dict[str, list[int]] = {}
        for place, word in enumerate(self.words):
            self._index.setdefault(word, []).append(place)

    def span(self, first: int, last: int) -> Span:
        """Return the span of the tokens `[first, last)`."""
        return Span(first, last, self.tokens[first].start, self.tokens[last - 1].end)

    def proof(self, span: Span) -> tuple[int, str]:
        """Return the number of tokens of a span and their SHA-256."""
        return span.last - span.first, digest(self.words[span.first : span.last])

    def find(self, wanted: tuple[str, ...], after: int = 0) -> Iterator[int]:
        """Yield the places from `after` on where a sequence of words occurs."""
        places = self._index.get(wanted[0], []) if wanted else []
        size = len(wanted)
        for place in places[bisect_left(places, after) :]:
            if tuple(self.words[place : place + size]) == wanted:
                yield place

    def matches(self, locator: str) -> Iterator[Span]:
        """Yield every span that a locator matches, including those in excluded parts."""
        first, last = split_locator(locator)
        begin = words(first)
        if last is None:
            for place in self.find(begin):
                yield self.span(place, place + len(begin))
            return
        finish = words(last)
        for place in self.find(begin):
            end = next(self.find(finish, place + len(begin)), None)
            if end is not None:
                yield self.span(place, end + len(finish))

    def place(self, offset: int) -> str:
        """Return the line and column of a code point, as editors show them."""
        before = self.text[:offset]
        column = offset - (before.rfind("\n") + 1) + 1
        return f"line {before.count(chr(10)) + 1}, column {column}"

    def locate(self, span: Span) -> str | None:
        """Return a locator that names a span and nothing else, None if there is none.

        It has all words of a short span, otherwise as few first and last words as possible.
        """
        given = [w for w in self.text[span.start : span.end].split() if ELLIPSIS not in w]
        if len(given) <= MOST_WHOLE:
            candidates = [" ".join(given)]
        else:
            least, most = WORDS_A_SIDE
            sizes = sorted(product(range(least, most + 1), repeat=2), key=sum)
            candidates = [
                f"{' '.join(given[:m])} {ELLIPSIS} {' '.join(given[-n:])}" for m, n in sizes
            ]
        return next((c for c in candidates if self.codable(c) == [span]), None)

    def in_excluded(self, span: Span) -> bool:
        """Return True if a span touches an excluded part."""
        return any(map(span.touches, self.excluded))

    def codable(self, locator: str) -> list[Span]:
        """Return the spans that a locator matches in the codable part."""
        return [s for s in self.matches(locator) if not self.in_excluded(s)]

    def between(self, start: int, end: int) -> range:
        """Return the numbers of the tokens that begin in `[start, end)`."""
        first = bisect_left(self.tokens, start, key=lambda t: t.start)
        return range(first, bisect_left(self.tokens, end, key=lambda t: t.start))
