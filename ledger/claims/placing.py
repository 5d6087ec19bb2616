"""The place of a figure: what is attached to it, else named before it in its sentence, else what the paragraph or the
article goes on about."""

import re
from collections.abc import Sequence

from ledger.claims.context import Context
from ledger.claims.facets import Facet, refers_to_person, shift
from ledger.claims.locating import LISTED, LOCATIVES, is_adjective, is_country, says_where
from ledger.claims.reading import SentenceReading, parted
from ledger.mentions.gazetteer import gazetteer
from ledger.mentions.kinds import DIRECTIONS, KINDS
from ledger.mentions.lexicon import SAY, lexicon
from ledger.mentions.nouns import NOT_NOUNS
from ledger.mentions.records import Place, Quantity
from ledger.mentions.tables import table

_JOINING = frozenset({"and", "but", "while", "with"})
_NEAR = 4  # words between what is counted and where it goes: '82 tonnes to Italy'
_WIDE = frozenset({"country", "world"})
_AWAY = re.compile(r"\b(?:km|kilomet\w+|miles?|mi) (?:\(\S+ \w+\) )?(?:to the )?(?:north|south|east|west)[\w-]* of $")
"""'the quake struck 20 km north of Orsa' tells where all of it was."""
_WITH_NEXT = re.compile(r"^,? (?:and |with )?(?:an? |the )?(?:\w+ ){1,2}of [\d.,]+ [a-z]+ of $")
"""'an area of 8 km2 and a population of 303 people of Orsa' tells both of one place."""
_SMALL = re.compile(r" ([a-z]{3,})\b")
_OPENING = frozenset({"at", "with", "accounting", "having", "making", "producing", "reporting", "recording"})
"""First words of phrases that tell a figure of the subject behind them."""
_THEN = re.compile(r"[^,;:]{0,60}, (?:the )?")
_OF_ALL = re.compile(r"\b(?:\w+est|most|least|worst|best|first|leading)\b[^,;:]{0,40} in (?:the |all of )?$")
"""'one of the highest rates in Europe' tells what one place is held against."""
_OF_GOODS = re.compile(r"\d[\d.,]*(?: [a-z]+){1,2} of $")
_DIRECTED = re.compile(r"\b(?:north|south|east|west)[\w-]* of (?:the )?$")
_LYING_IN = re.compile(r"(?: (?:in|on)|, (?:in|on)\b)(?: (?:a|the)(?: [a-z]+){0,2}(?: of)?)? ")
_ACCOUNTING = re.compile(r"\b(?:account|make|makes|making|made)(?:s|ed|ing)? (?:up |for )(?:\w+ ){0,2}$")
"""'Orsa accounts for 51 percent of Peru's trade' is told of Orsa."""
_STRIKING = frozenset(table("places")["words"]["striking"].split())


def place_of(reading: SentenceReading, quantity: Quantity, context: Context) -> Facet | None:
    """The place a figure is about: attached to it, named before it, standing from earlier, or the article's own."""
    offset = reading.sentence.start
    chosen = _in_sentence(reading, quantity, context) if context.located else None
    if chosen is not None:
        named = context.resolved(chosen)
        return Facet(named.label, shift(chosen.span, offset)) if named else None
    person = next((p for p in reading.mentions.people if p.place and p.span.end <= quantity.span.start), None)
    if person is not None and person.place:
        return Facet(person.place, shift(person.span, offset))
    if refers_to_person(reading, quantity) and context.person and context.person.item.place:
        return Facet(context.person.item.place, context.person.span)
    standing = context.topic or context.main_place
    return Facet(standing.item.label, standing.span) if standing else None


def _in_sentence(reading: SentenceReading, quantity: Quantity, context: Context) -> Place | None:
    """The place of the sentence that a figure is about; none that is another figure's, or not named anywhere."""
    places = [place for place in context.located if place.kind in _WIDE or context.resolved(place)]
    attached = _attached(reading, quantity, places) or _of_subject(reading, quantity, places)
    if attached is not None:
        return attached
    common = [place for place in places if context.single.get(place.span, quantity.span) == quantity.span]
    earlier = [place for place in common if place.span.end <= quantity.span.start]
    named = _telling(reading, earlier, context)
    if named:
        alone = _not_listed(reading.sentence.text, named)
        return _smaller(reading, _not_directed(reading.sentence.text, alone) or alone)
    later = [place for place in common if place.span.start >= quantity.span.end]
    here = next((place for place in later if _is_where(reading, quantity, place)), None)
    return here or (later[0] if later and not (context.topic or context.main_place) else None)


def _of_subject(reading: SentenceReading, quantity: Quantity, places: Sequence[Place]) -> Place | None:
    """The subject that an opening phrase with the figure is told of: 'With 40 dead, Orsa was hit worst'."""
    text = reading.sentence.text
    if reading.tokens[0].lower not in _OPENING or any(place.span.end <= quantity.span.start for place in places):
        return None
    return next((p for p in places if _THEN.fullmatch(text, quantity.span.end, p.span.start)), None)


def _telling(reading: SentenceReading, places: Sequence[Place], context: Context) -> Sequence[Place]:
    """Those that say where: no adjective where there is a name, and, if the text goes on about another place, neither
    where goods are from ('4 tons of Russian wheat') nor who speaks ('Peru's Geological Service said')."""
    named = [place for place in places if not is_adjective(reading, place)]
    standing = context.topic or context.main_place
    if not standing:
        return named or places
    text = reading.sentence.text
    return [
        place
        for place in named or places
        if not (
            _is_of_goods(reading, place)
            or (is_country(place) and _OF_ALL.search(text, 0, place.span.start))
            or (_may_hold(place, standing.item) and _speaks(reading, place))
        )
    ]


