"""Every file that follows from the rows is made again and compared, by gate 4."""

import json
import re
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from build.artefacts import registry
from build.artefacts.alike import same_pixels, same_zip
from schemas.package import DATABASE, NAME, R_DATA, WORKBOOK
from tests.conftest import ROOT, Run, edit, findings, furnish
from tests.corpus import sound
from tests.gates.altering import lie_in_database, lie_in_parquet, renew, replaced

GATE = "artefacts"


def told(copy: Path) -> list[tuple[str, str]]:
    """The findings of gate 4, as (file, rule)."""
    return sorted((f["table"], f["rule"]) for f in findings(copy, GATE))


def altered_sheet(content: bytes) -> bytes:
    """Return a workbook in which a word of a cell is another."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            part = old.read(entry).replace(b"pledged", b"refused")
            new.writestr(entry, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def painted(content: bytes) -> bytes:
    """Return a picture of the renderer's form with a line that is black."""
    start, end = content.index(b"IDAT") + 4, content.rindex(b"IEND") - 8
    size = int.from_bytes(content[start - 8 : start - 4], "big")
    assert start + size == end  # all pixels are in one part
    pixels = bytearray(zlib.decompress(content[start:end]))
    width = 1 + 4 * int.from_bytes(content[16:20], "big")
    pixels[width * 9 : width * 10] = b"\1\0\0\0\xff" + bytes(width - 5)
    return part_of(content, start, end, zlib.compress(bytes(pixels)))


def part_of(content: bytes, start: int, end: int, packed: bytes) -> bytes:
    """Return a picture with other pixels, and the checksum that they have."""
    check = zlib.crc32(b"IDAT" + packed).to_bytes(4, "big")
    return (
        content[: start - 8]
        + len(packed).to_bytes(4, "big")
        + b"IDAT"
        + packed
        + check
        + content[end + 4 :]
    )


def written_by_polars(content: bytes) -> bytes:
    """Return the same rows, written by a library that knows no description of ours."""
    out = BytesIO()
    pl.read_parquet(content).write_parquet(out)
    return out.getvalue()


SCRIPT = b"<script>alert(1)</script>"
# What is altered, each in a file of its own kind, and how.
ALTERATIONS: dict[str, Callable[[bytes], bytes]] = {
    "CITATION.cff": replaced(b"title:", b"title: x"),
    ".zenodo.json": replaced(b"open", b"shut"),
    "datapackage.json": replaced(b"primaryKey", b"primarykey"),
    "tables/croissant.json": replaced(b"sc:Text", b"sc:Date"),
    "tables/relations.parquet": written_by_polars,
    "tables/positions.csv": replaced(b"pledged", b"refused"),
    "tables/views/refusals.csv": replaced(b"\n", b"\n\n"),
    "tables/views/speakers.parquet": written_by_polars,
    "tables/load/load.py": replaced(b"import pandas", b"import os, pandas"),
    "tables/load/load.R": replaced(b"readRDS", b"source"),
    "tables/load/load.sql": replaced(b"BEGIN", b"LOAD x; BEGIN"),
    "tables/load/load.postgres.sql": replaced(b"BEGIN", b"\\! true\nBEGIN"),
    "tables/load/load.sqlite.sql": replaced(b"BEGIN", b".shell true\nBEGIN"),
    "tables/load/load.spark.sql": replaced(b"CREATE", b"DROP VIEW x;\nCREATE"),
    "tables/formats/stata/commitments.dta": replaced(b"Pledged", b"Refused"),
    R_DATA: replaced(b"pledged", b"refused"),
    WORKBOOK: altered_sheet,
    "tables/plots/ladder.svg": replaced(b"</svg>", b"<s:script>x</s:script></svg>"),
    "tables/plots/stances.svg": replaced(b"<svg", b'<!DOCTYPE s [<!ENTITY x "y">]><svg'),
    "tables/plots/timeline.png": painted,
    "tables/plots/README.md": replaced(b"# Figures", b"# No figures"),
    "tables/docs/dictionary.md": replaced(b"# Data", b"# No data"),
    "tables/docs/dictionary.html": replaced(b"</body>", SCRIPT + b"</body>"),
    "tables/docs/codebook.html": replaced(b"Content-Security-Policy", b"nothing"),
    "tables/explorer.html": replaced(b'"pledged"', b'"refused"'),
}


