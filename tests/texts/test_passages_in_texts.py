"""Locators, excluded parts and quotation marks, on texts of a line or two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build.texts.article import Article
from build.texts.coverage import cover
from build.texts.locators import locator_fault
from build.texts.quotation_marks import find_stretches


@pytest.mark.parametrize(
    ("locator", "fault"),
    [
        ("one", None),
        ("a b c d e f g h i j k", None),
        ("a b c d e f g h i j k l", "has 12 words, too many to be given whole"),
        ("a b c … d e f", None),
        ("a b c d e f … g h i j k l", None),
        ("a\u00a0b\u3000c\u00a0…\u2028d\u202fe f", None),
        ("a b c d e f g … h i j", "has 7 first words, too many: take 3 to 6"),
        ("a b c … h i j k l m n", "has 7 last words, too many: take 3 to 6"),
        ("a b … c d e", "has 2 first words, too few: take 3 to 6"),
        ("a b c … d e", "has 2 last words, too few: take 3 to 6"),
        ("a b c … d e f … g h i", "has more than one …"),
        ("… d e f", "has a side without words"),
        ("a b c …", "has a side without words"),
        ("—", "has a side without words"),
    ],
)
def test_the_form_of_a_locator(locator: str, fault: str | None) -> None:
    assert locator_fault(locator) == fault


@pytest.mark.parametrize("locator", ["a", "a … b", "a b c d e f g … h", " ".join("x" * 20)])
def test_an_excluded_part_may_be_named_by_any_words(locator: str) -> None:
    assert locator_fault(locator, evidence=False) is None


def test_an_excluded_part_needs_words_all_the_same() -> None:
    assert locator_fault("… b", evidence=False) == "has a side without words"


def spans(text: str, locator: str) -> list[str]:
    """The places of a locator in a text, as they are printed."""
    return [text[s.start : s.end] for s in Article(text).matches(locator)]


@pytest.mark.parametrize(
    ("text", "locator", "found"),
    [
        ("a b c", "b", ["b"]),
        ("a b a b", "a b", ["a b", "a b"]),
        ("a b x a c", "a … c", ["a b x a c", "a c"]),
        ("a b a", "b … a", ["b a"]),
        ("a b", "a … a", []),
        ("a a", "a … a", ["a a"]),
        ("a b b a", "a b … b a", ["a b b a"]),
        ("a b a", "a b … b a", []),
        ("A, “b” — c.", "a b c", ["A, “b” — c"]),
        ("a\u00a0b\u2028c", "a b c", ["a\u00a0b\u2028c"]),
        ("a b c d", "a\u00a0b\u00a0…\u2028d", ["a b c d"]),
    ],
)
def test_where_a_locator_leads(text: str, locator: str, found: list[str]) -> None:
    assert spans(text, locator) == found


@pytest.mark.parametrize(
    ("excluded", "locator", "inside"),
    [
        ("b c", "b", True),
        ("b c", "c d", True),
        ("b c", "a b", True),
        ("b c", "a", False),
        ("b c", "d", False),
        ("b c", "a b c d", True),
        ("bc", "b", False),
    ],
)
def test_what_touches_an_excluded_part(excluded: str, locator: str, inside: bool) -> None:
    article = Article("a b c d bcb")
    article.excluded = list(article.matches(excluded))
    assert [article.in_excluded(s) for s in article.matches(locator)] == [inside]


def test_parts_that_only_meet_do_not_touch() -> None:
    article = Article("a“b”c")
    (middle,) = article.matches("b")
    article.excluded = [middle._replace(start=1, end=4)]
    assert [article.in_excluded(s) for w in "ac" for s in article.matches(w)] == [False] * 2


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("“a b” c", ["a b"]),
        ('"a b" c', ["a b"]),
        ("„a b“ c", ["a b"]),
        ("„a b” c", ["a b"]),
        ("«a b» c", ["a b"]),
        ("‘a b’ c", ["a b"]),
        ("'a b' c", ["a b"]),
        ("it’s a dog’s life", []),
        ("the dogs' life, and the cats' life", []),
        ("“a ‘b’ c” d", ["a ‘b’ c"]),
        ("“a” “b”", ["a", "b"]),
        ('"a," he said, "b."', ["a,", "b."]),
        ("“a\n\nb” c", []),
        ("“a\nb” c", ["a b"]),
        ("“a", []),
        ("“a\n\n“b” c", ["a", "b"]),
        ("“a\n\u00a0\n\u3000“b” c", ["a", "b"]),
        ("“a\u2029“b” c", ["a", "b"]),
        ("“a\u2028b” c", ["a b"]),
        ("«\u00a0a\u202f» b", ["a"]),
        ("“” x", []),
        ("x", []),
    ],
)
def test_words_between_marks(text: str, stretches: list[str]) -> None:
    assert [s.text for s in find_stretches(Article(text))] == stretches


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("One is here. Two is there.", ["One is here", "Two is there"]),
        (
            "A heading\n\nOne sentence over\ntwo lines. Two.\n",
            ["A heading", "One sentence over\ntwo lines", "Two"],
        ),
        # A blank line that holds spaces, and Unicode's signs for a paragraph and a line.
        ("A heading\n\u00a0\nOne\ntwo. Three.", ["A heading", "One\ntwo", "Three"]),
        ("A heading\u2029One\u2028two. Three.", ["A heading", "One\u2028two", "Three"]),
        ("One.\u00a0Two.", ["One", "Two"]),
        ("A line\nand another. Two.", ["A line\nand another", "Two"]),
        ("Mr. Smith came. He left.", ["Mr. Smith came", "He left"]),
    ],
)
def test_sentences_that_no_passage_touches(text: str, left: list[str]) -> None:
    found = cover("x", Article(text), [], []).untouched
    assert [text[span.start : span.end] for span in found] == left


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        # As agencies mix them: opened by one kind and closed by the other.
        ('“We go," he said, "to prevent war”.', ["We go,", "to prevent war"]),
        ('He "said so” and “left".', ["said so", "left"]),
        ("‘It is so,' she said.", ["It is so,"]),
        # Over paragraphs: closed at the end only, opened in each.
        ("“One.\n\n“Two.\n\n“Three.” End.", ["One.", "Two.", "Three."]),
        ('"One.\n\n"Two." End.', ["One.", "Two."]),
        # Opened and never closed: no quotation, and it hides none.
        ("“One.\n\nTwo “three” four.", ["three"]),
        ('5" pipes and "six" more.', ["six"]),
    ],
)
def test_marks_as_agencies_send_them(text: str, stretches: list[str]) -> None:
    assert [s.text for s in find_stretches(Article(text))] == stretches


WORDS = st.lists(st.sampled_from(["we", "don’t", "go", "it’s", "U.S", "a-b"]), min_size=1)
PAIRS = st.sampled_from(["“”", '“"', '""', '"”', "„“", "«»"])


@given(st.lists(st.tuples(WORDS, PAIRS, WORDS), min_size=1, max_size=6))
def test_known_quotations_are_found_whatever_their_marks(
    parts: list[tuple[list[str], str, list[str]]],
) -> None:
    """Texts made from known quotations, each with marks of its own."""
    said = [" ".join(quoted) for quoted, _, _ in parts]
    sentences = (
        f"{mark[0]}{text}{mark[1]} and {' '.join(plain)}"
        for text, (_, mark, plain) in zip(said, parts, strict=True)
    )
    found = [s.text for s in find_stretches(Article(", ".join(sentences) + "."))]
    assert found == said
