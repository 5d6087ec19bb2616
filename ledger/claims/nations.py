"""Countries that a text tells by an adjective, by their people or by their money: 'French exports', 'a Kenyan
minister', '133 million Nigerians', '50 Vietnamese dong'."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ledger.claims.phrases import words
from ledger.claims.reading import SentenceReading
from ledger.mentions.lexicon import BODY, FUNCTION, OCCUPATION, OFFICE, lexicon
from ledger.mentions.records import Place
from ledger.mentions.tables import table
from ledger.mentions.tokens import Token
from ledger.text.article import Span

_NO_ADJECTIVE = BODY | FUNCTION | OCCUPATION | OFFICE
_OF_PEOPLE = frozenset(table("places")["words"]["of_people"].split())
_FAR = 4  # words of what a firm does
_PUBLIC = frozenset({"statistics", "ministry", "government", "parliament", "census"})
"""In the name of a body of the state: 'the Indonesian Central Statistics Agency'."""


class Told(NamedTuple):
    """A country told by a word for its people."""

    place: Place
    thing: bool
    """Whether it is told of a thing ('French exports') and not of somebody ('a French carmaker', 'the French')."""


@cache
def peoples() -> dict[str, str]:
    """Adjective of nationality or name of a people, in lower case, to the country."""
    one_word = {word: country for country, told in table("demonyms").items() for word in told.split()}
    two_words: dict[str, str] = table("places")["peoples"]
    return one_word | two_words


@cache
def _last_words() -> frozenset[str]:
    return frozenset(told.rpartition(" ")[2] for told in peoples())


def countries_told(reading: SentenceReading) -> Sequence[Told]:
    """The countries that words for their people tell, in order; none in a figure's unit, '7 billion U.S. dollars'."""
    return () if _last_words().isdisjoint(reading.words) else list(_told(reading))


def _told(reading: SentenceReading) -> Iterator[Told]:
    tokens, last_words = reading.tokens, _last_words()
    named = {place.span.start for place in reading.mentions.places}
    for i, token in enumerate(tokens):
        if token.lower not in last_words or not token.text[0].isupper():
            continue
        first = i - 1 if i and f"{tokens[i - 1].lower} {token.lower}" in peoples() else i
        country = peoples().get(" ".join(word.lower for word in tokens[first : i + 1]))
        start = tokens[first].start
        if country is None or start in named or in_unit(reading, start):
            continue  # 'Australian dollars', 'British thermal units'
        if _is_of_firm(tokens, i + 1):
            continue  # it is at work elsewhere too: 'British engineering and consultancy firm'
        place = Place(Span(start, token.end), country, None, False, None)
        noun = tokens[i + 1] if i + 1 < len(tokens) else None
        thing = noun is not None and noun.start not in named and _is_thing(tokens, i + 1)
        yield Told(place, thing and not _names_person(reading, i + 1))


def _is_thing(tokens: Sequence[Token], i: int) -> bool:
    """Whether the word at token i, after an adjective of nationality, is a thing or a body of the state."""
    noun = tokens[i]
    if noun.text[0].isupper() and not _PUBLIC.isdisjoint(t.lower for t in tokens[i : i + 5]):
        return True
    small = noun.kind == "word" and noun.text.isalpha() and noun.text.islower()
    return small and noun.lower not in _OF_PEOPLE and not lexicon().get(noun.lower, 0) & _NO_ADJECTIVE


def _is_of_firm(tokens: Sequence[Token], i: int) -> bool:
    """Whether the words from token i on, as far as they are small, lead to a word for a firm."""
    for token in tokens[i : i + _FAR]:
        if not token.text.islower():
            return False
        if token.lower in words("trades") or token.lower in words("companies"):
            return True
    return False


def _names_person(reading: SentenceReading, i: int) -> bool:
    """Whether the name of a person follows the word at token i: 'Dutch wonderkid Jan Smit'."""
    if i + 1 >= len(reading.tokens) or not reading.mentions.people:
        return False
    start = reading.tokens[i + 1].start
    return any(person.name.start == start for person in reading.mentions.people)


def in_unit(reading: SentenceReading, offset: int) -> bool:
    """Whether an offset lies in a figure but not in the noun that it counts."""
    for quantity in reading.mentions.quantities:
        if quantity.span.start <= offset < quantity.span.end:
            return not (quantity.noun and quantity.noun.start <= offset < quantity.noun.end)
    return False


@cache
def country_of_money(unit: str) -> str | None:
    """The country whose money a unit is: Kenya for 'KES' or 'KES/year'; None for that of several."""
    names = table("currencies")["names"].get(unit.partition("/")[0], ())
    for name in names[:1]:
        told = name.lower().split()
        return peoples().get(" ".join(told[:2])) or peoples().get(told[0])
    return None
