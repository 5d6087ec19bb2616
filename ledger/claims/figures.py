"""Figures of a sentence as claims: what each measures, of whom, where, when and in whose words."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ledger.claims.actors import bare_actor
from ledger.claims.claim import Claim
from ledger.claims.context import Context
from ledger.claims.facets import Facet, PeriodFacet, refers_to_person, shift
from ledger.claims.measures import aged_alone, aged_before, aged_person, read_measure
from ledger.claims.periods import period_at, span_of_change
from ledger.claims.phrases import is_finite, verb_group_start, words
from ledger.claims.placing import place_of
from ledger.claims.programmes import programme_of
from ledger.claims.reading import Measure, SentenceReading
from ledger.mentions.modality import modality_at
from ledger.mentions.nouns import unit_of
from ledger.mentions.records import Quantity, Speech
from ledger.text.article import Span

_HOME = frozenset({"of", "from", "in"})
_COUNTED = re.compile(r"number of (?:[\w'’-]+ )*?([\w'’-]+)|(?:[\w'’-]+ )*?([\w'’-]+) number")
"""A measure that says itself what is counted: 'number of visitor', 'visitor number'."""
_SAME_THING = re.compile(r",? or (?:a )?|,? ?\((?:[^():]{0,40}: )?|,? that is,? ")
"""What stands between a figure and the same figure in another unit, or of another year in brackets."""
_TO_LEVEL = re.compile(r"(?:below|above) ", re.I)
"""'It fell below 9 percent' tells a level, 'it fell over 9 percent' a change."""
_AMONG = re.compile(
    r"\bamong (?:the |all |its |their )?((?:[\w’'-]+ ){0,2}?(?:households|families|homes|farms|firms))\b[^,;:]*$"
)
"""'poverty among rural families fell to 9 %' is not that of persons."""
_PART_OF = re.compile(r" of (?:the|its|their|our|his|her|all)(?: \w+)? ")
"""Between a part and the whole that it is of: 'two of its 11 plants'."""
_RATES = frozenset({"rate", "share", "proportion", "percentage", "ratio"})


def read_figures(reading: SentenceReading, article: str, context: Context, extractor: str) -> Iterator[Claim]:
    """A claim for every quantity of the sentence, in order."""
    previous: tuple[Quantity, Measure] | None = None
    for quantity in reading.mentions.quantities:
        measure = read_measure(reading, quantity)
        if previous is not None:
            measure = _share_of_sentence(reading, (quantity, measure), previous)
        if measure.step and _TO_LEVEL.match(reading.sentence.text, quantity.span.start):
            measure = measure._replace(step="")
        if measure.anaphoric and context.level and context.level[0] == _sort(quantity):
            measure = measure._replace(text=context.level[1], anaphoric=False)
        yield _claim(reading, quantity, measure, (article, extractor), context)
        if measure.text and quantity.noun is None and quantity.kind not in ("count", "time"):
            context.level = _sort(quantity), measure.text
        previous = quantity, measure


def _sort(quantity: Quantity) -> str:
    """What a figure can only be a level of where another was: money of a price, metres of a height."""
    base = quantity.unit.partition("/")[0]
    return "share" if base in ("%", "percentage_point") else quantity.kind if quantity.kind == "money" else base


def _share_of_sentence(
    reading: SentenceReading, current: tuple[Quantity, Measure], previous: tuple[Quantity, Measure]
) -> Measure:
    """Fills in what a figure leaves to the one before it.

    'VND 35 million (€7 million)' and '32 stores, or 15 %' say one thing twice; '513 projects were implemented under A,
    108 projects under B' implements both; 'fell by 4 points, and in the north by 5' falls twice.
    """
    quantity, measure = current
    before, told = previous
    if _SAME_THING.fullmatch(reading.sentence.text[before.span.end : quantity.span.start]):
        part = quantity.unit == "%" and before.unit != "%" and not told.step  # else the change once more, in percent
        text = f"share of {told.text}" if part else told.text
        return told._replace(text=text)
    if measure.anaphoric and measure.gapped:
        return measure._replace(step=measure.step or told.step)
    if measure.gapped and told.text.startswith(f"{measure.text} "):
        return measure._replace(text=told.text)
    return measure


def _unit(reading: SentenceReading, quantity: Quantity, measure: Measure) -> str:
    """The unit with what only the measure tells: falls of a rate are percentage points, income a head is per person."""
    unit = quantity.unit
    named = set(measure.text.split())
    if unit in ("", "number") and (counted := _COUNTED.fullmatch(measure.text)):
        return unit_of(counted[1] or counted[2])
    if measure.step and unit.split("/")[0] == "%":
        rates = named & (_RATES - {"share"} if "shares" in reading.words else _RATES)
        # Neither are the shares of a company, nor that of a town in a tax.
        money = named & words("moneys") or named & words("frequencies")
        unit = unit.replace("%", "percentage_point", 1) if rates and not money else unit
    if {"per", "capita"} <= named and "/" not in unit:
        unit += "/person/year" if named & {"income", "gdp", "output", "product", "grdp"} else "/person"
    return unit


def _claim(
    reading: SentenceReading,
    quantity: Quantity,
    measure: Measure,
    source: tuple[str, str],
    context: Context,
) -> Claim:
    sentence = reading.sentence
    place = place_of(reading, quantity, context)
    yearly = measure.step and quantity.unit.endswith("/year")
    period = span_of_change(reading, quantity, context) if yearly else None
    period = period or period_at(reading, quantity, context)
    programme = programme_of(reading, quantity, context)
    modality, cue = modality_at(reading.mentions.modality, quantity.span)
    if modality in ("planned", "projected") and (_begins_change(reading, quantity) or _is_whole(reading, quantity)):
        modality, cue = "stated", None
    speech = _speech(reading, quantity.span, context)
    convict = _convict(reading, quantity, context) if measure.text.startswith("prison ") else None
    subject = convict or _subject(reading, quantity, context, speech)
    span = shift(quantity.span, sentence.start)
    return Claim(
        article=source[0],
        sentence=sentence.n,
        start=span.start,
        end=span.end,
        quote=sentence.text[quantity.span.start : quantity.span.end],
        kind="quantity",
        subject=subject.value if subject else (place.value if place else None),
        measure=" ".join(part for part in (measure.text, measure.step) if part) or quantity.unit,
        value=quantity.value,
        value_text=quantity.value_text,
        unit=_unit(reading, quantity, measure),
        low=quantity.interval.low,
        high=quantity.interval.high,
        usual_low=quantity.interval.usual_low,
        usual_high=quantity.interval.usual_high,
        hedge=quantity.hedge,
        place=place.value if place else None,
        period=period.value if period else None,
        period_kind=period.kind if period else None,
        programme=programme.value if programme else None,
        population=measure.population or _population(reading, quantity),
        modality=modality,
        speaker=speech.speaker if speech else None,
        extractor=source[1],
        evidence=_evidence(place=place, period=period, programme=programme, subject=subject)
        | ({"modality": shift(cue, sentence.start)} if cue else {})
        | ({"speaker": shift(speech.span, sentence.start)} if speech else {}),
    )


def _begins_change(reading: SentenceReading, quantity: Quantity) -> bool:
    """Whether a planned change starts from the figure: 'to raise it from 870 to 1,020'."""
    text = reading.sentence.text
    return text[: quantity.span.start].endswith(" from ") and text.startswith(" to ", quantity.span.end)


def _is_whole(reading: SentenceReading, quantity: Quantity) -> bool:
    """Whether the figure is what another is a part of: 'to close two of its 11 plants' tells how many there are."""
    text = reading.sentence.text
    return any(_PART_OF.fullmatch(text, other.span.end, quantity.span.start) for other in reading.mentions.quantities)


def _speech(reading: SentenceReading, span: Span, context: Context) -> Speech | None:
    """Who says what stands at a span of the sentence, if anybody is named."""
    documents = [document.span for document in reading.mentions.documents]
    for speech in reading.mentions.speech:
        within = speech.reach.start <= span.start and span.end <= speech.reach.end
        if within and not any(d.start <= speech.span.end and speech.span.start <= d.end for d in documents):
            told = context.person if speech.speaker.lower() in ("he", "she") else None
            return speech._replace(speaker=told.item.whole) if told else speech
    return None


def _evidence(**facets: Facet | PeriodFacet | None) -> dict[str, Span]:
    return {name: facet.span for name, facet in facets.items() if facet is not None}


def _subject(reading: SentenceReading, quantity: Quantity, context: Context, speech: Speech | None) -> Facet | None:
    """Who the figure is about: the one named nearest before its verb, or whom 'he' or 'the company' stands for."""
    offset = reading.sentence.start
    if quantity.kind == "age":
        of_whom = aged_person(reading, quantity)
        if of_whom is None and context.leading and aged_before(reading, quantity):
            return Facet(context.leading.item.whole, context.leading.span)
        if of_whom is None and context.person and aged_alone(reading, quantity):
            return Facet(context.person.item.whole, context.person.span)
        return Facet(of_whom.whole, shift(of_whom.name, offset)) if of_whom else None
    spoken = speech.span if speech else None
    actors = [(p.span.end, -p.span.start, p.whole, p.name) for p in reading.mentions.people if p.name != spoken]
    actors += [(o.span.end, -o.span.start, o.name, o.span) for o in reading.mentions.organisations]
    actors += [(p.span.end, -p.span.start, "", p.span) for p in reading.mentions.places if p.name]
    limit = _verb_before(reading, quantity.span.start) if actors else 0
    before = sorted(actor for actor in actors if actor[0] <= limit)
    alone = bare_actor(reading, quantity.span) if not before or not before[-1][2] else None
    if alone is not None:
        return Facet(reading.sentence.text[alone.start : alone.end], shift(alone, offset))
    if before:
        _, _, name, span = before[-1]
        if not name and len(before) > 1 and _lives_there(reading, before[-2][3], span):
            _, _, name, span = before[-2]
        return Facet(name, shift(span, offset)) if name else None
    if context.person and refers_to_person(reading, quantity):
        return Facet(context.person.item.whole, context.person.span)
    if context.organisation and _refers_to_body(reading, quantity):
        return Facet(context.organisation.item, context.organisation.span)
    return None


def _convict(reading: SentenceReading, quantity: Quantity, context: Context) -> Facet | None:
    """Whose years in prison a figure tells: the person named nearest before it, or whom 'he' stands for."""
    named = [person for person in reading.mentions.people if person.name.end <= quantity.span.start]
    if named:
        return Facet(named[-1].whole, shift(named[-1].name, reading.sentence.start))
    pronoun = not {"he", "she", "him", "her"}.isdisjoint(reading.words)
    return Facet(context.person.item.whole, context.person.span) if context.person and pronoun else None


def _lives_there(reading: SentenceReading, person: Span, place: Span) -> bool:
    """Whether a place only says where the one named before it is at home: 'Ms. Lee of Alder village'."""
    between = reading.sentence.text[person.end : place.start].lower().replace(",", " ").split()
    return len(between) <= 4 and not _HOME.isdisjoint(between)


def _verb_before(reading: SentenceReading, offset: int) -> int:
    """Where the verb group nearest before an offset begins; the offset itself when there is no verb."""
    tokens = reading.tokens
    for i in reversed(reading.verbs):
        if tokens[i].end <= offset and is_finite(tokens, i):
            return tokens[verb_group_start(tokens, i)].start
    return offset


def _refers_to_body(reading: SentenceReading, quantity: Quantity) -> bool:
    """Whether the sentence begins with 'it', or speaks of 'the company' before the figure."""
    firms = words("firms")
    if "it" not in reading.words and firms.isdisjoint(reading.words):
        return False
    tokens = [token.lower for token in reading.tokens if token.start < quantity.span.start]
    return tokens[:1] == ["it"] or any(a == "the" and b in firms for a, b in pairwise(tokens))


def _population(reading: SentenceReading, quantity: Quantity) -> str | None:
    """The people or households that are counted, shared out or have a rate, with what qualifies them, as printed."""
    text = reading.sentence.text
    if quantity.unit.split("/")[0] in ("person", "household", "family") and quantity.noun:
        noun = text[quantity.noun.start : quantity.noun.end]
        return noun if " " in noun else None
    if quantity.unit == "%" and "among" in reading.words:
        figures = [other.span.end for other in reading.mentions.quantities if other.span.end <= quantity.span.start]
        told = _AMONG.search(text, max(figures, default=0), quantity.span.start)
        return told[1] if told else None
    return None
