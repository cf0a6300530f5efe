"""Anchoring proves every passage once, accounts for quotation marks, and reports gaps."""

import csv
from pathlib import Path

import pytest

from build.__main__ import main
from tests.conftest import FIXTURES, Run, edit
from tests.corpus import write_corpus, write_texts

ARTICLE = "raw/articles/harbour-gazette-2030-03.toml"
TEXT = "harbour-gazette-2030-03.txt"


def test_the_proofs_of_the_three_articles_are_those_committed(
    tmp_path: Path,
) -> None:
    root = write_corpus(tmp_path)
    committed = (root / "raw/anchors.csv").read_bytes()
    assert main(["--root", str(root), "anchor", str(write_texts(tmp_path / "texts"))]) == 0
    assert (root / "raw/anchors.csv").read_bytes() == committed, (
        "run anchor on tests/fixtures/corpus, and copy raw/anchors.csv there"
    )


def test_the_proofs_are_those_committed(package: Path, texts: Path, run: Run) -> None:
    (package / "raw/anchors.csv").unlink()
    result = run("anchor", texts)
    assert result.code == 0
    assert (package / "raw/anchors.csv").read_bytes() == (
        FIXTURES / "package/raw/anchors.csv"
    ).read_bytes()


def test_a_proof_holds_what_it_says(package: Path) -> None:
    text = (FIXTURES / "texts" / TEXT).read_text("utf-8")
    with (package / "raw/anchors.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    passages = {
        r["locator"]: text[int(r["start"]) : int(r["end"])]
        for r in rows
        if r["part"] == "passage"
    }
    assert passages["We will send two … reporters in Lyon"] == (
        "We will send two ships,” Lenoir told reporters in Lyon"
    )
    quotes = {
        r["key"]: text[int(r["start"]) : int(r["end"])] for r in rows if r["part"] == "quote"
    }
    assert quotes == {
        "q01": "We will send two ships",
        "q02": "a first\nstep",
        "q03": "in any shape",
    }


def test_the_report_counts_what_is_left(texts: Path, run: Run) -> None:
    assert run("anchor", texts).out.splitlines() == [
        "article                  passages  sentences  left",
        "harbour-gazette-2030-03         5          6    2 (33%)",
    ]


@pytest.mark.sample(3)
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "We will send two … reporters in Lyon",
            "We will send three … reporters in Lyon",
            "locator: not found in the text; the text has 'we will send' at line 6, column 2, but not "
            "followed by 'three'",
        ),
        (
            "We will send two … reporters in Lyon",
            "We will send two … reporters in Nice",
            "locator: not found in the text; the text has 'reporters in' at line 6, column 39, but not "
            "followed by 'nice'",
        ),
        (
            "and Ukraine’s government thanked France",
            "Lyon",
            "locator: found 2 times, at line 6, column 52; line 12, column 55; take more words, "
            "up to six a side",
        ),
        (
            "and Ukraine’s government thanked France",
            "Photo: Marie Lenoir",
            "locator: found only in or across an excluded part, at line 9, column 1; name a passage of "
            "the body",
        ),
        (
            "and Ukraine’s government thanked France",
            "and … Ukraine’s … France",
            "locator: has more than one …; write first words … last words",
        ),
        (
            "and Ukraine’s government thanked France",
            "… France",
            "locator: has a side without words; write first words … last words",
        ),
    ],
)
def test_a_locator_that_is_not_found_once(
    package: Path, texts: Path, run: Run, old: str, new: str, expected: str
) -> None:
    edit(package / ARTICLE, f'locator = "{old}"', f'locator = "{new}"')
    before = (package / "raw/anchors.csv").read_bytes()
    result = run("anchor", texts)
    assert result.code == 1
    assert [
        line[line.index("locator: ") :] for line in result.errors if "locator: " in line
    ] == [expected]
    assert (package / "raw/anchors.csv").read_bytes() == before


@pytest.mark.sample(4)
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            '[[not_quotation]]\nwords = "harbour club"\nreason = "term"\n\n',
            "",
            f"{ARTICLE}:1: harbour-gazette-2030-03: the words between quotation marks at line 7, column 23, "
            "'harbour club', are not accounted for; add a quote or list them in "
            "[not_quotation]; paired wrongly, name them in [marked]",
        ),
        (
            'text = "a first step"',
            'text = "a first leap"',
            f"{ARTICLE}:46: q02: text: not found between quotation marks in a passage that "
            "supports it; did you mean 'a first step'?",
        ),
        (
            'text = "We will send two ships"',
            'text = "we will send two ships"',
            f"{ARTICLE}:33: q01: text: differs from the article in its characters; the article "
            "has: We will send two ships",
        ),
        (
            'text = "in any shape"',
            'text = "in any shape,"',
            f"{ARTICLE}:56: q03: text: differs from the article in its characters; the article "
            "has: in any shape",
        ),
        (
            'reason = "term"',
            'reason = "excluded"',
            f"{ARTICLE}:22: harbour club: reason: 'excluded', but it stands in no excluded "
            "part; mend the reason",
        ),
        (
            'words = "harbour club"',
            'words = "harbor club"',
            f"{ARTICLE}:21: harbor club: words: stand 0 times between quotation marks, but "
            "occurrence is 1; remove the entry or mend its words",
        ),
        (
            'locator = "LYON MEETING ENDS WITH A PLEDGE"',
            'locator = "LYON MEETING"\noccurrence = 2',
            f"{ARTICLE}:14: LYON MEETING: locator: found 1 times, but occurrence is 2; give one "
            "that is there",
        ),
    ],
)
def test_quotation_marks_are_accounted_for(
    package: Path, texts: Path, run: Run, old: str, new: str, expected: str
) -> None:
    edit(package / ARTICLE, old, new)
    result = run("anchor", texts)
    assert result.code == 1
    assert expected in result.errors


