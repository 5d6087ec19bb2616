"""What makes a rate of a figure: 'a month', 'per head', 'annually', 'a monthly income of'."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from ledger.mentions.nouns import AUXILIARIES, DETERMINERS, STOP_WORDS, VERBS, is_plural, singular, unit_of
from ledger.mentions.numbers import HYPHENS, NUMBER_WORDS, SCALES, NumberStyle, glued, read_number, touches_both
from ledger.mentions.tables import table, words
from ledger.mentions.tokens import Token
from ledger.mentions.units import unit_name

_RATES = table("units")["rates"]
_ADVERBS: dict[str, str] = _RATES["adverbs"]
_ADJECTIVES: dict[str, str] = _RATES["adjectives"]
_FLOWS = frozenset(_RATES["flows"].split())
_NO_THINGS = words("units", "no_things") | NUMBER_WORDS
_MEASURED_FLOWS = _FLOWS | {"rate", "pace"}
_THINGS = frozenset(_RATES["things"].split())
_CAPITA = frozenset(_RATES["capita"].split())
_POINTED = frozenset(_RATES["pointed"].split())
_NO_PRICED = STOP_WORDS | VERBS | _POINTED
_TIMES = frozenset(table("units")["time"]) | {"quarter", "season", "night", "weekday", "shift", "semester", "term"}
_BOUTS = frozenset({"game", "match", "session"})
_CROSSED = frozenset({"of", "in", "the", "for", "to"})
_RATE_WORDS = frozenset({"rate", "rates"})
_COUNTED: dict[str, str] = {word: unit for unit, told in _RATES["counted"].items() for word in told.split()}
_REACH_AFTER = 6
_REACH_BEFORE = 9
_EVERY = frozenset({"per", "every", "each"})
_CLAUSE_ENDS = frozenset(",.;:!?()–—")


class Rate(NamedTuple):
    """tokens up to `last` say per what; `units` are the denominators, times last ('person', 'month')."""

    last: int
    units: tuple[str, ...]


def read_rate(tokens: Sequence[Token], index: int, style: NumberStyle, measured: bool) -> Rate | None:
    """The rate that follows a figure whose last token is before `index`.

    It may stand after the thing measured ('9,000 tonnes of latex a year'). `measured` tells that the figure is money or
    a measure, before which 'a' means per thing too ('$80 a barrel').
    """
    for here in range(index, index + _REACH_AFTER):
        rate = _rate_at(tokens, here, style, measured and here == index)
        if rate and not (here > index and tokens[here - 1].lower in _CROSSED):
            return _with_more(tokens, rate, style)
        token = tokens[here]
        of_noun = here > index and tokens[here - 1].lower in _CROSSED
        done = token.lower in AUXILIARIES and tokens[here + 1].lower.endswith("ed")
        if done and tokens[here + 2].lower in _EVERY:  # '300 cases were recorded per 100,000 doses'
            rate = _rate_at(tokens, here + 2, style, False)
            return rate if rate is None else _with_more(tokens, rate, style)
        stops = token.kind != "word" or (token.lower in VERBS and not of_noun)
        if stops or (token.lower in STOP_WORDS and token.lower not in _CROSSED):
            return None
    return None


def _with_more(tokens: Sequence[Token], rate: Rate, style: NumberStyle) -> Rate:
    """Further denominators right behind ('per person a month'), in the order things, times."""
    while True:
        more = _rate_at(tokens, rate.last, style, False)
        if more is None:
            break
        rate = Rate(more.last, (*rate.units, *more.units))
    return Rate(rate.last, in_order(rate.units))


def _rate_at(tokens: Sequence[Token], index: int, style: NumberStyle, things: bool) -> Rate | None:
    word, following = tokens[index].lower, tokens[index + 1].lower
    if word == "per":
        return _per(tokens, index + 1, style)
    if word == "/" and touches_both(tokens, index):
        return _slash(tokens, index + 1)
    if word in _ADVERBS:
        return Rate(index + 1, (_ADVERBS[word],))
    if word in {"of", "in"} and following == "every" and tokens[index + 2].kind == "number":
        return _per(tokens, index + 2, style)
    if word == "for" and following in {"each", "every"}:
        return _for_each(tokens, index + 2)
    if word in {"p.a.", "pa"}:
        return Rate(index + 1, ("year",))
    if word == "-" and glued(tokens, index) and following in {"a", "an"} and tokens[index + 3].lower in _TIMES:
        return Rate(index + 4, (tokens[index + 3].lower,))
    if word not in {"a", "an", "each", "every"}:
        return None
    if following in _TIMES and not (word in {"a", "an"} and _is_pointed(tokens, index + 2)):
        return Rate(index + 2, (following,))
    if following in _BOUTS and not _is_pointed(tokens, index + 2):
        return Rate(index + 2, (following,))
    if things and (following in _THINGS or _ends_price(tokens, index + 1)):
        unit = unit_name(tokens, index + 1)
        return Rate(unit[0], (unit[1],)) if unit else Rate(index + 2, (_denominator(following),))
    return None


def _ends_price(tokens: Sequence[Token], index: int) -> bool:
    """Whether the noun at `index` is what a price is for ('£6.20 a punnet,'): the phrase ends with it."""
    noun, after = tokens[index], tokens[index + 1]
    plain = noun.kind == "word" and noun.text.islower() and noun.lower not in _NO_PRICED
    ends = after.kind in {"punct", "end"} and after.text not in HYPHENS
    return plain and ends and not is_plural(noun.lower) and noun.lower not in _NO_THINGS


def _is_pointed(tokens: Sequence[Token], index: int) -> bool:
    """Whether the time before token `index` is no rate: 'a year ago', 'a day or two', 'a year and a half'."""
    word = tokens[index].lower
    if word == "or":
        return tokens[index + 1].lower in NUMBER_WORDS
    if word in {"before", "from"}:  # 'a year before,' 'a year from now'; but 'a month before tax'
        return tokens[index + 1].kind in {"punct", "end"} or tokens[index + 1].lower == "now"
    return word in _POINTED or (word == "and" and tokens[index + 1].lower == "a")


def _per(tokens: Sequence[Token], index: int, style: NumberStyle) -> Rate | None:
    """What follows 'per': a unit, 'capita', a noun phrase, or so many of them ('per 100,000 people')."""
    word = tokens[index].lower
    if word == "cent":
        return None
    if word in _CAPITA:
        return Rate(index + 1, ("person",))
    if word == "annum":
        return Rate(index + 1, ("year",))
    base, start = _base(tokens, index, style)
    unit = unit_name(tokens, start)
    if unit:
        last, name = unit
    else:
        last = start
        while last < start + 3 and tokens[last].kind == "word" and _may_be_noun(tokens, last):
            last += 1
            if is_plural(tokens[last - 1].lower) and not is_plural(tokens[last].lower):
                break
        if last == start:
            return Rate(start, (f"{base.normalize():f}",)) if base else None
        name = _denominator(singular(tokens[last - 1].lower))
    return Rate(last, (f"{base.normalize():f}_{name}" if base else name,))


def _base(tokens: Sequence[Token], index: int, style: NumberStyle) -> tuple[Decimal | None, int]:
    """The number that 'per' may be followed by ('per 100,000 people', 'per million'), and where its noun begins."""
    token = tokens[index]
    if token.kind == "number":
        number = read_number(tokens, index, style)
        return (number.low, number.last) if number else (None, index)
    if token.lower in SCALES and unit_name(tokens, index) is None:
        return SCALES[token.lower], index + 1
    return None, index


def _may_be_noun(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word may belong to the noun after 'per', which a verb does only before a plural ('live births')."""
    word = tokens[index].lower
    return word not in STOP_WORDS and (word not in VERBS or is_plural(tokens[index + 1].lower))


