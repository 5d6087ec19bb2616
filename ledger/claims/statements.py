"""Claims that are no figures: who holds an office, what a document says, when something happened, who did what."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ledger.claims import verbs
from ledger.claims.claim import Claim
from ledger.claims.context import Context
from ledger.claims.dating import participle_before
from ledger.claims.naming import read_people_told
from ledger.claims.phrases import (
    Range,
    is_finite,
    is_verb,
    left_phrase,
    right_phrase,
    subject_of,
    verb_group_start,
    words,
)
from ledger.claims.reading import SentenceReading
from ledger.claims.stated import LONGEST_QUOTE, statement, words_before, words_from
from ledger.mentions.modality import modality_at
from ledger.mentions.moments import moment_at
from ledger.mentions.nouns import ADVERBS, AUXILIARIES, PREPOSITIONS, STOP_WORDS
from ledger.mentions.records import Document, Period
from ledger.mentions.tables import words as mention_words
from ledger.mentions.tokens import Token
from ledger.text.article import Span

_NO_DEEDS = words("light_verbs") | verbs.group("linking") | verbs.group("rising") | verbs.group("falling") | {"stand"}
"""Verbs that tell of a level or a change, which is the figure's business, or of nothing much."""
_BEFORE_THINGS = PREPOSITIONS | ADVERBS
_DATING = PREPOSITIONS | {"dated"}
_OF = frozenset({"of", "dated"})
_TIMES = frozenset(
    {"morning", "afternoon", "evening", "night", "eve", "week", "weekend", "days", "end", "beginning", "start"}
)
_SAYING = mention_words("speech", "verbs")
_BESIDE = len(" for the period ")
"""Characters between a document or programme and the period that dates it, at most."""


def read_statements(reading: SentenceReading, article: str, context: Context, extractor: str) -> Iterator[Claim]:
    """Role, document, date and event claims of one sentence."""
    yield from _roles(reading, article, extractor)
    yield from _documents(reading, article, extractor)
    deeds = list(_deeds(reading))
    yield from _dates(reading, deeds, article, context, extractor)
    events = list(_events(reading, deeds, article, context, extractor))
    yield from events
    yield from read_people_told(reading, events, article, extractor)


def _first_period(reading: SentenceReading) -> Period | None:
    return reading.mentions.periods[0] if reading.mentions.periods else None


