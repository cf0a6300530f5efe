"""Check raw/corrections.toml: what was corrected, which passage shows the error, and why.

A correction concerns one cell (`column`, with the values `was` and `now` as in the CSV file,
left out if null), or a row that was missing (no `column`). `ids` lists further rows in which
the same cell was corrected in the same way for the same reason. The build compares the
corrections of the coming version with the tables, and fails if one no longer matches anything.
`release` writes them into the changelog. Corrections of released versions stay as history.

Left out on purpose: whether a correction is right, which a reader can judge from its
passage, and changes without a correction, which `diff` lists.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NotRequired

import polars as pl
from pydantic import ConfigDict
from typing_extensions import TypedDict

from build.annotations.notices import Notice, read_notices
from build.annotations.records import show
from build.frames.ledger import RELEASES, read_rows
from build.problems import Problem, ProblemsError, suggest
from build.texts.locators import split_locator, standard
from schemas import TABLES
from schemas import package as about

_SAME = "mend the correction, or remove it"
_SEE = "see the dictionary"


class Correction(TypedDict):
    """A correction: its version, the row or cell, the passage that shows it, and the reason."""

    __pydantic_config__ = ConfigDict(strict=True, extra="forbid")  # type: ignore[misc]
    version: str
    table: str
    id: str
    article: str
    locator: str
    reason: str
    column: NotRequired[str]
    was: NotRequired[str]
    now: NotRequired[str]
    ids: NotRequired[list[str]]


def check_corrections(raw: Path, frames: Mapping[str, pl.DataFrame]) -> list[Problem]:
    """Return a problem for each correction that does not match the tables in `frames`."""
    try:
        notices = _read(raw)
        rows = read_rows(raw / "releases.csv", RELEASES) if notices else []
    except ProblemsError as error:
        return error.problems
    released = {version for version, _, _ in rows}
    shown = show(raw, raw / "corrections.toml")
    problems = []
    for notice, line in notices:
        if notice["version"] in released - {about.VERSION}:
            continue
        for key in _ids(notice):
            for field, what, fix in _wrong({**notice, "id": key}, frames):
                problems.append(Problem(shown, what, fix, line=line, record=key, field=field))
    return problems


def corrections_of(raw: Path, version: str) -> list[str]:
    """Return the corrections of a version as lines of Markdown, in the order of the file.

    Raises `ProblemsError` if the file can't be read.
    """
    return [_line(notice) for notice, _ in _read(raw) if notice["version"] == version]


def _read(raw: Path) -> list[Notice]:
    return read_notices(raw, "corrections", "correction", Correction)


def _ids(notice: Mapping[str, Any]) -> list[str]:
    return [notice["id"], *notice.get("ids", [])]


def _wrong(
    notice: Mapping[str, Any], frames: Mapping[str, pl.DataFrame]
) -> Iterator[tuple[str, str, str]]:
    """Yield the field, fault and fix of each problem with an unreleased correction."""
    table, key, column = notice["table"], notice["id"], notice.get("column")
    if notice["version"] != about.VERSION:
        what = f"'{notice['version']}' is neither a released version nor {about.VERSION}"
        yield "version", what, f"write {about.VERSION}"
    if table not in TABLES:
        yield (
            "table",
            f"no table '{table}'",
            suggest(table, TABLES, otherwise=_SEE),
        )
        return
    frame, model = frames[table], TABLES[table]
    found = frame.filter(model.joined_key() == key)
    if found.is_empty():
        known = frame.select(model.joined_key()).to_series().to_list()
        yield "id", f"{table} has no '{key}'", suggest(key, known, otherwise=_SAME)
        return
    if column is None:
        for field in sorted({"was", "now"} & notice.keys()):
            yield field, "is of a cell, and no column is named", "name the column"
    elif column not in frame.columns or column in model.key():
        fix = suggest(column, frame.columns, otherwise=_SEE)
        yield "column", f"{table} has no column '{column}' that could be corrected", fix
    else:
        (now,) = found[column].cast(pl.String)
        if notice.get("now") != now:
            yield "now", f"it is {_shown(now)}", _SAME
        if notice.get("was") == notice.get("now"):
            yield "was", "nothing was corrected", _SAME
    if not _is_passage(notice, frames["evidence"]):
        what = f"no such passage of {notice['article']} supports or disputes it"
        yield "locator", what, "give article and locator of one that does"


def _is_passage(notice: Mapping[str, Any], evidence: pl.DataFrame) -> bool:
    """Return True if the passage of a correction supports or disputes its row.

    A correction of several rows, or of a row without a passage, may cite any passage of the
    article.
    """
    first, last = split_locator(standard(notice["locator"]))
    passages = evidence.filter(
        pl.col("cue_start") == first,
        pl.col("cue_end").eq_missing(last),
        pl.col("article_id") == notice["article"],
    )
    table, key = notice["table"], notice["id"]
    of_row = (pl.col("record_table").cast(pl.String) == table) & (pl.col("record_id") == key)
    if "ids" not in notice and not evidence.filter(of_row).is_empty():
        passages = passages.filter(of_row)
    return not passages.is_empty()


def _shown(value: str | None) -> str:
    return "null" if value is None else f"`{value}`"


def _line(notice: Mapping[str, Any]) -> str:
    was, now = _shown(notice.get("was")), _shown(notice.get("now"))
    what = f"`{notice['column']}` was {was}, is {now}" if "column" in notice else "was missing"
    where = f"{notice['article']}, “{standard(notice['locator'])}”"
    ids = ", ".join(f"`{key}`" for key in _ids(notice))
    return f"- {notice['table']} {ids}: {what}. {notice['reason']} ({where})"
