"""Claims that are no figures: who holds an office, what a document is and says, when something happened, who did what."""

from collections.abc import Iterator

from ledger.claims import verbs
from ledger.claims.claim import Claim
from ledger.claims.context import Context
from ledger.claims.facets import shift
from ledger.claims.phrases import (
    Range,
    blocked_by,
    canonical,
    clause_start,
    is_verb,
    right_phrase,
    verb_group_start,
    words,
)
from ledger.claims.reading import SentenceReading
from ledger.mentions.nouns import PREPOSITIONS, PRONOUNS
from ledger.mentions.records import Document, Period
from ledger.text.article import Span

_LONGEST_QUOTE = 12
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


def read_statements(reading: SentenceReading, article: str, context: Context, extractor: str) -> Iterator[Claim]:
    """Role, document, date and event claims of one sentence."""
    yield from _roles(reading, article, extractor)
    yield from _documents(reading, article, extractor)
    yield from _dates(reading, article, context, extractor)
    yield from _events(reading, article, extractor)


def _first_period(reading: SentenceReading) -> Period | None:
    return reading.mentions.periods[0] if reading.mentions.periods else None


def _roles(reading: SentenceReading, article: str, extractor: str) -> Iterator[Claim]:
    """Office-holders, and people told by where they live."""
    period = _first_period(reading)
    for person in reading.mentions.people:
        subject = person.office or (f"resident of {person.place}" if person.place else None)
        if subject:
            yield statement(
                reading, article, person.span, "role",
                subject=subject, measure="holder", value_text=person.name_text, place=person.place,
                period=period.value if period else None, period_kind=period.kind if period else None,
                extractor=extractor,
            )  # fmt: skip


def _documents(reading: SentenceReading, article: str, extractor: str) -> Iterator[Claim]:
    """A document's date, issuer and what it concerns, each a claim of its own."""
    for document in reading.mentions.documents:
        subject = document.label
        parts = {"date": document.date, "issuer": document.issuer, "concerns": _concern(reading, document)}
        told = {measure: value for measure, value in parts.items() if value}
        for measure, value in told.items():
            yield statement(
                reading, article, document.span, "document",
                subject=subject, measure=measure, value_text=value, extractor=extractor,
            )  # fmt: skip


def _concern(reading: SentenceReading, document: Document) -> str:
    """What a document is about: the phrase after 'on', 'regarding', 'approving'; else what the sentence says of it."""
    if document.concerns is not None:
        return reading.sentence.text[document.concerns.start : document.concerns.end]
    first = next((i for i, token in enumerate(reading.tokens) if token.start >= document.span.end), len(reading.tokens))
    return _words_from(reading, first) or _words_before(reading, document.span.start)


def _words_from(reading: SentenceReading, i: int) -> str:
    """Up to twelve words from a token on, to the end of the clause."""
    tokens = reading.tokens
    end = i
    while end < len(tokens) and end - i < _LONGEST_QUOTE and tokens[end].text not in ",;:.()—–":
        end += 1
    return reading.sentence.text[tokens[i].start : tokens[end - 1].end] if end > i else ""


def _words_before(reading: SentenceReading, offset: int) -> str:
    tokens = [token for token in reading.tokens if token.end <= offset]
    return reading.sentence.text[tokens[0].start : tokens[-1].end] if tokens else ""


def _dates(reading: SentenceReading, article: str, context: Context, extractor: str) -> Iterator[Claim]:
    """Dates of things done: a period and the event that its clause tells."""
    for period in reading.mentions.periods:
        if period.relative and len(period.value) < len("2025-01"):
            continue
        event = _event_of(reading, period.span)
        if event:
            yield statement(
                reading, article, _dated_quote(reading, period.span), "date",
                subject=event, measure="date", value_text=period.value, period=period.value,
                period_kind=period.kind, place=context.topic.item.label if context.topic else None,
                extractor=extractor,
            )  # fmt: skip


