"""Changes in percent and in points that two levels told around them allow a reader to work out."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from ledger.compare.arithmetic.working import (
    Bounds,
    Working,
    after,
    alike,
    beside,
    between,
    clip,
    divided,
    minus,
    near,
    pattern,
    percent,
    quotient,
    same_base,
    short,
    shown,
    size,
    start,
    strictly,
    told_by,
    usually,
)
from ledger.compare.facets.intervals import plain
from ledger.compare.facets.keys import Keyed
from ledger.compare.facets.names import fold
from ledger.compare.facets.words import canonical, lexicon

_TIMES = {"doubled": 2.0, "tripled": 3.0, "trebled": 3.0, "quadrupled": 4.0, "halved": 0.5}
_MORE_OR_LESS: Mapping[str, tuple[float, float]] = {
    "more than": (0, 4),
    "over": (0, 4),
    "nearly": (2, 0),
    "almost": (2, 0),
}
"""How far below and above the whole multiple a hedge lets a level be, beside what rounding does."""
_ROUNDLY = 0.1
"""Share by which a level may miss the multiple that it is roundly told as."""
_WITH_LEVELS = 3
"""A change and its two levels."""


def changes(entries: Sequence[Keyed], at: int, before: Sequence[Keyed]) -> list[Working]:
    """'slid 8.3 % to 1.24 million from 1.49 million', '412, up 6 % from 387': a change with both levels."""
    result = entries[at]
    ends = _ends(entries, at)
    if ends is None:
        earlier = _ends_before(entries, at, before)
        return near(changed(result, *earlier)) if earlier else []
    a, b = min(ends, key=start), max(ends, key=start)
    clause = result.claim.text[min(start(a), start(result)) : max(start(b), start(result))]
    around = result.claim.before[-60:] + " . " + after(result)[:25]
    if told_by("other_change", clause) or not told_by("change", around) or _of_another_thing(result, a):
        return []
    return changed(result, *ends)


def _of_another_thing(result: Keyed, level: Keyed) -> bool:
    """Whether a change says what it is of, and the words up to its first level do not: 'a 3 % rise in exports'."""
    named = pattern("in_what").match(after(result))
    if named is None or start(level) > start(result):
        return False
    told = fold(level.claim.before).split() + fold(level.claim.measure).split()
    return {canonical(word) for word in fold(named[1]).split()}.isdisjoint(map(canonical, told))


def steps(entries: Sequence[Keyed], at: int) -> list[Working]:
    """'goes up by €6, from €49 to €55', 'from 18 to 22, a rise of 4': a change in the unit of its levels."""
    if len(entries) < _WITH_LEVELS or sum(alike(entries[at], other) for other in entries) < _WITH_LEVELS:
        return []
    result = entries[at]
    if result.unitless and at and told_by("told_aside", entries[at - 1].claim.before[-8:]):
        return []
    told = told_by("step", result.claim.before[-40:]) or told_by("more", after(result))
    return near(changes(entries, at, ())) if told else []


def multiples(entries: Sequence[Keyed]) -> Iterator[Working]:
    """'has tripled from 4,200 in 2015 to 12,600': the new level follows from the old one."""
    for old, new in pairwise(entries):
        told = pattern("times_by").search(old.claim.before)
        if not told or not alike(old, new) or not told_by("to", between(old, new)) or not old.claim.value:
            continue
        times = _TIMES[told[2].lower()]
        low, high = _MORE_OR_LESS.get((told[1] or "").lower(), (1, 1))
        strict, usual = ((times * (1 - slack * low), times * (1 + slack * high)) for slack in (2 * _ROUNDLY, _ROUNDLY))
        level = old.claim.value
        how = f"{plain(times)} x {shown(old)} = {plain(times * level)}"
        yield Working(new, "change", (old,), _scaled(strictly(old), strict), _scaled(usually(old), usual), how)


def _scaled(level: Bounds, times: Bounds) -> Bounds:
    return clip(level[0] * times[0]), clip(level[1] * times[1])


def changed(result: Keyed, new: Keyed, old: Keyed) -> list[Working]:
    """A change in points, or in percent of the old level; of a fall some tell it of the new one."""
    if result.claim.unit != "%":
        return [_subtracted(result, new, old)]
    workings = []
    fell = (new.claim.value or 0) < (old.claim.value or 0)
    for base, other in ((old, new), (new, old))[: 1 + fell]:
        quotients = quotient(other, base, strictly), divided(beside(other, base), beside(base, other))
        bounds, usual = (size(minus(percent(of_levels), (100, 100))) for of_levels in quotients)
        ratio = (other.claim.value or 0) / (base.claim.value or 1)
        upper, lower = (other, base) if ratio > 1 else (base, other)
        how = f"({shown(upper)} - {shown(lower)}) / {shown(base)} = {plain(abs(100 * (ratio - 1)))} %"
        workings.append(Working(result, "change", (new, old), bounds, usual, how))
    return workings


def stepped(result: Keyed, step: Keyed, level: Keyed) -> Working:
    """A change in percent by its size and the level that it led to: '38.4 million, 2.4 million more, or 6.7 %'."""
    rise, value = step.claim.value or 0.0, level.claim.value or 0.0
    usual = percent(divided(usually(step), minus(usually(level), usually(step))))
    how = f"{shown(step)} / ({shown(level)} - {shown(step)}) = {plain(100 * rise / (value - rise))} %"
    return Working(result, "change", (step, level), usual, usual, how)


def _subtracted(result: Keyed, new: Keyed, old: Keyed) -> Working:
    """The difference of two levels: of shares in points, of others in their own unit."""
    upper, lower = sorted((new, old), key=lambda level: level.claim.value or 0.0, reverse=True)
    bounds, usual = (size(minus(of(upper), of(lower))) for of in (strictly, usually))
    points = round((upper.claim.value or 0.0) - (lower.claim.value or 0.0), 9)
    how = f"{shown(upper)} - {shown(lower)} = {plain(points)}{' points' * _in_points(result)}"
    return Working(result, "change", (new, old), bounds, usual, how)


def _ends_before(entries: Sequence[Keyed], at: int, before: Sequence[Keyed]) -> tuple[Keyed, Keyed] | None:
    """Levels that the sentence before tells: '... 4,860 in 2021 and 3,120 in 2024. This is a decrease of 36 %', or one
    of them: '18,640 were waiting. A year ago it was 15,200, so the list has grown by 23 %'."""
    result, two = entries[at], before[-2:]
    lead = result.claim.before
    if at == 0 and len(two) == 2 and _levels(result, *two) and told_by("this_is", lead):
        if _in_turn(*two):
            return two[1], two[0]
        if told_by("to", two[0].claim.before) and told_by("from", between(*two)):
            return two[0], two[1]
    if at == 0 and before and len(entries) > 1 and _levels(result, before[-1], entries[1]):
        # '312,000 barrels in 2022. Last year sales fell by 14 % to 268,000'
        told = told_by("change", lead[-25:]) and told_by("leads_to", between(result, entries[1]))
        others = sum(_levels(result, entry, entries[1]) for entry in before)
        return (entries[1], before[-1]) if told and others == 1 and _of_one_thing(before[-1], entries[1]) else None
    if at == 1 and before and _levels(result, before[-1], entries[0]) and short(entries[0], entries[1], 60):
        if told_by("ago", entries[0].claim.before) and told_by("change", lead[-40:]):
            return before[-1], entries[0]
        # 'It was 460 tonnes in 2021. In 2023 it came to 345 tonnes, a fall of 25 %'
        behind = between(entries[0], result)
        if told_by("a_change", behind) or told_by("or_by", behind):
            alone = len(before) == 1 or sum(_levels(result, entry, entries[0]) for entry in before) == 1
            return (entries[0], before[-1]) if alone and _of_one_thing(before[-1], entries[0]) else None
    return None


def _of_one_thing(old: Keyed, new: Keyed) -> bool:
    """Whether the level of an earlier sentence may be that from which a later one moved."""
    a, b = old.scope, new.scope
    elsewhere = a.place != b.place and None not in (a.place, b.place)
    return not elsewhere and a.modality == b.modality and not _in_turn(new, old)


def _in_turn(a: Keyed, b: Keyed) -> bool:
    """Whether the second of two levels is told of a later time."""
    days = a.scope.days, b.scope.days
    return days[0] is not None and days[1] is not None and days[0].last < days[1].last


def _ends(entries: Sequence[Keyed], at: int) -> tuple[Keyed, Keyed] | None:
    """The new and the old level that stand around a change, if the words tie the three together."""
    result = entries[at]
    left, right = _ahead(result, entries[:at]), _behind(result, entries[at + 1 :])
    if len(right) == 2 and _levels(result, *right) and short(right[0], right[1], 45):
        gaps = between(result, right[0]), between(*right)
        # 'slid 8.3 % to A from B', 'up 8.2 % to A (B)'
        if told_by("leads_to", gaps[0]) and told_by("from", gaps[1]):
            return right[0], right[1]
        # 'grew 8.3 %, from B to A', 'grew 8.3 % between 2021 and 2023, from B to A'
        if told_by("leads_from", gaps[0]) and told_by("to", gaps[1]):
            return right[1], right[0]
    # 'A, up 6 % from B', 'A, 29 % more than the B'
    if left and right and _levels(result, left[-1], right[0]) and _told_on(result, left[-1]):
        gap = between(result, right[0])
        if len(gap) <= 45 and told_by("from", gap):
            return left[-1], right[0]
    return _ends_left(result, *left) if len(left) == 2 and _levels(result, *left) else None


def _told_on(result: Keyed, level: Keyed) -> bool:
    """Whether a change is told right behind the level it led to; points, which tell of no other sort of level, may
    follow after some words."""
    if not _in_points(result):
        return short(level, result, 25)
    return short(level, result, 60) and not told_by("new_clause", between(level, result))


def _ends_left(result: Keyed, first: Keyed, second: Keyed) -> tuple[Keyed, Keyed] | None:
    """'from B to A, a rise of 6 %', 'A against a normal of B, a shortfall of 28 %': both levels stand before."""
    behind = between(second, result)
    if not short(second, result, 60) or _goes_on(second, result) or told_by("set_against", behind):
        return None
    gap = between(first, second)
    if told_by("to", gap) and told_by("from", first.claim.before[-20:]) and not told_by("and_then", gap):
        return second, first
    if told_by("a_change", behind) and (_in_turn(first, second) or told_by("moved_to", gap)):
        return second, first
    fits = told_by("from", gap) and len(gap) <= 45 and (not told_by("of", gap) or gap.strip() == "instead of")
    return (first, second) if fits else None


def _behind(result: Keyed, entries: Sequence[Keyed]) -> Sequence[Keyed]:
    """The two figures behind a change, without the stretch of time it took: 'rose 7.8 % in the two months to'."""
    stretch = len(entries) > 2 and entries[0].scope.measure.unit in lexicon().times and _levels(result, *entries[1:3])
    return entries[1:3] if stretch and not _levels(result, *entries[:2]) else entries[:2]


def _ahead(result: Keyed, entries: Sequence[Keyed]) -> Sequence[Keyed]:
    """The two figures ahead of a change, without the stretch of time it took: 'to 96 within three years, a rise of'."""
    timed = len(entries) > 2 and entries[-1].scope.measure.unit in lexicon().times
    return entries[-3:-1] if timed and _levels(result, *entries[-3:-1]) else entries[-2:]


def _goes_on(level: Keyed, result: Keyed) -> bool:
    """Whether a second change is told behind the levels of a first: '... to 3.24 from 3.31 and rose 7.8 %'."""
    gap = between(level, result)
    return told_by("and_then", gap) and told_by("change", gap)


def _levels(result: Keyed, a: Keyed, b: Keyed) -> bool:
    """Whether two figures may be the levels of a change: shares where it is told in points."""
    if _in_points(result):
        return a.claim.unit == b.claim.unit == "%"
    summable = [entry.scope.measure.unit not in ("%", "percentage_point") for entry in (a, b)]
    return all(summable) and (alike(a, b) or _same_rate(a, b)) and bool(a.claim.value and b.claim.value)


def _same_rate(a: Keyed, b: Keyed) -> bool:
    """Whether one of two levels leaves out its unit or what it is told per: '$11,490 a year, up from $11,380'."""
    units = a.scope.measure.unit, b.scope.measure.unit
    return (same_base(a, b) and sum("/" in unit for unit in units) == 1) or (any(units) and not all(units))


def _in_points(result: Keyed) -> bool:
    return result.claim.unit == "percentage_point"