def test_a_speaker_must_be_named(package: Path, texts: Path, run: Run) -> None:
    edit(package / "raw/actors.toml", 'names = ["Petrov"]', 'names = ["Petroff"]')
    assert run("anchor", texts).errors == [
        f"{ARTICLE}:54: q03: speaker_id: the article does not name 'ivan-petrov'; it is known "
        "by ['Petroff']; add the wording to names in actors or mend the speaker"
    ]


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            ARTICLE,
            "We will send two … reporters in Lyon",
            "We will send … reporters in Lyon",
            [
                "raw/anchors.csv:10: We will send two … reporters in Lyon: a proof of no passage "
                "in raw/; run: python -m build anchor TEXTS",
                f"{ARTICLE}:85: We will send … reporters in Lyon: locator: no proof; run: python "
                "-m build anchor TEXTS",
            ],
        ),
        (
            "raw/anchors.csv",
            "We will send two … reporters in Lyon",
            "We will send … reporters in Lyon",
            [
                "raw/anchors.csv:10: We will send … reporters in Lyon: a proof that was edited by "
                "hand; run: python -m build anchor TEXTS"
            ],
        ),
        (
            ARTICLE,
            'text = "a first step"',
            'text = "a first leap"',
            [
                f"{ARTICLE}:46: q02: text: was edited after it was proven; run: python -m build "
                "anchor TEXTS"
            ],
        ),
        (
            "raw/actors.toml",
            'names = ["Petrov"]',
            'names = ["Petroff"]',
            [
                f"{ARTICLE}:54: q03: speaker_id: the article is not proven to name 'ivan-petrov'; "
                "run: python -m build anchor TEXTS"
            ],
        ),
    ],
)
def test_a_build_refuses_what_is_not_proven(
    package: Path, run: Run, file: str, old: str, new: str, expected: list[str]
) -> None:
    edit(package / file, old, new)
    result = run()
    assert result.code == 1
    assert [line for line in result.errors if "anchor TEXTS" in line] == expected
    assert not (package / "tables").exists()


def test_a_build_refuses_a_package_without_proofs(package: Path, run: Run) -> None:
    (package / "raw/anchors.csv").unlink()
    assert "raw/anchors.csv: missing; run: python -m build anchor TEXTS" in run().errors


def test_a_text_of_no_article_is_an_error(texts: Path, run: Run) -> None:
    (texts / TEXT).rename(texts / "harbor-gazette-2030-03.txt")
    result = run("anchor", texts)
    assert result.code == 1
    assert result.errors[0].endswith(
        "harbor-gazette-2030-03.txt: the text of no article in raw/; did you mean "
        "'harbour-gazette-2030-03'?"
    )


def test_proofs_of_other_articles_are_kept(package: Path, texts: Path, run: Run) -> None:
    before = (package / "raw/anchors.csv").read_bytes()
    text = (texts / TEXT).rename(texts / "second-2030-03.txt")
    article = (package / ARTICLE).read_text("utf-8")
    (package / "raw/articles/second-2030-03.toml").write_text(article, "utf-8")
    result = run("anchor", text)
    assert result.code == 0
    assert "Kept the proofs of harbour-gazette-2030-03" in result.out
    assert (package / "raw/anchors.csv").read_bytes().startswith(before)


def test_a_participant_is_named_in_a_passage(package: Path, texts: Path, run: Run) -> None:
    reference = '"event_participants/2030-03-04-lyon-meeting/marie-lenoir"'
    edit(package / ARTICLE, f"\n  {reference},", "")
    edit(
        package / ARTICLE,
        'supports = ["quotes/q02"]',
        f'supports = ["quotes/q02", {reference}]',
    )
    (error,) = run("anchor", texts).errors
    assert error == (
        f"{ARTICLE}:93: She called the plan “a first step: supports: no passage that supports "
        "event_participants/2030-03-04-lyon-meeting/marie-lenoir names 'marie-lenoir'; take one "
        "that does, or say why not in a note of the participant"
    )
    edit(
        package / "raw/events.toml",
        'attendance = "in_person" }',
        'attendance = "in_person", note = "She is named in the sentence before." }',
    )
    assert run("anchor", texts).code == 0
    assert run().code == 0
    notes = (package / "tables/event_participants.csv").read_text("utf-8")
    assert "She is named in the sentence before." in notes


def test_a_build_asks_for_the_proof_that_a_participant_is_named(
    package: Path, run: Run
) -> None:
    anchors = package / "raw/anchors.csv"
    lines = anchors.read_text("utf-8").splitlines(keepends=True)
    anchors.write_text("".join(x for x in lines if ",participant," not in x), "utf-8")
    assert run().errors == [
        f"{ARTICLE}:89: We will send two … reporters in Lyon: supports[2]: the passage is not "
        "proven to name 'marie-lenoir'; run: python -m build anchor TEXTS"
    ]
