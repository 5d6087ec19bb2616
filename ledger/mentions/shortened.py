"""Short forms that an article gives a unit: 'million tonnes (mt)', after which '102 mt' are 102 million tonnes."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from ledger.mentions.numbers import SCALES
from ledger.mentions.records import Interval, Quantity
from ledger.mentions.units import kind_of_symbol, names_unit
from ledger.text.article import Span

_DEFINED = re.compile(r"\b(thousand|million|billion) ((?:[a-z]+ ){0,2}[a-z]+) \(([A-Za-z]{2,4})\)")
_BESIDE = re.compile(r" ?([A-Za-z]{2,4})(?![^\W_])")


class ShortForm(NamedTuple):
    """So many of a unit."""

    times: Decimal
    symbol: str


def short_forms(text: str) -> dict[str, ShortForm]:
    """The short forms an article gives units with their scale, but for those that are known without it ('bcm')."""
    forms: dict[str, ShortForm] = {}
    for scale, name, short in _DEFINED.findall(text) if "illion" in text else ():
        symbol = names_unit(name)
        if symbol and not names_unit(short):
            forms[short] = ShortForm(SCALES[scale], symbol)
    return forms


def in_full(quantity: Quantity, sentence: str, forms: Mapping[str, ShortForm]) -> Quantity:
    """The quantity with what its short form stands for, where it was read without a unit."""
    beside = _BESIDE.match(sentence, quantity.number.end) if not quantity.unit else None
    form = forms.get(beside[1]) if beside else None
    if beside is None or form is None:
        return quantity
    return quantity._replace(
        span=Span(quantity.span.start, max(quantity.span.end, beside.end())),
        value=_times(quantity.value, form),
        unit=form.symbol,
        interval=Interval(*(_times(end, form) for end in quantity.interval)),
        noun=None,
        kind=kind_of_symbol(form.symbol),
    )


def _times(value: float | None, form: ShortForm) -> float | None:
    return None if value is None else float(Decimal(str(value)) * form.times)
