"""Normalised word tokens: what makes a passage provable on any copy of an article.

The codebook's normalisation (section 2): Unicode NFKC, case-folded; a token is a maximal
run of letters, digits and combining marks; an apostrophe of any form, a soft hyphen and a
zero-width character inside a word are dropped; everything else separates. A passage's
proof is the SHA-256 of its tokens, joined by one space, in UTF-8.

Left out on purpose: words that a copy hyphenates at the end of a line, which can't be told
from words that have a hyphen.
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
# A modifier-letter apostrophe is a letter to Unicode, so it is taken out of the word class.
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

    A character whose compatibility form is several words ("½") gives several tokens that
    share its place.
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

    Of a text as a whole, some twenty times as fast: what separates becomes a space, what is
    dropped goes (between words there is nothing that it could join), and a space stands apart
    in each normal form.
    """
    return tuple(normal_form(text.translate(_ALONE)).split())


class _Alone(dict[int, str | None]):
    """What becomes of each character: words and spaces, or nothing where it is dropped."""

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
    """Return text whose word boundaries are those of its NFKC form, and a place map.

    Most texts are returned as they are (map None): only a character whose compatibility
    form is of another class than itself ("™", "½", "…" is not) has to be written out.
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
