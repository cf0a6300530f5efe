"""People without a DuckDB shell can ask too, and a query can do no harm."""

import csv
import io
import json
from pathlib import Path

import pytest

from schemas.package import DATABASE
from tests.conftest import Run

SQL = "SELECT country, strength, self_asserted, note FROM commitments ORDER BY country"


def test_a_table(ask: Run) -> None:
    assert ask("query", SQL).out.splitlines() == [
        "country  strength   self_asserted  note",
        "───────  ─────────  ─────────────  ────",
        "FRA      pledged    true              –",
        "RUS      ruled_out  true              –",
        "2 rows",
    ]


def test_csv(ask: Run) -> None:
    out = ask("query", SQL, "--format", "csv").out
    assert list(csv.reader(io.StringIO(out))) == [
        ["country", "strength", "self_asserted", "note"],
        ["FRA", "pledged", "true", ""],
        ["RUS", "ruled_out", "true", ""],
    ]


def test_json(ask: Run) -> None:
    assert json.loads(ask("query", SQL, "--format", "json").out)[0] == {
        "country": "FRA",
        "strength": "pledged",
        "self_asserted": True,
        "note": None,
    }


def test_markdown(ask: Run) -> None:
    assert ask("query", "SELECT 'a|b' AS x", "--format", "markdown").out.splitlines() == [
        "| x |",
        "| --- |",
        "| a\\|b |",
    ]


def test_rows_too_wide_are_listed_and_wrapped(
    ask: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = ask("show", "commitments", "--country", "FRA").out.splitlines()
    assert "commitment_id    fra-sea_presence-2030-03-04" in lines
    assert lines[-1] == "1 row"
    assert max(map(len, lines)) <= 60


def test_what_could_mislead_a_terminal_is_escaped(ask: Run) -> None:
    out = ask("query", "SELECT 'a' || chr(27) || '[31m' || chr(8238) AS x").out
    assert "\x1b" not in out
    assert "a\\x1b[31m\\u202e" in out


def test_a_view_of_one_country(ask: Run) -> None:
    out = ask("show", "refusals", "--country", "RUS", "--format", "json").out
    assert [row["measure"] for row in json.loads(out)] == ["accept_foreign_forces"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("show", "refusal"), "refusal: no such view or table; did you mean 'refusals'?"),
        (
            ("show", "refusals", "--country", "FRN"),
            "refusals: unknown country 'FRN'; there are FRA, RUS, UKR",
        ),
        (("query", "SELEC 1"), 'query: Parser Error: syntax error at or near "SELEC"'),
        (("query", "SELECT nothing FROM events"), "query: Binder Error"),
    ],
)
def test_a_mistake_is_explained(ask: Run, arguments: tuple[str, ...], expected: str) -> None:
    result = ask(*arguments)
    assert result.code == 1
    assert result.errors[0].startswith(expected)


def test_a_view_without_countries(ask: Run) -> None:
    result = ask("show", "codes", "--country", "FRA")
    assert result.errors[0].startswith("codes: has no column country; leave --country out")


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM evidence",
        "CREATE TABLE x AS SELECT 1",
        "COPY codes TO 'codes.csv'",
        "SELECT * FROM read_csv('pyproject.toml')",
        "SELECT * FROM read_text('pyproject.toml')",
        "SELECT * FROM glob('*')",
        "SELECT * FROM 'tables/codes.csv'",
        "ATTACH 'other.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SELECT * FROM 'https://example.org/x.csv'",
        "SET enable_external_access = true",
        "EXPORT DATABASE 'x'",
        "COPY codes TO '{database}' (USE_TMP_FILE false)",
        "COPY codes TO '{database}.wal'",
        "WITH x AS (COPY codes TO '{database}' (USE_TMP_FILE false)) FROM x",
        "EXPLAIN ANALYZE COPY codes TO '{database}' (USE_TMP_FILE false)",
        "EXPLAIN (ANALYZE) COPY codes TO '{database}' (USE_TMP_FILE false)",
        "WITH x AS (DELETE FROM codes RETURNING *) FROM x",
        "ATTACH '{database}' AS x",
        "CREATE TEMP VIEW x AS SELECT 1",
        "SET VARIABLE x = 1",
        "CALL enable_logging()",
        "PRAGMA disable_optimizer",
        "PIVOT codes ON code",
    ],
)
def test_a_query_can_do_no_harm(ask: Run, built_package: Path, sql: str) -> None:
    database = built_package / DATABASE
    files, content = sorted(built_package.rglob("*")), database.read_bytes()
    result = ask("query", sql.format(database=database))
    assert result.code == 1
    assert result.errors[0].startswith("query: ")
    assert sorted(built_package.rglob("*")) == files
    assert database.read_bytes() == content


@pytest.mark.parametrize(
    "sql",
    [
        "-- reads\nFROM codes",
        "WITH x AS (FROM codes) SELECT * FROM x",
        "VALUES ('it''s')",
        "FROM (PIVOT codes ON code IN ('signed'))",
        "SHOW TABLES",
        "DESCRIBE codes",
        "SUMMARIZE codes",
        "EXPLAIN FROM codes",
    ],
)
def test_a_query_that_reads_is_answered(ask: Run, sql: str) -> None:
    assert ask("query", sql).code == 0


def test_what_does_not_read_is_refused_in_words(ask: Run, built_package: Path) -> None:
    fix = "ask with SELECT, FROM, SHOW, DESCRIBE, SUMMARIZE or EXPLAIN (of PIVOT: ON … IN (…))"
    writing = f"WITH x AS (COPY codes TO '{built_package / DATABASE}') FROM x"
    assert ask("query", "CHECKPOINT").errors == [
        f"query: CALL is not allowed, only queries that read; {fix}"
    ]
    assert ask("query", writing).errors == [f"query: a query must not write; {fix}"]


def test_a_package_that_is_not_ask(run: Run) -> None:
    assert run("query", "SELECT 1").errors[0].endswith(".duckdb: not built yet; run: make")


def test_json_is_json_whatever_the_types(ask: Run) -> None:
    sql = (
        "SELECT 'nan'::DOUBLE AS a, 'inf'::DOUBLE AS b, {'x': date '2030-01-02'} AS c, "
        "map {1: 2} AS d, [1, NULL] AS e, true AS f, 'x'::BLOB AS g, 1.10::DECIMAL(4, 2) AS h, "
        "sum(20::HUGEINT) AS i"
    )
    (row,) = json.loads(ask("query", sql, "--format", "json").out, parse_constant=pytest.fail)
    assert row == {
        "a": None,
        "b": None,
        "c": {"x": "2030-01-02"},
        "d": {"1": 2},
        "e": [1, None],
        "f": True,
        "g": row["g"],
        "h": 1.1,
        "i": 20,
    }


def test_a_table_that_fits_is_shown_whole(ask: Run) -> None:
    sql = "SELECT i AS number, 'x' || i AS word FROM range(20000) t(i)"
    lines = ask("query", sql).out.splitlines()
    assert lines[0] == "number  word"
    assert lines[2] == "     0  x0"
    assert lines[-2:] == [" 19999  x19999", "20000 rows"]


def test_what_is_wider_than_its_column_is_folded(
    ask: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    sql = "SELECT 'one two three four five six seven eight' AS words, 12 AS number"
    assert ask("query", sql).out.splitlines() == [
        "words                           number",
        "──────────────────────────────  ──────",
        "one two three four five six         12",
        "seven eight",
        "1 row",
    ]
