"""Shares that their counts allow a reader to work out, and shares that make 100 % between them."""

from collections.abc import Iterator, Sequence

from ledger.compare.arithmetic.working import (
    Bounds,
    Working,
    after,
    alike,
    between,
    clip,
    near,
    pattern,
    percent,
    quotient,
    short,
    shown,
    strictly,
    told_by,
    usually,
)
from ledger.compare.facets.intervals import plain
from ledger.compare.facets.keys import Keyed
from ledger.compare.facets.names import fold
from ledger.compare.facets.words import canonical

_PAIR = 2
_HALF_EMPTY = 50
"""Shares that the text closes and that make less than this are shares of several things."""
_OVERFULL = 110
"""Shares that make more than this are no parts of one whole."""


def shares(entries: Sequence[Keyed], at: int, before: Sequence[Keyed], told: Sequence[Keyed]) -> list[Working]:
    """'32 of its 214 stores, or 22 per cent': the share follows its part within a few words."""
    result = entries[at]
    if follows := _base_times(entries, at):
        return follows
    counts = [e for e in entries[:at] if e.scope.measure.additive]
    if not counts:
        return _of_sentence_before(result, before, told) if at == 0 else []
    gap = between(counts[-1], result)
    if told_by("clause", gap) and told_by("of_all", after(result)):
        part = _part_and_whole(counts, before)
        return near([share(result, *part)]) if part else []
    if not told_by("or", gap[-40:]) and not told_by("aside", gap):
        return _of_following(entries, at, counts[-1])
    part = _part_and_whole(counts, before)
    if part:
        return [share(result, *part)]
    if told_by("a_change", gap):
        return []
    if wholes := _wholes_told(result, counts[-1], told):
        return [share(result, counts[-1], whole) for whole in wholes]
    return near([share(result, counts[-1], whole) for whole in _counted_before(counts[-1], [*before, *counts])])


def _base_times(entries: Sequence[Keyed], at: int) -> list[Working]:
    """'8 per cent of the 41,500 inhabitants, some 3,300 people': share, whole and part, in this order."""
    result, counts = entries[at], entries[at + 1 : at + 3]
    if len(counts) < _PAIR or not told_by("of", between(result, counts[0])):
        return []
    whole, part = counts
    return [share(result, part, whole)] if _is_part(part, whole) and told_by("that_is", between(*counts)) else []


def meant(entries: Sequence[Keyed], before: Sequence[Keyed]) -> Iterator[Working]:
    """'Unemployment stands at 6.2 per cent. With a labour force of 84,000, that means 5,200 people are out of work.'"""
    told = [e for e in before if e.claim.unit == "%"]
    if len(told) != 1 or len(entries) != _PAIR or not _is_part(entries[1], entries[0]):
        return
    gap = between(*entries)
    if told_by("that_is", gap) and told_by("meaning", gap):
        yield from near([share(told[0], entries[1], entries[0])])


def _is_part(part: Keyed, whole: Keyed) -> bool:
    """Whether a count may be a part of another."""
    smaller = (part.claim.value or 0) <= (whole.claim.value or 0)
    return smaller and part.scope.measure.additive and (alike(part, whole) or part.unitless or whole.unitless)


def _counted_before(part: Keyed, before: Sequence[Keyed]) -> list[Keyed]:
    """What '312 are on display, or 25 per cent' is a share of: counts of the sentence before and of its own, where
    the part leaves out what it counts."""
    step = told_by("more", after(part)) or told_by("step", part.claim.before[-40:])
    if step or not part.unitless:
        return []
    return [e for e in before if e is not part and e.scope.measure.counted and _is_part(part, e)]


def _of_sentence_before(result: Keyed, before: Sequence[Keyed], told: Sequence[Keyed]) -> list[Working]:
    """'Of the patients, 47 had heat stroke. That is 2 per cent of all cases': the part stands right before."""
    counts = [e for e in before if e.scope.measure.additive]
    if len(counts) != 1 or not told_by("that_share", result.claim.before):
        return []
    (part,) = counts
    wholes = [e for e in told if e is not part and alike(e, part) and _is_part(part, e) and e.position < part.position]
    return near([share(result, part, whole) for whole in wholes])


