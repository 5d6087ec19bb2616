"""What an article is about, as far as the names in it tell: any firm has a net profit, and any town a rate."""

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import NamedTuple

from ledger.compare.facets.names import capitalised, fold, name_words
from ledger.mentions.gazetteer import COUNTRY, gazetteer
from ledger.mentions.lexicon import BODY, COMMON, DEMONYM, FUNCTION, GIVEN, HONORIFIC, KIND, OFFICE, TIME, lexicon

Matter = frozenset[str]
"""Folded words of the names in an article, without countries, given names, offices and what many bodies share."""

Pair = frozenset[str]
"""The ids of two articles."""
_NEIGHBOURS = 12
"""Articles on one matter with one, at most, of which each two are tied by it."""

GENERAL = COMMON | BODY | OFFICE | KIND | DEMONYM | FUNCTION | TIME | HONORIFIC | GIVEN
"""Kinds of words that name nothing by themselves, though they may be written with a capital."""


@dataclass(frozen=True, slots=True)
class Matters:
    """The matters of articles by their ids; a text is read when it is first asked for."""

    names: Callable[[str], Matter]
    mentioned: Callable[[str], Matter]
    """All folded words with a capital, those that begin a sentence too, and the publisher's."""


class OneMatter(NamedTuple):
    """Pairs of articles on one matter: by what they share, and because both are on one matter with a third."""

    directly: Set[Pair]
    tied: Set[Pair]

    def sides(self, about: Set[str] | None = None) -> list[tuple[str, str]]:
        """All of them in order; with `about` those to which one of these articles belongs."""
        pairs = (pair for pair in self.directly | self.tied if about is None or not about.isdisjoint(pair))
        return sorted((min(pair), max(pair)) for pair in pairs)


def one_matter(related: Set[Pair]) -> OneMatter:
    """Pairs that are related, and those that a third ties together."""
    return OneMatter(related, set(tied_by_a_third(related)) - related)


def tied_by_a_third(related: Iterable[Pair]) -> Iterator[Pair]:
    """Pairs of articles that are both on one matter with a third: a long report, say, of which each tells a part."""
    beside: dict[str, set[str]] = defaultdict(set)
    for a, b in map(sorted, related):
        beside[a].add(b)
        beside[b].add(a)
    for others in beside.values():
        if len(others) <= _NEIGHBOURS:
            yield from map(frozenset, combinations(sorted(others), 2))


def matters_of(connection: sqlite3.Connection) -> Matters:
    """What the articles of a ledger are about."""

    @cache
    def read(article: str) -> tuple[str, str, str]:
        query = "SELECT coalesce(title, ''), coalesce(publisher, ''), text, front_matter FROM articles WHERE id = ?"
        title, publisher, text, front = connection.execute(query, [article]).fetchone() or ("", "", "", "[0, 0]")
        return title, publisher, text[json.loads(front)[1] :]

    @cache
    def names(article: str) -> Matter:
        title, _, body = read(article)
        shouted = 2 * sum(map(str.isupper, title)) > len(title)
        return _names(body if shouted else f"a {title}\n{body}")

    @cache
    def mentioned(article: str) -> Matter:
        return frozenset(map(fold, capitalised("\n".join(read(article)), within=False)))

    return Matters(names, mentioned)


def on_other_matters(a: Matter, b: Matter) -> bool:
    """Whether two articles name things, and nothing in common."""
    return bool(a and b) and a.isdisjoint(b)


def _names(text: str) -> Matter:
    known = lexicon()
    words = set(capitalised(text, within=True))
    names = {fold(word) for word in words if not known.get(word.lower(), 0) & GENERAL}
    # What a firm is called names it, whatever it means elsewhere and wherever it stands: 'Champion Products Inc'.
    firms = {word for match in _firm().finditer(text) for word in fold(match[1]).split() if len(word) > 2}
    return frozenset(names | firms) - _wide()


@cache
def _firm() -> re.Pattern[str]:
    forms = "|".join(sorted(name_words("legal_forms"), key=len, reverse=True))
    return re.compile(rf"((?:[^\W\d_a-z][\w&'’-]{{0,30}} ){{1,4}})(?:{forms})\b")


@cache
def _wide() -> frozenset[str]:
    """Words of the names of countries and continents, and of firms whatever they are called."""
    names = (name for name, known in gazetteer().items() if known.rank >= COUNTRY)
    return frozenset(word for name in names for word in fold(name).split()) | name_words("firm_words")
