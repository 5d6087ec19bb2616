"""What an article as a whole is about, before its first sentence: its place, and the time its report is of."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ledger.claims.context import TOWNS, Carried, Context, carried
from ledger.claims.dated import only_date
from ledger.claims.dating import (
    RANGED,
    belongs_to_figure,
    dateline_of,
    dating,
    in_dateline,
    tells_when_published,
    tells_when_said,
)
from ledger.claims.locating import (
    is_adjective,
    is_country,
    is_example,
    known_places,
    own_figures,
    places_told,
    says_where,
)
from ledger.claims.phrases import words
from ledger.claims.reading import Reading, SentenceReading, parted
from ledger.claims.titles import country_of_title, only_in_title, place_of_title
from ledger.mentions.gazetteer import PART, gazetteer
from ledger.mentions.lexicon import DEMONYM, lexicon
from ledger.mentions.records import Period, Place
from ledger.resources import data_table
from ledger.text.article import Span

_PART_OF_YEAR = re.compile(
    r"(?:(?:in|for|during|over|of) )?(?:the )?(?:first|second|third|fourth|[1-4](?:st|nd|rd|th))\b"
    r".*\b(?:months|quarter|half)\b",
    re.I,
)
_PUBLIC = re.compile(
    r"\b(?:Authority|Ministry|Bureau|Statistics|Agency|Department|Commission|Customs|Central|Bank of|Reserve"
    r"|Treasury|Federation|Council|Association|Institute)\b"
)
_CROSSING = (" across the ", " over the ", " through the ", " cross the ", " crossing the ", " crossed the ")
_NAMED = 2
"""What a name counts, where an adjective ('French') counts one."""
_TITLE = 4 * _NAMED
"""What a place in the title counts."""

_NEAR = 40  # characters from a year to the figure of its clause

Told = Mapping[int, Sequence[Place]]
"""By the number of each sentence, the places that it tells."""


class _Named(NamedTuple):
    """The places that an article names: how often, and where first."""

    counts: Counter[str]
    first: dict[str, Carried[Place]]
    town: bool
    """Whether it speaks of 'the city' or 'the town' somewhere."""

    def most(self) -> Carried[Place] | None:
        """The place named most often, of several the first."""
        told = [name for name in self.first if self.counts[name]]
        if not told:
            return None
        return self.first[max(told, key=lambda name: (self.counts[name], -self.first[name].span.start))]


def opening_context(reading: Reading) -> Context:
    """The context before the first sentence: only what the whole article is about is known."""
    known = known_places(reading)
    told = {sentence.sentence.n: places_told(sentence, known) for sentence in reading.sentences}
    named = _named(reading, told)
    dateline = _dateline(reading, told)
    main_place = place_of_title(reading)
    if main_place is None:
        sent = _sent_from(reading, dateline, named) if dateline else None
        main_place = sent if dateline else _subject(reading, told) or _body_country(reading, told) or named.most()
        if main_place is None or not (dateline or _is_firm(reading, told, named, main_place.item)):
            main_place = only_in_title(reading) or main_place
    country = country_of_title(reading)
    main_place = main_place or country
    if main_place and _width(main_place.item) >= PART:
        main_place = _scene(reading, told, main_place.item) or main_place
    context = Context(main_place=main_place, main_period=_main_period(reading), told_places=told)
    if country:
        context.places["country"] = country
    if main_place and not main_place.item.kind and not is_country(main_place.item):
        context.places[""] = main_place
    return context


def _subject(reading: Reading, told: Told) -> Carried[Place] | None:
    """The only place of the first sentence, where it opens that: 'Egypt is to import', 'Ghana's gold output rose'."""
    lead = next((sentence for sentence in reading.sentences if not sentence.sentence.n), None)
    places = [place for place in told[0] if place.name and not is_adjective(lead, place)] if lead else []
    if lead is None or len(places) != 1 or places[0].span.start:
        return None
    return carried(places[0], places[0].span, lead)


def _is_firm(reading: Reading, told: Told, named: _Named, place: Place) -> bool:
    """Whether a place is named more than in passing: several times, or as where or what the first sentence is about."""
    if place.kind or named.counts[place.name] > _NAMED:
        return True
    lead = next((sentence for sentence in reading.sentences if not sentence.sentence.n), None)
    return lead is not None and any(
        other.name == place.name
        and (not other.span.start or says_where(lead.sentence.text[: other.span.start].lower().split(), other))
        for other in told[0]
    )


def _named(reading: Reading, told: Told) -> _Named:
    counts: Counter[str] = Counter()
    first: dict[str, Carried[Place]] = {}
    by_kind: dict[str, str] = {}
    town = False
    for sentence in reading.sentences:
        places = told[sentence.sentence.n]
        single = own_figures(sentence, places) if len(places) > 1 else {}
        for place in places:
            if place.name:
                by_kind[place.kind or ""] = place.name
                first.setdefault(place.name, carried(place, place.span, sentence))
            town = town or (not place.name and place.kind in TOWNS)
            shown = is_example(sentence, place) or _is_crossed(sentence, place)
            if place.span not in single and not shown:
                weight = 1 if is_adjective(sentence, place) else _NAMED
                counts[place.name or by_kind.get(place.kind or "", "")] += weight
    for name in first:
        counts[name] += _TITLE * (counts[name] > 0 and name in (reading.article.title or ""))
    return _Named(counts, first, town)


