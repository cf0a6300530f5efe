"""Annotations are read strictly, and every mistake is reported where it stands."""

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from tests.conftest import Run, edit

ARTICLE = "raw/articles/harbour-gazette-2030-03.toml"


@pytest.mark.sample(5)
@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "raw/events.toml",
            "in_scope = true",
            "in_scop = true",
            [
                "raw/events.toml:12: 2030-03-04-lyon-meeting: in_scop: unknown key 'in_scop'; "
                "did you mean 'in_scope'?",
            ],
        ),
        (
            "raw/events.toml",
            'role = "speaker"',
            "role = 3",
            [
                "raw/events.toml:14: 2030-03-04-lyon-meeting: participants[0].role: 3 is not "
                "text; put it in quotation marks"
            ],
        ),
        (
            "raw/commitments.toml",
            "self_asserted = true",
            'self_asserted = "False"',
            [
                "raw/commitments.toml:8: fra-sea_presence-2030-03-04: self_asserted: 'False' is "
                "neither true nor false; write true or false without quotation marks"
            ],
        ),
        (
            "raw/commitments.toml",
            "quantity_best = 2",
            "quantity_best = 2.7",
            [
                "raw/commitments.toml:10: fra-sea_presence-2030-03-04: quantity_best: 2.7 is not "
                "an integer; write digits without quotation marks"
            ],
        ),
        (
            "raw/commitments.toml",
            "quantity_best = 2",
            "quantity_best = 99999999999999999999",
            [
                "raw/commitments.toml:10: fra-sea_presence-2030-03-04: quantity_best: "
                "99999999999999999999 is too large a number; mend it"
            ],
        ),
        (
            ARTICLE,
            'reason = "term"',
            'reason = "trem"',
            [
                f"{ARTICLE}:22: harbour club: reason: unknown reason 'trem'; did you mean "
                "'term'?",
            ],
        ),
        (
            "raw/actors.toml",
            "[[actor]]",
            "[[actr]]",
            [
                "raw/actors.toml:1: actr: unknown kind of record 'actr'; did you mean 'actor'?",
                *(
                    f"{file}: unknown actor 'france'; add it to actors in raw/"
                    for file in (
                        f"{ARTICLE}:39: harbour-gazette-2030-03.q01: about_actor_id",
                        "raw/commitments.toml:3: fra-sea_presence-2030-03-04: actor_id",
                    )
                ),
            ],
        ),
        (
            "raw/commitments.toml",
            "stated = 2030-03-04",
            "stated = 2030-03-04T10:00:00",
            [
                "raw/commitments.toml:14: fra-sea_presence-2030-03-04: stated: datetime.datetime(2030, 3, 4, 10, 0) "
                'is not a date; write 2025-02-24, or "[2025-02-24..2025-02-26]" for one of these '
                "days"
            ],
        ),
        (
            "raw/relations.toml",
            None,
            "[[relation",
            [
                "raw/relations.toml: not valid TOML: Expected ']]' at the end of an array "
                "declaration; mend it"
            ],
        ),
        (
            "raw/relations.toml",
            None,
            b"note = '\xe9'",
            ["raw/relations.toml:1: not UTF-8 (byte 0xe9); save the file as UTF-8 text"],
        ),
        (
            "raw/comitments.toml",
            None,
            "",
            ["raw/comitments.toml: unknown file; did you mean 'commitments.toml'?"],
        ),
        (
            "raw/articles/text.txt",
            None,
            "",
            [
                "raw/articles/text.txt: not an annotation file; articles are .toml or .jsonl; "
                "texts stay outside the package"
            ],
        ),
    ],
)
def test_a_mistake_is_reported(
    package: Path,
    run: Run,
    file: str,
    old: str | None,
    new: str | bytes,
    expected: list[str],
) -> None:
    if old is None:
        (package / file).write_bytes(new if isinstance(new, bytes) else new.encode())
    else:
        edit(package / file, old, str(new))
    result = run()
    assert result.code == 1
    assert sorted(result.errors) == sorted(expected)
    assert not (package / "tables").exists()


FRA = "fra-sea_presence-2030-03-04"
BASIS = f"""\
[[basis]]
commitment_id = "{FRA}"
field = "strength"
rule = "strength_wording"
cue = "We will send"
"""
TO_ITS_ARTICLE = "write basis in the position, in the file of the article whose words decide"


@pytest.mark.parametrize("suffix", ["toml", "jsonl"])
def test_a_file_of_bases_is_refused(package: Path, run: Run, suffix: str) -> None:
    (package / f"raw/basis.{suffix}").write_text("", "utf-8")
    assert run().errors == [f"raw/basis.{suffix}: unknown file; {TO_ITS_ARTICLE}"]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            "quantity_best = 2",
            'basis = { strength = "wording: We will send", condition = "none" }\n'
            "quantity_best = 2",
            10,
        ),
        (
            'summary = "France sends ships after a truce."',
            'summary = "France sends ships after a truce."\n'
            '[commitment.basis]\nstrength = "wording: We will send"\ncondition = "none"',
            18,
        ),
        ("[[commitment]]", f"{BASIS}\n[[commitment]]", 1),
    ],
    ids=["in a position", "below a position", "alone"],
)
def test_a_basis_outside_an_article_is_refused(
    package: Path, run: Run, old: str, new: str, line: int
) -> None:
    edit(package / "raw/commitments.toml", old, new)
    where = f"raw/commitments.toml:{line}: {FRA}: basis"
    assert run().errors == [f"{where}: may not stand outside an article; {TO_ITS_ARTICLE}"]


