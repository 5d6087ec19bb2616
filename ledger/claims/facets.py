"""What narrows a figure: place and period. Each facet keeps the span it was read from.

The nearest statement wins: beside the figure, then at the front of its sentence, then earlier in its paragraph, then
what the article as a whole is about.
"""

import re
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from ledger.claims.context import Context, belongs_to_figure, places_told
from ledger.claims.phrases import words
from ledger.claims.reading import SentenceReading
from ledger.mentions.modality import modality_at
from ledger.mentions.records import Period, Place, Quantity
from ledger.mentions.tokens import Token
from ledger.text.article import Span

_LOWER = attrgetter("lower")
_SUPERLATIVES = frozenset({"most", "least", "first", "record", "best", "worst", "time"})
_EARLIER = re.compile(r",? (?:(?:a|one|the) (year|month) (?:earlier|before)|the (?:previous|year) (?:year )?before)\b")
_HE_OR_SHE = frozenset({"he", "she", "his", "her", "him"})
_NOW = frozenset({"now", "currently", "today", "recently", "nowadays", "presently"})


class Facet(NamedTuple):
    """A facet's value and where it stands; the span is into the article's text."""

    value: str
    span: Span


class PeriodFacet(NamedTuple):
    """A period in ISO 8601 with its kind."""

    value: str
    kind: str
    span: Span


def shift(span: Span, offset: int) -> Span:
    """A span of a sentence as a span of the article."""
    return Span(span.start + offset, span.end + offset)


def place_of(reading: SentenceReading, quantity: Quantity, context: Context) -> Facet | None:
    """The place a figure is about: attached to it, named before it, standing from earlier, or the article's own."""
    offset = reading.sentence.start
    places = [place for place in places_told(reading) if place.name or place.kind in context.places]
    attached = _attached(reading, quantity, places) if places else None
    chosen = attached or _before(places, quantity)
    if chosen is None:
        person = next((p for p in reading.mentions.people if p.place and p.span.end <= quantity.span.start), None)
        if person is not None and person.place:
            return Facet(person.place, shift(person.span, offset))
        if refers_to_person(reading.tokens, quantity) and context.person and context.person.item.place:
            return Facet(context.person.item.place, context.person.span)
    if chosen is None:
        chosen = (context.topic is None and _first_after(places, quantity)) or None
    if chosen is None:
        standing = context.topic or context.main_place
        return Facet(standing.item.label, standing.span) if standing else None
    if not chosen.name and chosen.kind:
        return Facet(context.places[chosen.kind].item.label, shift(chosen.span, offset))
    return Facet(chosen.label, shift(chosen.span, offset))


def _attached(reading: SentenceReading, quantity: Quantity, places: Sequence[Place]) -> Place | None:
    """A place that follows the figure with 'in' or the like, before the next figure and within the clause."""
    text = reading.sentence.text
    ends = [other.span.start for other in reading.mentions.quantities if other.span.start >= quantity.span.end]
    limit = min(ends, default=len(text))
    for place in places:
        if quantity.span.end <= place.span.start < limit:
            between = text[quantity.span.end : place.span.start]
            lead = between.rstrip().removesuffix(" the").split(" ")[-1].lower()
            if lead in ("in", "at", "across", "throughout", "within", "around") and not set(between) & set(",;:"):
                return place
            return None
    return None


def _before(places: Sequence[Place], quantity: Quantity) -> Place | None:
    """The last place named before the figure that is not merely a destination or partner."""
    earlier = [place for place in places if place.span.end <= quantity.span.start]
    return earlier[-1] if earlier else None


def _first_after(places: Sequence[Place], quantity: Quantity) -> Place | None:
    return next((place for place in places if place.name and place.span.start >= quantity.span.end), None)


