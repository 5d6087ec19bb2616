"""Days, months, quarters and years as they are written: 'March 7, 2019', 'Q3 2024', 'late 2022'."""

import calendar
import datetime
import re
from collections.abc import Sequence
from typing import NamedTuple

from ledger.mentions.tables import table
from ledger.mentions.tokens import Token

Day = tuple[int, int, int]
"""Year, month, day; 0 where the text does not say."""
Tokens = Sequence[Token]
Found = tuple["Moment", int] | None
"""What was read, and the index of the token after it."""

MONTHS: dict[str, int] = table("periods")["months"]
WEEKDAYS: dict[str, int] = table("periods")["weekdays"]
ORDINALS: dict[str, int] = table("periods")["ordinals"]
DAYS: dict[str, int] = table("periods")["days"]
NUMBERS: dict[str, int] = table("periods")["numbers"]
SEASONS = frozenset(table("periods")["words"]["seasons"].split())
EARLIEST, LATEST = 1000, 2199
_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
PARTS = {"early": (1, 3), "mid": (5, 8), "late": (10, 12), "middle": (5, 8)}
POINTS = {"beginning": False, "start": False, "end": True, "close": True}
GLUED_PART = re.compile(r"(early|mid|late|end|start)-(\w+)")
COMPACT = re.compile(r"(?:q([1-4])|h([12])|fy)(?:'?(\d{2}|\d{4})(?:-(\d\d))?)?(?:-q([1-4]))?")


class Moment(NamedTuple):
    """From the first to the last day, month or year; both alike for a single one."""

    low: Day
    high: Day
    relative: bool = False
    """Worked out from the article's date, wholly or for its year."""
    ending: bool = False
    """Said as an end: 'the end of 2025'."""
    weekday: int | None = None
    """ISO number, 1 is Monday, when the text names it."""


def iso(day: Day) -> str:
    """`2022`, `2022-03` or `2019-03-07`."""
    year, month, number = day
    text = f"{year:04d}"
    if month:
        text += f"-{month:02d}"
    return f"{text}-{number:02d}" if number else text


def day_of(text: str | None) -> Day:
    """An ISO 8601 date, month or year; (0, 0, 0) for None."""
    if not text:
        return (0, 0, 0)
    parts = [int(part) for part in text[:10].split("-")]
    year, month, number = [*parts, 0, 0][:3]
    return year, month, number


def last_of(day: Day) -> Day:
    """The last day of a year or month."""
    year, month, number = day
    month = month or 12
    return (year, month, number or calendar.monthrange(year, month)[1])


def exists(day: Day) -> bool:
    """Whether the calendar has this day; in a year that is not said any 29 February goes."""
    year, month, number = day
    try:
        datetime.date(year or 2000, month or 1, number or 1)
    except ValueError:
        return False
    return True


def is_number(token: Token, low: int, high: int, digits: int = 2) -> bool:
    """Whether a token is a bare number of at most so many digits, from low to high."""
    return (
        token.kind == "number" and len(token.text) <= digits and token.text.isdigit() and low <= int(token.text) <= high
    )


def is_year(token: Token) -> bool:
    """Whether a token is a year in figures."""
    return (
        token.kind == "number"
        and len(token.text) == 4
        and token.text.isdigit()
        and EARLIEST <= int(token.text) <= LATEST
    )


def word(tokens: Tokens, i: int) -> str:
    """The token in lower case; nothing beyond the ends."""
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def glued(tokens: Tokens, i: int) -> bool:
    """Whether no white space stands between token i and the one before."""
    return 0 < i < len(tokens) and tokens[i].start == tokens[i - 1].end


def month_at(tokens: Tokens, i: int) -> int:
    """Number of the month that token i names with a capital; 0 for none."""
    if i >= len(tokens) or not tokens[i].text[0].isupper():
        return 0
    return MONTHS.get(tokens[i].lower, 0) or MONTHS.get(tokens[i].lower.removesuffix("'s"), 0)


def _after_month(tokens: Tokens, i: int) -> int:
    """The index after a month's name and the full stop of its abbreviation."""
    i += 1
    short = len(tokens[i - 1].text) <= 4
    if short and word(tokens, i) == "." and glued(tokens, i) and i + 1 < len(tokens):
        following = tokens[i + 1]
        if following.kind == "number" or following.text == ",":
            return i + 1
    return i


def day_number(tokens: Tokens, i: int) -> tuple[int, int]:
    """A day of a month and the index after it ('2', '2nd'); (0, i) for none."""
    if i >= len(tokens) or not is_number(tokens[i], 1, 31):
        return 0, i
    number = int(tokens[i].text)
    i += 1
    if glued(tokens, i) and word(tokens, i) in _SUFFIXES:
        i += 1
    elif glued(tokens, i) and tokens[i].kind in ("word", "symbol"):
        return 0, i  # '5km', '5%'
    return number, i


def year_after(tokens: Tokens, i: int) -> tuple[int, int]:
    """A year, with the comma before it; (0, i) for none."""
    k = i + 1 if word(tokens, i) in (",", "of") else i
    if k < len(tokens) and is_year(tokens[k]) and not goes_on(tokens, k):
        return int(tokens[k].text), k + 1
    return 0, i


