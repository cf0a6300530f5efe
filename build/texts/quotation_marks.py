"""Stretches of a text between quotation marks.

Quotation marks inside a stretch belong to it. Double marks pair whatever their form; single
ones count only where they open before a word and close after one, so that apostrophes do
not.
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
