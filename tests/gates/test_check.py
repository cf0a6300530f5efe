"""`check` puts any copy of the package through the gates and names every finding."""

import csv
import errno
import hashlib
import json
import re
import shutil
import tempfile
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from build.files.tabular import csv_bytes
from build.gates.descriptor import check_descriptor
from tests.conftest import Run, edit, findings, fingerprint
from tests.corpus import sound


def test_the_package_passes(ask: Run, copy: Path) -> None:
    result = ask("check", copy)
    assert (result.code, result.out.splitlines()) == (
        0,
        [
            "frames      passed",
            "files       passed",
            "descriptor  passed",
            "artefacts   passed",
            f"fingerprint {fingerprint(copy)}",
        ],
    )


def test_the_fingerprint_that_a_paper_cites(ask: Run, lean: Path) -> None:
    cited = fingerprint(lean)
    assert json.loads(ask("check", lean, "--cited", cited, "--format", "json").out) == {
        "path": str(lean),
        "passed": True,
        "fingerprint": cited,
        "findings": [],
    }
    other = cited[:-1] + ("0" if cited[-1] != "0" else "1")
    result = ask("check", lean, "--cited", other)
    assert result.code == 1
    assert f"artefacts: dataset: cited: the rows are not those cited, of {other}" in result.out


@pytest.mark.thorough
def test_a_row_gone_with_all_that_names_it_is_told_by_the_cited_fingerprint(
    ask: Run, corpus_package: Path, tmp_path: Path
) -> None:
    """What no package can tell of itself: it is another dataset, and sound."""
    cited = fingerprint(corpus_package)
    less = Path(shutil.copytree(corpus_package, tmp_path / "less"))
    article = less / "raw/articles/pier-post-2026-01.toml"
    text, found = re.subn("(?m)^contradicts = [^]]+]\n", "", article.read_text("utf-8"))
    assert found == 1
    article.write_text(text, "utf-8")
    assert ask("--root", less).code == 0
    assert ask("check", less).code == 0
    assert ask("check", less, "--cited", cited).code == 1


@pytest.mark.thorough
def test_a_zip_of_the_package_passes(ask: Run, copy: Path) -> None:
    archive = shutil.make_archive(str(copy.with_name("package")), "zip", copy.parent, copy.name)
    assert ask("check", archive).code == 0


def test_findings_name_gate_table_row_column_and_rule(ask: Run, lean: Path) -> None:
    edit(lean / "tables/commitments.csv", ",pledged,4,", ",pledgd,4,")
    result = ask("check", lean, "--format", "json")
    assert result.code == 1
    found = json.loads(result.out)["findings"]
    positions = sound()["commitments"]
    key = positions.filter(pl.col("strength") == "pledged")["commitment_id"][0]
    assert [f for f in found if f["rule"] == "vocabulary"] == [
        {
            "gate": "files",
            "table": "commitments",
            "row": key,
            "column": "strength",
            "rule": "vocabulary",
            "message": "is not a code of the vocabulary strength",
        }
    ]
    assert {(f["gate"], f["rule"]) for f in found} == {
        ("files", "vocabulary"),
        ("files", "same_rows"),
        ("artefacts", "sums"),
        ("descriptor", "byte-count"),
        ("descriptor", "hash-count"),
        ("descriptor", "constraint-error"),
    } - _not_given(found)


def test_an_address_that_is_none_of_its_passage(copy: Path) -> None:
    """What follows from other cells is asked of the files, too, with the row that has it wrong."""
    path = copy / "tables/evidence.csv"
    row = next(r for r in csv.DictReader(path.read_text("utf-8").splitlines()) if r["url"])
    edit(path, row["url"], row["url"] + "x")
    found = [f for f in findings(copy, "files") if f["rule"] != "same_rows"]
    assert found == [
        {
            "gate": "files",
            "table": "evidence",
            "row": row["evidence_id"],
            "column": "url",
            "rule": "url_of_passage",
            "message": "it is not the article's address with the passage's first and last "
            "words",
        }
    ]


