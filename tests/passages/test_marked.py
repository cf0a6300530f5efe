"""What stands between quotation marks where a program can't tell: people name it."""

from pathlib import Path

import pytest

from build.texts.article import Article
from build.texts.quotation_marks import between_marks, find_stretches
from tests.conftest import Run, edit

NAME = "harbour-gazette-2030-03"
ARTICLE = f"raw/articles/{NAME}.toml"
# Appended to the text of the test package.
POSSESSIVE = "\nIt was the ministers' first meeting. He praised ‘the allies’ plan’ there.\n"
LEFT = """
[[left]]
locator = "It was the ministers' first meeting"
reason = "How it was called before."

[[left]]
locator = "He praised ‘the allies’ plan’ there"
reason = "Who he is, the text does not say."

[[marked]]
locator = "{}"
reason = "The possessive looks as if it closed."
"""
TERM = """
[[not_quotation]]
words = "the allies’ plan"
reason = "term"
"""


@pytest.mark.parametrize(
    ("text", "named", "stretches"),
    [
        # A possessive within single marks.
        ("of ‘the allies’ plan’ now", "the allies’ plan", ["the allies’ plan"]),
        # Straight marks of which one is an inch.
        ('a 5" "pipe" too', "pipe", ["pipe"]),
        # A quotation whose second half the program took for a pair.
        ('"A 6" pipe," he said', "A … pipe", ['A 6" pipe,']),
        # French typography.
        ("of «\u00a0the plan\u202f» now", "the plan", ["the plan"]),
        # One is named, the others are found all the same.
        ("“a” and ‘the dogs’ den’ and “b”", "the dogs’ den", ["a", "the dogs’ den", "b"]),
    ],
)
def test_what_is_named_goes_before_what_is_found(
    text: str, named: str, stretches: list[str]
) -> None:
    article = Article(text)
    (span,) = article.matches(named)
    assert [s.text for s in find_stretches(article, [span])] == stretches


def test_no_break_spaces_may_stand_within_marks() -> None:
    article = Article("of «\u00a0a b,\u202f» now")
    (span,) = article.matches("a b")
    assert between_marks(article.text, span) == (4, 10)


@pytest.mark.parametrize("text", ["x a b”", "“a b x", "“x a b”", "“a b x”", "a b"])
def test_what_has_no_marks_on_both_sides_is_not_between_marks(text: str) -> None:
    article = Article(text)
    (span,) = article.matches("a b")
    assert between_marks(text, span) is None


def with_possessive(package: Path, texts: Path, records: str) -> None:
    """Add a sentence with a possessive between marks, and what an annotator says of it."""
    text, article = texts / f"{NAME}.txt", package / ARTICLE
    text.write_text(text.read_text("utf-8") + POSSESSIVE, "utf-8")
    article.write_text(article.read_text("utf-8") + records, "utf-8")


def test_a_stretch_that_is_named_can_be_accounted_for(
    package: Path, texts: Path, run: Run
) -> None:
    with_possessive(package, texts, LEFT.format("the allies’ plan") + TERM)
    assert run("anchor", texts).errors == []
    proofs = (package / "raw/anchors.csv").read_text("utf-8")
    assert f"{NAME},marked,,the allies’ plan," in proofs
    assert run().errors == []
    # A proof that no entry asks for, and an entry without one, are seen without the text.
    edit(package / ARTICLE, 'locator = "the allies’ plan"', 'locator = "allies’ plan"')
    assert run().errors == [
        "raw/anchors.csv:4: the allies’ plan: a proof of no marked in raw/; run: python -m "
        "build anchor TEXTS",
        f"{ARTICLE}:121: allies’ plan: locator: no proof; run: python -m build anchor TEXTS",
    ]


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        pytest.param(
            "the allies",
            ":120: the allies: is found without it; remove the entry",
            id="what the program finds itself",
        ),
        pytest.param(
            "plan’ there",
            ":121: plan’ there: locator: does not stand between quotation marks; name what stands between one "
            "mark and its pair",
            id="what stands between none",
        ),
        pytest.param(
            "the allies’ plot",
            ":121: the allies’ plot: locator: not found in the text; the text has 'the allies' "
            "at line 14, column 50, but not followed by 'plot'",
            id="what stands nowhere",
        ),
    ],
)
def test_an_entry_that_no_longer_fits_is_said(
    named: str, expected: str, package: Path, texts: Path, run: Run
) -> None:
    term = TERM.replace("the allies’ plan", "the allies")
    with_possessive(package, texts, LEFT.format(named) + term)
    assert run("anchor", texts).errors == [ARTICLE + expected]