def _is_of_goods(reading: SentenceReading, place: Place) -> bool:
    text = reading.sentence.text
    if not _OF_GOODS.search(text, 0, place.span.start):
        return False
    return is_adjective(reading, place) or (is_country(place) and _is_before_noun(text, place.span.end))


def _speaks(reading: SentenceReading, place: Place) -> bool:
    """Whether a place only owns the body that says something: "Peru's Geological Service said"."""
    text, end = reading.sentence.text, place.span.end
    owned = text[end : end + 3] in ("'s ", "’s ")
    body = next((body for body in reading.mentions.organisations if owned and body.span.start == end + 3), None)
    following = text[body.span.end :].split(" ", 2)[1:2] if body else []
    return bool(following) and bool(lexicon().get(following[0], 0) & SAY)


def _not_listed(text: str, places: Sequence[Place]) -> Sequence[Place]:
    """Those that stand in no list: of 'A ships to B, C and D, up 4 %', A; where the last list stands alone in its
    clause, its first in the place of all: of 'A said that B, C and D had 5', B."""
    runs: list[list[Place]] = []
    for place in places:
        if runs and LISTED.fullmatch(text, runs[-1][-1].span.end, place.span.start):
            runs[-1].append(place)
        else:
            runs.append([place])
    alone = [run[0] for run in runs if len(run) == 1]
    last = runs[-1][0]
    if len(runs[-1]) > 1 and (not alone or parted(text[alone[-1].span.end : last.span.start])):
        return [*alone, last]
    return alone


def _not_directed(text: str, places: Sequence[Place]) -> list[Place]:
    """Those that do not only tell which way: of 'in Orsa to the north of Kesh', Orsa."""
    return [place for place in places if not _DIRECTED.search(text, max(0, place.span.start - 30), place.span.start)]


def _smaller(reading: SentenceReading, places: Sequence[Place]) -> Place:
    """The last of some places, or the one that is said to lie in it: 'in Orsa, in the hilly north of Kesh'."""
    if len(places) < 2:
        return places[-1]
    before, last = places[-2:]
    if is_country(before):
        return before if _is_wider(last, before) else last
    lies_in = _LYING_IN.fullmatch(reading.sentence.text, before.span.end, last.span.start)
    wider = not (before.kind and last.kind) or KINDS.get(before.kind, 0) <= KINDS.get(last.kind, 0)
    return before if lies_in and wider else last


def _is_wider(place: Place, country: Place) -> bool:
    """Whether a place is a part of the world that holds countries: 'Ghana leads in West Africa with 138 tonnes'."""
    known, other = gazetteer().get(place.name.lower()), gazetteer().get(country.name.lower())
    return place.kind is None and known is not None and other is not None and known.rank > other.rank


def _may_hold(country: Place, place: Place) -> bool:
    """Whether a place is smaller than a country."""
    return is_country(country) and not is_country(place)


def _is_where(reading: SentenceReading, quantity: Quantity, place: Place) -> bool:
    """Whether a place after a figure says where, in the same clause: '310 children at six schools in Stoke'."""
    text = reading.sentence.text
    between = text[reading.end_of(quantity) : place.span.start]
    told = between.lower().removesuffix("the ").split()
    if len(told) > 1 and told[-1] in DIRECTIONS:
        told.pop()  # 'killed 12 people after it hit western Orsa'
    if place.kind in _WIDE and not place.name:
        return not parted(between)
    if _AWAY.search(text[: place.span.start]):
        return True
    if parted(between) or (told and told[0] in _JOINING):
        return False
    if quantity.kind == "share" and _ACCOUNTING.search(text, 0, quantity.span.start):
        return False
    if not told:
        return False
    goes = told[-1] in ("to", "for") and len(told) <= (_NEAR if quantity.noun else 1)
    among = quantity.noun is not None and quantity.unit != place.kind  # 'the four wards of North, Castle ...' are these
    counts = quantity.kind == "share" or among
    qualifies = quantity.kind in ("measure", "money") or is_adjective(reading, place)
    goods = qualifies and quantity.kind != "share" and _is_before_noun(text, place.span.end)
    of_it = told[-1] == "of" and not goods and (told[0] in LOCATIVES or (len(told) == 1 and counts))
    home = told in (["from"], ["missing", "from"]) and quantity.unit == "person" and not is_country(place)
    return goes or of_it or home or told[-1] in _STRIKING or says_where(told, place)


def _is_before_noun(text: str, end: int) -> bool:
    """Whether a place up to `end` stands before a noun that it qualifies: '4 tons of US wheat'."""
    following = _SMALL.match(text, end)
    return following is not None and following[1] not in NOT_NOUNS


def _attached(reading: SentenceReading, quantity: Quantity, places: Sequence[Place]) -> Place | None:
    """A place that follows the figure with 'in' or the like, before the next figure and within the clause."""
    limit, text = reading.next_figure(reading.end_of(quantity)), reading.sentence.text
    for place in places:
        if quantity.span.end <= place.span.start < limit:
            return place if _is_where(reading, quantity, place) else None
        if limit <= place.span.start:
            return place if _WITH_NEXT.match(text[quantity.span.end : place.span.start]) else None
    return None