def _of_following(entries: Sequence[Keyed], at: int, part: Keyed) -> list[Working]:
    """'14,900 spectators came, 92 per cent of the 16,200 that fit in': part, share and whole in one breath."""
    result, right = entries[at], entries[at + 1 : at + 2]
    if not right or not short(part, result, 45) or not told_by("of", between(result, right[0])):
        return []
    one = alike(part, right[0]) and between(part, result).rstrip(" (").endswith((",", "(", "–", "—"))
    larger = (right[0].claim.value or 0) >= (part.claim.value or 0)
    return [share(result, part, right[0])] if one and larger else []


def _wholes_told(result: Keyed, part: Keyed, told: Sequence[Keyed]) -> list[Keyed]:
    """What '39 million, or 75 per cent of turnover' is a share of: the figures that the article tells of just that."""
    named = pattern("of_told").match(after(result))
    if named is None:
        return []
    about = canonical(fold(named[1]))
    return [
        e
        for e in told
        if e is not part and alike(e, part) and _told_of(e) == about and (e.claim.value or 0) >= (part.claim.value or 0)
    ]


def _told_of(entry: Keyed) -> str:
    """The first word of a measure: 'turnover' of 'turnover of the theatre', but 'ticket' of 'ticket turnover'."""
    words = fold(entry.claim.measure).split()
    return canonical(words[0]) if words else entry.scope.measure.unit


def _part_and_whole(counts: Sequence[Keyed], before: Sequence[Keyed]) -> tuple[Keyed, Keyed] | None:
    last = counts[-1]
    if len(counts) > 1:
        first = counts[-2]
        gap = between(first, last)
        bare = not first.claim.unit and last.scope.measure.additive
        if ((alike(first, last) or bare) and told_by("of", gap)) or (alike(first, last) and told_by("base", gap)):
            return first, last
        if alike(first, last) and told_by("of_whom", gap):
            return last, first
        if alike(first, last) and told_by("opening", first.claim.before[-30:]) and told_by("after_whole", gap):
            return last, first
    if told_by("of_them", after(last)) or _of_own_kind(last):
        wholes = [e for e in (*before, *counts[:-1]) if _may_hold(e, last)]
        return (last, wholes[-1]) if wholes else None
    return None


def _of_own_kind(part: Keyed) -> bool:
    """Whether a count says what it is a part of by the thing counted: '315,000 of its customers'."""
    return " of its " in part.claim.quote or " of their " in part.claim.quote


def _may_hold(whole: Keyed, part: Keyed) -> bool:
    """Whether a count may be what 'of them' points back to: at least as large, and of the same things."""
    larger = (whole.claim.value or 0) >= (part.claim.value or 0)
    return larger and whole.scope.measure.counted and (alike(whole, part) or not part.claim.unit)


def share(result: Keyed, part: Keyed, whole: Keyed) -> Working:
    """What a part is of a whole, in percent."""
    bounds, usual = (percent(quotient(part, whole, of)) for of in (strictly, usually))
    value = 100 * (part.claim.value or 0) / (whole.claim.value or 1)
    how = f"{shown(part)} / {shown(whole)} = {plain(value)} %"
    return Working(result, "share", (part, whole), bounds, usual, how)


def hundred(entries: Sequence[Keyed]) -> Iterator[Working]:
    """'82 % went into food, 11 % into training and 9 % into offices': shares of one whole, which leave nothing."""
    listed: list[Keyed] = []
    for entry in entries:
        if entry.claim.unit == "%":
            if listed and (told_by("list_break", between(listed[-1], entry)) or not short(listed[-1], entry, 60)):
                listed = []
            listed.append(entry)
    total = sum(e.claim.value or 0 for e in listed)
    closed = len(listed) > 1 and told_by("rest", between(listed[-2], listed[-1]))
    near = closed and _HALF_EMPTY <= total <= 100 + _HALF_EMPTY
    if len(listed) < 2 or not (near or (len(listed) > 2 and 100 < total <= _OVERFULL)):
        return
    strict, usual = (_rest([of(entry) for entry in listed[:-1]]) for of in (strictly, usually))
    how = f"{' + '.join(map(shown, listed))} = {plain(total)} %"
    yield Working(listed[-1], "hundred", tuple(listed[:-1]), strict, usual, how)


def _rest(parts: Sequence[Bounds]) -> Bounds:
    """The share that others leave of 100 %."""
    return clip(100 - sum(high for _, high in parts)), clip(100 - sum(low for low, _ in parts))