def goes_on(tokens: Tokens, k: int) -> bool:
    """Whether the digits are part of something longer: '2,022', '2022-03', '2022/EC', '2022km'."""
    if not glued(tokens, k + 1):
        return False
    following = tokens[k + 1]
    if following.kind in ("word", "number") or following.text in "%°€£$":
        return True
    return (
        following.text in "/-" and glued(tokens, k + 2) and tokens[k + 2].kind == "word" and len(tokens[k + 2].text) < 4
    )


def month_first(tokens: Tokens, i: int) -> Found:
    """'March 7, 2019', 'March 2-5, 2022', 'March 2022', 'March'."""
    month = month_at(tokens, i)
    k = _after_month(tokens, i)
    first, after = day_number(tokens, k)
    last = first
    if is_dash_day(tokens, after):
        last, after = day_number(tokens, after + 1)
    year, after_year = year_after(tokens, after if first else k)
    if not first or (not year and word(tokens, i - 1) == "in"):  # 'in March 12 people'
        return Moment((year, month, 0), (year, month, 0)), k if first else after_year
    return _checked(Moment((year, month, first), (year, month, last)), after_year)


def is_dash_day(tokens: Tokens, i: int) -> bool:
    """Whether a dash and another day follow: the '-5' of 'March 2-5'."""
    return word(tokens, i) in ("-", "–", "—") and bool(day_number(tokens, i + 1)[0])


def day_first(tokens: Tokens, i: int) -> Found:
    """'7 March 2019', '2-5 March 2022', 'the 7th of March 2019'."""
    first, k = day_number(tokens, i)
    if not first:
        return None
    last = first
    if is_dash_day(tokens, k):
        last, k = day_number(tokens, k + 1)
    k += word(tokens, k) == "of" and k > i + 1
    month = month_at(tokens, k)
    if not month:
        return None
    year, k = year_after(tokens, _after_month(tokens, k))
    return _checked(Moment((year, month, first), (year, month, last)), k)


def day_in_words(tokens: Tokens, i: int) -> Found:
    """'second of March', 'twenty-first of May 2019'."""
    month = month_at(tokens, i + 2) if word(tokens, i + 1) == "of" else 0
    if not month or word(tokens, i + 2).endswith("'s"):
        return None
    year, after = year_after(tokens, _after_month(tokens, i + 2))
    day = (year, month, DAYS[tokens[i].lower])
    return _checked(Moment(day, day), after)


def _numeric(tokens: Tokens, i: int) -> Found:
    """'2019-03-07', '31/12/2022', '31.12.2022'; a day and month that could change places are not read."""
    parts = tokens[i].text.split(".")
    if len(parts) == 3 and all(part.isdigit() for part in parts):
        return _ordered([int(part) for part in parts], i + 1, dotted=True)
    mark = word(tokens, i + 1)
    if mark not in ("-", "/") or word(tokens, i + 3) != mark or i + 4 >= len(tokens):
        return None
    numbers = [tokens[k] for k in (i, i + 2, i + 4)]
    if not all(glued(tokens, k) for k in range(i + 1, i + 5)) or not all(n.text.isdigit() for n in numbers):
        return None
    if glued(tokens, i + 5) and word(tokens, i + 5) in ("-", "/"):
        return None
    return _ordered([int(n.text) for n in numbers], i + 5, dotted=False)


def _ordered(numbers: list[int], after: int, dotted: bool) -> Found:
    """The day of three numbers whose order is certain; with full stops the day comes first."""
    first, second, third = numbers
    if EARLIEST <= first <= LATEST:
        day = (first, second, third)
    elif not EARLIEST <= third <= LATEST:
        return None
    elif first > 12 or first == second or dotted:
        day = (third, second, first)
    elif second > 12:
        day = (third, first, second)
    else:
        return None
    return _checked(Moment(day, day), after)


def _checked(moment: Moment, after: int) -> Found:
    fine = exists(moment.low) and exists(moment.high) and moment.low <= moment.high
    return (moment, after) if fine else None


def year_span(tokens: Tokens, i: int) -> tuple[int, int, int]:
    """First year, last year and the index after: '2024', '2023-24', '2023/24', '2021-2025', '2025 - 2030'.

    (0, 0, i) when token i is no year.
    """
    if i >= len(tokens) or not is_year(tokens[i]):
        return 0, 0, i
    first = int(tokens[i].text)
    if word(tokens, i + 1) in ("-", "–", "—", "/", "−") and i + 2 < len(tokens):
        second, tight = tokens[i + 2], glued(tokens, i + 1) and glued(tokens, i + 2)
        slash = word(tokens, i + 1) == "/"
        last = 0
        if is_year(second) and (tight or not slash):
            last = int(second.text)
        elif tight and len(second.text) == 2 and second.text.isdigit():
            last = first - first % 100 + int(second.text) + (100 if second.text == "00" else 0)
        if first < last <= first + (1 if slash else 200) and not goes_on(tokens, i + 2):
            return first, last, i + 3
    return (0, 0, i) if goes_on(tokens, i) else (first, first, i + 1)


