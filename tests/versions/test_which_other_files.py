"""`which` knows the files that are no tables: by their hash, their rows, or what they say."""

import json
import shutil
import zipfile
from pathlib import Path

import duckdb
import pytest

from schemas.package import NAME, R_DATA, VERSION, WORKBOOK
from tests.conftest import Run, edit


@pytest.mark.parametrize(
    "name",
    [
        R_DATA,
        WORKBOOK,
        "tables/formats/stata/quotes.dta",
        "tables/views/refusals.csv",
        "tables/positions.parquet",
        "tables/docs/dictionary.md",
        "tables/explorer.html",
        "tables/plots/ladder.png",
        "README.md",
    ],
)
def test_a_file_of_this_version_is_known(
    ask: Run, built_package: Path, tmp_path: Path, name: str
) -> None:
    sent = shutil.copy(built_package / name, tmp_path / f"sent{Path(name).suffix}")
    result = ask("which", sent)
    assert result.code == 0
    assert result.out == f"{sent}: {name} of version {VERSION}, unaltered\n"


def test_the_rows_of_a_view_are_known_in_any_order(
    ask: Run, built_package: Path, tmp_path: Path
) -> None:
    own, sent = built_package / "tables/views/dates.csv", tmp_path / "dates.csv"
    head, *rows = own.read_text("utf-8").splitlines(keepends=True)
    sent.write_text(head + "".join(reversed(rows)), "utf-8")
    assert ask("which", sent).out == f"{sent}: the view dates of version {VERSION}, unaltered\n"
    sent.write_text(head + "".join(rows[1:]), "utf-8")
    result = ask("which", sent)
    assert result.code == 1
    assert result.out == (
        f"{sent}: the view dates, altered or from another version; it names no version\n"
    )


def test_what_is_not_of_this_version_says_of_which(
    ask: Run, built_package: Path, tmp_path: Path
) -> None:
    told = {"x.md": "a document", "x.dta": "a Stata file", "x.xlsx": "a workbook"}
    shutil.copy(built_package / "tables/docs/dictionary.md", tmp_path / "x.md")
    edit(tmp_path / "x.md", f"Version {VERSION}", "Version 0.1.0")
    stata = (built_package / "tables/formats/stata/quotes.dta").read_bytes()
    of_old = stata.replace(f"{NAME} {VERSION}".encode(), f"{NAME} 0.1.0".encode())
    (tmp_path / "x.dta").write_bytes(of_old)
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as book:
        book.writestr("xl/sharedStrings.xml", f"<t>{NAME} 0.1.0</t>")
    result = ask("which", *(tmp_path / name for name in told))
    assert result.code == 1
    assert result.out.splitlines() == [
        f"{tmp_path / name}: {what}, altered or from another version; it names version 0.1.0"
        for name, what in told.items()
    ]


def test_a_program_reads_it_as_json(ask: Run, built_package: Path) -> None:
    path = built_package / "LICENSE"
    told = json.loads(ask("which", path, "--format", "json").out)
    assert told["files"] == [
        {
            "file": str(path),
            "what": "LICENSE",
            "version": VERSION,
            "said": None,
            "unaltered": True,
        }
    ]


def test_what_is_none_of_ours(ask: Run, tmp_path: Path) -> None:
    for name, content in {"x.md": b"Version 0.1.0", "x.zip": b"PK\5\6" + bytes(18)}.items():
        (tmp_path / name).write_bytes(content)
        assert ask("which", tmp_path / name).code == 2


def test_a_view_without_end_is_no_table(ask: Run, built_package: Path, tmp_path: Path) -> None:
    path = shutil.copy(built_package / f"tables/{NAME}.duckdb", tmp_path / "x.duckdb")
    with duckdb.connect(path) as connection:
        connection.execute(
            "DROP TABLE confusions; CREATE VIEW confusions AS WITH RECURSIVE t (n) AS "
            "(SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT n FROM t"
        )
    result = ask("which", path)
    assert result.code == 1
    assert f"{path}: confusions: the table is missing" in result.out.splitlines()
