"""`tables/explorer.html`: one file, by double click, without network, server or installation.

The page is a shell, the same for all data, and one JSON document (`content`). Its content
security policy allows the one script and the one style by their hashes (W3C CSP 3),
WebAssembly in a worker for SQL, and nothing else: nothing is fetched, and no text of the data
is ever run.
"""

import base64
import hashlib
from functools import cache
from html import escape
from pathlib import Path

from build.explorer.content import text
from build.package.dataset import Dataset
from schemas import package as about

_FOLDER = Path(__file__).parent
BEFORE, AFTER = '<script type="application/json" id="data">', "</script><!-- data -->"


def explorer(data: Dataset) -> str:
    """Return the page."""
    return shell(text(data))


def _library(name: str) -> str:
    licence = (_FOLDER / f"libraries/{name}.LICENSE").read_text("utf-8")
    return f"/*!\n{licence}*/\n" + (_FOLDER / f"libraries/{name}.js").read_text("utf-8")


@cache
def _script() -> str:
    """Return the parts of the script, of which `main` comes last and uses all others."""
    parts = sorted(_FOLDER.glob("script/*.js"), key=lambda p: (p.stem == "main", p.stem))
    own = [part.read_text("utf-8") for part in parts]
    return "\n".join([_library("minisearch"), "(() => {", '"use strict";', *own, "})();", ""])


@cache
def _sqlite() -> str:
    """Return SQLite as text, as a page can hold it, and what runs it in a worker."""
    wasm = base64.b64encode((_FOLDER / "libraries/sql-wasm.wasm").read_bytes()).decode()
    worker = _library("sql-wasm") + (_FOLDER / "worker.js").read_text("utf-8")
    return (
        f'<script type="text/plain" id="sqlite">{wasm}</script>\n'
        f'<script type="text/plain" id="sqlite-script">{worker}</script>\n'
    )


@cache
def filter_script() -> str:
    """Return the script of the search in the dictionary, which other pages may hold."""
    return (_FOLDER / "filter.js").read_text("utf-8")


def document(title: str, style: str, script: str, body: str, more: str = "") -> str:
    """Return a page whose policy allows the one style and the one script, by their hashes.

    `style` follows the colours that all pages share; `more` is what else the script may do.
    """
    style = (_FOLDER / "base.css").read_text("utf-8") + style
    policy = (
        f"default-src 'none'; script-src {_allowed(script)}{more}; "
        f"style-src {_allowed(style)}; base-uri 'none'; form-action 'none'"
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n{body}<script>{script}</script>\n</body>\n</html>\n"
    )


def _allowed(part: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() + "'"


def shell(data: str) -> str:
    """Return the page with a JSON document in which no `<` stands."""
    style = (_FOLDER / "style.css").read_text("utf-8")
    body = (
        f"<noscript><h1>{escape(about.TITLE)}</h1><p>This page needs JavaScript; the same rows "
        f"are in the CSV files beside it.</p></noscript>\n{BEFORE}{data}{AFTER}\n{_sqlite()}"
    )
    return document(
        about.TITLE, style, _script(), body, " 'wasm-unsafe-eval'; worker-src blob:"
    )
