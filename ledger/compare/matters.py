"""What an article is about, as far as the names in it tell: any firm has a net profit, and any town a rate."""

import json
import re
import sqlite3
from collections.abc import Callable
from functools import cache

from ledger.compare.names import fold, name_words
from ledger.mentions.gazetteer import COUNTRY, gazetteer
from ledger.mentions.lexicon import BODY, COMMON, DEMONYM, FUNCTION, GIVEN, HONORIFIC, KIND, OFFICE, TIME, lexicon

Matter = frozenset[str]
"""Folded words of the names in an article, without countries, given names, offices and what many bodies share."""

_NAME = re.compile(r"(?<=[\w,;] )[“‘\"'(]?([A-ZÀ-ÖØ-ÞĀ-Ž](?:\w{3,}|[A-Z]{2,}\b))")
"""A word with a capital that begins no sentence."""
_GENERAL = COMMON | BODY | OFFICE | KIND | DEMONYM | FUNCTION | TIME | HONORIFIC | GIVEN


def matters_of(connection: sqlite3.Connection) -> Callable[[str], Matter]:
    """Tells the matter of an article by its id; a text is read when it is first asked for."""

    @cache
    def matter(article: str) -> Matter:
        query = "SELECT coalesce(title, ''), text, front_matter FROM articles WHERE id = ?"
        title, text, front_matter = connection.execute(query, [article]).fetchone() or ("", "", "[0, 0]")
        body = text[json.loads(front_matter)[1] :]
        shouted = 2 * sum(map(str.isupper, title)) > len(title)
        return _names(body if shouted else f"a {title}\n{body}")

    return matter


def on_other_matters(a: Matter, b: Matter) -> bool:
    """Whether two articles name things, and nothing in common."""
    return bool(a and b) and a.isdisjoint(b)


def _names(text: str) -> Matter:
    known = lexicon()
    words = {word for word in _NAME.findall(text) if not known.get(word.lower(), 0) & _GENERAL}
    return frozenset(map(fold, words)) - _wide()


@cache
def _wide() -> frozenset[str]:
    """Words of the names of countries and continents, and of firms whatever they are called."""
    names = (name for name, known in gazetteer().items() if known.rank >= COUNTRY)
    return frozenset(word for name in names for word in fold(name).split()) | name_words("firm_words")
