"""Quarters, halves, seasons and fiscal years, and parts of a year that is told from the article's date."""

import datetime

from ledger.mentions.dates import (
    ORDINALS,
    Day,
    Found,
    Moment,
    Tokens,
    month_at,
    month_first,
    narrowed,
    number_first,
    word,
    year_span,
)
from ledger.mentions.relative import (
    DIRECTIONS,
    LENGTHS,
    direction,
    in_year,
    months_from,
    number_at,
    placed_year,
    stretch,
)

_OWN_YEAR = frozenset({"fiscal", "financial"})


def year_named(tokens: Tokens, i: int, today: Day) -> tuple[Moment, int] | None:
    """The year a quarter or part belongs to: 'of 2024', 'of last year', 'of fiscal 2023', 'of the year'."""
    k = i
    while word(tokens, k) in ("of", "in", "the", ",", "fiscal", "financial", "calendar", "fy", "year"):
        if word(tokens, k) == "year" and not (k + 1 < len(tokens) and tokens[k + 1].kind == "number"):
            break
        k += 1
    first, last, after = year_span(tokens, k)
    if first:
        return Moment((first, 0, 0), (last, 0, 0)), after
    where = word(tokens, k)
    if where in DIRECTIONS and word(tokens, k + 1) == "year":
        found = direction(tokens, k, today)
        return found
    if where == "year" and word(tokens, k - 1) == "the" and today[0]:
        return Moment((today[0], 0, 0), (today[0], 0, 0), relative=True), k + 1
    return None


def quarter_or_half(tokens: Tokens, i: int, today: Day, ahead: bool) -> Found:
    """'third quarter of 2024', 'first half of last year', 'first nine months of 2024', 'third-quarter'."""
    head, _, tail = tokens[i].lower.partition("-")
    position = ORDINALS.get(head, 0)
    k = i + 1
    count = 0
    if not tail:
        k += word(tokens, k) in _OWN_YEAR
        count = number_at(tokens, k)
        k += bool(count)
        tail = word(tokens, k)
        k += 1
    tail = tail.removesuffix("'s")
    if count and tail == "months" and position == 1 and count <= 12:
        months = (1, count)
    elif count and tail == "months" and head in ("last", "final"):
        months = (13 - count, 12)
    elif tail == "quarter" and position:
        months = (3 * position - 2, 3 * position)
    elif tail == "half" and position in (1, 2):
        months = (6 * position - 5, 6 * position)
    elif tail == "month" and position and not count:
        months = (position, position)
    else:
        return None
    ended = _ended(tokens, k, months[1] - months[0] + 1, today)
    if ended:
        return ended
    named = year_named(tokens, k, today)
    if named:
        whole, after = named
        year = whole.low[0]
        return Moment((year, months[0], 0), (year, months[1], 0), relative=whole.relative), after
    if tail == "months" and position == 1 and word(tokens, k) == "," and months[1] < today[1]:
        return Moment((today[0], 1, 0), (today[0], months[1], 0), relative=True), k  # 'in the first three months, '
    if tail != "quarter" or not today[1] or "that" in (word(tokens, k), word(tokens, k + 1)):
        return None
    stretch = Moment((0, months[0], 0), (0, months[1], 0))
    return in_year(stretch, today[0] if ahead or months[1] < today[1] else today[0] - 1), k


def _ended(tokens: Tokens, k: int, count: int, today: Day) -> Found:
    """The 'ended September 30, 2023' after a quarter or half of a year that need not begin in January."""
    if word(tokens, k) not in ("ended", "ending") or k + 1 >= len(tokens):
        return None
    k += 1
    while word(tokens, k) in ("on", "in"):
        k += 1
    if k >= len(tokens):
        return None
    read = month_first(tokens, k) if month_at(tokens, k) else number_first(tokens, k)
    moment = read[0] if read and read[0].high[1] else None
    if moment and not moment.high[0]:
        moment = placed_year(moment, today, ahead=False)
    if not read or not moment:
        return None
    year, month, _ = moment.high
    return Moment(months_from(year, month, 1 - count), (year, month, 0), moment.relative), read[1]


