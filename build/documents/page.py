"""The data dictionary and the codebook, each as one HTML page that needs no other file.

They are made from the Markdown, so that both say the same, with a section for every heading, a
menu that stays, a search, and a style for the dark, for phones and for print. The one script is
that of the search; the page's policy allows it by its hash and nothing else. HTML in the
Markdown is shown as text. Left out are its comments, and the diagram of the tables, which needs
a library to be drawn and of which the list below it says all.
"""

import posixpath
import re
from html import escape
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from build.explorer.page import document, filter_script
from schemas import package as about


def page(markdown: str, title: str = "Data dictionary") -> str:
    """Return the page for a text in Markdown."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = [
        token
        for token in reader.parse(re.sub("<!--.*?-->", "", markdown, flags=re.S))
        if token.info != "mermaid"
    ]
    _label_cells(tokens)
    menu: list[str] = []
    for opens, heading in pairwise(tokens):
        if opens.type == "heading_open":
            opens.attrSet("id", anchor(heading.content))
            name = escape(re.sub("`|^(View|Macro) ", "", heading.content))
            line = f'<a href="#{anchor(heading.content)}">{name}</a>'
            menu += [f'<li class="{opens.tag}">{line}</li>\n'] * (opens.tag in ("h2", "h3"))
    made = reader.renderer.render(tokens, reader.options, {})
    body = (
        f'<nav aria-label="Contents">\n{_SEARCH}\n<ul>\n{"".join(menu)}</ul>\n</nav>\n'
        f"<main>\n{_finished(made)}</main>\n"
    )
    style = Path(__file__).with_name("page.css").read_text("utf-8")
    return document(f"{title}: {about.TITLE}", style, filter_script(), body)


def codebook(rules: str, dictionary: str) -> str:
    """Return the page of how articles are coded (raw/README.md) and of the dictionary."""
    rules = re.sub(r"\]\((?![#a-z]+:|#)([^)]+)\)", _from_tables, rules)
    return page(f"{rules}\n\n#{dictionary}", "Codebook")


def _from_tables(link: re.Match[str]) -> str:
    return f"]({posixpath.normpath(posixpath.join('../../raw', link[1]))})"


_SEARCH = (
    '<div id="search" role="search" hidden><label for="filter">Search</label>'
    '<input id="filter" type="search"><div id="found" role="status"></div></div>'
)


def anchor(heading: str) -> str:
    """Return the anchor of a heading, as GitHub makes it."""
    kept = "".join(c for c in heading.lower() if c.isalnum() or c in " -_")
    return kept.replace(" ", "-")


def _label_cells(tokens: list[Token]) -> None:
    """Name each cell by its column, as a phone shows one below the other."""
    heads: list[str] = []
    column = 0
    for number, token in enumerate(tokens):
        if token.type == "table_open":
            heads = []
        elif token.type == "tr_open":
            column = 0
        elif token.type == "th_open":
            heads.append(tokens[number + 1].content)
        elif token.type == "td_open":
            token.attrSet("data-label", heads[column])
            column += 1


def _finished(body: str) -> str:
    """Return the text with what its Markdown can't say.

    That is a section for every heading, which the search can hide; no style beside the page's,
    which the policy forbids; and by the keyboard, what is wider than the page can be scrolled.
    """
    body = body.replace(' style="text-align:right"', ' class="right"')
    told = '<div class="table" role="group" aria-label="Table" tabindex="0"><table>'
    body = body.replace("<table>", told).replace("</table>", "</table></div>")
    before, *sections = re.split(
        r'<(h[23]) id="([^"]*)">', body.replace("<pre>", '<pre tabindex="0">')
    )
    parts = zip(sections[::3], sections[1::3], sections[2::3], strict=True)
    return before + "".join(
        f'<section id="{name}">\n<{tag}>{rest}</section>\n' for tag, name, rest in parts
    )
