"""Figures of one passage that may follow from each other: what a reader could work out, whatever comes of it.

For every printed result (a percentage, a difference, a whole, a total, an average, a stretch of years) the figures
around it that can be its operands by their units make a reckoning each. Whether they are meant so is for `belonging` to
weigh.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import permutations
from math import log
from typing import NamedTuple

from ledger.compare.arithmetic.parts import Split, base, by_the_time, thing
from ledger.compare.arithmetic.passages import Passages
from ledger.compare.arithmetic.sizes import sizes
from ledger.compare.arithmetic.spans import spans
from ledger.compare.arithmetic.worked_changes import changed, stepped
from ledger.compare.arithmetic.worked_shares import share
from ledger.compare.arithmetic.working import Working, pattern, strictly, told_by
from ledger.compare.facets.digits import powers_apart, swapped
from ledger.compare.facets.keys import Keyed
from ledger.compare.facets.words import lexicon

_FAR = log(6)
"""Logarithm of how many times what is printed a reckoning may give, and the other way round."""
_PARTS_FAR = log(1.7)
_ALL = 100.0
_TRIFLE = 0.003
"""Share of a figure below which another neither adds to it nor takes from it."""
_OPERANDS = 10
"""Figures around a result that may be its operands, at most."""
_MOST_PARTS = 8
_SKIPPED = 3
"""Figures like a whole that may stand between it and its parts."""


_BREATH, _CLAUSE = 25, 150
"""Characters behind a figure that are told in one breath with it, and before it in which its change may be told."""


class Reckoning(NamedTuple):
    """A way to work out a printed result. `result` and `parts` are numbers of figures in their passage.

    Parts of a share are part and whole, of a change the new level and the old, of a difference the larger figure and
    the smaller, of a product number and size, or of an average total and number, of a sum all of them in order. A span
    has none: its years are dates. `workings` has what comes of it: of a fall some tell it of either level.
    """

    kind: str
    result: int
    parts: tuple[int, ...]
    workings: tuple[Working, ...]

    @property
    def figures(self) -> tuple[int, ...]:
        """Result and parts in the order of the text."""
        return tuple(sorted((self.result, *self.parts)))

    @property
    def value(self) -> float:
        """What comes of it, by the way that is nearest to what is printed."""
        printed = self.workings[0].result.claim.value or 0.0
        return min(
            (middle(working) for working in self.workings),
            key=lambda value: abs(value - printed),
        )

    @property
    def fits(self) -> bool:
        """Whether what is printed may come of it, as far as wording and precision allow."""
        return any(_fits(working) for working in self.workings)


def _fits(working: Working) -> bool:
    if working.kind == "sum":
        return Split(working.result, working.parts, True).fits
    (low, high), (least, most) = strictly(working.result), working.usual
    slack = 1e-9 * max(abs(least), abs(most))
    return least - slack <= high and low <= most + slack


def middle(working: Working) -> float:
    """What the printed figures give."""
    low, high = working.usual
    return (low + high) / 2


def reckonings(told: Passages) -> Iterator[Reckoning]:
    """All reckonings of a passage that come within reach of what is printed."""
    for at, entry in enumerate(told.entries):
        unit = entry.claim.unit
        if unit in ("%", "percentage_point"):
            yield from _percentages(told, at)
        elif is_step(told, at) and base(entry) not in lexicon().times:
            yield from _differences(told, at)
        if entry.scope.measure.additive or by_the_time(entry):
            yield from _sums(told, at)
        yield from (Reckoning("span", at, (), (working,)) for working in spans(told, at))
        for parts, working in sizes(told, at):
            printed, value = entry.claim.value or 0.0, middle(working)
            if _within_reach(printed, value):
                yield Reckoning("product", at, parts, (working,))


def _percentages(told: Passages, at: int) -> Iterator[Reckoning]:
    result = told.entries[at]
    printed, points = result.claim.value or 0.0, result.claim.unit == "percentage_point"
    operands = _operands(told, at, shares=points)
    changes = is_change(told, at) or told_behind(result)
    way = direction(told, at) if changes else 0
    for a, b in permutations(operands, 2):
        x, y = told.entries[a], told.entries[b]
        more, less = x.claim.value or 0.0, y.claim.value or 0.0
        if not _comparable(x, y) and not _of_people(x, y):
            continue
        if more < less and not points and printed <= _ALL and _within_reach(printed, _ALL * more / less):
            rises = [stepped(result, x, y)] if is_step(told, a) else []
            yield Reckoning("share", at, (a, b), tuple(map(_weighed, (share(result, x, y), *rises))))
        steps = [abs(more - less)] if points else [_ALL * abs(more - less) / level for level in (more, less)]
        near = _comparable(x, y) and any(_within_reach(printed, step) for step in steps)
        if changes and near and way != (1 if more < less else -1):
            yield Reckoning("change", at, (a, b), tuple(map(_weighed, changed(result, x, y))))


def _differences(told: Passages, at: int) -> Iterator[Reckoning]:
    result = told.entries[at]
    operands = [i for i in _operands(told, at, shares=False) if _comparable(told.entries[i], result)]
    for a, b in permutations(operands, 2):
        x, y = told.entries[a], told.entries[b]
        more, less = x.claim.value or 0.0, y.claim.value or 0.0
        apart = more > less > _TRIFLE * more and _within_reach(result.claim.value or 0.0, more - less)
        if apart and _comparable(x, y):
            yield Reckoning("difference", at, (a, b), (_weighed(changed(result, x, y)[0]),))


def _weighed(working: Working) -> Working:
    return working._replace(weighed=True)


def _sums(told: Passages, at: int) -> Iterator[Reckoning]:
    whole = told.entries[at]
    like = [i for i in told.around(at, 2, 2) if _may_be_part(told.entries[i], whole)]
    counts = [i for i in like if not _aside(told, i)]
    sides = {tuple(i for i in some if (i > at) == ahead) for some in (like, counts) for ahead in (True, False)}
    runs = {tuple(sorted(run)) for side in sides for run in _runs(told, at, side)}
    for parts in sorted(runs):
        values = [told.entries[i].claim.value or 0.0 for i in parts]
        printed, total = whole.claim.value or 0.0, sum(values)
        if max(values) < printed and _within_reach(printed, total, _PARTS_FAR):
            split = Split(whole, tuple(told.entries[i] for i in parts), True)
            working = Working(
                whole,
                "sum",
                split.parts,
                (total, total),
                (total, total),
                split.calculation,
            )
            one_more = printed - total == 1 and any(told_by("uncounted", told.lead(i)) for i in parts)
            if not one_more:
                yield Reckoning("sum", at, parts, (_weighed(working),))


def _runs(told: Passages, at: int, side: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Figures in a row on one side of a whole, the nearest first; '31 of their 52 games' has the first part ahead."""
    for start in range(min(len(side), _SKIPPED)):
        for end in range(start + 1, min(len(side), start + _MOST_PARTS) + 1):
            if end > start + 1:
                yield tuple(side[start:end])
            if start == 0 and at < side[0] and at and told.together(at - 1, at) and told_by("of", told.lead(at)):
                yield (at - 1, *side[start:end])


