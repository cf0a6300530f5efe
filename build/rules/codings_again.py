"""Find agreement figures that differ from what `codings` and `confusions` give.

Left out on purpose: figures that need the two codings themselves, which a package does not
contain: the bounds of α, α by place, α of numbers, days and ids, and counts that leave out the
units that the codebook names.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

import polars as pl

from build.frames.dates import edtf_bounds
from build.reliability.figures import UnitCounts, alpha_of_counts, rounded
from build.reliability.tables import NULL, has_confusions
from build.reliability.units import MEASURED, Level, variables
from schemas import Column

Frames = Mapping[str, pl.DataFrame]


@cache
def _levels() -> dict[tuple[str, str], tuple[Level, Column]]:
    """Return the level of each column that is measured."""
    return {(t, c.name): (level, c) for t in MEASURED for c, level in variables(t)}


def wrong_levels(frames: Frames) -> Iterator[str]:
    """Yield the figures of another level, or of a column that is not measured."""
    for table, field, scope, level in (
        frames["reliability"].select("record_table", "field", "scope", "level").iter_rows()
    ):
        if _levels().get((table, field), ("",))[0] != level:
            yield f"{table}/{field}/{scope}"


def _of_both(codings: pl.DataFrame) -> pl.DataFrame:
    """Return the cells that the two codings of a unit code differently."""
    return codings.filter(
        pl.col("first_id").is_not_null(),
        pl.col("second_id").is_not_null(),
        pl.col("field").is_not_null(),
    )


def _bound(date: str | None, side: int) -> object:
    """Return the first or last day of a date; return any other text unchanged."""
    try:
        return None if date is None else edtf_bounds(date)[side]
    except ValueError:
        return date


def _differing(codings: pl.DataFrame) -> Counter[tuple[str, str]]:
    """Return in how many units two codings differ, by table and measured column."""
    found = Counter[tuple[str, str]]()
    cells = _of_both(codings).select("record_table", "field", "first_value", "second_value")
    for table, field, first, second in cells.iter_rows():
        if (table, field) in _levels():
            found[table, field] += 1
            continue
        for side, name in enumerate((f"{field}_earliest", f"{field}_latest")):
            found[table, name] += _bound(first, side) != _bound(second, side)
    return found


def _of_all(reliability: pl.DataFrame, column: str) -> Iterator[tuple[str, str, int, object]]:
    """Yield table, column, units and a figure, of those that are of all units."""
    ours = reliability.filter(pl.col("scope") == "all")
    yield from ours.select("record_table", "field", "units", column).iter_rows()


def wrong_agreement(frames: Frames) -> Iterator[str]:
    """Yield the figures whose agreement differs from the share computed from `codings`."""
    differing = _differing(frames["codings"])
    for table, field, units, agreement in _of_all(frames["reliability"], "agreement"):
        same = units - differing[table, field]
        if agreement != (rounded(same / units) if units else None):
            yield f"{table}/{field}/all"


def wrong_alpha(frames: Frames) -> Iterator[str]:
    """Yield the figures of codes whose α is not that of their confusions."""
    counts: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
    for table, field, first, second, units, _ in frames["confusions"].iter_rows():
        counts.setdefault((table, field), {})[first, second] = units
    for table, field, units, alpha in _of_all(frames["reliability"], "alpha"):
        level, column = _levels().get((table, field), (None, None))
        if level is None or column is None or not has_confusions(column):
            continue
        pairs = counts.get((table, field), {})
        ranks = column.spec.vocabulary.values if column.spec.vocabulary else ()
        # Null is no rank, and no code of another vocabulary is.
        known = level == "nominal" or {*ranks}.issuperset(code for p in pairs for code in p)
        if (units and not pairs) or not known or alpha != alpha_of_counts(pairs, level, ranks):
            yield f"{table}/{field}/all"


def wrong_shares(frames: Frames) -> Iterator[str]:
    """Yield the confusions whose share is not that of their units."""
    confusions = frames["confusions"]
    given = pl.col("units").cast(pl.Int64).sum().over("record_table", "field", "first_value")
    for *key, units, share, total in confusions.with_columns(given.alias("total")).iter_rows():
        if not total or share != rounded(units / total):
            yield "/".join(key)


def wrong_confusions(frames: Frames) -> Iterator[str]:
    """Yield the confusions whose number of units differs from that in `codings`."""
    values = [pl.col(f"{coding}_value").fill_null(NULL) for coding in ("first", "second")]
    cells = _of_both(frames["codings"]).select("record_table", "field", *values)
    differing = Counter(cells.iter_rows())
    for *key, units, _ in frames["confusions"].iter_rows():
        if key[-1] != key[-2] and differing[tuple(key)] != units:
            yield "/".join(key)


def wrong_shares_of_units(frames: Frames) -> Iterator[str]:
    """Yield the rows whose precision, recall or f1 is not that of their numbers."""
    for table, scope, first, second, both, *shares, _ in frames["unitizing"].iter_rows():
        made = UnitCounts(first, second, both)
        if shares != [made.precision, made.recall, made.f1]:
            yield f"{table}/{scope}"


def wrong_units(frames: Frames) -> Iterator[str]:
    """Yield the rows whose units are not the shared ones plus those of one coding alone."""
    units = frames["codings"].filter(pl.col("field").is_null())
    ids = units.select("record_table", "first_id", "second_id")
    alone = Counter(
        (table, first is not None)
        for table, first, second in ids.iter_rows()
        if (first is None) != (second is None)
    )
    for table, scope, first, second, both, *_ in frames["unitizing"].iter_rows():
        expected = both + alone[table, True], both + alone[table, False]
        if scope == "all" and table in MEASURED and (first, second) != expected:
            yield f"{table}/{scope}"
