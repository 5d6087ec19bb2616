"""Dates with what their sentences tell of them, and what two of them have in common."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import log10

from ledger.claims import verbs
from ledger.compare.dates.occasions import clause_words, follows_saying
from ledger.compare.dates.order import told_as_done
from ledger.compare.facets.keys import Keyed
from ledger.compare.facets.names import capitalised, fold
from ledger.compare.facets.periods import LAST_DAY, Days, parse_period
from ledger.compare.facets.scopes import Knowledge
from ledger.compare.facets.words import lexicon
from ledger.mentions.lexicon import DOCUMENT
from ledger.mentions.lexicon import lexicon as lexicon_of_mentions
from ledger.resources import data_table
from ledger.weighing import Evidence, rarity

_FIGURE = re.compile(r"\d[\d.,]*\d|\d")
_DAY, _MONTH, _YEAR = len("2024-05-01"), len("2024-05"), len("2024")
_SELDOM, _OFTEN = 2, 4
"""Sentences of two articles up to which a word tells them apart, and beyond which it hardly does."""
_MOST = 4.0
_WEEK, _WHOLE_YEAR = 7, 365
_FEW = 3
_LEAP = "2000"
"""A year that has every day, for days whose year nothing tells."""


@cache
def _deeds() -> Mapping[str, str]:
    """Lemmas of verbs, and nouns of deeds, to the one that stands for their deed."""
    lines: list[str] = data_table("compare", "deeds")["deeds"]
    return {lemma: line.split()[0] for line in lines for lemma in line.split()}


@cache
def _orders() -> Mapping[str, str]:
    """Words that say which of several, to the one that stands for them: 'first', 'last', 'next'."""
    lines: list[str] = data_table("compare", "deeds")["orders"]
    return {word: line.split()[0] for line in lines for word in line.split()}


@dataclass(frozen=True)
class Dated:
    """A date told of something, with the words of its clause and those around it."""

    entry: Keyed
    words: frozenset[str]
    around: frozenset[str]
    """Of the rest of the sentence and of the one before."""

    @property
    def article(self) -> str:
        """The id of the article that tells it."""
        return self.entry.claim.article

    @cached_property
    def value(self) -> str:
        """ISO 8601, without an open end: `2024-05-01`, `--05-01` where the year is not known, `2024-05`, `2024`."""
        claim = self.entry.claim
        return (claim.period or claim.value_text).removesuffix("/..").removeprefix("../")

    @cached_property
    def days(self) -> Days | None:
        """First and last day; in a leap year of its own where the year is not known."""
        return parse_period(self.value.replace("--", f"{_LEAP}-"))

    @property
    def yearless(self) -> bool:
        """Whether nothing tells the year."""
        return self.value.startswith("--")

    @cached_property
    def size(self) -> str:
        """Whether a day is told, a month, a year or a stretch of time."""
        if "/" in self.value:
            return "stretch"
        return "day" if self.yearless else {_DAY: "day", _MONTH: "month", _YEAR: "year"}[len(self.value)]

    @cached_property
    def deeds(self) -> frozenset[str]:
        """What was done: deeds of the table that the subject of the claim names."""
        known = _deeds()
        told = (known.get(word) or known.get(verbs.lemma(word) or "") for word in fold(self.subject).split())
        return frozenset(filter(None, told))

    @property
    def subject(self) -> str:
        """What is told to have happened."""
        return self.entry.claim.subject or ""

    @cached_property
    def orders(self) -> frozenset[str]:
        """'first', 'last' and 'next' as far as the clause says them."""
        return frozenset(filter(None, map(_orders().get, fold(self.entry.claim.text).split())))

    @cached_property
    def names(self) -> frozenset[str]:
        """The names in the sentence."""
        return frozenset(map(fold, capitalised(self.entry.claim.text, within=True))) - lexicon().calendar

    @cached_property
    def named(self) -> frozenset[str]:
        """The names in what is told to have happened; a word that begins the sentence has its capital from there."""
        first = fold(self.entry.claim.text.split(maxsplit=1)[0])
        names = frozenset(map(fold, capitalised(self.subject, within=False)))
        return names - {first} - lexicon().calendar

    @cached_property
    def figures(self) -> frozenset[str]:
        """The figures of the sentence but for the date."""
        return frozenset(_FIGURE.findall(self.entry.claim.text.replace(self.entry.claim.quote, " ")))

    @cached_property
    def done(self) -> bool:
        """Whether the sentence tells what is past."""
        return told_as_done(self.entry.claim.text)

    @property
    def printed(self) -> bool:
        """Whether the number of the day is printed: not 'on Tuesday', not 'by the end of June'."""
        return str(int(self.value[-2:])) in re.findall(r"\d+", self.entry.claim.quote)

    @cached_property
    def when_told(self) -> bool:
        """Whether the day is that of the article."""
        return self.value == self.entry.claim.published


def read_dated(keyed: Sequence[Keyed], before: Mapping[int, str], knowledge: Knowledge) -> list[Dated]:
    """The dates of things done or to come, but for the days on which something was said.

    `before` gives for a sentence's id the text of the sentence before it in its paragraph.
    """
    found = []
    for entry in keyed:
        claim = entry.claim
        if claim.kind != "date" or claim.measure != "date" or follows_saying(claim):
            continue
        own = clause_words(entry, knowledge)
        around = knowledge.terms.content(f"{claim.text} {before.get(claim.sentence_id, '')}") - lexicon().calendar - own
        dated = Dated(entry, own, around)
        if dated.days is not None:
            found.append(dated)
    return found


def differing(a: Dated, b: Dated) -> bool:
    """Whether two dates cannot both be right of one deed: neither lies within the other."""
    left, right = a.days, b.days
    if left is None or right is None:
        return False
    if a.yearless or b.yearless:
        return a.size == b.size and a.value[-5:] != b.value[-5:]
    # Other figures belong to another year: '40 homes were built in 2019', '52 homes were built in 2021'.
    otherwise = bool(a.figures - b.figures and b.figures - a.figures)
    if otherwise and not a.size == b.size == "day" and sorted(a.value) != sorted(b.value):
        return False
    return left.last < right.first or right.last < left.first


class Calendar:
    """Evidence for dates of two articles, which are laid side by side."""

    def __init__(self, left: Sequence[Dated], right: Sequence[Dated], mentioned: Sequence[frozenset[str]]) -> None:
        self._mentioned = mentioned
        sentences = {d.entry.claim.sentence_id: d.words | d.around for d in (*left, *right)}
        self._number = Counter(word for words in sentences.values() for word in words)
        self._values = [{d.value[-5:] if d.size == "day" else d.value for d in side} for side in (left, right)]
        self._left = [
            Counter(d.size for d in side if not self._is_told(d, values))
            for side, values in ((left, self._values[1]), (right, self._values[0]))
        ]

    def _is_told(self, dated: Dated, values: set[str]) -> bool:
        return (dated.value[-5:] if dated.size == "day" else dated.value) in values

    def evidence(self, a: Dated, b: Dated) -> Evidence:
        """What two dates and their sentences have in common, and what sets them apart."""
        shared, around = a.words & b.words, ((a.words | a.around) & (b.words | b.around)) - (a.words & b.words)
        left = [self._left[0][a.size], self._left[1][b.size]]
        distance, other = _distance(a, b), self._mentioned
        found = {
            **distance,
            "of years": a.size == b.size == "year",
            "of months or stretches": a.size in ("month", "stretch") or b.size in ("month", "stretch"),
            "deed shared": not a.deeds.isdisjoint(b.deeds),
            "deeds differ": bool(a.deeds and b.deeds) and a.deeds.isdisjoint(b.deeds),
            "document of one kind": _document(a) is not None and _document(a) == _document(b),
            "order shared": not a.orders.isdisjoint(b.orders),
            "words shared": min(self._weight(shared), 2.0),
            "no word shared": not shared,
            "words around shared": self._weight(around),
            "names shared": min(len(a.names & b.names), 2),
            "figures shared": min(len(a.figures & b.figures), 2),
            "told by the other": self._is_told(a, self._values[1]) + self._is_told(b, self._values[0]),
            "one left of its size": left == [1, 1],
            "few left of its size": max(left) <= _FEW,
            "name unknown to the other": float(not a.named <= other[1]) + float(not b.named <= other[0]),
            "names apart": bool(a.named and b.named) and a.named.isdisjoint(b.named),
            "nothing near": not (a.deeds & b.deeds) and not slip(a, b) and distance.get("within a week", 0) == 0,
            "planned and done": a.done != b.done,
            "day of the article": a.when_told + b.when_told,
            "by the weekday alone": _by_weekday(a) + _by_weekday(b),
        }
        return {name: float(value) for name, value in found.items() if value}

    def _weight(self, words: frozenset[str]) -> float:
        number = self._number
        return min(sum(rarity(number[word], _SELDOM, _OFTEN) for word in words), _MOST)


def _by_weekday(dated: Dated) -> bool:
    """Whether the day is told without its number: 'on Tuesday', 'last year'."""
    return not any(map(str.isdigit, dated.entry.claim.quote))


def _document(dated: Dated) -> str | None:
    """The kind of document whose date it is: 'contract' of 'Contract of 2024-05-01', 'act' of 'Census Act'."""
    subject = fold(dated.entry.claim.subject or "").partition(" of ")[0].split()
    return subject[-1] if subject and lexicon_of_mentions().get(subject[-1], 0) & DOCUMENT else None


def slip(a: Dated, b: Dated) -> bool:
    """Whether two days differ in a digit of the day, or in the month alone."""
    left, right = a.value[-5:], b.value[-5:]
    one_year = a.yearless or b.yearless or a.value[:_YEAR] == b.value[:_YEAR]
    if a.size != "day" or b.size != "day" or not one_year:
        return False
    one_digit = left[3:] == right[:2:-1] or sum(map(str.__ne__, left, right)) == 1
    return left[3:] == right[3:] or (left[:2] == right[:2] and one_digit)


def _distance(a: Dated, b: Dated) -> dict[str, float]:
    """How two dates stand to each other: slips in a digit are likelier than others."""
    if a.size != b.size:
        return {"of two sizes": 1.0}
    if a.days is None or b.days is None or a.size != "day":
        gap = abs(a.days.first - b.days.first) / 366 if a.days and b.days else 0.0
        swapped = sorted(a.value) == sorted(b.value)
        return {"years apart": log10(1 + gap), "digits swapped": float(swapped)}
    gap = abs(a.days.first - b.days.first) % (_WHOLE_YEAR if a.yearless != b.yearless else LAST_DAY)
    near = {"within a week": float(gap <= _WEEK), "days apart": log10(gap) if gap else 0.0}
    if not slip(a, b) or not (a.printed and b.printed):
        return near
    return {"another month": 1.0} if a.value[-2:] == b.value[-2:] else {**near, "slip of the day": 1.0}
