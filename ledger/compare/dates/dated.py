"""Dates with what their sentences tell of them, and what two of them have in common."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from math import log10

from ledger.claims import verbs
from ledger.compare.dates.occasions import clause_of, clause_words, follows_saying
from ledger.compare.dates.order import told_as_done
from ledger.compare.facets.keys import Keyed
from ledger.compare.facets.names import capitalised, fold
from ledger.compare.facets.periods import LAST_DAY, Days, parse_period
from ledger.compare.facets.scopes import Knowledge
from ledger.compare.facets.words import lexicon
from ledger.mentions.dates import DAYS
from ledger.mentions.lexicon import DOCUMENT
from ledger.mentions.lexicon import lexicon as lexicon_of_mentions
from ledger.resources import data_table
from ledger.weighing import Evidence, rarity

_FIGURE = re.compile(r"\d[\d.,]*\d|\d")
_DAY, _MONTH, _YEAR = len("2024-05-01"), len("2024-05"), len("2024")
_SELDOM, _OFTEN = 2, 4
"""Sentences of two articles up to which a word tells them apart, and beyond which it hardly does."""
_MOST = 4.0
_WEEK, _A_MONTH, _WHOLE_YEAR = 7, 31, 365
_FEW = 3
_LEAP = "2000"
"""A year that has every day, for days whose year nothing tells."""


@cache
def _standing_for(table: str) -> Mapping[str, frozenset[str]]:
    """Words of a table of `deeds.toml` to those that stand for them: lemmas of verbs and nouns of deeds, words that say
    which of several, parts of a year or a month, seasons."""
    lines: list[str] = data_table("compare", "deeds")[table]
    found: dict[str, set[str]] = {}
    for line in lines:
        for word in line.split():
            found.setdefault(word.replace("_", " "), set()).add(line.split()[0])
    return {word: frozenset(standing) for word, standing in found.items()}


def _named_in(text: str, table: str) -> frozenset[str]:
    """What of a table a text says, in one word or two: 'give up' is one deed."""
    words = fold(text).split()
    lemmas = [verbs.lemma(word) or word for word in words]
    pairs = (" ".join(pair) for pair in pairwise(lemmas))
    known = _standing_for(table)
    return frozenset[str]().union(*(known.get(word, ()) for word in (*words, *lemmas, *pairs)))


@dataclass(frozen=True)
class Dated:
    """A date told of something, with the words of its clause and those around it."""

    entry: Keyed
    words: frozenset[str]
    around: frozenset[str]
    """Of the rest of the sentence and of the one before."""
    names: frozenset[str]
    """Names in the sentence, without countries, offices and what many firms are called."""
    named: frozenset[str]
    """Those in what is told to have happened."""

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
        days = parse_period(self.value.replace("--", f"{_LEAP}-"))
        half = (days.last - days.first) // 2 if days and self.parts else 0
        if days and "early" in self.parts:
            return days._replace(last=days.last - half)
        return days._replace(first=days.first + half) if days and "late" in self.parts else days

    @cached_property
    def parts(self) -> frozenset[str]:
        """'early' or 'late', as far as the text divides a month or a year."""
        return _named_in(self.entry.claim.quote, "parts") if len(self.value) < _DAY else frozenset()

    @cached_property
    def seasons(self) -> frozenset[str]:
        """The season of the year that the text tells: which months it has depends on where."""
        return _named_in(self.entry.claim.quote, "seasons")

    @property
    def yearless(self) -> bool:
        """Whether nothing tells the year."""
        return self.value.startswith("--")

    @cached_property
    def size(self) -> str:
        """Whether a day is told, a month, a year or a stretch of time."""
        if "/" in self.value or self.parts or self.seasons:
            return "stretch"
        return "day" if self.yearless else {_DAY: "day", _MONTH: "month", _YEAR: "year"}[len(self.value)]

    @cached_property
    def time(self) -> str:
        """Day and month of a day, else the time as told: two articles that have it tell of one time."""
        return self.value[-5:] if self.size == "day" else " ".join((self.value, *sorted(self.parts | self.seasons)))

    @cached_property
    def deeds(self) -> frozenset[str]:
        """What was done: deeds of the table that the subject of the claim names, else those of its clause."""
        return _named_in(self.subject, "deeds") or _named_in(self.clause, "deeds")

    @cached_property
    def clause(self) -> str:
        """The clause the date stands in, without it."""
        return clause_of(self.entry.claim)

    @property
    def subject(self) -> str:
        """What is told to have happened."""
        return self.entry.claim.subject or ""

    @cached_property
    def orders(self) -> frozenset[str]:
        """'first', 'last' and 'next' as far as the clause says them."""
        return _named_in(self.entry.claim.text, "orders")

    @cached_property
    def figures(self) -> frozenset[str]:
        """The figures of the clause but for the date."""
        return frozenset(_FIGURE.findall(self.clause))

    @cached_property
    def done(self) -> bool:
        """Whether the clause tells what is past."""
        return told_as_done(self.clause)

    @property
    def printed(self) -> bool:
        """Whether the number of the day is printed: not 'on Tuesday', not 'by the end of June'."""
        quote = self.entry.claim.quote
        words = (DAYS.get(word, 0) for word in quote.lower().split())
        return self.value[-2:].isdigit() and int(self.value[-2:]) in {*map(int, re.findall(r"\d+", quote)), *words}

    @cached_property
    def guessed(self) -> bool:
        """Whether a day is printed without its year, which then is that of the article or the one nearest to it."""
        return self.yearless or (
            self.size == "day" and self.printed and self.value[:_YEAR] not in self.entry.claim.quote
        )

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
        names = [frozenset(map(fold, capitalised(text, within=False))) for text in (claim.text, claim.subject or "")]
        dated = Dated(entry, own, around, *(each & knowledge.matter(claim.article) for each in names))
        if dated.days is not None:
            found.append(dated)
    return found


def differing(a: Dated, b: Dated) -> bool:
    """Whether two dates cannot both be right of one deed: neither lies within the other."""
    left, right = a.days, b.days
    if left is None or right is None:
        return False
    if a.yearless or b.yearless or ((a.guessed or b.guessed) and a.size == b.size == "day"):
        return a.size == b.size and a.value[-5:] != b.value[-5:]
    if a.seasons and b.seasons and a.value == b.value:
        return a.seasons.isdisjoint(b.seasons)
    return left.last < right.first or right.last < left.first


class Calendar:
    """Evidence for dates of two articles, which are laid side by side."""

    def __init__(self, left: Sequence[Dated], right: Sequence[Dated], mentioned: Sequence[frozenset[str]]) -> None:
        self._mentioned = mentioned
        sentences = {d.entry.claim.sentence_id: d.words | d.around for d in (*left, *right)}
        self._number = Counter(word for words in sentences.values() for word in words)
        self._times = [{d.time for d in side} for side in (left, right)]
        self._left = [
            Counter(d.size for d in side if d.time not in times)
            for side, times in ((left, self._times[1]), (right, self._times[0]))
        ]

    def evidence(self, a: Dated, b: Dated) -> Evidence:
        """What two dates and their sentences have in common, and what sets them apart."""
        shared, around = a.words & b.words, ((a.words | a.around) & (b.words | b.around)) - (a.words & b.words)
        left = [self._left[0][a.size], self._left[1][b.size]]
        distance, other = _distance(a, b), self._mentioned
        one_kind = not _documents(a).isdisjoint(_documents(b))
        found = {
            **distance,
            "of years": a.size == b.size == "year",
            "other figures": bool(a.figures) and bool(b.figures) and a.figures.isdisjoint(b.figures),
            "of months or stretches": a.size in ("month", "stretch") or b.size in ("month", "stretch"),
            "deed shared": not a.deeds.isdisjoint(b.deeds),
            "document of one kind": one_kind,
            "order shared": not a.orders.isdisjoint(b.orders),
            "words shared": min(self._weight(shared), 2.0),
            "no word shared": not shared,
            "words around shared": self._weight(around),
            "names shared": min(len(a.names & b.names), 2),
            "told by the other": (a.time in self._times[1]) + (b.time in self._times[0]),
            "one left of its size": left == [1, 1],
            "few left of its size": max(left) <= _FEW,
            "name unknown to the other": float(not a.named <= other[1]) + float(not b.named <= other[0]),
            "nothing near": a.size == b.size == "day"
            and not (a.deeds & b.deeds or slip(a, b) or distance.get("within a week") or one_kind),
            "planned and done": a.done != b.done,
            "day of the article": sum(d.when_told and d.printed for d in (a, b)),
            "by the weekday alone": _by_weekday(a) + _by_weekday(b),
        }
        return {name: float(value) for name, value in found.items() if value}

    def _weight(self, words: frozenset[str]) -> float:
        number = self._number
        return min(sum(rarity(number[word], _SELDOM, _OFTEN) for word in words), _MOST)


def _by_weekday(dated: Dated) -> bool:
    """Whether the day is told without its number: 'on Tuesday', 'last year'."""
    return not (any(map(str.isdigit, dated.entry.claim.quote)) or (dated.size == "day" and dated.printed))


def _documents(dated: Dated) -> frozenset[str]:
    """The kinds of documents that are dated: 'contract' of 'Contract of 2024-05-01', 'act' of 'Census Act'."""
    known = lexicon_of_mentions()
    return frozenset(word for word in fold(dated.subject).split() if known.get(word, 0) & DOCUMENT)


def slip(a: Dated, b: Dated) -> bool:
    """Whether two days differ in a digit of the day, in the month alone, or in that both have changed places."""
    left, right = a.value[-5:], b.value[-5:]
    one_year = a.guessed or b.guessed or a.value[:_YEAR] == b.value[:_YEAR]
    if a.size != "day" or b.size != "day" or not one_year:
        return False
    one_digit = left[3:] == right[:2:-1] or sum(map(str.__ne__, left, right)) == 1
    return left[3:] == right[3:] or (left[:2] == right[:2] and one_digit) or _turned(a, b)


def _turned(a: Dated, b: Dated) -> bool:
    """Whether day and month have changed places: 8 March and 3 August."""
    left, right = a.value[-5:], b.value[-5:]
    return a.size == b.size == "day" and (left[:2], left[3:]) == (right[3:], right[:2])


def _distance(a: Dated, b: Dated) -> dict[str, float]:
    """How two dates stand to each other: slips in a digit are likelier than others."""
    if a.size != b.size:
        apart = max(a.days.first - b.days.last, b.days.first - a.days.last) if a.days and b.days else LAST_DAY
        return {"of two sizes": 1.0, "of two sizes, near": float(apart <= _A_MONTH)}
    if a.days is None or b.days is None or a.size != "day":
        gap = abs(a.days.first - b.days.first) / 366 if a.days and b.days else 0.0
        swapped = sorted(a.value) == sorted(b.value)
        one_digit = len(a.value) == len(b.value) and sum(map(str.__ne__, a.value, b.value)) == 1
        return {
            "years apart": 0.0 if swapped else log10(1 + gap),
            "digits swapped": float(swapped),
            "one digit of the year": float(one_digit),
        }
    gap = abs(a.days.first - b.days.first)
    if a.guessed or b.guessed:
        gap = min(gap % _WHOLE_YEAR, -gap % _WHOLE_YEAR)
    near = {"within a week": float(gap <= _WEEK), "days apart": log10(gap) if gap else 0.0}
    if not slip(a, b) or not (a.printed and b.printed):
        return near
    if a.value[-2:] == b.value[-2:]:
        return {"another month": 1.0}
    return {"day and month turned": 1.0} if _turned(a, b) else {**near, "slip of the day": 1.0}
