"""Totals that a number of things and the size of each, or a rate and its time, allow a reader to work out."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import prod

from ledger.compare.arithmetic.working import (
    Working,
    after,
    alike,
    between,
    clip,
    same_base,
    short,
    shown,
    start,
    strictly,
    told_by,
)
from ledger.compare.facets.intervals import plain
from ledger.compare.facets.keys import Keyed
from ledger.compare.facets.words import canonical

_DAYS = {"year": 365.0, "month": 365.0 / 12, "week": 7.0, "day": 1.0}
_ROUNDED = 0.01
"""Share by which a yearly figure may differ from 12 monthly, 52 weekly or 365 daily ones: years are not all alike."""


def products(entries: Sequence[Keyed], before: Sequence[Keyed]) -> Iterator[Working]:
    """Totals of things of one size, and of rates over a time."""
    yield from _of_each(entries, before)
    yield from _of_size(entries)
    yield from _in_each(entries)
    yield from _of_two_times(entries)
    yield from _over_a_time(entries)


def _of_each(entries: Sequence[Keyed], before: Sequence[Keyed]) -> Iterator[Working]:
    """'42 turbines of 15 MW each ... its 612 MW', '14 events at $10,000 each, or $140,000 in all'."""
    for i, size in enumerate(entries):
        if not told_by("each", after(size)):
            continue
        number = next((e for e in reversed(entries[:i]) if _numbers(e, size)), None)
        if number is None:
            continue
        first = entries[entries.index(number) - 1]
        if start(first) < start(number) and alike(first, size) and told_by("parted", between(first, number)):
            yield product(first, number, size)
        for total in entries:
            if total not in (size, number) and _is_total(total, size, entries):
                yield product(total, number, size)
    for size, total in ((s, t) for s in before for t in entries):
        if told_by("each", after(size)) and same_base(size, total) and told_by("total", total.claim.before[-8:]):
            number = next((e for e in reversed(before[: before.index(size)]) if _numbers(e, size)), None)
            if number is not None and (total.claim.value or 0) > (size.claim.value or 0) and total is entries[0]:
                yield product(total, number, size)


def _of_size(entries: Sequence[Keyed]) -> Iterator[Working]:
    """'25 turbines of 4.2 MW, giving it a capacity of 105 MW'."""
    for number, size, total in zip(entries, entries[1:], entries[2:], strict=False):
        sized = (
            told_by("of_size", between(number, size)) and _numbers(number, size) and "/" not in (size.claim.unit or "")
        )
        if sized and alike(size, total) and told_by("sums_to", between(size, total)):
            yield product(total, number, size)


def _in_each(entries: Sequence[Keyed]) -> Iterator[Working]:
    """'Each of the six greenhouses holds 1,200 plants, 7,200 in total'."""
    for number, size, total in zip(entries, entries[1:], entries[2:], strict=False):
        told = told_by("each_of", number.claim.before) and number.scope.measure.counted and not alike(number, size)
        if told and alike(size, total) and short(size, total, 30) and told_by("in_all", after(total)):
            yield product(total, number, size)


def _numbers(number: Keyed, size: Keyed) -> bool:
    """Whether a count stands close before the size of its things."""
    value = number.claim.value or 0
    return number.scope.measure.counted and value > 1 and not alike(number, size) and short(number, size, 60)


def _is_total(total: Keyed, size: Keyed, entries: Sequence[Keyed]) -> bool:
    if not same_base(size, total) or (total.claim.value or 0) <= (size.claim.value or 0):
        return False
    told = told_by("in_all", after(total)) or told_by("total", total.claim.before[-12:])
    apart = entries.index(size) - entries.index(total)
    near = abs(apart) == 1
    reverse = apart in (1, 2) and told_by("or", size.claim.before[-8:])
    return (near and told and start(total) > start(size)) or reverse


def product(total: Keyed, number: Keyed, size: Keyed) -> Working:
    """What so many of one size make."""
    low, high = (prod(ends) for ends in zip(strictly(number), strictly(size), strict=True))
    value = (number.claim.value or 0) * (size.claim.value or 0)
    how = f"{shown(number)} x {shown(size)} = {plain(value)}"
    return Working(total, "product", (number, size), (clip(low), clip(high)), (value, value), how)


def _of_two_times(entries: Sequence[Keyed]) -> Iterator[Working]:
    """'18,000 a month, or 216,000 a year': one rate told for two stretches of time."""
    for a, b in pairwise(entries):
        left, _, per_a = a.scope.measure.unit.rpartition("/")
        right, _, per_b = b.scope.measure.unit.rpartition("/")
        if left != right or per_a == per_b or per_a not in _DAYS or per_b not in _DAYS:
            continue
        if not told_by("or", between(a, b)) or not short(a, b, 20):
            continue
        factor = _DAYS[per_b] / _DAYS[per_a]
        low, high = (end * factor for end in strictly(a))
        value = (a.claim.value or 0) * factor
        how = f"{shown(a)} x {plain(factor)} = {plain(value)}"
        bounds = clip(low * (1 - _ROUNDED)), clip(high * (1 + _ROUNDED))
        yield Working(b, "rate", (a,), bounds, bounds, how)


def _over_a_time(entries: Sequence[Keyed]) -> Iterator[Working]:
    """'240,000 a year for 25 years, a total of 6 million'."""
    for rate, time, total in zip(entries, entries[1:], entries[2:], strict=False):
        base, _, per = rate.scope.measure.unit.rpartition("/")
        of_one_time = base and per in _DAYS and canonical(per) == time.scope.measure.unit
        if of_one_time and same_base(rate, total) and told_by("over", between(rate, time)):
            gap = between(time, total)
            if told_by("makes", gap) and (told_by("total", gap) or told_by("in_all", after(total))):
                yield product(total, time, rate)
