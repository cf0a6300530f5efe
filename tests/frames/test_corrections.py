"""A correction that matches what was corrected is taken; any other fails with its reason."""

from pathlib import Path

import pytest

from build.frames.corrections import corrections_of
from schemas.package import VERSION
from tests.conftest import Run, edit

NAME = "harbour-gazette-2030-03"
RIGHT = f"""\
[[correction]]
version = "{VERSION}"
table = "commitments"
id = "fra-sea_presence-2030-03-04"
column = "strength"
was = "open"
now = "pledged"
article = "{NAME}"
locator = "Defence minister Marie Lenoir … a truce holds"
reason = "The minister undertakes it."
"""
AT = "raw/corrections.toml:1: fra-sea_presence-2030-03-04: "
CELL = 'column = "strength"\nwas = "open"\nnow = "pledged"\n'


@pytest.mark.sample(5)
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        (CELL, "", []),
        ('was = "open"\n', "", []),
        (CELL, 'column = "note"\nwas = "x"\n', []),
        (
            f'"{VERSION}"',
            '"0.0.7"',
            [f"version: '0.0.7' is neither a released version nor {VERSION}; write {VERSION}"],
        ),
        (
            '"commitments"',
            '"commitment"',
            ["table: no table 'commitment'; did you mean 'commitments'?"],
        ),
        (
            '"strength"',
            '"strenght"',
            [
                "column: commitments has no column 'strenght' that could be corrected; did you "
                "mean 'strength'?"
            ],
        ),
        (
            'now = "pledged"',
            'now = "signed"',
            ["now: it is `pledged`; mend the correction, or remove it"],
        ),
        (
            'now = "pledged"\n',
            "",
            ["now: it is `pledged`; mend the correction, or remove it"],
        ),
        (
            'was = "open"',
            'was = "pledged"',
            ["was: nothing was corrected; mend the correction, or remove it"],
        ),
        (
            'column = "strength"\n',
            "",
            [
                "now: is of a cell, and no column is named; name the column",
                "was: is of a cell, and no column is named; name the column",
            ],
        ),
        (
            "Defence minister Marie Lenoir … a truce holds",
            "Defence minister Marie Lenoir … a truce",
            [
                f"locator: no such passage of {NAME} supports or disputes it; give article and "
                "locator of one that does"
            ],
        ),
    ],
)
def test_what_matches_nothing_fails(
    package: Path, run: Run, old: str, new: str, expected: list[str]
) -> None:
    assert not old or old in RIGHT
    (package / "raw/corrections.toml").write_text(RIGHT.replace(old, new, 1), "utf-8")
    assert run().errors == [AT + what for what in expected]


def test_several_rows_may_share_a_passage(package: Path, run: Run) -> None:
    """A passage of the article that none of them rests on, and each of them is looked at."""
    path = package / "raw/corrections.toml"
    shared = 'ids = ["rus-accept_foreign_forces-2030-03"]\n'
    other = RIGHT.replace(
        "Defence minister Marie Lenoir … a truce holds", "We will send two … reporters in Lyon"
    )
    path.write_text(
        other.replace(CELL, f'column = "via_actor_id"\nwas = "x"\n{shared}'), "utf-8"
    )
    assert run().errors == []
    path.write_text(other.replace(CELL, f"{CELL}{shared}"), "utf-8")
    assert [error for error in run().errors if "rus-" in error] == [
        "raw/corrections.toml:1: rus-accept_foreign_forces-2030-03: now: it is `ruled_out`; mend the "
        "correction, or remove it"
    ]


def test_a_row_that_is_not_there(package: Path, run: Run) -> None:
    (package / "raw/corrections.toml").write_text(RIGHT.replace('04"', '05"'), "utf-8")
    assert run().errors == [
        "raw/corrections.toml:1: fra-sea_presence-2030-03-05: id: commitments has no "
        "'fra-sea_presence-2030-03-05'; did you mean 'fra-sea_presence-2030-03-04'?"
    ]


def test_the_form_is_told(package: Path, run: Run) -> None:
    path = package / "raw/corrections.toml"
    path.write_text(RIGHT, "utf-8")
    edit(path, 'reason = "The minister undertakes it."\n', "why = 1\n")
    form = (
        "a [[correction]] has version, table, id, article, locator, reason, and may have "
        "column, was, now, ids"
    )
    assert run().errors == [
        f"raw/corrections.toml:1: reason: missing field 'reason'; {form}",
        f"raw/corrections.toml:10: why: unknown key 'why'; {form}",
    ]


def test_what_the_changelog_says(package: Path) -> None:
    path = package / "raw/corrections.toml"
    path.write_text(
        RIGHT + "\n" + RIGHT.replace(CELL, "") + RIGHT.replace(VERSION, "9.0.0"), "utf-8"
    )
    where = f"({NAME}, “Defence minister Marie Lenoir … a truce holds”)"
    assert corrections_of(package / "raw", VERSION) == [
        "- commitments `fra-sea_presence-2030-03-04`: `strength` was `open`, is `pledged`. The "
        f"minister undertakes it. {where}",
        "- commitments `fra-sea_presence-2030-03-04`: was missing. The minister undertakes it. "
        f"{where}",
    ]
