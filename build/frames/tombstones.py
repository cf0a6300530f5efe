"""Check raw/tombstones.toml, which lists removed ids with the reason and the successor.

Anyone who looks up a cited id must find its row or learn what happened to it. A build fails if
an id of a release (raw/ids.csv) is gone without a tombstone, or if a tombstone no longer
matches anything.

Left out on purpose: keys of mentions, event_participants, relations and evidence. They are
not cited, and an evidence_id changes whenever a locator is corrected.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NotRequired

import polars as pl
from pydantic import ConfigDict
from typing_extensions import TypedDict

from build.annotations.notices import Notice, read_notices
from build.annotations.records import show
from build.frames.ledger import IDS, read_rows
from build.problems import Problem, ProblemsError, suggest
from schemas import TABLES

# Tables whose ids are cited.
CITED = (
    "articles",
    "actors",
    "countries",
    "events",
    "instruments",
    "quotes",
    "commitments",
    "codes",
)


class Tombstone(TypedDict):
    """A removed id: its table, the reason, and the id that replaces it, if any."""

    __pydantic_config__ = ConfigDict(strict=True, extra="forbid")  # type: ignore[misc]
    table: str
    id: str
    reason: str
    successor: NotRequired[str]


def check_ids(raw: Path, frames: Mapping[str, pl.DataFrame]) -> list[Problem]:
    """Return a problem for each removed id without a tombstone, and each wrong tombstone."""
    try:
        rows = read_rows(raw / "ids.csv", IDS)
        notices = read_notices(raw, "tombstones", "tombstone", Tombstone)
    except ProblemsError as error:
        return error.problems
    if not rows and not notices:
        return []
    registered = _ids([row[0] for row in rows], [row[1] for row in rows])
    present = pl.concat(
        frames[t].select(pl.lit(t).alias("table"), TABLES[t].joined_key().alias("id"))
        for t in CITED
    )
    tombstones = _ids([n["table"] for n, _ in notices], [n["id"] for n, _ in notices])
    # Joins instead of Python sets, because a registry may contain millions of ids.
    named = pl.concat([tombstones, _successors(notices)]).unique()
    now, released = (
        set(named.join(ids, on=IDS, how="semi").iter_rows()) for ids in (present, registered)
    )
    shown = show(raw, raw / "tombstones.toml")
    problems = []
    gone = registered.join(present, on=IDS, how="anti").join(tombstones, on=IDS, how="anti")
    for table, key in gone.unique().sort(IDS).iter_rows():
        what = f"{table} had it in a release, and it is gone"
        fix = "add a [[tombstone]] with table, id, reason and, if there is one, successor"
        problems.append(Problem(shown, what, fix, record=key))
    for place, (notice, line) in enumerate(notices):
        table, key = notice["table"], notice["id"]
        after = notice.get("successor")
        again = any((n["table"], n["id"]) == (table, key) for n, _ in notices[:place])
        if table not in CITED:
            fix = suggest(table, CITED, otherwise=f"one of {', '.join(CITED)}")
            problems.append(
                Problem(shown, f"no table '{table}'", fix, line=line, record=key, field="table")
            )
        elif again:
            problems.append(
                Problem(shown, "buried twice", "keep one", line=line, record=key, field="id")
            )
        elif (table, key) in now:
            what = f"{table} still has it"
            problems.append(
                Problem(shown, what, "remove the tombstone", line=line, record=key, field="id")
            )
        elif (table, key) not in released:
            what = f"no release of {table} had it"
            problems.append(
                Problem(shown, what, "remove the tombstone", line=line, record=key, field="id")
            )
        elif after is not None and (table, after) not in now:
            known = present.filter(pl.col("table") == table)["id"].to_list()
            fix = suggest(after, known, otherwise="name an id that is there, or none")
            what = f"{table} has no '{after}'"
            problems.append(Problem(shown, what, fix, line=line, record=key, field="successor"))
    return problems


def _ids(tables: list[str], keys: list[str]) -> pl.DataFrame:
    return pl.DataFrame({"table": tables, "id": keys}, schema=dict.fromkeys(IDS, pl.String))


def _successors(notices: list[Notice]) -> pl.DataFrame:
    after = [(n["table"], n["successor"]) for n, _ in notices if "successor" in n]
    return _ids([table for table, _ in after], [key for _, key in after])
