"""Fractions in words: a share of a whole ('two thirds of voters'), part of a unit ('half an hour'), or neither."""

from collections.abc import Sequence
from decimal import Decimal

from ledger.mentions.hedges import read_before
from ledger.mentions.numbers import HYPHENS, SCALES, Number, glued
from ledger.mentions.tables import words
from ledger.mentions.tokens import Token
from ledger.mentions.units import read_unit

_COMPARATIVES = frozenset({"more", "less", "fewer", "higher", "lower", "bigger", "smaller", "larger", "cheaper"})
_HALF = Decimal("0.5")
_PARTS = words("shares", "parts")
_WHOLES = words("shares", "wholes")
_BEFORE = words("shares", "before")
_AFTER = words("shares", "after")
_RATES = words("shares", "rates")
_PREDICATES = words("shares", "predicates")


def fraction_of_unit(tokens: Sequence[Token], share: Number) -> Number | None:
    """'half an hour', 'a quarter of a million', 'half-hour': the number of units, read up to before the unit."""
    here = share.last
    if tokens[here].lower == "of" and tokens[here + 1].lower in {"a", "an"}:
        here += 1
    if tokens[here].lower in {"a", "an"}:
        here += 1
    elif tokens[share.first].kind != "number" and not _joined(tokens, here):
        return (
            share._replace(low=_HALF, high=_HALF, step=_HALF / 10, form="words") if _half_hour(tokens, share) else None
        )
    part = share._replace(low=share.low / 100, high=share.high / 100, step=share.step / 100, form="words", last=here)
    scale = SCALES.get(tokens[here].lower)
    if scale:
        return part._replace(last=here + 1, low=part.low * scale, high=part.high * scale, step=scale / 100)
    unit = read_unit(tokens, part)
    if unit is None and read_points(tokens, here):
        return part
    return part if unit and unit.measure.dimension != "multiple" else None


def _joined(tokens: Sequence[Token], index: int) -> bool:
    """Whether a fraction goes on at token `index`: 'half-hour', 'quarter million', 'a quarter point'."""
    hyphen = tokens[index].text in HYPHENS and glued(tokens, index)
    return hyphen or tokens[index].lower in SCALES or tokens[index].lower == "point"


def read_points(tokens: Sequence[Token], index: int) -> tuple[int, str] | None:
    """The points that follow a fraction: the index after them, and their unit, which is of a rate beside its words."""
    here = index + (tokens[index].text in HYPHENS and glued(tokens, index))
    if tokens[here].lower not in {"point", "points"}:
        return None
    rate = not _RATES.isdisjoint(token.lower for token in tokens)
    return here + 1, "percentage_point" if rate else "point"


def _half_hour(tokens: Sequence[Token], share: Number) -> bool:
    """'every half hour', 'half mile'; but 'the first half century', 'half year'."""
    unit = tokens[share.last].lower
    return tokens[share.first].lower == "half" and unit in {"hour", "mile", "kilometre", "kilometer", "pound", "litre"}


def is_share(tokens: Sequence[Token], share: Number) -> bool:
    """Whether a fraction in words is a share of something, and not 'the first half' or 'a third man'."""
    before, after = tokens[share.first - 1], tokens[share.last]
    if before.lower in _PARTS or after.text in HYPHENS:
        return False
    if "-" in tokens[share.first].text or "/" in tokens[share.first + 1].text or after.lower in _WHOLES:
        return True
    if after.lower in _PREDICATES:
        return True
    if after.lower in _COMPARATIVES:
        return True  # 'a fifth more than planned'
    if before.lower == "between" and after.lower == "and":
        return True
    if after.kind == "word" and after.lower not in _AFTER:
        return False
    return before.lower in _BEFORE or read_before(tokens, share.first, "number").hedge != "none"
