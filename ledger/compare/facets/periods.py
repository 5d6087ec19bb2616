"""Periods as they are compared: ISO 8601 text as days, and how two stretches of days stand to each other."""

import re
from calendar import monthrange
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

FIRST_DAY = 1
LAST_DAY = date.max.toordinal()
NEAR = 92
"""Days within which a current figure is taken to hold: a quarter."""

_DATE = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|W(\d\d)|(\d\d)(?:-(\d\d))?))?(?:T.*)?")
_POINT_KINDS = frozenset({"as_of", "by"})


class PeriodRelation(StrEnum):
    """How two periods stand to each other."""

    SAME = "same"
    ENDS = "ends with"
    """One is the end of the other, and at least one is told as a state on a day: 'in 2024', 'by the end of 2024'."""
    NESTED = "within"
    OVERLAPS = "overlaps"
    DIFFERS = "differs"
    CURRENT = "current in both"
    """Unstated on both sides, and both were published within NEAR days."""
    ONE_UNSTATED = "unstated on one side"
    BOTH_UNSTATED = "unstated on both sides"
    UNKNOWN = "of a year that is not known"
    """A text without a date tells a time of some year ('in September'), and the other tells another time."""


class Days(NamedTuple):
    """First and last day as proleptic ordinals; open ends are FIRST_DAY and LAST_DAY."""

    first: int
    last: int
    point: bool = False
    """Told as a state on its last day ('by', 'as of') rather than as a stretch of time."""
    assumed: bool = False
    """Not said: the day of publication, taken for the period of a current figure."""

    @property
    def years(self) -> tuple[int, int]:
        """The calendar years of the first and the last day."""
        return date.fromordinal(self.first).year, date.fromordinal(self.last).year


@lru_cache(maxsize=1 << 14)
def parse_period(text: str | None, kind: str | None = None) -> Days | None:
    """ISO 8601 text (`2021/2025`, `2024`, `2024-10`, `2024-Q3`, `2022-03-02`, `2021/..`) as days.

    None for no text and for text that is no period.
    """
    if not text:
        return None
    start, slash, end = text.partition("/")
    first = (FIRST_DAY, FIRST_DAY) if start in ("", "..") else _stretch(start)
    last = ((LAST_DAY, LAST_DAY) if end in ("", "..") else _stretch(end)) if slash else first
    if first is None or last is None or first[0] > last[1]:
        return None
    final = LAST_DAY if kind == "since" and not slash else last[1]
    return Days(first[0], final, kind in _POINT_KINDS)


def _stretch(text: str) -> tuple[int, int] | None:
    match = _DATE.fullmatch(text.strip())
    if not match:
        return None
    year, quarter, half, week, month, day = (int(part) if part else None for part in match.groups())
    if not year:
        return None
    try:
        if week:
            return date.fromisocalendar(year, week, 1).toordinal(), date.fromisocalendar(year, week, 7).toordinal()
        if day and month:
            return (date(year, month, day).toordinal(),) * 2
        first, last = 1, 12
        if quarter:
            first, last = 3 * quarter - 2, 3 * quarter
        elif half:
            first, last = 6 * half - 5, 6 * half
        elif month:
            first = last = month
        return date(year, first, 1).toordinal(), date(year, last, monthrange(year, last)[1]).toordinal()
    except ValueError:
        return None


def relate_periods(a: Days | None, b: Days | None) -> PeriodRelation:
    """Compares two periods day by day."""
    if a is None or b is None:
        return PeriodRelation.BOTH_UNSTATED if a is b else PeriodRelation.ONE_UNSTATED
    if a.assumed or b.assumed:
        return _relate_assumed(a, b)
    if (a.first, a.last) == (b.first, b.last):
        return PeriodRelation.SAME
    if a.last < b.first or b.last < a.first:
        return PeriodRelation.DIFFERS
    if (a.first <= b.first and b.last <= a.last) or (b.first <= a.first and a.last <= b.last):
        ends = a.last == b.last and (a.point or b.point) and _in_one_year(a, b)
        return PeriodRelation.ENDS if ends else PeriodRelation.NESTED
    return PeriodRelation.OVERLAPS


def _in_one_year(a: Days, b: Days) -> bool:
    """Whether both lie in one calendar year: the last year of a plan is not the plan."""
    return a.years[0] == a.years[1] == b.years[0] == b.years[1]


def _relate_assumed(a: Days, b: Days) -> PeriodRelation:
    """At least one period is only the day of publication: near enough it is unstated, further off it differs."""
    gap = max(a.first, b.first) - min(a.last, b.last)
    if gap > NEAR:
        return PeriodRelation.DIFFERS
    return PeriodRelation.CURRENT if a.assumed and b.assumed else PeriodRelation.ONE_UNSTATED
