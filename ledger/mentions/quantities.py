"""Quantities of a sentence, and the numbers in it that are no quantities."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from ledger.mentions.absolutes import read_absolute
from ledger.mentions.amounts import Amount, read_amount
from ledger.mentions.elided import resolve
from ledger.mentions.hedges import BEFORE, read_after, read_before
from ledger.mentions.intervals import Figure, interval, range_interval
from ledger.mentions.labels import OtherNumber
from ledger.mentions.nouns import (
    CASUALTIES,
    DETERMINERS,
    ELIDED,
    NOT_NOUNS,
    VERBS,
    CountedNoun,
    counted_noun,
    noun_unit,
    repeated,
)
from ledger.mentions.numbers import (
    ENGLISH,
    FRACTION_NOUNS,
    HYPHENS,
    NUMBER_WORDS,
    SCALES,
    NumberStyle,
    and_a_fraction,
    glued,
)
from ledger.mentions.others import read_other
from ledger.mentions.prepared import PADDING, prepare
from ledger.mentions.ranges import read_range, speaks_of_change
from ledger.mentions.rates import counted_by_rate, has_time, in_order, opening_rate, rate_before, read_rate
from ledger.mentions.records import UNREADABLE, Other, Quantity
from ledger.mentions.tables import words
from ledger.mentions.tokens import Token, kind_of, plain
from ledger.mentions.units import unit_name
from ledger.text.article import Span

_DIGIT = re.compile(r"\d")
_ARTICLES = frozenset({"a", "an"})
_WHOLE_UNITS = words("units", "whole")
_MOST_WORDS = 20_000
"""Words kept in memory with what they are."""
_FAR = 20  # a figure is not compared with one twenty times as large
_SURE = words("nouns", "sure")
_POINTING = words("nouns", "pointing")
_INDEFINITE = frozenset({"several", "few"})
_TWICE = Amount(0, 1, 0, 1, Decimal(2), Decimal(2), Decimal(1), "words", False, Decimal(1), "time", "count")
"""'twice as many'."""
_APART = frozenset({"each", "apiece"})
_WEAK_STARTERS = _ARTICLES | _INDEFINITE
_ABSOLUTE = frozenset({"no", "all"})
_STARTERS = NUMBER_WORDS | _ARTICLES | _INDEFINITE | _ABSOLUTE | {"quarter"}


def read_quantities(
    sentence: str, tokens: Sequence[Token], taken: Sequence[Span] = (), style: NumberStyle = ENGLISH, counted: str = ""
) -> tuple[tuple[Quantity, ...], tuple[Other, ...]]:
    """Quantities and other numbers, each in order of position; `tokens` as `tokenize(sentence)` gives them.

    `taken` are the spans of dates, documents and names: no number inside them is read, and a counted noun may run over
    a name ('12 Premier League games'). `counted` is the unit counted last before this sentence, if it may be left out
    here ('another 18 are planned').
    """
    padded = prepare(tokens, taken)
    amounts: list[Amount] = []
    others: list[OtherNumber] = []
    for found in _scan(padded, style):
        if isinstance(found, OtherNumber):
            others.append(found)
        else:
            amounts.append(found)
    figures = []
    for amount in resolve(padded, amounts, counted):
        if _is_pronoun(padded, amount):
            others.append(OtherNumber(amount.first, amount.last, "pronoun"))
        else:
            figures.append(amount)
    quantities = [_quantity(sentence, padded, figure) for figure in _with_rates(padded, figures, style)]
    marks = [Other(Span(padded[o.first].start, padded[o.last - 1].end), o.kind) for o in others]
    return tuple(quantities), tuple(sorted(marks, key=lambda other: other.span))


def _scan(tokens: Sequence[Token], style: NumberStyle) -> Iterator[Amount | OtherNumber]:
    """What the numbers are, in order of position."""
    index, end = 0, len(tokens) - PADDING
    while index < end:
        token = tokens[index]
        found: Amount | OtherNumber | None = None
        if token.kind == "number" or (token.lower in _STARTERS and token.kind == "word" and _may_begin(tokens, index)):
            found = _read(tokens, index, style)
        elif token.lower == "twice" and tokens[index + 1].lower == "as" and token.kind == "word":
            found = _TWICE._replace(first=index, last=index + 1, number_first=index, number_last=index + 1)
        elif token.kind == "word" and not token.text.isalpha() and token.text[0].isalpha() and _has_digits(token):
            found = OtherNumber(index, index + 1, "name")
        index += 1
        if found:
            yield found
            index = max(found.last, index)


def _may_begin(tokens: Sequence[Token], index: int) -> bool:
    """Whether the word at `index` may begin a figure."""
    word = tokens[index].lower
    if word in NUMBER_WORDS or word in _ABSOLUTE:
        return True
    following = tokens[index + 1].lower
    if word == "quarter":
        return glued(tokens, index + 1) and tokens[index + 1].text in HYPHENS
    if word in _ARTICLES:
        if following in {"basis", "percentage"}:
            return unit_name(tokens, index + 1) is not None
        if following in _WHOLE_UNITS:
            hedged = BEFORE.before(tokens, index) is not None and tokens[index + 2].lower not in _POINTING
            return hedged or and_a_fraction(tokens, index + 2) is not None
        return following in SCALES or following in FRACTION_NOUNS
    return word in _INDEFINITE and following in SCALES


def _read(tokens: Sequence[Token], index: int, style: NumberStyle) -> Amount | OtherNumber | None:
    if tokens[index].lower in _ABSOLUTE:
        return read_absolute(tokens, index)
    other = read_other(tokens, index, style)
    if other:
        return other
    amount = read_amount(tokens, index, style)
    if amount is None and tokens[index].kind == "number":
        return OtherNumber(index, index + 1, UNREADABLE)
    if amount is None:
        return OtherNumber(index, index + 1, "part") if tokens[index].lower not in _WEAK_STARTERS else None
    amount = read_range(tokens, amount, style)
    if amount.unit == "":
        amount = _with_noun(tokens, amount)
    hedge = read_after(tokens, amount.last)
    return amount._replace(last=hedge[0], hedge=hedge[1]) if hedge and amount.hedge == "none" else amount


def _with_noun(tokens: Sequence[Token], amount: Amount) -> Amount:
    """The amount with the noun it counts, or the people it strikes ('12 killed')."""
    if tokens[0].lower == "of" and tokens[amount.first - 1].text == "," and tokens[amount.last].lower in VERBS:
        return amount  # 'Of 900 members, 610 cast ballots'
    one = amount.low == amount.high == 1
    noun = counted_noun(tokens, amount.last, one, partitive=amount.form == "vague")
    struck = amount.last + (tokens[amount.last].lower in _SURE)
    if noun is None and tokens[struck].lower in CASUALTIES:
        noun = CountedNoun(struck, struck, struck + 1)
        return amount._replace(last=noun.last, unit="person", kind="count", noun=noun)
    if noun is None:
        return amount
    if tokens[noun.head].lower in ELIDED:
        return amount._replace(last=noun.last)
    rate = repeated(tokens, noun)
    return amount._replace(last=noun.last, unit=noun_unit(tokens[noun.head]), kind="count", noun=noun, rate=rate)


def _is_pronoun(tokens: Sequence[Token], amount: Amount) -> bool:
    """A number word that counts nothing said ('the three met')."""
    if (
        amount.form == "words"
        and amount.low == amount.high == 1
        and amount.noun is None
        and amount.last == amount.first + 1
    ):
        described = tokens[amount.first - 1]
        plain = described.kind == "word" and described.text.islower() and described.lower not in NOT_NOUNS
        if plain and amount.first > 1 and tokens[amount.first - 2].lower in DETERMINERS:
            return True  # 'from the local one'
    return amount.unit == "" and amount.form == "words" and amount.scale == 1 and amount.noun is None


def _with_rates(tokens: Sequence[Token], amounts: Sequence[Amount], style: NumberStyle) -> list[Amount]:
    """The amounts with their rates; the first of 'from 60p to 80p an hour' has that of the second."""
    rated: list[Amount] = []
    opening = opening_rate(tokens)
    for amount in amounts:
        found = _with_rate(tokens, amount, rated[-1] if rated else None, style)
        if opening and not found.rate and found.kind != "time":
            found = found._replace(rate=opening)
        opening = ()
        first = rated[-1] if rated else None
        if first and found.rate and not first.rate and first.unit == found.unit and _leads_to(tokens, first, found):
            rated[-1] = first._replace(rate=found.rate)
        rated.append(found)
    return rated


def _leads_to(tokens: Sequence[Token], first: Amount, second: Amount) -> bool:
    """'from 60p to 80p an hour'."""
    between = [token.lower for token in tokens[first.last : second.first]]
    return between == ["to"] and tokens[first.first - 1].lower == "from"


def _with_rate(tokens: Sequence[Token], amount: Amount, previous: Amount | None, style: NumberStyle) -> Amount:
    """The amount with what it is per: said behind it, before it, or of the figure it is compared with."""
    if amount.kind == "age":
        return amount
    rate = read_rate(tokens, amount.last, style, measured=amount.kind in {"money", "measure", "share"})
    if rate and previous and previous.rate and previous.rate[0].startswith(f"{rate.units[0]}_"):
        rate = rate._replace(units=previous.rate)  # 'from 9.4 per 1,000 children to 7.7 per 1,000'
        amount = amount._replace(unit=amount.unit or previous.unit)
    elif rate and not amount.unit and tokens[amount.last].lower == "of":
        amount = amount._replace(unit=rate.units[0].partition("_")[2])  # '9.4 of every 1,000 children'
    elif rate and not amount.unit and rate.units[0].endswith("_person"):
        amount = amount._replace(unit=counted_by_rate(tokens, amount.first))
    if rate:
        near = rate.last - amount.last <= 4
        earlier = rate_before(tokens, amount.first, amount.kind) if not has_time(rate.units) else ()
        amount = amount._replace(rate=in_order(rate.units + earlier), last=rate.last if near else amount.last)
        hedge = read_after(tokens, amount.last) if near else None
        return amount._replace(last=hedge[0], hedge=hedge[1]) if hedge else amount
    if amount.kind in {"time", "number"}:
        return amount
    said = rate_before(tokens, amount.first, amount.kind)
    if said:
        return amount._replace(rate=said)
    apart = tokens[amount.last].lower in _APART  # '14 million each'
    if previous and previous.rate and not apart and _continues(tokens, previous, amount):
        return amount._replace(rate=previous.rate)
    return amount


def _continues(tokens: Sequence[Token], previous: Amount, amount: Amount) -> bool:
    """Whether a figure goes on from one that is a rate: compared with it, in the same average, or paid for it."""
    between = [token.lower for token in tokens[previous.last : amount.first]]
    if len(between) > 16 or not {".", ";"}.isdisjoint(between):
        return False
    if previous.unit != amount.unit:
        return amount.kind == "money" and previous.kind == "count" and between[:1] == ["for"]
    if amount.high > _FAR * previous.high or previous.high > _FAR * amount.high:
        return False
    begin = read_before(tokens, amount.first, amount.kind).first
    if tokens[begin - 1].lower in {"to", "from", "than", "against"} or "compared" in between or "while" in between:
        return True
    if amount.kind == "share":
        return all(speaks_of_change(tokens, figure.first, reach=5) for figure in (previous, amount))
    return (tokens[0].lower, tokens[1].lower) == ("on", "average")


def _quantity(sentence: str, tokens: Sequence[Token], amount: Amount) -> Quantity:
    before = read_before(tokens, amount.first, amount.kind)
    hedge = amount.hedge if before.hedge == "none" else before.hedge
    number = Span(tokens[amount.number_first].start, tokens[amount.number_last - 1].end)
    if amount.is_range:
        value, bounds = None, range_interval(amount.low, amount.high)
    else:
        share = amount.kind == "share"
        measured = amount.kind in {"measure", "time", "age"}
        figure = Figure(amount.low, amount.step, amount.rough, measured, share)
        value, bounds = float(amount.low), interval(figure, hedge)
    noun = amount.noun
    return Quantity(
        span=Span(tokens[before.first].start, tokens[amount.last - 1].end),
        number=number,
        value=value,
        value_text=sentence[number.start : number.end],
        unit="/".join((amount.unit, *amount.rate)) if amount.unit else "",
        hedge=hedge,
        interval=bounds,
        noun=Span(tokens[noun.first].start, tokens[noun.last - 1].end) if noun else None,
        statistic=before.statistic,
        kind=amount.kind,
    )


def _has_digits(token: Token) -> bool:
    """'COVID-19', 'A380', but not the symbol of a unit ('km2')."""
    return _DIGIT.search(token.text) is not None and unit_name([token], 0) is None


@lru_cache(_MOST_WORDS)
def _is_figure(text: str) -> bool:
    """Whether the text of a token holds a group of digits or is a number word."""
    lower, kind = plain(text), kind_of(text)
    if kind == "number" or lower in NUMBER_WORDS:
        return True
    return kind == "word" and not text.isalpha() and _has_digits(Token(0, len(text), text, lower, kind))


def uncovered(tokens: Sequence[Token], spans: Iterable[Span]) -> list[Span]:
    """Digit groups and number words of a sentence that lie in none of `spans`."""
    figures = [Span(token.start, token.end) for token in tokens if _is_figure(token.text)]
    for start, end in spans if figures else ():
        figures = [figure for figure in figures if not (start <= figure[0] and figure[1] <= end)]
    return figures
