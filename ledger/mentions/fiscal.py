"""A year of its own: where a text says when one of its quarters ended, the others are counted from that one."""

import re
from functools import cache

from ledger.mentions.dates import MONTHS, ORDINALS, iso
from ledger.mentions.records import Period
from ledger.mentions.relative import months_from

_YEAR = 12
_MONTHS = {"quarter": 3, "half": 6}
_POSITION = "first|second|third|fourth"
_NAMED = re.compile(r"(?:19|20)\d\d")
_MONTH = re.compile(r"(\d{4})-(\d\d)")


@cache
def _ended() -> re.Pattern[str]:
    """What says when a part of the year ended."""
    return re.compile(
        rf"\b(?P<position>{_POSITION})[- ](?:fiscal[- ])?(?P<part>quarter|half)(?: results)?"
        r"(?: (?:of )?(?:the )?(?:fiscal |financial )?(?:year )?(?P<year>(?:19|20)\d\d))?"
        r"(?:,? which|,? that)? end(?:ed|ing) (?:on |in )?(?P<month>[A-Z][a-z]{2,8})\b\.?"
        r"(?: \d{1,2}\b(?:, (?P<ended>(?:19|20)\d\d))?)?",
        re.I,
    )


@cache
def _told() -> re.Pattern[str]:
    """The name of a part of the year."""
    return re.compile(
        rf"(?:[a-z]+ )*?(?:(?:{_POSITION}|final)[- ](?:fiscal[- ])?(?:quarter|half)|first [a-z\d]+ months|q[1-4])"
        r"(?P<rest>.*)",
        re.I | re.S,
    )


def fiscal_shift(text: str) -> int:
    """How many months the parts of the year that a text counts in end after those of the calendar year of its name
    ('its third quarter ended Feb. 27': -7); negative for before, 0 where the text tells no such year."""
    if "ended" not in text and "ending" not in text:
        return 0
    for told in _ended().finditer(text):
        month = MONTHS.get(told["month"].lower())
        if month is None:
            continue
        after = month - _MONTHS[told["part"].lower()] * ORDINALS[told["position"].lower()]
        if told["year"] and told["ended"]:
            return after + _YEAR * (int(told["ended"]) - int(told["year"]))
        after %= _YEAR
        return after if after <= 1 else after - _YEAR  # named by the year it ends in, but where it ends in January
    return 0


def in_fiscal_year(period: Period, text: str, shift: int, published: str | None) -> Period:
    """A quarter or half, or the first months, of such a year; any other period as it is.

    `text` is its sentence. One whose year is not said is the last that had begun when the article appeared.
    """
    told = _told().fullmatch(text, *period.span)
    if told is None or "end" in told["rest"].lower():
        return period
    ends = [(int(year), int(month)) for year, month in _MONTH.findall(period.value)]
    if len(ends) != len(("low", "high")):
        return period
    if not _NAMED.search(told["rest"]) and published and len(published) >= len("2024-01"):
        now = int(published[:4]) * _YEAR + int(published[5:7]) - 1
        last = ends[1][0] * _YEAR + ends[1][1] - 1 + shift
        shift += (now - last) // _YEAR * _YEAR
    low, high = (iso(months_from(year, month, shift)) for year, month in ends)
    return period._replace(value=f"{low}/{high}")
