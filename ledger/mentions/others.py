"""Numbers that are no quantities: ordinals, years, times, scores, versions, names, addresses, ways of speaking."""

import re
from collections.abc import Sequence

from ledger.mentions.labels import (
    OtherNumber,
    read_address,
    read_designated,
    read_glued_name,
    read_grade,
    read_named,
    read_term,
    unit_follows,
)
from ledger.mentions.nouns import counted_noun, noun_unit
from ledger.mentions.numbers import (
    HYPHENS,
    NUMBER_WORDS,
    NumberStyle,
    blank_group,
    glued,
    is_plain,
    parse_digits,
    touches_both,
)
from ledger.mentions.phrases import Phrases
from ledger.mentions.records import UNREADABLE
from ledger.mentions.tables import table, words
from ledger.mentions.tokens import Token
from ledger.mentions.units import currency_before, unit_name

_SCORES = words("others", "scores")
_PASSING = words("others", "passing")
_MONTHS = words("others", "months")
_IDIOMS = Phrases((phrase, None) for phrase in table("others")["idioms"]["phrases"])
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_HOURS = words("others", "hours")
_TIMED = frozenset({"at", "by", "from", "until", "till", "about", "around", "before", "after", "since", "to"})
_TELLING = _HOURS | _MONTHS | _TIMED | {"all", "for", "h", "hours", "hrs", "no", "nos"}
_DASHES = HYPHENS | {"—"}
_JOINS = _DASHES | {"/"}
_YEAR_WORDS = words("others", "year_words")
_COUNTED_IN_THOUSANDS = words("others", "in_thousands")
_ASIDE = 40  # a bracket opened further back is not looked for
_HEADING = re.compile(r"\d{1,2}(?:\.\d{1,2})*")
_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
_FOREIGN_JOINS = frozenset("'’·^")
_DOTTED = re.compile(r"\d+(?:\.\d+){2,}")


def read_other(tokens: Sequence[Token], index: int, style: NumberStyle) -> OtherNumber | None:
    """What the number at token `index` is, when it is no quantity."""
    idiom = _idiom(tokens, index)
    if idiom:
        return idiom
    of_every = tokens[index - 1].lower == "every" and tokens[index - 2].lower in {"of", "in"}
    if index > 1 and (tokens[index - 1].lower == "per" or (of_every and tokens[index - 3].kind == "number")):
        return OtherNumber(index, index + 1, "base")
    if tokens[index].kind != "number":
        return read_grade(tokens, index) or read_term(tokens, index)
    designated = read_designated(tokens, index)
    if designated:
        return designated
    if not _is_among_words(tokens, index):
        for reader in _GLUED_READERS if glued(tokens, index + 1) else _READERS:
            found = reader(tokens, index)
            if found:
                return found
    if parse_digits(tokens[index].text, style) is None:
        return _dotted(tokens, index) or OtherNumber(index, index + 1, UNREADABLE)
    if style.group == " " and _is_parted(tokens, index):
        return None
    foreign = _foreign(tokens, index)
    if foreign:
        return foreign
    if unit_follows(tokens, index + 1) or tokens[index + 1].lower in style.scales:
        return None
    return read_address(tokens, index) or read_named(tokens, index) or _year(tokens, index)


def _is_among_words(tokens: Sequence[Token], index: int) -> bool:
    """The common case, told at once: between two words of which none makes more of a number, or before '%'."""
    before, following = tokens[index - 1], tokens[index + 1]
    if index == 0 or before.kind != "word" or before.lower in _TELLING:
        return False
    apart = following.kind == "word" and following.start > tokens[index].end and following.lower not in _TELLING
    return apart or following.text == "%"


def _idiom(tokens: Sequence[Token], index: int) -> OtherNumber | None:
    if tokens[index].lower not in _IDIOMS.words:
        return None
    for first in range(max(index - 2, 0), index + 1):
        match = _IDIOMS.at(tokens, first)
        if match and match[0] > index and not _goes_on(tokens, match[0]):
            return OtherNumber(first, match[0], "idiom")
    return None


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    """Whether a figure goes on after an idiom that ends before token `index`: a scale, unit, hyphen or ratio."""
    following = tokens[index + 1]
    ratio = tokens[index].lower == "in" and (following.kind == "number" or following.lower in NUMBER_WORDS)
    return ratio or unit_follows(tokens, index) or (tokens[index].text in HYPHENS and glued(tokens, index))


