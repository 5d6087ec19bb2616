"""Seats of government, from which reports about a whole country are sent."""

from collections.abc import Mapping, Sequence
from functools import cache

from ledger.claims.datelines import dateline_of
from ledger.claims.phrases import words
from ledger.claims.reading import SentenceReading
from ledger.mentions.gazetteer import gazetteer
from ledger.mentions.lexicon import DEMONYM, lexicon
from ledger.resources import data_table


@cache
def seats() -> Mapping[str, Sequence[str]]:
    """The towns from which reports about a country are sent, to the names of that country."""
    countries: dict[str, list[str]] = {}
    for country, towns in data_table("claims", "capitals").items():
        for town in towns.split("; "):
            countries.setdefault(town, []).append(country)
    return countries


def speaks_of_country(lead: SentenceReading) -> bool:
    """Whether the first sentence is of the whole country: '4,100 schools nationwide', 'The government said'; not of
    that of another, 'Kenyan ministers'."""
    if any(place.kind == "country" and not place.name for place in lead.mentions.places):
        return True
    sent = dateline_of(lead.sentence.text)
    told = [token for token in lead.tokens if token.start >= sent.end()] if sent else lead.tokens
    governed = any(token.lower in words("national") for token in told)
    return governed and not any(token.text[0].isupper() and _is_of_country(token.lower) for token in told)


def _is_of_country(word: str) -> bool:
    return bool(lexicon().get(word, 0) & DEMONYM) or word.removesuffix("'s") in gazetteer()
