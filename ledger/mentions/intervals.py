"""From the wording and the precision of a figure to the values it allows.

Two intervals, as in the model of the ledger: `strict` is what the words allow in logic, when the figure may have been
cut or rounded; `usual` what a reader takes them for. usual lies inside strict.
"""

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from ledger.mentions.records import Interval

_MOST_FIGURES = 20_000
"""Values kept in memory with their last figures."""


class Figure(NamedTuple):
    """A value as written. `step` is one unit of its last written digit, in the value's own unit."""

    value: Decimal
    step: Decimal
    rough: bool
    """Decimals or a fraction are written, so the last written digit shows the precision."""
    measured: bool
    """A measure, duration or share, which is read off and rounded; a count or an amount is not."""
    share: bool


@lru_cache(_MOST_FIGURES)
def last_figure(value: Decimal) -> Decimal:
    """One unit of the last non-zero digit of a value: 10 for 450, 0.01 for 4.63, 1 for 0."""
    if not value:
        return Decimal(1)
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))


def precision(figure: Figure) -> Decimal:
    """How far the value may lie from the truth when no hedge is said: 0 for an exact count."""
    if figure.rough or figure.share:
        return figure.step
    unit = last_figure(figure.value)
    if unit >= 100:
        return max(unit, figure.step)
    return figure.step if figure.measured else Decimal(0)


def hedged_step(figure: Figure) -> Decimal:
    """How far a hedge reaches by usual reading: 'more than 450' up to 460, 'nearly 13 billion' down to 12."""
    unit = max(last_figure(figure.value), figure.step)
    return min(unit, Decimal(10)) if figure.share and abs(figure.value) <= 100 else unit


def interval(figure: Figure, hedge: str) -> Interval:
    """The values allowed by a hedge of the contract (`none`, `more_than`, ...) before or after the figure."""
    value = figure.value
    if hedge in ("none", "about"):
        width = precision(figure) if hedge == "none" else hedged_step(figure)
        return _bounds(value - width, value + width, value - width / 2, value + width / 2)
    step = hedged_step(figure)
    if hedge in ("more_than", "at_least"):
        return _bounds(value, None, value, value + step)
    if hedge == "up_to":
        return _bounds(None, value, None, value)
    return _bounds(None, value, value - step, value)


def range_interval(low: Decimal, high: Decimal) -> Interval:
    """A range said in words has sharp ends."""
    return _bounds(low, high, low, high)


def _bounds(
    low: Decimal | None, high: Decimal | None, usual_low: Decimal | None, usual_high: Decimal | None
) -> Interval:
    return Interval(
        None if low is None else float(low),
        None if high is None else float(high),
        None if usual_low is None else float(usual_low),
        None if usual_high is None else float(usual_high),
    )
