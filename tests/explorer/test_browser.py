"""The explorer in a real browser: what somebody does who opens the file and looks."""

import csv
import io
import json
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import duckdb
import pytest
from playwright.sync_api import Page, expect

from build.documents.snippets import CLIENTS
from build.explorer.page import AFTER, BEFORE, shell
from build.views.headers import read_views
from schemas import TABLES
from schemas.package import DATABASE
from tests.conftest import ROOT
from tests.explorer.conftest import Open, go
from tests.explorer.test_page import PAGE

pytestmark = pytest.mark.thorough

PAGES = (
    "#/",
    "#/?known=2025-09-05",
    "#/cell/DEU/ground_force",
    "#/positions",
    "#/position/deu-ground_force-2026-01",
    "#/country/USA",
    "#/actor/emmanuel-macron",
    "#/events?all=1",
    "#/event/2026-01-06-paris-summit",
    "#/articles",
    "#/article/new-york-post-2025-08",
    "#/words/commitments/strength",
    "#/words/strength",
    "#/search?q=macron",
    "#/sql?sql=SELECT%20*%20FROM%20refusals",
    "#/no-such-page",
    "#/position/%E0%A4%A",
)


RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


def rows(sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(ROOT / DATABASE), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def heading(page: Page) -> str:
    return page.locator("main h1").inner_text()


def matrix(page: Page) -> set[tuple[str, str, str]]:
    """The cells of the first view: country, measure and strength as they are read."""
    countries = page.locator(".matrix thead th").all_inner_texts()
    found = set()
    for line in page.locator(".matrix tbody tr").all():
        measure = line.locator("th").inner_text()
        for country, cell in zip(countries[1:], line.locator("td").all(), strict=True):
            if text := cell.inner_text().strip():
                strength = re.split(r" [†‡≠?]", text)[0].split(".")[0]
                found.add((country, measure, strength))
    return found


STANCES = """
SELECT n.name, m.label, coalesce(s.label, {claims})
FROM country_stances c JOIN countries n USING (country)
JOIN codes m ON m.vocabulary = 'measure' AND m.code = c.measure::VARCHAR
LEFT JOIN codes s ON s.vocabulary = 'strength' AND s.code = c.latest_strength::VARCHAR
"""
CLAIMS = "claimed_positions || ' claim' || CASE claimed_positions WHEN 1 THEN '' ELSE 's' END"


def test_the_first_view_is_each_countrys_latest_word(visit: Open) -> None:
    page = visit()
    assert matrix(page) == set(rows(STANCES.format(claims=CLAIMS)))


def test_as_known_on_a_day_is_the_view_of_what_was_known_then(visit: Open) -> None:
    page = visit("#/?known=2025-09-05")
    kept = "SELECT commitment_id FROM positions WHERE known_since <= '2025-09-05' AND stated_latest <= '2025-09-05'"
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"ATTACH '{ROOT / DATABASE}' AS whole (READ_ONLY)")
        connection.execute("CREATE TABLE codes AS FROM whole.codes")
        connection.execute("CREATE TABLE countries AS FROM whole.countries")
        connection.execute(
            f"USE whole; CREATE TABLE memory.commitments AS FROM commitments WHERE commitment_id IN ({kept})"
        )
        connection.execute(
            f"CREATE TABLE memory.relations AS FROM relations WHERE subject_id IN ({kept}) AND object_id IN ({kept})"
        )
        connection.execute("USE memory")
        views = {view.name: view.sql for view in read_views()}
        for name in ("stance_timeline", "country_stances"):
            connection.execute(views[name])
        expected = set(connection.execute(STANCES.format(claims=CLAIMS)).fetchall())
    assert 0 < len(expected) < len(rows("FROM country_stances"))
    assert matrix(page) == expected
    page.fill("#known", "2026-01-12")
    page.dispatch_event("#known", "change")
    expect(page.locator("#as-known")).to_contain_text("12 January 2026")
    assert matrix(page) == set(rows(STANCES.format(claims=CLAIMS)))
    page.click("#today")
    expect(page.locator("#as-known")).to_have_count(0)


