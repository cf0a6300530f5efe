"""What the explorer holds: all tables, the flat table, stances, views in SQL, and words on all.

One JSON document. Rows are lists in the order of the columns; days are ISO text, as in CSV.

Left out on purpose: the results of the other views, which the page asks of its own database.
"""

import json
import re
from pathlib import Path
from typing import Any

import polars as pl

from build.explorer.colours import colour, ink
from build.files.reading import read_parquet
from build.loaders.dialects import translated, transpiled
from build.loaders.sql import dataset
from build.loaders.sqlite import create_table
from build.package.citation import citation_text
from build.texts.gazetteer import names_of
from build.views.headers import View, read_views
from schemas import TABLES, Table
from schemas import package as about
from schemas.vocabularies import STRENGTH

# Of the views these are shown at once; the others are asked for.
SHOWN = ("positions", "country_stances")


def content(root: Path) -> dict[str, Any]:
    """Return what the page of the package in `root` holds, whose tables and views are built."""
    fingerprint = json.loads((root / "datapackage.json").read_text("utf-8"))["fingerprint"]
    views = {name: read_parquet(root / f"tables/views/{name}.parquet") for name in SHOWN}
    return {
        "about": {
            "title": about.TITLE,
            "version": about.VERSION,
            "description": about.DESCRIPTION,
            "license": about.LICENSES[0]["title"],
            "fingerprint": fingerprint,
            "citation": citation_text(fingerprint),
        },
        "colours": {code.code: _colours(code.rank or 0) for code in STRENGTH.codes},
        "tables": {
            name: _table(model, read_parquet(root / f"tables/{name}.parquet"))
            for name, model in TABLES.items()
        },
        "views": {name: _rows(frame) for name, frame in views.items()},
        "macros": [view.name for view in read_views() if view.is_macro],
        "aliases": {
            code: names_of(code)
            for code in read_parquet(root / "tables/countries.parquet")["country"].to_list()
        },
        "examples": _examples(root),
        "questions": [_view(view) for view in read_views() if not view.is_macro],
        "sql": [
            *(create_table(model) for model in TABLES.values()),
            *dataset(fingerprint, commented=False),
            *translated("sqlite"),
        ],
    }


_EXAMPLE = re.compile(r"\n\n(?P<said>(?:(?!```)[^\n]+\n)+)\n```sql\n(?P<sql>[^`]*)```")


def _examples(root: Path) -> list[list[str]]:
    """Return the README's queries with the question before each, in the SQL of SQLite.

    Left out are those of table macros, which SQLite has not.
    """
    macros = [view.name for view in read_views() if view.is_macro]
    readme = (root / "README.md").read_text("utf-8") if (root / "README.md").exists() else ""
    found = []
    for match in _EXAMPLE.finditer(readme):
        sql = re.sub(r"'tables/(\w+)\.parquet'", r"\1", match["sql"])
        if not any(f"{name}(" in sql for name in macros):
            said = re.split(r"(?<=[.?:]) ", " ".join(match["said"].split()))
            question = next((s for s in reversed(said) if s.endswith("?")), said[-1])
            found.append(
                [question.rstrip(":"), transpiled(sql.rstrip().removesuffix(";"), "sqlite")]
            )
    return found


def text(root: Path) -> str:
    """Return the content as JSON in which nothing ends the element that holds it."""
    made = json.dumps(content(root), ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        made = made.replace(character, f"\\u{ord(character):04x}")
    return made


def _colours(rank: int) -> list[str]:
    return [colour(rank), ink(colour(rank))]


def _rows(frame: pl.DataFrame) -> dict[str, Any]:
    return {
        "columns": frame.columns,
        "rows": [[_cell(cell) for cell in row] for row in frame.iter_rows()],
    }


def _cell(cell: Any) -> Any:
    return cell if cell is None or isinstance(cell, bool | int | float) else str(cell)


def _table(model: type[Table], frame: pl.DataFrame) -> dict[str, Any]:
    words = [
        [c.spec.description, c.spec.vocabulary.name if c.spec.vocabulary else None]
        for c in model.columns()
    ]
    return {"about": model.about(), "key": model.key(), "words": words, **_rows(frame)}


def _view(view: View) -> dict[str, Any]:
    return {
        "name": view.name,
        "question": view.question,
        "notes": view.notes,
        "columns": view.columns,
        "example": view.example,
    }
