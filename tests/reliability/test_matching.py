"""Units of two codings are paired one to one and best of all; ties and splits included."""

import pytest

from build.reliability.matching import pair_off
from build.reliability.units import Unit


def position(
    place: tuple[int, int], actor: str = "france", measure: str = "sea_presence"
) -> Unit:
    """A made-up position at a place in a text."""
    cells = {"actor_id": actor, "measure": measure}
    return Unit("commitments", f"{actor}-{measure}-{place}", (place,), cells)


A, B, C = (0, 10), (20, 30), (40, 60)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param([], [], [], id="nothing"),
        pytest.param([position(A)], [], [], id="one alone"),
        pytest.param([position(A)], [position(B)], [], id="other passages"),
        pytest.param([position(A), position(B)], [position(B), position(A)], [(0, 1), (1, 0)]),
        # In one sentence the naming fields tell them apart.
        pytest.param(
            [position(A, "france"), position(A, "italy")],
            [position(A, "italy"), position(A, "france")],
            [(0, 1), (1, 0)],
            id="one sentence",
        ),
        # Neither field agrees: not the same, though the passage is.
        pytest.param(
            [position(A, "france", "sea_presence")],
            [position(A, "italy", "ground_force")],
            [],
            id="same passage, another position",
        ),
        # One of the fields agrees: the same, coded otherwise.
        pytest.param(
            [position(A, "france", "sea_presence")],
            [position(A, "france", "ground_force")],
            [(0, 0)],
            id="coded otherwise",
        ),
        # A tie keeps the order.
        pytest.param(
            [position(A), position(A)], [position(A), position(A)], [(0, 0), (1, 1)], id="tie"
        ),
        # A split: two for one; the one whose passage is more alike is it.
        pytest.param(
            [position((0, 20))], [position((0, 8)), position((4, 20))], [(0, 1)], id="split"
        ),
        # Not the best for one, but the best of all: 0.5 + 0.5 goes before 1 alone.
        pytest.param(
            [position((0, 10)), position((10, 20))],
            [position((0, 20)), position((0, 10), "italy")],
            [(0, 1), (1, 0)],
            id="the best of all",
        ),
    ],
)
def test_units_are_paired(
    first: list[Unit], second: list[Unit], expected: list[tuple[int, int]]
) -> None:
    assert pair_off(first, second, by_place=False) == expected


def test_by_place_alone_the_codes_do_not_count() -> None:
    first = [position(A, "france"), position(A, "italy")]
    second = [position(A, "spain", "ground_force"), position(A, "france")]
    assert pair_off(first, second, by_place=False) == [(0, 1)]
    assert pair_off(first, second, by_place=True) == [(0, 0), (1, 1)]


def test_overlap_is_the_share_of_either() -> None:
    assert position((0, 10)).overlap(position((5, 15))) == pytest.approx(5 / 15)
    two = Unit("commitments", "x", ((0, 10), (20, 30)), {})
    assert two.overlap(position((0, 10))) == 0.5
    assert Unit("relations", "x", (), {}).overlap(position((0, 10))) == 0
