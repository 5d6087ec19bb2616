"""Totals beside a number of things and the size of each: '210 nights ... 300 kilograms each night ... 63 tonnes'.

Of total and size the one that is told last is the result: the total is a product, the size an average.
"""

from collections.abc import Iterator, Sequence

from ledger.compare.arithmetic.parts import base
from ledger.compare.arithmetic.passages import Passages
from ledger.compare.arithmetic.working import Bounds, Working, clip, divided, shown, told_by, usually
from ledger.compare.facets.intervals import plain
from ledger.compare.facets.keys import OPEN, Keyed
from ledger.compare.facets.multiples import in_base
from ledger.compare.facets.words import canonical, lexicon

_FEW, _CLAUSE, _SENTENCE = 30, 50, 100
"""Characters that stand right behind a figure, in its clause, or in its sentence before it."""
_NEAREST = 8


def sizes(told: Passages, at: int) -> Iterator[tuple[tuple[int, int], Working]]:
    """What a figure would be as a total of number and size, or as the size that a total has by its number; with the
    numbers of these figures in the passage: number and size, or total and number."""
    result = told.entries[at]
    near = sorted(told.around(at, 2, 1), key=lambda i: abs(i - at))[:_NEAREST]
    operands = [i for i in near if _positive(told.entries[i])]
    numbers = [i for i in operands if _is_number(told.entries[i])]
    if not numbers or not _positive(result):
        return
    for other in operands:
        if other > at:
            continue
        a, is_size = told.entries[other], is_each(told, at)
        for number in numbers:
            if number == other:
                continue
            count = told.entries[number]
            if is_each(told, other) and (power := _power(a, result, count)) is not None:
                yield (number, other), _product(result, count, a, power)
            if is_size and (power := _power(result, a, count)) is not None:
                yield (other, number), _average(result, a, count, power)


def is_each(told: Passages, at: int) -> bool:
    """Whether a figure is told as the size of each of several things."""
    entry = told.entries[at]
    around = f"{entry.claim.before[-_SENTENCE:]} {entry.claim.quote} {told.trail(at)[:_FEW]}"
    return "/" in (entry.claim.unit or "") or told_by("apiece", around)


def per(entry: Keyed) -> str:
    """What a figure is told per: 'night' of '300 kg a night'."""
    return canonical(entry.scope.measure.unit.partition("/")[2])


def _positive(entry: Keyed) -> bool:
    return bool(entry.claim.value) and entry.claim.unit not in ("%", "percentage_point")


def _is_number(entry: Keyed) -> bool:
    """Whether a figure may say how many things there are, or how many stretches of time."""
    value, unit = entry.claim.value or 0.0, entry.scope.measure.unit
    money = unit.isupper() and not entry.unitless
    told_of = entry.claim.quote[len(entry.claim.value_text) :].startswith("-")  # 'a two-week period'
    return value > 1 and value == int(value) and "/" not in unit and not money and not told_of


def _power(size: Keyed, total: Keyed, number: Keyed) -> int | None:
    """The power of ten between the units of a size and its total; None if they are not of one kind."""
    if base(number) == base(size) and not size.unitless:
        return None
    units = [in_base(base(entry)) for entry in (size, total)]
    if units[0][0] == units[1][0]:
        return units[0][1] - units[1][1]
    times = lexicon().times & {base(size), base(total)}
    bare = size.unitless or total.unitless or not base(size) or not base(total)
    return 0 if bare and not times else None


def _product(total: Keyed, number: Keyed, size: Keyed, power: int) -> Working:
    value, a, b = (number.claim.value or 0.0) * (size.claim.value or 0.0), _bounds(number), _bounds(size)
    usual = _scaled((a[0] * b[0], a[1] * b[1]), power)
    how = f"{shown(number)} x {shown(size)} = {plain(value * 10.0**power)}"
    return Working(total, "product", (number, size), usual, usual, how, True)


def _average(size: Keyed, total: Keyed, number: Keyed, power: int) -> Working:
    low, high = _scaled(divided(usually(total), _bounds(number)), -power)
    slack = 1.0 if size.claim.low == size.claim.high else 0.0  # 'an average of 66 per centre' is rounded
    usual = low - slack, high + slack
    value = (total.claim.value or 0.0) / (number.claim.value or 1.0) / 10.0**power
    how = f"{shown(total)} / {shown(number)} = {plain(value)}"
    return Working(size, "rate", (total, number), usual, usual, how, True)


def _bounds(entry: Keyed) -> Bounds:
    """A figure as printed; one that is only told roughly stays so."""
    value, rough = entry.claim.value or 0.0, entry.claim.hedge != "none" or None in (entry.claim.low, entry.claim.high)
    return usually(entry) if rough else (value, value)


def _scaled(bounds: Bounds, power: int) -> Bounds:
    return clip(bounds[0] * 10.0**power), OPEN if bounds[1] >= OPEN else clip(bounds[1] * 10.0**power)


def belongs(told: Passages, figures: Sequence[int]) -> Iterator[str]:
    """What ties a total, a number and a size (in this order) to each other."""
    total, number, size = figures
    each, count = told.entries[size], told.entries[number]
    if told_of := per(each):
        yield "size is per number" if told_of == count.scope.measure.unit else "size is per another thing"
    elif count.scope.measure.unit in lexicon().times:
        yield "number of times without a rate"
    around = f"{told.lead(size)[-_CLAUSE:]} {each.claim.quote}"
    yield from (f"'{cue}' before size" for cue in ("apiece", "on_average") if told_by(cue, around))
    yield from (f"'{cue}' behind size" for cue in ("each", "apiece") if told_by(cue, told.trail(size)[:_FEW]))
    lead, trail = told.lead(total)[-_CLAUSE:], told.trail(total)[:_FEW]
    yield from (f"'{cue}' before total" for cue in ("total", "sums_to", "makes", "thus") if told_by(cue, lead))
    if told_by("in_all", trail):
        yield "'in_all' behind total"
    units = [in_base(base(told.entries[at]))[0] for at in (size, total)]
    yield "one unit" if units[0] == units[1] != "" else "a unit left out"
    if count.unitless:
        yield "number without its thing"
