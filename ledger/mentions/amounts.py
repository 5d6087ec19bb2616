"""A number with the currency, measure, age or compound that says what it is a number of."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from ledger.mentions.hedges import read_after, read_before
from ledger.mentions.lexicon import GIVEN, HONORIFIC, lexicon
from ledger.mentions.nouns import CountedNoun, counted_noun, is_plural, noun_unit, singular, unit_of
from ledger.mentions.numbers import (
    HYPHENS,
    NUMBER_WORDS,
    Number,
    NumberStyle,
    and_a_fraction,
    glued,
    is_plain,
    read_number,
    read_ratio,
    touches_both,
)
from ledger.mentions.shares import fraction_of_unit, is_share, read_points
from ledger.mentions.subjects import counted_subject
from ledger.mentions.tables import table, words
from ledger.mentions.tokens import Token
from ledger.mentions.units import Measure, currency_before, read_unit, speaks_of_money

_MINUS = frozenset("-−")
_ONE_PERSON = frozenset({"man", "woman", "boy", "girl"})
_IS = frozenset({"is", "was", "turned"})
_BEHIND_AGE = frozenset({".", ",", ";", "and", "but", "when", "now", "or"})
"""What follows an age that a sentence tells: 'Grace Namwila is 43 and lives in Orsa'."""
_AGED = frozenset({"aged", "age", "ages", "aging", "both", "turns", "turned", "turning"})
_YOUNG = frozenset({"young", "old"})
_AGE_BOUNDS = frozenset({"under", "over", "above", "below"})
_AFTER_AGE = frozenset({"of", "from", "who", "was", "told", "said", ",", ")"})
_MONTHS = frozenset(table("periods")["months"])
_OLDEST = 120
_MOST_AGES = 8  # tokens of a list of ages on either side
_LISTING = frozenset({",", "and"})
_HEAT = words("units", "heat")
_HOTTEST = 57  # °C that the air has had
_QUAKES = words("units", "quakes")
_INCHES = Decimal(12)
_MILLION = Decimal(1_000_000)
_POUNDS = Measure("GBP", "money", Decimal(1), False)
_MILLIONS = words("units", "millions")
# A larger unit, the smaller one that may follow it, and how many of that make one.
_PARTS_OF = {(whole, part): count for whole, part, count in table("units")["parts"]["of"]}


class Amount(NamedTuple):
    """tokens[first:last] say a figure; tokens[number_first:number_last] its number and scale word."""

    first: int
    last: int
    number_first: int
    number_last: int
    low: Decimal
    high: Decimal
    step: Decimal
    form: str
    rough: bool
    scale: Decimal
    unit: str = ""
    kind: str = "number"
    hedge: str = "none"
    """Said behind the number ('or more')."""
    noun: CountedNoun | None = None
    times: Decimal = Decimal(1)
    """What one of the unit as written is of `unit`: 0.01 for cents, 10 for decades."""
    rate: tuple[str, ...] = ()
    """Denominators of a rate, times last ('person', 'month')."""

    @property
    def is_range(self) -> bool:
        """Whether two ends are said, or a vague plural."""
        return self.low != self.high

    def scaled(self, times: Decimal) -> "Amount":
        """The same figure in a unit `times` smaller."""
        return self._replace(low=self.low * times, high=self.high * times, step=self.step * times)


def read_amount(tokens: Sequence[Token], index: int, style: NumberStyle, money: bool = False) -> Amount | None:
    """The number at token `index` with its unit; None when it is no number after all ('the first half').

    `money` tells that the currency of a range stands before its other end ('€21-22m').
    """
    may_be_money = money or currency_before(tokens, index, scaled=True) is not None
    number = read_number(tokens, index, style, may_be_money)
    if number is None:
        return None
    currency = currency_before(tokens, index, scaled=number.step >= 1000 or number.low >= 1000)
    first, negative = _sign(tokens, currency[0] if currency else index)
    amount = _plain(number, first)
    if negative:
        amount = amount._replace(low=-amount.low, high=-amount.high)
    if currency:
        return _with_currency(tokens, amount, number, currency[1])
    ratio = read_ratio(tokens, number, style)
    if ratio:
        return _plain(ratio, first)._replace(unit="%", kind="share")
    if number.form == "share":
        fraction = fraction_of_unit(tokens, number)
        if fraction:
            return _part_of_unit(tokens, _plain(fraction, first), fraction, style)
        return amount._replace(unit="%", kind="share") if is_share(tokens, number) else None
    return _with_measure(tokens, amount, number, style)


def _part_of_unit(tokens: Sequence[Token], amount: Amount, number: Number, style: NumberStyle) -> Amount:
    points = read_points(tokens, number.last)
    if points and read_unit(tokens, number) is None:
        return amount._replace(last=points[0], unit=points[1], kind="count" if points[1] == "point" else "share")
    return _with_measure(tokens, amount, number, style)


def _plain(number: Number, first: int) -> Amount:
    n = number
    return Amount(first, n.last, n.first, n.last, n.low, n.high, n.step, n.form, n.rough, n.scale)


def _sign(tokens: Sequence[Token], first: int) -> tuple[int, bool]:
    """Where the figure begins with its minus sign, and whether it has one."""
    before, earlier = tokens[first - 1], tokens[first - 2]
    if before.lower == "minus" and earlier.lower != "or":  # 'plus or minus' is a hedge
        return first - 1, True
    apart = first == 1 or earlier.end < before.start or earlier.text in {"(", ":"}
    negative = before.text in _MINUS and glued(tokens, first) and earlier.kind != "number" and apart
    return (first - 1, True) if negative else (first, False)


def _with_currency(tokens: Sequence[Token], amount: Amount, number: Number, money: Measure) -> Amount:
    amount = _hedged_behind(tokens, amount._replace(unit=money.symbol, kind="money"))
    again = read_unit(tokens, number)
    return amount._replace(last=again.last) if again and again.measure.symbol == money.symbol else amount


def _hedged_behind(tokens: Sequence[Token], amount: Amount) -> Amount:
    """The amount with the hedge directly behind what was read so far."""
    hedge = read_after(tokens, amount.last)
    return amount._replace(last=hedge[0], hedge=hedge[1]) if hedge else amount


def _with_measure(tokens: Sequence[Token], amount: Amount, number: Number, style: NumberStyle) -> Amount:
    """The amount with the unit, age or compound behind it."""
    amount = _tolerance(tokens, _hedged_behind(tokens, amount), style)
    if tokens[amount.last - 1].lower in {"older", "younger"}:
        return amount._replace(unit="year", kind="age")
    unit = read_unit(tokens, number if number.last == amount.last else number._replace(last=amount.last))
    if unit is None and number.form == "vague" and tokens[amount.last].lower == "of":
        unit = read_unit(tokens, number._replace(last=amount.last + 1))
    if unit is None:
        return _magnitude(tokens, amount) or _age(tokens, amount) or _compound(tokens, amount)
    measure, name = unit.measure, tokens[unit.last - 1]
    letter = name.text == "m" and glued(tokens, unit.last - 1)
    money = read_unit(tokens, number._replace(last=unit.last)) if letter else None
    if money and money.measure.kind == "money":  # '5m USD'
        return amount.scaled(_MILLION)._replace(
            last=money.last, number_last=unit.last, unit=money.measure.symbol, kind="money", scale=_MILLION
        )
    if letter and _is_million(tokens, unit.last):
        amount = amount.scaled(_MILLION)._replace(last=unit.last, number_last=unit.last, scale=_MILLION)
        unit = read_unit(tokens, number._replace(last=unit.last, step=number.step * _MILLION))  # '3.7m tonnes'
        if unit is None:
            return amount
        measure, name = unit.measure, tokens[unit.last - 1]
    if measure.symbol == "degree" and any(token.lower in _HEAT for token in tokens):
        measure = measure._replace(symbol="°C" if amount.high <= _HOTTEST else "°F")
    pounds = measure.symbol == "pound" and name.lower.startswith("pound")
    if pounds and (number.step >= 100_000 or speaks_of_money(tokens, amount.last)):
        measure = _POUNDS
    amount = amount.scaled(measure.times)._replace(
        last=unit.last, unit=measure.symbol, kind=measure.kind, times=measure.times
    )
    return _second_part(tokens, _old(tokens, amount), style, measure.times == 1)


def _tolerance(tokens: Sequence[Token], amount: Amount, style: NumberStyle) -> Amount:
    """'1.9 ± 0.3 tonnes': the figure with its tolerance as the step it is written to."""
    if tokens[amount.last].text != "±":
        return amount
    number = read_number(tokens, amount.last + 1, style)
    if number is None or number.low != number.high:
        return amount
    return amount._replace(last=number.last, step=number.low, rough=True)


def _is_million(tokens: Sequence[Token], index: int) -> bool:
    """Whether the m glued to a number before token `index` is a million: of people, or of money that lost its sign."""
    noun = counted_noun(tokens, index, one=False, partitive=False)
    decimal = "." in tokens[index - 2].text
    if noun:
        unit = noun_unit(tokens[noun.head])
        return decimal or unit == "person" or singular(tokens[noun.head].lower) in _MILLIONS
    if decimal and tokens[index].kind in {"punct", "end"} and counted_subject(tokens, index - 2) is not None:
        return True
    return speaks_of_money(tokens, index) and tokens[index].text not in HYPHENS


def _old(tokens: Sequence[Token], amount: Amount) -> Amount:
    """'15-year-old', '45 years old', '70 years of age' are ages."""
    if amount.kind != "time":
        return amount
    here = amount.last
    if tokens[here].text in HYPHENS and glued(tokens, here):
        here += 1
    if tokens[here].lower in {"old", "olds"}:
        return amount._replace(last=here + 1, kind="age")
    if tokens[here].lower == "of" and tokens[here + 1].lower == "age":
        return amount._replace(last=here + 2, kind="age")
    return amount


def _second_part(tokens: Sequence[Token], amount: Amount, style: NumberStyle, whole_unit: bool) -> Amount:
    """'5 feet 10 inches', 'three years and six months', 'ten dollars and fifty cents' as one figure."""
    here = amount.last
    fraction = and_a_fraction(tokens, here)
    if fraction:
        value = amount.low + fraction[1]
        return amount._replace(last=fraction[0], low=value, high=value, step=fraction[1], rough=True)
    joined = amount.unit == "foot" and tokens[here].text in HYPHENS and touches_both(tokens, here)
    if joined or tokens[here].lower == "and" or tokens[here].text == ",":
        here += 1
    if amount.rough or amount.kind == "age":
        return amount
    number = read_number(tokens, here, style)
    unit = read_unit(tokens, number) if number and number.form in {"digits", "words"} else None
    if joined and number and unit is None and number.low < _INCHES and amount.low == int(amount.low):  # '6-foot-5'
        value = amount.low + number.low / _INCHES
        return amount._replace(last=number.last, low=value, high=value, step=1 / _INCHES, rough=True)
    if number is None or unit is None:
        return amount
    whole = _PARTS_OF.get((amount.unit, unit.measure.symbol))
    if whole_unit and amount.unit == unit.measure.symbol and unit.measure.times < 1:
        whole = int(1 / unit.measure.times)
    if whole is None or number.low >= whole:
        return amount
    value, step = amount.low + number.low / whole, Decimal(1) / whole
    return amount._replace(last=unit.last, number_last=unit.last, low=value, high=value, step=step, rough=True)


def _magnitude(tokens: Sequence[Token], amount: Amount) -> Amount | None:
    """'magnitude 5.8', 'a 5.8-magnitude earthquake', 'the 5.8 quake'."""
    last, before = amount.last, amount.first - 1
    last += tokens[last].text in HYPHENS
    if tokens[last].lower == "magnitude":
        return amount._replace(last=last + 1, unit="magnitude", kind="measure")
    before -= tokens[before].lower == "of"
    if before >= 0 and tokens[before].lower == "magnitude":
        return amount._replace(first=before, unit="magnitude", kind="measure")
    if amount.rough and (tokens[last].lower in _QUAKES or tokens[amount.first - 1].lower == "measuring"):
        return amount._replace(unit="magnitude", kind="measure")
    return None


def _age(tokens: Sequence[Token], amount: Amount) -> Amount | None:
    """'aged 45', 'the age of 12', 'a man of 56,', 'ages between 5 and 14', 'children under 5', 'Ana Wu (45)'."""
    if amount.form not in {"digits", "words"} or not 0 <= amount.low <= _OLDEST or amount.rough:
        return None
    before = read_before(tokens, amount.first, "number").first - 1
    before -= tokens[before].lower in {"of", "between", "from"}
    if before >= 0 and (tokens[before].lower in _AGED or tokens[amount.last].lower == "age"):
        return amount._replace(unit="year", kind="age")
    if before > 0 and tokens[before + 1].lower == "of" and tokens[before].lower in _ONE_PERSON:
        return amount._replace(unit="year", kind="age") if tokens[amount.last].kind == "punct" else None
    if tokens[before].lower == "as" and tokens[before - 1].lower in _YOUNG and before > 0:
        return amount._replace(unit="year", kind="age")
    if before > 1 and tokens[before].lower in _LISTING and _ages(tokens[before - 1]) and _is_aged(tokens[before - 2]):
        return amount._replace(unit="year", kind="age")
    bound = tokens[amount.first - 1].lower in _AGE_BOUNDS and before == amount.first - 2
    people = is_plural(tokens[before].lower) and noun_unit(tokens[before]) == "person"
    if bound and (people or tokens[before].lower in {"those", "anyone", "everyone"}):
        return amount._replace(unit="year", kind="age")
    mark, name = tokens[amount.first - 1].text, tokens[amount.first - 2]
    after = tokens[amount.last]
    if mark == "," and after.text == "," and noun_unit(name) == "person" and not is_plural(name.lower):
        return amount._replace(unit="year", kind="age")
    if _listed_age(tokens, amount):
        return amount._replace(unit="year", kind="age")
    if mark in _IS and _whole_name(tokens, amount.first - 2) and after.lower in _BEHIND_AGE and amount.low >= 10:
        return amount._replace(unit="year", kind="age")
    if amount.first < 2 or not name.text[:1].isupper() or not name.text.isalpha() or amount.form != "digits":
        return None
    if name.lower in _MONTHS:  # 'in May, 20 of them'
        return None
    if mark == "," and (after.lower in _AFTER_AGE or (after.text == "." and amount.low >= 10)):
        return amount._replace(unit="year", kind="age")
    if mark == "(" and after.text == ")" and amount.low >= 10:
        return amount._replace(unit="year", kind="age")
    return None


def _whole_name(tokens: Sequence[Token], last: int) -> bool:
    """Whether a given name or an honorific with another name ends at a token: 'Grace Namwila is 43'."""
    known = lexicon().get(tokens[last - 1].lower, 0) if last > 0 else 0
    return bool(known & (GIVEN | HONORIFIC)) and tokens[last].text[:1].isupper() and tokens[last].text.isalpha()


def _listed_age(tokens: Sequence[Token], amount: Amount) -> bool:
    """Whether the figure is one of a list of ages: 'Two men, 27 and 31, were charged'."""
    first, last = amount.first, amount.last
    while (
        first > max(amount.first - _MOST_AGES, 1) and tokens[first - 1].lower in _LISTING and _ages(tokens[first - 2])
    ):
        first -= 2
    while last < amount.last + _MOST_AGES and tokens[last].lower in _LISTING and _ages(tokens[last + 1]):
        last += 2
    people = tokens[first - 2]
    listed = first > 1 and last - first > 1 and tokens[first - 1].text == "," and tokens[last].text in {",", ")"}
    return listed and noun_unit(people) == "person" and is_plural(people.lower)


def _ages(token: Token) -> bool:
    return token.lower in NUMBER_WORDS or (is_plain(token) and int(token.text) <= _OLDEST)


def _is_aged(token: Token) -> bool:
    return token.lower == "aged"


def _compound(tokens: Sequence[Token], amount: Amount) -> Amount:
    """'12-member', '200-bed', '10,000-strong': the noun joined by a hyphen; else the number as it is."""
    here = amount.last
    noun = tokens[here + 1]
    if tokens[here].text not in HYPHENS or noun.kind != "word" or not (glued(tokens, here) and glued(tokens, here + 1)):
        return amount
    if noun.lower == "strong":
        return amount._replace(last=here + 2, unit="person", kind="count")
    unit = unit_of(singular(noun.lower))
    return amount._replace(last=here + 2, unit=unit, kind="count", noun=CountedNoun(here + 1, here + 1, here + 2))
