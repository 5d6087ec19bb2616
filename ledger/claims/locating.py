"""Which places of a sentence say where its figures hold, and which of them are told of one figure only."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ledger.claims.datelines import in_dateline, sent_from
from ledger.claims.nations import Told, in_unit, peoples
from ledger.claims.phrases import words
from ledger.claims.reading import Reading, SentenceReading, parted
from ledger.mentions.gazetteer import COUNTRY, gazetteer
from ledger.mentions.kinds import KINDS
from ledger.mentions.lexicon import BODY, MODIFIER, OFFICE, lexicon
from ledger.mentions.nouns import NOT_NOUNS
from ledger.mentions.records import Place
from ledger.mentions.tables import table
from ledger.mentions.tokens import plain
from ledger.text.article import Span

LOCATIVES = frozenset(
    ["in", "at", "across", "throughout", "within", "around", "off", "near", "outside", "along", "inside", "through"]
)
_ON_KINDS = frozenset(
    ["island", "islands", "archipelago", "peninsula", "coast", "plateau", "river", "lake", "beach", "road", "street"]
)
"""Kinds of places that things are on."""
_CROSSING = (" across the ", " over the ", " through the ", " cross the ", " crossing the ", " crossed the ")
_COMPASS = ("north", "south", "east", "west")
_LEAD = 6  # words between a locative and its place
_SIDES = frozenset(table("places")["words"]["edges"].split())
_ATTRIBUTIVE_ING = frozenset({"neighbouring", "neighboring", "surrounding", "bordering"})
_PARTS = frozenset({"them", "whom", "which", "these", "those"})
_OWNING = ("'s", "’s")
_BETWEEN = 7  # words between a figure and the place it is told of
_WAYS = frozenset(
    {"road", "street", "avenue", "lane", "highway", "motorway", "expressway", "freeway", "route", "railway"}
)
_HELD = BODY | MODIFIER | OFFICE
_SPOKEN = re.compile(
    r"^(?:(?:while|when) )?(?:speaking|talking|addressing|launching|opening|commissioning|inaugurating)\b[^,;:]*$"
    r"|\btold (?:reporters|journalists|a [\w ]{3,30}) (?:in|at|near) (?:the )?$",
    re.I,
)


_LEFT_OUT = re.compile(
    r"\b(?:excluding|except(?: for)?|outside(?: of)?|apart from|other than|besides|unlike|than(?: in)?|behind|ahead of"
    r"|(?:biggest|largest|\w+ers?|only) (?:after|to)|similar to|compared (?:with|to)) (?:the )?$"
)
"""Before a place that is left out, or that another one is held against: 'the biggest grower after Ghana'."""
_ASIDE = 40  # characters of the words that leave a place out
_OWN_FIGURE = re.compile(r"['’]s [$€£]?\d| \(|,? (?:where|which|with|at)\b")
"""Behind a place that another one is held against, which is told of its own: 'more than in Kesh, where 14 died'."""
_ON_THE_WAY = re.compile(
    r"\b(?:railway|roads?|lines?|routes?|trains?|flights?|bus|buses|ferry|motorway|highway) (?:to|from|between|towards)"
    r" (?:the )?(?:city of |town of )?$"
)


LISTED = re.compile(r"(?:,|,? and|,? or)(?: the)? ?")
"""Between the items of a list."""
_AND_TO = re.compile(rf"{LISTED.pattern}| to (?:the )?")
"""Between a place that is left aside and the next one that is: 'routes from Orsa to Kesh'."""
_IN_BRACKETS = re.compile(r" \((?:up |down |with |at |about )?")
_EXAMPLE = re.compile(r"\b(?:like|such as|including|notably|particularly) (?:the )?(?:[^.;:]{3,60}(?:,| and) )?$")
_ON = re.compile(r"\b(?:on|along|at|in|off|near|of|from|across) (?:the )?$", re.I)


class Known(NamedTuple):
    """The places that an article names somewhere: a bare 'Lowara' is 'Lowara county' when it says so once."""

    places: Mapping[str, Place]
    names: Mapping[str, Sequence[str]]
    """The first word of a name, also as a possessor ('Orsa’s'), to the names that begin with it, longest first."""
    words: frozenset[str]
    """These first words in the form of `plain`."""
    home: str
    """The town that the report was sent from; empty where it does not say."""


def with_wider(place: Place) -> list[Place]:
    """A place and those it is said to lie in, the smallest first: 'Alder village, Birch commune' names two."""
    found = [place]
    for label in place.within.split(", ") if place.within else ():
        name, _, kind = label.removesuffix(" (former)").rpartition(" ")
        told = bool(name) and kind in KINDS
        former = label.endswith("(former)")
        found.append(Place(place.span, name if told else label, kind if told else None, former, None))
    return found


def known_places(reading: Reading) -> Known:
    """The names that some sentence of the article shows to be places; none that is part of a person's name."""
    people = {word for s in reading.sentences for person in s.mentions.people for word in person.name_text.split()}
    places: dict[str, Place] = {}
    names: dict[str, list[str]] = {}
    for sentence in reading.sentences:
        for place in [wider for named in sentence.mentions.places for wider in with_wider(named)]:
            name = place.name.title() if place.name.isupper() and len(place.name) > 3 else place.name
            if len(name) < 3 or name in people:
                continue
            first = places.get(name)
            if first is None:
                names.setdefault(name.partition(" ")[0], []).append(name)
            if first is None or (place.kind and not first.kind):
                places[name] = place._replace(name=name)
    for listed in names.values():
        listed.sort(key=lambda name: (-len(name), name))
    owning = {
        f"{word}{end}": told for word, told in names.items() if word[-2:] not in _OWNING for end in ("", *_OWNING)
    }
    return Known(places, owning, frozenset(map(plain, owning)), sent_from(reading.sentences))


