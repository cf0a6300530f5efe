"""Find passages, excluded parts and quotation marks in the text of an article.

A locator names a passage by its first and last words, `first words … last words`, or by
all of its words (WICG Scroll-To-Text-Fragment does the same). A passage begins where the
first words stand and ends with the next last words after them; it must be found exactly
once in the part that may be coded.

Left out on purpose: fuzzy matching. A locator is right or wrong.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import regex

from build.tokens import Token, digest, tokenize, words

ELLIPSIS = "…"
# Three to six words a side name a sentence without quoting it; a passage of up to twice
# that is named whole.
WORDS_A_SIDE = (3, 6)
MOST_WHOLE = 11


class Span(NamedTuple):
    """A stretch of a text: tokens `[first, last)` and code points `[start, end)`."""

    first: int
    last: int
    start: int
    end: int


class Stretch(NamedTuple):
    """Words between quotation marks: their span and the exact text between the marks."""

    span: Span
    text: str


def split_locator(locator: str) -> tuple[str, str | None]:
    """Return the first and last words of a locator (None where it is the whole passage)."""
    first, found, last = locator.partition(ELLIPSIS)
    return first.strip(), last.strip() if found else None


def locator_fault(locator: str, *, evidence: bool = True) -> str | None:
    """Return what is wrong with a locator's form, or None.

    `evidence` says that it names a passage, whose words the tables repeat, and not an
    excluded part.
    """
    first, last = split_locator(locator)
    if last is not None and ELLIPSIS in last:
        return "has more than one …"
    sides = [words(first)] if last is None else [words(first), words(last)]
    if not all(sides):
        return "has a side without words"
    if not evidence:
        return None
    if last is None:
        whole = len(first.split())
        return f"has {whole} words, too many to be given whole" if whole > MOST_WHOLE else None
    least, most = WORDS_A_SIDE
    if not all(least <= len(side.split()) <= most for side in (first, last)):
        return f"has a side that is not of {least} to {most} words"
    return None


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
        """Yield the places, from `after` on, where the words stand one after another."""
        places = self._index.get(wanted[0], []) if wanted else []
        size = len(wanted)
        for place in places[bisect_left(places, after) :]:
            if tuple(self.words[place : place + size]) == wanted:
                yield place

    def matches(self, locator: str) -> Iterator[Span]:
        """Yield every span of the text that a locator names, excluded parts included."""
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

    def in_excluded(self, span: Span) -> bool:
        """Say whether a span touches an excluded part."""
        return any(span.start < e.end and e.start < span.end for e in self.excluded)

    def codable(self, locator: str) -> list[Span]:
        """Return the spans that a locator names and that may be coded."""
        return [s for s in self.matches(locator) if not self.in_excluded(s)]

    def stretches(self) -> list[Stretch]:
        """Return every stretch between quotation marks, in order.

        Quotation marks inside a stretch belong to it. Double marks pair whatever their
        form; single ones count only where they open before a word and close after one,
        so that apostrophes do not.
        """
        found = []
        for start, end in _marked(self.text):
            first = bisect_left(self.tokens, start, key=lambda t: t.start)
            last = bisect_left(self.tokens, end, key=lambda t: t.start)
            if first < last:
                text = " ".join(self.text[start:end].split())
                found.append(Stretch(self.span(first, last), text))
        return found


_OPEN = regex.compile(r"[“„«]|(?<![\w.,!?;:…'’”])\"(?=\S)|(?<![\p{L}\p{N}])[‘'](?=\p{L}|\p{N})")
_CLOSE = {
    "“": regex.compile(r"”|\n\s*\n"),
    "„": regex.compile(r"[“”]|\n\s*\n"),
    "«": regex.compile(r"»|\n\s*\n"),
    '"': regex.compile(r"(?<=\S)\"|\n\s*\n"),
    "‘": regex.compile(r"(?<=\S)’(?![\p{L}\p{N}])|\n\s*\n"),
    "'": regex.compile(r"(?<=\S)'(?![\p{L}\p{N}])|\n\s*\n"),
}


def _marked(text: str) -> Iterator[tuple[int, int]]:
    place = 0
    while opening := _OPEN.search(text, place):
        closing = _CLOSE[opening.group()].search(text, opening.end())
        if closing and not closing.group().isspace():
            yield opening.end(), closing.start()
            place = closing.end()
        else:
            place = opening.end()
