"""Intervals of two figures: meeting, disjoint, disjoint by the usual reading only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.compare.facets.intervals import beyond, disjoint, plain, relate
from ledger.mentions.records import Interval

ends = st.one_of(st.none(), st.floats(-1e12, 1e12))


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (Interval(10, 10, 10, 10), Interval(11, 11, 11, 11), "disjoint"),
        (Interval(10, 11, 10, 11), Interval(11, 12, 11, 12), "meet"),
        (Interval(320, None, 320, 330), Interval(386, 386, 386, 386), "usually disjoint"),
        (Interval(320, None, 320, 330), Interval(326, 326, 326, 326), "meet"),
        (Interval(None, 13, 12, 13), Interval(9, 9, 9, 9), "usually disjoint"),
        (Interval(2.32, 2.34, 2.325, 2.335), Interval(2.33, 2.35, 2.335, 2.345), "meet"),
        (Interval(None, None, None, None), Interval(1, 1, 1, 1), "meet"),
    ],
)
def test_relations(a: Interval, b: Interval, relation: str) -> None:
    assert relate(a, b) == relation
    assert relate(b, a) == relation


def test_what_binary_fractions_lose_does_not_part_two_sums() -> None:
    assert 0.1 + 0.2 != 0.3
    assert not disjoint(0.1 + 0.2, 0.1 + 0.2, 0.3, 0.3)
    assert beyond(1_000_000_002, 1_000_000_001)


@given(ends, ends, ends, ends)
def test_disjoint_is_the_same_both_ways(a: float | None, b: float | None, c: float | None, d: float | None) -> None:
    assert disjoint(a, b, c, d) == disjoint(c, d, a, b)


@pytest.mark.parametrize(
    ("value", "text"), [(1250000.0, "1,250,000"), (3.448, "3.448"), (2.25, "2.25"), (0.0625, "0.0625"), (12.5, "12.5")]
)
def test_numbers_for_a_person(value: float, text: str) -> None:
    assert plain(value) == text
