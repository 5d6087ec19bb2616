"""How the intervals of two figures stand to each other.

`strict` is what the wording allows by logic, `usual` what a reader assumes; usual lies inside strict. Bounds are
floats, None is open. Intervals that touch are not disjoint: a cut figure may have any value up to the next step.
"""

from enum import StrEnum
from typing import Protocol


class Bounded(Protocol):
    """Anything with the bounds of a figure: a claim, an interval, a row."""

    @property
    def low(self) -> float | None:
        """Strict lower bound."""

    @property
    def high(self) -> float | None:
        """Strict upper bound."""

    @property
    def usual_low(self) -> float | None:
        """Lower bound of the usual reading."""

    @property
    def usual_high(self) -> float | None:
        """Upper bound of the usual reading."""


class IntervalRelation(StrEnum):
    """Whether two figures can both be right."""

    MEET = "meet"
    USUALLY_DISJOINT = "usually disjoint"
    DISJOINT = "disjoint"


def disjoint(a_low: float | None, a_high: float | None, b_low: float | None, b_high: float | None) -> bool:
    """Whether no value lies in both, touching ends counted as a common value."""
    return (a_high is not None and b_low is not None and beyond(b_low, a_high)) or (
        b_high is not None and a_low is not None and beyond(a_low, b_high)
    )


def usually_apart(a: Bounded, b: Bounded) -> bool:
    """Whether two figures cannot both be right as a reader takes them."""
    return disjoint(a.usual_low, a.usual_high, b.usual_low, b.usual_high)


def beyond(low: float, high: float) -> bool:
    """low > high by more than what binary fractions lose (0.1 + 0.2 is not quite 0.3)."""
    return low - high > 1e-12 * max(abs(low), abs(high))


def relate(a: Bounded, b: Bounded) -> IntervalRelation:
    """Compares two figures: disjoint by logic, only by the usual reading, or not at all."""
    if disjoint(a.low, a.high, b.low, b.high):
        return IntervalRelation.DISJOINT
    if usually_apart(a, b):
        return IntervalRelation.USUALLY_DISJOINT
    return IntervalRelation.MEET


def plain(value: float) -> str:
    """A number for a person, thousands parted by commas, at most four significant decimals: '4,539,000', '3.448'."""
    digits = 0 if float(value).is_integer() else 4 if abs(value) < 1 else 3
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
