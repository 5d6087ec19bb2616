"""Figures of a sentence as claims: what each measures, of whom, where, when and in whose words."""

from collections.abc import Iterator
from dataclasses import replace

from ledger.claims.claim import Claim
from ledger.claims.context import Context
from ledger.claims.facets import (
    Facet,
    PeriodFacet,
    period_of,
    place_of,
    programme_of,
    refers_to_person,
    shift,
)
from ledger.claims.measures import Measure, read_measure
from ledger.claims.reading import SentenceReading
from ledger.mentions.modality import modality_at
from ledger.mentions.records import Quantity, Speech
from ledger.text.article import Span

_RATES = frozenset({"rate", "share", "proportion", "percentage", "ratio"})


def read_figures(reading: SentenceReading, article: str, context: Context, extractor: str) -> Iterator[Claim]:
    """A claim for every quantity of the sentence, in order."""
    for quantity in reading.mentions.quantities:
        measure = _resolve(read_measure(reading, quantity), quantity, context)
        yield _claim(reading, quantity, measure, (article, extractor), context)
        if not measure.change and quantity.unit and measure.text:
            context.level = measure.text


def _resolve(measure: Measure, quantity: Quantity, context: Context) -> Measure:
    """Fills in what 'it' or 'a reduction' refers to: the last thing whose level was told."""
    text = measure.text
    if measure.anaphoric and context.level:
        text = context.level
    if measure.change and context.level and len(text.split()) <= 2:
        noun = text.rpartition(" ")[2]
        text = context.level if noun not in _CHANGES else f"{context.level} {noun}"
    return replace(measure, text=text)


_CHANGES = frozenset(
    {"reduction", "increase", "rise", "fall", "drop", "decline", "decrease", "growth", "gain", "loss"}
)


def _unit(quantity: Quantity, measure: Measure) -> str:
    """The unit, with what only the measure tells: falls of a rate are percentage points, income per head is per person."""
    unit = quantity.unit
    words = set(measure.text.split())
    if measure.change and unit.split("/")[0] == "%" and words & _RATES:
        unit = unit.replace("%", "percentage_point", 1)
    if {"per", "capita"} <= words and "/" not in unit:
        unit += "/person/year" if words & {"income", "gdp", "output", "product", "grdp"} else "/person"
    return unit


def _claim(
    reading: SentenceReading, quantity: Quantity, measure: Measure, source: tuple[str, str], context: Context
) -> Claim:
    sentence = reading.sentence
    place = place_of(reading, quantity, context)
    period = period_of(reading, quantity, context)
    programme = programme_of(reading, quantity, context)
    subject = _subject(reading, quantity, context)
    modality, cue = modality_at(reading.mentions.modality, quantity.span)
    speech = _speech(reading, quantity.span)
    span = shift(quantity.span, sentence.start)
    return Claim(
        article=source[0],
        sentence=sentence.n,
        start=span.start,
        end=span.end,
        quote=sentence.text[quantity.span.start : quantity.span.end],
        kind="quantity",
        subject=subject.value if subject else (place.value if place else None),
        measure=measure.text or quantity.unit,
        value=quantity.value,
        value_text=quantity.value_text,
        unit=_unit(quantity, measure),
        low=quantity.interval.low,
        high=quantity.interval.high,
        usual_low=quantity.interval.usual_low,
        usual_high=quantity.interval.usual_high,
        hedge=quantity.hedge,
        place=place.value if place else None,
        period=period.value if period else None,
        period_kind=period.kind if period else None,
        programme=programme.value if programme else None,
        population=_population(reading, quantity),
        modality=modality,
        speaker=speech.speaker if speech else None,
        extractor=source[1],
        evidence=_evidence(place=place, period=period, programme=programme, subject=subject)
        | ({"modality": shift(cue, sentence.start)} if cue else {})
        | ({"speaker": shift(speech.span, sentence.start)} if speech else {}),
    )


def _speech(reading: SentenceReading, span: Span) -> Speech | None:
    """Who says what stands at a span of the sentence, if anybody is named."""
    return next((s for s in reading.mentions.speech if s.reach.start <= span.start and span.end <= s.reach.end), None)


def _evidence(**facets: Facet | PeriodFacet | None) -> dict[str, Span]:
    return {name: facet.span for name, facet in facets.items() if facet is not None}


def _subject(reading: SentenceReading, quantity: Quantity, context: Context) -> Facet | None:
    """Who or what the figure is about: the person or body named before it, or the one 'he' or 'it' stands for."""
    offset = reading.sentence.start
    before = quantity.span.start
    people = [p for p in reading.mentions.people if p.name.start < before]
    if people:
        return Facet(people[0].name_text, shift(people[0].name, offset))
    if context.person and refers_to_person(reading.tokens, quantity):
        return Facet(context.person.item.name_text, context.person.span)
    bodies = [o for o in reading.mentions.organisations if o.span.start < before]
    if bodies:
        return Facet(bodies[0].name, shift(bodies[0].span, offset))
    opening = reading.tokens[0].lower if reading.tokens else ""
    refers = opening == "it" or any(
        tokens_pair in ("the company", "the firm", "the bank", "the club", "the group", "the ministry")
        for tokens_pair in _pairs(reading, before)
    )
    if refers and context.organisation:
        return Facet(context.organisation.item, context.organisation.span)
    return None


def _pairs(reading: SentenceReading, before: int) -> Iterator[str]:
    tokens = [token for token in reading.tokens if token.start < before]
    for first, second in zip(tokens, tokens[1:], strict=False):
        yield f"{first.lower} {second.lower}"


def _population(reading: SentenceReading, quantity: Quantity) -> str | None:
    """The people or households that are counted or shared out, with what qualifies them, as printed."""
    text = reading.sentence.text
    if quantity.unit.split("/")[0] in ("person", "household", "family") and quantity.noun:
        noun = text[quantity.noun.start : quantity.noun.end]
        return noun if " " in noun else None
    return None