def _slash(tokens: Sequence[Token], index: int) -> Rate | None:
    """What follows '/': a unit or a thing that has a price."""
    unit = unit_name(tokens, index)
    if unit:
        return Rate(unit[0], (unit[1],))
    word = tokens[index].lower
    if word in _TIMES or word in _CAPITA or word in _THINGS or unit_of(singular(word)) == "person":
        return Rate(index + 1, (_denominator(singular(word)),))
    return None


def _for_each(tokens: Sequence[Token], index: int) -> Rate | None:
    """What follows 'for each': 'worker', 'of its votes'."""
    start = index
    if tokens[start].lower == "of" and tokens[start + 1].lower in DETERMINERS:
        start += 2
    last = start
    while last < start + 3 and tokens[last].kind in {"word", "taken"} and _may_be_noun(tokens, last):
        last += 1
    if last == start or tokens[start].lower in NUMBER_WORDS:
        return None
    return Rate(last, (unit_of(singular(tokens[last - 1].lower)),))


def _denominator(word: str) -> str:
    return "person" if word in _CAPITA or word == "population" else unit_of(word)


def counted_by_rate(tokens: Sequence[Token], index: int) -> str:
    """What a figure at `index` without a unit counts among so many people: deaths are persons, as in 'a suicide rate of
    14 per 100,000'; in 'the crime rate was 28 per 1,000' it is crimes."""
    for here in range(index - 1, max(index - _REACH_BEFORE, 0) - 1, -1):
        if tokens[here].lower in _RATE_WORDS and tokens[here - 1].kind == "word":
            return _COUNTED.get(tokens[here - 1].lower, "person")
    return "person"


