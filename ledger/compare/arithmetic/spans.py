"""Stretches of years beside the dates that they may lie between: 'from 1911 ... has served for 93 years'.

A stretch ends with another date that is told near it, or with the day of the article.
"""

import re
from collections.abc import Iterator, Sequence

from ledger.compare.arithmetic.passages import Passages
from ledger.compare.arithmetic.working import Working, told_by
from ledger.compare.facets.keys import OPEN, Keyed
from ledger.compare.facets.periods import FIRST_DAY, LAST_DAY

_BACK, _AHEAD = 2, 1
"""Sentences before and behind a stretch in which its dates may stand."""
_LEAST = 2
"""Years of a stretch that dates can prove wrong."""
_REACH = 2.5
"""How many times the years between two dates a stretch may tell, and the other way round."""
_YEAR = re.compile(r"(?<![\d.,/])(?:1[0-9]|20)\d\d(?![\ds]|[.,]\d)")
_CLAUSE, _FEW = 60, 25
"""Characters that stand in the clause of a figure, or right behind it."""
_ROUND = 10


def spans(told: Passages, at: int) -> Iterator[Working]:
    """What a stretch of years would be by the dates around it: by two, or by the one from which it lasts till today."""
    entry = told.entries[at]
    printed = entry.claim.value or 0.0
    if "year" not in entry.claim.quote or printed < _LEAST or entry.claim.hedge not in ("none", "about"):
        return
    near = [date for date in told.dates if -_BACK <= date.claim.sentence - entry.claim.sentence <= _AHEAD]
    for first in near:
        if first.scope.days is None or not _YEAR.search(first.claim.quote):
            continue
        begun = first.scope.days.years[first.scope.days.first == FIRST_DAY]
        for end, dates in _ends(first, near):
            if end - begun >= _LEAST and printed / _REACH <= end - begun <= printed * _REACH:
                yield _lasted(entry, dates, begun, end)


def _ends(first: Keyed, near: Sequence[Keyed]) -> Iterator[tuple[int, tuple[Keyed, ...]]]:
    """The years with which what began at a date may end, each with the dates that say so."""
    days, published = first.scope.days, first.claim.published
    if days and days.first > FIRST_DAY and days.last < LAST_DAY and days.years[0] != days.years[1]:
        yield days.years[1], (first,)
        return
    if published:
        yield int(published[:4]), (first,)
    for last in near:
        if last is not first and last.scope.days and last.scope.days.years[0] == last.scope.days.years[1]:
            yield last.scope.days.years[0], (first, last)


def _lasted(entry: Keyed, dates: tuple[Keyed, ...], begun: int, end: int) -> Working:
    years = float(end - begun)
    return Working(entry, "span", dates, (-OPEN, OPEN), (years, years), f"{end} - {begun} = {end - begun}", True)


def belongs(told: Passages, at: int, span: Working) -> Iterator[str]:
    """What the words around a stretch of years and its dates say for it that the one lies between the others."""
    entry, first, last = span.result, span.parts[0], span.parts[-1]
    yield from _where(told, entry, first, last)
    lead, trail = told.lead(at)[-_CLAUSE:], told.trail(at)
    yield from (f"'{cue}' before the stretch" for cue in _BEFORE if told_by(cue, lead))
    yield from (f"'{cue}' behind the stretch" for cue in _BEHIND if told_by(cue, trail[:_FEW]))
    if told_by("term", f"{lead} {trail[:_FEW]}"):
        yield "told as a term"
    yield from (f"'{cue}' before the first year" for cue in _START if told_by(cue, first.claim.before[-_CLAUSE:]))
    if last is not first:
        yield from (f"'{cue}' before the last year" for cue in _END if told_by(cue, last.claim.before[-_CLAUSE:]))
    if first.claim.sentence_id == entry.claim.sentence_id:
        low, high = sorted((first.claim, entry.claim), key=lambda claim: claim.start)
        gap = low.text[low.offset + len(low.quote) : high.offset]
        yield from (f"'{cue}' between" for cue in ("new_clause", "set_beside") if told_by(cue, gap))
    yield from _size(span)


# The cues that are looked for, by where they stand.
_BEFORE = ("lasted", "since_then", "perfect", "ago_by", "aimed")
_BEHIND = ("later", "ago_by", "aged")
_START = ("begun", "ended", "from", "perfect")
_END = ("begun", "ended", "to", "when")


def _where(told: Passages, entry: Keyed, first: Keyed, last: Keyed) -> Iterator[str]:
    """Where a stretch stands to its dates."""
    yield f"{entry.claim.sentence - first.claim.sentence:+} sentences behind the first year"
    if last is first:
        yield "till today" if first.scope.days and first.scope.days.years[0] == first.scope.days.years[1] else "of one"
    else:
        yield f"{min(abs(entry.claim.sentence - last.claim.sentence), 2)} sentences to the last year"
        yield "last year behind the first" if last.claim.start > first.claim.start else "last year ahead of the first"
    if first.claim.paragraph != entry.claim.paragraph:
        yield "another paragraph"
    low, high = sorted((first.claim.start, entry.claim.start))
    others = sum(low < date.claim.start < high and date is not last for date in told.dates)
    yield f"{min(others, 2)} dates between"
    stretches = sum(low < other.claim.start < high and other.claim.unit == "year" for other in told.entries)
    yield f"{min(stretches, 2)} stretches between"
    if len({date.scope.modality for date in (entry, first, last)}) > 1:
        yield "modalities differ"
    if entry.claim.hedge != "none":
        yield "hedged"


def _size(span: Working) -> Iterator[str]:
    """How long the stretch is, and by how many years it misses what its dates make."""
    printed, years = span.result.claim.value or 0.0, span.usual[0]
    yield "short" if printed < _ROUND / 2 else "middling" if printed < 2 * _ROUND else "long"
    if printed % (_ROUND / 2) == 0:
        yield "round"
    published = span.result.claim.published
    first = span.parts[0].scope.days
    if published and first and printed > int(published[:4]) - first.years[0] + 1:
        yield "misses as it is longer than what has passed"
    off = round(abs(printed - years))
    yield (
        f"misses by {off} years"
        if off in (2, 3)
        else "misses by tens"
        if off and off % _ROUND == 0
        else ("misses by some years" if off < _ROUND else "misses by many years")
    )
