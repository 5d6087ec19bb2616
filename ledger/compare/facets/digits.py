"""How the digits of two figures stand to each other, as a slip of the hand leaves them."""

from functools import lru_cache
from itertools import pairwise

from ledger.compare.facets.intervals import usually_apart
from ledger.compare.facets.scopes import ClaimRow

_POWERS = (10, 100, 1e3, 1e6)
"""What a lost separator or another word of scale multiplies a figure by."""


@lru_cache(10_000)
def digits(value: float | None) -> str:
    """The significant digits as printed: '18142' for 18,142, '643' for 64.3, '144' for 1.44 billion."""
    return f"{value or 0:.12g}".split("e")[0].replace(".", "").lstrip("-0").rstrip("0")


def powers_apart(a: float | None, b: float | None) -> bool:
    """Whether one figure is the other with a separator lost or another word of scale."""
    low, high = sorted((a or 0.0, b or 0.0))
    return low > 0 and round(high / low, 6) in _POWERS


def one_length(a: float | None, b: float | None) -> bool:
    """Whether two figures have as many digits before the point."""
    return before_point(a) == before_point(b)


def before_point(value: float | None) -> int:
    """How many digits stand before the point."""
    return len(str(int(value or 0)))


def one_order(a: float | None, b: float | None) -> bool:
    """Whether neither of two figures is ten times the other: a price of a share and that of a firm are two things."""
    low, high = sorted((abs(a or 0.0), abs(b or 0.0)))
    return high < 10 * low


def swapped(a: float | None, b: float | None) -> bool:
    """Whether two neighbouring digits changed places, and nothing else."""
    left, right = digits(a), digits(b)
    if left == right or not one_length(a, b) or not one_order(a, b):
        return False
    if (abs(a or 0.0) < 1) != (abs(b or 0.0) < 1):
        return False  # '1.30' and '0.31' have another digit before the point
    length = max(len(left), len(right))
    left, right = left.ljust(length, "0"), right.ljust(length, "0")  # '4.10' and '4.01'
    differing = [i for i, (x, y) in enumerate(zip(left, right, strict=True)) if x != y]
    if len(differing) != 2 or differing[1] != differing[0] + 1:
        return False
    i, j = differing
    return (left[i], left[j]) == (right[j], right[i])


def slip_between(a: ClaimRow, b: ClaimRow) -> str:
    """What two figures of one thing differ by: `scale`, `digits` or `values`; empty where both can be right."""
    apart = usually_apart(a, b)
    if apart or _bounds(a, b):
        if powers_apart(a.value, b.value):
            return "scale"
        if swapped(a.value, b.value):
            return "digits"
    return "values" if apart else ""


def _bounds(a: ClaimRow, b: ClaimRow) -> bool:
    """Whether a bound allows a figure that is not meant: 'no more than 350' and 'up to 530', 'up to 12,500' and '1,250'
    with three digits in common."""
    if a.hedge == b.hedge:
        return a.hedge != "none"
    return min(len(digits(a.value)), len(digits(b.value))) > 2


def misprints(value: float) -> tuple[float, ...]:
    """A value, and what it may be by a slip: a power of ten apart, two neighbouring digits swapped."""
    found = [value, *(value * power for power in _POWERS), *(value / power for power in _POWERS)]
    printed = f"{value:.12g}"
    spots = [i for i, character in enumerate(printed) if character.isdigit()]
    for i, j in pairwise(spots):
        turned = list(printed)
        turned[i], turned[j] = turned[j], turned[i]
        if "e" not in printed and turned != list(printed):
            found.append(float("".join(turned)))
    return tuple(dict.fromkeys(float(f"{number:.12g}") for number in found))
