"""A locator that a program makes names its span, with as few words as will do."""

import pytest

from build.texts.article import Article
from build.texts.gazetteer import named

WORDS = "a b c d e f g h i j k l m n o p"


def located(text: str, first: int, last: int) -> str | None:
    """The locator of the words `[first, last)` of a text."""
    article = Article(text)
    return article.locate(article.span(first, last))


@pytest.mark.parametrize(
    ("text", "first", "last", "expected"),
    [
        pytest.param(WORDS, 0, 11, "a b c d e f g h i j k", id="eleven words stand whole"),
        pytest.param(WORDS, 0, 12, "a b c … j k l", id="of twelve three a side"),
        # The three first stand twice: a fourth, while the last three will do.
        pytest.param(
            "a b c x y z. a b c d e f g h i j k l",
            6,
            18,
            "a b c d … j k l",
            id="one more first",
        ),
        # The beginning is the same for five words, so that six are needed.
        pytest.param(
            "a b c d e x y z. a b c d e f g h i j k l m",
            8,
            21,
            "a b c d e f … k l m",
            id="six first",
        ),
        # A fourth of the first and a fifth of the last words would do: the shorter is taken.
        pytest.param(
            "a b c d1 m1 m2 m3 m4 x1 w4 w3 w2 w1. a b c d2 m1 m2 m3 m4 x2 w4 w3 w2 w1",
            0,
            13,
            "a b c d1 … w3 w2 w1",
            id="the shorter of two",
        ),
        # The same six first words and the same six last ones: no locator names one of the two.
        pytest.param(
            "a b c d e f g h i j k l. a b c d e f g h i j k l", 0, 12, None, id="none is unique"
        ),
        # The sign that parts a locator can't stand in it.
        pytest.param("a … b c", 0, 3, "a b c", id="an ellipsis in the text"),
        pytest.param("a b… c d", 0, 4, None, id="an ellipsis at a word"),
    ],
)
def test_a_locator_is_as_short_as_will_do(
    text: str, first: int, last: int, expected: str | None
) -> None:
    assert located(text, first, last) == expected


def test_capitals_and_adjectives_name_a_country() -> None:
    found = named(Article("Envoys in Warsaw; a German minister; Kyiv."), ())
    assert sorted(found) == ["DEU", "POL", "UKR"]


@pytest.mark.parametrize("space", ["\n", "  ", "\u00a0", "\u202f", "\u2028", "\u3000"])
def test_any_space_parts_the_words_of_a_name(space: str) -> None:
    found = named(Article(f"Envoys of the United{space}States spoke."), ())
    assert found == {"USA": (["United States"], 14)}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a UK-led force", ["GBR"]),
        ("the Russian-occupied coast", ["RUS"]),
        ("a U.S.-backed plan", ["USA"]),
        ("Kyiv-based envoys", ["UKR"]),
        ("an anti-Russian speech", ["RUS"]),
        ("the US-Polish talks", ["POL", "USA"]),
        ("ships of Guinea-Bissau", ["GNB"]),  # not of Guinea
        ("the Republic of Guinea-Bissau", ["GNB"]),
    ],
)
def test_a_compound_with_a_hyphen_names_a_country(text: str, codes: list[str]) -> None:
    assert sorted(named(Article(text), ())) == codes
