"""What the gates say of a damaged package, line by line: who finds it, where, by which rule, why.

`test_mutations` asks whether a breach is found; here several at once are held against the whole
report, so that no word, place or name of a gate is another, and nothing is said besides.
"""

import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from build.files.tabular import csv_bytes
from build.gates.descriptor import check_descriptor
from build.gates.files import check_files
from build.gates.frames import check_frames, read_frames
from build.rules import derived
from build.rules.finding import Finding
from schemas import TABLES
from schemas.package import stem
from schemas.vocabularies import MENTION_ROLE
from tests.conftest import edit
from tests.corpus import sound
from tests.gates.packages import describe_anew, write_table


def lines(found: Iterable[Finding]) -> list[str]:
    """The findings as `check` prints them."""
    return list(map(str, found))


def put(package: Path, table: str, frame: pl.DataFrame) -> None:
    """Write both files of a table."""
    (package / f"{stem(table)}.csv").write_bytes(csv_bytes(frame))
    write_table(table, frame, package / f"{stem(table)}.parquet")


def key(table: str, number: int) -> str:
    """The key of a row of the real tables."""
    return TABLES[table].keys_of(sound()[table][number : number + 1])[0]


def cells(package: Path, table: str, *changes: tuple[int, str, Any]) -> None:
    """Change cells of a table: number of the row, column, value."""
    frame = sound()[table]
    rows = frame.to_dicts()
    for number, column, value in changes:
        rows[number][column] = value
    put(package, table, pl.DataFrame(rows, schema=frame.schema))


UNCLEAN = (
    "is not clean text (hidden characters, space at an end, a first character that spreadsheets "
    "run as a formula, or not in Unicode's form NFC)"
)
ROWS = [
    f"countries: {key('countries', 0)}: iso_numeric: minimum: is less than 1",
    f"countries: {key('countries', 1)}: iso_numeric: maximum: is more than 999",
    f"actors: {key('actors', 0)}: name: text: {UNCLEAN}",
    f"actors: {key('actors', 1)}: country: pattern: does not match [A-Z]{{3}}, as 'FRA' does",
    f"mentions: {key('mentions', 0)}: role: not_null: must not be null",
    f"mentions: {key('mentions', 3)}: role: vocabulary: is not a code of the vocabulary "
    "mention_role",
    f"quotes: {key('quotes', 1)}: gist: length: is longer than 10,000 characters",
    f"relations: {key('relations', 0)}: primary_key: the key is not unique",
    f"actors: {key('actors', 1)}: country: foreign_key: is not in countries.country",
    f"quotes: {key('quotes', 2)}: speaker_id: foreign_key: is not in actors.actor_id",
]


def test_cells_and_rows(copy: Path) -> None:
    cells(copy, "actors", (0, "name", " x"), (1, "country", "norway"), (2, "name", "é"))
    cells(copy, "countries", (0, "iso_numeric", 0), (1, "iso_numeric", 1000))
    cells(copy, "quotes", (1, "gist", "g" * 10_001), (2, "speaker_id", "no"))
    put(copy, "relations", pl.concat([sound()["relations"], sound()["relations"][:1]]))
    put(copy, "copies", sound()["copies"].clear())
    cells(copy, "mentions", (0, "role", None), (3, "role", "x"))
    frames, unreadable = read_frames(copy)
    assert lines(unreadable) == []
    twice = [*ROWS[:8], *ROWS[7:]]  # the frames have both rows of a key, SQL the key
    assert lines(check_frames(frames, across=True)) == [f"frames: {line}" for line in twice]
    assert lines(check_files(copy)) == [f"files: {line}" for line in ROWS]


# The number of a passage that alone supports a position, of a group.
LONE = sound()["evidence"]["record_id"].to_list().index("european-states-air_presence-2026-01")
PLACES = sound()["evidence"].select("article_id", "start_char", "end_char").rows()
DERIVED = [
    f"evidence: {key('evidence', LONE)}: record_of_article: a passage supports quotes and mentions "
    "of its own article (codebook: evidence)",
    f"codes: {key('codes', 0)}: code_as_declared: it is not a code as schemas/vocabularies.py "
    "declares it: position, rank, label or definition are others",
    *(
        f"countries: {key('countries', n)}: reference_of_country: wikidata, eu_member and "
        "nato_member are those in schemas/countries.csv for the country on the day of the latest "
        "article"
        for n in (1, 2)
    ),
    f"commitments: {sound()['evidence']['record_id'][LONE]}: has_evidence: no passage supports it; "
    "every row rests on at least one (codebook: evidence)",
    f"evidence: {key('evidence', LONE)}: record_id: evidence_of_quotes: the passage names a record "
    "that quotes does not hold",
    *(
        f"evidence: {key('evidence', n)}: evidence_id: evidence_id_of_its_row: its digits are not "
        "those of a hash over passage, record, field and stance"
        for n in (LONE, 0)
    ),
    *(
        f"evidence: {key('evidence', n)}: passage_of_one_place: another row of the same passage has "
        "another place, number of tokens or hash"
        for n, place in enumerate(PLACES)
        if place == PLACES[0]
    ),
    f"countries: {key('countries', 0)}: codes_of_country: iso2, iso_numeric, name, cow_code and "
    "gw_code are those that ISO 3166-1, Correlates of War, and Gleditsch and Ward have for the "
    "country",
]


