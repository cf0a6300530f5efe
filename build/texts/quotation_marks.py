"""Stretches of a text between quotation marks.

Quotation marks inside a stretch belong to it. Double marks pair whatever their form, as
agencies mix them (`“…,"`); where the form says that one opens or closes, it does. Single ones
count only where they open before a word and close after one, so that apostrophes do not.
A quotation that goes on in the next paragraph, which then begins with a mark again, is a
stretch in each.

Left out on purpose: what can't be told from the marks, such as possessives within single ones
(`‘the allies’ plan’`), which look as if the stretch ended there. People name such a stretch
(`[marked]`), and it goes before what is found here.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from build.texts.article import Article, Span


class Stretch(NamedTuple):
    """Words between quotation marks: their span and the exact text between the marks."""

    span: Span
    text: str


def find_stretches(article: Article, marked: Sequence[Span] = ()) -> Iterator[Stretch]:
    """Yield every stretch between quotation marks, in order.

    `marked` are spans that people say stand between marks; what overlaps one is none.
    """
    pairs = list(_marked(article.text))
    if marked:
        marks = [p for span in marked if (p := between_marks(article.text, span))]
        kept = [
            p for p in pairs if not any(p[0] < end and start < p[1] for start, end in marks)
        ]
        pairs = sorted(kept + marks)
    for start, end in pairs:
        if tokens := article.between(start, end):
            text = " ".join(article.text[start:end].split())
            yield Stretch(article.span(tokens.start, tokens.stop), text)


# The nearest mark on either side of a word, with nothing but punctuation between.
_BEFORE = regex.compile(r"""[“„«"‘']([^\w\s“„«"‘']*)$""")
_AFTER = regex.compile(r"""[^\w\s”“»"’']*(?=[”“»"’'])""")


def between_marks(text: str, span: Span) -> tuple[int, int] | None:
    """Return the code points between the marks on either side of a span, None without them."""
    before = _BEFORE.search(text[: span.start])
    after = _AFTER.match(text, span.end)
    return (before.start(1), after.end()) if before and after else None


_OPEN = regex.compile(r"[“„«]|(?<![\w.,!?;:…'’”])\"(?=\S)|(?<![\p{L}\p{N}])[‘'](?=\p{L}|\p{N})")
_PARAGRAPH = r"\n\s*\n"
# A straight mark that closes: after what is no space, and before no word.
_STRAIGHT = r"(?<=\S)\"(?![\p{L}\p{N}])"
_CLOSE = {
    "“": regex.compile(rf"”|{_STRAIGHT}|{_PARAGRAPH}"),
    "„": regex.compile(rf"[“”]|{_STRAIGHT}|{_PARAGRAPH}"),
    "«": regex.compile(rf"»|{_PARAGRAPH}"),
    '"': regex.compile(rf"(?<=\S)\"|”|{_PARAGRAPH}"),
    "‘": regex.compile(rf"(?<=\S)[’'](?![\p{{L}}\p{{N}}])|{_PARAGRAPH}"),
    "'": regex.compile(rf"(?<=\S)['’](?![\p{{L}}\p{{N}}])|{_PARAGRAPH}"),
}
_DOUBLE = frozenset('“„"')


def _marked(text: str) -> Iterator[tuple[int, int]]:
    place = 0
    while opening := _OPEN.search(text, place):
        mark = opening.group()
        closing = _CLOSE[mark].search(text, opening.end())
        if closing and not closing.group().isspace():
            yield opening.end(), closing.start()
            place = closing.end()
        elif closing and mark in _DOUBLE and text[closing.end() : closing.end() + 1] in _DOUBLE:
            # It goes on in the next paragraph, which opens it again.
            yield opening.end(), closing.start()
            place = closing.end()
        else:
            place = opening.end()
