"""Split texts into normalised word tokens, which make passages provable on any copy.

The codebook (section 2) defines the normalisation. Texts are case-folded in Unicode NFKC. A
token is a maximal run of letters, digits and combining marks. Apostrophes of any form, soft
hyphens and zero-width characters inside a word are dropped, and all other characters separate
words. The proof of a passage is the SHA-256 of its tokens, joined by one space, in UTF-8.

Left out on purpose: words that a copy hyphenates at the end of a line, because they look
like words with a hyphen. `copies` reads such a text both ways.
"""

import hashlib
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import regex

_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]")
_RUN = regex.compile(r"[^ ]+")
# Apostrophes (straight, typographic, modifier letters, full-width, prime, accents used as
# such), the soft hyphen and the zero-width characters.
_DROPPED = frozenset("'‘’‛ʹʻʼʽ′＇`´\u00ad\u200b\u200c\u200d\u2060\ufeff")


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
    parts = [_SEPARATED[ord(char)] for char in text]
    places = [place for place, part in enumerate(parts) for _ in part]
    return [
        Token(_normal_form(run.group()), places[run.start()], places[run.end() - 1] + 1)
        for run in _RUN.finditer("".join(parts))
    ]


def words(text: str) -> tuple[str, ...]:
    """Return the normalised tokens of `text` without their places.

    This is many times as fast as `tokenize`, because the text is normalised as a whole:
    normalisation never joins words over a space.
    """
    return tuple(_normal_form(text.translate(_SEPARATED)).split())


class _Separated(dict[int, str]):
    """What each character becomes: characters of words, spaces, or nothing if dropped."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        form = unicodedata.normalize("NFKC", char)
        # Only a form of another class is written out here ("½", "™"). The form of "″" is two
        # primes, which would be dropped, but "″" itself separates.
        if char in _DROPPED or all(_is_word(c) == _is_word(char) for c in form):
            form = char
        self[code] = "".join(c if _is_word(c) else " " for c in form if c not in _DROPPED)
        return self[code]


_SEPARATED = _Separated()


def _is_word(char: str) -> bool:
    return _WORD.match(char) is not None and char not in _DROPPED


def _normal_form(text: str) -> str:
    """Return the NFKC, case-folded form of a text."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", folded)


def digest(tokens: Sequence[str]) -> str:
    """Return the SHA-256 (hexadecimal) of a token sequence, the proof of a passage."""
    return hashlib.sha256(" ".join(tokens).encode("utf-8")).hexdigest()
