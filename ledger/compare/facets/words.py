"""English words as measures compare them: stems, families of words, and what narrows nothing."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from ledger.claims import verbs
from ledger.compare.facets.names import fold
from ledger.resources import data_table


class Lexicon(NamedTuple):
    """`data/words.toml`, with every word stemmed."""

    stop: frozenset[str]
    family: Mapping[str, str]
    """Stem to the stem of the family's first word."""
    changes: frozenset[str]
    growing: frozenset[str]
    increments: frozenset[str]
    complements: frozenset[frozenset[str]]
    kinds: frozenset[str]
    contrasts: Mapping[str, frozenset[str]]
    """Word to those that name another thing of its kind."""
    acts: frozenset[str]
    jobs: Mapping[str, str]
    """Word to what it means of jobs: those that are cut are people dismissed."""
    phrases: Mapping[str, str]
    """Folded phrase to the one that means the same."""
    moneys: Mapping[str, str]
    """Word to what it means of money: the toll of a bridge is a price."""
    to_people: frozenset[str]
    people: frozenset[str]
    steps: frozenset[str]
    """Lemmas and words that tell a change or a distance: 'by' names its size then."""
    deeds: frozenset[str]
    links: frozenset[str]
    dimensions: frozenset[str]
    matters: frozenset[str]
    extremes: frozenset[str]
    scales: frozenset[str]
    personal: frozenset[str]
    kin: Mapping[str, frozenset[str]]
    """Unit to those that count the same sort of thing."""
    personal_times: frozenset[str]
    lengths: frozenset[str]
    times: frozenset[str]
    calendar: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The tables of words, read once."""
    data: dict[str, Any] = data_table("compare", "words")
    family: dict[str, str] = {}
    for line in data["families"]:
        words = line.split()
        for word in words:
            family[_stem(word)] = _stem(words[0])

    def canonical(words: str) -> frozenset[str]:
        return frozenset(family.get(_stem(word), _stem(word)) for word in words.split())

    return Lexicon(
        stop=frozenset(data["stop"].split()),
        family=family,
        changes=canonical(data["changes"]),
        growing=canonical(data["growing"]),
        increments=frozenset(data["increments"].split()),
        complements=frozenset(canonical(pair) for pair in data["complements"]),
        kinds=canonical(data["kinds"]),
        contrasts=_others([canonical(line) for line in data["contrasts"]]),
        acts=canonical(data["acts"]),
        jobs={min(canonical(word)): min(canonical(of_people)) for word, of_people in data["jobs"].items()},
        phrases=data["phrases"],
        moneys={min(canonical(word)): min(canonical(of_money)) for word, of_money in data["moneys"].items()},
        to_people=canonical(data["to_people"]),
        people=canonical(data["people"]),
        steps=frozenset(data["steps"].split()) | verbs.group("rising") | verbs.group("falling"),
        deeds=canonical(data["deeds"]),
        links=frozenset(data["links"].split()),
        dimensions=canonical(data["dimensions"]),
        matters=canonical(data["matters"]),
        extremes=frozenset(data["extremes"].split()),
        scales=canonical(data["scales"]),
        personal=canonical(data["personal"]),
        kin=_others([canonical(line) for line in data["kin"]]),
        personal_times=canonical(data["personal_times"]),
        lengths=canonical(data["lengths"]),
        times=canonical(data["times"]),
        calendar=frozenset(data["calendar"].split()),
    )


def _others(lines: Iterable[frozenset[str]]) -> dict[str, frozenset[str]]:
    others: dict[str, frozenset[str]] = {}
    for line in lines:
        for word in line:
            others[word] = others.get(word, frozenset()) | (line - {word})
    return others


@cache
def _stemmer() -> Any:
    from Stemmer import Stemmer

    return Stemmer("english")


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@lru_cache(maxsize=1 << 16)
def canonical(word: str) -> str:
    """The stem that stands for a folded word and its family: 'deaths' and 'killed' are both 'die'."""
    stem = _stem(word)
    return lexicon().family.get(stem, stem)


class Terms:
    """Reads text as canonical words. `aliases` are phrases that mean the same: 'maize' -> 'corn'."""

    def __init__(self, aliases: Mapping[str, str] | None = None) -> None:
        own = {_joined(alias): _joined(name) for alias, name in (aliases or {}).items()}
        self._aliases = {**lexicon().phrases, **own}
        phrases = "|".join(re.escape(alias) for alias in sorted(self._aliases, key=len, reverse=True))
        self._pattern = re.compile(rf"\b(?:{phrases})(?:e?s)?\b") if phrases else None
        self._memo: dict[str, tuple[str, ...]] = {}
        self._folded: dict[str, str] = {}

    def words(self, text: str) -> tuple[str, ...]:
        """The canonical words of a text in order, without those that narrow nothing."""
        if text not in self._memo:
            stop = lexicon().stop
            self._memo[text] = tuple(canonical(word) for word in self.fold(text).split() if word not in stop)
        return self._memo[text]

    def content(self, text: str) -> frozenset[str]:
        """The canonical words of three letters or more that tell what a text is about, without those of scale."""
        return frozenset(w for w in self.words(text) if len(w) > 2 and w.isalpha()) - lexicon().scales

    def fold(self, text: str) -> str:
        """The folded text, aliases replaced by the terms they stand for."""
        if text not in self._folded:
            folded = _joined(text)
            pattern = self._pattern
            self._folded[text] = pattern.sub(lambda match: self._name(match[0]), folded) if pattern else folded
        return self._folded[text]

    def _name(self, phrase: str) -> str:
        for ending in ("", "s", "es"):
            if phrase.endswith(ending) and (name := self._aliases.get(phrase.removesuffix(ending))):
                return name
        return phrase


def _joined(text: str) -> str:
    """Folded, with the parts of hyphenated words as one: 'multi-dimensional' is 'multidimensional'."""
    return fold(text.replace("-", ""))


def printed_words(text: str, shared: frozenset[str]) -> Sequence[str]:
    """Canonical words as a text prints them, sorted."""
    words: dict[str, str] = {}
    for word in fold(text).split():
        key = canonical(word)
        if key in shared:
            words.setdefault(key, word)
    return sorted(words.values())
