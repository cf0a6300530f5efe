"""The data dictionary and the codebook, each as one HTML page that needs no other file.

They are made from the Markdown, so that both say the same, with the diagram drawn, a section
for every heading, a menu that stays, a search, and a style for the dark, for phones and for
print. The one script is that of the search; the page's policy allows it by its hash and
nothing else.
"""

import posixpath
import re
from collections.abc import Iterator
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from build.documents.diagram import svg
from build.explorer.page import filter_script, policy_of
from schemas import package as about

_STYLE = """
:root { color-scheme: light dark; --text: #1c1c1c; --soft: #5c5c5c; --page: #fff;
  --line: #d5d5d5; --link: #00527f; --lit: #f1f1f1; }
@media (prefers-color-scheme: dark) {
  :root { --text: #ececec; --soft: #b0b0b0; --page: #161718; --line: #3d3f41; --link: #8cc8f0;
    --lit: #26282a; }
}
* { box-sizing: border-box; }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page);
  margin: 0 auto; max-width: 92rem; display: grid;
  grid-template-columns: 15rem minmax(0, 1fr); }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1rem;
  border-right: 1px solid var(--line); font-size: .9rem; }
nav ul { list-style: none; padding: 0; margin: 0 0 1rem; }
nav ul ul { padding-left: .9rem; margin: 0; }
nav a { display: inline-block; padding: .1rem 0; overflow-wrap: anywhere; }
main { padding: 1rem 1.5rem 4rem; min-width: 0; }
h1, h2, h3 { line-height: 1.25; margin: 1.8em 0 .5em; scroll-margin-top: 1rem; }
h1 { margin-top: .5em; }
[hidden] { display: none; }
label { display: block; color: var(--soft); font-size: .85rem; }
input { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--soft);
  border-radius: 4px; padding: .3rem .5rem; width: 100%; }
.table { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid var(--line); padding: .3em .7em; text-align: left;
  vertical-align: top; }
.right { text-align: right; }
th { border-bottom: 2px solid var(--text); }
code, pre { font-family: ui-monospace, monospace; font-size: .92em; background: var(--lit); }
code { overflow-wrap: anywhere; }
pre { padding: .7em; overflow-x: auto; }
pre code { overflow-wrap: normal; }
a { color: var(--link); }
figure { margin: 1rem 0; background: #fff; color: #222; overflow-x: auto; }
svg { min-width: 84rem; width: 100%; height: auto; font-family: system-ui, sans-serif; }
svg path:hover { stroke-width: 4; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
@media (max-width: 50rem) {
  body { display: block; }
  nav { position: static; height: auto; max-height: 45vh; border-right: 0;
    border-bottom: 1px solid var(--line); }
  main { padding: 1rem .8rem 3rem; }
  h1 { font-size: 1.5rem; }
  table, tbody, tr, td { display: block; }
  thead { display: none; }
  tr { border-bottom: 1px solid var(--line); padding: .4rem 0; }
  td { border: 0; padding: .1rem 0; text-align: left; overflow-wrap: anywhere; }
  td[data-label]::before { content: attr(data-label) ": "; color: var(--soft); }
}
@media print {
  body { display: block; max-width: none; font-size: 10px; color: #000; background: #fff; }
  nav { display: none; }
}
"""


def page(markdown: str, title: str = "Data dictionary") -> str:
    """Return the page for a text in Markdown."""
    reader = MarkdownIt("commonmark").enable("table")
    tokens = reader.parse(markdown)
    _label_cells(tokens)
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", anchor(tokens[number + 1].content))
    reader.add_render_rule("fence", _fence)
    reader.add_render_rule("table_open", _table_open)
    reader.add_render_rule("table_close", _table_close)
    made = reader.renderer.render(tokens, reader.options, {})
    # The policy allows no style beside the page's.
    body = _in_sections(made.replace(' style="text-align:right"', ' class="right"'))
    script = filter_script()
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy_of(script, _STYLE)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{title}: {about.TITLE}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f'<body>\n<nav aria-label="Contents">\n{_SEARCH}\n{_menu(tokens)}</nav>\n'
        f"<main>\n{body}</main>\n<script>{script}</script>\n</body>\n</html>\n"
    )


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


def _headings(tokens: list[Token]) -> Iterator[tuple[int, str]]:
    for number, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag in ("h2", "h3"):
            yield int(token.tag[1]), tokens[number + 1].content


def _menu(tokens: list[Token]) -> str:
    """Return the menu: every heading, those of the third level below that of the second."""
    parts, level = ["<ul>\n"], 2
    for depth, heading in _headings(tokens):
        if depth > level:
            parts.append("<li><ul>\n")
        if depth < level:
            parts.append("</ul></li>\n")
        level = depth
        name = escape(heading.replace("`", "").removeprefix("View ").removeprefix("Macro "))
        parts.append(f'<li><a href="#{anchor(heading)}">{name}</a></li>\n')
    return "".join([*parts, "</ul></li>\n" * (level > 2), "</ul>\n"])


def _in_sections(body: str) -> str:
    """Put what stands below a heading into a section, which the search can hide."""
    parts = re.split(r"(?=<h[23] id=)", body)
    sections = []
    for part in parts[1:]:
        told = re.match(r'<h[23] id="([^"]*)"', part)
        name = told[1] if told else ""
        rest = part.replace(f' id="{name}"', "", 1)
        sections.append(f'<section id="{name}">\n{rest}</section>\n')
    return "".join([parts[0], *sections])


def _table_open(*_: object) -> str:
    return '<div class="table" role="group" aria-label="Table" tabindex="0"><table>\n'


def _table_close(*_: object) -> str:
    return "</table></div>\n"


def _fence(
    self: RendererHTML, tokens: list[Token], index: int, options: object, env: object
) -> str:
    if tokens[index].info == "mermaid":
        told = 'tabindex="0" role="group" aria-label="Diagram of the tables"'
        return f"<figure {told}>{svg()}</figure>\n"
    made = self.fence(tokens, index, options, env)  # type: ignore[arg-type]
    return made.replace("<pre>", '<pre tabindex="0">', 1)
