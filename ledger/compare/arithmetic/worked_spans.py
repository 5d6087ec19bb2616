"""Stretches of years that the two years told with them let a reader work out: 'from 1931 to 2019, for 88 years'."""

import re
from collections.abc import Iterator, Sequence

from ledger.compare.arithmetic.working import Working, after, told_by
from ledger.compare.facets.keys import OPEN, Keyed

_GIVE = 1
"""Years by which a stretch may differ: nobody tells the months."""
_SLIPS = frozenset({2, 3, 9, 10, 11, 20})
"""Years by which a stretch is told wrong, and not told of something else."""
_YEAR = re.compile(r"\b(?:in|from|to|until|till|since|and|between|by|of) (1[0-9]\d\d|20\d\d)\b(?![,.]?\d)")
_FROM_TO = re.compile(r"\b(?:from|between|since) \d{4} (?:and|to|until|till) \d{4}\W+(?:for|or|a (?:span|period) of) $")
_ENDS = 2


def spans(entries: Sequence[Keyed], dates: Sequence[Keyed]) -> Iterator[Working]:
    """'opened in 1931 and closed in 2019, served for 88 years'; `dates` are the dated events of the sentence."""
    for entry in entries:
        if entry.claim.unit != "year" or entry.claim.hedge not in ("none", "about"):
            continue
        years = [int(year) for year in _YEAR.findall(entry.claim.text)]
        if len(years) == len(set(years)) == _ENDS and years[0] < years[1] and _is_span(entry, years[1] - years[0]):
            yield _elapsed(entry, years[0], years[1], dates)


def _is_span(entry: Keyed, elapsed: int) -> bool:
    """Whether a figure tells how long it was between the two years of its sentence."""
    around = entry.claim.before[-60:] + after(entry)[:20]
    if told_by("term", around):
        return False
    apart, before = abs(elapsed - (entry.claim.value or 0)), entry.claim.before
    if told_by("later", after(entry)) or _FROM_TO.search(before):
        return apart <= elapsed / 2
    lasted = len(_YEAR.findall(before)) == _ENDS and told_by("lasted", before)
    return lasted and (apart <= _GIVE or apart in _SLIPS)


def _elapsed(entry: Keyed, first: int, last: int, dates: Sequence[Keyed]) -> Working:
    years = last - first
    told = tuple(date for date in dates if str(first) in date.claim.quote or str(last) in date.claim.quote)
    usual = (float(years - _GIVE), float(years + _GIVE))
    return Working(entry, "span", told, (-OPEN, OPEN), usual, f"{last} - {first} = {years}")
