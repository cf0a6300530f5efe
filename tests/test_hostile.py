"""Odd and hostile input gives ordinary errors: no traceback, no hang, nothing written."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from build.artefacts import registry
from tests.conftest import FIXTURES, ROOT, Run, edit, furnish, runner

ARTICLE = "raw/articles/harbour-gazette-2030-03.toml"
TEXT = "harbour-gazette-2030-03.txt"


def put(package: Path, file: str, content: str | bytes) -> None:
    """Write a file of the package."""
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    (package / file).write_bytes(data)


@pytest.mark.sample(4)
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"relation": {"note": "\\ud800"}}', "text that is not Unicode"),
        ('{"relation": {"\\ud800": 1}}', "text that is not Unicode"),
        ('{"relation": {"note": ' + "[" * 700 + "]" * 700 + "}}", "nested too deeply"),
        ("[" * 100_000, "not valid JSON"),
        ('{"relation": {"subject_id": 1' + "0" * 5000 + "}}", "not valid JSON"),
        (
            '{"relation": {"subject_id": null, "object_id": "x", "relation": "x"}}',
            "is not text",
        ),
        ("\0", "not valid JSON"),
        ('{"relation": {}, "quote": {}}', "not an object with one key"),
        (
            '{"relation": {"note": "a", "note": "b"}}',
            "not valid JSON: the key 'note' stands twice in one object",
        ),
        ('{"relation": {}, "relation": {}}', "the key 'relation' stands twice"),
    ],
    ids=range(10),
)
def test_a_hostile_line(package: Path, run: Run, line: str, expected: str) -> None:
    put(package, "raw/relations.jsonl", line + "\n")
    result = run()
    assert result.code == 1
    assert any(expected in error for error in result.errors), result.errors
    assert not (package / "tables").exists()


@pytest.mark.sample(4)
@pytest.mark.parametrize(
    "content",
    [
        "a = " + "[" * 2000 + "]" * 2000,
        ".".join(["a"] * 3000) + " = 1",
        "[[relation]]\nsubject_id = 0x" + "f" * 5000,
        "[[relation]]\nsubject_id = 1" + "0" * 5000,
        "\0",
        b"\xff\xfe[\0",
        "[[relation]]\n" * 3 + "note = '''" + "x" * 100_000 + "'''",
        "x = {" + " . ".join(["'a'", "a"] * 25_000) + " = 1}",
    ],
    ids=range(8),
)
def test_hostile_toml(package: Path, run: Run, content: str | bytes) -> None:
    put(package, "raw/relations.toml", content)
    result = run()
    assert result.code == 1
    assert all(line.startswith("raw/relations.toml") for line in result.errors)


@pytest.mark.parametrize("name", ["relations", "corrections", "tombstones"])
def test_a_key_without_end_is_not_parsed(package: Path, run: Run, name: str) -> None:
    """Python's parser would take 15 GB for it."""
    put(package, f"raw/{name}.toml", "\n[" + ".".join(["a"] * 50_000) + "]\n")
    (error,) = run().errors
    assert "not valid TOML: a key has more than 32 parts" in error


HIDING = [
    "a\u202eb",
    "a\u200bb",
    "a\x1b[31m",
    "a\U000e0041b",
    "a\u3164",
    "a\u034fb",
    "a\u2800b",
    "a\ufe0f",
    "a\U000e0100",
    "a\U0001d173b",
    "e\u0301",
    "=1",
    "@x",
    " x",
    "x ",
    "",
]


# One that turns direction, one that commands a terminal, one not composed, and what runs or trims.
_SAMPLE = {0, 2, 10, 11, 13, 15}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(text, id=str(n), marks=[] if n in _SAMPLE else [pytest.mark.thorough])
        for n, text in enumerate(HIDING)
    ],
)
def test_text_that_hides_or_runs(package: Path, run: Run, text: str) -> None:
    escaped = "".join(f"\\U{ord(c):08x}" for c in text)
    escaped = f'"{escaped}"'
    edit(package / "raw/commitments.toml", '"France sends ships after a truce."', escaped)
    result = run()
    assert result.code == 1
    assert len(result.errors) == 1
    assert "summary" in result.errors[0]
    assert result.errors[0].isprintable()


def test_a_text_without_end_is_refused_by_the_build(package: Path, run: Run) -> None:
    long = "word " * 10**6 + "word"
    edit(package / ARTICLE, 'publisher = "The Harbour Gazette"', f'publisher = "{long}"')
    (error,) = run().errors
    assert error.startswith(f"{ARTICLE}:2: harbour-gazette-2030-03: publisher: ")
    assert "is longer than 10,000 characters" in error
    assert len(error) < 300


