"""The database of just the five articles for whose rows the hand-worked answers were worked out.

A sixth article changes what the whole dataset answers and not what these five say. Rows that
several articles support stay as long as one of the five does.
"""

import shutil
from pathlib import Path

import polars as pl

from build.files.tabular import parquet_bytes
from build.gates.frames import read_frames
from build.package.dataset import Dataset
from schemas import TABLES
from schemas.package import DATABASE, stem
from tests.conftest import ROOT

FIVE = (
    "kyiv-independent-2025-02",
    "moscow-times-2025-09",
    "new-york-post-2025-08",
    "telegraph-india-2026-01",
    "unidentified-2026-01",
)


def write_five(root: Path) -> None:
    """Write the Parquet files and the database of the five articles of the dataset."""
    frames, _ = read_frames(ROOT)
    with Dataset(only_five(frames), {}) as data:
        for name, model in TABLES.items():
            path = root / f"{stem(name)}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(parquet_bytes(model, data.frames[name], data.prints[name]))
        shutil.copy(data.database, root / DATABASE)


def only_five(frames: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Return the rows that the five articles hold or support, and what these refer to."""
    evidence = frames["evidence"].filter(pl.col("article_id").is_in(FIVE))
    supported = evidence.select(pl.col("record_table").cast(pl.String), "record_id").unique()
    kept = {}
    for name, frame in frames.items():
        if "article_id" in frame.columns:
            kept[name] = frame.filter(pl.col("article_id").is_in(FIVE))
        elif name in (
            "commitments",
            "events",
            "instruments",
            "event_participants",
            "memberships",
        ):
            ids = supported.filter(pl.col("record_table") == name)["record_id"]
            kept[name] = frame.filter(TABLES[name].joined_key().is_in(ids.implode()))
        else:
            kept[name] = frame
    positions = kept["commitments"]["commitment_id"].implode()
    kept["relations"] = frames["relations"].filter(
        pl.all_horizontal(pl.col(c).is_in(positions) for c in ("subject_id", "object_id"))
    )
    kept["basis"] = frames["basis"].filter(pl.col("commitment_id").is_in(positions))
    return kept | _referred(kept)


def _referred(kept: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Return the actors and countries that a row of the five, or one of these, names."""
    named: dict[str, set[str]] = {"actors": set(), "countries": set()}
    for name, model in TABLES.items():
        for column in model.columns():
            to = column.references
            if to is not None and to.table in named and name != "actors":
                named[to.table] |= set(kept[name][column.name].drop_nulls().to_list())
    actors = kept["actors"].filter(pl.col("actor_id").is_in(named["actors"]))
    countries = named["countries"] | set(actors["country"].drop_nulls().to_list())
    return {
        "actors": actors,
        "countries": kept["countries"].filter(pl.col("country").is_in(countries)),
    }
