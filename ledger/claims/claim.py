"""The claim: what one sentence states, with the exact span that states it."""

from collections.abc import Mapping
from dataclasses import field

from ledger.record import record
from ledger.text.article import Span


@record
class Claim:
    """One checkable statement, as in `schema/claim.schema.json`. Offsets are into the article's text."""

    article: str
    sentence: int
    start: int
    end: int
    quote: str
    kind: str
    """quantity | date | role | event | document"""
    subject: str | None
    measure: str
    value: float | None
    """Set for quantities only; None for a range."""
    value_text: str
    unit: str | None
    low: float | None
    high: float | None
    usual_low: float | None
    usual_high: float | None
    hedge: str
    place: str | None
    period: str | None
    period_kind: str | None
    programme: str | None
    population: str | None
    modality: str
    speaker: str | None
    extractor: str
    evidence: Mapping[str, Span] = field(default_factory=dict)
    """Facet name to the span it was read from."""