def _dated_quote(reading: SentenceReading, period: Span) -> Span:
    """The period with its preposition."""
    before = [token for token in reading.tokens if token.end <= period.start]
    if before and before[-1].lower in PREPOSITIONS | {"dated"}:
        return Span(before[-1].start, period.end)
    return period


def _event_of(reading: SentenceReading, span: Span) -> str:
    """Actor, verb and object of the clause that a period belongs to; '' when nothing was done in it."""
    tokens = reading.tokens
    blocked = blocked_by(tokens, [period.span for period in reading.mentions.periods])
    for document in reading.mentions.documents:
        if document.span.end <= span.start <= document.span.end + len(" for the dated "):
            return document.label
    programme = next((p for p in reading.mentions.programmes if p.span.end <= span.start), None)
    if programme and span.start - programme.span.end <= len(" for the "):
        return programme.name
    for verb in range(len(tokens)):
        lemma = verbs.lemma(tokens[verb].lower)
        if lemma is None or lemma in words("light_verbs") or not is_verb(tokens, verb) or blocked[verb]:
            continue
        actor = _actor(reading, verb, blocked)
        object_ = canonical(tokens, right_phrase(tokens, verb + 1, blocked), blocked)
        if actor or object_:
            return " ".join(part for part in (actor, lemma, object_) if part)
    return ""


def _actor(reading: SentenceReading, verb: int, blocked: list[bool]) -> str:
    """Who acts: the phrase before the verb group, as printed."""
    tokens = reading.tokens
    end = verb_group_start(tokens, verb)
    start = clause_start(tokens, end)
    while start < end and (blocked[start] or tokens[start].lower in PREPOSITIONS):
        start += 1
    phrase = right_phrase(tokens, start, blocked)
    if phrase.end <= phrase.start or tokens[phrase.start].lower in PRONOUNS or phrase.start >= end:
        return ""
    return reading.sentence.text[tokens[phrase.start].start : tokens[min(phrase.end, end) - 1].end]


def _events(reading: SentenceReading, article: str, extractor: str) -> Iterator[Claim]:
    """What a named person, body or place did: one claim for the first such verb of the sentence."""
    tokens, mentions = reading.tokens, reading.mentions
    actors = [p.name for p in mentions.people] + [o.span for o in mentions.organisations]
    actors += [p.span for p in mentions.places if p.name] + [p.span for p in mentions.programmes]
    blocked = blocked_by(tokens, [period.span for period in mentions.periods])
    for actor in sorted(actors):
        verb = next((i for i, t in enumerate(tokens) if t.start >= actor.end and is_verb(tokens, i)
                     and verbs.lemma(t.lower)), None)  # fmt: skip
        if verb is None or verbs.lemma(tokens[verb].lower) in words("light_verbs"):
            continue
        group = verb_group_start(tokens, verb)
        if group == 0 or tokens[group - 1].end > actor.end + 40:
            continue
        phrase = right_phrase(tokens, verb + 1, blocked)
        if phrase.end <= phrase.start:
            continue
        yield _event(reading, article, actor, (verb, phrase), extractor)
        return


def _event(reading: SentenceReading, article: str, actor: Span, deed: tuple[int, Range], extractor: str) -> Claim:
    tokens, text = reading.tokens, reading.sentence.text
    verb, phrase = deed
    period = _first_period(reading)
    start = actor.start if verb - _index_at(reading, actor.start) < _LONGEST_QUOTE else tokens[verb].start
    return statement(
        reading, article, Span(start, tokens[phrase.end - 1].end), "event",
        subject=text[actor.start : actor.end], measure=verbs.lemma(tokens[verb].lower),
        value_text=text[tokens[phrase.start].start : tokens[phrase.end - 1].end],
        period=period.value if period else None, period_kind=period.kind if period else None, extractor=extractor,
    )  # fmt: skip


def _index_at(reading: SentenceReading, offset: int) -> int:
    return next(i for i, token in enumerate(reading.tokens) if token.end > offset)
