"""An article that is coded twice: its tables, and each thing that may be wrong about it."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from schemas.package import stem
from tests.conftest import ABOUT, Run, code_twice, edit
from tests.corpus import QUOTE, STRENGTH, differ

NAME = "harbour-gazette-2030-03"
FOLDER = "raw/codings"
SECOND = f"{FOLDER}/second/{NAME}"
DECISIONS = f"{FOLDER}/adjudication/{NAME}.toml"
FRENCH = "fra-sea_presence-2030-03-04"


@pytest.fixture
def twice(package: Path) -> Path:
    """The test package, its article coded a second time in the same way."""
    code_twice(package / "raw", package / "raw")
    return package


@pytest.fixture
def differing(twice: Path) -> Path:
    """The two codings differ in a strength and a quote, which was decided."""
    differ(twice / "raw")
    return twice


def rows(package: Path, table: str) -> list[dict[str, str]]:
    """The rows of a table as text."""
    with (package / f"{stem(table)}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_without_a_second_coding_the_tables_are_empty(package: Path, run: Run) -> None:
    assert run().errors == []
    assert [rows(package, t) for t in ("codings", "reliability", "unitizing")] == [[], [], []]
    assert run("agreement").out == "no article was coded twice\n"


def test_the_same_coding_twice_agrees_wholly(twice: Path, run: Run) -> None:
    assert run().errors == []
    assert rows(twice, "codings") == []
    found = rows(twice, "unitizing")
    assert {r["f1"] for r in found} == {"1.0", ""}
    alphas = {r["alpha"] for r in rows(twice, "reliability")}
    assert alphas == {"1.0", ""}
    for row in rows(twice, "reliability"):
        assert (row["alpha"] == "") == (row["no_alpha"] != "")


def test_what_differs_is_a_row_with_its_decision(differing: Path, run: Run) -> None:
    assert run().errors == []
    told = [
        (r["record_table"], r["record_id"], r["second_id"], r["field"], r["decision"])
        for r in rows(differing, "codings")
    ]
    quote = f"{NAME}.q02"
    assert ("commitments", FRENCH, "fra-sea_presence-2030-03", "strength", "first") in told
    assert ("quotes", quote, "", "", "first") in told
    # A unit that only one coding has comes with its coded cells.
    assert ("quotes", quote, "", "form", "first") in told
    (strength,) = [r for r in rows(differing, "codings") if r["field"] == "strength"]
    assert (strength["first_value"], strength["second_value"]) == ("pledged", "open")
    (quotes,) = [
        r
        for r in rows(differing, "unitizing")
        if (r["record_table"], r["scope"]) == ("quotes", "all")
    ]
    counts = [quotes[f"{n}_units"] for n in ("first", "second", "both")]
    assert (counts, quotes["precision"], quotes["recall"]) == (
        ["3", "2", "2"],
        "1.0",
        "0.667",
    )
    confused = {
        (r["first_value"], r["second_value"]): r["units"]
        for r in rows(differing, "confusions")
        if (r["record_table"], r["field"]) == ("commitments", "strength")
    }
    assert confused[("pledged", "open")] == "1"
    report = json.loads(run("agreement", "--format", "json").out)
    assert {"field": "strength", "first": "pledged", "second": "open"}.items() <= report[
        "strength and measure: which code was taken for which"
    ][0].items()
    assert "frames      passed\nfiles       passed\n" in run("check").out


@pytest.mark.thorough
def test_positions_as_either_coding_has_them(differing: Path, run: Run) -> None:
    assert run().errors == []
    for coding, strength in (
        ("first", "pledged"),
        ("second", "open"),
        ("adjudicated", "pledged"),
    ):
        sql = f"SELECT strength FROM commitments_coded('{coding}') WHERE commitment_id = '{FRENCH}'"
        assert json.loads(run("query", sql, "--format", "json").out) == [{"strength": strength}]
    assert run("query", "FROM commitments_coded('third')").errors == [
        "query: Invalid Input Error: no coding third; give first, second or adjudicated"
    ]


@pytest.mark.sample(4)
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            STRENGTH,
            "",
            [
                f"{DECISIONS}: commitments {FRENCH}: strength: a difference without a decision; "
                "read the passage and add a [[difference]]"
            ],
            id="without a decision",
        ),
        pytest.param(
            STRENGTH,
            STRENGTH * 2,
            [f"{DECISIONS}:10: {FRENCH}: strength: is decided twice; keep one"],
            id="decided twice",
        ),
        pytest.param(
            'fields = ["strength"]\n',
            'fields = ["strength", "mesure"]\n',
            [
                f"{DECISIONS}:2: {FRENCH}: fields: the codings do not differ in 'mesure'; they "
                "differ in strength"
            ],
            id="a column in which they agree",
        ),
        pytest.param(
            f'first = "{NAME}.q02"',
            f'first = "{NAME}.q03"',
            [
                f"{DECISIONS}: quotes {NAME}.q02: a difference without a decision; read the "
                "passage and add a [[difference]]",
                f"{DECISIONS}:10: {NAME}.q03: the codings do not differ in such a unit; did you "
                f"mean '{NAME}.q02'?",
            ],
            id="a unit in which they agree",
        ),
        pytest.param(
            'decision = "first"\nreason = "The minister',
            'decision = "second"\nreason = "The minister',
            [
                f"{DECISIONS}:2: {FRENCH}: strength: the published strength is 'pledged', not "
                "what was decided; mend the decision, or remove it"
            ],
            id="the published row is otherwise",
        ),
        pytest.param(
            'decision = "first"\nreason = "Words',
            'decision = "second"\nreason = "Words',
            [
                f"{DECISIONS}:10: {NAME}.q02: published: the second coding is right in not having "
                "it, and it is published; mend the decision, or remove it"
            ],
            id="what is rightly lacking is published",
        ),
        pytest.param(
            'decision = "first"\nreason = "The minister',
            'decision = "third"\nreason = "The minister',
            [
                f"{DECISIONS}:7: decision: input should be 'first', 'second', 'both' or "
                "'neither'; a [[difference]] has table, decision, reason, and may have first, "
                "second, fields, published"
            ],
            id="no decision of the four",
        ),
    ],
)
def test_a_decision_that_does_not_hold_is_said(
    old: str, new: str, expected: list[str], differing: Path, run: Run
) -> None:
    edit(differing / DECISIONS, old, new)
    assert run().errors == expected


@pytest.mark.sample(3)
@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("", f"{FOLDER}/about.toml: codebook: missing field 'codebook'; it has codebook (a "),
        (
            'codebook = "a"\n',
            f"{FOLDER}/about.toml:1: codebook: string should match pattern '^[0-9a-f]{{64}}$'; it "
            "has codebook (a SHA-256), [same.ARTICLE] and [named]; see raw/codings/README.md",
        ),
        (
            ABOUT + '[named]\nquotes = "q99"\n',
            f"{FOLDER}/about.toml:3: named.quotes: input should be a valid list; it has ",
        ),
        ("[", f"{FOLDER}/about.toml: not valid TOML: "),
        (ABOUT + "more = 1\n", f"{FOLDER}/about.toml:2: more: unknown key 'more'; it has "),
        (
            ABOUT + '[same.harbour-gazette-2030-04]\nx = "y"\n',
            f"{FOLDER}/about.toml: harbour-gazette-2030-04: is no article that was coded twice",
        ),
        (
            ABOUT + f'[same.{NAME}]\nmarie-lenoire = "marie-lenoir"\n',
            f"{FOLDER}/about.toml: same.{NAME}: no actor 'marie-lenoire' in that coding; did you "
            "mean 'marie-lenoir'?",
        ),
        (
            ABOUT + '[named]\nquotes = ["q99"]\n',
            f"{FOLDER}/about.toml: named.quotes: the first coding has no 'q99'",
        ),
        (
            ABOUT + '[named]\nquote = ["q99"]\n',
            f"{FOLDER}/about.toml:3: named.quote: unknown key 'quote'; it has codebook (a ",
        ),
    ],
)
def test_what_is_said_about_the_codings_matches_them(
    about: str, expected: str, twice: Path, run: Run
) -> None:
    (twice / FOLDER / "about.toml").write_text(about, "utf-8")
    (said,) = run().errors
    assert said.startswith(expected)


@pytest.mark.thorough
def test_errors_of_the_second_coding_are_said_as_those_of_the_first(
    twice: Path, run: Run
) -> None:
    edit(twice / SECOND / "commitments.toml", '"pledged"', '"pledge"')
    assert run().errors == [
        f"{SECOND}/commitments.toml:6: {FRENCH}: strength: unknown strength 'pledge'; did you "
        "mean 'pledged'?"
    ]


def test_codings_are_of_the_same_articles_and_texts(twice: Path, run: Run) -> None:
    shutil.move(twice / SECOND, twice / f"{FOLDER}/second/other-2030-03")
    assert run().errors == [
        f"{FOLDER}/second: {NAME} is missing; code it, too",
        f"{FOLDER}/second/other-2030-03: an article that the first coding does not have; remove "
        "the folder",
    ]


def test_a_decision_about_nothing_is_a_stray(twice: Path, run: Run) -> None:
    decisions = twice / DECISIONS
    decisions.parent.mkdir()
    decisions.write_text(QUOTE, "utf-8")
    assert run().errors == [
        f"{DECISIONS}: decides about no article in which the codings differ; remove the file"
    ]


@pytest.mark.thorough
def test_codings_of_another_text_are_refused(twice: Path, run: Run) -> None:
    article = twice / f"{FOLDER}/second/{NAME}/articles/{NAME}.toml"
    article.rename(article.with_name("harbour-gazette-2030-04.toml"))
    errors = run().errors
    assert errors
    assert all(e.startswith(f"{FOLDER}/second/{NAME}") for e in errors)
