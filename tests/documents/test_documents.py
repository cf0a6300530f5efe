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

from build.documents.counts import with_counts
from build.documents.dictionary import dictionary
from build.documents.page import page
from build.documents.snippets import (
    DOCUMENTS,
    Snippet,
    find_snippets,
    missing,
    run_snippet,
)
from build.explorer.page import filter_script
from build.versions.release import write_zip
from schemas import TABLES
from schemas.package import NAME, VERSION
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
    write_zip(ROOT, folder / "package.zip")
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


def test_the_dictionary_is_not_stale() -> None:
    shown = (ROOT / "tables/dictionary.md").read_text("utf-8")
    real = dictionary(ROOT)
    difference = difflib.unified_diff(
        shown.splitlines(), real.splitlines(), "shown", "real", lineterm=""
    )
    assert real == shown, "run: python -m build refresh\n" + "\n".join(difference)
    html = (ROOT / "tables/dictionary.html").read_text("utf-8")
    assert page(real) == html, "run: python -m build refresh"


def test_the_page_stands_alone_and_links_within_itself() -> None:
    html = (ROOT / "tables/dictionary.html").read_text("utf-8")
    anchors = set(re.findall(r' id="([^"]+)"', html))
    links = set(re.findall(r'href="#([^"]+)"', html))
    assert links <= anchors
    assert links >= set(TABLES)
    assert not re.search(r"<(script |link|img|iframe)|url\(|@import", html)
    assert re.findall(r"<script>(.*?)</script>", html, re.S) == [filter_script()]
    assert html.count("<svg") == 1


def test_the_diagram_has_every_key() -> None:
    keys = {
        f"{name}.{column.name} refers to {column.spec.references}."
        for name, model in TABLES.items()
        for column in model.columns()
        if column.spec.references
    }
    html = (ROOT / "tables/dictionary.html").read_text("utf-8")
    assert all(key in html for key in keys)
    assert len(re.findall(r"<path [^>]*stroke-width=\"1.4\">", html)) == len(keys)
    # What no key declares: whose rows evidence and codings name, and who has codes.
    broken = re.findall(r"<path [^>]*stroke-dasharray[^>]*><title>([^<]*)</title>", html)
    assert "evidence.record_id → commitments, where record_table is commitments" in broken
    assert "codes of commitments → codes" in broken


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


@pytest.mark.parametrize("document", [*DOCUMENTS, "CHANGELOG.md", "tables/dictionary.md"])
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
    frames = {t: pl.read_parquet(ROOT / f"tables/{t}.parquet") for t in TABLES}
    for document in DOCUMENTS:
        text = (ROOT / document).read_text("utf-8")
        assert text == with_counts(text, frames), f"{document}: run: python -m build refresh"


def test_counts_of_other_tables_are_put_in_their_place() -> None:
    day = date(2030, 3, 4)
    articles = pl.DataFrame({"published_earliest": [day], "published_latest": [day]})
    more = pl.DataFrame(
        {"published_earliest": [day] * 2, "published_latest": [day, date(2031, 1, 1)]}
    )
    text = "<!-- version -->0<!-- end --> <!-- extent -->0 articles<!-- end --> y\n| [`articles`](a#b) | 7 | z |\n"
    assert with_counts(text, {"articles": articles}) == (
        f"<!-- version -->{VERSION}<!-- end --> <!-- extent -->1 article, March 2030<!-- end --> y\n"
        "| [`articles`](a#b) | 1 | z |\n"
    )
    assert "2 articles, March 2030 to January 2031" in with_counts(text, {"articles": more})


def test_the_readme_names_every_table_with_its_rows() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for table in TABLES:
        with (ROOT / "tables" / f"{table}.csv").open(encoding="utf-8") as file:
            rows = sum(1 for _ in file) - 1
        assert re.search(rf"^\| \[`{table}`\].* \| {rows} \|", readme, re.M), table


def test_the_version_is_the_same_everywhere() -> None:
    assert re.search(
        rf"^## {re.escape(VERSION)}( |$)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M
    )
    assert f"version {VERSION}" in (ROOT / "README.md").read_text("utf-8")


def test_no_document_names_a_folder_of_a_machine() -> None:
    for path in (ROOT / "README.md", ROOT / "raw/README.md", ROOT / "CHANGELOG.md"):
        assert not re.search(r"/(home|root|Users|tmp)/", path.read_text("utf-8")), path