def test_what_is_derived(copy: Path) -> None:
    cells(copy, "evidence", (0, "sha256", "0" * 64), (LONE, "record_table", "quotes"))
    cells(copy, "codes", (0, "label", "x"))
    cells(copy, "countries", (0, "iso2", "XX"), (1, "wikidata", "Q1"), (2, "eu_member", False))
    frames, _ = read_frames(copy)
    assert sorted(lines(check_files(copy))) == sorted(f"files: {line}" for line in DERIVED)
    # What other cells determine is asked in SQL alone.
    in_sql = [f": {rule.name}: " for rule in derived.DERIVED]
    in_frames = [line for line in DERIVED if not any(name in line for name in in_sql)]
    found = lines(check_frames(frames, across=True))
    assert sorted(found) == sorted(f"frames: {line}" for line in in_frames)


def test_a_country_that_a_list_has_no_code_for(copy: Path) -> None:
    codes = {
        "iso2": "AD",
        "iso_numeric": 20,
        "name": "Andorra",
        "cow_code": 232,
        "gw_code": None,
    }
    row = sound()["countries"].row(0, named=True) | codes
    row |= {"country": "AND", "wikidata": "Q228", "coalition_role": "not_stated"}
    more = pl.DataFrame([row], schema=sound()["countries"].schema)
    put(copy, "countries", pl.concat([sound()["countries"], more]))
    frames, _ = read_frames(copy)
    for gate, found in (
        ("frames", check_frames(frames, across=True)),
        ("files", check_files(copy)),
    ):
        assert lines(found) == [
            f"{gate}: countries: AND: country_is_mentioned: no article names the country "
            "(codebook: countries)"
        ]


def recast(package: Path, table: str, change: Callable[[pa.Table], pa.Table]) -> None:
    """Write a Parquet file otherwise than the build does."""
    path = package / f"{stem(table)}.parquet"
    pq.write_table(change(pq.read_table(path)), path)


PARQUET = [
    "files: countries: iso_numeric: type: countries.parquet has BIGINT, declared is INTEGER",
    "files: memberships: rows: memberships.parquet tells of 5,000 rows, the CSV file has {most} at "
    "most",
    f"files: quotes: {key('quotes', 0)}: same_rows: the row as it is stands only in the CSV file",
    "files: relations: subject_id: columns: a declared column is missing (relations.parquet)",
    "files: relations: a: columns: a column that is not declared (relations.parquet)",
]


def test_what_parquet_says(copy: Path) -> None:
    recast(copy, "quotes", lambda t: t.slice(1))
    recast(copy, "memberships", lambda t: pa.concat_tables([t] * 1000))
    recast(copy, "relations", lambda t: t.rename_columns(["a", *t.column_names[1:]]))
    recast(copy, "countries", lambda t: t.set_column(2, "iso_numeric", t[2].cast(pa.int64())))
    csv = copy / "tables/memberships.csv"
    most = csv.stat().st_size // len(sound()["memberships"].columns)
    assert lines(check_files(copy)) == [line.replace("{most}", str(most)) for line in PARQUET]


UNREADABLE = [
    "countries: readable: countries.parquet: [Errno 2] Failed to open local file "
    "'PACKAGE/tables/countries.parquet'. Detail: [errno 2] No such file or directory",
    "actors: readable: actors.csv: [Errno 2] No such file or directory: "
    "'PACKAGE/tables/actors.csv'",
    "copies: readable: copies.csv: 'utf-8' codec can't decode byte 0xff in position 0: invalid "
    "start byte",
    "mentions: readable: mentions.parquet: Parquet file size is 68 bytes, smaller than the size "
    "reported by footer's (2021161080bytes)",
    "events: title: columns: a declared column is missing (events.csv)",
    "events: name: columns: a column that is not declared (events.csv)",
    "quotes: readable: quotes.csv: Invalid Input Error: CSV Error",
    "basis: readable: basis.csv: unexpected end of data",
    *(
        f"relations: {column}: columns: a declared column is missing (relations.parquet)"
        for column in sound()["relations"].columns
        if column not in sound()["memberships"].columns
    ),
    *(
        f"relations: {column}: columns: a column that is not declared (relations.parquet)"
        for column in sound()["memberships"].columns
        if column not in sound()["relations"].columns
    ),
]


