"""Slips of the hand between two figures: swapped neighbours, a power of ten."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.compare.facets.digits import digits, misprints, one_length, one_order, powers_apart, swapped

figures = st.one_of(st.integers(1, 10**9).map(float), st.decimals("0.01", "1e6", places=2).map(float))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (18142, 18412, True),
        (64.3, 46.3, True),
        (4.10, 4.01, True),
        (4.1, 41, False),
        (1.44e9, 1.44e6, False),
        (132, 231, False),  # not neighbours
        (6.43, 64.3, False),
        (18142, 18241, False),
        (1200, 1200, False),
        (None, 12, False),
    ],
)
def test_neighbours_that_changed_places(a: float | None, b: float | None, expected: bool) -> None:
    assert swapped(a, b) is expected
    assert swapped(b, a) is expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [(1.44e9, 1.44e6, True), (4.5, 45, True), (45, 45, False), (0, 10, False), (1, 10_000, False), (None, 10, False)],
)
def test_a_power_of_ten_apart(a: float | None, b: float | None, expected: bool) -> None:
    assert powers_apart(a, b) is expected
    assert powers_apart(b, a) is expected


@given(figures)
def test_every_misprint_of_a_figure_is_seen_as_one(value: float) -> None:
    for other in misprints(value)[1:]:
        # A nought that changes its place may be printed no more: '105' and '15.0'.
        lost = len(digits(other)) != len(digits(value)) or not one_length(value, other)
        assert powers_apart(value, other) or swapped(value, other) or lost


def test_figures_of_one_order_may_be_of_one_thing() -> None:
    assert one_order(2_400, 1_900)
    assert one_order(0.4, 3.9)
    assert not one_order(34.69, 2_600_000_000)
    assert not one_order(3, 30)
