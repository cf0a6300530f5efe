"""From raw/ to the frames of all tables: reading, proofs, columns, checks, explanations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from build.annotations.read import batches
from build.annotations.records import Batch, Faults, Origin, show
from build.frames.columns import codes, resolve
from build.frames.corrections import check_corrections
from build.frames.explain import explain
from build.frames.frame import Frames
from build.frames.tombstones import check_ids
from build.frames.validate import unsound, validate
from build.passages.anchors import SCHEMA, Anchor, Proofs, Stored, read_anchors
from build.passages.comparison import compare, unused
from build.problems import ProblemsError
from build.progress import Say, silent


@dataclass
class Fresh:
    """Proofs that were made just now, by article, which go before the committed ones.

    `faults` are what the making of them found, of which nothing more need be said; `pasted` has
    the locators that passages are to have.
    """

    anchors: Mapping[str, list[Anchor]] = field(default_factory=dict)
    faults: list[Faults] = field(default_factory=list)
    pasted: Mapping[Origin, str] = field(default_factory=dict)


def make_tables(
    raw: Path, say: Say = silent, fresh: Fresh | None = None
) -> dict[str, pl.DataFrame]:
    """Return the validated frames of the annotations in `raw`.

    Raises `ProblemsError` with everything that is wrong.
    """
    fresh = fresh or Fresh()
    frames = Frames()
    frames.add({"codes": codes()})
    reading, later = Faults(raw), Faults(raw)
    shown = show(raw, raw / "anchors.csv")
    for faults in fresh.faults:
        later.update(faults)
    stored = _stored(raw / "anchors.csv", shown, fresh, later)
    done = 0
    for batch in batches(raw):
        done += sum(map(len, batch.records.values()))
        say(f"reading raw/: {done:,} records")
        reading.update(batch.faults)
        proofs = _proofs(batch, stored, fresh, shown, later)
        columns, faults = resolve(batch, proofs)
        later.update(faults)
        frames.add(columns)
    if reading.unreadable:
        # What stands in a file that can't be read is missing everywhere else; that is no news.
        raise ProblemsError(reading.problems)
    if stored is not None:
        later.problems += unused(stored.left(), shown)
        stored = None  # all that was read of anchors.csv, before the checks need memory
    say("checking against the schemas")
    framed = frames.finish()
    tables = {name: table.frame for name, table in framed.items()}
    reading.update(later)
    breaches = validate(tables, wrong) if (wrong := unsound(tables)) else []
    problems = reading.problems + explain(reading, framed, breaches)
    problems += check_ids(raw, tables) + check_corrections(raw, tables)
    if problems:
        raise ProblemsError(problems)
    return tables


def _proofs(
    batch: Batch, stored: Stored | None, fresh: Fresh, shown: str, faults: Faults
) -> Proofs:
    """Return the proofs of a batch; what disagrees with the committed ones goes to `faults`."""
    for record in batch.of("passage"):
        if record.origin in fresh.pasted:
            record.data["locator"] = fresh.pasted[record.origin]
    proofs: Proofs = {}
    if stored is not None:
        articles = {r.article for r in batch.of("article")}
        stored.take(articles & fresh.anchors.keys())
        proofs = stored.take(articles - fresh.anchors.keys())
        faults.update(compare(batch.without(fresh.anchors), proofs, shown))
    for article, anchors in fresh.anchors.items():
        if article in batch.by_article:
            proofs |= {anchor[:4]: (anchor, 0) for anchor in anchors}
    return proofs


def _stored(path: Path, shown: str, fresh: Fresh, faults: Faults) -> Stored | None:
    """Return the committed proofs; None, with the reason in `faults`, where there are none."""
    if fresh.anchors and not path.exists():
        return Stored(pl.DataFrame(schema=SCHEMA))
    try:
        return read_anchors(path, shown)
    except ProblemsError as error:
        faults.problems += error.problems
        return None
