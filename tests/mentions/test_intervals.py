"""Intervals: what a wording and its precision allow."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.mentions.intervals import Figure, interval, range_interval
from ledger.mentions.quantities import read_quantities
from ledger.mentions.records import Interval, Quantity
from ledger.mentions.tokens import tokenize

HEDGES = ["", "more than ", "at least ", "nearly ", "about ", "less than ", "up to "]
# Wording: strict low, strict high, usual low, usual high.
CASES = {
    "617 projects": (617, 617, 617, 617),
    "8,300 people": (8200, 8400, 8250, 8350),
    "45,000 people": (44000, 46000, 44500, 45500),
    "1,000 hectares": (0, 2000, 500, 1500),
    "812.6 hectares": (812.5, 812.7, 812.55, 812.65),
    "120 km": (119, 121, 119.5, 120.5),
    "27.3%": (27.2, 27.4, 27.25, 27.35),
    "100 per cent": (99, 101, 99.5, 100.5),
    "3.217 trillion dong": (3.216e12, 3.218e12, 3.2165e12, 3.2175e12),
    "$3,618 billion": (3.617e12, 3.619e12, 3.6175e12, 3.6185e12),
    "$60 million": (50e6, 70e6, 55e6, 65e6),
    "two and a half million euros": (2e6, 3e6, 2.25e6, 2.75e6),
    "more than 450 models": (450, None, 450, 460),
    "more than 8 hectares": (8, None, 8, 9),
    "at least 4%": (4, None, 4, 5),
    "4 tonnes or more": (4, None, 4, 5),
    "nearly $17 billion": (None, 17e9, 16e9, 17e9),
    "nearly two decades": (None, 20, 10, 20),
    "nearly 14,000 chickens": (None, 14000, 13000, 14000),
    "less than 5%": (None, 5, 4, 5),
    "up to 500 people": (None, 500, None, 500),
    "about 97%": (96, 98, 96.5, 97.5),
    "about 60 hectares": (50, 70, 55, 65),
    "about $4 billion": (3e9, 5e9, 3.5e9, 4.5e9),
    "about 12,500 people": (12400, 12600, 12450, 12550),
    "5-6 million tonnes": (5e6, 6e6, 5e6, 6e6),
    "more than 5-6 million tonnes": (5e6, 6e6, 5e6, 6e6),
    "hundreds of families": (200, 999, 200, 999),
    "thousands of families": (2000, 9999, 2000, 9999),
    "one in four adults": (22.5, 27.5, 23.75, 26.25),
    "-5°C": (-6, -4, -5.5, -4.5),
    "no casualties": (0, 0, 0, 0),
}


def only(sentence: str) -> Quantity:
    quantities, _ = read_quantities(sentence, tokenize(sentence))
    assert len(quantities) == 1
    return quantities[0]


@pytest.mark.parametrize("wording", CASES)
def test_bounds(wording: str) -> None:
    bounds = only(f"There were {wording} in the end.").interval
    assert (bounds.low, bounds.high, bounds.usual_low, bounds.usual_high) == pytest.approx(CASES[wording])


def inside(value: float, bounds: Interval) -> bool:
    return (bounds.low is None or bounds.low <= value) and (bounds.high is None or value <= bounds.high)


figures = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False) | st.integers(0, 10**12).map(Decimal)


@given(
    figures,
    st.sampled_from([" tonnes", "%", " people", " million dollars", " billion km"]),
    st.sampled_from(HEDGES),
)
def test_value_and_usual_bounds_lie_inside_the_strict_ones(figure: Decimal, unit: str, hedge: str) -> None:
    quantity = only(f"It was {hedge}{figure:,}{unit}.")
    bounds = quantity.interval
    assert quantity.value is not None
    assert inside(quantity.value, bounds)
    for end in (bounds.usual_low, bounds.usual_high):
        assert end is None or inside(end, bounds)
    assert (bounds.usual_low is None) <= (bounds.low is None)
    assert (bounds.usual_high is None) <= (bounds.high is None)


@given(st.integers(1, 999), st.sampled_from(HEDGES))
def test_scale_words_do_not_change_relative_bounds(figure: int, hedge: str) -> None:
    def relative(scale: str) -> list[float | None]:
        quantity = only(f"It cost {hedge}{figure} {scale} dollars.")
        assert quantity.value is not None
        bounds = quantity.interval
        ends = (bounds.low, bounds.high, bounds.usual_low, bounds.usual_high)
        return [None if end is None else end / quantity.value for end in ends]

    assert relative("million") == pytest.approx(relative("billion"))
    assert relative("million") == pytest.approx(relative("thousand"))


def test_a_range_keeps_its_ends() -> None:
    assert range_interval(Decimal(3), Decimal(5)) == Interval(3.0, 5.0, 3.0, 5.0)


def test_a_zero_has_no_width_as_a_count() -> None:
    zero = Figure(Decimal(0), Decimal(1), rough=False, measured=False, share=False)
    assert interval(zero, "none") == Interval(0.0, 0.0, 0.0, 0.0)
