"""The draft of an article: what a program can see, and nothing that would be a judgement."""

import tomllib
from pathlib import Path

import pytest

from tests.conftest import Run

NAME = "evening-courier-2030-04"
TEXT = """\
Two capitals, one plan

By a reporter

PARIS - The French government said on Tuesday that it "could imagine" a naval
mission. "We are ready. We have the ships," a spokesman told reporters.

Moscow rejected the idea. Germany’s chancellor was silent, and turkey was on the menu.

Two capitals, one plan

A frigate in the port of Brest on a grey day in early April of this year. Handout/Reuters
"""


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A text that nobody has coded."""
    path = tmp_path / f"{NAME}.txt"
    path.write_text(TEXT, "utf-8")
    return path


def draft(package: Path) -> str:
    """The draft as it was written."""
    return (package / f"raw/articles/{NAME}.toml").read_text("utf-8")


def test_what_a_program_can_see(package: Path, text: Path, run: Run) -> None:
    assert run("new", NAME, text).code == 0
    found = tomllib.loads(draft(package))
    assert found["excluded"] == {
        "Two capitals, one plan": ["heading", "duplicate"],
        "By a reporter": "heading",
        "A frigate in … this year. Handout/Reuters": "caption",
    }
    assert found["mention"] == {"DEU": "", "FRA": "", "RUS": "adversary"}
    assert [p["locator"] for p in found["passage"]] == [
        "PARIS - The … a naval mission",
        'We are ready. We have the ships," a spokesman told reporters',
        "Moscow rejected the idea",
        "Germany’s chancellor was silent, and turkey was on the menu",
    ]
    assert [q["text"] for p in found["passage"] for k, q in p.items() if k[0] == "q"] == [
        "could imagine",
        "We are ready. We have the ships",
    ]


def test_other_spaces_change_nothing_that_a_program_sees(
    package: Path, text: Path, run: Run
) -> None:
    more = f"{TEXT}\nRead more on the ships and their ports.\n"
    text.write_text(more, "utf-8")
    run("new", NAME, text)
    expected = tomllib.loads(draft(package))
    (package / f"raw/articles/{NAME}.toml").unlink()
    blank = more.replace(" ", "\u00a0").replace("\n\n", "\n\u00a0\n")
    text.write_text(blank, "utf-8")
    run("new", NAME, text)
    assert tomllib.loads(draft(package)) == expected


def test_nothing_that_would_be_a_judgement_is_filled_in(
    package: Path, text: Path, run: Run
) -> None:
    run("new", NAME, text)
    found = tomllib.loads(draft(package))
    quotes = [q for p in found["passage"] for k, q in p.items() if k[0] == "q"]
    assert {k for q in quotes for k, v in q.items() if v == ""} == {"speaker_id", "gist", "cue"}
    assert set(found["article"].values()) == {""}
    errors = [e for e in run("preview", text).errors if NAME in e]
    empty = "is empty; fill it in, or delete the line"
    assert f"raw/articles/{NAME}.toml:4: {NAME}: publisher: {empty}" in errors
    assert not [e for e in errors if "not found" in e or "times" in e]


@pytest.mark.parametrize("control", ["\0", "\x01", "\x1b", "\x7f", "\x9f"], ids=ascii)
def test_control_characters_are_escaped(
    package: Path, text: Path, run: Run, control: str
) -> None:
    text.write_text(
        TEXT.replace("By a", f"By{control} a").replace("imag", f"im{control}ag"), "utf-8"
    )
    assert run("new", NAME, text).code == 0
    found = tomllib.loads(draft(package))
    assert f"By{control} a reporter" in found["excluded"]
    assert found["passage"][0]["q01"]["text"] == f"could im{control}agine"


def test_what_is_there_is_not_overwritten(package: Path, text: Path, run: Run) -> None:
    run("new", NAME, text)
    before = draft(package)
    assert run("new", NAME, text).errors == [
        f"raw/articles/{NAME}.toml: is there already; take another id"
    ]
    assert draft(package) == before


@pytest.mark.parametrize(
    ("article", "said"),
    [
        ("Evening Courier", "ARTICLE_ID: 'Evening Courier' is no id of an article"),
        ("../outside", "ARTICLE_ID: '../outside' is no id of an article"),
        ("other-2030-04", f"{NAME}.txt: is not named other-2030-04.txt"),
    ],
)
def test_what_is_not_fit(package: Path, text: Path, run: Run, article: str, said: str) -> None:
    result = run("new", article, text)
    assert result.code == 1
    assert said in result.errors[0]
    assert not (package / f"raw/articles/{article}.toml").exists()