def test_a_click_leads_to_the_quotation_and_its_passage(visit: Open) -> None:
    page = visit()
    page.get_by_role("link", name=re.compile("^Ruled out")).last.click()
    expect(page.locator("main h1")).to_have_text("Russia: ceasefire")
    page.locator("article h2 a").first.click()
    text = page.locator("main").inner_text()
    assert "Whose word" in text
    assert "Known since" in text
    visited = visit("#/position/usa-backstop-2026-01-06")
    (words,) = rows(
        "SELECT quotation FROM positions WHERE commitment_id = 'usa-backstop-2026-01-06'"
    )
    assert str(words[0]) in visited.locator("blockquote").inner_text()
    (cue,) = rows(
        "SELECT cue_start FROM evidence WHERE record_id = 'usa-backstop-2026-01-06' AND field IS NULL"
    )
    assert str(cue[0]) in visited.locator(".sources").first.inner_text()


def test_a_passage_with_an_address_is_a_link_to_it(visit: Open) -> None:
    page = visit("#/article/kyiv-independent-2025-02")
    page.locator("main ol.lines a").first.click()
    page.wait_for_selector("article.position")
    links = page.locator(".sources a.outside")
    assert "#:~:text=" in str(links.first.get_attribute("href"))


@pytest.mark.parametrize(
    ("page_of", "table", "record"),
    [
        ("position", "commitments", "deu-ground_force-2026-01"),
        ("event", "events", "2026-01-06-paris-summit"),
    ],
)
def test_a_citation_is_copied_as_the_macro_gives_it(
    visit: Open, page_of: str, table: str, record: str
) -> None:
    page = visit(f"#/{page_of}/{record}", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy citation").click()
    expect(page.locator("#said")).to_have_text("Copied.")
    expected = [
        str(c) for (c,) in rows(f"SELECT citation FROM citation('{table}', '{record}')")
    ]
    assert page.evaluate("navigator.clipboard.readText()") == "\n".join(sorted(expected))


def test_an_event_is_known_since_the_macro_says_so(visit: Open) -> None:
    day = "2025-09-05"
    page = visit(f"#/events?all=1&known={day}")
    titles = page.locator(".timeline .headline").all_inner_texts()
    expected = [title for (title,) in rows(f"SELECT title FROM known_on('{day}')")]
    assert 0 < len(expected) < len(rows("FROM events"))
    assert sorted(titles) == sorted(map(str, expected))


def test_a_part_of_an_event_is_not_shown_before_it_was_known(visit: Open) -> None:
    page = visit("#/event/2026-01-06-paris-summit")
    assert "Its parts" in page.locator("main").inner_text()
    go(page, "#/event/2026-01-06-paris-summit?known=2025-09-05")
    assert "Its parts" not in page.locator("main").inner_text()


def test_an_article_holds_what_it_reports(visit: Open) -> None:
    name = "new-york-post-2025-08"
    page = visit(f"#/article/{name}")
    sql = f"SELECT record_table, count(*) FROM reports WHERE article_id = '{name}' GROUP BY 1"
    reported = {str(table): number for table, number in rows(sql)}
    told = page.locator("dl > div", has_text="Holds").locator("dd").inner_text()
    assert [int(n) for n in re.findall("[0-9]+", told)] == [
        reported.get(table, 0) for table in ("quotes", "commitments", "events", "mentions")
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Starmr", "Keir Starmer"),
        ("Witkof", "Steve Witkoff"),
        ("Merz", "Friedrich Merz"),
    ],
)
def test_search_takes_surnames_and_misspellings(visit: Open, typed: str, found: str) -> None:
    page = visit()
    page.fill("#search", typed)
    page.press("#search", "Enter")
    page.wait_for_selector("main section")
    assert found in page.locator("main").inner_text()


def test_an_address_gives_the_same_view_to_somebody_else(visit: Open) -> None:
    page = visit("#/positions")
    page.select_option("#filter-country", "USA")
    page.select_option("#filter-own", "claim")
    page.fill("#words", "trup")  # with a typing error
    page.wait_for_function("() => location.hash.includes('q=trup')")
    shown = page.locator("ol.lines").inner_text()
    assert shown
    other = visit(page.url.partition("explorer.html")[2])
    assert other.locator("ol.lines").inner_text() == shown
    assert other.input_value("#words") == "trup"
    assert other.input_value("#filter-own") == "claim"


