"""Shares that their counts allow a reader to work out, and shares that make 100 % between them."""

from collections.abc import Iterator, Sequence

from ledger.compare.intervals import plain
from ledger.compare.keys import OPEN, Keyed
from ledger.compare.names import fold
from ledger.compare.words import canonical
from ledger.compare.working import (
    Working,
    after,
    alike,
    between,
    pattern,
    percent,
    quotient,
    short,
    shown,
    strictly,
    told_by,
    usually,
)

_OVERFULL = 110
"""Shares that make more than this are no parts of one whole."""


def shares(entries: Sequence[Keyed], at: int, before: Sequence[Keyed], told: Sequence[Keyed]) -> list[Working]:
    """'32 of its 214 stores, or 22 per cent': the share follows its part within a few words."""
    result = entries[at]
    counts = [e for e in entries[:at] if e.scope.measure.additive]
    if not counts:
        return []
    if not told_by("or", between(counts[-1], result)[-40:]):
        return _of_following(entries, at, counts[-1])
    part = _part_and_whole(counts, before)
    if part:
        return [_share(result, *part)]
    wholes = _wholes_told(result, counts[-1], told)
    return [_share(result, counts[-1], whole) for whole in wholes]


def _of_following(entries: Sequence[Keyed], at: int, part: Keyed) -> list[Working]:
    """'14,900 spectators came, 92 per cent of the 16,200 that fit in': part, share and whole in one breath."""
    result, right = entries[at], entries[at + 1 : at + 2]
    if not right or not short(part, result, 45) or not told_by("of", between(result, right[0])):
        return []
    one = alike(part, right[0]) and between(part, result).rstrip(" (").endswith((",", "(", "–", "—"))
    larger = (right[0].claim.value or 0) >= (part.claim.value or 0)
    return [_share(result, part, right[0])] if one and larger else []


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
    if told_by("of_them", after(last)):
        wholes = [e for e in (*before, *counts[:-1]) if _may_hold(e, last)]
        return (last, wholes[-1]) if wholes else None
    return None


def _may_hold(whole: Keyed, part: Keyed) -> bool:
    """Whether a count may be what 'of them' points back to: at least as large, and of the same things."""
    larger = (whole.claim.value or 0) >= (part.claim.value or 0)
    return larger and whole.scope.measure.counted and (alike(whole, part) or not part.claim.unit)


def _share(result: Keyed, part: Keyed, whole: Keyed) -> Working:
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
    if len(listed) < 2 or not (closed or (len(listed) > 2 and 100 < total <= _OVERFULL)):
        return
    ends = [(100 - sum(bound[i] for bound in map(strictly, listed[:-1]))) for i in (1, 0)]
    rest = 100 - total + (listed[-1].claim.value or 0)
    bounds = (max(-OPEN, ends[0]), min(OPEN, ends[1]))
    how = f"{' + '.join(map(shown, listed))} = {plain(total)} %"
    yield Working(listed[-1], "hundred", tuple(listed[:-1]), bounds, (rest, rest), how)
