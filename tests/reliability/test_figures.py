"""α is Krippendorff's own, agreement is counted, and what can't be measured says why."""

from collections.abc import Sequence
from typing import Any

import krippendorff
import numpy as np
import pytest

from build.artefacts.build import all_frames
from build.reliability import figures as figures_of
from build.reliability.figures import (
    Coded,
    Figures,
    UnitCounts,
    alpha_of_counts,
    confusions,
    measure,
)
from build.reliability.units import Level
from tests.conftest import ROOT

# Krippendorff 2011, Computing Krippendorff's Alpha-Reliability: two observers, ten units, two
# categories: alpha .095.
FIRST = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
SECOND = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]


def cells(first: Sequence[object], second: Sequence[object]) -> list[Coded]:
    """Units in passages of their own."""
    return [Coded(a, b, (n,)) for n, (a, b) in enumerate(zip(first, second, strict=True))]


def test_alpha_of_krippendorffs_binary_example() -> None:
    figures = measure(cells(FIRST, SECOND), "nominal")
    assert (figures.units, figures.agreement, figures.alpha) == (10, 0.6, 0.095)


def test_alpha_of_krippendorffs_nominal_example() -> None:
    """The example of 2011 with five categories and twelve units: alpha .692."""
    first = [*"aabbdcccedda"]
    second = [*"babbbcccedd", "d"]
    assert measure(cells(first, second), "nominal").alpha == 0.692


@pytest.mark.parametrize("level", ["nominal", "ordinal"])
def test_alpha_of_counts_is_that_of_the_units(level: Level) -> None:
    units = cells([*"aabbdcccedda"], [*"babbbcccedd", "d"])
    counts = confusions(units)
    assert alpha_of_counts(counts, level, "abcde") == measure(units, level, "abcde").alpha
    assert alpha_of_counts({("a", "a"): 5}, level, "abcde") is None
    assert alpha_of_counts({("a", "b"): 1, ("c", "c"): 0}, level, "abcde") is None


def test_the_libraries_example_of_four_observers_is_743() -> None:
    """The example of Krippendorff's book, missing data and four observers: .743 nominal.

    Two codings can't be four; the library that is used gives it.
    """
    nan = np.nan
    data = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, nan, nan, nan],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nan, 3],
        [nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nan],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nan],
    ]
    nominal = krippendorff.alpha(data, level_of_measurement="nominal")
    interval = krippendorff.alpha(data, level_of_measurement="interval")
    ordinal = krippendorff.alpha(data, level_of_measurement="ordinal")
    assert [round(a, 3) for a in (nominal, ordinal, interval)] == [0.743, 0.815, 0.849]


def test_an_ordinal_slip_by_one_rank_costs_less_than_one_by_many() -> None:
    ranks = ["ruled_out", "declined", "open", "pledged", "signed"]
    near = measure(
        cells(ranks, ["ruled_out", "declined", "open", "signed", "signed"]), "ordinal", ranks
    )
    far = measure(
        cells(ranks, ["signed", "declined", "open", "pledged", "signed"]), "ordinal", ranks
    )
    assert near.agreement == far.agreement == 0.8
    assert near.alpha is not None
    assert far.alpha is not None
    assert near.alpha > 0.9 > 0.3 > far.alpha


@pytest.mark.parametrize(
    ("first", "second", "level", "expected"),
    [
        ([], [], "nominal", Figures(0, None, None, None, None, "no_units")),
        (["a"], ["b"], "nominal", Figures(1, 0.0, None, None, None, "too_few")),
        (["a", "a"], ["a", "a"], "nominal", Figures(2, 1.0, None, None, None, "does_not_vary")),
        # A null is a value of a code, and no number.
        (["a", None], ["a", None], "nominal", Figures(2, 1.0, 1.0, 1.0, 1.0, None)),
        ([1, None], [1, 5], "interval", Figures(2, 0.5, None, None, None, "too_few")),
    ],
)
def test_what_can_not_be_measured_says_why(
    first: list[object], second: list[object], level: str, expected: Figures
) -> None:
    assert measure(cells(first, second), level) == expected  # type: ignore[arg-type]


