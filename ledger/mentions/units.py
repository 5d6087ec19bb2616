"""Units beside a number: currencies before and after it, and measures."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from ledger.mentions.nouns import counted_noun
from ledger.mentions.numbers import HYPHENS, Number, glued
from ledger.mentions.phrases import Phrases
from ledger.mentions.tables import table
from ledger.mentions.tokens import Token, tokenize

_UNITS = table("units")
_CURRENCIES = table("currencies")
_DIMENSIONS = frozenset(_UNITS) - {
    "rates",
    "money",
    "parts",
    "millions",
    "whole",
    "quakes",
    "no_things",
    "heat",
    "large",
}
_LARGE = frozenset(_UNITS["large"]["short"].split())
_THOUSAND = 1000
_IRREGULAR = {"foot": "feet", "inch": "inches", "century": "centuries", "millennium": "millennia", "penny": "pennies"}
_INVARIANT = frozenset(
    {"hertz", "kilohertz", "megahertz", "gigahertz", "lux", "horsepower", "percent", "celsius", "fahrenheit", "bar"}
)


class Measure(NamedTuple):
    """A unit of the table: `times` of it are one `symbol` for decades, cents and the like."""

    symbol: str
    dimension: str
    times: Decimal
    bare: bool
    """A unit only where no noun follows ('14 stone', not '14 stone statues')."""

    @property
    def kind(self) -> str:
        """The kind of quantity it makes."""
        if self.dimension in {"money", "share", "time"}:
            return self.dimension
        return "count" if self.dimension == "multiple" else "measure"


class Unit(NamedTuple):
    """tokens up to `last` name the unit of the number before them."""

    last: int
    measure: Measure


def _plural(name: str) -> str:
    """Plural of a unit's name: of its head, which stands before 'per', 'a' or 'of' ('metres per second')."""
    words = name.split(" ")
    head = next((at for at, word in enumerate(words[1:]) if word in {"per", "a", "an", "of", "to"}), len(words) - 1)
    if words[0] in {"degree", "part"}:
        head = 0
    if words[head] not in _INVARIANT:
        words[head] = _IRREGULAR.get(words[head], words[head] + "s")
    return " ".join(words)


def _measures() -> list[tuple[dict[str, str], Measure]]:
    rows = []
    for dimension in sorted(_DIMENSIONS):
        for symbol, row in _UNITS[dimension].items():
            times = Decimal(row.get("times", 1))
            rows.append((row, Measure(row.get("as", symbol), dimension, times, row.get("bare", False))))
    return rows


_ROWS = _measures()
_NAMES = Phrases(
    (form, measure)
    for row, measure in _ROWS
    if row["names"]
    for name in row["names"].split("|")
    for form in {name, _plural(name), name.replace(" ", " - ")}  # 'a 25-basis-point cut'
)
# Symbols by their tokens, case as written ('km', '/', 'h').
_SYMBOLS = Phrases(
    ((symbol, measure) for row, measure in _ROWS for symbol in row["short"].split()),
    exact=True,
)
_SINGULAR_BARE = frozenset(name for row, measure in _ROWS if measure.bare for name in row["names"].split("|"))
_GLUED = {symbol: measure for row, measure in _ROWS for symbol in row.get("glued", "").split()}

_MONEY_CONTEXT = frozenset(_UNITS["money"]["context"].split())
_CODES = frozenset(_CURRENCIES["names"])
_RISKY_CODES = frozenset(_CURRENCIES["ambiguous"]["codes"])
_SIGNS: dict[str, str] = _CURRENCIES["symbols"]
_LETTERS: dict[str, str] = _CURRENCIES["letters"]
_INITIALS: dict[str, str] = _CURRENCIES["initials"]
_SCALED_ONLY = frozenset(_CURRENCIES["ambiguous"]["words"].split())


def _money(code: str, times: str = "1") -> Measure:
    return Measure(code, "money", Decimal(times), False)


def _currency_names() -> Phrases[Measure]:
    entries = [(name.lower(), _money(code)) for code, names in _CURRENCIES["names"].items() for name in names]
    for name, code in (*_CURRENCIES["also"].items(), *_CURRENCIES["words"].items()):
        entries += [(name, _money(code)), (_plural(name), _money(code))]
    for name in _CURRENCIES["shared"]:
        if name.islower() and name not in _CURRENCIES["words"] and name != "pound":  # which may be a weight
            entries += [(name, _money(name)), (_plural(name), _money(name))]
    for name, code in _CURRENCIES["subunits"].items():
        if len(name) > 1:
            entries += [(name, _money(code, "0.01")), (_plural(name), _money(code, "0.01"))]
    return Phrases(entries)


_CURRENCY_NAMES = _currency_names()
_LONGEST_NAME = 3  # words of a currency's name
_NAME_ENDS = frozenset(
    name.rpartition(" ")[2].lower() for names in _CURRENCIES["names"].values() for name in names if name.endswith("s")
)
_SUBUNIT_SIGNS = {name: _money(code, "0.01") for name, code in _CURRENCIES["subunits"].items() if len(name) == 1}