def _is_crossed(sentence: SentenceReading, place: Place) -> bool:
    """Whether a place without a kind only lies on a way: 'in boats across the Channel'."""
    before = sentence.sentence.text[: place.span.start].lower()
    return not place.kind and not is_country(place) and before.endswith(_CROSSING)


def _sent_from(reading: Reading, dateline: Carried[Place], named: _Named) -> Carried[Place] | None:
    """What the dateline tells: its town; where the text does not speak of that one, the country of a national body that
    the report is of, and for a capital what `_country` finds."""
    countries = _homes().get(dateline.item.name, ())
    if named.town or named.counts[dateline.item.name]:
        return dateline
    if not countries:
        return _nation(reading) or dateline
    if _speaks_of_country(reading):
        return dateline._replace(item=Place(dateline.item.span, countries[0], None, False, None))
    return _country(reading, countries, named)


def _width(place: Place) -> int:
    """How wide a known place without a kind is; 0 for any other."""
    known = gazetteer().get(place.name.lower()) if place.kind is None else None
    return known.rank if known else 0


def _scene(reading: Reading, told: Told, main: Place) -> Carried[Place] | None:
    """Where the first sentence says that it happened, within the country, or the part of one, that an article is about:
    'hit the Indonesian island of Sumatra'. A seat of government is where it was told."""
    lead = next((sentence for sentence in reading.sentences if not sentence.sentence.n), None)
    smaller = [place for place in told[lead.sentence.n] if place.name and _width(place) < _width(main)] if lead else []
    if lead is None or len(smaller) != 1 or not lead.mentions.quantities:
        return None
    place = smaller[0]
    if place.name in _homes() or _is_crossed(lead, place):
        return None
    before = lead.sentence.text[: place.span.start].lower().split()
    return carried(place, place.span, lead) if place.kind or says_where(before, place) else None


def _dateline(reading: Reading, told: Told) -> Carried[Place] | None:
    """The town a report is sent from ('OSTRAVA, Czech Republic (Agency) — '), or where its first sentence says that it
    happened ('... after a river burst its banks in Dravni county')."""
    first = next((sentence for sentence in reading.sentences if not sentence.sentence.n), None)
    match = dateline_of(first.sentence.text) if first else None
    if first is None or match is None:
        return None
    lead = [place for place in told[first.sentence.n] if place.name and not is_country(place)]
    for place in lead:
        opens = first.sentence.text[match.end() : place.span.start].strip() in ("", "The")
        if opens or says_where(first.sentence.text[: place.span.start].lower().split(), place):
            return carried(place, place.span, first)
    name = match["town"].title() if match["town"].isupper() else match["town"]
    town = Place(Span(*match.span("town")), name, None, False, match.groupdict().get("region"))
    return carried(town, town.span, first)


def _speaks_of_country(reading: Reading) -> bool:
    """Whether the first sentence is of the whole country: '4,100 schools nationwide', 'The government said'; not of
    that of another, 'Kenyan ministers'."""
    first = next(sentence for sentence in reading.sentences if not sentence.sentence.n)
    if any(place.kind == "country" and not place.name for place in first.mentions.places):
        return True
    sent = dateline_of(first.sentence.text)
    told = [token for token in first.tokens if sent and token.start >= sent.end()]
    governed = any(token.lower in words("national") for token in told)
    return governed and not any(token.text[0].isupper() and _is_of_country(token.lower) for token in told)


def _is_of_country(word: str) -> bool:
    return bool(lexicon().get(word, 0) & DEMONYM) or word.removesuffix("'s") in gazetteer()


def _nation(reading: Reading) -> Carried[Place] | None:
    """The country whose body opens the report: 'CLOVIS, Maine - The U.S. Census Bureau reported'."""
    first = next(sentence for sentence in reading.sentences if not sentence.sentence.n)
    sent = dateline_of(first.sentence.text)
    for body in first.mentions.organisations if sent else ():
        if sent and body.span.start - sent.end() > len("The "):
            break
        words_of = body.name.removeprefix("The ").split()
        for count in range(len(words_of) - 1, 0, -1):
            name = " ".join(words_of[:count])
            start = body.span.start + body.name.find(name)
            place = Place(Span(start, start + len(name)), name, None, False, None)
            if is_country(place):
                return carried(place, place.span, first)
    return None


@cache
def _homes() -> Mapping[str, Sequence[str]]:
    """The towns from which reports about a country are sent, to the names of that country."""
    homes: dict[str, list[str]] = {}
    for country, towns in data_table("claims", "capitals").items():
        for town in towns.split("; "):
            homes.setdefault(town, []).append(country)
    return homes