def part_of_relative(tokens: Tokens, i: int, today: Day) -> Found:
    """'early last year', 'the end of this month', 'the end of the year', 'later this year'."""
    name = word(tokens, i)
    k = i + 1
    while word(tokens, k) in ("in", "of", "the"):
        k += 1
    where = word(tokens, k)
    if name in ("earlier", "later"):
        return direction(tokens, k, today) if where in DIRECTIONS else None
    if where in DIRECTIONS:
        whole = direction(tokens, k, today)
    elif where in ("year", "month", "decade", "quarter") and word(tokens, k - 1) == "the":
        moment = stretch(today, LENGTHS[where], 0, 0)
        whole = (moment, k + 1) if moment else None
    elif where.partition("-")[0] in ORDINALS:
        whole = quarter_or_half(tokens, k, today, ahead=False)
    else:
        return None
    return (narrowed(whole[0], name), whole[1]) if whole else None


def year_end(tokens: Tokens, i: int, today: Day) -> Found:
    """'year-end 2024', 'year-end'."""
    named = year_named(tokens, i + 1, today)
    if named:
        return narrowed(named[0], "end"), named[1]
    if word(tokens, i - 1) not in ("by", "at", "before", "until", "to", "since"):
        return None  # 'the year-end rate'
    return (Moment((today[0], 0, 0), (today[0], 0, 0), relative=True, ending=True), i + 1) if today[0] else None


def fiscal(tokens: Tokens, i: int, today: Day) -> Found:
    """'fiscal 2023', 'financial year 2023-24', 'FY 2023'."""
    k = i + 1 + (word(tokens, i + 1) == "year")
    first, last, after = year_span(tokens, k)
    return (Moment((first, 0, 0), (last, 0, 0)), after) if first else None


def season(tokens: Tokens, i: int, today: Day) -> Found:
    """'spring 2024', 'the summer of 2023': the year is what is sure of it."""
    k = i + 1 + (word(tokens, i + 1) == "of")
    first, last, after = year_span(tokens, k)
    return (Moment((first, 0, 0), (last, 0, 0)), after) if first else None


def until_month(tokens: Tokens, i: int, today: Day) -> Found:
    """'year to March 2024', 'three months ended 30 June 2024', from the word for the length on."""
    unit = LENGTHS[tokens[i].lower]
    k = i + 2
    if word(tokens, i + 1) not in ("to", "ended", "ending", "through"):
        return None
    while word(tokens, k) in ("the", "in", "on", "end", "of"):
        k += 1
    if k >= len(tokens):
        return None
    read = month_first(tokens, k) if month_at(tokens, k) else number_first(tokens, k)
    if not read or not read[0].high[1] or read[0].low != read[0].high:
        return None
    moment, after = read
    size, kind = int(unit[:-1]), unit[-1]
    if kind in "wd":
        moment = moment if moment.high[0] else placed_year(moment, today, ahead=False) or moment
        return _days_until(moment, after, size * (7 if kind == "w" else 1) * (number_at(tokens, i - 1) or 1))
    months = size * {"y": 12, "q": 3, "m": 1}.get(kind, 0) * (number_at(tokens, i - 1) or 1)
    if not months:
        return None
    year, month, _ = moment.high
    known = moment if year else placed_year(moment, today, ahead=False)
    if not known:
        return None
    year, month, _ = known.high
    return known._replace(low=months_from(year, month, 1 - months), high=(year, month, 0)), after


def _days_until(moment: Moment, after: int, count: int) -> Found:
    """'26 weeks to 28 September 2024': the days that end with the one said."""
    year, month, day = moment.high
    if not (year and day):
        return None
    first = datetime.date(year, month, day) - datetime.timedelta(days=count - 1)
    return moment._replace(low=(first.year, first.month, first.day)), after
