"""The shorter forms: the same tables, and messages that name the line that was written."""

from pathlib import Path

import pytest

from tests.conftest import Run, edit

ARTICLE = "raw/articles/harbour-gazette-2030-03.toml"
# What the fixture says in plain records, below its passages.
SHORTER = """\
[article]
publisher = "The Harbour Gazette"
published = "[2030-03-04..2030-03-05]"
published_basis = "inferred"
published_note = "The next day’s issue."
url = "https://gazette.example/lyon-meeting"
url_kind = "canonical"
derivation = "original"
work_id = "harbour-gazette-2030-03-04"
notes = "Made up for the tests."
said = "[..2030-03-05]"

[excluded]
"LYON MEETING ENDS WITH A PLEDGE" = "heading"
"Photo: Marie ... in Lyon" = "caption"

[not_quotation]
"harbour club" = "term"
"a first step" = { reason = "excluded", occurrence = 2 }

[mention]
FRA = "committer"
RUS = "adversary"
UKR = "beneficiary"

[left]
"The so-called “harbour club” has not taken a position" = "Who it is, the text does not say."
"It rained in Lyon all day" = "The weather."

[[passage]]
locator = "Defence minister Marie Lenoir … a truce holds"
supports = ["fra-sea_presence-2030-03-04", "fra-sea_presence-2030-03-04#condition", "FRA"]

[[passage]]
locator = "We will send two ... reporters in Lyon"

[passage.2030-03-04-lyon-meeting]
title = "Meeting in Lyon"
description = "Ministers meet in Lyon."
event_type = "meeting"
date = 2030-03-04
date_text = "Monday"
place = "Lyon"
country = "FRA"
participants = { marie-lenoir = "speaker, in_person" }

[passage.q01]
speaker_id = "marie-lenoir"
text = "We will send two ships"
gist = "France sends two ships."
cue = "told"
event_id = "2030-03-04-lyon-meeting"
about_actor_id = "france"
measure = "sea_presence"

[[passage]]
locator = "She called the plan “a first step"

[passage.q02]
speaker_id = "marie-lenoir"
form = "partial"
text = "a first step"
gist = "More may follow."
cue = "called"
attribution = "coreference"
said = 2030-03-04

[[passage]]
locator = "Moscow’s envoy Ivan … in any shape"
supports = ["RUS"]

[passage.q03]
speaker_id = "ivan-petrov"
form = "partial"
text = "in any shape"
cue = "said"

[passage.q03.rus-accept_foreign_forces-2030-03]
strength = "ruled_out"
location = "sea"
summary = "Russia excludes foreign ships."

[[passage]]
locator = "and Ukraine’s government thanked France"
supports = ["UKR", "countries/UKR#coalition_role"]
"""
# Without a quote below which to stand: it takes what it needs from the quote that it names.
POSITION = """\
[commitment.fra-sea_presence-2030-03-04]
strength = "pledged"
condition = "ceasefire"
quantity_best = 2
quantity_unit = "troops"
quantity_bound = "exact"
location = "sea"
quote_id = "harbour-gazette-2030-03.q01"
summary = "France sends ships after a truce."
"""


@pytest.fixture
def shorter(package: Path) -> Path:
    """The package of the tests, written in the shorter forms."""
    (package / ARTICLE).write_text(SHORTER, "utf-8")
    (package / "raw/commitments.toml").write_text(POSITION, "utf-8")
    (package / "raw/events.toml").unlink()
    return package


def tables(package: Path) -> dict[str, str]:
    """The content of every table."""
    return {p.name: p.read_text("utf-8") for p in sorted(package.glob("tables/*.csv"))}


def test_the_tables_are_the_same(package: Path, texts: Path, run: Run) -> None:
    run("anchor", texts)
    assert run().code == 0
    plain, proofs = tables(package), (package / "raw/anchors.csv").read_bytes()
    for name, text in ((ARTICLE, SHORTER), ("raw/commitments.toml", POSITION)):
        (package / name).write_text(text, "utf-8")
    (package / "raw/events.toml").unlink()
    result = run("anchor", texts)
    assert result.errors == []
    assert (package / "raw/anchors.csv").read_bytes() == proofs
    assert run().errors == []
    assert tables(package) == plain