def _ordinal(tokens: Sequence[Token], index: int) -> OtherNumber | None:
    """'21st', "the '90s", '1990s'."""
    following = tokens[index + 1]
    if not glued(tokens, index + 1):
        return None
    if following.lower in _ORDINALS and (following.lower != "st" or _is_first(tokens[index].text)):
        return OtherNumber(index, index + 2, "ordinal")
    if not is_plain(tokens[index]):
        return None
    if following.lower == "s" or following.lower.startswith("s-"):
        return OtherNumber(index, index + 2, "decade")
    if following.text == "'" and tokens[index + 2].lower == "s" and tokens[index].text.endswith("0"):
        return OtherNumber(index, index + 3, "decade")
    return None


def _is_first(figures: str) -> bool:
    """Whether 'st' makes an ordinal of the figures: '21st', but '17st' is a weight."""
    return figures.endswith("1") and not figures.endswith("11")


def _clock(tokens: Sequence[Token], index: int) -> OtherNumber | None:
    """'3:30 p.m.', '15:45', '7 a.m.', '10h30', '2:05:30'."""
    last = index + 1
    while tokens[last].text == ":" and tokens[last + 1].kind == "number" and touches_both(tokens, last):
        last += 2
    if tokens[last].lower in _HOURS:
        return OtherNumber(index, last + 1, "time")
    if last > index + 1:
        return OtherNumber(index, last, "time" if len(tokens[last - 1].text) == 2 else "score")
    if _is_military(tokens, index):
        return OtherNumber(index, last + (tokens[last].lower in {"hours", "hrs"}), "time")
    hour = tokens[last].lower == "h" and touches_both(tokens, last)
    return OtherNumber(index, last + 2, "time") if hour and tokens[last + 1].kind == "number" else None


def _is_military(tokens: Sequence[Token], index: int) -> bool:
    """'at 0830', 'by 1430 hours': an hour and its minutes in four digits."""
    text = tokens[index].text
    if len(text) != len("0830") or not is_plain(tokens[index]) or int(text) >= 2400 or int(text[2:]) >= 60:
        return False
    timed = tokens[index + 1].lower in {"hours", "hrs"} and tokens[index - 1].lower in _TIMED
    return timed or (text[0] == "0" and tokens[index - 1].lower in _TIMED)


def _dotted(tokens: Sequence[Token], index: int) -> OtherNumber | None:
    """'3.11.2', '192.168.0.1': a version or an address, and no figure of another language ('1.234.567')."""
    text = tokens[index].text
    version = _DOTTED.fullmatch(text) and not _GROUPS.fullmatch(text)
    return OtherNumber(index, index + 1, "version") if version else None


def _day_of_month(tokens: Sequence[Token], index: int) -> OtherNumber | None:
    """'12 March 2024', 'March 12, 2024', '12/03/2024', '2024-03-12': dates that no reader of periods took."""
    if not is_plain(tokens[index]):
        return None
    before, following = tokens[index - 1], tokens[index + 1]
    if int(tokens[index].text) > 31:
        return _numeric_date(tokens, index)
    if following.lower in _MONTHS and following.text[0].isupper():
        last = index + 2
    elif before.lower in _MONTHS and before.text[:1].isupper():
        last = index + 1
    else:
        return _numeric_date(tokens, index)
    comma = tokens[last].text == ","
    year = tokens[last + comma]
    last += comma + 1 if is_plain(year) and len(year.text) == 4 else 0
    return OtherNumber(index, last, "date")


def _numeric_date(tokens: Sequence[Token], index: int) -> OtherNumber | None:
    parts = tokens[index : index + 5]
    if {parts[1].text, parts[3].text} not in ({"/"}, {"-"}) or any(not glued(tokens, index + k) for k in range(1, 5)):
        return None
    if not (is_plain(parts[2]) and is_plain(parts[4])) or tokens[index + 5].text == parts[1].text:
        return None
    widths = tuple(len(part.text) for part in (parts[0], parts[2], parts[4]))
    if widths != (4, 2, 2) and not (max(widths[:2]) <= 2 and widths[2] in {2, 4}):
        return None
    return OtherNumber(index, index + 5, "date")


