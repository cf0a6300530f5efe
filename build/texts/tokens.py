"""Split texts into normalised word tokens, which make passages provable on any copy.

The codebook (section 2) defines the normalisation. Texts are case-folded in Unicode NFKC. A
token is a maximal run of letters, digits and combining marks. Apostrophes of any form, soft
hyphens and zero-width characters inside a word are dropped, and all other characters separate
words. The proof of a passage is the SHA-256 of its tokens, joined by one space, in UTF-8.

Left out on purpose: words that a copy hyphenates at the end of a line, because they look
like words with a hyphen.
"""

import hashlib
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import regex

_WORD = r"\p{L}\p{N}\p{M}"
# Apostrophes (straight, typographic, modifier letters, full-width, prime, accents used as
# such), the soft hyphen and the zero-width characters.
_DROPPED = "'‘’‛ʹʻʼʽ′＇`´\u00ad\u200b\u200c\u200d\u2060\ufeff"
# Unicode classifies modifier-letter apostrophes as letters, so exclude them from words.
_CHAR = rf"[{_WORD}--ʹʻʼʽ]"
_TOKEN = regex.compile(rf"(?V1){_CHAR}+(?:[{_DROPPED}]+{_CHAR}+)*+")
_DROP = str.maketrans("", "", _DROPPED)
_ONE_CHAR = regex.compile(rf"(?V1){_CHAR}")


class Token(NamedTuple):
    """A normalised word and its place `[start, end)` in code points of the text."""

    word: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """Return the normalised tokens of `text`, in order, with their places.

    A character whose compatibility form has several words ("½") becomes several tokens with
    the same place.
    """
    expanded, places = _expand(text)
    tokens = []
    for match in _TOKEN.finditer(expanded):
        start, end = match.span()
        word = normal_form(match.group().translate(_DROP))
        if places is not None:
            start, end = places[start], places[end - 1] + 1
        tokens.append(Token(word, start, end))
    return tokens


def words(text: str) -> tuple[str, ...]:
    """Return the normalised tokens of `text` without their places.

    This is about twenty times as fast as `tokenize`, because it normalises the whole text at
    once. Separators become spaces and dropped characters disappear.
    """
    return tuple(normal_form(text.translate(_ALONE)).split())


class _Alone(dict[int, str | None]):
    """A translation of each character into word characters and spaces, or None to drop it."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        form = char if char.isascii() else _changed(char) or char
        kept = "".join(c if _is_word(c) else " " for c in form if c not in _DROPPED)
        self[code] = kept or None
        return self[code]


_ALONE = _Alone()


def normal_form(word: str) -> str:
    """Return the NFKC, case-folded form of one word."""
    if word.isascii():
        return word.lower()
    folded = unicodedata.normalize("NFKC", word).casefold()
    return unicodedata.normalize("NFKC", folded)


def digest(tokens: Sequence[str]) -> str:
    """Return the SHA-256 (hexadecimal) of a token sequence, the proof of a passage."""
    return hashlib.sha256(" ".join(tokens).encode("utf-8")).hexdigest()


def _expand(text: str) -> tuple[str, list[int] | None]:
    """Return a text with the word boundaries of its NFKC form, and the place of each character.

    A character is expanded only if its compatibility form changes between word characters and
    separators ("™" and "½", but not "…"). Texts without one are returned unchanged with None.
    """
    odd = {c: form for c in set(text) if not c.isascii() and (form := _changed(c))}
    if not odd:
        return text, None
    parts: list[str] = []
    places: list[int] = []
    for index, char in enumerate(text):
        form = odd.get(char, char)
        parts.append(form)
        places.extend([index] * len(form))
    return "".join(parts), places


def _changed(char: str) -> str | None:
    form = unicodedata.normalize("NFKC", char)
    same = _is_word(char)
    if all(_is_word(c) == same for c in form) or char in _DROPPED:
        return None
    return form


def _is_word(char: str) -> bool:
    return _ONE_CHAR.match(char) is not None
