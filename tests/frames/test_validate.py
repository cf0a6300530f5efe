"""What breaks a declaration or a rule of the codebook is refused, with the rule's words."""

import csv
from pathlib import Path

import pytest

from tests.conftest import FIXTURES, Run, edit

ARTICLE = "raw/articles/harbour-gazette-2030-03.toml"
COMMITMENTS = "raw/commitments.toml"
FRA = "fra-sea_presence-2030-03-04"


@pytest.mark.sample(8)
@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            COMMITMENTS,
            'actor_id = "france"',
            'actor_id = "frence"',
            [
                f"{COMMITMENTS}:3: {FRA}: actor_id: unknown actor 'frence'; did you mean 'france'?"
            ],
        ),
        (
            COMMITMENTS,
            'strength = "pledged"',
            'strength = "pledge"',
            [
                f"{COMMITMENTS}:6: {FRA}: strength: unknown strength 'pledge'; did you mean "
                "'pledged'?"
            ],
        ),
        (
            COMMITMENTS,
            'strength = "pledged"',
            'strength = "signed"',
            [
                f"{COMMITMENTS}:1: {FRA}: rank 5 and above needs an instrument_id (codebook: "
                "commitments)"
            ],
        ),
        (
            COMMITMENTS,
            "self_asserted = true",
            "self_asserted = false",
            [
                f"{COMMITMENTS}:17: {FRA}: summary: 'France sends ships after a truce.': the "
                "summary of a claim names who claims it, as short_name or name of the actor has "
                "it (codebook: commitments)",
                f"{COMMITMENTS}:1: {FRA}: where self_asserted is false, the rank lies between -3 "
                "and 2 (codebook: commitments)",
            ],
        ),
        (
            COMMITMENTS,
            "quantity_best = 2",
            "quantity_low = 3\nquantity_best = 2",
            [
                f"{COMMITMENTS}:1: {FRA}: quantity_low must not be more than quantity_best "
                "(codebook: commitments)"
            ],
        ),
        (
            COMMITMENTS,
            "quantity_best = 2",
            "quantity_best = -2",
            [f"{COMMITMENTS}:10: {FRA}: quantity_best: '-2' is less than 0"],
        ),
        (
            COMMITMENTS,
            'quantity_unit = "troops"\n',
            "",
            [
                f"{COMMITMENTS}:1: {FRA}: a quantity has a unit, and a unit a quantity (codebook: "
                "commitments)"
            ],
        ),
        (
            COMMITMENTS,
            'asserted_by = "marie-lenoir"',
            'asserted_by = "ivan-petrov"',
            [
                f"{COMMITMENTS}:16: {FRA}: quote_id: 'harbour-gazette-2030-03.q01': the quote is "
                "by somebody other than the one on whose word the position rests",
                f"{COMMITMENTS}:7: {FRA}: asserted_by: 'ivan-petrov': self_asserted is the word of "
                "the actor, of somebody of its country, of who is declared to speak for it, or of "
                "a group that it is declared a member of (memberships); what anybody else says is "
                "a claim (codebook: commitments)",
            ],
        ),
        (
            COMMITMENTS,
            'summary = "France sends ships after a truce."',
            'summary = "=HYPERLINK(1)"',
            [
                f"{COMMITMENTS}:17: {FRA}: summary: '=HYPERLINK(1)' is not clean text (hidden "
                "characters, space at an end, a first character that spreadsheets run as a "
                "formula, or not in Unicode's form NFC)"
            ],
        ),
        (
            COMMITMENTS,
            'commitment_id = "rus-accept_foreign_forces-2030-03"',
            f'commitment_id = "{FRA}"',
            [
                f"{COMMITMENTS}:1: {FRA}: the same key stands more than once; keep one, or give "
                "the other its own key",
                f"{COMMITMENTS}:19: {FRA}: the same key stands more than once; keep one, or "
                "give the other its own key",
                f"{COMMITMENTS}:19: {FRA}: commitment_id names actor, measure and date (codebook: "
                "commitments)",
                f"{COMMITMENTS}:19: {FRA}: the commitment_id of a country's position begins with "
                "its code (codebook: commitments)",
                f"{ARTICLE}:98: Moscow’s envoy Ivan: supports[1]: commitments has no record "
                "'rus-accept_foreign_forces-2030-03'; add the record or mend the reference",
            ],
        ),
        (
            ARTICLE,
            '"commitments/rus-accept_foreign_forces-2030-03", ',
            "",
            [
                f"{COMMITMENTS}:19: rus-accept_foreign_forces-2030-03: no passage supports it; "
                "every row rests on at least one (codebook: evidence)"
            ],
        ),
        (
            ARTICLE,
            "2030-03-04#condition",
            "2030-03-04#conditions",
            [
                f"{ARTICLE}:80: Defence minister Marie Lenoir: supports[1]: commitments has no column "
                "'conditions'; did you mean 'condition'?"
            ],
        ),
        (
            ARTICLE,
            'country = "FRA"\nrole = "committer"',
            'country = "FRA"\nrole = "host"',
            [
                f"{ARTICLE}:66: harbour-gazette-2030-03/FRA: role: 'host': committer is the role of "
                "a country of which the article holds a position that is open or goes further "
                "(codebook: mentions)"
            ],
        ),
        (
            ARTICLE,
            'form = "direct"\ntext = "We will send two ships"\n',
            'form = "direct"\n',
            None,
        ),
        (
            ARTICLE,
            'said = "[..2030-03-05]"',
            'said = "[..2030-03-06]"',
            [
                f"{ARTICLE}:60: harbour-gazette-2030-03.q03: said: '[..2030-03-06]': nothing was "
                "said after the article that reports it was published",
                f"{COMMITMENTS}:30: rus-accept_foreign_forces-2030-03: quote_id: "
                "'harbour-gazette-2030-03.q03': the quote that states it is of another day or "
                "event (codebook: commitments)",
            ],
        ),
        (
            "raw/events.toml",
            'date_basis = "resolved"',
            'date_basis = "external"',
            [
                "raw/events.toml:1: 2030-03-04-lyon-meeting: note is required where date_basis is "
                "external (codebook: events)"
            ],
        ),
    ],
)
def test_a_breach_is_refused(
    package: Path, run: Run, file: str, old: str, new: str, expected: list[str] | None
) -> None:
    edit(package / file, old, new)
    result = run()
    assert result.code == 1
    if expected is None:
        assert any("text is null for indirect" in line for line in result.errors)
    else:
        assert sorted(result.errors) == sorted(expected)
    assert not (package / "tables").exists()