def test_a_byte_order_mark_is_told(package: Path, run: Run) -> None:
    text = (package / "raw/actors.toml").read_text("utf-8")
    put(package, "raw/actors.toml", "\ufeff" + text)
    assert run().errors == [
        "raw/actors.toml:1: begins with a byte order mark; save it as UTF-8 without one"
    ]


def test_a_line_before_its_article(package: Path, run: Run) -> None:
    put(package, "raw/articles/x.jsonl", '{"mention": {"country": "FRA", "role": "subject"}}\n')
    (said,) = [e for e in run().errors if e.startswith("raw/articles/x.jsonl:1")]
    assert "stands before the article that it belongs to; put the line" in said


@pytest.mark.parametrize(
    ("arguments", "environment", "code", "said"),
    [
        (["show", "quotes"], {"PYTHONOPTIMIZE": "2"}, 1, "run without -OO"),
        (["show", "quotes", "--format", "csv"], {}, 1, "output: No space left on device"),
        (["--help"], {}, 1, ""),
        # Then writing fails at once, not at the end; argparse itself is silent from 3.12 on.
        (["--help"], {"PYTHONUNBUFFERED": "1"}, 1, ""),
    ],
)
def test_output_and_options_that_do_not_go(
    built_package: Path, arguments: list[str], environment: dict[str, str], code: int, said: str
) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "build", "--root", str(built_package), *arguments],
            cwd=ROOT,
            env=os.environ | environment,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == code or not said


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("check",), id="at work in Python"),
        pytest.param(
            ("query", "SELECT count(*) FROM range(100000000000)"),
            id="at work in DuckDB",
            marks=pytest.mark.thorough,
        ),
    ],
)
def test_an_interrupt_is_no_traceback(built_package: Path, arguments: tuple[str, ...]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "build", "--root", str(built_package), *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert (process.returncode, said) in ((130, "interrupted\n"), (1, ""))


def test_sql_in_an_id_is_text(package: Path, run: Run) -> None:
    edit(
        package / "raw/events.toml", '"2030-03-04-lyon-meeting"', '"x\'; DROP TABLE codes; --"'
    )
    result = run()
    assert result.code == 1
    assert "does not match" in " ".join(result.errors)


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    "locator", [".* … .*", "(a+)+$ … [x", "%s … {0} \\1 $HOME", "we " * 40]
)
def test_a_locator_is_no_pattern(package: Path, texts: Path, run: Run, locator: str) -> None:
    edit(package / ARTICLE, '"We will send two … reporters in Lyon"', json.dumps(locator))
    result = run("anchor", texts)
    assert result.code == 1
    assert any("locator: " in line for line in result.errors)


@pytest.mark.parametrize("name", ["raw/actors.toml", ARTICLE])
def test_a_pipe_is_no_file(package: Path, run: Run, name: str) -> None:
    (package / name).unlink()
    os.mkfifo(package / name)
    assert f"{name}: not a file; replace or rename it" in run().errors


@pytest.mark.parametrize("name", ["actors", "commitments", "countries", "events"])
def test_a_missing_file_is_named_and_nothing_else(package: Path, run: Run, name: str) -> None:
    (package / f"raw/{name}.toml").unlink()
    assert run().errors == [f"raw/{name}.toml: missing; add it; see raw/README.md"]


def test_an_article_without_its_table(package: Path, run: Run) -> None:
    text = (package / ARTICLE).read_text("utf-8")
    put(package, ARTICLE, text[text.index("[[excluded]]") :])
    assert run().errors == [f"{ARTICLE}: no [article] table; add it; see raw/README.md"]


def test_one_slip_in_the_syntax_is_one_problem(package: Path, run: Run) -> None:
    edit(package / ARTICLE, 'role = "committer"', "role = committer")
    result = run()
    assert len(result.errors) == 1
    assert result.errors[0].startswith(f"{ARTICLE}:66: not valid TOML")


def test_the_same_text_twice(package: Path, texts: Path, run: Run) -> None:
    (texts / "again").mkdir()
    shutil.copy(texts / TEXT, texts / "again" / TEXT)
    before = (package / "raw/anchors.csv").read_bytes()
    result = run("anchor", texts)
    assert result.code == 1
    assert "a second text of harbour-gazette-2030-03" in result.errors[0]
    assert (package / "raw/anchors.csv").read_bytes() == before


