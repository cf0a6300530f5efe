"""Measure how far two codings agree: α, agreement, confusions, and the units that both found.

Krippendorff's α (2019, chapters 11 and 12) is computed by the library `krippendorff` on the
level of each variable. Null is an ordinary value of a nominal variable. A null number or day
can't be compared, so it is left out of α, but it counts as a disagreement in `agreement`. The
interval is the middle 95 % of α over resamples of passages with replacement (percentile
bootstrap), because the units of one sentence are coded together.

Left out on purpose: γ and unitised α. A unit is a row, and its passages are sentences or
clauses, so most boundaries are given. The characters that both codings cover measure the rest.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import krippendorff
import numpy as np
from numpy.typing import NDArray

from build.reliability.units import Level

# With this many, the second decimal of a bound no longer depends on the seed.
RESAMPLES = 1000
SEED = 20261127
_DIGITS = 3
Value = Any
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Coded:
    """The two codings of a variable in one unit, and the passage of the unit."""

    first: Value
    second: Value
    passage: tuple[Any, ...]


@dataclass(frozen=True)
class Figures:
    """The agreement on a variable; without α and its bounds, `no_alpha` is the reason."""

    units: int
    agreement: float | None
    alpha: float | None
    low: float | None
    high: float | None
    no_alpha: str | None


def measure(cells: Sequence[Coded], level: Level, ranks: Sequence[str] = ()) -> Figures:
    """Return the figures of a variable from its cells, its level and its codes in order."""
    if not cells:
        return Figures(0, None, None, None, None, "no_units")
    agreement = rounded(sum(c.first == c.second for c in cells) / len(cells))
    data = _numbers(cells, level, ranks)
    point, why = _alpha(data, level)
    if point is None:
        return Figures(len(cells), agreement, None, None, None, why)
    low, high = _interval(data, level, [c.passage for c in cells])
    return Figures(len(cells), agreement, rounded(point), low, high, None)


def alpha_of(cells: Sequence[Coded], level: Level, ranks: Sequence[str] = ()) -> float | None:
    """Return α alone, or None if it is undefined."""
    point, _ = _alpha(_numbers(cells, level, ranks), level)
    return None if point is None else rounded(point)


def alpha_of_counts(
    counts: Mapping[tuple[Value, Value], int], level: Level, ranks: Sequence[str] = ()
) -> float | None:
    """Return α from the number of times each pair of codes occurs, or None if it is undefined.

    Counts may be of any size. Raises `KeyError` if an ordinal value is not in `ranks`.
    """
    counts = {pair: count for pair, count in counts.items() if count > 0}
    data = _numbers([Coded(*pair, ()) for pair in counts], level, ranks)
    if sum(counts.values()) < 2 or np.unique(data).size < 2:
        return None
    draws = np.array([list(counts.values())], dtype=np.int64)
    (alpha,) = _resampled(data, level, np.arange(len(counts)), draws)
    return rounded(float(alpha))


def confusions(cells: Iterable[Coded]) -> Counter[tuple[Value, Value]]:
    """Return the number of cells per pair of values, including pairs of equal values."""
    return Counter((c.first, c.second) for c in cells)


def _numbers(cells: Sequence[Coded], level: Level, ranks: Sequence[str]) -> Numbers:
    """Return the two codings as rows of numbers; what can't be compared is not a number."""
    number: Callable[[Value], float] = _number
    if level != "interval":
        given = dict.fromkeys(value for c in cells for value in (c.first, c.second))
        codes = ranks if level == "ordinal" else given
        number = {code: float(n) for n, code in enumerate(codes)}.__getitem__
    return np.array([[number(c.first) for c in cells], [number(c.second) for c in cells]])


def _number(value: Value) -> float:
    if value is None:
        return float("nan")
    return float(value if isinstance(value, int) else value.toordinal())


def _alpha(data: Numbers, level: Level) -> tuple[float | None, str]:
    """Return α, or None and why there is none."""
    both = data[:, ~np.isnan(data).any(axis=0)]
    if both.shape[1] < 2:
        return None, "too_few"
    if np.unique(both).size < 2:
        return None, "does_not_vary"
    return float(krippendorff.alpha(both, level_of_measurement=level)), ""