def test_files_that_can_not_be_read(copy: Path) -> None:
    tables = copy / "tables"
    (tables / "actors.csv").unlink()
    (tables / "copies.csv").write_bytes(b"\xff\n")
    (tables / "coding/basis.csv").write_text('"commitment_id', "utf-8")
    text = (tables / "events.csv").read_text("utf-8")
    (tables / "events.csv").write_text(text.replace("title", "name", 1), "utf-8")
    (tables / "quotes.csv").write_text(
        (tables / "quotes.csv").read_text("utf-8") + 'a,"b', "utf-8"
    )
    (tables / "mentions.parquet").write_bytes(b"PAR1" + b"x" * 60 + b"PAR1")
    (tables / "countries.parquet").unlink()
    shutil.copy(tables / "memberships.parquet", tables / "relations.parquet")
    found = [line.replace(str(copy), "PACKAGE") for line in lines(check_files(copy))]
    # DuckDB's own words go on, and are another's.
    found = [line.partition(" on Line")[0] for line in found]
    assert found == [f"files: {line}" for line in UNREADABLE]
    frames, unread = read_frames(copy)
    assert [(f.gate, f.table, f.row, f.column, f.rule) for f in unread] == [
        ("frames", table, None, None, "readable")
        for table in ("countries", "actors", "copies", "mentions", "basis")
    ]
    assert [f.message.partition(": ")[0] for f in unread] == [
        f"{f.table}.parquet" for f in unread
    ]
    assert all(frames[f.table].is_empty() for f in unread)


NO_FIELD = (
    "{'name': 'country', 'type': 'string', 'description': 'ISO 3166-1 alpha-3 code.', 'example': "
    "'FRA', 'constraints': {'required': 'yes', 'unique': True, 'pattern': '([A-Z]{3})', "
    "'maxLength': 10000}} is not valid under any of the given schemas"
)
EDITED = [
    f"descriptor: profile: $.resources[1].schema.fields[0]: {NO_FIELD[:200]}",
    "descriptor: profile: $.resources[4]: 5 is not of type 'object'",
    "descriptor: profile: $.resources[4]: 5 is valid under each of {'required': ['name', "
    "'path']}, {'required': ['name', 'data']}",
    "descriptor: resources: its resources are not the tables and their files, in their order",
]


def test_a_descriptor_that_was_edited(copy: Path) -> None:
    told = json.loads((copy / "datapackage.json").read_text("utf-8"))
    told |= {"version": "9.9.9", "more": 1, "fingerprint": "sha256:0"}
    told["keywords"].append("more")
    del told["title"]
    first, second, third, fourth, *_ = told["resources"]
    first["bytes"] = 1
    second["hash"] = "sha256:0"
    second["schema"]["fields"][0]["constraints"]["required"] = "yes"
    third["fingerprint"] = None
    fourth["name"] = "X y"
    told["resources"][4] = 5
    (copy / "datapackage.json").write_text(json.dumps(told), "utf-8")
    assert lines(check_descriptor(copy)) == [f"descriptor: {line}" for line in EDITED]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "not a file of the package"),
        (b" " * (4 * 2**20 + 1), "larger than 4 MiB"),
        (b"[]", "not a JSON object"),
        (b'{"a": 1, "a": 2}', "the key 'a' stands twice in one object"),
        (b"{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        (b"\xff", "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"),
    ],
)
def test_no_descriptor(copy: Path, content: bytes | None, said: str) -> None:
    (copy / "datapackage.json").unlink()
    if content is not None:
        (copy / "datapackage.json").write_bytes(content)
    assert lines(check_descriptor(copy)) == [f"descriptor: descriptor: readable: {said}"]


def test_files_that_the_descriptor_does_not_find(copy: Path) -> None:
    (copy / "tables/codes.csv").unlink()
    (copy / "tables/quotes.parquet").unlink()
    assert lines(check_descriptor(copy)) == [
        "descriptor: codes: path: tables/codes.csv is not a file of the package",
        "descriptor: quotes: path: tables/quotes.parquet is not a file of the package",
    ]


def test_frictionless_in_its_own_words(copy: Path) -> None:
    path = copy / "tables/mentions.csv"
    edit(path, "beneficiary", "x")
    describe_anew(copy)
    line = next(
        n for n, row in enumerate(sound()["mentions"]["role"], 2) if row == "beneficiary"
    )
    codes = list(MENTION_ROLE.values)
    assert lines(check_descriptor(copy)) == [
        f'descriptor: mentions: line {line}: role: constraint-error: constraint "enum" is "{codes}"'
    ]
