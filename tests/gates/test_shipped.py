"""Whatever is shipped beside the tables is accounted for, by gate 4."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from build.gates.shipped import check_shipped
from build.package.sums import renew

from schemas.package import DATABASE
from tests.conftest import findings


def told(copy: Path) -> list[tuple[str, str]]:
    """The findings of gate 4, as (file, rule)."""
    return [(f["table"], f["rule"]) for f in findings(copy, "shipped")]


def add(path: Path, text: str) -> None:
    """Put text at the end of a file."""
    path.write_bytes(path.read_bytes() + text.encode())


@pytest.mark.sample(1)
@pytest.mark.parametrize("name", ["tables/mine.csv", "tables/plots/x.svg", "tables/a/b.txt"])
def test_a_file_too_many(copy: Path, name: str) -> None:
    (copy / name).parent.mkdir(exist_ok=True)
    (copy / name).write_text("x", "utf-8")
    renew(copy)
    assert told(copy) == [(name, "undeclared")]


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    "name", ["tables/load.R", "tables/README.md", "tables/plots/ladder.png"]
)
def test_a_file_too_few(copy: Path, name: str) -> None:
    (copy / name).unlink()
    assert told(copy) == [(name, "missing"), (name, "sums")]
    renew(copy)
    assert told(copy) == [(name, "missing")]


def test_what_python_leaves_beside_the_loader_is_no_finding(copy: Path) -> None:
    code = "import sys; sys.path.insert(0, 'tables'); import load"
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, "-c", code], cwd=copy, check=True, env=environment)
    assert list((copy / "tables/__pycache__").glob("load.*.pyc"))
    assert told(copy) == []


def test_a_link_in_the_place_of_a_file(copy: Path, tmp_path: Path) -> None:
    path = copy / "tables/dictionary.md"
    path.rename(tmp_path / "elsewhere.md")
    path.symlink_to(tmp_path / "elsewhere.md")
    assert ("tables/dictionary.md", "undeclared") in told(copy)


def test_generated_files_that_were_altered(copy: Path) -> None:
    names = [f"tables/load.{s}" for s in ("sql", "py", "R")]
    names += [f"tables/load.{s}.sql" for s in ("postgres", "spark", "sqlite")]
    names += ["tables/croissant.json", "tables/datacite.json", "CITATION.cff", ".zenodo.json"]
    for name in names:
        add(copy / name, " ")
    altered = {(name, "generated") for name in names}
    assert set(told(copy)) == altered | {(name, "sums") for name in names}
    renew(copy)  # whoever alters them may renew the hashes, too
    assert set(told(copy)) == altered


def test_documents_that_were_altered(copy: Path) -> None:
    names = [f"tables/{n}" for n in ("dictionary.html", "dictionary.md", "plots/ladder.svg")]
    for name in names:
        add(copy / name, " ")
    assert told(copy) == [(name, "sums") for name in names]


ACTIVE = [
    ("<script>alert(1)</script>", "<script>"),
    ("<SCRIPT src='x.js'/>", "<script>"),
    ('<g onload="x()"/>', "g with onload"),
    ('<a href="java\tscript:x()">x</a>', "a with href"),
    ('<image href="https://example.org/x.png"/>', "image with href"),
    ('<use xlink:href="other.svg#x"/>', "use with xlink:href"),
    ("<foreignObject><body/></foreignObject>", "<foreignobject>"),
    ('<a href="data:text/html,x">x</a>', "a with href"),
    ('<iframe src="x"></iframe>', "<iframe>"),
    ('<link rel="stylesheet" href="https://example.org/x.css">', "<link>"),
    (
        '<meta http-equiv="refresh" content="0; url=https://example.org/">',
        "meta with http-equiv",
    ),
    ("<style>@import url(https://example.org/x.css);</style>", "a style that fetches"),
    ('<rect style="fill: url(https://example.org/x)"/>', "rect with style"),
]


@pytest.mark.sample(1)
@pytest.mark.parametrize("name", ["tables/plots/ladder.svg", "tables/dictionary.html"])
def test_nothing_is_run_or_fetched(copy: Path, name: str) -> None:
    """Each piece on its own, in a page that is otherwise as it was made."""
    text = (copy / name).read_text("utf-8")
    place = re.search("</svg>|</body>", text)
    assert place
    for active, said in ACTIVE:
        changed = text[: place.start()] + active + text[place.start() :]
        (copy / name).write_text(changed, "utf-8")
        found = [f.message for f in check_shipped(copy, {}, None) if f.rule == "active_content"]
        assert f"would run or fetch something: {said}" in found, active
    renew(copy)
    assert told(copy) == [(name, "active_content")]


@pytest.mark.sample(3)
@pytest.mark.parametrize(
    ("content", "what"),
    [
        (None, "is missing, or no plain file of a fitting size"),
        ("x", "not a line of hash and path, once each: 'x'"),
        (f"{'0' * 64}  ../evil\n", "../evil leads out of the package"),
        (f"{'0' * 64}  tables/none\n", "is named in SHA256SUMS and missing"),
        ("", "is not named in SHA256SUMS"),
    ],
)
def test_sums_that_are_none(copy: Path, content: str | None, what: str) -> None:
    path = copy / "SHA256SUMS"
    path.unlink()
    if content is not None:
        path.write_text(content, "utf-8")
    assert what in {f["message"] for f in findings(copy, "shipped")}


def test_sha256sum_reads_it(copy: Path) -> None:
    done = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=copy, check=False)
    assert done.returncode == 0


CHANGES = [
    (
        "UPDATE dataset SET version = '9.9.9'",
        "its table dataset is of another version or fingerprint",
    ),
    ("UPDATE relations SET note = 'x'", "the rows are not those of relations.csv"),
    (
        "DELETE FROM evidence WHERE stance = 'disputes'",
        "the rows are not those of evidence",
    ),
    (
        "CREATE OR REPLACE VIEW dates AS SELECT * FROM commitments",
        "the view dates is another",
    ),
    ("DROP VIEW refusals", "the view refusals is missing"),
    ("CREATE VIEW more AS SELECT 1", "the view more does not belong here"),
    ("CREATE OR REPLACE MACRO known_on(day) AS TABLE SELECT 1", "the macro known_on is"),
    ("CREATE MACRO more() AS 1", "the macro more does not belong here"),
    ("COMMENT ON TABLE quotes IS 'x'", "the table quotes is another"),
    ("COMMENT ON COLUMN quotes.text IS 'x'", "the column quotes.text is another"),
    ("COMMENT ON VIEW speakers IS 'x'", "the view speakers is another"),
    ("CREATE TABLE extra (a INTEGER)", "the table extra does not belong here"),
    ("ALTER TABLE relations ADD COLUMN more INTEGER", "the column relations.more does not"),
    ("CREATE TYPE more AS ENUM ('a')", "the type more does not belong here"),
    ("CREATE SEQUENCE more", "the sequence more does not belong here"),
    ("CREATE INDEX more ON relations (note)", "the index more does not belong here"),
    (
        "CREATE SCHEMA more; CREATE VIEW more.reports AS SELECT 1",
        "the view reports is another",
    ),
]


def test_a_database_that_was_changed(corpus_package: Path, copy: Path) -> None:
    """All changes at once: each is told, and what is not changed is not."""
    shutil.copy(corpus_package / DATABASE, copy / DATABASE)
    with duckdb.connect(str(copy / DATABASE)) as connection:
        for sql, _ in CHANGES:
            connection.execute(sql)
    found = findings(copy, "shipped")
    assert {(f["gate"], f["rule"]) for f in found} == {("shipped", "database")}
    assert {f["table"] for f in found if ": the rows are" not in f["message"]} == {"database"}
    messages = [f["message"] for f in found]
    for sql, said in CHANGES:
        assert any(said in m for m in messages), sql
    assert not any("actors" in m or "corroboration" in m for m in messages)


def test_a_database_that_is_none(copy: Path) -> None:
    (copy / DATABASE).write_bytes(b"no database")
    (found,) = findings(copy, "shipped")
    assert (found["rule"], "run: make" in found["message"]) == ("readable", True)
