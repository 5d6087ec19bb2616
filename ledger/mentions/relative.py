"""Stretches of time that are told from the article's date: 'last year', 'the past five years', 'on Tuesday'."""

import datetime

from ledger.mentions.dates import (
    NUMBERS,
    SEASONS,
    WEEKDAYS,
    Day,
    Found,
    Moment,
    Tokens,
    exists,
    is_number,
    last_of,
    month_at,
    month_first,
    number_first,
    word,
)
from ledger.mentions.nouns import AUXILIARIES
from ledger.mentions.tables import table

LENGTHS: dict[str, str] = table("periods")["lengths"]
AHEAD = frozenset(table("periods")["words"]["ahead"].split())
_AHEAD = 20
"""Tokens in which words before a period say that it is still to come."""
_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_BACK = frozenset({"last", "past"})
_NOW = frozenset({"this", "current"})
_ON = frozenset({"next", "coming", "upcoming"})
# "The previous year" is told from another date of the text, not from the article's.
DIRECTIONS = _BACK | _NOW | _ON
_SPRING, _AUTUMN = 3, 9
_SEASONS = {"spring": _SPRING, "summer": 6, "autumn": _AUTUMN, "fall": _AUTUMN}
"""The months in which seasons begin in the north."""
_AMOUNTS = frozenset({"more", "less", "about", "around", "nearly", "almost", "over", "some"})
_DAY_PARTS = frozenset({"morning", "afternoon", "evening", "night", "lunchtime", "noon"})
_SAID_BEFORE = frozenset({"on", "last", "this", "next", "by", "until", "since", "from", "before", "after"})


_RELATIVES = frozenset({"where", "when", "which", "who", "that"})


def tells_ahead(tokens: Tokens, i: int) -> bool:
    """Whether words before token i say that the time there is still to come; 'due to the rain' does not."""
    for k in reversed(range(max(0, i - _AHEAD), i)):
        if tokens[k].lower in _RELATIVES and any(token.lower.endswith("ed") for token in tokens[k + 1 : i]):
            return False  # 'will rise where the old one collapsed on 4 May'
        past = word(tokens, k + 1) == "have" or (tokens[k].lower == "due" and _is_cause(tokens, k))
        if tokens[k].lower in AHEAD and not past:  # 'could have been killed' is past
            return True
    return False


def _is_cause(tokens: Tokens, k: int) -> bool:
    """Whether 'due to' at token k tells a cause: 'delays due to rain', but not 'is due to open'."""
    return word(tokens, k + 1) == "to" and not any(word(tokens, b) in AUXILIARIES for b in (k - 1, k - 2))


def _date(today: Day) -> datetime.date | None:
    """The article's day; None when only its year or month is known."""
    return datetime.date(*today) if all(today) else None


def _days(first: datetime.date, last: datetime.date) -> Moment:
    return Moment((first.year, first.month, first.day), (last.year, last.month, last.day), relative=True)


