"""What narrows a figure: values with the span that each was read from.

The nearest statement wins: beside the figure, then at the front of its sentence, then earlier in its paragraph, then
what the article as a whole is about.
"""

from typing import NamedTuple

from ledger.claims.reading import SentenceReading
from ledger.mentions.records import Quantity
from ledger.text.article import Span

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


def refers_to_person(reading: SentenceReading, quantity: Quantity) -> bool:
    """Whether 'he', 'she', 'his' ... stands before the figure."""
    if _HE_OR_SHE.isdisjoint(reading.words):
        return False
    return any(token.lower in _HE_OR_SHE and token.start < quantity.span.start for token in reading.tokens)
