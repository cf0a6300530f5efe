"""What the documents show is what their snippets give, and their links lead somewhere."""

import csv
import difflib
import os
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from build.artefacts.refresh import SHOWING as DOCUMENTS
from build.documents.counts import with_counts
from build.documents.dictionary import rules_and_dictionary
from build.documents.snippets import (
    Snippet,
    find_snippets,
    missing,
    run_snippet,
)
from build.explorer.page import filter_script
from build.package.dataset import Dataset
from build.versions.release import write_zip
from build.views.headers import read_views
from schemas import TABLES
from schemas.package import FLAT, NAME, READING, VERSION, stem
from tests.conftest import ROOT

SNIPPETS = [
    snippet
    for document in DOCUMENTS
    for snippet in find_snippets(document, (ROOT / document).read_text("utf-8"))
]


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as a release has it, unpacked."""
    folder = tmp_path_factory.mktemp("release")
    frames = {t: pl.read_parquet(ROOT / f"{stem(t)}.parquet") for t in TABLES}
    write_zip(ROOT, frames, folder / "package.zip")
    with zipfile.ZipFile(folder / "package.zip") as packed:
        packed.extractall(folder)
    return folder / f"{NAME}-{VERSION}"


# What `make clients` installs, or a server or program of the system has.
_OTHER_TOOLS = re.compile(r"pyspark|psql|node-api|soffice")


def shown(snippet: Snippet) -> Any:
    """A parameter of a test: snippets for other tools are run by `make test-all`."""
    marks = [pytest.mark.thorough] if _OTHER_TOOLS.search(snippet.code) else []
    return pytest.param(snippet, marks=marks, id=f"{snippet.document}:{snippet.line}")


@pytest.mark.parametrize("snippet", [shown(snippet) for snippet in SNIPPETS])
def test_a_shown_result_is_real(snippet: Snippet, request: pytest.FixtureRequest) -> None:
    if "psql" in snippet.code:
        request.getfixturevalue("postgres")
    if absent := missing(snippet):
        # CI says that it has everything; elsewhere a tool that is not there is no fault.
        assert os.environ.get("CLIENTS") != "all", absent
        pytest.skip(f"not installed: {', '.join(absent)} (make clients; apt)")
    # The recipes for other tools are for those who have the zip, and nothing else.
    recipe = snippet.document == "tables/README.md"
    root = request.getfixturevalue("unpacked") if recipe else ROOT
    result = run_snippet(root, snippet)
    difference = difflib.unified_diff(
        snippet.shown.splitlines(), result.splitlines(), "shown", "real", lineterm=""
    )
    assert result == snippet.shown, "run: python -m build refresh\n" + "\n".join(difference)


def test_the_page_stands_alone_and_links_within_itself() -> None:
    html = (ROOT / "tables/docs/dictionary.html").read_text("utf-8")
    anchors = set(re.findall(r' id="([^"]+)"', html))
    links = set(re.findall(r'href="#([^"]+)"', html))
    assert links <= anchors
    assert links >= set(TABLES)
    assert not re.search(r"<(script |link|img|iframe)|url\(|@import", html)
    assert re.findall(r"<script>(.*?)</script>", html, re.S) == [filter_script()]


def test_every_key_is_drawn_and_listed() -> None:
    text = (ROOT / "tables/docs/dictionary.md").read_text("utf-8")
    html = (ROOT / "tables/docs/dictionary.html").read_text("utf-8")
    listed = dict(re.findall(r"^\| \[(\w+)\]\(#\w+\) \| (`.* → .*) \|$", text, re.M))
    drawn = re.findall(r"^  (\w+) (?:o\||\|\|)--o\{ (\w+) : (\w+)$", text, re.M)
    keys = [
        (column.references.table, name, column.name)
        for name, model in TABLES.items()
        for column in model.columns()
        if column.references
    ]
    assert drawn == keys
    for to, name, column in keys:
        assert f"`{column}` → [{to}](#{to})" in listed[name]
        assert f'<code>{column}</code> → <a href="#{to}">{to}</a>' in html
    # A page that stands alone does not include the library that draws Mermaid.
    assert "erDiagram" not in html


def test_the_dictionary_begins_with_what_people_read_first() -> None:
    text = (ROOT / "tables/docs/dictionary.md").read_text("utf-8")
    for found in (
        re.findall(r"^\| \[(\w+)\]\(#\w+\) \| \d+ \|", text, re.M),
        re.findall(r"^## (\w+)$", text, re.M)[: len(TABLES) + 1],
    ):
        assert found == [FLAT, *READING]
    (flat,) = (view for view in read_views() if view.name == FLAT)
    section = text.partition(f"## {FLAT}\n")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.M) == list(flat.columns)


HOSTILE = """# Coding <!-- seen by nobody -->