@pytest.mark.parametrize(
    ("name", "value", "where"),
    [
        ("country", "FRA", "country = 'FRA'"),
        ("measure", "backstop", "measure = 'backstop'"),
        ("strength", "ruled_out", "strength = 'ruled_out'"),
        ("own", "claim", "NOT self_asserted"),
        ("condition", "ceasefire", "condition = 'ceasefire'"),
        ("month", "2025-09", "strftime(stated_latest, '%Y-%m') = '2025-09'"),
        ("actor", "coalition-of-the-willing", "actor = 'Coalition of the Willing'"),
        (
            "article",
            "new-york-post-2025-08",
            "commitment_id IN (SELECT record_id FROM reports WHERE article_id = 'new-york-post-2025-08')",
        ),
    ],
)
def test_what_is_filtered_is_saved_as_csv(
    visit: Open, name: str, value: str, where: str
) -> None:
    page = visit("#/positions")
    page.select_option(f"#filter-{name}", value)
    with page.expect_download() as waited:
        page.get_by_role("button", name="Save as CSV").click()
    saved = Path(waited.value.path()).read_text("utf-8")
    lines = list(csv.DictReader(io.StringIO(saved)))
    expected = {str(r[0]) for r in rows(f"SELECT commitment_id FROM positions WHERE {where}")}
    assert {line["commitment_id"] for line in lines} == expected
    assert expected
    # Line by line as the file of the view has them.
    whole = (ROOT / "tables/positions.csv").read_text("utf-8").splitlines()
    assert {*saved.splitlines()} <= {*whole}


@pytest.mark.parametrize(("order", "which"), [("strength", "furthest"), ("refusal", "hardest")])
def test_the_first_of_an_order_is_the_one_that_the_view_names(
    visit: Open, order: str, which: str
) -> None:
    cells = rows(
        f"SELECT country, measure, {which}_commitment_id FROM country_stances "
        f"WHERE own_positions > 1 AND {which}_commitment_id IS NOT NULL"
    )
    assert cells
    page = visit("#/positions")
    for country, measure, record in cells:
        go(page, f"#/positions?country={country}&measure={measure}&own=own&order={order}")
        first = page.locator("ol.lines .headline a").first
        assert first.get_attribute("href") == f"#/position/{record}"


def test_a_day_is_typed(visit: Open) -> None:
    page = visit()
    page.focus("#known")
    page.keyboard.type("09052025")
    assert "known" not in page.url
    page.keyboard.press("Enter")
    expect(page.locator("#as-known")).to_contain_text("5 September 2025")


@pytest.mark.parametrize("day", ["2025-02-30", "9999-12-31", "banana"])
def test_no_such_day(visit: Open, day: str) -> None:
    page = visit(f"#/?known={day}")
    assert f"“{day}” is no day" in page.locator("main").inner_text()


def test_before_the_first_article_nothing_is_claimed(visit: Open) -> None:
    page = visit("#/?known=2025-01-01")
    assert "had appeared by then for certain" in page.locator("main").inner_text()
    assert "Nothing was known" not in page.locator("main").inner_text()


# What every object of JavaScript answers to, though nobody put it there.
INHERITED = ("__proto__", "constructor", "hasOwnProperty", "toString", "valueOf")
ONE = ("position", "country", "actor", "event", "article")


@pytest.mark.parametrize("name", INHERITED)
def test_what_every_object_has_is_no_page_and_no_word(visit: Open, name: str) -> None:
    page = visit(f"#/{name}")
    for address, said in (
        (f"#/{name}", f"There is no page {name}."),
        (f"#/{name}/{name}", f"There is no page {name}."),
        (f"#/words/{name}", f"No table or vocabulary {name}."),
        (f"#/words/{name}/{name}", f"No table or vocabulary {name}."),
        (f"#/words/commitments/{name}", f"Table commitments has no column {name}."),
        *((f"#/{one}/{name}", f"No {one} {name}.") for one in ONE),
        (f"#/cell/{name}/{name}", f"No position of {name} on {name}."),
    ):
        go(page, address)
        assert heading(page) == "Not found", address
        assert said in page.locator("main").inner_text(), address