def test_what_was_altered_is_found_whatever_hashes_were_renewed(copy: Path) -> None:
    """Of every kind of file one, all at once; and nothing else is found."""
    for name, alter in ALTERATIONS.items():
        (copy / name).write_bytes(alter((copy / name).read_bytes()))
    lie_in_parquet(copy / "tables/evidence.parquet", "sha256")
    renew(copy)
    (copy / "LICENSE").write_text("Everything is allowed.\n", "utf-8")
    (copy / "tables/load/__pycache__").mkdir()
    (copy / "tables/load/__pycache__/load.cpython-311.pyc").write_bytes(b"x")
    (copy / "tables/pandas").symlink_to(copy / "raw")
    (copy / "tables/views/mine.csv").write_text("a\n", "utf-8")
    (copy / "duckdb.py").write_text("print('run in this folder')\n", "utf-8")
    (copy / "tables/views/dates.csv").unlink()
    (copy / "tables/README.md").rename(copy / "raw/codings/README.md")
    (copy / "tables/README.md").symlink_to(copy / "raw/codings/README.md")
    strange = {
        ("duckdb.py", "undeclared"),
        ("tables/README.md", "missing"),
        ("tables/load/__pycache__", "undeclared"),
        ("tables/pandas", "undeclared"),
        ("tables/views/dates.csv", "missing"),
        ("tables/views/mine.csv", "undeclared"),
    }
    made = {(name, "made_again") for name in ALTERATIONS} | {
        ("tables/evidence.parquet", "made_again")
    }
    hashes = {("LICENSE", "sums"), ("raw/codings/README.md", "sums")}
    assert set(told(copy)) == strange | made | hashes


def test_hashes_that_were_renewed(lean: Path) -> None:
    """What is not made from the rows is told by its hash alone, and else by nothing."""
    (lean / "LICENSE").write_text("Everything is allowed.\n", "utf-8")
    lie_in_parquet(lean / "tables/evidence.parquet", "sha256")
    renew(lean)
    # The descriptor and the catalogue say the hash and size that the right file has.
    assert told(lean) == [
        ("datapackage.json", "made_again"),
        ("tables/evidence.parquet", "made_again"),
    ]


def test_a_file_whose_statistics_lie_hides_rows_and_is_found(ask: Run, lean: Path) -> None:
    path = lean / "tables/commitments.parquet"
    country = lie_in_parquet(path, "country")
    count = f"SELECT count(*) FROM '{path}' WHERE country = '{country}'"
    assert duckdb.execute(count).fetchall() == [(0,)]
    assert sound()["commitments"].filter(pl.col("country") == country).height > 0
    lines = ask("check", lean).out.splitlines()
    assert lines[0] == (
        "artefacts: tables/commitments.parquet: made_again: is not what the rows give"
    )
    assert lines[-5:-1] == [
        "frames      passed",
        "files       passed",
        "descriptor  passed",
        "artefacts   1 finding",
    ]


def test_where_a_text_is_another_is_said(lean: Path) -> None:
    edit(lean / "tables/load/load.sqlite.sql", "-- Generated", "-- No generated")
    (found,) = findings(lean, GATE)
    assert re.fullmatch(
        r"is not what the rows give: line \d+ is '-- No generated [^']+', not '-- Generated [^']+'",
        found["message"],
    )


