"""Numbers as news writes them: digits, number words, scale words, fractions and vague plurals.

Readers take `tokens` as `quantities.prepare` leaves them: numbers glued to hyphens are apart, and tokens beyond
either end read as the empty token, so that no reader has to ask for bounds.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from ledger.mentions.tables import table, words
from ledger.mentions.tokens import Token

_TABLE = table("numbers")
_SMALL = {word: Decimal(value) for section in ("units", "tens") for word, value in _TABLE[section].items()}
_TENS = frozenset(_TABLE["tens"])
SCALES = {word: Decimal(value) for word, value in _TABLE["scales"].items()}
_PLURAL_SCALES = {f"{word}s": SCALES[word] for word in ("thousand", "million", "billion", "trillion")}
_GLUED = {word: Decimal(value) for word, value in _TABLE["glued"].items()}
_GLUED_MONEY = _GLUED | {word: Decimal(value) for word, value in _TABLE["glued_money"].items()}
_DENOMINATORS: dict[str, int] = _TABLE["denominators"]
_VAGUE: dict[str, list[int]] = _TABLE["vague"]
_FRACTIONS: dict[str, list[int]] = _TABLE["fractions"]
_MOST_FIGURES = 10_000
"""Figures kept in memory with their values."""
_REGION = re.compile(r"-u-rg-([a-z]{2})zzzz\b")
_SEVERAL = frozenset({"several", "few"})
_ARTICLES = frozenset({"a", "an"})
_ONE = (Decimal(1), Decimal(1), Decimal(1))
_RATIO_WHOLES = frozenset(map(Decimal, (3, 4, 5, 6, 8, 10, 20, 50, 100, 1000, 10_000, 100_000, 1_000_000)))
# 'three in ten days', 'two in five games' are counts within a span.
_SPANS = words("numbers", "spans")
_PREDICATES = words("numbers", "predicates")
HYPHENS = frozenset("-‐‑–−")

_COMPOUNDS = {
    f"{tens}-{unit}": _SMALL[tens] + _SMALL[unit]
    for tens in _TENS
    for unit in _TABLE["units"]
    if 1 <= _SMALL[unit] <= 9
}
_CARDINALS = _SMALL | _COMPOUNDS
_FRACTION_WORDS = {
    f"{count}-{word}{ending}": (int(_SMALL[count]), below)
    for count in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    for word, below in _DENOMINATORS.items()
    for ending in ("", "s")
    if _SMALL[count] < below
}
NUMBER_WORDS = frozenset(_CARDINALS) | frozenset(SCALES) | frozenset(_VAGUE) | frozenset(_FRACTION_WORDS) | {"half"}
"""Words that may begin a number, fractions of an ordinal ('a third of') apart."""
FRACTION_NOUNS = frozenset({*_DENOMINATORS, *(word + "s" for word in _DENOMINATORS), "halves"}) - {"halfs"}


@dataclass(frozen=True, eq=False)
class NumberStyle:
    """How a language writes figures; declared for an article, never guessed from its figures."""

    decimal: str
    group: str
    """Separator of groups of three digits; a blank stands for any blank."""
    scales: Mapping[str, Decimal]


class Number(NamedTuple):
    """tokens[first:last] say a number from `low` to `high`, the same for a plain one."""

    first: int
    last: int
    low: Decimal
    high: Decimal
    step: Decimal
    """One unit of the last written digit."""
    form: str
    """digits | words | share (in percent) | vague"""
    rough: bool
    """Written to `step` ('4.5', 'two and a half'), so that the figure may be off by one step."""
    scale: Decimal = Decimal(1)
    """What its scale words multiply by."""


@cache
def number_style(language: str) -> NumberStyle:
    """The style of a BCP 47 tag, in whatever case; a language without an entry writes figures as English does.

    The tag may name another region whose formats are used (`en-u-rg-vnzzzz`; Unicode Technical Standard 35, `rg`).
    """
    styles = {tag.lower(): style for tag, style in _TABLE["style"].items()}
    tag = language.lower()
    region = _REGION.search(tag)
    if region:
        tag = _TABLE["regions"].get(region[1], tag)
    style = styles.get(tag) or styles.get(tag.partition("-")[0]) or styles["en"]
    own = {word.lower(): Decimal(value) for word, value in style.get("scales", {}).items()}
    return NumberStyle(style["decimal"], style["group"], SCALES | own)


ENGLISH = number_style("en")


@cache
def _digit_pattern(style: NumberStyle) -> re.Pattern[str]:
    group = "" if style.group == " " else re.escape(style.group)
    grouped = rf"[1-9]\d{{0,2}}(?:{group}\d{{3}})+|[1-9]\d?(?:{group}\d{{2}})+{group}\d{{3}}|" if group else ""
    return re.compile(rf"(?P<whole>{grouped}\d*)(?:{re.escape(style.decimal)}(?P<part>\d+))?(?P<fraction>[¼-¾⅐-⅞])?")


@lru_cache(_MOST_FIGURES)
def parse_digits(text: str, style: NumberStyle) -> tuple[Decimal, Decimal, bool] | None:
    """Value, step and whether decimals are written; None when the style does not write figures so."""
    if text.isdecimal():
        return Decimal(text), Decimal(1), False
    match = _digit_pattern(style).fullmatch(text)
    if not match:
        return None
    whole = match["whole"].replace(style.group, "") or "0"
    part = match["part"] or ""
    value = Decimal(f"{whole}.{part}") if part else Decimal(whole)
    step = Decimal(1).scaleb(-len(part))
    if match["fraction"]:
        above, below = _FRACTIONS[match["fraction"]]
        return value + Decimal(above) / below, Decimal(1) / below, True
    return value, step, bool(part)


def glued(tokens: Sequence[Token], index: int) -> bool:
    """Whether token `index` follows the one before it without a blank."""
    return tokens[index].start == tokens[index - 1].end


def touches_both(tokens: Sequence[Token], index: int) -> bool:
    """Whether token `index` touches both its neighbours."""
    return glued(tokens, index) and glued(tokens, index + 1)


def is_plain(token: Token) -> bool:
    """Whether a token is digits without any separator."""
    return token.kind == "number" and token.text.isdecimal()


def read_number(tokens: Sequence[Token], index: int, style: NumberStyle, money: bool = False) -> Number | None:
    """The number that begins at token `index`; with `money` it follows a currency sign."""
    token = tokens[index]
    if token.kind == "number":
        return _read_digits(tokens, index, style, money)
    if token.kind != "word":
        return None
    word = token.lower
    if word in _FRACTION_WORDS:
        return _share(index, index + 1, *_FRACTION_WORDS[word])
    if word == "half":
        return _read_half(tokens, index, style)
    if word == "quarter":
        return _share(index, index + 1, 1, 4)
    if word in _VAGUE and (word not in SCALES or tokens[index + 1].lower == "of"):
        return _read_vague(tokens, index)
    if word in _SEVERAL:
        return _read_several(tokens, index)
    if word in _ARTICLES or word in _CARDINALS:
        return _read_words(tokens, index, style)
    return None


def _read_digits(tokens: Sequence[Token], index: int, style: NumberStyle, money: bool) -> Number | None:
    text, last = tokens[index].text, index + 1
    if style.group == " " and len(text) <= 3 and text.isdecimal():
        while blank_group(tokens, last):
            text, last = text + tokens[last].text, last + 1
    if tokens[last].text == style.group and _torn_group(tokens, last):
        text, last = f"{text},{tokens[last + 1].text}".replace(",", style.group), last + 2
    parsed = parse_digits(text, style)
    if parsed is None:
        return None
    value, step, rough = parsed
    fraction = _simple_fraction(tokens, index)
    if fraction:
        return _share(index, index + 3, *fraction)
    joined = last + int(tokens[last].text == "-" and touches_both(tokens, last))
    mixed = _simple_fraction(tokens, joined) if tokens[joined].kind == "number" else None
    if mixed and (joined > last or not rough):  # '4 1/2', '11-1/2', and quarters of a cent in '10.84-3/4'
        value += step * mixed[0] / mixed[1]
        return Number(index, joined + 3, value, value, step / mixed[1], "digits", True)
    return _scaled(tokens, Number(index, last, value, value, step, "digits", rough), style, money)


def blank_group(tokens: Sequence[Token], index: int) -> bool:
    """Whether token `index` continues a figure written with blanks ('12 000', '12 000,5')."""
    token = tokens[index]
    if token.kind != "number" or token.start - tokens[index - 1].end != 1:
        return False
    return len(token.text) >= 3 and token.text[:3].isdecimal() and not token.text[3:4].isdecimal()


def _torn_group(tokens: Sequence[Token], index: int) -> bool:
    """Whether the separator at `index` and the group behind it, which nothing but its blank parts, end a figure:
    '975, 000 tons'. No figure of its own begins with a nought."""
    group = tokens[index + 1].text
    grouped = is_plain(tokens[index + 1]) and len(group) == 3 and group[0] == "0"
    return grouped and glued(tokens, index) and tokens[index + 1].start - tokens[index].end == 1


def _simple_fraction(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """'3/4' as (3, 4): three tokens, glued, small, and below one."""
    above, slash, below = tokens[index], tokens[index + 1], tokens[index + 2]
    if slash.text != "/" or above.end != slash.start or slash.end != below.start:
        return None
    if not (above.text.isdecimal() and below.text.isdecimal() and len(below.text) <= 2):
        return None
    fraction = int(above.text), int(below.text)
    return fraction if 0 < fraction[0] < fraction[1] <= 16 else None


def _scaled(tokens: Sequence[Token], number: Number, style: NumberStyle, money: bool) -> Number:
    """The number with the scale words and letters that follow it."""
    last, value, step, rough = number.last, number.low, number.step, number.rough
    more = and_a_fraction(tokens, last)
    if more:
        last, part = more
        value, step, rough = value + part, part if part < 1 else step, True
    letter = (_GLUED_MONEY if money else _GLUED).get(tokens[last].text)
    if letter and glued(tokens, last):
        value, step = value * letter, step * letter
        return number._replace(last=last + 1, low=value, high=value, step=step, rough=rough, scale=letter)
    total = number.scale
    while True:
        here = last + 1 if tokens[last].text in HYPHENS and glued(tokens, last) and glued(tokens, last + 1) else last
        scale = style.scales.get(tokens[here].lower)
        if scale is None and number.form == "digits" and last == number.last:
            scale = _PLURAL_SCALES.get(tokens[here].lower)  # '80 thousands'
        if scale is None or tokens[here].kind != "word":
            break
        value, step, total, last = value * scale, step * scale, total * scale, here + 1
    if last == number.last:
        return number
    return number._replace(last=last, low=value, high=value, step=step, rough=rough, scale=total)


def and_a_fraction(tokens: Sequence[Token], index: int) -> tuple[int, Decimal] | None:
    """'and a half', 'and three quarters' after a number: the index after it, and the fraction."""
    if tokens[index].lower in {"and-a-half", "and-a-quarter"}:
        return index + 1, Decimal("0.5") if tokens[index].lower.endswith("half") else Decimal("0.25")
    if tokens[index].lower != "and":
        return None
    if tokens[index + 1].lower in {"a", "one"} and tokens[index + 2].lower in {"half", "quarter", "third"}:
        return index + 3, Decimal(1) / _DENOMINATORS[tokens[index + 2].lower]
    if tokens[index + 1].lower in {"half", "three-quarters"}:
        return index + 2, Decimal("0.5") if tokens[index + 1].lower == "half" else Decimal("0.75")
    return None


def _read_words(tokens: Sequence[Token], index: int, style: NumberStyle) -> Number | None:
    """'twenty-five thousand', 'a hundred and two', 'two and a half million', 'a third', 'three quarters'."""
    first_word = tokens[index].lower
    after = tokens[index + 1].lower
    if after in FRACTION_NOUNS:
        return _read_fraction(tokens, index)
    if first_word in _ARTICLES and after not in style.scales:
        return Number(index, index + 1, *_ONE, "words", False)
    last, value, step = _cardinal(tokens, index)
    number = Number(index, last, value, value, step, "words", False, step if step >= 1000 else Decimal(1))
    return _scaled(tokens, number, style, False)


def _cardinal(tokens: Sequence[Token], index: int) -> tuple[int, Decimal, Decimal]:
    """The longest cardinal in words: the index after it, its value and its step."""
    total, current, step = Decimal(0), Decimal(0), Decimal(1)
    here = index
    if tokens[here].lower in _ARTICLES:
        current, here = Decimal(1), here + 1
    previous = ""
    while True:
        word = tokens[here].lower
        if word == "and" and previous in SCALES and tokens[here + 1].lower in _CARDINALS:
            here += 1
            continue
        if word in _CARDINALS and _may_follow(previous, word):
            current, step = current + _CARDINALS[word], Decimal(1)
        elif word == "hundred" and 0 < current < 100:
            current, step = current * 100, Decimal(100)
        elif word == "dozen" and current:
            current, step = current * 12, Decimal(6)
        elif word in SCALES and (current or total):
            scale = SCALES[word]
            if current and total < scale:
                total, current, step = (total + current) * scale, Decimal(0), scale
            elif current:
                total, current, step = total + current * scale, Decimal(0), scale
            else:
                total, step = total * scale, step * scale
        else:
            return here, total + current, step
        previous, here = word, here + 1


def _may_follow(previous: str, word: str) -> bool:
    """Whether a cardinal below one hundred continues a number whose last word is `previous`."""
    if not previous:
        return True
    return previous in SCALES or (previous in _TENS and word not in _TENS and 1 <= _CARDINALS[word] <= 9)


def _share(first: int, last: int, above: int, below: int) -> Number:
    value = Decimal(100 * above) / below
    return Number(first, last, value, value, value / 10, "share", True)


def _read_fraction(tokens: Sequence[Token], index: int) -> Number | None:
    """'a third', 'two fifths', 'one half': a share, or a fraction of a scale word ('a quarter of a million')."""
    count = 1 if tokens[index].lower in _ARTICLES else int(_CARDINALS[tokens[index].lower])
    word = tokens[index + 1].lower
    below = 2 if word == "halves" else _DENOMINATORS.get(word, 0) or _DENOMINATORS.get(word.removesuffix("s"), 0)
    plural = word not in _DENOMINATORS
    if not 0 < count < below or plural != (count > 1):
        return None
    return _share(index, index + 2, count, below)


def _read_half(tokens: Sequence[Token], index: int, style: NumberStyle) -> Number | None:
    """'half a million', 'half-million', 'half a dozen'; else half of something, a share."""
    here = index + 1
    if tokens[here].lower in _ARTICLES:
        here += 1
    scale = style.scales.get(tokens[here].lower)
    if scale:
        half = scale / 2
        step = half if scale == 12 else scale / 10
        return Number(index, here + 1, half, half, step, "words", False)
    return _share(index, index + 1, 1, 2)


def _read_vague(tokens: Sequence[Token], index: int) -> Number:
    """'dozens', 'tens of thousands': from the least to the most it can mean."""
    low, high = _VAGUE[tokens[index].lower]
    factor, last = 1, index + 1
    while tokens[last].lower == "of" and tokens[last + 1].lower.removesuffix("s") in SCALES:
        factor *= int(SCALES[tokens[last + 1].lower.removesuffix("s")])
        last += 2
    return Number(index, last, Decimal(low * factor), Decimal((high + 1) * factor - 1), Decimal(1), "vague", False)


def _read_several(tokens: Sequence[Token], index: int) -> Number | None:
    """'several hundred', 'a few thousand'."""
    scale = tokens[index + 1].lower
    if scale + "s" not in _VAGUE or scale not in SCALES:
        return None
    low, high = _VAGUE[scale + "s"]
    factor, last = Decimal(1), index + 2
    while tokens[last].lower in SCALES:
        factor, last = factor * SCALES[tokens[last].lower], last + 1
    return Number(index, last, low * factor, (high + 1) * factor - 1, Decimal(1), "vague", False)


def read_ratio(tokens: Sequence[Token], number: Number, style: NumberStyle) -> Number | None:
    """'one in four', 'nine out of ten', 'one death in 500' as a share; 'won 12 out of 15' stays two counts."""
    if number.rough:  # 'a mark of 9.8 out of 10'
        return None
    named = number.low == 1 and tokens[number.last].kind == "word" and tokens[number.last + 1].lower == "in"
    here = number.last + named
    word, following = tokens[here].lower, tokens[here + 1].lower
    if word == "out" and following == "of":
        here += 2
    elif word == "in" or (word == "of" and following == "every"):
        here += 1
    else:
        return None
    every = tokens[here].lower == "every"
    token = tokens[here + every]
    whole = read_number(tokens, here + every, style) if token.kind == "number" or token.lower in _CARDINALS else None
    if whole is None or whole.form == "share" or whole.low != int(whole.low) or not 0 < number.low < whole.low:
        return None
    after = tokens[whole.last]
    if named and not every and after.kind == "word" and after.lower not in _PREDICATES:
        return None
    year = len(token.text) == 4 and token.text.isdecimal() and 1500 <= whole.low <= 2100
    common = number.low == 1 or whole.low in _RATIO_WHOLES
    if year or not (every or common) or after.lower.removesuffix("s") in _SPANS:
        return None
    value = 100 * number.low / whole.low
    return Number(number.first, whole.last, value, value, value / 10, "share", True)
