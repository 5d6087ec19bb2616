"""The period a figure holds of: what stands beside it, then in its sentence, then what earlier sentences leave."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ledger.claims.context import Context, Dated
from ledger.claims.dating import (
    RANGED,
    belongs_to_figure,
    held_against,
    is_comparison,
    with_value,
)
from ledger.claims.derived import last_day
from ledger.claims.facets import PeriodFacet, shift
from ledger.claims.reading import SentenceReading, parted
from ledger.mentions.modality import modality_at
from ledger.mentions.records import Period, Quantity

_NOW = frozenset({"now", "currently", "today", "recently", "nowadays", "presently"})
_STEP = re.compile(r"[^,;:]{0,25}?\b(?:(?<!compared )(?<!relative )to|by|into|become|became) ")
_STOP = re.compile(r"[a-z]\. [A-Z]")
_PARTING = "and or of on to over from than against while but after until including compared with".replace(" ", "|")
_TOGETHER = re.compile(rf" and (?:some |about )?|(?: (?!(?:{_PARTING})\b)[a-z]+){{1,6}} ")
"""Between figures that one time dates: '103 people sailed in two boats on Friday', '40 shops and 12 cafes in 2023'."""
_TO_COME = frozenset({"planned", "target", "projected"})
_ENDING = re.compile(r"\b(?:end|close)\b", re.I)
_WHEN = re.compile(r",? when [^,;:]*")
_GOING_ON = re.compile(r"[,;] (?:thus |thereby )?[a-z]{3,}ing\b")
"""Where another clause begins: '8 were reached, promising more by the end of the year'."""
_FAR = 60  # characters between a figure and the period that dates it, at most
_WHOSE = re.compile(r"(?:['’]s)? (?:(?:record|peak|low|high|total|figure|level|toll|count) of )?")
"""Between a time and the figure that it owns: 'last year’s 612', 'the 2019 peak of 84'."""


def period_at(reading: SentenceReading, quantity: Quantity, context: Context) -> PeriodFacet | None:
    """The period of a figure; what the sentence tells of one holds for the figures after it as well."""
    found = _shared(reading, quantity, _own(reading, quantity, context), context) or _said(reading, quantity, context)
    here = found is not None and found.span.start >= reading.sentence.start
    if found and here and not is_comparison(reading.tokens, quantity):
        context.dated = Dated(found.value, found.kind, found.span, quantity.span.end)
    return found


def _own(reading: SentenceReading, quantity: Quantity, context: Context) -> PeriodFacet | None:
    """Right after it, nearest before it, at the front, or standing in the paragraph."""
    offset = reading.sentence.start
    when = _when(reading, quantity, context.told)
    periods = () if when else [period for period in context.dating if period not in context.reported]
    chosen = when or context.paired.get(quantity.span) or _beside(reading, quantity, periods)
    if chosen is not None:
        value = _end_of(reading, quantity, chosen)
        kind = "during" if chosen.kind == "since" and not value.endswith("/..") else chosen.kind
        return PeriodFacet(value, kind, shift(chosen.span, offset))
    if quantity.kind in ("time", "age"):
        return _elapsed(reading, quantity, context)
    standing = context.period or context.main_period
    if standing is None or not _NOW.isdisjoint(reading.words):
        return None
    if standing is context.main_period and modality_at(reading.mentions.modality, quantity.span)[0] in _TO_COME:
        return None
    return PeriodFacet(standing.item.value, standing.item.kind, standing.span)


def _said(reading: SentenceReading, quantity: Quantity, context: Context) -> PeriodFacet | None:
    """The day on which it was said, where nothing else dates a figure."""
    if quantity.kind in ("time", "age") or context.period or context.main_period:
        return None
    said = next(iter(context.reported), None)
    return PeriodFacet(said.value, said.kind, shift(said.span, reading.sentence.start)) if said else None


def _when(reading: SentenceReading, quantity: Quantity, told: Sequence[Period]) -> Period | None:
    """'the worst since July 2005, when 31 lives were lost', 'against last year’s 612': what follows is of that time."""
    text = reading.sentence.text
    for period in told:
        if _WHEN.fullmatch(text, period.span.end, quantity.span.start):
            return period._replace(value=period.value.removesuffix("/.."), kind="during")
        if period.kind == "during" and _WHOSE.fullmatch(text, period.span.end, quantity.span.start):
            return period
    return None


def _beside(reading: SentenceReading, quantity: Quantity, periods: Sequence[Period]) -> Period | None:
    """Among the periods of the sentence: one that follows directly, else the last before, else the first after."""
    if not periods:
        return None
    text, end = reading.sentence.text, reading.end_of(quantity)
    state = next((period for period in periods if period.kind == "as_of" and not period.span.start), None)
    for period in periods:
        if state is not None and period.kind == "since":
            continue  # 'As of 3 May, 37 deaths had been reported since January'
        if period.span.start >= end:
            between = text[end : period.span.start]
            ranged = RANGED.match(text, period.span.start)
            apart = "(" in between or parted(between) or " whose " in between
            apart = apart or _STOP.search(text, end - 1, period.span.start) is not None
            near = len(between) <= _FAR and not apart and (ranged is not None or not held_against(between))
            if near and _goes_up_to(reading, quantity, period, end):
                return period
            if not belongs_to_figure(reading, period, quantity.span):
                break
    for period in periods:
        if reading.next_figure(period.span.end) == quantity.span.start and with_value(reading, period):
            return period
    own = [period for period in periods if not belongs_to_figure(reading, period, quantity.span)]
    earlier = [period for period in own if period.span.end <= quantity.span.start]
    if earlier:
        return earlier[-1]
    later = next((period for period in own if period.span.start >= quantity.span.end), None)
    return None if later is None or _GOING_ON.search(text, quantity.span.end, later.span.start) else later


def _goes_up_to(reading: SentenceReading, quantity: Quantity, period: Period, at: int) -> bool:
    """Whether no other figure stands from `at` to the period but the end of a change: 'by 50 cents to $1.70 on'."""
    text = reading.sentence.text
    ranged = "/" in period.value and RANGED.match(text, period.span.start)
    start = text[: quantity.span.start].rstrip().endswith("from") and not ranged
    if period.kind in ("by", "since") and not start:
        return True  # 'to reach 52 million children in 25 countries by 2030'
    for other in reading.mentions.quantities:
        if at <= other.span.start < period.span.start and other.kind != "time":
            between = text[at : other.span.start]
            if start or not (_STEP.fullmatch(between) or _TOGETHER.fullmatch(between)):
                return False
            at = other.span.end
    return len(text[at : period.span.start]) <= (_FAR if period.kind == "by" else 40)


def _end_of(reading: SentenceReading, quantity: Quantity, period: Period) -> str:
    """The period, or its own end where a change goes over it: 'from 540 to 690 between 2017 and 2019'.

    A state at the end of a month is that of its last day.
    """
    text = reading.sentence.text
    first, slash, last = period.value.partition("/")
    if period.kind == "as_of" and _ENDING.search(text, *period.span):
        return last_day(period.value).isoformat()
    if period.kind == "since" and text[: quantity.span.start].endswith("from "):
        return first  # 'Since 2015 yields have risen from 8 to 14 bags'
    if not slash or ".." in period.value or not RANGED.match(text, period.span.start):
        return period.value
    figures = reading.mentions.quantities
    for start, end in pairwise(figures):
        pair = text[: start.span.start].rstrip().endswith("from") and text[start.span.end : end.span.start] == " to "
        if pair and quantity in (start, end):
            return first if quantity == start else last
    return period.value


def _elapsed(reading: SentenceReading, quantity: Quantity, context: Context) -> PeriodFacet | None:
    """'After nearly two decades': since the time that the sentence before told of."""
    before = [token.lower for token in reading.tokens if token.end <= quantity.span.start]
    if before[-1:] != ["after"] or context.period is None:
        return None
    start = context.period.item.value.partition("/")[0]
    return PeriodFacet(f"{start}/..", "since", context.period.span)


def _shared(
    reading: SentenceReading, quantity: Quantity, period: PeriodFacet | None, context: Context
) -> PeriodFacet | None:
    """The period of a figure before it, where the sentence tells only that one's: '1.4 million in May, down 6%'."""
    dated, sentence = context.dated, reading.sentence
    if dated is None or (period is not None and period.span.start >= sentence.start):
        return period
    if ";" in sentence.text[dated.end : quantity.span.start] or quantity.kind in ("time", "age"):
        return period
    return PeriodFacet(dated.value, dated.kind, dated.span)


def span_of_change(reading: SentenceReading, quantity: Quantity, context: Context) -> PeriodFacet | None:
    """The years over which an average yearly change was taken: from the first to the last period told of the series."""
    offset = reading.sentence.start
    told = [
        (p.value, p.kind, shift(p.span, offset)) for p in reading.mentions.periods if p.span.start < quantity.span.end
    ]
    if len(told) == 1 and len(told[0][0]) >= len("2021/2025") and "/" in told[0][0]:
        return PeriodFacet(*told[0])
    if context.series:
        told.append((context.series.item.value, context.series.item.kind, context.series.span))
    years = sorted((value[:4], value, span) for value, _, span in told if value[:4].isdigit())
    if not years or years[0][0] == years[-1][0]:
        return None
    return PeriodFacet(f"{years[0][0]}/{years[-1][0]}", "during", years[-1][2])