def _body_country(reading: Reading, told: Told) -> Carried[Place] | None:
    """The country of the public body that the first sentence with a figure names, where it tells no other place:
    '..., figures of the Peru Tourism Authority show'."""
    first = next((sentence for sentence in reading.sentences if sentence.mentions.quantities), None)
    if first is None or any(place.name for place in told[first.sentence.n]):
        return None
    for body in first.mentions.organisations:
        country = next((name for name in sorted(_countries()) if name in body.name), "")
        if country and _PUBLIC.search(body.name):
            return carried(Place(body.span, country, None, False, None), body.span, first)
    return None


@cache
def _countries() -> frozenset[str]:
    return frozenset(data_table("claims", "capitals"))


def _country(reading: Reading, countries: Sequence[str], named: _Named) -> Carried[Place] | None:
    """The country that a report from its capital is about, where the text or the name of a body in it tells that; else
    the first place of its first sentence, or the one named clearly most often."""
    counts, first = Counter({country: named.counts[country] for country in countries}), dict(named.first)
    lead = next((sentence.sentence for sentence in reading.sentences if not sentence.sentence.n), None)
    counts.update(country for country in countries if lead and counts[country] and country in lead.text)
    for sentence in reading.sentences:
        for body in sentence.mentions.organisations:
            for country in countries:
                if country in body.name:
                    place = Place(body.span, country, None, False, None)
                    first.setdefault(country, carried(place, body.span, sentence))
                    counts[country] += _NAMED
    best, most = max(countries, key=lambda country: counts[country]), named.most()
    if counts[best] and not (most and named.counts[most.item.name] > counts[best] + _NAMED):
        return first[best]
    told = [place for place in named.first.values() if lead and lead.start <= place.span.start < lead.end]
    if told or most is None:
        return min(told, key=lambda place: place.span.start, default=None)
    others = [count for name, count in named.counts.items() if name and name != most.item.name]
    return most if named.counts[most.item.name] > max(others, default=_NAMED) else None


def _main_period(reading: Reading) -> Carried[Period] | None:
    """The first period of the first paragraph that is finer than a year and not long past when the article appeared."""
    published = reading.article.published
    if not published or not reading.sentences:
        return None
    told = {s.sentence.paragraph for s in reading.sentences if s.sentence.text.endswith((".", "”", '"'))}
    last = max(sorted(told)[:2], default=1)  # headings above do not count
    said: Carried[Period] | None = None
    for sentence in reading.sentences:
        if sentence.sentence.paragraph > last:
            break
        for period in () if only_date(sentence.sentence.text) else dating(sentence, sentence.mentions.periods):
            recent = period.kind in ("during", "as_of", "by") and _is_recent(period.value, published)
            if not recent or in_dateline(sentence, period.span) or tells_when_published(sentence, period):
                continue
            if not tells_when_said(sentence, period):
                reviewed = None if words("reviewing").isdisjoint(sentence.words) else _reviewed(reading, last)
                return reviewed or carried(period, period.span, sentence)
            said = said or carried(period, period.span, sentence)
    return _year_told(reading, published, last) or said


def _reviewed(reading: Reading, last: int) -> Carried[Period] | None:
    """What a meeting looked back on, in the paragraphs up to `last`: 'the first nine months of 2017'."""
    for sentence in reading.sentences:
        for period in sentence.mentions.periods if sentence.sentence.paragraph <= last else ():
            told = sentence.sentence.text[period.span.start : period.span.end]
            months = "/" in period.value and len(period.value) == len("2024-01/2024-09")
            if _PART_OF_YEAR.match(told) or (months and RANGED.match(told)):
                return carried(period, period.span, sentence)
    return None


def _year_told(reading: Reading, published: str, last: int) -> Carried[Period] | None:
    """The year that a report is of, where a figure of its first sentence is told of that one: '40 ships in 2024'."""
    first = next((s for s in reading.sentences if s.sentence.paragraph <= last and s.mentions.quantities), None)
    years = (published[:4], str(int(published[:4]) - 1)) if published[:4].isdigit() else ()
    for period in first.mentions.periods if first else ():
        ranged = first is not None and RANGED.match(first.sentence.text, period.span.start) is not None
        recent = period.kind == "during" and (period.value[-4:] if ranged else period.value) in years
        if first is None or not recent or period.relative:
            continue
        opens = not period.span.start  # 'In 2024, 40 ships called'
        if ranged or opens or belongs_to_figure(first, period) or _of_subject(first, period):
            return carried(period, period.span, first)
    return None


def _of_subject(reading: SentenceReading, year: Period) -> bool:
    """Whether a year is the only time told, of the subject of what its figure says: 'Exports in 2023 rose 4%'."""
    between = reading.sentence.text[year.span.end : reading.next_figure(year.span.end)]
    alone = len(reading.mentions.periods) == 1 and year.span.end < reading.mentions.quantities[0].span.start
    return alone and not parted(between) and len(between) <= _NEAR


def _is_recent(period: str, published: str) -> bool:
    """Whether a period finer than a year ended in the year of publication, before it, or in the year before."""
    end = period.partition("/")[2] or period
    fine = len(end) > len("2024") and end[:4].isdigit() and published[:4].isdigit()
    return fine and int(published[:4]) - 1 <= int(end[:4]) and end[: len(published)] <= published[: len(end)]
