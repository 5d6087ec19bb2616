"""Figures that a reader can work out: a share from its counts, a change from its levels, a product, a rest of 100 %.

Only what the wording ties together is worked out: "32 of its 214 stores, or 22 per cent". A fall from one value to
another may be told of either, so a result may have several workings; whether one fits is for the rules.
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from math import prod
from typing import NamedTuple

from ledger.compare.intervals import plain
from ledger.compare.keys import OPEN, Keyed
from ledger.compare.names import fold
from ledger.compare.parts import thing
from ledger.compare.words import canonical
from ledger.resources import data_table

Bounds = tuple[float, float]

_DAYS = {"year": 365.0, "month": 365.0 / 12, "week": 7.0, "day": 1.0}
_ROUNDED = 0.01
"""Share by which a yearly figure may differ from 12 monthly, 52 weekly or 365 daily ones: years are not all alike."""
_OVERFULL = 110
"""Shares that make more than this are no parts of one whole."""


class Working(NamedTuple):
    """One way to work out a result: its kind, its parts in order, the bounds they allow, the calculation in words."""

    result: Keyed
    kind: str
    parts: tuple[Keyed, ...]
    bounds: Bounds
    usual: Bounds
    calculation: str

    @property
    def certain(self) -> bool:
        """Whether result and parts stand in one sentence."""
        return all(part.claim.sentence_id == self.result.claim.sentence_id for part in self.parts)


@cache
def _table() -> dict[str, str]:
    return data_table("compare", "workings")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_table()[name], re.IGNORECASE)


def _is(name: str, text: str) -> bool:
    return bool(_pattern(name).search(text))


def write_workings(connection: sqlite3.Connection, keyed: Sequence[Keyed]) -> None:
    """Fills `workings` and `working_parts`."""
    for number, working in enumerate(find_workings(keyed), 1):
        row = (number, working.result.claim.rowid, working.kind, *working.bounds, *working.usual, int(working.certain))
        connection.execute("INSERT INTO workings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, working.calculation))
        parts = {(number, part.claim.rowid) for part in working.parts}
        connection.executemany("INSERT INTO working_parts VALUES (?, ?)", sorted(parts))


def find_workings(keyed: Sequence[Keyed]) -> Iterator[Working]:
    """Every figure that its own sentence, or the one before, lets a reader work out."""
    sentences: dict[tuple[str, int], list[Keyed]] = defaultdict(list)
    told: dict[str, list[Keyed]] = defaultdict(list)
    for entry in keyed:
        if entry.claim.kind == "quantity" and entry.claim.value is not None:
            sentences[entry.claim.article, entry.claim.sentence].append(entry)
            told[entry.claim.article].append(entry)
    for key, entries in sentences.items():
        before = sentences.get((key[0], key[1] - 1), [])
        for i, entry in enumerate(entries):
            if entry.claim.unit == "%":
                yield from _shares(entries, i, before, told[key[0]]) or _changes(entries, i, before)
        yield from _products(entries, before)
        yield from _rates(entries)
        yield from _hundred(entries)


# Shares


def _shares(entries: Sequence[Keyed], at: int, before: Sequence[Keyed], told: Sequence[Keyed]) -> list[Working]:
    """'32 of its 214 stores, or 22 per cent': the share follows its part within a few words."""
    result = entries[at]
    counts = [e for e in entries[:at] if e.scope.measure.additive]
    if not counts:
        return []
    if not _is("or", _between(counts[-1], result)[-40:]):
        return _of_following(entries, at, counts[-1])
    part = _part_and_whole(counts, before)
    if part:
        return [_share(result, *part)]
    wholes = _wholes_told(result, counts[-1], told)
    return [_share(result, counts[-1], whole) for whole in wholes]


def _of_following(entries: Sequence[Keyed], at: int, part: Keyed) -> list[Working]:
    """'14,900 spectators came, 92 per cent of the 16,200 that fit in': part, share and whole in one breath."""
    result, right = entries[at], entries[at + 1 : at + 2]
    if not right or not _short(part, result, 45) or not _is("of", _between(result, right[0])):
        return []
    one = _alike(part, right[0]) and _between(part, result).rstrip(" (").endswith((",", "(", "–", "—"))
    larger = (right[0].claim.value or 0) >= (part.claim.value or 0)
    return [_share(result, part, right[0])] if one and larger else []


def _wholes_told(result: Keyed, part: Keyed, told: Sequence[Keyed]) -> list[Keyed]:
    """What '39 million, or 75 per cent of turnover' is a share of: the figures that the article tells of just that."""
    named = _pattern("of_told").match(_after(result))
    if named is None:
        return []
    about = canonical(fold(named[1]))
    return [
        e
        for e in told
        if e is not part
        and _alike(e, part)
        and _told_of(e) == about
        and (e.claim.value or 0) >= (part.claim.value or 0)
    ]


def _told_of(entry: Keyed) -> str:
    """The first word of a measure: 'turnover' of 'turnover of the theatre', but 'ticket' of 'ticket turnover'."""
    words = fold(entry.claim.measure).split()
    return canonical(words[0]) if words else entry.scope.measure.unit


def _part_and_whole(counts: Sequence[Keyed], before: Sequence[Keyed]) -> tuple[Keyed, Keyed] | None:
    last = counts[-1]
    if len(counts) > 1:
        first = counts[-2]
        gap = _between(first, last)
        bare = not first.claim.unit and last.scope.measure.additive
        if ((_alike(first, last) or bare) and _is("of", gap)) or (_alike(first, last) and _is("base", gap)):
            return first, last
        if _alike(first, last) and _is("of_whom", gap):
            return last, first
        if _alike(first, last) and _is("opening", first.claim.before[-30:]) and _is("after_whole", gap):
            return last, first
    if _is("of_them", _after(last)):
        wholes = [e for e in (*before, *counts[:-1]) if _may_hold(e, last)]
        return (last, wholes[-1]) if wholes else None
    return None


def _may_hold(whole: Keyed, part: Keyed) -> bool:
    """Whether a count may be what 'of them' points back to: at least as large, and of the same things."""
    larger = (whole.claim.value or 0) >= (part.claim.value or 0)
    return larger and whole.scope.measure.counted and (_alike(whole, part) or not part.claim.unit)


def _share(result: Keyed, part: Keyed, whole: Keyed) -> Working:
    bounds, usual = (_percent(_quotient(part, whole, of)) for of in (_bounds, _usual))
    value = 100 * (part.claim.value or 0) / (whole.claim.value or 1)
    how = f"{_shown(part)} / {_shown(whole)} = {plain(value)} %"
    return Working(result, "share", (part, whole), bounds, usual, how)


# Changes


def _changes(entries: Sequence[Keyed], at: int, before: Sequence[Keyed]) -> list[Working]:
    """'slid 8.3 % to 1.24 million from 1.49 million', '412, up 6 % from 387': a change with both levels."""
    result = entries[at]
    ends = _ends(entries, at)
    if ends is None:
        earlier = _ends_before(entries, at, before)
        return _changed(result, *earlier) if earlier else []
    a, b = min(ends, key=_start), max(ends, key=_start)
    clause = result.claim.text[min(_start(a), _start(result)) : max(_start(b), _start(result))]
    around = result.claim.before[-40:] + " . " + _after(result)[:25]
    return [] if _is("other_change", clause) or not _is("change", around) else _changed(result, *ends)


def _changed(result: Keyed, new: Keyed, old: Keyed) -> list[Working]:
    """A change in percent of the old level; of a fall some tell it of the new one."""
    workings = []
    fell = (new.claim.value or 0) < (old.claim.value or 0)
    for base, other in ((old, new), (new, old))[: 1 + fell]:
        bounds, usual = (_difference(_percent(_quotient(other, base, of))) for of in (_bounds, _usual))
        ratio = (other.claim.value or 0) / (base.claim.value or 1)
        upper, lower = (other, base) if ratio > 1 else (base, other)
        how = f"({_shown(upper)} - {_shown(lower)}) / {_shown(base)} = {plain(abs(100 * (ratio - 1)))} %"
        workings.append(Working(result, "change", (new, old), bounds, usual, how))
    return workings


def _ends_before(entries: Sequence[Keyed], at: int, before: Sequence[Keyed]) -> tuple[Keyed, Keyed] | None:
    """Levels that the sentence before tells: '... 4,860 in 2021 and 3,120 in 2024. This is a decrease of 36 %', or one
    of them: '18,640 were waiting. A year ago it was 15,200, so the list has grown by 23 %'."""
    lead, two = entries[at].claim.before, before[-2:]
    if at == 0 and len(two) == 2 and _levels(*two) and _in_turn(*two) and _is("this_is", lead):
        return two[1], two[0]
    once = at == 1 and before and _levels(before[-1], entries[0]) and _short(entries[0], entries[1], 60)
    if once and _is("ago", entries[0].claim.before) and _is("change", lead[-40:]):
        return before[-1], entries[0]
    return None


def _in_turn(a: Keyed, b: Keyed) -> bool:
    """Whether the second of two levels is told of a later time."""
    days = a.scope.days, b.scope.days
    return days[0] is not None and days[1] is not None and days[0].last < days[1].last


def _ends(entries: Sequence[Keyed], at: int) -> tuple[Keyed, Keyed] | None:
    """The new and the old level that stand around a change, if the words tie the three together."""
    result = entries[at]
    left, right = entries[max(0, at - 2) : at], entries[at + 1 : at + 3]
    # 'slid 8.3 % to A from B', 'up 8.2 % to A (B)'
    led_to = len(right) == 2 and _levels(*right) and _short(result, right[0], 12) and _short(right[0], right[1], 45)
    if led_to and _is("to", _between(result, right[0])) and _is("from", _between(right[0], right[1])):
        return right[0], right[1]
    # 'A, up 6 % from B', 'A, 29 % more than the B'
    if left and right and _levels(left[-1], right[0]) and _short(left[-1], result, 25):
        gap = _between(result, right[0])
        if len(gap) <= 45 and _is("from", gap):
            return left[-1], right[0]
    # 'from B to A, a rise of 6 %', 'A against a normal of B, a shortfall of 28 %'
    if len(left) == 2 and _levels(*left) and _short(left[1], result, 60):
        if _is("to", _between(*left)) and _is("from", left[0].claim.before[-20:]):
            return left[1], left[0]
        if _in_turn(*left) and _is("a_change", _between(left[1], result)):
            return left[1], left[0]
        gap = _between(*left)
        if _is("from", gap) and len(gap) <= 45 and (not _is("of", gap) or gap.strip() == "instead of"):
            return left[0], left[1]
    return None


def _levels(a: Keyed, b: Keyed) -> bool:
    summable = [entry.scope.measure.unit not in ("%", "percentage_point") for entry in (a, b)]
    return all(summable) and (_alike(a, b) or _same_rate(a, b)) and bool(a.claim.value and b.claim.value)


def _same_rate(a: Keyed, b: Keyed) -> bool:
    """Whether one of two levels leaves out its unit or what it is told per: '$11,490 a year, up from $11,380'."""
    units = a.scope.measure.unit, b.scope.measure.unit
    return (_same_base(a, b) and sum("/" in unit for unit in units) == 1) or (any(units) and not all(units))


# Products and rates


def _products(entries: Sequence[Keyed], before: Sequence[Keyed]) -> Iterator[Working]:
    """'42 turbines of 15 MW each ... its 612 MW', '14 events at $10,000 each, or $140,000 in all'."""
    for i, size in enumerate(entries):
        if not _is("each", _after(size)):
            continue
        number = next((e for e in reversed(entries[:i]) if _numbers(e, size)), None)
        if number is None:
            continue
        for total in entries:
            if total not in (size, number) and _is_total(total, size, entries):
                yield _product(total, number, size)
    for size, total in ((s, t) for s in before for t in entries):
        if _is("each", _after(size)) and _same_base(size, total) and _is("total", total.claim.before[-8:]):
            number = next((e for e in reversed(before[: before.index(size)]) if _numbers(e, size)), None)
            if number is not None and (total.claim.value or 0) > (size.claim.value or 0) and total is entries[0]:
                yield _product(total, number, size)


def _numbers(number: Keyed, size: Keyed) -> bool:
    """Whether a count stands close before the size of its things."""
    value = number.claim.value or 0
    return number.scope.measure.counted and value > 1 and not _alike(number, size) and _short(number, size, 60)


def _is_total(total: Keyed, size: Keyed, entries: Sequence[Keyed]) -> bool:
    if not _same_base(size, total) or (total.claim.value or 0) <= (size.claim.value or 0):
        return False
    told = _is("in_all", _after(total)) or _is("total", total.claim.before[-12:])
    near = abs(entries.index(total) - entries.index(size)) == 1
    reverse = near and _start(total) < _start(size) and _is("or", _between(total, size)[-8:])
    return (near and told and _start(total) > _start(size)) or reverse


def _product(total: Keyed, number: Keyed, size: Keyed) -> Working:
    low, high = (prod(ends) for ends in zip(_bounds(number), _bounds(size), strict=True))
    value = (number.claim.value or 0) * (size.claim.value or 0)
    how = f"{_shown(number)} x {_shown(size)} = {plain(value)}"
    return Working(total, "product", (number, size), (_clip(low), _clip(high)), (value, value), how)


def _rates(entries: Sequence[Keyed]) -> Iterator[Working]:
    """'18,000 a month, or 216,000 a year': one rate told for two stretches of time."""
    for a, b in pairwise(entries):
        left, _, per_a = a.scope.measure.unit.rpartition("/")
        right, _, per_b = b.scope.measure.unit.rpartition("/")
        if left != right or per_a == per_b or per_a not in _DAYS or per_b not in _DAYS:
            continue
        if not _is("or", _between(a, b)) or not _short(a, b, 20):
            continue
        factor = _DAYS[per_b] / _DAYS[per_a]
        low, high = (end * factor for end in _bounds(a))
        value = (a.claim.value or 0) * factor
        how = f"{_shown(a)} x {plain(factor)} = {plain(value)}"
        bounds = _clip(low * (1 - _ROUNDED)), _clip(high * (1 + _ROUNDED))
        yield Working(b, "rate", (a,), bounds, bounds, how)


def _hundred(entries: Sequence[Keyed]) -> Iterator[Working]:
    """'82 % went into food, 11 % into training and 9 % into offices': shares of one whole, which leave nothing."""
    listed: list[Keyed] = []
    for entry in entries:
        if entry.claim.unit == "%":
            if listed and (_is("list_break", _between(listed[-1], entry)) or not _short(listed[-1], entry, 60)):
                listed = []
            listed.append(entry)
    total = sum(e.claim.value or 0 for e in listed)
    closed = len(listed) > 1 and _is("rest", _between(listed[-2], listed[-1]))
    if len(listed) < 2 or not (closed or (len(listed) > 2 and 100 < total <= _OVERFULL)):
        return
    ends = [(100 - sum(bound[i] for bound in map(_bounds, listed[:-1]))) for i in (1, 0)]
    rest = 100 - total + (listed[-1].claim.value or 0)
    bounds = (max(-OPEN, ends[0]), min(OPEN, ends[1]))
    how = f"{' + '.join(map(_shown, listed))} = {plain(total)} %"
    yield Working(listed[-1], "hundred", tuple(listed[:-1]), bounds, (rest, rest), how)


# Words and bounds


def _alike(a: Keyed, b: Keyed) -> bool:
    return thing(a) == thing(b)


def _same_base(a: Keyed, b: Keyed) -> bool:
    return a.scope.measure.unit.partition("/")[0] == b.scope.measure.unit.partition("/")[0] != ""


def _start(entry: Keyed) -> int:
    return entry.claim.offset


def _after(entry: Keyed) -> str:
    return entry.claim.text[entry.claim.offset + len(entry.claim.quote) :]


def _between(a: Keyed, b: Keyed) -> str:
    return a.claim.text[a.claim.offset + len(a.claim.quote) : b.claim.offset]


def _short(a: Keyed, b: Keyed, width: int) -> bool:
    return len(_between(a, b)) <= width


def _shown(entry: Keyed) -> str:
    return plain(entry.claim.value or 0.0)


def _bounds(entry: Keyed) -> Bounds:
    claim = entry.claim
    return (-OPEN if claim.low is None else claim.low, OPEN if claim.high is None else claim.high)


def _usual(entry: Keyed) -> Bounds:
    """As a reader takes the figure; one that is only bounded stays open."""
    claim = entry.claim
    if None in (claim.low, claim.high) or claim.usual_low is None or claim.usual_high is None:
        return _bounds(entry)
    return claim.usual_low, claim.usual_high


def _percent(bounds: Bounds) -> Bounds:
    low, high = bounds
    return _clip(100 * low), _clip(100 * high)


def _difference(percent: Bounds) -> Bounds:
    """Bounds of how far a percentage is from 100, without the sign."""
    low, high = percent[0] - 100, percent[1] - 100
    least, most = sorted((abs(low), abs(high)))
    return (0.0 if low < 0 < high else least), most


def _quotient(part: Keyed, whole: Keyed, of: Callable[[Keyed], Bounds]) -> Bounds:
    """Bounds of part / whole; open where a figure is only bounded."""
    (low, high), (least, most) = of(part), of(whole)
    lower = 0.0 if most >= OPEN or low <= -OPEN else low / most if most else 0.0
    upper = OPEN if high >= OPEN or least <= 0 else high / least
    return max(lower, 0.0), upper


def _clip(value: float) -> float:
    return max(-OPEN, min(OPEN, value))