def number_first(tokens: Tokens, i: int) -> Found:
    """A date, a span of years or a decade that begins with a number."""
    joined = glued(tokens, i + 1) or "." in tokens[i].text
    for read in (_numeric, day_first, _decade, _compact_number) if joined else (day_first,):
        found = read(tokens, i)
        if found:
            return found
    first, last, after = year_span(tokens, i)
    return (Moment((first, 0, 0), (last, 0, 0)), after) if first else None


def _decade(tokens: Tokens, i: int) -> Found:
    """'1990s', the '90s' of "the '90s", '19th century'."""
    text = tokens[i].text
    if not text.isdigit() or not glued(tokens, i + 1):
        return None
    suffix = word(tokens, i + 1)
    if suffix in _SUFFIXES and word(tokens, i + 2) == "century" and 10 <= int(text) <= 22:
        first = 100 * (int(text) - 1) + 1
        return Moment((first, 0, 0), (first + 99, 0, 0)), i + 3
    if suffix not in ("s", "'s") or len(text) not in (2, 4) or not text.endswith("0"):
        return None
    if len(text) == 2 and not (word(tokens, i - 1) in ("'", "’", "‘", "the") and int(text) >= 20):
        return None
    first = int(text) + (1900 if len(text) == 2 else 0)
    length = 99 if first % 100 == 0 and first < 1900 else 9
    return (Moment((first, 0, 0), (first + length, 0, 0)), i + 2) if first >= EARLIEST else None


def _compact_number(tokens: Tokens, i: int) -> Found:
    """'3Q 2024', '1H24'."""
    suffix = word(tokens, i + 1)
    if tokens[i].text not in ("1", "2", "3", "4") or not glued(tokens, i + 1) or suffix[:1] not in ("q", "h"):
        return None
    part = COMPACT.fullmatch(suffix[0] + tokens[i].text + suffix[1:])
    return _compact_of(part, tokens, i + 2) if part else None


def compact_word(tokens: Tokens, i: int) -> Found:
    """'Q3 2024', 'H1 of 2024', 'FY23', 'Q1-Q3 2024'."""
    part = COMPACT.fullmatch(tokens[i].lower)
    return _compact_of(part, tokens, i + 1) if part and tokens[i].text[0].isupper() else None


def _compact_of(part: re.Match[str], tokens: Tokens, i: int) -> Found:
    quarter, half, year, second, until = part.groups()
    if year:
        first = int(year) + (2000 if len(year) == 2 else 0)
        last = first + 1 if second else first
    else:
        k = i + 1 if word(tokens, i) in ("of", ",", "'", "’") else i
        first, last, after = year_span(tokens, k)
        i = after if first else i
    if quarter:
        months = (3 * int(quarter) - 2, 3 * int(until or quarter))
    elif half:
        months = (6 * int(half) - 5, 6 * int(half))
    else:
        return (Moment((first, 0, 0), (last, 0, 0)), i) if first else None
    return Moment((first, months[0], 0), (first, months[1], 0)), i


def part_of(tokens: Tokens, i: int) -> Found:
    """'early 2025', 'mid-2023', 'the end of September', 'late last year': a part and what it is part of."""
    name = tokens[i].lower
    match = GLUED_PART.fullmatch(name)
    if match and match[2] in MONTHS and tokens[i].text.rpartition("-")[2][0].isupper():
        month = MONTHS[match[2]]
        year, after = year_after(tokens, i + 1)
        return Moment((year, month, 0), (year, month, 0), ending=match[1] == "end"), after
    if name not in PARTS and name not in POINTS:
        return None
    k = i + 1
    while word(tokens, k) in ("-", "in", "of", "to", "the"):
        k += 1
    if k >= len(tokens):
        return None
    whole = number_first(tokens, k) if tokens[k].kind == "number" else None
    if whole is None and month_at(tokens, k):
        whole = month_first(tokens, k)
    if whole is None and COMPACT.fullmatch(word(tokens, k)):
        whole = compact_word(tokens, k)
    return (narrowed(whole[0], name), whole[1]) if whole else None


def narrowed(whole: Moment, part: str) -> Moment:
    """The early, middle or late part, the beginning or the end of a year, decade or month.

    A year has three parts: January to March, May to August, October to December. A month is not divided.
    """
    first, last = whole.low, whole.high
    if part in POINTS:
        if POINTS[part]:
            return whole._replace(low=last, high=last, ending=True)
        month = first[1] or 1
        return whole._replace(low=(first[0], month, 0), high=(first[0], month, 0))
    if first[1] or (whole.relative and last[1]):
        return whole
    if last[0] - first[0] == 9:
        low, high = {"early": (0, 3), "late": (7, 9)}.get(part, (4, 6))
        return whole._replace(low=(first[0] + low, 0, 0), high=(first[0] + high, 0, 0))
    months = PARTS[part]
    return whole._replace(low=(first[0], months[0], 0), high=(last[0], months[1], 0))