@pytest.mark.parametrize("name", INHERITED)
def test_what_every_object_has_is_typed_as_any_word(visit: Open, name: str) -> None:
    page = visit(f"#/search?q={name}")
    assert heading(page) == f"Search: {name}"
    assert page.locator("main section").count() == 0
    filters = "&".join(f"{key}={name}" for key in ("actor", "article", "order", "shown", name))
    go(page, f"#/positions?{filters}")
    assert page.locator("main [role=status]").inner_text() == "0 positions"
    go(page, f"#/positions?q={name}&known={name}")
    assert page.locator("main [role=status]").inner_text() == "0 positions"
    go(page, f"#/sql?sql=SELECT 1 AS {name}")
    expect(page.locator("table.result th")).to_have_text(name)


def test_what_cannot_be_copied_is_shown(visit: Open) -> None:
    page = visit("#/country/ITA")
    page.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error('no')) }")
    page.get_by_role("button", name="Copy as text").click()
    expect(page.locator("dialog")).to_be_visible()
    assert "Italy" in page.locator("dialog textarea").input_value()
    page.get_by_role("button", name="Close").click()
    expect(page.locator("dialog")).to_have_count(0)


def test_what_is_only_described_is_no_own_sentence(visit: Open) -> None:
    described = rows(
        "SELECT commitment_id FROM commitments WHERE self_asserted AND expression = 'described'"
    )
    assert described
    page = visit()
    for (record,) in described:
        go(page, f"#/position/{record}")
        text = page.locator("article.position").inner_text()
        assert "own position, as" in text
        assert "own word," not in text


def test_a_country_is_found_by_its_other_names(visit: Open) -> None:
    page = visit("#/search?q=Britain")
    assert "United Kingdom" in page.locator("main").inner_text()
    go(page, "#/search?q=cease-fire")
    assert page.locator("main section").count() > 0
    go(page, "#/search?q=Xyzzyx")
    assert "no evidence that nothing was said" in page.locator("main").inner_text()


def test_a_country_reads_as_a_narrative(visit: Open) -> None:
    page = visit("#/country/ITA", permissions=["clipboard-read", "clipboard-write"])
    told = page.locator("ol.told li").all_inner_texts()
    expected = rows(
        "SELECT summary FROM positions WHERE country = 'ITA' "
        "ORDER BY coalesce(stated_earliest, stated_latest), stated_latest, measure"
    )
    assert len(told) == len(expected) > 0
    for line, (summary,) in zip(told, expected, strict=True):
        assert str(summary) in line
        assert "Source: " in line
        assert " at “" in line
    page.get_by_role("button", name="Copy as text").click()
    expect(page.locator("#said")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Italy\n\n")
    assert "Fingerprint sha256:" in copied
    assert str(expected[0][0]) in copied


def test_events_in_order_with_their_participants(visit: Open) -> None:
    page = visit("#/events?all=1")
    titles = page.locator(".timeline .headline").all_inner_texts()
    assert len(titles) == len(rows("FROM events"))
    page.get_by_role("link", name=titles[0], exact=True).first.click()
    expect(page.locator("main h1")).to_have_text(titles[0])


def test_sql_over_tables_and_views(visit: Open) -> None:
    page = visit("#/sql")
    page.fill("#sql", "SELECT count(*) AS n FROM commitments")
    page.press("#sql", "Control+Enter")
    page.wait_for_selector("table.result")
    assert page.locator("table.result td").all_inner_texts() == [
        str(rows("SELECT count(*) FROM commitments")[0][0])
    ]
    page.fill("#sql", "SELECT * FROM no_such")
    page.click("#run")
    expect(page.get_by_role("alert")).to_contain_text("no such table")
    page.select_option("#example", index=1)
    page.wait_for_selector("table.result")
    assert page.locator("table.result tbody tr").count() > 0


EMPTY = "DELETE FROM quotes"
COUNT = "SELECT count(*) FROM quotes"
REFUSED = {
    "an update": "UPDATE commitments SET summary = 'x'",
    "a drop": "DROP TABLE quotes",
    "a setting first": f"PRAGMA query_only = 0; {EMPTY}; {COUNT}",
    "a setting after": f"{COUNT}; PRAGMA query_only = 0",
    "an empty statement between": f"{COUNT}; ; {EMPTY}",
    "a statement between comments": f"/* */ {EMPTY}; /* */ {COUNT}",
    "a statement after a comment": f"-- {COUNT}\n{EMPTY}",
    "a setting alone": "PRAGMA query_only = 0",
    "a setting, explained": "EXPLAIN PRAGMA query_only = 0",
    "an insert after WITH": "WITH n AS (SELECT 1) INSERT INTO quotes SELECT * FROM n",
    "a delete after WITH": "WITH n AS (SELECT 1) DELETE FROM quotes RETURNING quote_id",
    "a table": f"CREATE TABLE refusals AS {COUNT}",
    "another database": "ATTACH 'other' AS other",
    "a copy": "VACUUM INTO 'other'",
    "nothing": "-- nothing",
}


@pytest.mark.parametrize("sql", REFUSED.values(), ids=REFUSED.keys())
def test_no_address_changes_what_others_are_shown(visit: Open, sql: str) -> None:
    page = visit(f"#/sql?{urlencode({'sql': sql})}")
    expect(page.get_by_role("alert")).to_contain_text("can be asked, not changed")
    assert page.locator("table.result").count() == 0
    go(
        page,
        "#/sql?sql=SELECT count(*) FROM quotes, (SELECT count(*) FROM commitments WHERE summary = 'x') AS n",
    )
    expect(page.locator("table.result td")).to_have_text(
        str(rows("SELECT count(*) FROM quotes")[0][0])
    )


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT load_extension('other')", "no such function: load_extension"),
        ("SELECT * FROM pragma_query_only(0)", "too many arguments"),
        ("SELECT fts3_tokenizer('simple', x'00')", "fts3tokenize disabled"),
    ],
)
def test_no_function_of_a_query_changes_anything(visit: Open, sql: str, said: str) -> None:
    page = visit(f"#/sql?{urlencode({'sql': sql})}")
    expect(page.get_by_role("alert")).to_contain_text(said)


