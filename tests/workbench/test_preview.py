"""What somebody is told who writes: everything in one run, and nothing is written."""

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run, edit

ARTICLE = "raw/articles/harbour-gazette-2030-03.toml"
LENOIR = "We will send two … reporters in Lyon"


def test_nothing_is_written(package: Path, texts: Path, run: Run) -> None:
    (package / "raw/anchors.csv").unlink()
    before = sorted(p for p in package.rglob("*"))
    assert run("preview", texts).out == run("preview", texts).out
    assert sorted(p for p in package.rglob("*")) == before


@pytest.mark.sample(4)
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            'id = "q01"\nspeaker_id = "marie-lenoir"',
            'id = "q01"\nspeaker_id = "ivan-petrov"',
            ":31: q01: speaker_id: 'ivan-petrov' is not named in the passage, nor in 40 words "
            "before it; mend the speaker, or say in attribution how it is referred to",
        ),
        (
            '\n[[left]]\nlocator = "It rained in Lyon all day"\nreason = "The weather."\n',
            "",
            ":1: harbour-gazette-2030-03: the sentence at line 12, column 42 is neither coded "
            "nor left; code it, or list 'It rained in Lyon all day' in [left] with the reason",
        ),
        (
            'said = 2030-03-04\nevent_id = "2030-03-04-lyon-meeting"',
            'said = 2030-03-04\nevent_id = "2030-03-04-lion-meeting"',
            ":38: harbour-gazette-2030-03.q01: event_id: unknown event "
            "'2030-03-04-lion-meeting'; did you mean '2030-03-04-lyon-meeting'?",
        ),
        (
            '[[mention]]\ncountry = "UKR"\nrole = "beneficiary"\n\n',
            "",
            ":1: harbour-gazette-2030-03: 'Ukraine' at line 12, column 5 seems to name UKR; add "
            "it to [mention], or list it in [not_mention] with the reason",
        ),
        (
            '[[left]]\nlocator = "It rained',
            '[[not_mention]]\ncountry = "TUR"\nreason = "x"\n\n[[left]]\nlocator = "It rained',
            ":109: TUR: country: is not named in the text; remove the entry; a country goes by its ISO 3166-1 alpha-3 code",
        ),
        (
            '"quotes/q01"',
            '"quotes/harbour-gazette-2030-03.q01"',
            ":87: We will send two … reporters in Lyon: supports[0]: "
            "'quotes/harbour-gazette-2030-03.q01' names the article, which its own file leaves "
            "out; write 'quotes/q01'",
        ),
        (
            '"mentions/RUS"',
            '"mentions/RSU"',
            ":98: Moscow’s envoy Ivan: supports[2]: mentions has no record "
            "'harbour-gazette-2030-03/RSU'; did you mean 'harbour-gazette-2030-03/RUS'?",
        ),
        (
            'text = "in any shape"',
            'text = "in every shape"',
            ":56: q03: text: not found between quotation marks in a passage that supports it; "
            "did you mean 'in any shape,'?",
        ),
    ],
)
def test_what_a_build_would_refuse_is_told_at_once(
    package: Path, texts: Path, run: Run, old: str, new: str, expected: str
) -> None:
    edit(package / ARTICLE, old, new)
    for command in ("preview", "anchor"):
        assert f"{ARTICLE}{expected}" in run(command, texts).errors


def test_a_pasted_sentence_becomes_a_locator(package: Path, texts: Path, run: Run) -> None:
    whole = (
        "Moscow’s envoy Ivan Petrov said that Russia would not accept foreign ships “in any "
        "shape,”"
    )
    proofs = (package / "raw/anchors.csv").read_bytes()
    before = (package / ARTICLE).read_text("utf-8")
    edit(package / ARTICLE, "Moscow’s envoy Ivan … in any shape", whole)
    pasted = (package / ARTICLE).read_text("utf-8")
    assert run("preview", texts).errors == []
    assert (package / ARTICLE).read_text("utf-8") == pasted
    assert "pasted sentences were cut to locators" in run("anchor", texts).out
    after = (package / ARTICLE).read_text("utf-8")
    assert after == before.replace("ships “in any", "").replace(
        "Moscow’s envoy Ivan … in any shape", "Moscow’s envoy Ivan … “in any shape"
    )
    assert proofs != (package / "raw/anchors.csv").read_bytes()
    assert run().errors == []


def test_three_full_stops_are_as_good(package: Path, texts: Path, run: Run) -> None:
    edit(package / ARTICLE, LENOIR, LENOIR.replace("…", "..."))
    assert run("preview", texts).errors == []
    assert run().errors == []


@pytest.mark.thorough
def test_it_looks_again_when_a_file_is_saved(package: Path, texts: Path) -> None:
    command = [sys.executable, "-m", "build", "--root", str(package), "preview", str(texts)]
    with subprocess.Popen(
        [*command, "--watch"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert any("watching" in line for line in process.stdout)
        time.sleep(1)  # until the watcher is in place
        edit(package / ARTICLE, 'gist = "More may follow."', 'gist = ""')
        assert any("gist: is empty" in line for line in process.stdout)
        process.kill()


def test_quotes_out_of_reading_order(package: Path, texts: Path, run: Run) -> None:
    text = (package / ARTICLE).read_text("utf-8")
    swapped = text.replace("q01", "q0x").replace("q02", "q01").replace("q0x", "q02")
    (package / ARTICLE).write_text(swapped, "utf-8")
    edit(package / "raw/commitments.toml", "03.q01", "03.q02")
    assert run("preview", texts).errors == [
        f"{ARTICLE}:30: q02: id: stands at line 6, column 2, before q01; number the quotes in "
        "reading order, or say late = true of one found later"
    ]


def test_late_is_said_of_a_quote_in_reading_order(package: Path, texts: Path, run: Run) -> None:
    edit(package / ARTICLE, 'id = "q02"', 'id = "q02"\nlate = true')
    (error,) = run("preview", texts).errors
    assert re.fullmatch(
        rf"{ARTICLE}:[0-9]+: q02: late: stands in reading order; remove the line", error
    )


def test_a_country_that_is_no_mention_is_not_asked_for(
    package: Path, texts: Path, run: Run
) -> None:
    mention = '[[mention]]\ncountry = "UKR"\nrole = "beneficiary"\n\n'
    edit(package / ARTICLE, mention, '[[not_mention]]\ncountry = "UKR"\nreason = "A test."\n\n')
    assert not [e for e in run("preview", texts).errors if "seems to name" in e]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"mentions/RUS"]', '"mentions/RUS"', "a ] or a comma is probably missing"),
        ('gist = "More may follow."', 'gist = "More may follow.', 'a closing " is probably'),
    ],
)
def test_what_is_probably_missing(
    package: Path, texts: Path, run: Run, old: str, new: str, said: str
) -> None:
    edit(package / ARTICLE, old, new)
    (error,) = run("preview", texts).errors
    assert "not valid TOML" in error
    assert said in error
