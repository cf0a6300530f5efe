"""`diff` names every change of a descriptor and of its level, all of them and nothing else."""

import copy
from typing import Any

import polars as pl
import pytest

from build.versions.contents import Contents
from build.versions.diff import Difference, Level, compare, next_version
from build.versions.rows import Cell, RowDiff

FIELD = {
    "name": "kind",
    "type": "string",
    "description": "Which kind.",
    "constraints": {
        "required": True,
        "unique": True,
        "pattern": "[a-z]+",
        "minimum": 2,
        "maximum": 5,
        "enum": ["b", "a", "c"],
    },
}
PLACE = {"name": "place", "type": "string", "description": "Where."}
THING = {
    "name": "thing",
    "description": "A thing.",
    "schema": {
        "fields": [FIELD, PLACE],
        "primaryKey": ["kind"],
        "foreignKeys": [{"fields": ["place"]}],
        "missingValues": [""],
    },
}
PACKAGE: dict[str, Any] = {
    "name": "things",
    "title": "Things",
    "description": "All of them.",
    "licenses": [{"name": "CC-BY-4.0"}],
    "keywords": ["thing"],
    "contributors": [{"title": "Somebody"}],
    "homepage": "https://example.org",
    "version": "1.0.0",
    "resources": [THING],
}
CONSTRAINTS = "resources/0/schema/fields/0/constraints"
GONE = object()


def package(changes: dict[str, Any], **tables: pl.DataFrame) -> Contents:
    """PACKAGE with what stands at these paths put in the place of what stood there."""
    descriptor = copy.deepcopy(PACKAGE)
    for path, value in changes.items():
        *parents, last = path.split("/")
        at: Any = descriptor
        for parent in parents:
            at = at[int(parent)] if isinstance(at, list) else at[parent]
        if value is GONE:
            del at[last]
        else:
            at[int(last) if isinstance(at, list) else last] = value
    return Contents("of somebody", tables, descriptor)


def test_nothing_changed() -> None:
    difference = compare(package({}), package({}))
    assert (difference.schema, difference.tables) == ([], {})
    assert difference.level is Level.NONE
    assert difference.as_text().splitlines() == [
        "of somebody (1.0.0) → of somebody (1.0.0)",
        "",
        "No difference.",
    ]
    assert difference.as_markdown() == "No row was added, removed or changed."


@pytest.mark.parametrize(
    ("path", "value", "level", "said"),
    [
        ("name", "other", Level.MAJOR, "name of the package: other than before"),
        ("licenses", GONE, Level.MAJOR, "licenses of the package: other than before"),
        ("title", "Other", Level.PATCH, "title of the package: other than before"),
        ("description", "Other", Level.PATCH, "description of the package: other than before"),
        ("keywords", [], Level.PATCH, "keywords of the package: other than before"),
        ("contributors", [], Level.PATCH, "contributors of the package: other than before"),
        ("homepage", GONE, Level.PATCH, "homepage of the package: other than before"),
        ("resources", [], Level.MAJOR, "the table thing is gone"),
        ("resources", GONE, Level.MAJOR, "the table thing is gone"),
        (
            "resources/0/description",
            "Another.",
            Level.PATCH,
            "the description of thing is another",
        ),
        (
            "resources/0/schema/fields",
            [FIELD],
            Level.MAJOR,
            "the column thing.place is gone",
        ),
        (
            "resources/0/schema/fields",
            [FIELD, PLACE | {"name": "time"}, PLACE],
            Level.MAJOR,
            "the column thing.time is new",
        ),
        (
            "resources/0/schema/fields",
            [PLACE, FIELD],
            Level.MAJOR,
            "the columns of thing are in another order",
        ),
        (
            "resources/0/schema/primaryKey",
            ["place"],
            Level.MAJOR,
            "primaryKey of thing is another",
        ),
        (
            "resources/0/schema/foreignKeys",
            GONE,
            Level.MAJOR,
            "foreignKeys of thing is another",
        ),
        (
            "resources/0/schema/missingValues",
            ["", "NA"],
            Level.MAJOR,
            "missingValues of thing is another",
        ),
        (
            "resources/0/schema/fields/1/description",
            "At which place.",
            Level.PATCH,
            "the description of thing.place is another",
        ),
        *(
            (
                f"resources/0/schema/fields/1/{part}",
                value,
                Level.MAJOR,
                f"{part} of thing.place: {before} → {value}",
            )
            for part, before, value in (
                ("type", "string", "date"),
                ("format", None, "uri"),
                ("unit", None, "km"),
                ("trueValues", None, ["yes"]),
                ("falseValues", None, ["no"]),
                ("categoriesOrdered", None, True),
            )
        ),
        (f"{CONSTRAINTS}/minimum", 1, Level.MINOR, "minimum of thing.kind: 2 → 1"),
        (f"{CONSTRAINTS}/minimum", 3, Level.MAJOR, "minimum of thing.kind: 2 → 3"),
        (f"{CONSTRAINTS}/minimum", GONE, Level.MINOR, "minimum of thing.kind: 2 → None"),
        (f"{CONSTRAINTS}/maximum", 6, Level.MINOR, "maximum of thing.kind: 5 → 6"),
        (f"{CONSTRAINTS}/maximum", 4, Level.MAJOR, "maximum of thing.kind: 5 → 4"),
        (f"{CONSTRAINTS}/maximum", GONE, Level.MINOR, "maximum of thing.kind: 5 → None"),
        (f"{CONSTRAINTS}/maxLength", 9, Level.MAJOR, "maxLength of thing.kind: None → 9"),
        (
            f"{CONSTRAINTS}/required",
            False,
            Level.MINOR,
            "required of thing.kind: True → False",
        ),
        (f"{CONSTRAINTS}/unique", False, Level.MINOR, "unique of thing.kind: True → False"),
        (
            f"{CONSTRAINTS}/pattern",
            "[a-z]*",
            Level.MAJOR,
            "pattern of thing.kind: [a-z]+ → [a-z]*",
        ),
        (f"{CONSTRAINTS}/pattern", "", Level.MAJOR, "pattern of thing.kind: [a-z]+ → "),
        (f"{CONSTRAINTS}/enum", ["c"], Level.MAJOR, "codes of thing.kind are gone: a, b"),
        (
            f"{CONSTRAINTS}/enum",
            ["e", "d", "c", "b", "a"],
            Level.MINOR,
            "codes of thing.kind are new: d, e",
        ),
        (
            f"{CONSTRAINTS}/enum",
            GONE,
            Level.MINOR,
            "thing.kind has no codes that its cells must be of",
        ),
    ],
)
def test_one_change(path: str, value: object, level: Level, said: str) -> None:
    difference = compare(package({}), package({path: value}))
    assert difference.schema == [(level, said)]
    assert difference.level is level


