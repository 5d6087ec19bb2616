"""Units that are decimal multiples of each other, as the one in which figures are compared: '2.94 km' is 2940 m."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache

from ledger.resources import data_table


@cache
def _multiples() -> Mapping[str, tuple[str, int]]:
    """By unit the one it is compared in, and the power of ten that it is of it."""
    table: dict[str, dict[str, int]] = data_table("compare", "multiples")
    return {unit: (base, power) for base, units in table.items() for unit, power in units.items()}


@lru_cache(1 << 10)
def in_base(unit: str) -> tuple[str, int]:
    """The unit in which figures of a unit are compared, and the power of ten between them: ('m', 3) for 'km'.

    Rates are turned part by part: ("m/s", 3) for "km/s".
    """
    told, slash, per = unit.partition("/")
    base, power = _multiples().get(told, (told, 0))
    over, less = _multiples().get(per, (per, 0))
    return f"{base}{slash}{over}", power - less


def shifted(value: float | None, power: int) -> float | None:
    """A value times a power of ten, without what binary fractions lose."""
    return None if value is None else float(Decimal(repr(value)).scaleb(power))
