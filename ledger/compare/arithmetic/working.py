"""What a working is made of: the figures, the words between them, and the bounds that follow from theirs."""

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from ledger.compare.arithmetic.parts import thing
from ledger.compare.facets.intervals import plain
from ledger.compare.facets.keys import OPEN, Keyed
from ledger.resources import data_table

Bounds = tuple[float, float]


class Working(NamedTuple):
    """One way to work out a result: its kind, its parts in order, the bounds they allow, the calculation in words."""

    result: Keyed
    kind: str
    parts: tuple[Keyed, ...]
    bounds: Bounds
    usual: Bounds
    calculation: str
    weighed: bool = False
    """Evidence ties the figures together, not the wording alone."""

    @property
    def certain(self) -> bool:
        """Whether the wording of one sentence ties result and parts together."""
        return not self.weighed and all(part.claim.sentence_id == self.result.claim.sentence_id for part in self.parts)


_FAR = 2
"""How many times what is printed a working over two sentences may give, and the other way round."""
_LEAST = 0.1


def near(workings: Sequence[Working]) -> list[Working]:
    """Workings whose words tie the figures loosely: none, if all are far from what is printed, which is of others."""
    printed = [max(abs(working.result.claim.value or 0), _LEAST) for working in workings]
    comes = [p / _FAR <= sum(w.usual) / 2 <= p * _FAR for p, w in zip(printed, workings, strict=True)]
    return list(workings) if any(comes) else []


@cache
def _table() -> dict[str, str]:
    return data_table("compare", "workings")


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One of the expressions of `data/workings.toml`."""
    return re.compile(_table()[name], re.IGNORECASE)


@lru_cache(maxsize=1 << 14)
def told_by(name: str, text: str) -> bool:
    """Whether that expression is found in a text."""
    return bool(pattern(name).search(text.replace("\n", " ")))


def alike(a: Keyed, b: Keyed) -> bool:
    """Whether two figures count or measure one sort of thing."""
    return thing(a) == thing(b)


def same_base(a: Keyed, b: Keyed) -> bool:
    """Whether two figures have one unit, whatever they are told per."""
    return a.scope.measure.unit.partition("/")[0] == b.scope.measure.unit.partition("/")[0] != ""


def start(entry: Keyed) -> int:
    """Where a figure stands in its sentence."""
    return entry.claim.offset


def after(entry: Keyed) -> str:
    """The sentence behind a figure."""
    return entry.claim.text[entry.claim.offset + len(entry.claim.quote) :]


def between(a: Keyed, b: Keyed) -> str:
    """The sentence between two figures."""
    return a.claim.text[a.claim.offset + len(a.claim.quote) : b.claim.offset]


def short(a: Keyed, b: Keyed, width: int) -> bool:
    """Whether at most so many characters stand between two figures."""
    return len(between(a, b)) <= width


def shown(entry: Keyed) -> str:
    """The value as calculations print it."""
    return plain(entry.claim.value or 0.0)


def strictly(entry: Keyed) -> Bounds:
    """The values that wording and precision allow."""
    claim = entry.claim
    return (
        -OPEN if claim.low is None else claim.low,
        OPEN if claim.high is None else claim.high,
    )


def usually(entry: Keyed) -> Bounds:
    """As a reader takes the figure; one that is only bounded stays open."""
    claim = entry.claim
    if None in (claim.low, claim.high) or claim.usual_low is None or claim.usual_high is None:
        return strictly(entry)
    return claim.usual_low, claim.usual_high


def beside(entry: Keyed, other: Keyed) -> Bounds:
    """As a reader takes a figure beside another of its sort: a round one is no coarser than that."""
    low, high = usually(entry)
    least, most = usually(other)
    printed = entry.claim.value_text[-1:].isdigit() and other.claim.value_text[-1:].isdigit()
    if not printed or entry.claim.hedge != "none" or most - least >= high - low:
        return low, high
    slack, value = (most - least) / 2, entry.claim.value or 0.0
    return value - slack, value + slack


def percent(bounds: Bounds) -> Bounds:
    """Bounds of a quotient in percent."""
    low, high = bounds
    return clip(100 * low), clip(100 * high)


def minus(a: Bounds, b: Bounds) -> Bounds:
    """Bounds of a difference."""
    return clip(a[0] - b[1]), clip(a[1] - b[0])


def size(bounds: Bounds) -> Bounds:
    """Bounds of a difference without its sign."""
    low, high = bounds
    least, most = sorted((abs(low), abs(high)))
    return (0.0 if low < 0 < high else least), most


def quotient(part: Keyed, whole: Keyed, of: Callable[[Keyed], Bounds]) -> Bounds:
    """Bounds of part / whole; open where a figure is only bounded."""
    return divided(of(part), of(whole))


def divided(part: Bounds, whole: Bounds) -> Bounds:
    """Bounds of a quotient."""
    (low, high), (least, most) = part, whole
    lower = 0.0 if most >= OPEN or low <= -OPEN else low / most if most else 0.0
    upper = OPEN if high >= OPEN or least <= 0 else high / least
    return max(lower, 0.0), upper


def clip(value: float) -> float:
    """A value that open ends do not run away with."""
    return max(-OPEN, min(OPEN, value))