@pytest.mark.parametrize(
    ("path", "value", "level", "said"),
    [
        ("resources", [], Level.MINOR, "the table thing is new"),
        (f"{CONSTRAINTS}/minimum", GONE, Level.MAJOR, "minimum of thing.kind: None → 2"),
        (f"{CONSTRAINTS}/maximum", GONE, Level.MAJOR, "maximum of thing.kind: None → 5"),
        (f"{CONSTRAINTS}/required", GONE, Level.MAJOR, "required of thing.kind: None → True"),
        (
            f"{CONSTRAINTS}/required",
            False,
            Level.MAJOR,
            "required of thing.kind: False → True",
        ),
        (
            f"{CONSTRAINTS}/enum",
            GONE,
            Level.MAJOR,
            "thing.kind has codes that its cells must be of",
        ),
    ],
)
def test_one_change_back(path: str, value: object, level: Level, said: str) -> None:
    assert compare(package({path: value}), package({})).schema == [(level, said)]


@pytest.mark.parametrize(
    ("kind", "part", "narrow", "wide"),
    [
        *(
            (kind, part, narrow, wide)
            for part in ("maximum", "exclusiveMaximum")
            for kind, narrow, wide in (
                ("integer", 9, 10),
                ("number", -0.5, 1),
                ("date", "2025-12-31", "2026-01-01"),
                ("string", 9, None),
            )
        ),
        *(
            (kind, part, narrow, wide)
            for part in ("minimum", "exclusiveMinimum")
            for kind, narrow, wide in (
                ("integer", 10, 9),
                ("number", 1, -0.5),
                ("date", "2026-01-01", "2025-12-31"),
                ("string", 9, None),
            )
        ),
        ("string", "maxLength", 9, 10),
        ("string", "maxLength", 9, None),
        ("string", "minLength", 10, 9),
        ("string", "minLength", 1, None),
        ("string", "required", True, False),
        ("string", "required", True, None),
        ("string", "unique", True, None),
        ("string", "pattern", "a", None),
        ("string", "enum", ["a"], ["a", "b"]),
        ("integer", "enum", [1], [1, 2]),
        ("string", "enum", ["a"], None),
    ],
)
def test_a_wider_constraint_is_minor_and_a_narrower_one_major(
    kind: str, part: str, narrow: object, wide: object
) -> None:
    strict, loose = (
        package(
            {
                "resources/0/schema/fields/1": PLACE
                | {"type": kind, "constraints": {} if value is None else {part: value}}
            }
        )
        for value in (narrow, wide)
    )
    assert compare(strict, loose).level is Level.MINOR
    assert compare(loose, strict).level is Level.MAJOR


@pytest.mark.parametrize(
    ("part", "one", "other"),
    [
        ("pattern", "a", "a|b"),
        ("minimum", "10", "9"),  # not of days; as text it says nothing of numbers
        ("maxLength", 9, "10"),
        ("maximum", 9, [10]),
        ("jsonSchema", {}, {"type": "object"}),
    ],
)
def test_what_cannot_be_compared_is_major(part: str, one: object, other: object) -> None:
    before, after = (package({CONSTRAINTS: {part: value}}) for value in (one, other))
    assert compare(before, after).level is Level.MAJOR
    assert compare(after, before).level is Level.MAJOR


