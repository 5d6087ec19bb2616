"""Rates that a total and what it is shared out over allow a reader to work out: so much a head, a year, a hectare."""

from collections.abc import Iterator, Sequence

from ledger.compare.arithmetic.working import (
    Bounds,
    Working,
    after,
    between,
    quotient,
    shown,
    start,
    strictly,
    told_by,
    usually,
)
from ledger.compare.facets.intervals import plain
from ledger.compare.facets.keys import OPEN, Keyed
from ledger.compare.facets.words import canonical


def rates(entries: Sequence[Keyed]) -> Iterator[Working]:
    """'18,600 people on 124 square kilometres, a density of 150 ...', '3,500 hectares at 5.2 tonnes per hectare, for a
    crop of 18,200 tonnes'."""
    for rate in entries:
        over, _, per = rate.scope.measure.unit.partition("/")
        if not over or not per or "/" in per or canonical(per) == over:
            continue
        totals = [e for e in entries if e.scope.measure.unit == over]
        bases = [e for e in entries if e.scope.measure.unit == canonical(per)]
        if len(totals) != 1 or len(bases) != 1 or _others(rate, entries):
            continue
        total, base = totals[0], bases[0]
        if start(rate) > max(start(total), start(base)) and _told_of(rate, total, base):
            yield _divided(rate, total, base)
        elif start(total) > max(start(rate), start(base)) and told_by("sums_to", _gap(total, entries)):
            yield _multiplied(rate, total, base)


def _others(rate: Keyed, entries: Sequence[Keyed]) -> bool:
    """Whether the sentence tells a second rate of the kind."""
    return any(e is not rate and e.scope.measure.unit == rate.scope.measure.unit for e in entries)


def _gap(entry: Keyed, entries: Sequence[Keyed]) -> str:
    """The words between the figure before and this one."""
    return between(entries[entries.index(entry) - 1], entry)


def _told_of(rate: Keyed, total: Keyed, base: Keyed) -> bool:
    """Whether a rate is told as that of the two figures before it: behind 'or', 'an average of', a comma."""
    last = max((total, base), key=start)
    gap = between(last, rate)
    tied = told_by("or", gap) or told_by("on_average", gap) or told_by("on_average", after(rate)[:20])
    return len(gap) <= _LONG and (tied or told_by("next_to", gap))


_LONG = 70
"""Characters between a rate and the figures it follows from at most."""


def _divided(rate: Keyed, total: Keyed, base: Keyed) -> Working:
    value = (total.claim.value or 0) / (base.claim.value or 1)
    how = f"{shown(total)} / {shown(base)} = {plain(value)}"
    return Working(rate, "rate", (total, base), quotient(total, base, strictly), quotient(total, base, usually), how)


def _multiplied(rate: Keyed, total: Keyed, base: Keyed) -> Working:
    value = (rate.claim.value or 0) * (base.claim.value or 0)
    how = f"{shown(base)} x {shown(rate)} = {plain(value)}"

    def bounds(of_rate: Bounds, of_base: Bounds) -> Bounds:
        return max(-OPEN, of_rate[0] * of_base[0]), min(OPEN, of_rate[1] * of_base[1])

    strict, usual = (bounds(of(rate), of(base)) for of in (strictly, usually))
    return Working(total, "product", (base, rate), strict, usual, how)
