"""The explorer as a file: the same bytes, small, and nothing in it but our script and the data."""

import json
import re
import sqlite3

import duckdb
import polars as pl

from build.explorer.content import content
from build.explorer.page import AFTER, BEFORE, explorer, shell
from build.files.reading import read_parquet
from build.package.dataset import Dataset
from schemas import TABLES
from schemas.package import DATABASE, stem
from tests import corpus
from tests.conftest import ROOT

PATH = ROOT / "tables/explorer.html"
PAGE = PATH.read_text("utf-8")
DATA = json.loads(PAGE.partition(BEFORE)[2].partition(AFTER)[0])
FRAMES = {name: read_parquet(ROOT / f"{stem(name)}.parquet") for name in TABLES}
# An actor's own positions on an occasion, which may be of any strength below a signature.
SPOKEN = (
    pl.col("self_asserted")
    & pl.col("event_id").is_not_null()
    & pl.col("instrument_id").is_null()
)
# What is sent by mail and opened on a phone.
MOST_BYTES = 3_000_000


def test_it_is_small() -> None:
    assert len(PATH.read_bytes()) < MOST_BYTES


def test_it_holds_every_row_of_every_table() -> None:
    with duckdb.connect(str(ROOT / DATABASE), read_only=True) as connection:
        for name in TABLES:
            rows = connection.execute(f"SELECT columns(*)::VARCHAR FROM {name} ORDER BY ALL")
            mine = [
                tuple(
                    None
                    if c is None
                    else str(c).lower()
                    if c in (True, False) and isinstance(c, bool)
                    else str(c)
                    for c in row
                )
                for row in DATA["tables"][name]["rows"]
            ]
            key = lambda row: tuple((c is None, c or "") for c in row)  # noqa: E731
            assert sorted(mine, key=key) == sorted(rows.fetchall(), key=key), name


def test_every_query_and_example_runs_in_sqlite() -> None:
    connection = sqlite3.connect(":memory:")
    for statement in DATA["sql"]:
        connection.execute(statement)
    examples = DATA["examples"] + [[v["question"], v["example"]] for v in DATA["questions"]]
    assert len(DATA["examples"]) >= 5
    for number, (said, sql) in enumerate(examples):
        assert connection.execute(sql).description, said
        # The page runs what a view can hold.
        connection.execute(f"CREATE TEMP VIEW example_{number} AS {sql}")


def test_nothing_is_fetched() -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', PAGE)
    assert policy is not None
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    assert rules.keys() == {
        *("default-src", "script-src", "worker-src"),
        *("style-src", "base-uri", "form-action"),
    }
    assert rules["default-src"] == "'none'"
    assert re.fullmatch(r"'sha256-[\w+/=]{44}' 'wasm-unsafe-eval'", rules["script-src"])
    assert re.fullmatch(r"'sha256-[\w+/=]{44}'", rules["style-src"])
    body = shell("")
    assert not re.findall(r"<(?:link|img|iframe|script[^>]* src)", body)


def test_the_licences_of_the_libraries_are_kept() -> None:
    assert "Luca Ongaro" in PAGE
    assert "sql.js authors" in PAGE


def test_text_that_would_end_its_element_does_not() -> None:
    """What the data say stands between the marks, and no `<` in it opens or closes anything."""
    documents = {
        "README.md": b"# A\n\nIs it </script><script>alert(1)</script> so?\n\n```sql\nSELECT 1;\n```"
    }
    with Dataset(FRAMES, documents) as data:
        page = explorer(data)
    assert "<" not in page.partition(BEFORE)[2].partition(AFTER)[0]
    assert page.count("<script") == PAGE.count("<script")
    assert (
        "</script>"
        in json.loads(page.partition(BEFORE)[2].partition(AFTER)[0])["examples"][0][0]
    )


def test_positions_stand_in_the_order_of_their_line() -> None:
    """On one occasion, too: first the one furthest from undecided, of two the refusal."""
    frames = dict(corpus.sound())
    first = frames["commitments"].filter(SPOKEN).head(1)
    rank = {"pledged": 4, "open": 2, "withheld": -1, "declined": -2}
    rows = [
        first.with_columns(
            (pl.col("commitment_id") + f"-{name}"),
            pl.lit(name).cast(first.schema["strength"]).alias("strength"),
            pl.lit(rank[name], pl.Int64).alias("strength_rank"),
        )
        for name in ("withheld", "open", "declined", "pledged")
    ]
    frames |= {name: frames[name].clear() for name in ("relations", "basis")}
    frames["commitments"] = pl.concat(rows)
    with Dataset(frames, {}) as data:
        shown = content(data)["views"]["positions"]
        line = data.ask("SELECT commitment_id FROM stance_timeline ORDER BY step").rows
    at = shown["columns"].index("commitment_id")
    assert [row[at] for row in shown["rows"]] == [name for (name,) in line]
    ranks = [row[shown["columns"].index("strength_rank")] for row in shown["rows"]]
    assert ranks == [4, -2, 2, -1]


def test_a_package_without_a_readme_has_no_examples_of_it() -> None:
    with Dataset(FRAMES, {}) as data:
        assert content(data)["examples"] == []