def test_codes_in_order_are_compared_in_order() -> None:
    ordered = {"resources/0/schema/fields/0/categoriesOrdered": True}
    before = package(ordered)
    assert compare(
        before, package(ordered | {f"{CONSTRAINTS}/enum": ["b", "c", "a"]})
    ).schema == [(Level.MAJOR, "the codes of thing.kind are in another order")]
    assert compare(
        before, package(ordered | {f"{CONSTRAINTS}/enum": ["b", "d", "c"]})
    ).schema == [
        (Level.MAJOR, "codes of thing.kind are gone: a"),
        (Level.MINOR, "codes of thing.kind are new: d"),
    ]


def test_all_changes_stand_by_level_and_then_by_text() -> None:
    other = {
        "resources/0/schema/fields/1/description": "Another.",
        "resources/0/schema/fields/0/description": "Another.",
        f"{CONSTRAINTS}/minimum": 1,
        f"{CONSTRAINTS}/maximum": 4,
        "title": "Other",
        "name": "other",
    }
    assert compare(package({}), package(other)).schema == [
        (Level.MAJOR, "maximum of thing.kind: 5 → 4"),
        (Level.MAJOR, "name of the package: other than before"),
        (Level.MINOR, "minimum of thing.kind: 2 → 1"),
        (Level.PATCH, "the description of thing.kind is another"),
        (Level.PATCH, "the description of thing.place is another"),
        (Level.PATCH, "title of the package: other than before"),
    ]


def actors(*rows: tuple[str, str | None]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=["actor_id", "name"], orient="row")


def test_rows_of_a_table_that_only_one_of_them_has() -> None:
    some = package({}, actors=actors(("a", "A"), ("b", "B")))
    came = compare(package({}), some)
    assert came.tables == {"actors": RowDiff(["a", "b"], [], [])}
    assert came.level is Level.MINOR
    gone = compare(some, package({}))
    assert gone.tables == {"actors": RowDiff([], ["a", "b"], [])}
    assert gone.level is Level.MAJOR  # of a table whose ids are cited


def test_rows_that_are_gone_without_being_cited_are_a_patch() -> None:
    table = pl.DataFrame({"article_id": ["a"], "country": ["fra"]})
    gone = compare(package({}, mentions=table), package({}))
    assert gone.tables == {"mentions": RowDiff([], ["a/fra"], [])}
    assert gone.level is Level.PATCH


def test_a_difference_in_words_of_every_kind() -> None:
    old = actors(("a", "A"), ("b", None), ("c", "C"), ("e", "E"))
    new = actors(("a", "A\u202e"), ("b", "B"), ("d", "D"), ("e", None), ("f", "F"))
    difference = compare(package({}, actors=old), package({"title": "Other"}, actors=new))
    assert difference.tables == {
        "actors": RowDiff(
            ["d", "f"],
            ["c"],
            [
                Cell("a", "name", "A", "A\u202e"),
                Cell("b", "name", None, "B"),
                Cell("e", "name", "E", None),
            ],
        )
    }
    assert difference.as_text().splitlines() == [
        "of somebody (1.0.0) → of somebody (1.0.0)",
        "schema (patch): title of the package: other than before",
        "",
        "actors: 2 rows added, 1 removed, 3 changed",
        "  + d",
        "  + f",
        "  - c",
        "  ~ a: name: 'A' → 'A\\u202e'",
        "  ~ b: name: null → 'B'",
        "  ~ e: name: 'E' → null",
        "",
        "This is a major change: at least 2.0.0 after 1.0.0.",
    ]
    assert difference.as_markdown().splitlines() == [
        "| table | rows added | rows removed | rows changed | cells changed |",
        "| --- | ---: | ---: | ---: | ---: |",
        "| actors | 2 | 1 | 3 | 3 |",
        "",
        "- title of the package: other than before (patch)",
    ]


def test_of_many_rows_the_first_twenty_are_shown() -> None:
    many = actors(*((f"actor-{n:02}", None) for n in range(22)))
    lines = compare(package({}), package({}, actors=many)).as_text().splitlines()
    assert lines[2:4] == ["actors: 22 rows added, 0 removed, 0 changed", "  + actor-00"]
    assert lines[22:24] == ["  + actor-19", "  and 2 more"]


@pytest.mark.parametrize("version", ["unknown", "1.0", "1.0.0.0", "1.x.0", "1.²3.0", "1.٣.0"])
def test_what_is_no_version_has_none_that_follows(version: str) -> None:
    assert next_version(version, Level.PATCH) is None
    difference = Difference("a", "b", version, version, [(Level.MINOR, "so")])
    assert difference.as_text().splitlines()[-1] == "This is a minor change."


def test_no_change_keeps_the_version() -> None:
    assert next_version("1.2.3", Level.NONE) == "1.2.3"