def _score(tokens: Sequence[Token], index: int) -> OtherNumber | None:
    """'3-1', '6-4, 7-5', '3-for-12', '120/80': two numbers that are no range."""
    mark, second = tokens[index + 1], tokens[index + 2]
    if mark.lower == "to" and _voted(tokens, index):
        return OtherNumber(index, index + 3, "score")
    innings = _innings(tokens, index)
    if innings:
        return innings
    if mark.text not in _JOINS or second.kind != "number" or not (is_plain(tokens[index]) and is_plain(second)):
        return None
    if not touches_both(tokens, index + 1) or (tokens[index + 3].text == "/" and mark.text == "-"):  # '11-1/2 cents'
        return None
    if mark.text == "/":
        return _slashed(tokens, index)
    first_value, second_value = int(tokens[index].text), int(second.text)
    if (
        len(tokens[index].text) == 4
        and 1500 <= first_value <= 2100
        and (second_value > first_value or len(second.text) == 2)
    ):
        return OtherNumber(index, index + 3, "year")
    if tokens[index + 3].text in _DASHES and tokens[index + 4].kind == "number":
        return OtherNumber(index, index + 5, "score")
    beside = {token.lower for token in tokens[max(index - 4, 0) : index + 6]}
    if first_value >= second_value or beside & _SCORES:
        return OtherNumber(index, index + 3, "score")
    return None


def _innings(tokens: Sequence[Token], index: int) -> OtherNumber | None:
    """'took 5 for 29', 'were 16 for 2', '77 all out'."""
    for_, second, after = tokens[index + 1 : index + 4]
    if for_.lower == "all" and second.lower == "out":
        return OtherNumber(index, index + 3, "score")
    if for_.lower != "for" or not (is_plain(tokens[index]) and is_plain(second)) or tokens[index - 1].kind == "symbol":
        return None
    counted = counted_noun(tokens, index + 3, one=False, partitive=False) or unit_follows(tokens, index + 3)
    return None if counted or after.kind == "symbol" else OtherNumber(index, index + 3, "score")


def _voted(tokens: Sequence[Token], index: int) -> bool:
    """'won 3 to 1', 'voted 62 to 38'."""
    first, second = tokens[index], tokens[index + 2]
    if not (is_plain(first) and is_plain(second)) or int(first.text) < int(second.text):
        return False
    return not (_SCORES | _PASSING).isdisjoint(token.lower for token in tokens[max(index - 5, 0) : index])


def _slashed(tokens: Sequence[Token], index: int) -> OtherNumber | None:
    """'120/80', '2024/25', '9/11'; a fraction of something ('2/3 of') is a share."""
    above, below = int(tokens[index].text), int(tokens[index + 2].text)
    of_something = tokens[index + 3].lower == "of" or tokens[index + 3].text in HYPHENS
    if above < below and (of_something or (below in {2, 3, 4, 8} and unit_name(tokens, index + 3))):
        return None
    return OtherNumber(index, index + 3, "year" if len(tokens[index].text) == 4 else "score")


def _document_number(tokens: Sequence[Token], index: int) -> OtherNumber | None:
    """'No. 5', '#12', '57/RB-KL', '07-NQ/TU': the number of a document or an item."""
    before = tokens[index - 1]
    first: int | None = None
    if before.text in {"#", "№"}:
        first = index - 1
    elif (
        before.text == "."
        and tokens[index - 2].lower in {"no", "nos", "art", "sec", "vol", "ch", "fig", "pp"}
        and index > 1
    ) or (before.text == "." and _is_initial(tokens[index - 2]) and index > 1):
        first = index - 2
    elif before.text == "No" or before.lower == "nos":
        first = index - 1
    last, lettered = index + 1, False
    while tokens[last].text in _JOINS and touches_both(tokens, last):
        tail = tokens[last + 1]
        lettered = lettered or (tail.kind == "word" and tail.text[:2].isupper() and unit_name(tokens, last + 1) is None)
        last += 2
    if lettered:
        return OtherNumber(index if first is None else first, last, "number")
    return None if first is None else OtherNumber(first, index + 1, "number")


def _is_initial(token: Token) -> bool:
    return len(token.text) == 1 and token.text.isupper()


