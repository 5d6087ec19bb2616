"""Claims without a figure, and the words of a sentence that they tell."""

from ledger.claims.claim import Claim
from ledger.claims.facets import shift
from ledger.claims.reading import SentenceReading
from ledger.text.article import Span

LONGEST_QUOTE = 12
"""Words of a quote at the most: what a reader takes in at a glance."""


def statement(reading: SentenceReading, article: str, span: Span, kind: str, **parts: str | None) -> Claim:
    """A claim without a figure; `span` is within the sentence, `parts` name subject, measure, value_text and facets."""
    absolute = shift(span, reading.sentence.start)
    return Claim(
        article=article,
        sentence=reading.sentence.n,
        start=absolute.start,
        end=absolute.end,
        quote=reading.sentence.text[span.start : span.end],
        kind=kind,
        subject=parts.get("subject"),
        measure=parts["measure"] or "",
        value=None,
        value_text=parts["value_text"] or "",
        unit=None,
        low=None,
        high=None,
        usual_low=None,
        usual_high=None,
        hedge="none",
        place=parts.get("place"),
        period=parts.get("period"),
        period_kind=parts.get("period_kind"),
        programme=None,
        population=None,
        modality=parts.get("modality") or "stated",
        speaker=None,
        extractor=parts["extractor"] or "",
        evidence={},
    )


def words_from(reading: SentenceReading, i: int) -> str:
    """Up to twelve words from a token on, to the end of the clause."""
    tokens = reading.tokens
    if i < len(tokens) and tokens[i].text == ",":
        i += 1
    end = i
    while end < len(tokens) and end - i < LONGEST_QUOTE and tokens[end].text not in ",;:.()—–":
        end += 1
    return reading.sentence.text[tokens[i].start : tokens[end - 1].end] if end > i else ""


def words_before(reading: SentenceReading, offset: int) -> str:
    """The words of the sentence that end before an offset."""
    tokens = [token for token in reading.tokens if token.end <= offset]
    return reading.sentence.text[tokens[0].start : tokens[-1].end] if tokens else ""
