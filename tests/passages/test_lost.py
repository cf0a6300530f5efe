"""Excluded parts and sentences that are not found, and those that were pasted whole."""

from pathlib import Path

import pytest

from tests.conftest import Run, edit

NAME = "harbour-gazette-2030-03"
ARTICLE = f"raw/articles/{NAME}.toml"
HEADING = 'locator = "LYON MEETING ENDS WITH A PLEDGE"'
CAPTION = 'locator = "Photo: Marie … in Lyon"'
LENOIR = "She called the plan “a first step"
ENVOY = "Moscow’s envoy Ivan … in any shape"
# The text says "We will send two ships,” Lenoir told reporters in Lyon": 10 words.
SHIPS = "We will send two … reporters in Lyon"


@pytest.mark.sample(3)
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            [(HEADING, 'locator = "PARIS MEETING ENDS"')],
            [
                ":14: PARIS MEETING ENDS: locator: found 0 times, but occurrence is 1; the text "
                "does not have 'paris'"
            ],
            id="a part that is not there",
        ),
        pytest.param(
            [(HEADING, f"{HEADING}\noccurrence = 2")],
            [
                ":14: LYON MEETING ENDS WITH A PLEDGE: locator: found 1 times, but occurrence "
                "is 2; give one that is there"
            ],
            id="a second that is not there",
        ),
        pytest.param(
            [(HEADING, 'locator = "LYON MEETING BEGINS"'), (CAPTION, 'locator = "Photo: Ann"')],
            [
                ":14: LYON MEETING BEGINS: locator: found 0 times, but occurrence is 1; the "
                "text has 'lyon meeting' at line 1, column 1, but not followed by 'begins'",
                ":18: Photo: Ann: locator: found 0 times, but occurrence is 1; the text has "
                "'photo' at line 9, column 1, but not followed by 'ann'",
            ],
            id="two that are not there",
        ),
        pytest.param(
            [(f'"{ENVOY}"', '"foreign ships in every … Moscow’s envoy Ivan"')],
            [
                ":97: foreign ships in every … Moscow’s envoy Ivan: locator: not found in the "
                "text; the text has 'foreign ships in' at line 11, column 62, but not followed "
                "by 'every'"
            ],
            id="first words that do not follow each other",
        ),
        pytest.param(
            [(f'"{ENVOY}"', '"would not accept foreign … Moscow’s envoy Ivan"')],
            [
                ":97: would not accept foreign … Moscow’s envoy Ivan: locator: not found in "
                "the text; the last words do not come after the first"
            ],
            id="the wrong way round",
        ),
        pytest.param(
            [(f'"{ENVOY}"', '"Moscow’s envoy Ivan … in any form"')],
            [
                ":97: Moscow’s envoy Ivan … in any form: locator: not found in the text; the "
                "text has 'in any' at line 11, column 77, but not followed by 'form'"
            ],
            id="last words",
        ),
    ],
)
def test_what_is_lost_is_told_with_what_the_text_has(
    package: Path,
    texts: Path,
    run: Run,
    changes: list[tuple[str, str]],
    expected: list[str],
) -> None:
    for old, new in changes:
        edit(package / ARTICLE, old, new)
    told = [error for error in run("anchor", texts).errors if ": locator: " in error]
    assert told == [f"{ARTICLE}{line}" for line in expected]


@pytest.mark.parametrize(
    ("pasted", "written"),
    [
        pytest.param(
            "We will send two ships,” Lenoir told reporters in Lyon",
            "We will send two ships,” Lenoir told reporters in Lyon",
            id="ten words stay",
        ),
        pytest.param(
            "“We will send two ships,” Lenoir told reporters in Lyon. She called",
            None,
            id="twelve are cut",
        ),
    ],
)
def test_what_is_pasted_is_cut_where_it_is_long(
    package: Path, texts: Path, run: Run, pasted: str, written: str | None
) -> None:
    edit(package / ARTICLE, f'"{SHIPS}"', f'"{pasted}"')
    result = run("anchor", texts)
    assert (result.code, result.errors) == (0, [])
    text = (package / ARTICLE).read_text("utf-8")
    assert (f'"{pasted}"' in text) == (written is not None)
    assert ("pasted sentences were cut" in result.out) == (written is None)


def test_a_pasted_sentence_that_the_text_has_not_is_too_long(
    package: Path, texts: Path, run: Run
) -> None:
    pasted = "We will send two big ships,” Lenoir told the reporters here in Lyon"
    edit(package / ARTICLE, f'"{SHIPS}"', f'"{pasted}"')
    result = run("anchor", texts)
    assert [e for e in result.errors if "locator" in e] == [
        f"{ARTICLE}:85: {pasted}: locator: has 13 words, too many to be given whole; write "
        "first words … last words"
    ]
    assert pasted in (package / ARTICLE).read_text("utf-8")