def _listed(tokens: Sequence[Token], index: int) -> OtherNumber | None:
    """'1.' or '2)' at the head of the sentence, '(3)' before a word, '[12]'."""
    if len(tokens[index].text) > 5 or "," in tokens[index].text:
        return None
    before, following = tokens[index - 1].text, tokens[index + 1].text
    if index == 0 and following in {".", ")"} and tokens[2].kind == "word":
        return OtherNumber(0, 2, "list")
    if before == "[" and following == "]":
        return OtherNumber(index - 1, index + 2, "reference")
    if _is_heading(tokens, index):
        return OtherNumber(index, index + 1, "list")
    if following == ")" and all(token.text != "(" for token in tokens[max(index - _ASIDE, 0) : index]):
        return OtherNumber(index, index + 2, "list")
    named = tokens[index - 2].text[:1].isupper()
    if (
        before == "("
        and following == ")"
        and tokens[index + 2].kind == "word"
        and not named
        and len(tokens[index].text) < 3
    ):
        return OtherNumber(index - 1, index + 2, "list")
    return None


def _is_heading(tokens: Sequence[Token], index: int) -> bool:
    """'## 14.3 Operation': the number of a heading."""
    if any(token.text != "#" for token in tokens[:index]) or not _HEADING.fullmatch(tokens[index].text):
        return False
    title = tokens[index + 1]
    return title.kind == "word" and title.text[0].isupper() and (index > 0 or "." in tokens[index].text)


def _statistic(tokens: Sequence[Token], index: int) -> OtherNumber | None:
    """'p < 0.01', 'n = 120'."""
    if (
        tokens[index - 1].text in {"<", ">", "=", "≤", "≥"}
        and tokens[index - 2].text in {"p", "P", "n", "N"}
        and index > 1
    ):
        return OtherNumber(index - 2, index + 1, "statistic")
    return None


def _is_parted(tokens: Sequence[Token], index: int) -> bool:
    """Whether blanks part the groups of the figure that begins at token `index`."""
    return len(tokens[index].text) <= 3 and is_plain(tokens[index]) and blank_group(tokens, index + 1)


def _foreign(tokens: Sequence[Token], index: int) -> OtherNumber | None:
    """'12 345', "1'234'500", '12·5', '10^6': a figure, but not as the article's language writes one."""
    last = index + 1
    while (last > index + 1 or _is_parted(tokens, index)) and blank_group(tokens, last):
        last += 1
    while tokens[last].text in _FOREIGN_JOINS and touches_both(tokens, last) and tokens[last + 1].kind == "number":
        if tokens[last].text in "'’" and len(tokens[last + 1].text) != 3:
            break  # 5'11 is a height
        last += 2
    return OtherNumber(index, last, UNREADABLE) if last > index + 1 else None


def _telephone(tokens: Sequence[Token], index: int) -> OtherNumber | None:
    """Groups of digits with a leading + or 0, or three and more of them ('555-010-4477')."""
    last = index + 1
    while tokens[last].text in {"-", "."} and glued(tokens, last) and is_plain(tokens[last + 1]):
        last += 2
    groups = 1 + (last - index) // 2
    leading = tokens[index].text.startswith("0") or (tokens[index - 1].text == "+" and glued(tokens, index))
    while leading and is_plain(tokens[last]) and tokens[last].start - tokens[last - 1].end == 1:
        last, groups = last + 1, groups + 1
    digits = sum(len(token.text) for token in tokens[index:last] if token.kind == "number")
    return OtherNumber(index, last, "telephone") if groups > 1 and digits >= 7 and (leading or groups > 2) else None


def _year(tokens: Sequence[Token], index: int) -> OtherNumber | None:
    """A bare number from 1500 to 2100 that counts nothing."""
    token = tokens[index]
    if not is_plain(token) or len(token.text) != 4 or not 1500 <= int(token.text) <= 2100:
        return None
    if glued(tokens, index) and currency_before(tokens, index, scaled=False):
        return None  # '$1900'
    noun = counted_noun(tokens, index + 1, one=False, partitive=False)
    counted = noun and (token.text.endswith("00") or noun_unit(tokens[noun.head]) in _COUNTED_IN_THOUSANDS)
    named = noun and any(word.text[:1].isupper() for word in tokens[index + 1 : noun.head])
    if counted and not named and tokens[index - 1].lower not in _YEAR_WORDS:
        return None
    return OtherNumber(index, index + 1, "year")


_READERS = (_clock, _day_of_month, _telephone, _score, _document_number, _listed, _statistic)
# Those that look at what touches the number as well.
_GLUED_READERS = (_ordinal, *_READERS, read_term, read_grade, read_glued_name)
