"""Places that an article may be about as a whole, and how much speaks for each, as log odds.

Everything that the text, the title and the dateline tell of a place is evidence, and every kind of evidence has a
weight; the sum of the weights is the logarithm of the odds that figures without a place of their own are told of it,
against those that they are told of none. The weights are fitted by logistic regression to articles whose figures a
reader has placed (conditional logit: McFadden, 1974).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ledger.claims import nations as told_nations
from ledger.claims.context import TOWNS, Carried, carried
from ledger.claims.datelines import dateline_of
from ledger.claims.governed import governed, is_public, known_place_of
from ledger.claims.locating import (
    LISTED,
    crossed,
    is_adjective,
    is_example,
    is_way,
    own_figures,
    says_where,
    with_wider,
)
from ledger.claims.nations import country_of_money
from ledger.claims.phrases import words
from ledger.claims.reading import Reading, SentenceReading
from ledger.claims.seats import seats, speaks_of_country
from ledger.claims.titles import named_in_title, people_in_title
from ledger.mentions.gazetteer import CITY, CONTINENT, COUNTRY, PART, gazetteer
from ledger.mentions.kinds import DIRECTIONS, KINDS
from ledger.mentions.records import Place
from ledger.resources import data_table
from ledger.text.article import Span
from ledger.weighing import Weights, odds

Told = Mapping[int, Sequence[Place]]
"""By the number of each sentence, the places that it tells."""

Nations = Sequence[Sequence[told_nations.Told]]
"""For each sentence, the countries that its words for peoples tell."""

_NAMED = 2
"""What a name counts, where an adjective ('French') counts one."""
_MOST = 4.0
_SPOT = 1
"""Rank of the widest kinds that are too small for an article to be about: a street, a square, a bridge."""
_HEAD = 6  # sentences among which the first whole one is the lead
_WHOLE = 8  # tokens of a sentence that is none of a heading or byline
_SOON = 2  # sentences after the lead in which a report still says what it is about
_BEFORE = 80  # characters before a place that may tell its role
_CLOSE = 40  # characters between a place and a smaller one in it
_LIST = 3
_SHORTEST = 4
"""Letters of a town in a dateline; fewer stand for an agency."""
_EVEN = 0.05
"""Odds that differ by less do not tell which of two places an article is about."""
_ABOUT = frozenset({"lead where", "lead opens"})
_JOINTS = frozenset({"of", "the", "capital", "remote", "coastal"}) | DIRECTIONS | KINDS.keys()


class Candidate(NamedTuple):
    """A place that an article may be about, where it first stands, and the evidence by the names of the weights."""

    place: Carried[Place]
    evidence: dict[str, float]

    @property
    def odds(self) -> float:
        """The logarithm of the odds that the article is about it."""
        return odds(self.evidence, _weights())


@cache
def _weights() -> Weights:
    fitted: Weights = data_table("claims", "candidates")["weights"]
    return fitted


def main_place_of(reading: Reading, told: Told, nations: Nations) -> Carried[Place] | None:
    """What an article as a whole is about: the likeliest place; none where nothing is likely, or two are even."""
    found = Candidates(reading, told, nations).by_name.values() if reading.sentences else ()
    ranked = sorted(((candidate.odds, n) for n, candidate in enumerate(found)), reverse=True)
    if not ranked or ranked[0][0] <= 0 or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _EVEN):
        return None
    return list(found)[ranked[0][1]].place


class Candidates:
    """The candidates of one article, which has sentences, by name."""

    def __init__(self, reading: Reading, told: Told, nations: Nations) -> None:
        self.by_name: dict[str, Candidate] = {}
        self._reading, self._told = reading, told
        self._lead = _lead_of(reading)
        self._nation_speaks = speaks_of_country(self._lead)
        self._counts: Counter[str] = Counter()
        self._listed: Counter[str] = Counter()
        self._first: dict[str, int] = {}
        self._pointed: Counter[str] = Counter()
        for sentence, countries in zip(reading.sentences, nations, strict=True):
            self._take_places(sentence)
            self._take_bodies(sentence)
            self._take_nations(sentence, countries)
        self._take_dateline()
        self._take_title()
        self._judge()

    def _at(self, place: Place, span: Span, sentence: SentenceReading, times: int = 0) -> dict[str, float]:
        """The evidence for a place, which is a candidate from its first name on; it is named so many times more."""
        name = _key(place.name)
        found = self.by_name.get(name)
        if found is None:
            found = self.by_name[name] = Candidate(carried(place, span, sentence), {})
        if times:
            self._counts[name] += times
            self._first.setdefault(name, sentence.sentence.paragraph)
        return found.evidence

    def _take_places(self, sentence: SentenceReading) -> None:
        """What a sentence tells of its places; nothing of one that only one of its figures is told of."""
        places, text = self._told[sentence.sentence.n], sentence.sentence.text
        single = own_figures(sentence, places) if len(places) > 1 else {}
        listed = _listed(text, places) if len(places) >= _LIST else ()
        for place in places:
            if not place.name:
                self._pointed[place.kind or ""] += 1
                continue
            aside = place.span in single or is_example(sentence, place) or crossed(sentence, place)
            adjective = is_adjective(sentence, place)
            times = 0 if aside else 1 if adjective else _NAMED
            evidence = self._at(place, place.span, sentence, times)
            for wider in with_wider(place)[1:] if place.within else ():
                around = self._at(wider, place.span, sentence, min(times, 1))
                around["holds another"] = around.get("holds another", 0) or not aside
            if aside:
                continue
            if place.span in listed:
                self._listed[_key(place.name)] += 1
            if _holds_next(text, place, places):
                evidence["holds next"] = 1
            if place.within:
                evidence["lies in another"] = 1
            self._take_role(evidence, sentence, place, adjective=adjective)

    def _take_role(
        self, evidence: dict[str, float], sentence: SentenceReading, place: Place, *, adjective: bool
    ) -> None:
        """What the words before a place make of it, most of all in the lead."""
        n, text = sentence.sentence.n, sentence.sentence.text
        before = text[max(0, place.span.start - _BEFORE) : place.span.start].lower()
        where = says_where(before.split(), place)
        if where and sentence.mentions.quantities:
            evidence["with figures"] = 1
        if is_way(before):
            evidence["way"] = 1
        if n > self._lead.sentence.n:
            if n <= self._lead.sentence.n + _SOON:
                evidence["soon after"] = 1
            return
        sent = dateline_of(text)
        opens = text[sent.end() if sent else 0 : place.span.start].strip() in ("", "The")
        role = "by adjective" if adjective else "opens" if opens else "where" if where else "names"
        evidence[f"lead {role}"] = 1

    def _take_bodies(self, sentence: SentenceReading) -> None:
        """Known places in the names of bodies, and any that is told by who governs or serves it."""
        near = sentence.sentence.n <= self._lead.sentence.n + _SOON
        for body in sentence.mentions.organisations:
            place = known_place_of(body)
            if place is not None and is_public(body):
                self._at(place, place.span, sentence, 1)["public body acts" if near else "public body"] = 1
        for span in governed(sentence.words, sentence.tokens):
            if any(person.span.start <= span.start < person.span.end for person in sentence.mentions.people):
                continue
            name = sentence.sentence.text[span.start : span.end]
            self._at(Place(span, name, None, False, None), span, sentence, 1)["governed"] = 1

    def _take_nations(self, sentence: SentenceReading, countries: Sequence[told_nations.Told]) -> None:
        """Countries told by their people or their money."""
        near = sentence.sentence.n <= self._lead.sentence.n
        for told in countries:
            if not told.thing:
                evidence = self._at(told.place, told.place.span, sentence)
                evidence["people"] = min(evidence.get("people", 0) + 1, _MOST)
                evidence["people in lead"] = evidence.get("people in lead", 0) or near
        if not self._nation_speaks:
            return
        for quantity in sentence.mentions.quantities:
            country = country_of_money(quantity.unit) if quantity.kind == "money" else None
            if country:
                place = Place(quantity.span, country, None, False, None)
                self._at(place, quantity.span, sentence)["money of government"] = 1

    def _take_dateline(self) -> None:
        sent = dateline_of(self._lead.sentence.text)
        if sent is None or len(sent["town"]) < _SHORTEST:
            return
        name = sent["town"].title() if sent["town"].isupper() else sent["town"]
        span = Span(*sent.span("town"))
        spoken, told = self._counts[_key(name)] > 0, bool(self._counts)
        countries = seats().get(name, ())
        evidence = self._at(Place(span, name, None, False, sent.groupdict().get("region")), span, self._lead)
        evidence["sent from seat" if countries else "sent from"] = 1
        evidence["sent from, spoken of"] = spoken
        evidence["sent from, others told"] = told and not spoken
        evidence["sent from, pointed at"] = any(self._pointed[kind] for kind in TOWNS)
        for country in countries:
            evidence = self._at(Place(span, country, None, False, None), span, self._lead)
            evidence["country of seat"] = 1
            evidence["country of seat, spoken of"] = self._counts[_key(country)] > 0
            evidence["speaks of country"] = self._nation_speaks

    def _take_title(self) -> None:
        for place, how in named_in_title(self._reading):
            found = self.by_name.setdefault(_key(place.item.name), Candidate(place, {}))
            found.evidence[how] = 1
        for place in people_in_title(self._reading):
            self.by_name.setdefault(_key(place.item.name), Candidate(place, {})).evidence["title people"] = 1
        title = (self._reading.article.title or "").lower()
        publisher = (self._reading.article.publisher or "").lower().split()
        for name, (_, evidence) in self.by_name.items():
            evidence["publisher"] = name in publisher
            at = title.find(name)
            if at < 0 or title[at + len(name) : at + len(name) + 1].isalnum() or "title afar" in evidence:
                continue
            evidence["title opens"] = not at
            if "title where" not in evidence:
                evidence["title way" if is_way(title[:at]) else "title names"] = 1

    def _judge(self) -> None:
        """What sort of place each is, and how often it is named beside the others."""
        last = self._reading.sentences[-1].sentence.paragraph
        most = max(self._counts.values(), default=0)
        ranks = {name: rank_of(found.place.item) for name, found in self.by_name.items()}
        about = {name for name, found in self.by_name.items() if not _ABOUT.isdisjoint(found.evidence)}
        about = {name for name in about if ranks[name] < COUNTRY}
        nation_acts = any("public body acts" in found.evidence for found in self.by_name.values())
        nation = any(rank == COUNTRY and self._counts[name] for name, rank in ranks.items())
        for name, (place, evidence) in self.by_name.items():
            count, rank, kind = self._counts[name], ranks[name], place.item.kind
            if "sent from" in evidence or "sent from seat" in evidence:
                evidence["sent from, told of another"] = bool(about - {name})
                evidence["sent from, nation acts"] = nation_acts
            if "people" in evidence:
                evidence["people only"] = not count
            evidence["named"] = min(count / _NAMED, _MOST)
            evidence["named most"] = 0 < count == most
            evidence["never told"] = not count
            evidence["listed"] = min(self._listed[name] * _NAMED / count, 1) if count else 0
            evidence["late"] = 2 * self._first.get(name, 0) > last
            evidence["pointed at"] = any(self._pointed[word] for word in _pointing_to(place.item, rank))
            evidence["of a country named"] = nation and rank != COUNTRY
            evidence["spot"] = kind is not None and rank <= _SPOT
            evidence["town"] = _SPOT < rank < PART and (kind is not None or rank == CITY)
            evidence["province"] = rank == PART
            evidence["country"] = rank == COUNTRY
            evidence["continent"] = rank >= CONTINENT
            evidence["unknown"] = not rank and kind is None
            evidence["nature"] = kind in words("nature")


def _lead_of(reading: Reading) -> SentenceReading:
    """The first sentence that is none of a heading or byline, else the first of all."""
    head = reading.sentences[:_HEAD]
    whole = (s for s in head if s.sentence.text.endswith((".", "”", '"')) and len(s.tokens) >= _WHOLE)
    return next(whole, head[0])


def _key(name: str) -> str:
    plain = name.lower().removeprefix("the ")
    return _one_name().get(plain, plain)


@cache
def _one_name() -> Mapping[str, str]:
    """Other names of a country, in lower case, to the one under which it is counted."""
    listed: dict[str, str] = data_table("claims", "candidates")["names"]
    return {other: name for name, told in listed.items() for other in told.split("; ")}


def rank_of(place: Place) -> int:
    """How wide a place is, by its kind or as a known name; 0 where nothing tells it."""
    if place.kind is not None:
        return KINDS.get(place.kind, 0)
    known = gazetteer().get(place.name.lower())
    return known.rank if known else 0


def _pointing_to(place: Place, rank: int) -> Sequence[str]:
    """By what words a text speaks of a place: 'the city', 'the country'."""
    if place.kind is not None:
        return (place.kind,)
    if rank == COUNTRY:
        return ("country",)
    if rank == PART:
        return ("state", "province", "region")
    return () if rank > COUNTRY else tuple(TOWNS)


def _listed(text: str, places: Sequence[Place]) -> set[Span]:
    """Those of a sentence's places that are among three or more of a list: 'to A, B and C'."""
    found: set[Span] = set()
    run: list[Span] = []
    for place in places:
        joined = run and LISTED.fullmatch(text, run[-1].end, place.span.start)
        run = [*run, place.span] if joined else [place.span]
        if len(run) >= _LIST:
            found.update(run)
    return found


def _holds_next(text: str, place: Place, places: Sequence[Place]) -> bool:
    """Whether a place only tells where the next one lies: "Ghana's Volta region", 'the Ohio town of Lima'."""
    following = next((other for other in places if other.span.start >= place.span.end), None)
    if following is None or not following.name or following.span.start - place.span.end > _CLOSE:
        return False
    between = text[place.span.end : following.span.start].lower()
    told = between.replace("'s", " ").replace("’s", " ").split()
    owns = between[:2] in ("'s", "’s") or not told or told[-1:] == ["of"] or told[-2:] == ["of", "the"]
    return owns and all(word in _JOINTS for word in told)