def test_no_text_at_all(tmp_path: Path, run: Run) -> None:
    (tmp_path / "empty").mkdir()
    assert run("anchor", tmp_path / "empty").errors == ["TEXTS: no text there; check the path"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('text = "We will send two ships"', 'text = "We WILL send two ships"'),
        ('form = "direct"', 'form = "partial"'),
    ],
)
def test_a_quote_is_proven_to_its_characters(
    package: Path, run: Run, old: str, new: str
) -> None:
    edit(package / ARTICLE, old, new)
    assert any("q01: text: was edited after it was proven" in line for line in run().errors)


def test_a_quote_must_stand_in_its_passage(package: Path, run: Run) -> None:
    edit(package / ARTICLE, '  "quotes/q01",\n', "")
    edit(package / ARTICLE, '["quotes/q02"]', '["quotes/q02", "quotes/q01"]')
    assert any(
        'q01: text: stands in no passage that supports it; add "quotes/q01" to the passage'
        in line
        for line in run().errors
    )


def test_what_is_in_the_way_is_not_replaced(package: Path, run: Run) -> None:
    (package / "datapackage.json").mkdir()
    result = run()
    assert result.errors[0].endswith(
        "datapackage.json: stands where the build puts a file or folder of its own; move it away"
    )
    assert not (package / "tables").exists()


def test_a_link_for_tables_is_not_replaced(package: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (package / "tables").symlink_to(tmp_path / "elsewhere")
    assert "move it away" in run().errors[0]
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_root_may_be_relative(
    package: Path,
    texts: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    furnish(package)
    document = package / "README.md"
    code = "import os; print(os.path.isfile('tables/quotes.csv'))"
    snippet = f"\n```python\n{code}\n```\n\n```text\n?\n```\n"
    document.write_text(document.read_text("utf-8") + snippet, "utf-8")
    monkeypatch.setattr(registry, "MOST_ROWS_TO_LOOK_AT", -1)
    for folder, root in ((package.parent, package.name), (package / "raw", "..")):
        monkeypatch.chdir(folder)
        run = runner(Path(root), capsys)
        for arguments in (
            ("anchor", texts),
            (),
            ("refresh",),
            ("check",),
            ("verify", texts),
            ("which", f"{root}/tables/quotes.csv", root),
            ("diff", root, root),
            ("find", "ships"),
            ("show", "refusals"),
        ):
            result = run(*arguments)
            assert result.code == 0, (root, arguments, result)
    assert "\nTrue\n" in document.read_text("utf-8")


def test_a_root_that_is_no_package(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from build.__main__ import main

    assert main(["--root", str(tmp_path / "nowhere")]) == 1
    assert "holds no raw/ with annotations; check --root" in capsys.readouterr().err
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("charset", ["idna", "undefined", "punycode", "hex", "no-such"])
def test_a_page_with_a_strange_encoding(ask: Run, tmp_path: Path, charset: str) -> None:
    text = (FIXTURES / "texts" / TEXT).read_text("utf-8")
    page = f"<html><head><meta charset='{charset}'></head><body><p>{text}</p></body></html>"
    (tmp_path / "page.html").write_bytes(page.encode("cp1252"))
    assert ask("verify", tmp_path / "page.html").code == 0


def test_a_deep_page_and_a_stray_byte(ask: Run, tmp_path: Path) -> None:
    text = (FIXTURES / "texts" / TEXT).read_text("utf-8")
    deep = "<div>" * 2000 + f"<p>{text}</p>" + "</div>" * 2000
    (tmp_path / "deep.html").write_text(f"<html>{deep}</html>", "utf-8")
    (tmp_path / "stray.txt").write_bytes(b"\xe9 " + b"x " * 600 + text.encode("utf-8"))
    result = ask("verify", tmp_path)
    assert result.code == 0, result.out
    assert result.out.count("5/5") == 2


@pytest.mark.parametrize("sql", ["", ";", "SELECT 1; SELECT 2"])
def test_not_one_query(ask: Run, sql: str) -> None:
    assert ask("query", sql).errors[0].endswith("statements; write one query")


def test_words_that_a_spreadsheet_would_run_are_kept_and_told(package: Path, run: Run) -> None:
    edit(package / "raw/events.toml", 'date_text = "Monday"', 'date_text = "=Monday"')
    result = run()
    assert result.code == 0
    assert ",=Monday," in (package / "tables/events.csv").read_text("utf-8")
    assert result.out.splitlines()[-3:] == [
        "Warning: cells that a spreadsheet would run as formulas: 1.",
        "Import the CSV files as text, or open the Parquet files (README):",
        "events/2030-03-04-lyon-meeting: date_text",
    ]
