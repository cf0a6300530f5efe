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
# In the order in which each uses those before it.
_PARTS = (
    "elements",
    "dates",
    "data",
    "route",
    "position",
    "overview",
    "positions",
    "narrative",
    "articles",
    "words",
    "sql",
    "search",
    "main",
)
BEFORE, AFTER = '<script type="application/json" id="data">', "</script><!-- data -->"


def explorer(data: Dataset) -> str:
    """Return the page."""
    return shell(text(data))


def _library(name: str) -> str:
    licence = (_FOLDER / f"libraries/{name}.LICENSE").read_text("utf-8")
    return f"/*!\n{licence}*/\n" + (_FOLDER / f"libraries/{name}.js").read_text("utf-8")


@cache
def _script() -> str:
    own = [(_FOLDER / f"script/{name}.js").read_text("utf-8") for name in _PARTS]
    return "\n".join([_library("minisearch"), "(() => {", '"use strict";', *own, "})();", ""])


@cache
def _worker() -> str:
    """Return what the page runs in a worker, which it makes of this text."""
    return _library("sql-wasm") + (_FOLDER / "script/worker.js").read_text("utf-8")


@cache
def _wasm() -> str:
    """Return SQLite as text, as a page can hold it."""
    return base64.b64encode((_FOLDER / "libraries/sql-wasm.wasm").read_bytes()).decode()


@cache
def filter_script() -> str:
    """Return the script of the search in the dictionary, which other pages may hold."""
    return (_FOLDER / "filter.js").read_text("utf-8")


def policy_of(script: str, style: str, more: str = "") -> str:
    """Return a content security policy that allows a script and a style, by their hashes.

    `more` is what else a script may do.
    """
    return (
        f"default-src 'none'; script-src {_allowed(script)}{more}; "
        f"style-src {_allowed(style)}; base-uri 'none'; form-action 'none'"
    )


def _allowed(part: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() + "'"


def shell(data: str) -> str:
    """Return the page with a JSON document in which no `<` stands."""
    script, style = _script(), (_FOLDER / "style.css").read_text("utf-8")
    policy = policy_of(script, style, " 'wasm-unsafe-eval'; worker-src blob:")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(about.TITLE)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"<noscript><h1>{escape(about.TITLE)}</h1><p>This page needs JavaScript; the same rows "
        "are in the CSV files beside it.</p></noscript>\n"
        f"{BEFORE}{data}{AFTER}\n"
        f'<script type="text/plain" id="sqlite">{_wasm()}</script>\n'
        f'<script type="text/plain" id="sqlite-script">{_worker()}</script>\n'
        f"<script>{script}</script>\n</body>\n</html>\n"
    )