def refers_to_person(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """Whether 'he', 'she', 'his' ... stands before the figure."""
    if _HE_OR_SHE.isdisjoint(map(_LOWER, tokens)):
        return False
    return any(token.lower in _HE_OR_SHE and token.start < quantity.span.start for token in tokens)


def period_of(reading: SentenceReading, quantity: Quantity, context: Context) -> PeriodFacet | None:
    """The period of a figure: right after it, nearest before it, at the front, or standing in the paragraph."""
    offset = reading.sentence.start
    periods = [p for p in reading.mentions.periods if not (_compares(reading, p) or _names_contract(reading, p))]
    chosen = _period_beside(reading, quantity, periods)
    if chosen is not None:
        return PeriodFacet(chosen.value, chosen.kind, shift(chosen.span, offset))
    if quantity.kind in ("time", "age"):
        return _elapsed(reading, quantity, context)
    standing = context.period or context.main_period
    if standing is None or not _NOW.isdisjoint(map(_LOWER, reading.tokens)):
        return None
    if standing is context.main_period and modality_at(reading.mentions.modality, quantity.span)[0] != "stated":
        return None
    return PeriodFacet(standing.item.value, standing.item.kind, standing.span)


def _compares(reading: SentenceReading, period: Period) -> bool:
    """'the highest since 1999' says how long nothing was higher, not when the figure was taken."""
    if period.kind != "since":
        return False
    before = [token.lower for token in reading.tokens if token.end <= period.span.start + len("since")][-5:]
    return any(word.endswith("est") or word in _SUPERLATIVES for word in before)


def earlier(told: PeriodFacet, reading: SentenceReading, quantity: Quantity) -> PeriodFacet | None:
    """'£9 million a year earlier' is a year before the time told of; None where nothing is said."""
    match = _EARLIER.match(reading.sentence.text, quantity.span.end)
    if match is None:
        return None
    months = {"year": 12, "month": 1}[match[1]] if match[1] else 12
    moved = _moved(told.value, -months)
    return told._replace(value=moved) if moved else None


def _names_contract(reading: SentenceReading, period: Period) -> bool:
    """'for April delivery' names what is traded, not when."""
    following = next((token.lower for token in reading.tokens if token.start >= period.span.end), "")
    return following in words("contracts")


def _moved(period: str, months: int) -> str | None:
    """An ISO period moved by months; None for one that is open or finer than a move by months can tell."""
    ends = []
    for end in period.split("/"):
        if not re.fullmatch(r"\d{4}(-\d\d){0,2}", end) or (len(end) != 4 and len(end) != 7 and months % 12):
            return None
        if len(end) == 4 and months % 12:
            return None
        count = int(end[:4]) * 12 + (int(end[5:7]) - 1 if len(end) > 4 else 0) + months
        ends.append(f"{count // 12:04}" + (f"-{count % 12 + 1:02}{end[7:]}" if len(end) > 4 else ""))
    return "/".join(ends)


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


def _elapsed(reading: SentenceReading, quantity: Quantity, context: Context) -> PeriodFacet | None:
    """'After nearly two decades': since the time that the sentence before told of."""
    before = [token.lower for token in reading.tokens if token.end <= quantity.span.start]
    if before[-1:] != ["after"] or context.period is None:
        return None
    start = context.period.item.value.partition("/")[0]
    return PeriodFacet(f"{start}/..", "since", context.period.span)


def _period_beside(reading: SentenceReading, quantity: Quantity, periods: Sequence[Period]) -> Period | None:
    """Among the periods of the sentence: one that follows directly, else the last before, else the first after."""
    if not periods:
        return None
    text = reading.sentence.text
    others = [other.span for other in reading.mentions.quantities if other.span != quantity.span]
    for period in periods:
        if period.span.start >= quantity.span.end and not belongs_to_figure(reading, period, quantity.span):
            between = text[quantity.span.end : period.span.start]
            figure_between = any(quantity.span.end <= span.start < period.span.start for span in others)
            if not figure_between and len(between) <= 40 and not set(between) & set(",;:"):
                return period
            break
    for period in periods:
        if text[period.span.end : quantity.span.start].strip() == ":":
            return period
    own = [period for period in periods if not belongs_to_figure(reading, period, quantity.span)]
    earlier = [period for period in own if period.span.end <= quantity.span.start]
    if earlier:
        return earlier[-1]
    later = [period for period in own if period.span.start >= quantity.span.end]
    return later[0] if later else None