def _roles(reading: SentenceReading, article: str, extractor: str) -> Iterator[Claim]:
    """Office-holders, people of an occupation, and people told by where they live."""
    period = _first_period(reading)
    for person in reading.mentions.people:
        told = [(office, "holder") for office in (person.office, person.second) if office]
        if not told and person.occupation:
            told = [(person.occupation, "one of")]
        elif not told and person.place:
            told = [(f"resident of {person.place}", "holder")]
        for subject, measure in told:
            yield statement(
                reading, article, person.span, "role",
                subject=subject, measure=measure,
                value_text=person.name_text, place=person.place,
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
    return words_from(reading, first) or words_before(reading, document.span.start)


class _Deed(NamedTuple):
    """What a clause tells: who did what to what. Ranges are of tokens."""

    verb: int
    lemma: str
    actor: Range | None
    object: Range | None


def _deeds(reading: SentenceReading) -> Iterator[_Deed]:
    """The deeds of a sentence in order: its verbs that say more than 'be', 'have' and 'say'."""
    tokens = reading.tokens
    if not reading.mentions.periods and not _named(reading):
        return
    blocked = reading.touched_by(period.span for period in reading.mentions.periods)
    for verb in reading.verbs:
        lemma = verbs.lemma(tokens[verb].lower)
        if lemma is None or lemma in _NO_DEEDS or blocked[verb] or not is_verb(tokens, verb):
            continue
        yield _Deed(verb, lemma, _actor_range(reading, verb, blocked), _thing(reading, verb, blocked))


def _named(reading: SentenceReading) -> list[Span]:
    """The people, bodies, places and programmes of a sentence."""
    mentions = reading.mentions
    named = [p.name for p in mentions.people] + [o.span for o in mentions.organisations]
    return named + [p.span for p in mentions.places if p.name] + [p.span for p in mentions.programmes]


def _thing(reading: SentenceReading, verb: int, blocked: Sequence[bool]) -> Range | None:
    """The object of a verb: a figure with its noun, or a noun phrase after the verb and its preposition."""
    tokens = reading.tokens
    for figure in reading.figures:
        if figure.start == verb + 1:
            return figure
    after = verb + 1
    while after < len(tokens) and tokens[after].lower in _BEFORE_THINGS:
        after += 1
    thing = right_phrase(tokens, after, blocked)
    return thing if thing.end > thing.start else None


def _actor_range(reading: SentenceReading, verb: int, blocked: Sequence[bool]) -> Range | None:
    """The subject of a verb; behind a relative clause or 'decided to', the person or body named nearest before it."""
    tokens = reading.tokens
    subject = subject_of(tokens, verb, blocked)
    if subject is not None:
        return subject
    limit = tokens[verb_group_start(tokens, verb)].start
    mentions = reading.mentions
    named = [person.name for person in mentions.people] + [body.span for body in mentions.organisations]
    before = sorted(span for span in named if span.end <= limit)
    return reading.range_of(before[-1]) if before else None


def _dates(
    reading: SentenceReading, deeds: Sequence[_Deed], article: str, context: Context, extractor: str
) -> Iterator[Claim]:
    """Dates of things done: a period, and the event that its sentence tells. A day whose year nothing tells is written
    without it: `--05-18`."""
    undated = _days_without_year(reading)
    for period in (*reading.mentions.periods, *undated):
        event = _event_of(reading, _dated_deed(reading, deeds, period), period, context)
        if event:
            yield statement(
                reading, article, _dated_quote(reading, period.span), "date",
                subject=event, measure="date", value_text=period.value, period=period.value if period.kind else None,
                period_kind=period.kind or None, place=context.topic.item.label if context.topic else None,
                extractor=extractor,
            )  # fmt: skip


def _days_without_year(reading: SentenceReading) -> Iterator[Period]:
    for other in reading.mentions.others:
        if other.kind == "date":
            moment = moment_at(reading.tokens, reading.range_of(other.span).start, (0, 0, 0))
            if moment and moment[0].low == moment[0].high and all(moment[0].low[1:]):
                _, month, day = moment[0].low
                yield Period(other.span, f"--{month:02d}-{day:02d}", "", False)


def _dated_deed(reading: SentenceReading, deeds: Sequence[_Deed], period: Period) -> _Deed | None:
    """The finite deed nearest before a period ('was built in 1978 and carried 96,000 last year'), else the first of the
    sentence; None where another clause, with a verb of its own, tells what the period dates."""
    tokens = reading.tokens
    at = sum(token.end <= period.span.start for token in tokens)
    told = [d for d in deeds if is_finite(tokens, d.verb) and not tokens[d.verb].lower.endswith("ing")]
    deed = next((d for d in reversed(told) if d.verb < at), None) or next(iter(deeds), None)
    if deed is None:
        return None
    between = range(deed.verb + 1, at) if deed.verb < at else range(at)
    breaks = [i for i in range(*sorted((deed.verb, at))) if tokens[i].text in ",;:"]
    own = [i for i in between if is_finite(tokens, i) and (deed.verb > at or any(b < i for b in breaks))]
    return None if own and breaks else deed


def _dated_quote(reading: SentenceReading, period: Span) -> Span:
    """The period with its preposition."""
    before = [token for token in reading.tokens if token.end <= period.start]
    if before and before[-1].lower in _DATING:
        return Span(before[-1].start, period.end)
    return period


def _event_of(reading: SentenceReading, deed: _Deed | None, period: Period, context: Context) -> str:
    """What a period dates: the document or programme it stands beside, else actor, verb and object; '' for nothing."""
    mentions, start = reading.mentions, period.span.start
    for document in mentions.documents:
        if 0 <= start - document.span.end <= _BESIDE:
            return document.label
    for programme in mentions.programmes:
        if 0 <= start - programme.span.end <= _BESIDE:
            return programme.name
    done = _done_to(reading, period) or _deed_named(reading, period)
    if done:
        return done
    actor = _actor(reading, deed, context) if deed else ""
    thing = _text(reading, deed.object) if deed and deed.object else ""
    if deed and (actor or thing):
        return " ".join(part for part in (actor, deed.lemma, thing) if part)
    return _clause_dated(reading, deed, period) or _told_on(reading, period)


def _deed_named(reading: SentenceReading, period: Period) -> str:
    """The deed that a noun right before a date tells: 'his arrest on 4 May', 'the first robbery, in 2009', or whatever
    is of that day: 'the licence of 4 May'; else ''."""
    tokens = reading.tokens
    at = sum(token.end <= period.span.start for token in tokens) - 1
    if at > 0 and tokens[at].lower in _OF and period.value.count("-") > 1 and tokens[at - 1].lower not in _TIMES:
        thing = left_phrase(tokens, at, [False] * at)
        return _text(reading, thing) if thing.end > thing.start else ""
    while at > 0 and (tokens[at].lower in _DATING or tokens[at].text == ","):
        at -= 1
    if at < 0 or tokens[at].lower not in words("deed_nouns"):
        return ""
    return _text(reading, Range(left_phrase(tokens, at, [False] * at).start, at + 1))


def _clause_dated(reading: SentenceReading, deed: _Deed | None, period: Period) -> str:
    """The words of the clause that a period dates where a verb, 'first' or 'dates' tells that something happened, or a
    word that people gather on that day: 'The race was first held in', 'The final is in Orsa on'; else ''."""
    tokens = reading.tokens
    at = sum(token.end <= period.span.start for token in tokens)
    front = all(token.lower in _DATING for token in tokens[:at])
    around = range(at, len(tokens)) if front else range(at - 1, -1, -1)
    stretch = [i for i in around if tokens[i].start >= period.span.end or tokens[i].end <= period.span.start]
    while front and stretch and tokens[stretch[0]].text == ",":
        stretch.pop(0)
    end = next((k for k, i in enumerate(stretch) if tokens[i].text in ",;:("), len(stretch))
    told = sorted(stretch[: min(end, LONGEST_QUOTE)])
    said = {tokens[i].lower for i in told}
    once = not words("once").isdisjoint(said)
    gathers = period.value.count("-") > 1 and not words("gathering").isdisjoint(said)
    done = [tokens[i].lower for i in told if is_finite(tokens, i) or (once and verbs.lemma(tokens[i].lower))]
    if len(told) < 2 or not (gathers or (done and (deed or once))) or not _SAYING.isdisjoint(done):
        return ""
    return _text(reading, Range(told[0], told[-1] + 1))


def _told_on(reading: SentenceReading, period: Period) -> str:
    """The words of the sentence before a date, or behind one that begins it; '' where they tell nothing. A month, a
    quarter or a year is mostly that of a figure, but for one in an aside and one of which something done is told."""
    tokens = reading.tokens
    at = sum(token.end <= period.span.start for token in tokens)
    end = sum(token.start < period.span.end for token in tokens)
    printed = any(map(str.isdigit, reading.sentence.text[period.span.start : period.span.end]))
    to_the_day = printed and period.value.count("-") > 1 and "/" not in period.value.removesuffix("/..")
    if not (to_the_day or _in_aside(tokens, at, end) or _tells_a_deed(reading, period)):
        return ""
    said = words_before(reading, period.span.start) if at > 1 else words_from(reading, end)
    telling = {word.lower() for word in said.split()} - STOP_WORDS - AUXILIARIES
    return said if telling - _SAYING else ""


def _in_aside(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether only commas enclose a date: 'The last strike, in 2019, ...'."""
    first = at - (at > 0 and tokens[at - 1].lower in _DATING)
    return first > 0 and tokens[first - 1].text == "," and end < len(tokens) and tokens[end].text == ","


def _tells_a_deed(reading: SentenceReading, period: Period) -> bool:
    if "." in period.value or len(period.value) not in (len("2024"), len("2024-05"), len("2024-04/2024-06")):
        return False
    inflected = (verbs.lemma(word) for word in reading.words if verbs.lemma(word) != word)
    done = {lemma for lemma in inflected if lemma}
    return bool(done - _NO_DEEDS) if reading.mentions.quantities else bool(done)


def _done_to(reading: SentenceReading, period: Period) -> str:
    """What a participle before a date says was done to what: 'The harbour, opened on Saturday, cost ...', 'Opened in
    May, the harbour cost ...'; else ''."""
    if fronted := _fronted(reading, period):
        return fronted
    at = participle_before(reading.tokens, period.span.start)
    lemma = verbs.lemma(reading.tokens[at].lower) if at is not None else None
    if at is None or lemma is None or lemma in _NO_DEEDS:
        return ""
    thing = left_phrase(reading.tokens, at - 1, [False] * at)
    return f"{_text(reading, thing)} {lemma}" if thing.end > thing.start else ""


def _fronted(reading: SentenceReading, period: Period) -> str:
    """'harbour open' of 'Opened in May, the harbour cost ...'; '' for other beginnings."""
    tokens = reading.tokens
    comma = next((i for i, token in enumerate(tokens) if token.start >= period.span.end), 0)
    lemma = verbs.lemma(tokens[0].lower)
    near = all(token.lower in _DATING for token in tokens[1:comma] if token.end <= period.span.start)
    if not (lemma and comma and near and tokens[comma].text == "," and verbs.participle(lemma) == tokens[0].lower):
        return ""
    thing = right_phrase(tokens, comma + 1, [False] * len(tokens))
    return f"{_text(reading, thing)} {lemma}" if thing.end > thing.start else lemma


def _actor(reading: SentenceReading, deed: _Deed, context: Context) -> str:
    """Who did it, as printed; whom 'he' stands for where the sentence has only the pronoun."""
    if deed.actor is not None:
        return _text(reading, deed.actor)
    before = {token.lower for token in reading.tokens[: deed.verb]}
    return context.person.item.name_text if context.person and before & {"he", "she", "his", "her"} else ""


def _text(reading: SentenceReading, phrase: Range) -> str:
    tokens = reading.tokens
    return reading.sentence.text[tokens[phrase.start].start : tokens[phrase.end - 1].end]


def _events(
    reading: SentenceReading, deeds: Iterable[_Deed], article: str, context: Context, extractor: str
) -> Iterator[Claim]:
    """What a named person, body, programme or place did or saw done: the first such deed of the sentence."""
    tokens, mentions = reading.tokens, reading.mentions
    named = _named(reading)
    period = _first_period(reading)
    for deed in deeds:
        if deed.actor is None or deed.object is None:
            continue
        start, end = tokens[deed.actor.start].start, tokens[deed.object.end - 1].end
        if not any(span.start < tokens[deed.verb].start and start <= span.start for span in named):
            continue
        if deed.object.end - deed.actor.start > LONGEST_QUOTE:
            start = tokens[deed.verb].start
        yield statement(
            reading, article, Span(start, end), "event",
            subject=_text(reading, deed.actor), measure=deed.lemma, value_text=_text(reading, deed.object),
            place=context.topic.item.label if context.topic else None,
            period=period.value if period else None, period_kind=period.kind if period else None,
            modality=modality_at(mentions.modality, Span(tokens[deed.verb].start, tokens[deed.verb].end))[0],
            extractor=extractor,
        )  # fmt: skip
        return