<script>alert(1)</script> and <img src=x onerror="alert(1)"> in a line.

<!-- <b>x</b> --> <script>alert(2)</script>

[a link](javascript:alert(3)) and `<!--` no end
"""


def test_html_in_a_document_is_text_in_the_page() -> None:
    frames = {t: pl.read_parquet(ROOT / f"{stem(t)}.parquet") for t in TABLES}
    with Dataset(frames, {"raw/README.md": HOSTILE.encode()}) as data:
        html = rules_and_dictionary(data)
    assert html.count("<script") == 1
    assert html.count("</script") == 1
    assert "<img" not in html
    assert "seen by nobody" not in html
    assert 'href="javascript' not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; and &lt;img" in html
    assert "&lt;script&gt;alert(2)" in html


def test_the_spreadsheet_finds_what_the_query_finds() -> None:
    """The two filters of the document, on the text of the cells as a spreadsheet has it."""
    with (ROOT / "tables/commitments.csv").open(newline="", encoding="utf-8") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if row["self_asserted"] == "true" and row["strength_rank"].startswith("-")
        ]
    first = next(s for s in SNIPPETS if s.document == "README.md")
    columns, _, *shown = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in first.shown.splitlines()
    ]
    found = sorted([row[name] for name in columns] for row in rows)
    assert found == sorted(shown)
    text = " ".join((ROOT / "tables/README.md").read_text("utf-8").split())
    assert "what begins with `-`: the rows that remain" in text


def test_every_language_is_shown() -> None:
    assert {s.language for s in SNIPPETS} >= {"sql", "python", "r"}


@pytest.mark.parametrize("document", [*DOCUMENTS, "CHANGELOG.md", "tables/docs/dictionary.md"])
def test_links_lead_somewhere(document: str) -> None:
    path = ROOT / document
    text = path.read_text("utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        name, _, anchor = target.partition("#")
        if target.startswith("https://"):
            continue
        linked = (path.parent / name).resolve() if name else path
        assert linked.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", linked.read_text("utf-8"), re.M)
            slugs = {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}
            assert anchor in slugs, target


def test_the_documents_say_how_much_there_is() -> None:
    frames = {t: pl.read_parquet(ROOT / f"{stem(t)}.parquet") for t in TABLES}
    for document in DOCUMENTS:
        text = (ROOT / document).read_text("utf-8")
        assert text == with_counts(text, frames), f"{document}: run: python -m build refresh"


def test_counts_of_other_tables_are_put_in_their_place() -> None:
    day = date(2030, 3, 4)
    articles = pl.DataFrame({"published_earliest": [day], "published_latest": [day]})
    more = pl.DataFrame(
        {"published_earliest": [day] * 2, "published_latest": [day, date(2031, 1, 1)]}
    )
    text = (
        "<!-- version -->0<!-- end --> <!-- extent -->0 articles<!-- end --> y\n"
        "| [`positions`](a#b) | 7 | z |\n| [`articles`](a#b) | 7 | z |\n| [`other`](a#b) | 7 | z |\n"
    )
    commitments = pl.DataFrame({"commitment_id": ["a", "b", "c"]})
    assert with_counts(text, {"articles": articles, "commitments": commitments}) == (
        f"<!-- version -->{VERSION}<!-- end --> <!-- extent -->1 article, March 2030<!-- end --> y\n"
        "| [`positions`](a#b) | 3 | z |\n| [`articles`](a#b) | 1 | z |\n| [`other`](a#b) | 7 | z |\n"
    )
    assert "2 articles, March 2030 to January 2031" in with_counts(
        text, {"articles": more, "commitments": commitments}
    )


def test_the_readme_names_every_table_with_its_rows() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    expected = []
    for table in (FLAT, *READING):
        with (ROOT / f"{stem(table)}.csv").open(newline="", encoding="utf-8") as file:
            expected.append((table, str(sum(1 for _ in csv.reader(file)) - 1)))
    link = r"^\| \[`(\w+)`\]\(tables/docs/dictionary.md#\1\) \| (\d+) \|"
    assert re.findall(link, readme, re.M) == expected


def test_the_version_is_the_same_everywhere() -> None:
    assert re.search(
        rf"^## {re.escape(VERSION)}( |$)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M
    )
    assert f"version {VERSION}" in (ROOT / "README.md").read_text("utf-8")


def test_no_document_names_a_folder_of_a_machine() -> None:
    for path in (ROOT / "README.md", ROOT / "raw/README.md", ROOT / "CHANGELOG.md"):
        assert not re.search(r"/(home|root|Users|tmp)/", path.read_text("utf-8")), path