def places_told(reading: SentenceReading, known: Known, nations: Sequence[Told]) -> list[Place]:
    """The places of a sentence in order, those that only another sentence shows to be places and countries told by an
    adjective ('French exports') among them; without those of a dateline, where somebody spoke or comes from.

    `nations` are the countries that its words for peoples tell.
    """
    text = reading.sentence.text
    told: list[Place] = []
    aside: list[Place] = []
    for place in sorted(_named(reading, known, nations), key=_place_start):
        before = text[: place.span.start]
        if in_unit(reading, place.span.start):
            continue  # '7 billion U.S. dollars'
        if in_dateline(reading, place.span) or _SPOKEN.search(before):
            continue
        goes_on = bool(aside) and _AND_TO.fullmatch(text, aside[-1].span.end, place.span.start) is not None
        beside = _ON_THE_WAY.search(before) or text.startswith(" border", place.span.end)
        if goes_on or beside or _is_left_out(text, place):
            aside.append(place)
            continue
        if _is_posted(reading, place):
            continue
        if place.kind in _WAYS and not _ON.search(before):
            continue  # 'the 7 km Nda-Okoro Road cost 1.4 billion' is told of the road, not on it
        if not (is_country(place) and _of_someone(text, place.span)):
            told.append(place)
    return told


def _named(reading: SentenceReading, known: Known, nations: Sequence[Told]) -> Iterator[Place]:
    """All places that a sentence names, by whatever word."""
    yield from reading.mentions.places
    yield from _bare(reading, known)
    yield from (told.place for told in nations if told.thing)
    if known.home and "here" in reading.words:
        yield from _here(reading, known.home)


def _here(reading: SentenceReading, home: str) -> Iterator[Place]:
    """The town a report was sent from where its writer says 'here'; not where somebody quoted does, or 'here is'."""
    for token in reading.tokens[1:]:
        before = reading.sentence.text[: token.start] if token.lower == "here" else ""
        quoted = before.count('"') % 2 or before.rfind("“") > before.rfind("”")
        if before and not quoted:
            yield Place(Span(token.start, token.end), home, None, False, None)


def _place_start(place: Place) -> Span:
    return place.span


def _is_left_out(text: str, place: Place) -> bool:
    """Whether figures are not told of a place: 'excluding Orsa', 'more than in Kesh'; but 'more than Kesh’s 4,500'."""
    start, end = place.span
    return bool(_LEFT_OUT.search(text, max(0, start - _ASIDE), start)) and not _OWN_FIGURE.match(text, end)


def _is_posted(reading: SentenceReading, place: Place) -> bool:
    """Whether a place only says where a speaker works: 'Geneva spokesman Jo Lee'."""
    return any(
        person.span.start <= place.span.start < person.span.end
        for person in reading.mentions.people
        if person.occupation and not person.office
    )


def _bare(reading: SentenceReading, known: Known) -> list[Place]:
    """Names that the article shows elsewhere to be places, where this sentence takes them for nothing else."""
    if known.words.isdisjoint(reading.words):
        return []
    text, mentions = reading.sentence.text, reading.mentions
    found = [(token.start, known.names[token.text]) for token in reading.tokens if token.text in known.names]
    taken: list[Span] = [place.span for place in mentions.places] + [person.span for person in mentions.people]
    taken += [body.span for body in mentions.organisations] + [programme.span for programme in mentions.programmes]
    taken += [document.span for document in mentions.documents]
    bare: list[Place] = []
    for start, names in found:
        name = next((name for name in names if text.startswith(name, start) and _ends(text, start + len(name))), "")
        span = Span(start, start + len(name))
        before, after = text[:start].rsplit(" ", 2)[-2:], text[span.end : span.end + 2]
        titled = len(before) == 2 and before[0][:1].isupper() and before[0][-1].isalpha() and " " in text[: start - 1]
        if name and not (titled or after[1:].isupper() or any(a < span.end and span.start < b for a, b in taken)):
            bare.append(known.places[name]._replace(span=span))
            taken.append(span)
    return bare