def test_the_environment_can_not_switch_the_checks_off(
    package: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pandera.config import reset_config_context

    monkeypatch.setenv("PANDERA_VALIDATION_ENABLED", "False")
    monkeypatch.setenv("PANDERA_VALIDATION_DEPTH", "SCHEMA_ONLY")
    reset_config_context()
    edit(package / COMMITMENTS, 'strength = "pledged"', 'strength = "signed"')
    assert run().code == 1


def test_the_last_good_tables_stay(package: Path, run: Run) -> None:
    assert run().code == 0
    before = {p: p.read_bytes() for p in package.rglob("*") if p.is_file()}
    edit(package / COMMITMENTS, 'strength = "pledged"', 'strength = "signed"')
    assert run().code == 1
    del before[package / COMMITMENTS]
    assert {p: p.read_bytes() for p in before} == before


@pytest.mark.parametrize("measure", ["backstop", "accept_foreign_forces", "accept_guarantees"])
def test_no_country_is_not_the_right_country(package: Path, run: Run, measure: str) -> None:
    """A null slips through no rule that asks for a country."""
    edit(package / "raw/actors.toml", 'kind = "state"\ncountry = "FRA"', 'kind = "collective"')
    edit(package / COMMITMENTS, 'measure = "sea_presence"', f'measure = "{measure}"')
    said = "(codebook: measure)"
    assert any(e.startswith(f"{COMMITMENTS}:1: {FRA}: ") and said in e for e in run().errors)


def test_a_passage_that_disputes_a_role_does_not_witness_it(package: Path, run: Run) -> None:
    reference = '"countries/UKR#coalition_role"'
    edit(
        package / ARTICLE,
        f'supports = ["mentions/UKR", {reference}]',
        f'supports = ["mentions/UKR"]\ndisputes = [{reference}]',
    )
    (error,) = run().errors
    assert "coalition_role is what articles support" in error


@pytest.mark.parametrize("splice", ["s1", "harbour-gazette-2030-03.s1"])
def test_a_splice_may_be_written_in_short(package: Path, run: Run, splice: str) -> None:
    edit(
        package / ARTICLE,
        'locator = "She called the plan “a first step"',
        'locator = "We will send two … plan “a first step"',
    )
    text = (package / ARTICLE).read_text("utf-8")
    text = text.replace('id = "q01"', f'id = "q01"\nsplice = "{splice}"').replace(
        'id = "q02"', f'id = "q02"\nsplice = "{splice}"'
    )
    (package / ARTICLE).write_text(text, "utf-8")
    assert run("anchor", FIXTURES / "texts").errors == []
    assert run().errors == []
    with (package / "tables/quotes.csv").open(newline="", encoding="utf-8") as file:
        found = [row["splice"] for row in csv.DictReader(file)]
    assert found == ["harbour-gazette-2030-03.s1"] * 2 + [""]
