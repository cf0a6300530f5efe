"""The normalisation is the codebook's, whatever the copy looks like."""

import hashlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build.texts.tokens import digest, tokenize, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Couldn’t COULDN'T couldn`t", ["couldnt"] * 3),
        ("soft\u00adhyphen zero\u200bwidth", ["softhyphen", "zerowidth"]),
        ("U.S. 30,000 €", ["u", "s", "30", "000"]),
        ("“Quoted” — ‘words’…", ["quoted", "words"]),
        ("ﬁne ＡＢ Straße", ["fine", "ab", "strasse"]),
        ("nai\u0308ve naïve", ["naïve", "naïve"]),
        ("½ NATO™", ["1", "2", "natotm"]),
        ("Київ’яни 東京", ["київяни", "東京"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert list(words(text)) == expected


def test_places_are_code_points_of_the_text() -> None:
    text = "𝔄 – “We’ll go,” she said."
    assert [text[t.start : t.end] for t in tokenize(text)] == [
        "𝔄",
        "We’ll",
        "go",
        "she",
        "said",
    ]


def test_digest_is_the_sha256_of_the_joined_words() -> None:
    expected = hashlib.sha256(b"we will go").hexdigest()
    assert digest(words("“We will — go!”")) == expected


@given(st.text())
def test_layout_does_not_matter(text: str) -> None:
    reflowed = "\n  ".join(text.split(" "))
    assert words(reflowed) == words(text)


@given(st.text())
def test_places_are_in_order_and_inside(text: str) -> None:
    tokens = tokenize(text)
    assert all(0 <= t.start < t.end <= len(text) for t in tokens)
    assert all(a.start <= b.start and a.end <= b.end for a, b in itertools.pairwise(tokens))
    assert all(t.word for t in tokens)


@given(st.text(st.one_of(st.characters(), st.sampled_from("'’­\u200b½™ßΐſʹǰ\u0345 -İǅ㍿²"))))
def test_words_are_the_tokens_without_their_places(text: str) -> None:
    """They are made in another way, because it is faster."""
    assert words(text) == tuple(token.word for token in tokenize(text))