def _aside(told: Passages, at: int) -> bool:
    """Whether a figure only says what others are of: '846 consist of one person', '287 were younger than five'."""
    claim = told.entries[at].claim
    return claim.low is None or claim.high is None or bool(pattern("aside_of").search(told.lead(at)[-12:]))


def _may_be_part(part: Keyed, whole: Keyed) -> bool:
    value, most = part.claim.value or 0, whole.claim.value or 0
    smaller = _TRIFLE * most < value < most
    counted = part.scope.measure.counted and whole.scope.measure.counted
    return smaller and part.scope.measure.additive and (_comparable(part, whole) or counted)


def _operands(told: Passages, at: int, shares: bool) -> Sequence[int]:
    """The nearest figures around a result that levels or counts may be; shares where it is told in points."""
    near = sorted(told.around(at, 2, 1), key=lambda i: abs(i - at))[:_OPERANDS]
    units = [(i, told.entries[i].claim.unit) for i in near if told.entries[i].claim.value]
    if shares:
        return [i for i, unit in units if unit == "%"]
    return [i for i, unit in units if unit not in ("%", "percentage_point")]


def _comparable(a: Keyed, b: Keyed) -> bool:
    """Whether two figures are of one unit, as far as they say which; times say it."""
    if any(base(entry) in lexicon().times for entry in (a, b)):
        return base(a) == base(b)
    return base(a) == base(b) or not base(a) or not base(b) or a.unitless or b.unitless


def _of_people(a: Keyed, b: Keyed) -> bool:
    """Whether two counts may both be of people, whatever they are called: '3,120 women', '5,200 hopefuls'."""
    return a.scope.measure.counted and b.scope.measure.counted and "person" in (thing(a), thing(b))


def is_change(told: Passages, at: int) -> bool:
    """Whether a figure is told as how much something went up or down."""
    entry = told.entries[at]
    words = f"{told.lead(at)[-60:]} . {_right_behind(told, at)}"
    if not lexicon().changes.isdisjoint(entry.scope.measure.words) or pattern("change").search(words):
        return True
    return bool(pattern("from_to").search(entry.claim.before))


def told_behind(entry: Keyed) -> bool:
    """Whether a figure is told behind the levels of a change: 'sank from 9 to 8 million, by 11 per cent'."""
    before = entry.claim.before[-_CLAUSE:]
    return bool(pattern("by_so_much").search(before[-_BREATH:])) and bool(pattern("change").search(before))


def is_step(told: Passages, at: int) -> bool:
    """Whether a figure is told as what lies between two others: '48 more', 'leaving 2 million'."""
    words = f"{told.lead(at)[-50:]}. {told.trail(at)[:20]}"
    return bool(pattern("steps").search(words))


def direction(told: Passages, at: int) -> int:
    """Whether a change went up (1) or down (-1), or is told without saying (0)."""
    lead, trail = told.lead(at)[-60:], _right_behind(told, at)
    ups = [bool(pattern("upward").search(part)) for part in (lead, trail)]
    downs = [bool(pattern("downward").search(part)) for part in (lead, trail)]
    return any(ups) - any(downs)


def _right_behind(told: Passages, at: int) -> str:
    """The words of the clause right behind a figure."""
    return re.split(r"[,;:.)]", told.trail(at)[:_BREATH])[0]


def _within_reach(printed: float, value: float, far: float = _FAR) -> bool:
    """Whether what comes of a reckoning is of no other order than what is printed, but for a slip."""
    if printed <= 0 or value <= 0:
        return False
    return abs(log(value / printed)) <= far or powers_apart(value, printed) or swapped(value, printed)