def test_the_interval_holds_alpha_and_is_the_same_each_time() -> None:
    given = cells([*FIRST, *FIRST], [*SECOND, *FIRST])
    figures = measure(given, "nominal")
    assert figures == measure(given, "nominal")
    assert figures.low is not None
    assert figures.alpha is not None
    assert figures.high is not None
    assert figures.low < figures.alpha < figures.high <= 1


def test_units_of_one_passage_are_drawn_together() -> None:
    """Twenty units in two passages vary more from draw to draw than in twenty."""
    first, second = [*FIRST, *FIRST], [*SECOND, *FIRST]
    apart = measure(cells(list(first), list(second)), "nominal")
    together = [
        Coded(a, b, (n // 10,)) for n, (a, b) in enumerate(zip(first, second, strict=True))
    ]
    joint = measure(together, "nominal")
    assert joint.alpha == apart.alpha
    # The first ten units twice: 1 - 39 * 16 / (2 * 28 * 12).
    assert (joint.low, joint.high) == (0.071, 1.0)
    assert (apart.low, apart.high) != (joint.low, joint.high)


def test_confusions_count_each_pair_of_values() -> None:
    found = confusions(cells(["a", "a", "b", None], ["a", "b", "b", "a"]))
    assert found == {("a", "a"): 1, ("a", "b"): 1, ("b", "b"): 1, (None, "a"): 1}


def test_found_by_both_of_those_found() -> None:
    finding = UnitCounts(first=4, second=5, both=3)
    assert (finding.precision, finding.recall, finding.f1) == (0.6, 0.75, 0.667)
    nothing = UnitCounts(0, 0, 0)
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)


Numbers = np.ndarray[Any, np.dtype[np.float64]]


def one_by_one(data: Numbers, level: Level, passages: Sequence[Any]) -> tuple[float, float]:
    """The interval as version 0.2.0 made it: α of each resample by the library."""
    columns: dict[Any, list[int]] = {}
    for column, passage in enumerate(passages):
        columns.setdefault(passage, []).append(column)
    clusters = [np.array(c) for c in columns.values()]
    generator = np.random.Generator(np.random.PCG64(figures_of.SEED))
    points = []
    for _ in range(figures_of.RESAMPLES):
        drawn = generator.integers(0, len(clusters), len(clusters))
        sample = data[:, np.concatenate([clusters[n] for n in drawn])]
        sample = sample[:, ~np.isnan(sample).any(axis=0)]
        varies = sample.shape[1] > 1 and np.unique(sample).size > 1
        points.append(krippendorff.alpha(sample, level_of_measurement=level) if varies else 1.0)
    low, high = np.percentile(points, (2.5, 97.5))
    return figures_of.rounded(float(low)), figures_of.rounded(float(high))


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
def test_an_interval_is_that_of_resamples_taken_one_by_one(level: Level) -> None:
    """Passages of one to three units; a value that is missing; values far apart, as days are."""
    generator = np.random.default_rng(7)
    first = generator.integers(0, 5, 30) ** 3 + 739_000.0
    second = np.where(generator.random(30) < 0.3, np.roll(first, 1), first)
    if level == "interval":
        second[4] = np.nan
    passages = [n // 3 if n < 12 else n for n in range(30)]
    data = np.array([first, second])
    assert figures_of._interval(data, level, passages) == one_by_one(data, level, passages)


@pytest.mark.thorough
def test_the_intervals_of_the_dataset_are_those_taken_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Cell by cell, of every variable of the two codings."""
    made = []
    interval = figures_of._interval

    def noted(*of: Any) -> tuple[float, float]:
        made.append((of, interval(*of)))
        return made[-1][1]

    monkeypatch.setattr(figures_of, "_interval", noted)
    all_frames(ROOT / "raw")
    assert len(made) > 80
    for of, found in made:
        assert found == one_by_one(*of)
