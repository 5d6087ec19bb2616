"""Currencies that share a name: which of the world's pesos, francs, crowns and rupees an article means."""

import re
from collections.abc import Mapping
from functools import cache

from ledger.mentions.records import Quantity
from ledger.mentions.tables import table

_MAJORITY = 3
"""So many times as often as any other must a country be named for its currency to be the one that is meant."""

_BARE_DOLLAR = re.compile(r"(?<![A-Za-z])\$(?![A-Z])|(?<!US )(?<!U\.S\. )\b[Dd]ollars?\b")
"""A dollar whose country is not printed with it."""


@cache
def _shared() -> dict[str, dict[str, str]]:
    """For each shared name its currencies, with the words that tell their country."""
    tables = table("currencies")
    return {**tables["shared"], **tables["shared_subunits"]}


@cache
def _countries(name: str) -> dict[str, re.Pattern[str]]:
    """For each currency of a shared name a pattern of those words, for a text in lower case."""
    return {code: re.compile(rf"\b(?:{'|'.join(words.lower().split())})") for code, words in _shared()[name].items()}


@cache
def named_alike(name: str) -> frozenset[str]:
    """The codes of the currencies that share a name: of 'crown' those of five countries."""
    return frozenset(_shared().get(name, ()))


def may_mean(code: str, printed: str) -> frozenset[str]:
    """The codes that an amount read as `code` may have by what is printed: '$9 million' may be of any dollar.

    A name that several currencies share is one of them.
    """
    if code == "USD" and _BARE_DOLLAR.search(printed):
        return _dollars()
    named = _named().search(printed)
    if named is None or (named[1] and named[1][0].isupper()):
        return frozenset((code,))
    alike = frozenset((named[2], *_shared()[named[2]]))
    return alike if code in alike else frozenset((code,))


@cache
def _dollars() -> frozenset[str]:
    """The codes of all currencies called dollar."""
    names: Mapping[str, list[str]] = table("currencies")["names"]
    return frozenset(code for code, (name, *_) in names.items() if name.endswith(" dollar"))


@cache
def _names() -> re.Pattern[str]:
    """The name of a shared currency."""
    return re.compile(rf"\b(?:{'|'.join(sorted(_shared(), key=len, reverse=True))})(?=s?(?![^\W\d]))")


@cache
def _named() -> re.Pattern[str]:
    """The name of a shared currency, with the word before it, which may say whose it is; a letter before digits."""
    names = [name if len(name) > 1 else rf"{name}(?=\d)" for name in sorted(_shared(), key=len, reverse=True)]
    return re.compile(rf"\b(?:(\w++)\s++)?({'|'.join(names)})s?(?![^\W\d])")


@cache
def _letters() -> re.Pattern[str]:
    """The letters that stand for a shared currency, before digits."""
    return re.compile(rf"[{''.join(name for name in _shared() if len(name) == 1)}]\d")


def home_currencies(text: str) -> dict[str, str]:
    """The currency that each shared name means in an article, by the countries that the article names.

    A name is left out where the article names no country that has such a currency, or none clearly most often.
    """
    home: dict[str, str] = {}
    if not (any(name in text for name in _shared() if len(name) > 1) or _letters().search(text)):
        return home  # told at once for most articles
    lower = text.lower()
    for name in set(_names().findall(text)):
        counts = {code: len(country.findall(lower)) for code, country in _countries(name).items()}
        best = max(counts, key=lambda code: counts[code])
        others = max((count for code, count in counts.items() if code != best), default=0)
        if counts[best] and counts[best] >= _MAJORITY * others:
            home[name] = best
    return home


def at_home(quantity: Quantity, sentence: str, home: Mapping[str, str]) -> Quantity:
    """The quantity of a sentence in the currency that its article means by its words; cents beside a dollar sign are
    of that."""
    text = sentence[quantity.span.start : quantity.span.end]
    named = _named().search(text) if quantity.kind == "money" else None
    if named is None or named[2] not in home or (named[1] and named[1][0].isupper()):
        return quantity
    code, slash, rate = quantity.unit.partition("/")
    if code not in (named[2], *_shared()[named[2]]):
        return quantity  # '$1.385 a pound'
    if "$" in sentence and named[2] in table("currencies")["shared_subunits"]:
        return quantity
    return quantity._replace(unit=home[named[2]] + slash + rate)