def test_all_problems_come_in_one_run(package: Path, run: Run) -> None:
    edit(package / "raw/events.toml", "in_scope = true", 'in_scope = "yes"')
    edit(package / "raw/countries.toml", 'role = "not_stated"', "role = 142")
    edit(package / "raw/commitments.toml", 'measure = "sea_presence"', 'measure = "sea"')
    assert [line.split(": ")[0] for line in run().errors] == [
        "raw/commitments.toml:1",  # its commitment_id names the measure, too
        "raw/commitments.toml:5",
        "raw/countries.toml:3",
        "raw/events.toml:12",
    ]


def test_an_empty_folder_is_an_error(package: Path, run: Run) -> None:
    shutil.rmtree(package / "raw")
    (package / "raw").mkdir()
    assert run().errors == [
        "raw/articles: there is no annotated article; see raw/README.md for how to write one"
    ]


def as_json_lines(path: Path) -> None:
    """Rewrite a TOML file of annotations as JSON Lines."""
    lines = [
        json.dumps({kind: record}, default=str)
        for kind, records in tomllib.loads(path.read_text("utf-8")).items()
        for record in (records if isinstance(records, list) else [records])
    ]
    path.with_suffix(".jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    path.unlink()


def test_json_lines_give_the_same_tables(package: Path, run: Run) -> None:
    assert run().code == 0
    tables = {p.name: p.read_bytes() for p in (package / "tables").glob("*.csv")}
    for path in sorted((package / "raw").rglob("*.toml")):
        as_json_lines(path)
    assert run().code == 0
    assert {p.name: p.read_bytes() for p in (package / "tables").glob("*.csv")} == tables


def test_json_lines_give_the_same_errors(package: Path, run: Run) -> None:
    edit(package / "raw/commitments.toml", "quantity_best = 2", 'quantity_best = "2"')
    edit(package / "raw/commitments.toml", "condition =", "conditon =")
    toml = [line.split(": ", 1)[1] for line in run().errors]
    as_json_lines(package / "raw/commitments.toml")
    result = run()
    assert sorted(line.split(": ", 1)[1] for line in result.errors) == sorted(toml)
    assert all(line.startswith("raw/commitments.jsonl:1: ") for line in result.errors)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{", "not valid JSON: Expecting property name enclosed in double quotes; mend it"),
        ("[]", 'not an object with one key; write {"quote": {...}}, one record a line'),
        (
            '{"relation": 3}',
            "relation: not a record; write [[relation]] and its fields below it",
        ),
    ],
)
def test_a_broken_line_is_reported(package: Path, run: Run, line: str, expected: str) -> None:
    (package / "raw/relations.jsonl").write_text(f"\n{line}\n", "utf-8")
    assert run().errors == [f"raw/relations.jsonl:2: {expected}"]


def test_the_code_of_norway_survives(package: Path, run: Run) -> None:
    record = {
        "country": "NOR",
        "coalition_role": "not_stated",
    }
    path = package / "raw/countries.jsonl"
    path.write_text(json.dumps({"country": record}) + "\n", "utf-8")
    article = package / ARTICLE
    edit(
        article,
        '[[mention]]\ncountry = "FRA"',
        '[[mention]]\ncountry = "NOR"\nrole = "background"\n\n[[mention]]\ncountry = "FRA"',
    )
    edit(article, '"mentions/FRA"', '"mentions/FRA", "mentions/NOR"')
    edit(article, 'publisher = "The Harbour Gazette"', 'publisher = "NA"\nbyline = "None"')
    assert run().code == 0
    row = (package / "tables/countries.csv").read_text("utf-8").splitlines()[2]
    assert row == "NOR,NO,578,Norway,385,385,Q20,false,true,not_stated"
    assert ",NA,,None,," in (package / "tables/articles.csv").read_text("utf-8")


@pytest.mark.sample(6)
@pytest.mark.parametrize(
    "value", ["3", "true", "[]", "{}", "10:00:00", "2030-03-04T10:00:00", "1.5"]
)
@pytest.mark.parametrize(
    ("file", "field", "name"),
    [
        ("raw/events.toml", "date", "2030-03-04-lyon-meeting"),
        ("raw/commitments.toml", "stated", "fra-sea_presence-2030-03-04"),
        (ARTICLE, "said", "q01"),
        (ARTICLE, "published", "harbour-gazette-2030-03"),
    ],
)
def test_what_is_no_date(
    package: Path, run: Run, file: str, field: str, name: str, value: str
) -> None:
    text = (package / file).read_text("utf-8")
    line = next(
        n for n, row in enumerate(text.splitlines(), 1) if row.startswith(f"{field} = ")
    )
    edit(package / file, text.splitlines()[line - 1], f"{field} = {value}")
    place = f"{file}:{line}: {name}: {field}: "
    (error,) = [e for e in run().errors if e.startswith(place)]
    fix = 'write 2025-02-24, or "[2025-02-24..2025-02-26]" for one of these days'
    assert error.endswith(f"is not a date; {fix}")


@pytest.mark.sample(3)
@pytest.mark.parametrize(
    "signed_on", ["1704067200", "2030-W10-1", "20300304", "2030-02-30", "2030-3-4", ""]
)
def test_json_has_dates_in_one_form(package: Path, run: Run, signed_on: str) -> None:
    record = {
        "instrument_id": "x",
        "title": "X",
        "form": "declaration",
        "legal_status": "unknown",
        "event_id": "2030-03-04-lyon-meeting",
        "signed_on": signed_on,
    }
    (package / "raw/instruments.jsonl").write_text(json.dumps({"instrument": record}), "utf-8")
    errors = [e for e in run().errors if "signed_on" in e]
    assert errors == [
        f"raw/instruments.jsonl:1: x: signed_on: '{signed_on}' is not a date; write YYYY-MM-DD "
        "without quotation marks"
    ]
