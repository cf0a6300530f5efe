"""What people do not write is worked out, and what can't be is reported."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from build.frames.country_codes import read_countries, read_reference
from build.frames.dates import edtf_bounds
from build.frames.evidence import deep_link
from schemas.package import stem
from tests.conftest import Run, edit, findings

ARTICLE = "raw/articles/harbour-gazette-2030-03.toml"


def read_table(package: Path, table: str) -> list[dict[str, str]]:
    with (package / f"{stem(table)}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2025-02-24", "2025-02-24", "2025-02-24"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-02-24/2025-02-26", "2025-02-24", "2025-02-26"),
        ("2025-01/2025-02", "2025-01-01", "2025-02-28"),
        ("../2025-02-24", None, "2025-02-24"),
        ("2025-02/..", "2025-02-01", None),
        ("[2025-02-24..2025-02-26]", "2025-02-24", "2025-02-26"),
        ("[2025-01..2025-02]", "2025-01-01", "2025-02-28"),
        ("[..2025-02-24]", None, "2025-02-24"),
        ("[2025-02..]", "2025-02-01", None),
    ],
)
def test_bounds_of_dates(text: str, earliest: str | None, latest: str | None) -> None:
    bounds = [None if b is None else b.isoformat() for b in edtf_bounds(text)]
    assert bounds == [earliest, latest]


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-30",
        "2025-13",
        "2025-00",
        "2025-02-00",
        "2025-02-26/2025-02-24",
        "2025?",
        "",
        "2025-2-4",
        "25-02-24",
        "2025-02-24\n",
        "2025/",
        "../..",
        "[..]",
        "[2025-02-24]",
        "[2025-02-24,2025-02-26]",
        "[2025-02-24/2025-02-26]",
        "[2025-02-26..2025-02-24]",
        "[2025..2025-02-24]",
        "2025-02-24..2025-02-26",
        "[2025-02-24..2025-02-26",
        "2025-02-24T10:00",
        "２０２５",
    ],
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a date|ends before"):
        edtf_bounds(text)


_days = st.dates(dt.date(1000, 1, 1), dt.date(9999, 12, 31))
_parts = _days.flatmap(lambda d: st.sampled_from([f"{d:%Y-%m-%d}", f"{d:%Y-%m}", f"{d:%Y}"]))
_intervals = st.tuples(_parts, _parts).map("/".join)
_sets = st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]).flatmap(
    lambda f: st.tuples(_days, _days).map(lambda d: f"[{d[0]:{f}}..{d[1]:{f}}]")
)
_open = st.sampled_from(["../{}", "{}/..", "[..{}]", "[{}..]"])


@settings(deadline=None)  # a slow machine is no defect
@given(
    st.one_of(
        _parts, _intervals, _sets, st.tuples(_open, _parts).map(lambda p: p[0].format(p[1]))
    )
)
def test_bounds_are_those_of_the_edtf_library(text: str) -> None:
    parsed = parse_edtf(text)
    low, high = parsed.lower_strict(), parsed.upper_strict()
    expected = tuple(
        None if isinstance(b, float) else dt.date(b.tm_year, b.tm_mon, b.tm_mday)
        for b in (low, high)
    )
    if None not in expected and expected[0] > expected[1]:  # type: ignore[operator]
        with pytest.raises(ValueError, match="ends before it begins"):
            edtf_bounds(text)
    else:
        assert edtf_bounds(text) == expected


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "raw/events.toml",
            "date = 2030-03-04",
            "date = 2030-03-05",
            "raw/events.toml:7: 2030-03-04-lyon-meeting: date: 2030-03-05 has no Monday, which "
            "date_text names (2030-03-05 is a Tuesday); mend the date or date_text",
        ),
        (
            "raw/events.toml",
            "date = 2030-03-04",
            'date = "2030-02-30"',
            "raw/events.toml:7: 2030-03-04-lyon-meeting: date: '2030-02-30' is not a date that "
            'exists; write 2025-02-24, or "[2025-02-24..2025-02-26]" for one of these days',
        ),
        (
            "raw/countries.toml",
            'country = "FRA"',
            'country = "FRN"',
            "raw/countries.toml:2: FRN: country: unknown country 'FRN'; write its ISO 3166-1 "
            "alpha-3 code",
        ),
        (
            ARTICLE,
            '"mentions/FRA"',
            '"mention/FRA"',
            f"{ARTICLE}:81: Defence minister Marie Lenoir … a truce holds: supports[2]: "
            "'mention/FRA' names no record of a table; did you mean 'mentions'?",
        ),
    ],
)
def test_what_can_not_be_resolved(
    package: Path, run: Run, file: str, old: str, new: str, expected: str
) -> None:
    edit(package / file, old, new)
    result = run()
    assert result.code == 1
    assert expected in result.errors
    assert not (package / "tables").exists()


@pytest.mark.parametrize("date", ["{}/{}", "[{}..{}]"])
def test_days_must_hold_the_weekday(package: Path, run: Run, date: str) -> None:
    wrong, right = (
        date.format("2030-03-05", "2030-03-07"),
        date.format("2030-03-03", "2030-03-07"),
    )
    edit(package / "raw/events.toml", "date = 2030-03-04", f'date = "{wrong}"')
    assert f"{wrong} has no Monday" in run().errors[0]
    edit(package / "raw/events.toml", wrong, right)
    assert run().code == 0


def test_what_does_not_last_is_no_interval(package: Path, run: Run) -> None:
    edit(package / ARTICLE, "[..2030-03-05]", "../2030-03-05")
    assert run().errors[0] == (
        f"{ARTICLE}:60: q03: said: '../2030-03-05' is an interval, and what said dates does not "
        'last; write 2025-02-24, or "[2025-02-24..2025-02-26]" for one of these days'
    )


def test_evidence_of_a_column(package: Path, run: Run) -> None:
    run()
    rows = [r for r in read_table(package, "evidence") if r["field"] == "condition"]
    assert [
        (r["record_table"], r["record_id"], r["cue_start"], r["cue_end"]) for r in rows
    ] == [
        (
            "commitments",
            "fra-sea_presence-2030-03-04",
            "Defence minister Marie Lenoir",
            "a truce holds",
        )
    ]


def test_own_records_get_their_article(package: Path, run: Run) -> None:
    run()
    ids = {(r["record_table"], r["record_id"]) for r in read_table(package, "evidence")}
    assert ("quotes", "harbour-gazette-2030-03.q02") in ids
    assert ("mentions", "harbour-gazette-2030-03/UKR") in ids


def test_deep_links_escape_what_a_text_fragment_reads() -> None:
    assert deep_link("https://x.example/a", "well-known, a&b", "“end”") == (
        "https://x.example/a#:~:text=well%2Dknown%2C%20a%26b,%E2%80%9Cend%E2%80%9D"
    )
    assert deep_link("https://x.example/a", "all of it", None).endswith(":~:text=all%20of%20it")


def test_an_address_with_a_fragment_keeps_it(package: Path, run: Run) -> None:
    page = "https://gazette.example/lyon-meeting"
    edit(package / ARTICLE, f'"{page}"', f'"{page}#part"')
    assert run().code == 0
    urls = {row["url"].partition("text=")[0] for row in read_table(package, "evidence")}
    assert urls == {f"{page}#part:~:"}
    assert [findings(package, gate) for gate in ("frames", "files")] == [[], []]


@pytest.mark.thorough
def test_evidence_ids_do_not_depend_on_the_order(package: Path, run: Run) -> None:
    run()
    before = {r["evidence_id"] for r in read_table(package, "evidence")}
    path = package / ARTICLE
    head, *passages = path.read_text("utf-8").split("[[passage]]\n")
    passages[-1] += "\n"
    path.write_text("[[passage]]\n".join([head, *reversed(passages)]), "utf-8")
    assert run().code == 0
    assert {r["evidence_id"] for r in read_table(package, "evidence")} == before


@pytest.mark.parametrize(
    ("country", "day", "eu", "nato"),
    [
        ("GBR", "2020-01-31", True, True),
        ("GBR", "2020-02-01", False, True),
        ("HRV", "2013-06-30", False, True),
        ("HRV", "2013-07-01", True, True),
        ("FIN", "2023-04-03", True, False),
        ("FIN", "2023-04-04", True, True),
        ("UKR", "2030-01-01", False, False),
    ],
)
def test_memberships_on_a_day(country: str, day: str, eu: bool, nato: bool) -> None:
    cells = read_reference()[country].on(dt.date.fromisoformat(day))
    assert (cells["eu_member"], cells["nato_member"]) == (eu, nato)


def test_every_country_with_codes_has_an_item_of_its_own() -> None:
    known = read_reference()
    assert known.keys() == read_countries().keys()
    assert len({cells.wikidata for cells in known.values()}) == len(known)


def test_what_is_looked_up_is_not_written(package: Path, run: Run) -> None:
    edit(package / "raw/countries.toml", 'country = "FRA"', 'country = "FRA"\neu_member = true')
    assert [line.split(": ")[:3] for line in run().errors] == [
        ["raw/countries.toml:3", "FRA", "eu_member"]
    ]
