"""What earlier sentences of an article leave standing: its place, period, programme, person and measure.

A sentence such as 'Of this, the local budget contributed 368.7 billion' takes what it does not say itself from the
sentences before it. Everything carried keeps the span it was read from, so that a claim can show it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from ledger.claims.datelines import in_dateline
from ledger.claims.dating import belongs_to_figure, comparing, dating, is_earlier, tells_when_said
from ledger.claims.derived import Standing, told_periods
from ledger.claims.locating import is_country, is_example, is_way, own_figures, with_wider
from ledger.claims.pointing import announces, goes_on, opening_name, opens_with_pronoun, refers_back
from ledger.claims.reading import SentenceReading
from ledger.claims.respective import respective
from ledger.mentions.records import Period, Person, Place, Programme
from ledger.text.article import Span

T = TypeVar("T")

TOWNS = frozenset({"city", "town", "village", "port", "suburb", "resort"})
_STRETCHES = 40
"""Stretches of time that are remembered."""
_FRONT = 30
"""A place that begins within so many characters of its sentence is what the sentence is about."""


class Carried(NamedTuple, Generic[T]):
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
    told_places: Mapping[int, Sequence[Place]] = field(default_factory=dict)
    """By the number of each sentence, the places that it tells."""
    located: Sequence[Place] = ()
    """The places of the current sentence that say where its figures hold."""
    single: Mapping[Span, Span] = field(default_factory=dict)
    """Of these, the ones told of one figure only, to that figure."""
    meant: dict[Span, Place | None] = field(default_factory=dict)
    """What the places of the current sentence that have no name stand for."""
    places: dict[str, Carried[Place]] = field(default_factory=dict)
    """Last named place of each kind: what 'the commune' refers to; under '' the last one whose kind is not said."""
    period: Carried[Period] | None = None
    told: tuple[Period, ...] = ()
    """The periods of the current sentence, with those told from earlier ones."""
    dating: Sequence[Period] = ()
    """Those of them that say when figures hold."""
    reported: Sequence[Period] = ()
    """The days of the current sentence that are of the report: of its dateline, or on which somebody spoke."""
    paired: Mapping[Span, Period] = field(default_factory=dict)
    """Of these, the ones that a list of figures is told of one by one: '2% and 3% in 2018 and 2019'."""
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
    """The one named last: whom 'he' stands for."""
    leading: Carried[Person] | None = None
    """The one that the last sentence with people named first: whom 'the 52-year-old' stands for."""
    organisation: Carried[str] | None = None
    series: Carried[Period] | None = None
    """The earliest period of that level in the paragraph: where an average change begins."""
    level: tuple[str, str] | None = None
    """The last thing whose level was told ('poverty rate'): what 'it had fallen to' and 'a reduction of' refer to;
    before it the sort of figure it is told in."""

    def enter(self, reading: SentenceReading) -> None:
        """A new paragraph does not go on with the period, programme and topic of the one before."""
        paragraph = reading.sentence.paragraph
        if self.topic and self.topic.paragraph != paragraph:
            self.topic = self.topic._replace(paragraph=paragraph) if opens_with_pronoun(reading.tokens) else None
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
        self.dating = dating(reading, self.told) if self.told else ()
        self.reported = [p for p in self.told if tells_when_said(reading, p) or in_dateline(reading, p.span)]
        self.located = self.told_places[reading.sentence.n]
        self.single = own_figures(reading, self.located) if self.located else {}
        self.paired = respective(reading, self.dating)
        places = respective(reading, self.located)
        if places:
            self.single = {**self.single, **{place.span: figure for figure, place in places.items()}}
        self._name_places(reading)

    def _name_places(self, reading: SentenceReading) -> None:
        """What 'the province' stands for in this sentence, and what it will stand for in the next."""
        self.meant = {}
        told = False
        for named in self.located:
            if not named.name:
                self.meant[named.span] = self._meant(named)
                told = told or named.kind == "country"
            for place in with_wider(named) if named.name else ():
                country = is_country(place)
                # Of 'it shipped to Italy, Spain and Japan' none is 'the country' that the text goes on about.
                if not (country and told):
                    self.places["country" if country else place.kind or ""] = carried(place, place.span, reading)
                told = told or country

    def resolved(self, place: Place) -> Place | None:
        """A place, or what 'the province' stands for; None where the article has not named it."""
        return place if place.name else self.meant.get(place.span)

    def _meant(self, place: Place) -> Place | None:
        """What 'the province' stands for: the last one that is named before it."""
        if place.kind == "world":
            return place._replace(name="world", kind=None)
        known = self.places.get(place.kind or "")
        if known is None and place.kind in TOWNS:
            main = self.main_place
            plain = main and not main.item.kind and not is_country(main.item)
            known = main if plain else self.places.get("")
        if known is None and place.kind == "country" and self.main_place and is_country(self.main_place.item):
            known = self.main_place
        return known.item if known else None

    def leave(self, reading: SentenceReading) -> None:
        """Takes in what the sentence named, once its claims are made."""
        mentions = reading.mentions
        self._leave_place(reading)
        for period in mentions.periods:
            if period.kind != "since" and (self.series is None or period.value[:4] < self.series.item.value[:4]):
                self.series = carried(period, period.span, reading)
        if self.told:
            self._leave_periods(reading)
        self._leave_programmes(reading)
        if mentions.people:
            self.person = carried(mentions.people[-1], mentions.people[-1].span, reading)
            self.leading = carried(mentions.people[0], mentions.people[0].span, reading)
        if mentions.organisations:
            last = mentions.organisations[-1]
            self.organisation = carried(last.name, last.span, reading)

    def _leave_place(self, reading: SentenceReading) -> None:
        """The first place told of the whole sentence is what the paragraph goes on about."""
        for place in self.located:
            before = reading.sentence.text[max(0, place.span.start - _FRONT) : place.span.start].lower()
            if is_example(reading, place) or (self.main_place and is_way(before)):
                continue
            named = self.resolved(place)
            if named is not None and place.span not in self.single:
                if self.topic is None or place.span.start <= _FRONT:
                    self.topic = carried(named, place.span, reading)
                break

    def _leave_periods(self, reading: SentenceReading) -> None:
        dated = [p for p in self.dating if not (tells_when_said(reading, p) or is_earlier(reading, p))]
        own = [period for period in dated if not belongs_to_figure(reading, period)]
        standing = own or [period for period in dated if not _is_compared(reading, period)]
        if standing:
            self.period = carried(standing[0], standing[0].span, reading)
        told = tuple(period for period in own if "/" in period.value and ".." not in period.value)
        self.stretches = (*self.stretches, *told)[-_STRETCHES:] if told else self.stretches

    def _leave_programmes(self, reading: SentenceReading) -> None:
        named = (*self.introduced, *reading.mentions.programmes)
        if named:
            self.programme = self.last_programme = carried(named[-1], named[-1].span, reading)
            start = named[0].span.start
            ends = [person.span.end for person in reading.mentions.people]
            ends += [body.span.end for body in reading.mentions.organisations]
            opens = start <= _FRONT and not any(end <= start for end in ends)
            self.scheme = carried(named[0], named[0].span, reading) if opens else None
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


def carried(item: T, span: Span, reading: SentenceReading) -> Carried[T]:
    """Something that a sentence names, with its span in the article."""
    offset = reading.sentence.start
    return Carried(item, Span(span.start + offset, span.end + offset), reading.sentence.paragraph)
