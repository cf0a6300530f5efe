"""From raw/ to the frames of all tables: reading, proofs, columns, checks, explanations."""

from pathlib import Path

import polars as pl

from build.annotations.read import batches
from build.annotations.records import Faults, show
from build.frames.columns import codes, resolve
from build.frames.explain import explain
from build.frames.frame import Frames
from build.frames.tombstones import check_ids
from build.frames.validate import validate
from build.passages.anchors import Stored, read_anchors
from build.passages.comparison import compare, unused
from build.problems import ProblemsError
from build.progress import Say, silent


def make_tables(raw: Path, say: Say = silent) -> dict[str, pl.DataFrame]:
    """Return the validated frames of the annotations in `raw`.

    Raises `ProblemsError` with everything that is wrong.
    """
    frames = Frames()
    frames.add({"codes": codes()})
    reading, later = Faults(raw), Faults(raw)
    shown = show(raw, raw / "anchors.csv")
    stored: Stored | None = None
    try:
        stored = read_anchors(raw / "anchors.csv", shown)
    except ProblemsError as error:
        later.problems += error.problems
    done = 0
    for batch in batches(raw):
        done += sum(map(len, batch.records.values()))
        say(f"reading raw/: {done:,} records")
        reading.update(batch.faults)
        proofs = {}
        if stored is not None:
            proofs = stored.take({r.article for r in batch.of("article")})
            later.update(compare(batch, proofs, shown))
        columns, faults = resolve(batch, proofs)
        later.update(faults)
        frames.add(columns)
    if reading.unreadable:
        # What stands in a file that can't be read is missing everywhere else; that is no news.
        raise ProblemsError(reading.problems)
    if stored is not None:
        later.problems += unused(stored.left(), shown)
    say("checking against the schemas")
    framed = frames.finish()
    tables = {name: table.frame for name, table in framed.items()}
    reading.update(later)
    problems = reading.problems + explain(reading, framed, validate(tables))
    problems += check_ids(raw, tables)
    if problems:
        raise ProblemsError(problems)
    return tables
