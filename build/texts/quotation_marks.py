"""Stretches of a text between quotation marks.

Quotation marks inside a stretch belong to it. Double marks pair whatever their form, as
agencies mix them (`“…,"`); where the form says that one opens or closes, it does. Single ones
count only where they open before a word and close after one, so that apostrophes do not.
A quotation that goes on in the next paragraph, which then begins with a mark again, is a
stretch in each.

Left out on purpose: possessives within single marks (`‘the allies’ plan’`), which look as if
the stretch ended there. A passage may be quoted by the words up to there.
"""

from collections.abc import Iterator
from typing import NamedTuple

import regex

from build.texts.article import Article, Span


class Stretch(NamedTuple):
    """Words between quotation marks: their span and the exact text between the marks."""

    span: Span
    text: str


def find_stretches(article: Article) -> Iterator[Stretch]:
    """Yield every stretch between quotation marks, in order."""
    for start, end in _marked(article.text):
        if tokens := article.between(start, end):
            text = " ".join(article.text[start:end].split())
            yield Stretch(article.span(tokens.start, tokens.stop), text)


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
