"""What the columns of each view are: kept, because DuckDB has to work it out.

`translated/columns.json` holds, after a hash of what it was made from, the kind of each column
by view: text, boolean, date, integer, number, or the name of a vocabulary. One that is stale is
made again.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from build.loaders.duck import schema_sql
from build.loaders.hashed import made_from
from build.views.headers import View, read_views
from schemas.vocabularies import VOCABULARIES

_PATH = Path(__file__).parent / "translated" / "columns.json"
_KINDS = {
    "VARCHAR": "text",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
}
Kinds = Mapping[str, Mapping[str, str]]


def plain_views() -> list[View]:
    """Return the views that take no arguments, by name."""
    return sorted((v for v in read_views() if not v.is_macro), key=lambda v: v.name)


def view_kinds() -> Kinds:
    """Return the kind of each column of each view."""
    kept = json.loads(_PATH.read_text("utf-8")) if _PATH.exists() else {}
    kinds: Kinds = kept.get("kinds", {})
    return kinds if kept.get("made_from") == made_from() else _worked_out()


def renew_kinds() -> bool:
    """Write the kept kinds again, and say whether they were stale."""
    kept = {"made_from": made_from(), "kinds": _worked_out()}
    text = json.dumps(kept, indent=1) + "\n"
    stale = not _PATH.exists() or _PATH.read_text("utf-8") != text
    if stale:
        _PATH.write_text(text, "utf-8")
    return stale


def _worked_out() -> Kinds:
    import duckdb

    codes = {
        "ENUM(" + ", ".join(f"'{code}'" for code in v.values) + ")": v.name
        for v in VOCABULARIES
    }
    with duckdb.connect() as connection:
        connection.execute(schema_sql())
        return {
            view.name: {
                name: _KINDS.get(kind) or codes[kind]
                for name, kind, *_ in connection.execute(f"DESCRIBE {view.name}").fetchall()
            }
            for view in plain_views()
        }
