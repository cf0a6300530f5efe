"""The data dictionary as one HTML page that needs no other file: tables/dictionary.html.

It is made from the Markdown, so that both say the same, with the diagram drawn, an anchor at
every heading and a style that prints. Left out on purpose: scripts.
"""

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from build.documents.diagram import svg
from schemas import package as about

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; color: #222; background: white;
  max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.2; margin-top: 2em; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border-bottom: 1px solid #ddd; padding: .3em .7em; }
th, td { text-align: left; vertical-align: top; }
th { border-bottom: 2px solid #222; }
code, pre { font-family: ui-monospace, monospace; font-size: .92em; background: #f4f4f4; }
pre { padding: .7em; overflow-x: auto; }
a { color: #005a8c; }
svg { width: 100%; height: auto; font-family: system-ui, sans-serif; }
@media print { body { max-width: none; font-size: 10px; } }
"""


def page(markdown: str) -> str:
    """Return the page for a dictionary in Markdown."""
    reader = MarkdownIt("commonmark").enable("table")
    tokens = reader.parse(markdown)
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", anchor(tokens[number + 1].content))
    reader.add_render_rule("fence", _fence)
    body = reader.renderer.render(tokens, reader.options, {})
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>Data dictionary: {about.TITLE}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}</body>\n</html>\n"
    )


def anchor(heading: str) -> str:
    """Return the anchor of a heading, as GitHub makes it."""
    kept = "".join(c for c in heading.lower() if c.isalnum() or c in " -_")
    return kept.replace(" ", "-")


def _fence(
    self: RendererHTML, tokens: list[Token], index: int, options: object, env: object
) -> str:
    if tokens[index].info == "mermaid":
        return f"<figure>{svg()}</figure>\n"
    return self.fence(tokens, index, options, env)  # type: ignore[arg-type]