def currency_before(tokens: Sequence[Token], index: int, scaled: bool) -> tuple[int, Measure] | None:
    """The currency in front of the number at `index`: its first token, and the currency.

    `scaled` tells that the number has a scale word, which makes a currency of 'R' and of 'TRY'.
    """
    token = tokens[index - 1]
    if token.kind == "symbol":
        if token.text not in _SIGNS:
            return None
        before = tokens[index - 2]
        spelled = before.text in _CODES or before.text in {"US", "U.S."}
        code = before.text if before.text in _CODES else _SIGNS[token.text]
        return (index - 2 if spelled else index - 1), _money(code)
    if token.text == "." and glued(tokens, index - 1) and tokens[index - 2].text in _LETTERS:
        return index - 2, _money(_LETTERS[tokens[index - 2].text])
    if token.kind != "word":
        return None
    if token.text in _CODES:
        return (index - 1, _money(token.text)) if scaled or token.text not in _RISKY_CODES else None
    if token.text in _LETTERS:
        return index - 1, _money(_LETTERS[token.text])
    for first in range(max(index - _LONGEST_NAME, 0), index) if scaled and token.lower in _NAME_ENDS else ():
        named = _CURRENCY_NAMES.at(tokens, first)
        if named and named[0] == index:  # 'US dollars 443 million'
            return first, named[1]
    if scaled and token.text in _INITIALS and glued(tokens, index) and tokens[index].kind == "number":
        return index - 1, _money(_INITIALS[token.text])
    return None


def is_currency(token: Token) -> bool:
    """Whether a token is letters that stand before an amount ('RM', 'VND')."""
    return token.text in _LETTERS or (token.text in _CODES and token.text not in _RISKY_CODES)


def _currency_after(tokens: Sequence[Token], index: int, number: Number) -> Unit | None:
    token = tokens[index]
    scaled = number.step >= 1000 or number.low >= 1000
    if token.kind == "symbol" and token.text in _SIGNS and not glued(tokens, index + 1):
        return Unit(index + 1, _money(_SIGNS[token.text]))
    small = number.high < 1000 or "," in tokens[index - 1].text  # '2,080p' is money, '1080p' is a format
    if token.text in _SUBUNIT_SIGNS and glued(tokens, index) and small:
        return Unit(index + 1, _SUBUNIT_SIGNS[token.text])
    named = _CURRENCY_NAMES.at(tokens, index) if token.kind in {"word", "taken"} else None
    if named and named[0] > index + 1:  # 'Hong Kong dollars' begins with the name of a place
        return Unit(*named)
    if token.kind != "word":
        return None
    if token.text in _CODES and (scaled or token.text not in _RISKY_CODES):
        return Unit(index + 1, _money(token.text))
    return None if named is None or (token.lower in _SCALED_ONLY and not scaled) else Unit(*named)


def read_unit(tokens: Sequence[Token], number: Number) -> Unit | None:
    """The currency or measure after a number; a hyphen may join them ('50-metre', '$5-million-dollar')."""
    here = number.last
    if tokens[here].text in HYPHENS and glued(tokens, here) and glued(tokens, here + 1):
        here += 1
    money = _currency_after(tokens, here, number)
    found = [money] if money else []
    found += [Unit(*match) for match in (_NAMES.at(tokens, here), _SYMBOLS.at(tokens, here)) if match]
    letter = _GLUED.get(tokens[here].text)
    spaced = tokens[here].text in {"C", "F"} and tokens[here + 1].kind in {"punct", "end"} and number.high <= 200
    if letter and (glued(tokens, here) or here > number.last or spaced) and not _continues(tokens, here, number):
        found.append(Unit(here + 1, letter))
    if not found:
        return None
    unit = max(found, key=lambda unit: unit.last)
    if tokens[unit.last - 1].text in _LARGE and number.low < _THOUSAND:
        return None  # '329.86 mt' are millions
    if unit.measure.bare and tokens[unit.last - 1].lower in _SINGULAR_BARE and tokens[unit.last].kind == "word":
        return None if counted_noun(tokens, here + 1, one=False, partitive=False) else unit
    return unit


def _continues(tokens: Sequence[Token], index: int, number: Number) -> bool:
    """Whether the letter at `index` is part of a longer sign ('4x100m', "the 20s"), not a unit."""
    text = tokens[index].text
    if text in {"x", "×"}:
        return tokens[index + 1].kind == "number"
    return text == "s" and not number.rough


def unit_name(tokens: Sequence[Token], index: int) -> tuple[int, str] | None:
    """A unit that stands without a number ('per square kilometre', '/ha'): the index after it, and its symbol."""
    found = [match for match in (_NAMES.at(tokens, index), _SYMBOLS.at(tokens, index)) if match]
    if not found:
        return None
    last, measure = max(found, key=lambda match: match[0])
    return last, measure.symbol


def names_unit(text: str) -> str:
    """The symbol of the unit that a text always names ('metric tonnes', 'bcm'); '' for another text."""
    tokens = tokenize(text) if text not in _LARGE else []
    found = unit_name([*tokens, Token(len(text), len(text), "", "", "end")], 0)
    return found[1] if found and found[0] == len(tokens) else ""


def kind_of_symbol(symbol: str) -> str:
    """The kind of quantity that a unit of the table makes."""
    return next(measure.kind for _, measure in _ROWS if measure.symbol == symbol)


def speaks_of_money(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word of money stands near token `index`, which tells pounds sterling and '35m' from other measures."""
    for start, step, reach in ((index - 1, -1, 9), (index, 1, 4)):
        for here in range(start, start + step * reach, step):
            if here < 0 or tokens[here].text in {";", ".", ":"}:
                break
            if tokens[here].lower in _MONEY_CONTEXT:
                return True
    return False
