"""What earlier sentences of an article leave standing: its place, period, programme, person and measure.

A sentence such as 'Of this, the local budget contributed 368.7 billion' takes what it does not say itself from the
sentences before it. Everything carried keeps the span it was read from, so that a claim can show it.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from ledger.claims.dating import belongs_to_figure, comparing, dating, in_dateline, is_earlier, tells_when_said
from ledger.claims.derived import Standing, told_periods
from ledger.claims.pointing import announces, goes_on, opening_name, refers_back
from ledger.claims.reading import Reading, SentenceReading
from ledger.mentions.gazetteer import COUNTRY, gazetteer
from ledger.mentions.records import Period, Person, Place, Programme
from ledger.text.article import Span

T = TypeVar("T")

_DATELINE = re.compile(
    r"([^\W\d_][\w .'’-]{2,30}?)(?:, ([^—–(,0-9]{2,30}?))?(?:, [^—–(,]{2,20}?)? ?(?:\([^)]{2,40}\) ?)?[—–]"
)
_IN_TITLE = re.compile(r"\b(?:in|at|of) ((?:[^\W\d_a-zß-ÿ][\w’'.-]* ?){1,4})")
_TITLE = 4
"""How many times named in the text a place in the title is worth."""

_FRONT = 30
"""A place that begins within so many characters of its sentence is what the sentence is about."""


@dataclass(frozen=True, slots=True)
class Carried(Generic[T]):
    """Something named earlier, with its span in the article's text and the paragraph it stands in."""

    item: T
    span: Span
    paragraph: int


class Dated(NamedTuple):
    """A period that the current sentence has told of a figure, and where that figure ends."""

    value: str
    kind: str
    span: Span
    end: int


