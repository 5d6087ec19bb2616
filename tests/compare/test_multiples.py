"""Decimal multiples of units, held against the prefixes of the SI."""

import pytest

from ledger.compare.facets.multiples import in_base, shifted
from ledger.resources import data_table

PREFIXES = {"": 0, "d": -1, "c": -2, "m": -3, "h": 2, "k": 3, "M": 6, "G": 9, "T": 12}
"""The power of ten of each prefix (SI brochure, 9th edition, table 7)."""
ROOTS = {
    **{"m": ("m", 0, 1), "W": ("kW", -3, 1), "Wh": ("kWh", -3, 1), "J": ("J", 0, 1), "Hz": ("Hz", 0, 1)},
    **{"L": ("m3", -3, 1), "g": ("t", -6, 1), "m2": ("ha", -4, 2), "m3": ("m3", 0, 3)},
}
"""By unit without a prefix the one that figures are compared in, the power of ten between them, and its dimension."""


def powers() -> list[tuple[str, str, int]]:
    """Each unit of the table with the one it is compared in."""
    return [
        (unit, base, power)
        for base, units in data_table("compare", "multiples").items()
        for unit, power in units.items()
    ]


@pytest.mark.parametrize(("unit", "base", "power"), powers())
def test_powers_are_those_of_the_prefixes(unit: str, base: str, power: int) -> None:
    found = [
        PREFIXES[unit.removesuffix(root)] * dimension + shift
        for root, (told, shift, dimension) in ROOTS.items()
        if unit.endswith(root) and unit.removesuffix(root) in PREFIXES and told == base
    ]
    assert power in found


@pytest.mark.parametrize(
    ("unit", "base", "power"),
    [("km", "m", 3), ("household", "household", 0), ("USD/kg", "USD/t", 3), ("t/ha", "t/ha", 0), ("", "", 0)],
)
def test_units_turn_into_the_one_they_are_compared_in(unit: str, base: str, power: int) -> None:
    assert in_base(unit) == (base, power)


def test_nothing_is_lost_by_shifting() -> None:
    assert shifted(2.94, 3) == 2940
    assert shifted(1e-7, -3) == 1e-10
    assert shifted(None, 3) is None