def _interval(data: Numbers, level: Level, passages: Sequence[Any]) -> tuple[float, float]:
    """Return the bounds of the middle 95 % of α over resamples of passages.

    A resample in which the variable does not vary agrees completely, so it counts as 1.
    """
    places = {passage: n for n, passage in enumerate(dict.fromkeys(passages))}
    comparable = ~np.isnan(data).any(axis=0)
    clusters = np.array([places[passage] for passage in passages])[comparable]
    points = _resampled(data[:, comparable], level, clusters, _draws(len(places)))
    low, high = np.percentile(points, (2.5, 97.5))
    return rounded(float(low)), rounded(float(high))


def _draws(clusters: int) -> NDArray[np.int64]:
    """Return how often each resample, a row, holds each of so many clusters, a column."""
    generator = np.random.Generator(np.random.PCG64(SEED))
    drawn = generator.integers(0, clusters, (RESAMPLES, clusters))
    numbered = drawn + clusters * np.arange(RESAMPLES)[:, np.newaxis]
    counts = np.bincount(numbered.ravel(), minlength=RESAMPLES * clusters)
    return counts.reshape(RESAMPLES, clusters)


def _resampled(
    data: Numbers,
    level: Level,
    clusters: NDArray[np.int64],
    draws: NDArray[np.int64],
) -> Numbers:
    """Return α for each resample: a row of `draws`, how often it holds each cluster.

    `clusters` contains the cluster of each column of `data`. A single matrix product counts the
    pairs of values in each resample. The observed disagreement follows from these counts, and
    the expected disagreement from the frequencies of the values (Krippendorff 2019, section
    12.3). Ordinal values are replaced by their mean ranks, because Krippendorff's ordinal
    difference is the difference of mean ranks.
    """
    values, cells = np.unique(data, return_inverse=True)
    first, second = cells.reshape(data.shape)
    pairs, pair_of_column = np.unique([first, second], axis=1, return_inverse=True)
    pairs_of_cluster = np.zeros((draws.shape[1], pairs.shape[1]))
    np.add.at(pairs_of_cluster, (clusters, pair_of_column.ravel()), 1)
    counts = draws @ pairs_of_cluster
    frequencies = counts @ (np.eye(len(values))[pairs[0]] + np.eye(len(values))[pairs[1]])
    total = frequencies.sum(axis=1)
    if level == "nominal":
        observed = 2 * counts @ (pairs[0] != pairs[1])
        expected = total**2 - (frequencies**2).sum(axis=1)
    else:
        scale = np.broadcast_to(values - values[0], frequencies.shape)
        if level == "ordinal":
            scale = frequencies.cumsum(axis=1) - frequencies / 2
        # Both are halved, which does not change their ratio.
        observed = (counts * (scale[:, pairs[0]] - scale[:, pairs[1]]) ** 2).sum(axis=1)
        squares = (frequencies * scale**2).sum(axis=1)
        expected = total * squares - (frequencies * scale).sum(axis=1) ** 2
    # Without two different values the expected disagreement is zero.
    varies = (frequencies > 0).sum(axis=1) > 1
    ratio = np.divide(
        (total - 1) * observed, expected, out=np.zeros_like(observed), where=varies
    )
    alpha: Numbers = 1 - ratio
    return alpha


def rounded(value: float) -> float:
    """Return a share or α with three digits; only whole agreement is 1."""
    short = round(value, _DIGITS) + 0.0  # no negative zero
    return 1 - 10**-_DIGITS if short == 1 and value < 1 else short


@dataclass(frozen=True)
class UnitCounts:
    """The numbers of units of a kind that each coding found, and that both found."""

    first: int
    second: int
    both: int

    @property
    def precision(self) -> float | None:
        """The share of the second coding's units that the first has."""
        return rounded(self.both / self.second) if self.second else None

    @property
    def recall(self) -> float | None:
        """The share of the first coding's units that the second has."""
        return rounded(self.both / self.first) if self.first else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        total = self.first + self.second
        return rounded(2 * self.both / total) if total else None