def test_what_frictionless_finds_names_line_and_column(copy: Path) -> None:
    path = copy / "tables/commitments.csv"
    edit(path, ",pledged,4,", ",pledgd,4,")
    # It looks at the cells only where hash and size are those of the descriptor.
    content = path.read_bytes()
    old = json.loads((copy / "datapackage.json").read_text("utf-8"))
    (given,) = (r for r in old["resources"] if r["name"] == "commitments")
    edit(
        copy / "datapackage.json",
        given["hash"],
        f"sha256:{hashlib.sha256(content).hexdigest()}",
    )
    edit(copy / "datapackage.json", f'"bytes": {given["bytes"]}', f'"bytes": {len(content)}')
    line = next(
        n for n, text in enumerate(content.decode().splitlines(), 1) if ",pledgd,4," in text
    )
    found = [f for f in findings(copy, "descriptor") if f["rule"] == "constraint-error"]
    assert [(f["gate"], f["table"], f["row"], f["column"]) for f in found] == [
        ("descriptor", "commitments", f"line {line}", "strength")
    ]
    assert "enum" in found[0]["message"]


def _not_given(found: list[dict[str, str]]) -> set[tuple[str, str]]:
    """Frictionless stops at a wrong hash, and then does not look at the cells."""
    rules = {f["rule"] for f in found}
    return {
        ("descriptor", r)
        for r in ("byte-count", "hash-count", "constraint-error")
        if r not in rules
    }


RESOURCES = "descriptor: resources: its resources are not the tables and their files"


@pytest.mark.sample(3)
@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('"tables/codes.csv"', '"../codes.csv"', "descriptor: profile: $.resources[0]"),
        ('"tables/codes.csv"', '"/etc/passwd"', "descriptor: profile: $.resources[0]"),
        ('"tables/codes.csv"', '"https://example.org/codes.csv"', RESOURCES),
        ('"name": "codes"', '"name": "Codes"', RESOURCES),
        ('"resources"', '"resourses"', RESOURCES),
        ('"type": "table"', '"type": 3', "descriptor: profile: $.resources[0]"),
        (
            '"title": "Security',
            '"title": "First", "title": "Security',
            "descriptor: readable: the key 'title' stands twice in one object",
        ),
    ],
)
def test_a_descriptor_that_was_changed(copy: Path, old: str, new: str, found: str) -> None:
    edit(copy / "datapackage.json", old, new)
    lines = list(map(str, check_descriptor(copy)))
    assert any(line.startswith(f"descriptor: {found}") for line in lines), lines


def test_what_is_changed_beside_the_rows_is_no_news_of_them(ask: Run, lean: Path) -> None:
    edit(lean / "datapackage.json", '"title": "Security', '"title": "Insecurity')
    edit(lean / "tables/load/load.sql", "--", "---")
    lines = ask("check", lean).out.splitlines()
    assert [line.partition(": is ")[0] for line in lines[:-5]] == [
        "artefacts: tables/load/load.sql: made_again",
        "artefacts: datapackage.json: made_again",
    ]
    assert lines[-5:-1] == [
        "frames      passed",
        "files       passed",
        "descriptor  passed",
        "artefacts   2 findings",
    ]


# Each key with two values of other types, each value with two keys.
@pytest.mark.sample(3)
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("resources", "null"),
        ("resources", "[null]"),
        ("sources", "3"),
        ("sources", '"text"'),
        ("schema", "null"),
        ("schema", "3"),
        ("fields", '"text"'),
        ("fields", "[null]"),
    ],
)
def test_a_descriptor_of_other_types(copy: Path, key: str, value: str) -> None:
    text = (copy / "datapackage.json").read_text("utf-8")
    descriptor = json.loads(text)
    holder = next(o for o in _objects(descriptor) if key in o)
    holder[key] = json.loads(value)
    (copy / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    lines = "\n".join(map(str, check_descriptor(copy)))
    assert re.search(r"^descriptor: .*(profile|resources): ", lines, re.M)


def _objects(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)


@pytest.mark.sample(3)
@pytest.mark.parametrize("content", ["", "[]", "{", "\0", "[" * 100_000, "\ud800"])
def test_a_descriptor_that_is_none(copy: Path, content: str) -> None:
    (copy / "datapackage.json").write_bytes(content.encode("utf-8", "surrogatepass"))
    (found,) = map(str, check_descriptor(copy))
    assert found.startswith("descriptor: descriptor: readable: ")


@pytest.mark.sample(2)
@pytest.mark.parametrize("content", [b"", b"\0", b"a,b\n1,2\n", b"\xff\xfe", b'"'])
def test_files_that_are_no_tables(copy: Path, content: bytes) -> None:
    (copy / "tables/events.csv").write_bytes(content)
    (copy / "tables/quotes.parquet").write_bytes(content)
    unreadable = {(f["table"], f["rule"]) for f in findings(copy, "frames")}
    assert ("quotes", "readable") in unreadable
    assert "events" in {f["table"] for f in findings(copy, "files")}


def zip_of(path: Path, name: str, *, mode: int = 0o100644) -> Path:
    """A zip of one entry."""
    with zipfile.ZipFile(path, "w") as archive:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        archive.writestr(entry, "x")
    return path


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("../evil", 0o100644),
        ("/evil", 0o100644),
        ("a/../../evil", 0o100644),
        ("..\\evil", 0o100644),
        ("link", 0o120777),
        ("pipe", 0o010644),
    ],
)
def test_a_zip_that_leads_out(ask: Run, tmp_path: Path, name: str, mode: int) -> None:
    result = ask("check", zip_of(tmp_path / "evil.zip", name, mode=mode))
    assert result.code == 2
    assert "give a folder or a zip of the package" in result.errors[0]
    assert not (tmp_path / "evil").exists()
    assert not (tmp_path.parent / "evil").exists()