@pytest.mark.parametrize(
    ("sql", "columns", "cells"),
    [
        ("-- one\n/* two; */ SELECT 'a;b' AS c; -- three", ["c"], ["a;b"]),
        ("WITH n AS (SELECT 1 AS i) SELECT i, i FROM n ORDER BY 1;", ["i", "i"], ["1", "1"]),
        ("VALUES (NULL)", ["column1"], ["null"]),
        ("SELECT name FROM countries WHERE 0", ["name"], []),
    ],
)
def test_one_query_of_any_form_is_answered(
    visit: Open, sql: str, columns: list[str], cells: list[str]
) -> None:
    page = visit(f"#/sql?{urlencode({'sql': sql})}")
    expect(page.locator("table.result th")).to_have_text(columns)
    assert page.locator("table.result td").all_inner_texts() == cells


def test_a_query_without_end_does_not_hold_up_the_page(visit: Open) -> None:
    page = visit(
        "#/sql?sql=WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i %2B 1 FROM n) SELECT count(*) FROM n"
    )
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("alert")).to_contain_text("stopped")
    go(page, "#/sql?sql=SELECT 1 AS one")
    expect(page.locator("table.result td")).to_have_text("1")


def test_a_table_macro_is_named_as_what_it_is(visit: Open) -> None:
    page = visit("#/sql?sql=SELECT * FROM known_on('2025-09-01')")
    expect(page.get_by_role("alert")).to_contain_text("known_on is a table macro")


def test_views_in_the_page_are_those_of_duckdb(visit: Open) -> None:
    page = visit("#/sql")
    for view in ("refusals", "stance_timeline", "corroboration", "positions", "agreement"):
        page.fill("#sql", f"SELECT count(*) FROM {view}")
        page.click("#run")
        expected = str(rows(f"SELECT count(*) FROM {view}")[0][0])
        expect(page.locator("table.result td")).to_have_text(expected)


