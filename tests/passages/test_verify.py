"""Anyone with any copy of an article can verify the dataset."""

import html
import json
import quopri
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.conftest import FIXTURES, ROOT, Run, edit

NAME = "harbour-gazette-2030-03"
TEXT = (FIXTURES / "texts" / f"{NAME}.txt").read_text("utf-8")


def straight(text: str) -> str:
    return text.translate(str.maketrans("“”’", '""\''))


def page(text: str) -> str:
    paragraphs = "".join(f"<p>{html.escape(p)}</p>" for p in text.split("\n\n"))
    paragraphs = paragraphs.replace("Marie", "<b>Ma</b>rie").replace(
        "ships", "<a href=x>ships</a>"
    )
    return (
        "<!doctype html><html><head><title>Gazette</title><script>let a = 'We';</script>"
        f"</head><body><nav>Home<br>Sport</nav>{paragraphs}<footer>More</footer></body></html>"
    )


def layout(text: str) -> str:
    """The page as a table, with something else in a cell beside each paragraph."""
    rows = "".join(
        f"<tr><td>{html.escape(p)}</td><td>Advert<br>of {n} lines</td></tr>"
        for n, p in enumerate(text.split("\n\n"))
    )
    return f"<!doctype html><html><body><table>{rows}</table><p>More</p></body></html>"


def saved(text: str) -> bytes:
    """The page as a browser saves it as one file."""
    body = quopri.encodestring(page(text).encode())
    return (
        b"From: <Saved by Blink>\r\nSubject: Lyon\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--x"\r\n\r\n\r\n'
        b"----x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        + body
        + b"\r\n----x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        b"AAAA\r\n----x--\r\n"
    )


COPIES = {
    "as coded": TEXT.encode(),
    "reflowed": textwrap.fill(TEXT, 31).encode(),
    "in one line": " ".join(TEXT.split()).encode(),
    "no-break spaces": TEXT.replace(" ", "\u00a0").encode(),
    "signs for lines and paragraphs": TEXT.replace("\n\n", "\u2029")
    .replace("\n", "\u2028")
    .encode(),
    "straight quotes": straight(TEXT).encode(),
    "shouted": TEXT.upper().encode(),
    "with furniture": f"Menu · Log in\n\n{TEXT}\n\nRead more: nothing".encode(),
    "utf-16": TEXT.encode("utf-16"),
    "windows-1252": TEXT.encode("cp1252"),
    "a byte order mark": TEXT.encode("utf-8-sig"),
    "a web page": page(TEXT).encode(),
    "a web page in windows-1252": page(TEXT)
    .replace("<head>", '<head><meta charset="windows-1252">')
    .encode("cp1252"),
    "a page laid out by a table": layout(TEXT).encode(),
    "a page hundreds of elements deep": f"<html>{'<div>' * 900}{page(TEXT)}".encode(),
    "words that are hyphenated at the ends of lines": TEXT.replace(
        "reporters", "repor-\n  ters"
    )
    .replace("pledged", "pled\u00ad\nged")
    .encode(),
    "a page in one file": saved(TEXT),
    "soft hyphens": TEXT.replace("reporters", "repor\u00adters").encode(),
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES.keys())
def test_a_copy_proves_everything(ask: Run, tmp_path: Path, copy: bytes) -> None:
    path = tmp_path / "any name"
    path.write_bytes(copy)
    result = ask("verify", path)
    assert (result.code, result.out.splitlines()) == (
        0,
        [
            "article                  passages   quotes  copy",
            f"{NAME}       5/5      3/3  {path}",
        ],
    )


def test_what_is_not_proven_is_listed(ask: Run, tmp_path: Path) -> None:
    path = tmp_path / "copy.txt"
    path.write_text(TEXT.replace("in any shape", "in some shape"), "utf-8")
    result = ask("verify", path)
    assert result.code == 1
    assert result.out.splitlines()[1:] == [
        f"{NAME}       4/5      2/3  {path}",
        f"{path}: not proven: passage at 356: Moscow’s envoy Ivan … in any shape",
        f"{path}: not proven: quote {NAME}.q03",
    ]


def test_several_files_as_json(ask: Run, tmp_path: Path) -> None:
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies/b.txt").write_text(TEXT, "utf-8")
    (tmp_path / "copies/a.html").write_text(page(TEXT), "utf-8")
    (tmp_path / "copies/c.txt").write_text("Nothing of the kind.", "utf-8")
    (tmp_path / "copies/d.bin").write_bytes(b"\0\1\2")
    result = ask("verify", "--format", "json", tmp_path / "copies")
    report = json.loads(result.out)
    assert result.code == 0
    assert [(Path(a["file"]).name, a["complete"]) for a in report["articles"]] == [
        ("a.html", True),
        ("b.txt", True),
    ]
    assert [said.rpartition("/")[2] for said in report["unrecognised"]] == [
        "c.txt: no article of the dataset",
        "d.bin: a binary file, not text",
    ]


def test_hidden_files_and_folders_are_left(ask: Run, tmp_path: Path) -> None:
    for name in (".git/objects/a", "texts/.cache/b.txt", "texts/.c.txt", "texts/d.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT, "utf-8")
    report = json.loads(ask("verify", "--format", "json", tmp_path).out)
    assert [a["file"] for a in report["articles"]] == [str(tmp_path / "texts/d.txt")]
    assert report["unrecognised"] == []
    # A folder that is named is read.
    assert ask("verify", tmp_path / "texts/.cache").code == 0


def test_nothing_recognised_is_exit_2(ask: Run, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("A first step. We will send two ships.", "utf-8")
    assert ask("verify", tmp_path / "other.txt").code == 2


def test_a_path_that_is_not_there(ask: Run) -> None:
    result = ask("verify", "nowhere.txt")
    assert (result.code, result.errors) == (
        2,
        ["nowhere.txt: no such file or folder; check the path"],
    )


def test_tables_that_are_not_built(run: Run, tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_text(TEXT, "utf-8")
    result = run("verify", tmp_path / "copy.txt")
    assert result.errors[0].endswith("evidence.csv: can't be read; build the tables: make")


@pytest.mark.parametrize(
    "page",
    ["<!doctype html>", "<html></html>", "<html><!-- a --><?b c?></html>", "<p>\x01</p>"],
)
def test_a_page_without_a_text_is_no_article(ask: Run, tmp_path: Path, page: str) -> None:
    (tmp_path / "page.html").write_text(page, "utf-8")
    result = ask("verify", tmp_path / "page.html")
    assert (result.code, result.errors) == (2, [])
    assert result.out.splitlines()[0].endswith("page.html: no article of the dataset")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("article_id,", "article,", "not the table of the dataset (it has no article_id)"),
        ("\nharbour", '\n"harbour', "can't be read"),
    ],
)
def test_a_damaged_table_is_told(
    ask: Run, built_package: Path, tmp_path: Path, old: str, new: str, said: str
) -> None:
    root = shutil.copytree(built_package, tmp_path / "package")
    edit(root / "tables/evidence.csv", old, new)
    (tmp_path / "copy.txt").write_text(TEXT, "utf-8")
    result = runner_at(root, tmp_path / "copy.txt")
    assert result.returncode == 1
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def runner_at(root: Path, copy: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "build", "--root", str(root), "verify", str(copy)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
