"""Find the stretches of a text between quotation marks.

Quotation marks inside a stretch belong to the stretch. Double marks of different forms can
pair, because agencies mix them (`“…,"`), but a mark whose form opens or closes always does so.
Single marks must open before a word and close after one, so apostrophes do not count. A
quotation that continues in a new paragraph with another opening mark is one stretch per
paragraph.

Left out on purpose: marks that are ambiguous, such as a possessive within single marks
(`‘the allies’ plan’`), which seems to end the stretch. People list such a stretch in
`[marked]`, which overrides the search.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from build.texts.article import PARAGRAPH, Article, Span


class Stretch(NamedTuple):
    """Words between quotation marks: their span and the exact text between the marks."""

    span: Span
    text: str


def find_stretches(article: Article, marked: Sequence[Span] = ()) -> Iterator[Stretch]:
    """Yield every stretch of an article between quotation marks, in order.

    `marked` are spans that people name as such; what overlaps one of them is not yielded.
    """
    marks = [p for span in marked if (p := between_marks(article.text, span))]
    others = [
        p
        for p in _pairs(article.text)
        if not any(p[0] < end and start < p[1] for start, end in marks)
    ]
    for start, end in sorted(others + marks):
        if tokens := article.between(start, end):
            text = " ".join(article.text[start:end].split())
            yield Stretch(article.span(tokens.start, tokens.stop), text)


# The nearest mark on either side of a word, with only punctuation and the no-break spaces of
# French typography in between.
_BEFORE = regex.compile(r"""[“„«"‘']((?:[^\w\s“„«"‘']|[\u00a0\u202f])*)$""")
_AFTER = regex.compile(r"""(?:[^\w\s”“»"’']|[\u00a0\u202f])*(?=[”“»"’'])""")


def between_marks(text: str, span: Span) -> tuple[int, int] | None:
    """Return start and end of the text between the marks around a span, or None without."""
    before = _BEFORE.search(text[: span.start])
    after = _AFTER.match(text, span.end)
    return (before.start(1), after.end()) if before and after else None


_OPEN = regex.compile(r"[“„«]|(?<![\w.,!?;:…'’”])\"(?=\S)|(?<![\p{L}\p{N}])[‘'](?=\p{L}|\p{N})")
# A straight mark closes if it follows a character other than a space and precedes no word.
_STRAIGHT = r"(?<=\S)\"(?![\p{L}\p{N}])"
_CLOSE = {
    "“": regex.compile(rf"”|{_STRAIGHT}|{PARAGRAPH}"),
    "„": regex.compile(rf"[“”]|{_STRAIGHT}|{PARAGRAPH}"),
    "«": regex.compile(rf"»|{PARAGRAPH}"),
    '"': regex.compile(rf"(?<=\S)\"|”|{PARAGRAPH}"),
    "‘": regex.compile(rf"(?<=\S)[’'](?![\p{{L}}\p{{N}}])|{PARAGRAPH}"),
    "'": regex.compile(rf"(?<=\S)['’](?![\p{{L}}\p{{N}}])|{PARAGRAPH}"),
}
_DOUBLE = frozenset('“„"')


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    place = 0
    while opening := _OPEN.search(text, place):
        mark = opening.group()
        closing = _CLOSE[mark].search(text, opening.end())
        place = opening.end()
        if closing and (not closing.group().isspace() or _goes_on(mark, text, closing.end())):
            yield opening.end(), closing.start()
            place = closing.end()


def _goes_on(mark: str, text: str, place: int) -> bool:
    """Return True if a paragraph repeats the opening mark of the paragraph before it."""
    return mark in _DOUBLE and text[place : place + 1] in _DOUBLE