def months_from(year: int, month: int, count: int) -> Day:
    """The month so many months after (or before) another, as a day without a number."""
    index = year * 12 + month - 1 + count
    return (index // 12, index % 12 + 1, 0)


def stretch(today: Day, unit: str, first: int, last: int) -> Moment | None:
    """From `first` to `last` units away from the article's own; a year is 0 for this, -1 for the last one."""
    size, kind = int(unit[:-1]), unit[-1]
    year, month, _ = today
    if not year:
        return None
    if kind == "y":
        start = year - year % size if size > 1 else year
        return Moment((start + first * size, 0, 0), (start + (last + 1) * size - 1, 0, 0), relative=True)
    if kind in "mq" and month:
        length = 3 if kind == "q" else 1
        base = month - (month - 1) % length
        low = months_from(year, base, first * length)
        return Moment(low, months_from(year, base, (last + 1) * length - 1), relative=True)
    day = _date(today)
    if kind == "w" and day:
        monday = day - datetime.timedelta(days=day.weekday())
        week = datetime.timedelta(weeks=1)
        return _days(monday + first * week, monday + (last + 1) * week - datetime.timedelta(days=1))
    if kind == "d" and day:
        return _days(day + datetime.timedelta(days=first), day + datetime.timedelta(days=last))
    return None


def _rolling(today: Day, unit: str, count: int, forward: bool) -> Moment | None:
    """The stretch of `count` units that ends (or begins) with the article: 'the past five years'."""
    count *= int(unit[:-1])
    kind = unit[-1]
    year, month, _ = today
    if kind == "q":
        count, kind = 3 * count, "m"
    if not year or (kind == "m" and not month):
        return None
    if kind == "y":
        ends: list[Day] = [(year, 0, 0), (year + (count if forward else -count), 0, 0)]
    elif kind == "m":
        ends = [(year, month, 0), months_from(year, month, count if forward else -count)]
    else:
        day = _date(today)
        if not day:
            return None
        away = day + datetime.timedelta(days=count * (7 if kind == "w" else 1) * (1 if forward else -1))
        ends = [(day.year, day.month, day.day), (away.year, away.month, away.day)]
    return Moment(min(ends), max(ends), relative=True)


def number_at(tokens: Tokens, i: int) -> int:
    """A small whole number in digits or words; 0 for none."""
    if i >= len(tokens):
        return 0
    return int(tokens[i].text) if is_number(tokens[i], 1, 99) else NUMBERS.get(tokens[i].lower, 0)


def direction(tokens: Tokens, i: int, today: Day) -> Found:
    """'last year', 'this past July', 'the next three months', 'last Tuesday'."""
    where = word(tokens, i)
    k = i + 1
    if where == "this" and word(tokens, k) in ("past", "coming"):
        where, k = word(tokens, k), k + 1
    step = -1 if where in _BACK else 0 if where in _NOW else 1
    count, unit = number_at(tokens, k), LENGTHS.get(word(tokens, k + 1), "")
    if count and unit and where != "this":
        moment = _rolling(today, unit, count, where in _ON)
        return (moment, k + 2) if moment else None
    k += word(tokens, k) in ("fiscal", "financial", "calendar", "school")
    noun = word(tokens, k).removesuffix("'s")
    if noun in LENGTHS and word(tokens, k + 1) == "of" and _is_time(tokens, k + 2):
        return None  # 'the last week of May', but 'a peak last month of more than 870'
    if noun in LENGTHS and not noun.endswith("s") and noun != "day":
        if where == "past":
            moment = _rolling(today, LENGTHS[noun], 1, False)
        else:
            moment = stretch(today, LENGTHS[noun], step, step)
        return (moment, k + 1) if moment else None
    if noun == "night" and step < 1:
        moment = stretch(today, "1d", step, step)
        return (moment, k + 1) if moment else None
    return _named(tokens, k, today, step)


def _is_time(tokens: Tokens, k: int) -> bool:
    """Whether token k is or opens a time or a thing that lasts: 'May', '2024', 'the war', but not 'more than 870'."""
    return not (k + 1 < len(tokens) and (word(tokens, k) in _AMOUNTS or tokens[k].kind == "symbol"))


def _named(tokens: Tokens, k: int, today: Day, step: int) -> Found:
    """The month, season, weekend or weekday after 'last', 'this' or 'next'."""
    noun = word(tokens, k)
    if month_at(tokens, k) and today[0]:
        read = month_first(tokens, k)
        return (_placed(read[0], today, step), read[1]) if read and not read[0].low[0] else read
    if noun in SEASONS and today[0]:
        first, last = _season_years(noun, today, step)
        return Moment((first, 0, 0), (last, 0, 0), relative=True), k + 1
    day = _date(today)
    if noun == "weekend" and day:
        saturday = day - datetime.timedelta(days=(day.weekday() + 2) % 7) + datetime.timedelta(weeks=max(step, 0))
        return _days(saturday, saturday + datetime.timedelta(days=1)), k + 1
    if noun in WEEKDAYS and day and tokens[k].text[0].isupper():
        return _weekday(day, WEEKDAYS[noun], step), k + 1
    return None


def _season_years(season: str, today: Day, step: int) -> tuple[int, int]:
    """The years of the last, this or next season from the article's month: a winter is of two, in the north."""
    year, month, _ = today
    if season == "winter":
        first = year - (month < (_SPRING if step < 0 else _AUTUMN))
        first += step * (step > 0 and month >= _AUTUMN) - (step < 0) + (step > 0 and month < _SPRING)
        return first, first + 1
    begins = _SEASONS[season]
    year += (step > 0 and month >= begins) - (step < 0 and month <= begins + 2)
    return year, year


def _placed(moment: Moment, today: Day, step: int) -> Moment:
    """A month or day without a year, in the last, this or next year it comes in."""
    year, month, _ = today
    own = moment.low[1]
    if step < 0:
        year -= bool(month) and own >= month
    elif step > 0:
        year += bool(month) and own <= month
    return in_year(moment, year)


def in_year(moment: Moment, year: int) -> Moment:
    """The same months or days in that year; an earlier first month belongs to the year before."""
    low, high = moment.low, moment.high
    first = year - (low[1:] > high[1:])
    return moment._replace(low=(first, *low[1:]), high=(year, *high[1:]), relative=True)


def _weekday(day: datetime.date, number: int, step: int) -> Moment:
    """That day of the week on or before the article's; strictly before or after with a step."""
    back = (day.isoweekday() - number) % 7
    if step < 0:
        back = back or 7
    elif step > 0:
        back = back - 7
    found = day - datetime.timedelta(days=back)
    return _days(found, found)._replace(weekday=number)


def weekday(tokens: Tokens, i: int, today: Day, ahead: bool) -> Found:
    """'Tuesday, March 3, 2022', 'Tuesday'; short names only before a date."""
    number = WEEKDAYS[tokens[i].lower.removesuffix("'s")]
    k = i + 1
    if word(tokens, k) == "." and len(tokens[i].text) <= 5:
        k += 1
    k += word(tokens, k) in (",", "the")
    k += word(tokens, k) == "the"
    if k < len(tokens):
        read = month_first(tokens, k) if month_at(tokens, k) else None
        if read is None and tokens[k].kind == "number":
            read = number_first(tokens, k)
        if read and read[0].low[2] and read[0].low == read[0].high:
            return read[0]._replace(weekday=number), read[1]
    day = _date(today)
    if not day or len(tokens[i].text) <= 5 or _in_name(tokens, i):
        return None
    after = i + 1 + (word(tokens, i + 1) in _DAY_PARTS)
    to_come = ahead and day.isoweekday() != number  # 'will vote on Monday', printed on that Monday
    return _weekday(day, number, 1 if to_come else 0), after


def _in_name(tokens: Tokens, i: int) -> bool:
    """Whether the weekday at token i is part of a name ('Black Friday', 'the Sunday Times') or any such day."""
    before = tokens[i - 1] if i else None
    if before is None or before.lower in _SAID_BEFORE:
        return False
    if before.lower in ("every", "each"):
        return True
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following and following.kind == "word" and following.text[0].isupper():
        return True
    earlier = tokens[i - 2] if i > 1 else None
    return before.text[0].isupper() and not (earlier and earlier.text[0].isupper())  # 'Jane Doe Thursday said'


def weekend(tokens: Tokens, i: int, today: Day) -> Found:
    """'the weekend': the one that began last."""
    day = _date(today)
    if not day or word(tokens, i - 1) != "the":
        return None
    saturday = day - datetime.timedelta(days=(day.weekday() + 2) % 7)
    return _days(saturday, saturday + datetime.timedelta(days=1)), i + 1


def days_from(tokens: Tokens, i: int, today: Day) -> Found:
    """'yesterday', 'today', 'tomorrow'."""
    step = _DAYS[tokens[i].lower.removesuffix("'s")]
    moment = stretch(today, "1d", step, step)
    return (moment, i + 1) if moment else None


def ago(tokens: Tokens, i: int, today: Day) -> Found:
    """'five years ago', 'a month ago', 'two decades ago'."""
    unit = LENGTHS.get(word(tokens, i + 1), "")
    if not unit or word(tokens, i + 2) != "ago":
        return None
    size, kind = int(unit[:-1]), unit[-1]
    count = number_at(tokens, i) * size
    moment = stretch(today, "1" + kind, -count, -count) if count else None
    if moment and kind == "w":
        day = _date(today)
        past = day - datetime.timedelta(weeks=count) if day else None
        moment = _days(past, past) if past else None
    return (moment, i + 3) if moment else None


_SLACK = datetime.timedelta(days=45)
_LONG = datetime.timedelta(days=120)
"""A stretch of months that lasts longer than that after the article is one of the year before."""


def placed_year(moment: Moment, today: Day, ahead: bool) -> Moment | None:
    """A month or day without a year, in the year that makes it the last one before the article.

    What lies up to 45 days after the article counts as this year's; with `ahead` the next one to come is taken.
    None when the article's date is not known.
    """
    if not today[0]:
        return None
    if not today[1]:
        return in_year(moment, today[0])
    now = datetime.date(today[0], today[1], today[2] or 15)
    years = range(today[0] - 4, today[0] + 5)  # 29 February comes every four years
    known = [in_year(moment, year) for year in years if exists((year, *moment.high[1:]))]
    if ahead:
        return next(m for m in known if datetime.date(*last_of(m.high)) >= now)
    months = 12 * (moment.high[0] - moment.low[0]) + moment.high[1] - moment.low[1]
    begun = [m for m in known if datetime.date(m.low[0], m.low[1], m.low[2] or 1) <= now + _SLACK]
    over = [m for m in begun if datetime.date(*last_of(m.high)) <= now + _LONG]
    return (over if months > 1 and over else begun)[-1]