def test_by_keyboard_alone(visit: Open) -> None:
    page = visit()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skips what every page begins with
    assert page.evaluate("document.activeElement.id") == "main"
    page.locator(".matrix tbody a.stance").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("article.position")
    assert page.evaluate("document.activeElement.id") == "main"
    page.go_back()
    page.wait_for_selector(".matrix")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_for_axe_to_find(visit: Open, scheme: str, width: int) -> None:
    page = visit(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    for address in PAGES:
        go(page, address)
        assert told_by_axe(page) == [], address


def test_on_a_phone_nothing_is_cut_off(visit: Open) -> None:
    page = visit(viewport={"width": 360, "height": 740})
    for address in PAGES:
        go(page, address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
        assert heading(page)


def test_in_the_dark_it_is_dark(visit: Open) -> None:
    page = visit(color_scheme="dark")
    back = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(map(int, re.findall(r"\d+", back)[:3])) < 60


def test_print_leaves_out_what_is_clicked(visit: Open) -> None:
    page = visit("#/country/USA")
    page.emulate_media(media="print")
    assert not page.locator("header").is_visible()
    assert not page.get_by_role("button", name="Copy as text").is_visible()
    assert page.locator("ol.told").is_visible()


@pytest.mark.parametrize("name", ["dictionary", "codebook"])
def test_the_dictionary_is_searched_by_words(visit: Open, name: str) -> None:
    page = visit(page=ROOT / f"tables/docs/{name}.html", ready="main")
    assert page.locator("nav a").count() > len(TABLES)
    page.fill("#filter", "ceasefire")
    assert re.fullmatch(r"[0-9]+ entries", page.locator("#found").inner_text())
    assert page.locator("section#commitments").is_visible()
    assert not page.locator("section#actors").is_visible()
    assert page.locator("nav a[href='#actors']").is_visible() is False
    page.fill("#filter", "")
    assert page.locator("section#actors").is_visible()


@pytest.mark.parametrize("name", ["dictionary", "codebook"])
def test_the_menu_stays(visit: Open, name: str) -> None:
    page = visit("#confusions", page=ROOT / f"tables/docs/{name}.html", ready="main")
    assert page.locator("#filter").is_visible()
    assert page.evaluate("document.querySelector('nav').getBoundingClientRect().top") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dictionary_on_a_phone(visit: Open, scheme: str) -> None:
    page = visit(
        page=ROOT / "tables/docs/dictionary.html",
        ready="main",
        viewport={"width": 400, "height": 800},
        color_scheme=scheme,
        bypass_csp=True,
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    assert told_by_axe(page) == []


def told_by_axe(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds in the page as it stands."""
    axe = CLIENTS / "node_modules/axe-core/axe.min.js"
    if not axe.exists():
        assert os.environ.get("CLIENTS") != "all"
        pytest.skip("needs: make clients")
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(content=axe.read_text("utf-8"))
    found = page.evaluate(f"axe.run(document, {{runOnly: {RULES}}})")
    return [(v["id"], [n["html"][:200] for n in v["nodes"]][:3]) for v in found["violations"]]


def hostile(text: str) -> Any:
    """The data with a text in the place of every text that people or articles wrote."""
    data = json.loads(PAGE.partition(BEFORE)[2].partition(AFTER)[0])
    for name, columns in {
        "commitments": ("summary", "note", "condition_note"),
        "quotes": ("text", "gist", "cue"),
        "events": ("title", "description", "place"),
        "actors": ("name", "office"),
        "articles": ("publisher", "headline", "url", "notes"),
        "evidence": ("cue_start", "cue_end", "url"),
    }.items():
        table = data["tables"][name]
        for row in table["rows"]:
            for column in columns:
                row[table["columns"].index(column)] = text
    view = data["views"]["positions"]
    for row in view["rows"]:
        for column in ("actor", "summary", "quotation", "gist", "asserted_by", "event"):
            row[view["columns"].index(column)] = text
    return data


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=\"document.title='run'\">",
        "</script><script>document.title='run'</script>",
        "javascript:document.title='run'",
    ],
)
def test_no_text_of_the_data_is_ever_run(visit: Open, tmp_path: Path, text: str) -> None:
    data = json.dumps(hostile(text)).replace("<", "\\u003c").replace("&", "\\u0026")
    path = tmp_path / "explorer.html"
    path.write_text(shell(data), "utf-8")
    page = visit(page=path)
    for address in PAGES[:-2]:
        go(page, address)
        for link in page.locator("main a").all()[:5]:
            assert str(link.get_attribute("href")).startswith(("#", "http"))
        assert page.locator("img, main script").count() == 0
        assert page.title() != "run"
    go(page, "#/position/deu-ground_force-2026-01")
    assert text in page.locator("main").inner_text()
