"""Periods: when a sentence says that something was so."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple

from ledger.mentions.dates import (
    COMPACT,
    GLUED_PART,
    MONTHS,
    NUMBERS,
    ORDINALS,
    PARTS,
    POINTS,
    SEASONS,
    WEEKDAYS,
    Day,
    Found,
    Moment,
    Tokens,
    compact_word,
    day_first,
    day_number,
    day_of,
    is_year,
    iso,
    last_of,
    month_at,
    month_first,
    number_first,
    part_of,
    word,
)
from ledger.mentions.nouns import is_plural
from ledger.mentions.records import Period
from ledger.mentions.relative import (
    AHEAD,
    DIRECTIONS,
    LENGTHS,
    ago,
    days_from,
    direction,
    fiscal,
    part_of_relative,
    placed_year,
    quarter_or_half,
    season,
    until_month,
    weekday,
    weekend,
    year_end,
)
from ledger.mentions.tables import table
from ledger.mentions.tokens import Token
from ledger.text.article import Span

_WORDS: dict[str, str] = table("periods")["words"]
_OPENERS = frozenset(_WORDS["openers"].split())
_WEAK = frozenset(_WORDS["weak_openers"].split())
_YEAR_NOUNS = frozenset(_WORDS["year_nouns"].split())
_UNITS = frozenset(_WORDS["units"].split())
_EVENTS = frozenset(_WORDS["events"].split())
_PREDICATES = frozenset(_WORDS["predicates"].split())
_DETERMINERS = frozenset(_WORDS["determiners"].split())
_TAILS = frozenset(_WORDS["tails"].split())
_MOVERS = frozenset(_WORDS["movers"].split())
_OPEN_ENDS = frozenset(_WORDS["open_ends"].split())
_ONWARD = frozenset(_WORDS["onward"].split())
_DASHES = frozenset("-–—−")
_BETWEEN = frozenset({"to", "through", "until", "till", *_DASHES})
_PASSED_OVER = frozenset(
    [
        "the",
        "a",
        "an",
        "year",
        "years",
        "month",
        "months",
        "date",
        "fiscal",
        "financial",
        "calendar",
        "period",
        "summer",
        "winter",
        "spring",
        "autumn",
    ]
)
_SAID_WITH = frozenset(
    [
        "in",
        "during",
        "since",
        "by",
        "until",
        "till",
        "through",
        "throughout",
        "before",
        "after",
        "from",
        "between",
        "for",
        "on",
        "at",
        "over",
        "within",
    ]
)


class _Phrase(NamedTuple):
    """A moment, from token `first` up to token `after`."""

    moment: Moment
    first: int
    after: int
    open_end: bool = False
    """'to the present', 'onwards'."""


def read_periods(
    tokens: Tokens, published: str | None, begins: Iterable[int] | None = None
) -> tuple[list[Period], list[Span]]:
    """The periods of a sentence in order, and the spans of days and months whose year cannot be known.

    `published` is the article's ISO 8601 date, year-month or year; what is told from it ('last year') is left out
    when it is None. Values: `2021/2025`, `2024`, `2024-10`, `2019-03-07`, `2021/..` (since), `../2030` (until).
    A quarter is `2024-07/2024-09`, a season its year, 'early', 'mid' and 'late' parts of a year three or four months.
    `begins` are the tokens that `may_begin` holds for, when they are known.
    """
    today = day_of(published)
    periods: list[Period] = []
    undated: list[Span] = []
    end = 0
    for i in begins if begins is not None else (i for i, token in enumerate(tokens) if may_begin(token)):
        phrase = _phrase_at(tokens, i, end, today) if i >= end else None
        if phrase is None:
            continue
        known = _dated(tokens, phrase, today)
        if known:
            periods.append(_period(tokens, known))
        else:
            undated.append(Span(tokens[phrase.first].start, tokens[phrase.after - 1].end))
        end = phrase.after
    return periods, undated


def may_begin(token: Token) -> bool:
    """Whether a period may begin with this token."""
    if token.kind == "number":
        return len(token.text) < 5 or token.text.count(".") == 2
    lower = token.lower
    return lower in _STARTS or (token.kind == "word" and (lower[-1].isdigit() or "-" in lower))


def moment_at(tokens: Tokens, i: int, today: Day) -> Found:
    """The moment that begins at token i, and the index after it."""
    token = tokens[i]
    if token.kind == "number":
        return ago(tokens, i, today) or number_first(tokens, i)
    if month_at(tokens, i):
        return month_first(tokens, i)
    reader = _STARTS.get(token.lower) or (compact_word_or_part if len(token.lower) > 1 else None)
    return reader(tokens, i, today) if reader else None


def compact_word_or_part(tokens: Tokens, i: int, today: Day) -> Found:
    """'Q3 2024', 'FY23', 'mid-March', 'January-March 2024'."""
    lower = tokens[i].lower
    if COMPACT.fullmatch(lower):
        return compact_word(tokens, i)
    if GLUED_PART.fullmatch(lower):
        return part_of(tokens, i)
    first, dash, last = lower.partition("-")
    if not dash or first not in MONTHS or last not in MONTHS or not tokens[i].text[0].isupper():
        return None
    year, after = 0, i + 1
    if after < len(tokens) and tokens[after].kind == "number":
        read = number_first(tokens, after)
        year, after = (read[0].low[0], read[1]) if read and not read[0].low[1] else (0, after)
    return Moment((year, MONTHS[first], 0), (year, MONTHS[last], 0)), after


def _part(tokens: Tokens, i: int, today: Day) -> Found:
    return part_of(tokens, i) or part_of_relative(tokens, i, today)


def _ordinal(tokens: Tokens, i: int, today: Day) -> Found:
    ahead = any(t.lower in AHEAD for t in tokens[max(0, i - 16) : i])
    return quarter_or_half(tokens, i, today, ahead)


def _direction(tokens: Tokens, i: int, today: Day) -> Found:
    found = direction(tokens, i, today)
    return found or (quarter_or_half(tokens, i, today, ahead=False) if tokens[i].lower == "last" else None)


def _weekday(tokens: Tokens, i: int, today: Day) -> Found:
    if not tokens[i].text[0].isupper():
        return None
    return weekday(tokens, i, today, any(t.lower in AHEAD for t in tokens[max(0, i - 16) : i]))


def _starts() -> dict[str, Callable[[Tokens, int, Day], Found]]:
    """What can begin a period besides a number, and its reader; the later ones stand."""
    readers: dict[str, Callable[[Tokens, int, Day], Found]] = dict.fromkeys(NUMBERS, ago)
    readers |= dict.fromkeys(LENGTHS, until_month)
    readers |= dict.fromkeys(ORDINALS, _ordinal)
    readers |= {f"{word}-{part}": _ordinal for word in ORDINALS for part in ("quarter", "half")}
    readers |= dict.fromkeys(SEASONS, season)
    readers |= dict.fromkeys(DIRECTIONS, _direction)
    readers |= dict.fromkeys([*PARTS, *POINTS, "earlier", "later"], _part)
    readers |= dict.fromkeys(["yesterday", "today", "tonight", "tomorrow"], days_from)
    readers |= dict.fromkeys(["weekend"], weekend)
    readers |= dict.fromkeys(["fiscal", "financial", "fy"], fiscal)
    readers |= dict.fromkeys(["year-end", "end-year"], year_end)
    readers |= dict.fromkeys(WEEKDAYS, _weekday)
    readers |= {
        f"{name}'s": reader for name, reader in readers.items() if name in WEEKDAYS or name in ("yesterday", "today")
    }
    readers |= dict.fromkeys([name for month in MONTHS for name in (month, f"{month}'s")], _month)
    return readers


def _month(tokens: Tokens, i: int, today: Day) -> Found:
    return month_first(tokens, i) if month_at(tokens, i) else None


_STARTS = _starts()


def _phrase_at(tokens: Tokens, i: int, end: int, today: Day) -> _Phrase | None:
    """The moment or range at token i; `end` is where the last one ended."""
    found = moment_at(tokens, i, today) or _days_of(tokens, i)
    if not found or not _meant(tokens, i, found, end):
        return None
    moment, after = found
    first = i
    if tokens[i].lower in LENGTHS and i and (tokens[i - 1].lower in NUMBERS or tokens[i - 1].kind == "number"):
        first = i - 1  # 'three months to June'
    joined = _range(tokens, first, moment, after, today)
    if joined:
        return joined
    if not moment.relative and not moment.low[1] and word(tokens, after) in _TAILS:
        after += 1 + (word(tokens, after + 1) == "year")
    return _Phrase(moment, first, after)


def _days_of(tokens: Tokens, i: int) -> Found:
    """'from 2 to 5 March 2023': the first day, whose month comes with the second."""
    number, k = day_number(tokens, i)
    if not number or word(tokens, i - 1) not in ("from", "between") or word(tokens, k) not in ("to", "and"):
        return None
    second = day_first(tokens, k + 1)
    if not second:
        return None
    moment, after = second
    return replace(moment, low=(*moment.low[:2], number)), after


def _range(tokens: Tokens, first: int, moment: Moment, after: int, today: Day) -> _Phrase | None:
    """'A to B', 'between A and B', 'A - B', 'July and August 2023', 'from A to the present'."""
    link = word(tokens, after)
    k = after + 1
    while word(tokens, k) in ("the", "and") and link in _BETWEEN:
        k += 1
    if link in ("to", "until", "till", "through") and word(tokens, k) in _OPEN_ENDS:
        return _Phrase(moment, first, k + 1, open_end=True)
    if k >= len(tokens) or not (link in _BETWEEN or link == "and"):
        return None
    if moment.low[2] and link != "and" and day_number(tokens, k)[0] and not day_first(tokens, k):
        number, k = day_number(tokens, k)  # 'March 2 to 5, 2023'
        year = number_first(tokens, k + 1) if word(tokens, k) == "," and k + 1 < len(tokens) else None
        high = (year[0].low[0] if year else moment.low[0], moment.low[1], number)
        found: Found = (Moment(high, high), year[1] if year else k)
    else:
        found = moment_at(tokens, k, today)
    if not found or (link == "and" and not _and_joins(tokens, first, moment, found[0])):
        return None
    second, after = found
    low, high = _aligned(moment.low, second.high)
    if low[:1] > high[:1] or (low[0] == high[0] and low[1] and high[1] and low > high):
        return None
    return _Phrase(Moment(low, high, moment.relative or second.relative), first, after)


def _and_joins(tokens: Tokens, first: int, moment: Moment, second: Moment) -> bool:
    if "between" in (word(tokens, first - 1), word(tokens, first - 2)):
        return True
    whole_months = bool(moment.low[1] and second.low[1] and not moment.low[2] and not second.low[2])
    return whole_months and not moment.low[0] and (second.low[1] - moment.high[1]) % 12 == 1


def _aligned(low: Day, high: Day) -> tuple[Day, Day]:
    """Both ends with the year that only one of them says."""
    if not low[0] and high[0]:
        low = (high[0] - (low[1:] > high[1:]), *low[1:])
    elif low[0] and not high[0]:
        high = (low[0] + (low[1:] > high[1:] and bool(low[1])), *high[1:])
    return low, high


def _meant(tokens: Tokens, i: int, found: tuple[Moment, int], end: int) -> bool:
    """Whether a bare number is meant as a year, and a bare 'May' or 'March' as a month."""
    moment, after = found
    token = tokens[i]
    if is_year(token) and not moment.low[1] and after - i in (1, 3):
        return _is_plain_year(tokens, i, after, end)
    if after == i + 1 and month_at(tokens, i) and not moment.low[0]:
        before = tokens[i - 1] if i else None
        following = word(tokens, after)
        if before is None or (before.kind == "word" and before.text[0].isupper() and before.lower not in _OPENERS):
            paired = (following in _DASHES or following in ("to", "and")) and month_at(tokens, after + 1)
            return bool(paired) and not _is_capital(tokens, after + 2)
        if _is_capital(tokens, after):
            return False  # 'April Jones'
        return before.lower in _OPENERS or before.lower in DIRECTIONS or before.text in "–—-(/," or len(token.text) > 3
    return True


def _is_capital(tokens: Tokens, i: int) -> bool:
    return i < len(tokens) and tokens[i].kind == "word" and tokens[i].text[0].isupper()


def _is_plain_year(tokens: Tokens, i: int, after: int, end: int) -> bool:
    """Whether a number of four digits, or a range of two, is a year and no amount."""
    year, last = int(tokens[i].text), after - i == 3
    before, following = word(tokens, i - 1), word(tokens, after)
    if following in _UNITS or (i and tokens[i - 1].kind == "symbol"):
        return False
    if following in _YEAR_NOUNS and (before in _OPENERS or before in _DETERMINERS):
        return True
    noun = following not in _TAILS and following not in _ONWARD and following.isalpha() and is_plural(following)
    modern = 1800 <= year <= 2100
    if last:
        return modern and (before in _OPENERS or not noun)
    if before in ("and", "or", ",") and end and end >= i - 1 and tokens[end - 1].kind == "number":
        return True  # 'in 2019, 2020 and 2021'
    if before in _WEAK:
        amount = word(tokens, i - 2) in _MOVERS and (word(tokens, i - 2), before) != ("up", "to")
        return modern and not noun and not amount and before not in ("and", "or")
    if before in _OPENERS:
        return not (noun and year % 100 == 0)
    if not modern:
        return False
    if before in _DETERMINERS or before.endswith("'s"):
        return bool(following) and following[0].isalpha()
    if before in ("(", "["):
        return following in (")", "]", ",", ";", ":")
    if i == 0:
        return following in _PREDICATES
    if tokens[i - 1].text[0].isupper():
        return before in _EVENTS
    return after < len(tokens) and tokens[after].text[0].isupper() and tokens[i - 1].kind == "word"


def _dated(tokens: Tokens, phrase: _Phrase, today: Day) -> _Phrase | None:
    """The phrase with its year; None when that cannot be known."""
    moment = phrase.moment
    if moment.low[0] and moment.high[0]:
        return phrase
    ahead = any(t.lower in AHEAD for t in tokens[max(0, phrase.first - 16) : phrase.first])
    placed = placed_year(moment, today, ahead)
    return phrase._replace(moment=placed) if placed else None


def _period(tokens: Tokens, phrase: _Phrase) -> Period:
    kind, first = _kind_before(tokens, phrase.first)
    moment, after = phrase.moment, phrase.after
    low, high = moment.low, moment.high
    if moment.ending:
        if kind == "by" or not high[1]:
            low = high = last_of(high)
        kind = kind if kind == "by" else "as_of"
    value = iso(low) if low == high else f"{iso(low)}/{iso(high)}"
    opener = word(tokens, first)
    if phrase.open_end or (word(tokens, after) in _ONWARD and opener == "from"):
        kind, value = "since", f"{iso(low)}/.."
        after += not phrase.open_end
    elif kind == "since":
        value = f"{iso(low)}/.."
    elif kind == "until":
        kind, value = "during", f"../{iso(high)}"
    owner = 2 * tokens[after - 1].lower.endswith("'s")
    span = Span(tokens[first].start, tokens[after - 1].end - owner)
    return Period(span, value, kind, moment.relative, moment.weekday)


def _kind_before(tokens: Tokens, first: int) -> tuple[str, int]:
    """The kind that the words before token `first` give, or `until`, and the token the period begins with."""
    k = first - 1
    while k >= 0 and tokens[k].lower in _PASSED_OVER:
        k -= 1
    name = word(tokens, k)
    before = word(tokens, k - 1)
    if name in ("of", "at") and before == "as":
        return "as_of", k - 1
    if name not in _SAID_WITH:
        return (
            ("until", first)
            if name == "to" and before in ("up", "plan", "strategy", "vision", "out")
            else ("during", first)
        )
    if name == "in" and before in ("starting", "beginning"):
        return "since", k - 1
    if name == "from":
        opens = k == 0 and word(tokens, first + 1) == ","
        return ("since" if opens or before in ("starting", "effective", "beginning", "dating") else "during"), k
    return {
        "since": "since",
        "after": "since",
        "by": "by",
        "before": "by",
        "until": "until",
        "till": "until",
        "through": "until",
    }.get(name, "during"), k