def test_a_zip_that_swells(ask: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from build.files import archives

    monkeypatch.setattr(archives, "_MOST_BYTES", 10 * 2**20)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tables/codes.csv", b"0" * 64 * 2**20)
    assert "holds more than 10 MiB" in ask("check", tmp_path / "bomb.zip").errors[0]


def test_a_zip_of_many_files(ask: Run, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for number in range(1001):
            archive.writestr(f"{number}", "")
    assert "holds more than 1000 files" in ask("check", tmp_path / "many.zip").errors[0]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18 + b"x"])
def test_no_zip_at_all(ask: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "no.zip").write_bytes(content)
    result = ask("check", tmp_path / "no.zip")
    assert result.code == 2
    assert len(result.errors) == 1


def deflated(path: Path) -> Path:
    """A compressed zip of a table."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tables/codes.csv", csv_bytes(sound()["codes"]))
    return path


def test_damaged_zips_are_told_in_a_line(ask: Run, tmp_path: Path) -> None:
    """Any byte of a zip may be another; whatever it is, no command ends in a traceback."""
    whole = deflated(tmp_path / "a.zip").read_bytes()
    damaged = tmp_path / "b.zip"
    for place in range(0, len(whole), max(1, len(whole) // 150)):
        for byte in (0x00, 0xFF):
            damaged.write_bytes(whole[:place] + bytes([byte]) + whole[place + 1 :])
            result = ask("which", damaged)
            assert result.code == 2
            assert len(result.out.splitlines()) == 1


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["tables/a", "tables/a"], "holds two files of one name ('tables/a')"),
        (["a", "a/b"], "not a zip that can be read"),
        (["x" * 300], "not a zip that can be read"),
        (["./"], "holds a file without a name"),
    ],
)
def test_odd_names_in_a_zip(ask: Run, tmp_path: Path, names: list[str], said: str) -> None:
    path = tmp_path / "odd.zip"
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w") as archive:
        warnings.simplefilter("ignore")
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "x")
    result = ask("check", path)
    assert (result.code, len(result.errors)) == (2, 1)
    assert said in result.errors[0]


def test_a_name_that_is_empty(ask: Run, tmp_path: Path) -> None:
    path = tmp_path / "odd.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x", "x")
        archive.filelist[0].filename = ""
    assert "holds a file without a name" in ask("check", path).errors[0]


@pytest.mark.thorough
def test_a_zip_that_a_mac_made(ask: Run, lean: Path, tmp_path: Path) -> None:
    path = tmp_path / "mac.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(p for p in lean.rglob("*") if p.is_file()):
            name = file.relative_to(lean).as_posix()
            archive.write(file, f"lean/{name}")
            archive.writestr(f"__MACOSX/lean/{Path(name).parent}/._{file.name}", "x")
        archive.writestr("lean/tables/.DS_Store", "x")
    assert ask("check", path).code == 0


def test_no_room_to_take_a_zip_apart(
    ask: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    path = deflated(tmp_path / "a.zip")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("build.files.archives._extract", full)
    (said,) = ask("check", path).errors
    assert said.startswith(f"{tmp_path}: there is no room to take {path} apart; free some, or")


def test_a_folder_that_is_no_package_is_told_in_one_line(ask: Run, tmp_path: Path) -> None:
    result = ask("check", tmp_path)
    assert (result.code, result.out) == (2, "")
    assert result.errors == [
        f"{tmp_path}: no package: it holds neither datapackage.json nor tables/; give a package, "
        "or a zip of one"
    ]