def test_what_another_compressor_or_processor_gives_is_as_good(copy: Path) -> None:
    book, figure = copy / WORKBOOK, copy / "tables/plots/ladder.png"
    out = BytesIO()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, old.read(entry), zipfile.ZIP_STORED)
    assert same_zip(book.read_bytes(), out.getvalue())
    assert not same_zip(book.read_bytes(), altered_sheet(book.read_bytes()))
    assert not same_zip(book.read_bytes(), b"no zip")
    picture = figure.read_bytes()
    start, end = picture.index(b"IDAT") + 4, picture.rindex(b"IEND") - 8
    pixels = zlib.decompress(picture[start:end])
    # The first pixel of a line by some levels, and with it, as lines are written, all of it: one
    # in eight of the lines of its squares.
    for levels, same in ((80, True), (88, False)):
        brighter = bytes([pixels[0], pixels[1] - levels]) + pixels[2:]
        other = part_of(picture, start, end, zlib.compress(brighter))
        assert same_pixels(picture, other) is same
        assert same_pixels(other, picture) is same
    assert not same_pixels(picture, picture[: len(picture) // 2])
    assert not same_pixels(picture, picture.replace(b"pHYs", b"tEXt"))
    assert not same_pixels(picture, painted(picture))


@pytest.mark.sample(3)
@pytest.mark.parametrize(
    ("content", "file", "what"),
    [
        (None, "SHA256SUMS", "is not a plain file"),
        ("x", "SHA256SUMS", "not a line of hash and path, once each: 'x'"),
        (" " * (2**20 + 1), "SHA256SUMS", "is missing, or no plain file of a fitting size"),
        (
            f"{'0' * 64}  ../evil\n",
            "SHA256SUMS",
            "names ../evil, which is not a file of the package",
        ),
        (
            f"{'0' * 64}  a\0b\n",
            "SHA256SUMS",
            "names a\\x00b, which is not a file of the package",
        ),
        (
            f"{'0' * 64}  {'x' * 300}\n",
            "SHA256SUMS",
            f"names {'x' * 57}…, which is not a file of the package",
        ),
        (f"{'0' * 64}  LICENSE\n", "LICENSE", "is not the file of SHA256SUMS; run: make"),
        (f"{'0' * 64}  {DATABASE}\n", DATABASE, "is named in SHA256SUMS and missing"),
        ("", "tables/codes.csv", "is not named in SHA256SUMS; run: make"),
    ],
)
def test_sums_that_are_none(lean: Path, content: str | None, file: str, what: str) -> None:
    path = lean / "SHA256SUMS"
    path.unlink()
    if content is None:
        path.mkdir()
    else:
        path.write_text(content, "utf-8")
    found = {(f["table"], f["message"]) for f in findings(lean, GATE)}
    assert (file, what) in found


def test_sha256sum_reads_it(lean: Path) -> None:
    done = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=lean, check=False)
    assert done.returncode == 0


CHANGES = [
    (
        "UPDATE dataset SET version = '9.9.9'",
        "its table dataset is of another version or fingerprint",
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
        "the view more.reports does not belong here",
    ),
]
ENDLESS = (
    "DROP TABLE confusions; CREATE VIEW confusions AS WITH RECURSIVE t (n) AS "
    "(SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT n FROM t"
)


@pytest.fixture
def database(lean_package: Path, lean: Path) -> Path:
    """The database of the three articles, beside a lean of their package."""
    return Path(shutil.copy(lean_package / DATABASE, lean / DATABASE))


def messages(lean: Path) -> list[str]:
    """What is found in the database alone."""
    found = findings(lean, GATE)
    assert {(f["table"], f["rule"]) for f in found} == {("database", "database")}
    return [f["message"].removeprefix(f"{NAME}.duckdb: ") for f in found]


def test_a_database_that_was_changed(database: Path, lean: Path) -> None:
    """All changes at once: each is told, what is not changed is not, and no view is asked."""
    with duckdb.connect(str(database)) as connection:
        for sql in (*(sql for sql, _ in CHANGES), ENDLESS):
            connection.execute(sql)
    found = messages(lean)
    for sql, said in CHANGES:
        assert any(what.startswith(said) for what in found), sql
    assert "the table confusions is missing" in found
    assert not any("actors" in m or "corroboration" in m for m in found)


def test_a_database_of_other_rows(database: Path, lean: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute("UPDATE relations SET note = 'x'")
        connection.execute("DELETE FROM evidence WHERE stance = 'disputes'")
    assert messages(lean) == [
        "the rows of relations are not those of the CSV files",
        "the rows of evidence are not those of the CSV files",
    ]


def test_a_database_whose_statistics_lie(database: Path, lean: Path) -> None:
    title = lie_in_database(database, "events", "title")
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute("SELECT title FROM events").fetchall()
        count = "SELECT count(*) FROM events WHERE title = ?"
        assert (title,) in rows
        assert connection.execute(count, [title]).fetchone() == (0,)
    found = messages(lean)
    assert "events counts other rows where it is filtered; its statistics lie" in found


def test_a_database_that_is_none(lean: Path) -> None:
    (lean / DATABASE).write_bytes(b"no database")
    (found,) = findings(lean, GATE)
    assert (found["rule"], "run: make" in found["message"]) == ("readable", True)


@pytest.mark.thorough
def test_sixty_million_rows(ask: Run, copy: Path) -> None:
    path = copy / "tables/relations.parquet"
    schema = pq.read_schema(path)
    most = (copy / "tables/relations.csv").stat().st_size // len(schema.names)
    one = pa.DictionaryArray.from_arrays(pa.array([0] * 10**6, pa.int8()), ["x"])
    with pq.ParquetWriter(path, pa.schema(dict.fromkeys(schema.names, one.type))) as out:
        for _ in range(60):
            out.write_batch(pa.record_batch(dict.fromkeys(schema.names, one)))
    assert [f["message"] for f in findings(copy, "files") if f["rule"] == "rows"] == [
        f"relations.parquet tells of 60,000,000 rows, the CSV file has {most:,} at most"
    ]
    assert "60,000,000 rows, which can't be" in str(findings(copy, "frames"))
    assert ask("which", path).code == 2


def git(folder: Path, *arguments: str) -> None:
    """Run git, by nobody's settings."""
    command = ["git", "-c", "user.name=x", "-c", "user.email=x", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def test_a_clone_on_windows(ask: Run, lean: Path, tmp_path: Path) -> None:
    """git converts line endings there, but not of a repository that forbids it."""
    shutil.copy(ROOT / ".gitattributes", lean)
    git(lean, "init", "-q")
    git(lean, "add", "-A", "-f")
    git(lean, "commit", "-q", "-m", "x")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", str(lean), str(clone))
    for name in (".git", ".gitattributes"):
        shutil.move(clone / name, tmp_path / name)
    assert ask("check", clone).code == 0


def test_line_endings_that_were_converted(ask: Run, lean: Path, tmp_path: Path) -> None:
    """One finding and what to do, which is done and helps."""
    git(lean, "init", "-q")
    git(lean, "add", "-A", "-f")
    git(lean, "commit", "-q", "-m", "x")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", str(lean), str(clone))
    result = ask("check", clone, "--format", "json")
    (found,) = json.loads(result.out)["findings"]
    assert (result.code, found["rule"]) == (1, "line_endings")
    told = re.fullmatch(
        r"line endings were converted in \d+ files, \.zenodo\.json the first; clone again with: "
        "(?P<command>git [^;]+); or unpack the zip again without conversion",
        found["message"],
    )
    assert told
    again = tmp_path / "again"
    git(tmp_path, *told["command"].split()[1:], str(lean), str(again))
    shutil.rmtree(again / ".git")
    assert ask("check", again).code == 0


def test_of_many_rows_nothing_is_made_to_look_at(
    package: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tables and what programs need are; nobody looks at a page of a million rows."""
    furnish(package)
    monkeypatch.setattr(registry, "MOST_ROWS_TO_LOOK_AT", 100)
    assert run().code == 0
    made = {p.name for p in (package / "tables").iterdir()}
    assert {"quotes.csv", "load", "croissant.json", f"{NAME}.duckdb"} < made
    assert not made & {"views", "positions.csv", "formats", "docs", "plots", "explorer.html"}
    descriptor = json.loads((package / "datapackage.json").read_text("utf-8"))
    assert not any(resource.get("derived") for resource in descriptor["resources"])
    assert run("check").code == 0


def test_a_zip_is_no_folder_to_build_in(ask: Run, lean: Path) -> None:
    """What stands beside the package in a clone is git's matter; in a zip it is a finding."""
    (lean / "raw/articles").mkdir()
    (lean / "raw/articles/x.toml").write_text("", "utf-8")
    (lean / "duckdb.py").write_text("print('run by whoever imports it here')\n", "utf-8")
    archive = shutil.make_archive(str(lean.with_name("package")), "zip", lean.parent, lean.name)
    lines = ask("check", archive).out.splitlines()
    what = "undeclared: is not a file or folder of the package; move it away"
    assert lines[:2] == [f"artefacts: {name}: {what}" for name in ("duckdb.py", "raw/articles")]


def test_a_link_in_the_place_of_a_folder(ask: Run, lean: Path) -> None:
    """In a folder to build in, too: what it leads to may change once it was checked."""
    coding = lean / "tables/coding"
    coding.rename(lean.with_name("coding"))
    coding.symlink_to(lean.with_name("coding"))
    assert ("tables/coding", "undeclared") in told(lean)
    (lean / "raw/articles").mkdir()
    (lean / "tables").rename(lean.with_name("tables"))
    (lean / "tables").symlink_to(lean.with_name("tables"))
    said = "artefacts: tables: undeclared: is not a file or folder of the package; move it away"
    assert said in ask("check", lean).out.splitlines()