@dataclass(slots=True)
class Context:
    """What holds when a sentence begins; `enter` and `leave` move it along the sentences in order."""

    paragraph: int = 0
    main_place: Carried[Place] | None = None
    """What the article as a whole is about: the place it names most often."""
    main_period: Carried[Period] | None = None
    """What a report is about in time: the recent period that its first paragraph names."""
    topic: Carried[Place] | None = None
    """The place that the current paragraph is about."""
    places: dict[str, Carried[Place]] = field(default_factory=dict)
    """Last named place of each kind: what 'the commune' refers to."""
    period: Carried[Period] | None = None
    told: tuple[Period, ...] = ()
    """The periods of the current sentence, with those told from earlier ones."""
    dated: Dated | None = None
    """The period told of the figure before, in the current sentence."""
    stretches: tuple[Period, ...] = ()
    """The stretches of time told so far: what 'the quarter' and 'the same period' refer to."""
    programme: Carried[Programme] | None = None
    last_programme: Carried[Programme] | None = None
    """The last one named anywhere above: what 'the Programme' refers to."""
    scheme: Carried[Programme] | None = None
    """The programme that the sentence before was about: it opened it, or the sentence went on with it."""
    announced: bool = False
    """Whether the sentence before said that there are programmes, without a name."""
    introduced: tuple[Programme, ...] = ()
    """What the sentence before announced ('Two programmes are ...') and this one opens with the name of."""
    labels: dict[str, str] = field(default_factory=dict)
    """Names of programmes to the name with the body that runs them, where the article has told it."""
    person: Carried[Person] | None = None
    organisation: Carried[str] | None = None
    series: Carried[Period] | None = None
    """The earliest period of that level in the paragraph: where an average change begins."""
    level: str | None = None
    """The last thing whose level was told ('poverty rate'): what 'it had fallen to' and 'a reduction of' refer to."""

    def enter(self, reading: SentenceReading) -> None:
        """A new paragraph does not go on with the period, programme and topic of the one before."""
        paragraph = reading.sentence.paragraph
        if self.topic and self.topic.paragraph != paragraph:
            self.topic = None
        if self.period and self.period.paragraph != paragraph:
            self.period = None
        if self.programme and self.programme.paragraph != paragraph:
            self.programme = None
        if paragraph != self.paragraph:
            self.paragraph, self.series, self.level = paragraph, None, None
            self.scheme, self.announced = None, False
        opening = opening_name(reading) if self.announced else None
        self.introduced = (opening,) if opening else ()
        self.dated = None
        standing = self.period or self.main_period
        self.told = told_periods(reading, Standing(standing.item if standing else None, self.stretches))
        for place in places_told(reading):
            if place.name and place.kind:
                self.places[place.kind] = _carried(place, place.span, reading)

    def leave(self, reading: SentenceReading) -> None:
        """Takes in what the sentence named, once its claims are made."""
        mentions = reading.mentions
        topic = next((place for place in places_told(reading) if place.name or place.kind in self.places), None)
        if topic is not None and (self.topic is None or topic.span.start <= _FRONT):
            named = topic if topic.name else self.places[topic.kind or ""].item
            self.topic = _carried(named, topic.span, reading)
        for period in mentions.periods:
            if period.kind != "since" and (self.series is None or period.value[:4] < self.series.item.value[:4]):
                self.series = _carried(period, period.span, reading)
        if self.told:
            self._leave_periods(reading)
        self._leave_programmes(reading)
        if mentions.people:
            self.person = _carried(mentions.people[-1], mentions.people[-1].span, reading)
        if mentions.organisations:
            last = mentions.organisations[-1]
            self.organisation = _carried(last.name, last.span, reading)

    def _leave_periods(self, reading: SentenceReading) -> None:
        dated = [p for p in dating(reading, self.told) if not (tells_when_said(reading, p) or is_earlier(reading, p))]
        own = [period for period in dated if not belongs_to_figure(reading, period)]
        standing = own or [period for period in dated if not _is_compared(reading, period)]
        if standing:
            self.period = _carried(standing[0], standing[0].span, reading)
        self.stretches += tuple(period for period in own if "/" in period.value and ".." not in period.value)

    def _leave_programmes(self, reading: SentenceReading) -> None:
        named = (*self.introduced, *reading.mentions.programmes)
        if named:
            self.programme = self.last_programme = _carried(named[-1], named[-1].span, reading)
            start = named[0].span.start
            ends = [person.span.end for person in reading.mentions.people]
            ends += [body.span.end for body in reading.mentions.organisations]
            opens = start <= _FRONT and not any(end <= start for end in ends)
            self.scheme = _carried(named[0], named[0].span, reading) if opens else None
            self.labels |= {programme.name: programme.label for programme in named if programme.body}
        elif self.scheme and not (refers_back(reading) or goes_on(reading.tokens)):
            self.scheme = None
        self.announced = announces(reading)

    def programme_label(self, programme: Programme) -> str:
        """A programme as the article has told it: with the body that runs it."""
        return programme.label if programme.body else self.labels.get(programme.name, programme.name)


def _is_compared(reading: SentenceReading, period: Period) -> bool:
    """Whether the figure that stands last before a period is one that another is held against."""
    before = [q.span for q in reading.mentions.quantities if q.span.end <= period.span.start]
    return bool(before) and before[-1] in comparing(reading)


def places_told(reading: SentenceReading) -> list[Place]:
    """The places of a sentence without those that only say where a person comes from: 'Kenya’s Silas Rotich'."""
    if not reading.mentions.places:
        return []
    text = reading.sentence.text
    dateline = _DATELINE.match(text) if reading.sentence.n == 0 else None
    told = []
    for place in reading.mentions.places:
        if dateline and dateline[1].isupper() and place.span.start < dateline.end():
            continue
        country = place.kind is None and (known := gazetteer().get(place.name.lower())) and known.rank >= COUNTRY
        if not (country and _of_someone(text, place.span)):
            told.append(place)
    return told