@pytest.mark.sample(4)
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            'strength = "ruled_out"',
            'strength = "rule_out"',
            "{line}: rus-accept_foreign_forces-2030-03: strength: unknown strength 'rule_out'; did "
            "you mean 'ruled_out'?",
        ),
        (
            'gist = "More may follow."',
            "",
            "{line}: q02: gist: missing field 'gist'; add it; left out it is "
            "the summary of the one position written below it",
        ),
        (
            "[passage.q02]",
            "[passage.p02]",
            "{line}: She called the plan “a first step: p02: unknown key 'p02'",
        ),
        (
            'FRA = "committer"',
            'FRA = "comitter"',
            "{line}: harbour-gazette-2030-03/FRA: role: unknown mention role 'comitter'; did you "
            "mean 'committer'?",
        ),
        (
            '"It rained in Lyon all day" = "The weather."',
            '"It rained in Lyon all day" = 3',
            "{line}: It rained in Lyon all day: reason: 3 is not text; put it in quotation marks",
        ),
        (
            'speaker_id = "ivan-petrov"\n',
            'speaker_id = ""\n',
            "{line}: q03: speaker_id: is empty; fill it in, or delete the line",
        ),
        (
            '"speaker, in_person"',
            '"speaker, in_prson"',
            "{line}: 2030-03-04-lyon-meeting/marie-lenoir: attendance: unknown attendance "
            "'in_prson'; did you mean 'in_person'?",
        ),
        (
            'location = "sea"',
            'location = "sea"\nqualifies = "no-such-2030-03"',
            "{line}: rus-accept_foreign_forces-2030-03/no-such-2030-03/qualifies: object_id: "
            "unknown commitment 'no-such-2030-03'; add it to commitments in raw/",
        ),
        (
            'supports = ["RUS"]',
            'supports = ["RUS", "fra-sea_presence-2030-03-04#conditon,location"]',
            "{line}: Moscow’s envoy Ivan: supports[1]: commitments has no column 'conditon'; did "
            "you mean 'condition'?",
        ),
    ],
)
def test_a_slip_is_named_with_the_line_that_was_written(
    shorter: Path, texts: Path, run: Run, old: str, new: str, expected: str
) -> None:
    assert run("preview", texts).errors == []
    edit(shorter / ARTICLE, old, new)
    # The line of the slip; where something is missing or unknown, that of its table.
    at = "[passage.q02]" if "q02: gist" in expected else old
    line = SHORTER[: SHORTER.index(at)].count("\n") + 1 + ("qualifies" in new)
    errors = run("preview", texts).errors
    assert any(e.startswith(f"{ARTICLE}:{expected.format(line=line)}") for e in errors), errors


def test_a_relation_with_a_note(shorter: Path, texts: Path, run: Run) -> None:
    told = '{ object_id = "fra-sea_presence-2030-03-04", note = "The same ships." }'
    edit(shorter / ARTICLE, 'location = "sea"', f'location = "sea"\ncontradicts = [{told}]')
    assert run("anchor", texts).errors == []
    assert run().code == 0
    rows = (shorter / "tables/relations.csv").read_text("utf-8").splitlines()[1:]
    # Stored once, the smaller id first.
    assert rows == [
        "fra-sea_presence-2030-03-04,rus-accept_foreign_forces-2030-03,contradicts,"
        "The same ships."
    ]


def test_what_does_not_follow_is_missed(shorter: Path, texts: Path, run: Run) -> None:
    edit(shorter / ARTICLE, 'said = "[..2030-03-05]"\n', "")
    # The position below the quote has no date either, which is no news.
    line = SHORTER[: SHORTER.index("[passage.q03]")].count("\n")
    assert run("preview", texts).errors == [
        f"{ARTICLE}:{line}: q03: said: missing field 'said'; add it; left out it is the date of "
        "its event, else said of its article"
    ]