def _ends(text: str, end: int) -> bool:
    return not (text[end : end + 1].isalnum() or text[end : end + 1] in ("-", "_"))


def is_country(place: Place) -> bool:
    """Whether a place without a kind is known as a country or a wider part of the world."""
    known = gazetteer().get(place.name.lower()) if place.kind is None else None
    return known is not None and known.rank >= COUNTRY


def is_adjective(reading: SentenceReading, place: Place) -> bool:
    """Whether a place is told by an adjective only: 'French exports'."""
    return reading.sentence.text[place.span.start : place.span.end].lower() in peoples()


def is_example(reading: SentenceReading, place: Place) -> bool:
    """Whether a place is named as one of several only: 'districts such as Orsa and Kesh'."""
    return _EXAMPLE.search(reading.sentence.text[: place.span.start]) is not None


def is_way(before: str) -> bool:
    """Whether words in lower case end in one that tells where something goes, or comes from: 'shipped to the'."""
    return before.removesuffix("the ").rstrip().rpartition(" ")[2] in words("ways")


def crossed(reading: SentenceReading, place: Place) -> bool:
    """Whether a place without a kind only lies on a way: 'in boats across the Channel'."""
    before = reading.sentence.text[: place.span.start].lower()
    return not place.kind and not is_country(place) and before.endswith(_CROSSING)


def _of_someone(text: str, country: Span) -> bool:
    """Whether a country is where somebody beside it comes from: 'Kenya’s Silas Rotich', 'Ann Lee of Germany'."""
    after, before = text[country.end : country.end + 5], text[: country.start].split(" ")[-3:]
    owns = after[:1] in "'’" and after[1:3] == "s " and after[3:4].isupper() and not after[4:].isupper()
    if owns and lexicon().get(text[country.end + 3 :].partition(" ")[0].lower(), 0) & _HELD:
        return False  # 'Kenya’s President Silas Rotich', 'Kenya’s Central Bank'
    comes = len(before) == 3 and before[1] in ("of", "from") and before[0][:1].isupper()
    return owns or comes


def says_where(before: Sequence[str], place: Place) -> bool:
    """Whether the lower-case words before a place end in a locative and what qualifies the place: 'in', 'across much of
    the', 'near the small port of', 'a blaze east of', 'on the southern' before an island."""
    if before[-1:] == ["of"] and len(before) > 1 and before[-2].startswith(_COMPASS):
        return True
    for i in range(len(before) - 1, max(-1, len(before) - 1 - _LEAD), -1):
        word = before[i]
        if word in LOCATIVES or (word == "on" and place.kind in _ON_KINDS):
            return _qualify(before[i + 1 :])
    return False


def _qualify(lead: Sequence[str]) -> bool:
    """Whether words between a locative and a place only qualify it: 'the southern', 'the east coast of the'."""
    for i, word in enumerate(lead):
        if word == "of":
            if not i or lead[i - 1] not in _SIDES:
                return False
        elif word not in ("the", "a", "an", "its") and (
            word in NOT_NOUNS or (word.endswith("ing") and word not in _ATTRIBUTIVE_ING)
        ):
            return False
    return True


def own_figures(reading: SentenceReading, places: Sequence[Place]) -> Mapping[Span, Span]:
    """Places that are told of one figure among others, to that figure: '27 in Nzara and 16 in Bwindo', '71 of them in
    Ikongo', 'Ikongo (4%)'. What holds for the whole sentence is not among them."""
    text, quantities = reading.sentence.text, reading.mentions.quantities
    if len(quantities) < 2 and not text.startswith("Of "):
        return {}
    attached: dict[Span, Span] = {}
    parts = text.startswith("Of ")
    for place in places:
        own = next((quantity.span for quantity in quantities if quantity.span.start > place.span.end), None)
        if own and _IN_BRACKETS.fullmatch(text, place.span.end, own.start):
            attached[place.span] = own
            continue
        before = [quantity.span for quantity in quantities if quantity.span.end <= place.span.start]
        if not before:
            continue
        between = text[before[-1].end : place.span.start]
        told = between.lower().split()
        if "(" in between or parted(between) or len(told) > _BETWEEN or not says_where(told, place):
            continue
        attached[place.span] = before[-1]
        parts = parts or (told[0] == "of" and not _PARTS.isdisjoint(told[:2]))
    return attached if parts or len(set(attached.values())) > 1 else {}