def _of_someone(text: str, country: Span) -> bool:
    """Whether a country is where somebody beside it comes from: 'Kenya’s Silas Rotich', 'Ann Lee of Germany'."""
    after, before = text[country.end : country.end + 4], text[: country.start].split(" ")[-3:]
    owns = after[:1] in "'’" and after[1:3] == "s " and after[3:].isupper()
    comes = len(before) == 3 and before[1] in ("of", "from") and before[0][:1].isupper()
    return owns or comes


def opening_context(reading: Reading) -> Context:
    """The context before the first sentence: only what the whole article is about is known."""
    counts: Counter[str] = Counter()
    first: dict[str, Carried[Place]] = {}
    by_kind: dict[str, str] = {}
    for sentence in reading.sentences:
        for place in places_told(sentence):
            if place.name:
                by_kind[place.kind or ""] = place.name
                first.setdefault(place.name, _carried(place, place.span, sentence))
            counts[place.name or by_kind.get(place.kind or "", "")] += 1
    for name in first:
        counts[name] += _TITLE * (name in (reading.article.title or ""))
    del counts[""]
    main_place = first[max(counts, key=lambda name: (counts[name], -first[name].span.start))] if counts else None
    return Context(main_place=_titled(reading) or _dateline(reading) or main_place, main_period=_main_period(reading))


def _titled(reading: Reading) -> Carried[Place] | None:
    """A place that the title says it happened in ('... in St. Brannoc') and that the text names as well."""
    for match in _IN_TITLE.finditer(reading.article.title or ""):
        words = match[1].split()
        for count in range(len(words), 0, -1):
            found = _first_named(reading, " ".join(words[:count]))
            if found is not None:
                return found
    return None


def _first_named(reading: Reading, name: str) -> Carried[Place] | None:
    """Where a name first stands in the text, as a place; None where it is none, or a time."""
    for sentence in reading.sentences:
        start = sentence.sentence.text.find(name)
        if start < 0:
            continue
        span = Span(start, start + len(name))
        if any(period.span.start < span.end and span.start < period.span.end for period in sentence.mentions.periods):
            return None
        known = [place for place in sentence.mentions.places if place.span.start <= start < place.span.end]
        place = known[0] if known and known[0].name else Place(span, name, None, False, None)
        return _carried(place, place.span, sentence)
    return None


def _dateline(reading: Reading) -> Carried[Place] | None:
    """The town a report is sent from: 'OSTRAVA, Czech Republic (Agency) — '."""
    first = reading.sentences[0] if reading.sentences else None
    match = _DATELINE.match(first.sentence.text) if first else None
    if first is None or match is None or not match[1].isupper():
        return None
    place = Place(Span(match.start(1), match.end(1)), match[1].title(), None, False, match[2])
    return _carried(place, place.span, first)


def _main_period(reading: Reading) -> Carried[Period] | None:
    """The first period of the first paragraph that is finer than a year and not long past when the article appeared."""
    published = reading.article.published
    if not published or not reading.sentences:
        return None
    paragraphs = sorted({sentence.sentence.paragraph for sentence in reading.sentences})[:2]
    said: Carried[Period] | None = None
    for sentence in reading.sentences:
        if sentence.sentence.paragraph not in paragraphs:
            break
        for period in sentence.mentions.periods:
            recent = period.kind in ("during", "as_of", "by") and _is_recent(period.value, published)
            if not recent or in_dateline(sentence, period.span):
                continue
            if not tells_when_said(sentence, period):
                return _carried(period, period.span, sentence)
            said = said or _carried(period, period.span, sentence)
    return said


def _is_recent(period: str, published: str) -> bool:
    """Whether a period finer than a year ended in the year of publication, before it, or in the year before."""
    end = period.partition("/")[2] or period
    fine = len(end) > len("2024") and end[:4].isdigit() and published[:4].isdigit()
    return fine and int(published[:4]) - 1 <= int(end[:4]) and end[: len(published)] <= published[: len(end)]


def _carried(item: T, span: Span, reading: SentenceReading) -> Carried[T]:
    offset = reading.sentence.start
    return Carried(item, Span(span.start + offset, span.end + offset), reading.sentence.paragraph)
