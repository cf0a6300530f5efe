"""Gate 1: pandera on frames, those of a build or those read from the Parquet files.

What the build's own code makes again from the rows must be what they say (`rules/remade`).
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import polars as pl

from build.files.reading import read_parquet
from build.frames.validate import validate
from build.rules.finding import MOST_ROWS, Finding
from build.rules.remade import REMADE
from schemas import TABLES, Table
from schemas.cross_rules import FOLLOWED
from schemas.package import stem

GATE = "frames"


def check_frames(
    frames: Mapping[str, pl.DataFrame],
    tables: Collection[str] = tuple(TABLES),
    *,
    across: bool = False,
) -> list[Finding]:
    """Return every breach of the schemas in the frames.

    `tables` limits the rules of rows to some tables, if the others are known to be sound.
    References and rules over several tables, which gate 2 asks, only where `across` says so.
    Where a type, null, code or key is wrong, nothing is made again.
    """
    findings = []
    shown = Counter[tuple[str, str | None, str]]()
    for found in validate(frames, tables, across=across):
        place = (found.table, found.column, found.rule)
        shown[place] += 1
        if shown[place] <= MOST_ROWS:
            row = None
            if found.row is not None:
                row = TABLES[found.table].keys_of(frames[found.table][found.row])[0]
            findings.append(
                Finding(GATE, found.table, row, found.column, found.rule, found.message)
            )
    if not any(f.row is None or f.rule in FOLLOWED for f in findings):
        findings += _remade(frames)
    return findings


def _remade(frames: Mapping[str, pl.DataFrame]) -> Iterator[Finding]:
    """Yield the cells that the code of the build makes otherwise."""
    for rule in REMADE:
        for key in sorted(set(rule.broken(frames)))[:MOST_ROWS]:
            yield Finding(GATE, rule.table, key, rule.column, rule.name, rule.message)


def read_frames(root: Path) -> tuple[dict[str, pl.DataFrame], list[Finding]]:
    """Read the Parquet files of a package; categories become text.

    A file that can't be read is a finding, and an empty frame in its place.
    """
    frames, findings = {}, []
    for name, model in TABLES.items():
        path = root / f"{stem(name)}.parquet"
        try:
            frames[name] = read_parquet(path, _most_rows(model, path.with_suffix(".csv")))
        except (OSError, pl.exceptions.PolarsError) as error:
            what = str(error).splitlines()[0]
            findings.append(Finding(GATE, name, None, None, "readable", f"{path.name}: {what}"))
            frames[name] = pl.DataFrame(schema=model.types())
    return frames, findings


def _most_rows(model: type[Table], csv: Path) -> int:
    """Return how many rows a CSV file can hold: each has a comma or line feed a column."""
    return csv.stat().st_size // len(model.columns())