def rate_before(tokens: Sequence[Token], index: int, kind: str) -> tuple[str, ...]:
    """The rate said before a figure of `kind` at `index`: 'annually pays', 'a monthly income of', 'per capita'."""
    flows = _MEASURED_FLOWS if kind in {"count", "measure"} else _FLOWS
    units: list[str] = []
    spread = True  # an adverb does not reach over 'and'
    for here in range(index - 1, max(index - _REACH_BEFORE, 0) - 1, -1):
        token = tokens[here]
        if token.kind == "number" or token.text in _CLAUSE_ENDS:
            break
        word = token.lower
        if spread and word in _ADVERBS and word not in _ADJECTIVES and index - here <= 5:
            units.append(_ADVERBS[word])
        elif word in _ADJECTIVES and flows.intersection(t.lower for t in tokens[here + 1 : min(here + 4, index)]):
            units.append(_ADJECTIVES[word])
        elif word == "on":  # 'earnings per share of $1.08 on revenue of $21 billion'
            break
        elif word == "share" and tokens[here - 1].lower == "per" and here and kind == "money":
            units.append("share")
        elif word in {"and", "but", "while"} and not units:
            spread = False
        elif word in {"capita", "head", "person"} and tokens[here - 1].lower == "per" and here:
            units.append("person")
    before = tokens[max(index - _REACH_BEFORE, 0) : index]
    if units == ["person"] and kind == "money" and any(token.lower == "capita" for token in before):
        units.append("year")
    return in_order(units) if units else ()


def in_order(units: Iterable[str]) -> tuple[str, ...]:
    """Denominators once each, times last."""
    return tuple(sorted(dict.fromkeys(units), key=lambda unit: unit in _TIMES))


def has_time(units: Iterable[str]) -> bool:
    """Whether a stretch of time is among the denominators."""
    return any(unit in _TIMES for unit in units)


def opening_rate(tokens: Sequence[Token]) -> tuple[str, ...]:
    """'Each year,' or 'Every month' at the head of the sentence."""
    if tokens[0].lower in {"each", "every"} and tokens[1].lower in _TIMES:
        return (tokens[1].lower,)
    return ()
