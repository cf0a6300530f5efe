"""What the explorer holds: all tables, the flat table, stances, views in SQL, and words on all.

One JSON document. Rows are lists in the order of the columns; days are ISO text, as in CSV.
What a view or macro says is asked here, or by the page in SQL, and not worked out again.

Left out on purpose: the results of the other views, which the page asks of its own database.
"""

import json
import re
from typing import Any

import polars as pl

from build.explorer.colours import colour, ink
from build.loaders.dialects import translated, transpiled
from build.loaders.sql import dataset
from build.loaders.sqlite import create_table
from build.package.citation import citation_text
from build.package.dataset import Dataset
from build.texts.gazetteer import names_of
from build.views.headers import read_views
from schemas import TABLES, Table
from schemas import package as about
from schemas.vocabularies import STRENGTH

# How many records of a table an article reports.
_HOLDS = (
    "SELECT article_id || '/' || record_table AS place, count(*) FROM reports "
    "GROUP BY place ORDER BY place"
)


def content(data: Dataset) -> dict[str, Any]:
    """Return what the page holds."""
    return {
        "about": {
            "title": about.TITLE,
            "version": about.VERSION,
            "description": about.DESCRIPTION,
            "license": about.LICENSES[0]["title"],
            "fingerprint": data.fingerprint,
            "citation": citation_text(data.fingerprint),
        },
        "colours": {
            c.code: [colour(c.rank or 0), ink(colour(c.rank or 0))] for c in STRENGTH.codes
        },
        "tables": {name: _table(model, data.frames[name]) for name, model in TABLES.items()},
        "views": {
            "positions": _rows(_in_time(data)),
            "country_stances": _rows(data.views["country_stances"]),
        },
        "known": _pairs(data, "SELECT event_id, known_since FROM known_on('9999-12-31')"),
        "holds": _pairs(data, _HOLDS),
        "macros": [view.name for view in read_views() if view.is_macro],
        "aliases": {
            code: names_of(code) for code in data.frames["countries"]["country"].to_list()
        },
        "examples": _examples(data.document("README.md")),
        "questions": [
            {"name": v.name, "question": v.question, "example": v.example}
            for v in read_views()
            if not v.is_macro
        ],
        "sql": [
            *(create_table(model) for model in TABLES.values()),
            *dataset(data.fingerprint, commented=False),
            *translated("sqlite"),
        ],
    }


_EXAMPLE = re.compile(r"\n\n(?P<said>(?:(?!```)[^\n]+\n)+)\n```sql\n(?P<sql>[^`]*)```")


def _examples(readme: str) -> list[list[str]]:
    """Return the README's queries with the question before each, in the SQL of SQLite.

    Left out are those of table macros, which SQLite has not.
    """
    macros = [view.name for view in read_views() if view.is_macro]
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


def text(data: Dataset) -> str:
    """Return the content as JSON in which nothing ends the element that holds it."""
    made = json.dumps(content(data), ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        made = made.replace(character, f"\\u{ord(character):04x}")
    return made


def _pairs(data: Dataset, sql: str) -> dict[str, Any]:
    return {key: _cell(value) for key, value in data.ask(sql).rows}


# By the days of a position and of those before it in its line, so that it stands after these.
_IN_TIME = """
WITH lines AS (
  SELECT *, CASE WHEN self_asserted THEN '' ELSE asserted_by END AS voice FROM stance_timeline
),
placed AS (
  SELECT *,
    max(coalesce(stated_earliest, stated_latest)) OVER so_far AS first_day,
    max(stated_latest) OVER so_far AS last_day
  FROM lines
  WINDOW so_far AS (PARTITION BY actor_id, measure, voice ORDER BY step)
)
SELECT commitment_id FROM placed
ORDER BY first_day, last_day, actor_id, measure, voice, step
"""


def _in_time(data: Dataset) -> pl.DataFrame:
    """Return the positions by the first possible day, or the last where none is earliest.

    Within a line (see the view stance_timeline) they are in its order.
    """
    ids = [row[0] for row in data.ask(_IN_TIME).rows]
    positions = data.views["positions"]
    rows = pl.DataFrame({"commitment_id": ids}).join(
        positions, on="commitment_id", maintain_order="left"
    )
    return rows.select(positions.columns)


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
