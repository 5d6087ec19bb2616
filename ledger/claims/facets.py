"""What narrows a figure: place and period. Each facet keeps the span it was read from.

The nearest statement wins: beside the figure, then at the front of its sentence, then earlier in its paragraph, then
what the article as a whole is about.
"""

from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from ledger.claims.context import Context, places_told
from ledger.claims.reading import SentenceReading
from ledger.mentions.records import Place, Quantity
from ledger.mentions.tokens import Token
from ledger.text.article import Span

_LOWER = attrgetter("lower")
_HE_OR_SHE = frozenset({"he", "she", "his", "her", "him"})


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
