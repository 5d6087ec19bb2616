"""Measures as they are compared: what a figure counts, by head word and the words that narrow it.

Two measures agree by their words alone, never by their values. The similarity shown in messages is the share of
words they have in common (Jaccard index).
"""

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from ledger.claims import verbs
from ledger.compare.facets.names import fold
from ledger.compare.facets.words import Terms, canonical, lexicon

_ALIKE = 0.6
"""The share of common words from which on two measures with one head are alike."""


class MeasureRelation(StrEnum):
    """How two measures of one unit stand to each other."""

    SAME = "same"
    ALIKE = "alike"
    NARROWER = "one is narrower"
    BARE = "unsaid"
    """Both figures only name what or whom they count ('21 households', '1,120 patients')."""
    GENERAL = "unsaid on one side"
    """One figure only names what it counts ('513 projects'), the other narrows it; nothing that counts people."""
    DIFFERS = "differs"


@lru_cache(maxsize=1 << 14)
def counts(unit: str) -> bool:
    """Whether a unit names things that are counted, and is no currency, symbol, share or rate."""
    return len(unit) > 2 and unit.isalpha() and unit.islower() and unit not in lexicon().lengths


class Measure(NamedTuple):
    """What a figure counts: `unit` canonical, `head` the word it is about, `words` the head and what narrows it."""

    unit: str
    head: str
    words: frozenset[str]

    @property
    def growing(self) -> bool:
        """Whether the count goes up while its event is young: tolls, votes counted."""
        return not self.words.isdisjoint(lexicon().growing)

    @property
    def counted(self) -> bool:
        """Whether the unit names the thing counted ('household'), and is no currency, symbol, share or rate."""
        return counts(self.unit)

    @property
    def loose(self) -> bool:
        """Whether one text may well tell it of several things in the same words: durations, numbers without a unit."""
        return not self.unit or self.unit in lexicon().times

    @property
    def mere_change(self) -> bool:
        """Whether it only says that something changed ('rose 5 %'), and not what did."""
        return bool(self.words) and self.words <= lexicon().changes

    @property
    def kind(self) -> str:
        """The unit; '' for things counted, whose unit is one more word: '84,000 cars sold', 'car sales of 84,000'."""
        return "" if self.counted else self.unit

    @property
    def full(self) -> frozenset[str]:
        """All words, with the thing that is counted."""
        return self.words | {self.unit} - {"person"} if self.counted else self.words

    @property
    def keys(self) -> frozenset[tuple[str, str]]:
        """Measures that may compare share one of these: the kind of unit with a word."""
        told = self.words | {self.unit} if self.counted else self.words
        return frozenset((self.kind, word) for word in told or ("",))

    @property
    def personal(self) -> bool:
        """Whether it is told of one person, so that only figures of that person compare: ages, years in prison."""
        term = self.unit in lexicon().times and not self.words.isdisjoint(lexicon().personal_times)
        return term or self.head in lexicon().personal

    @property
    def additive(self) -> bool:
        """Whether totals of it add up: money, counts, areas, but no shares and no rates."""
        return self.unit not in ("%", "percentage_point") and "/" not in self.unit

    def similarity(self, other: "Measure") -> float:
        """0 to 1: the share of common words."""
        union = self.words | other.words
        return len(self.words & other.words) / len(union) if union else 1.0


def relate_measures(a: Measure, b: Measure) -> MeasureRelation:
    """Compares two measures; those of different units differ, but a count without a unit may be of anything.

    Where one says all that the other says it is narrower, whichever word is the head: 'pass rate in the exam' and
    'candidates passed the exam'.
    """
    if a.kind != b.kind or (a.unit != b.unit and a.unit and b.unit):
        return MeasureRelation.DIFFERS
    if a.unit == b.unit:
        if a.personal and b.personal:
            return MeasureRelation.SAME
        if not a.words and not b.words:
            return MeasureRelation.BARE if a.counted else MeasureRelation.DIFFERS
        if a.words == b.words:
            return MeasureRelation.BARE if a.words <= lexicon().people else MeasureRelation.SAME
    left, right = a.full, b.full
    if left == right:
        return MeasureRelation.BARE if left <= lexicon().people else MeasureRelation.SAME
    apart = left ^ right
    step = a.unit in ("%", "percentage_point") and not lexicon().changes.isdisjoint(apart)
    if step or not lexicon().kinds.isdisjoint(apart):
        return MeasureRelation.DIFFERS
    if contrasting(left - right, right - left):
        return MeasureRelation.DIFFERS
    if a.unit == b.unit and a.counted and not (a.words and b.words) and a.unit not in lexicon().people:
        return MeasureRelation.GENERAL if lexicon().deeds.isdisjoint(apart) else MeasureRelation.DIFFERS
    same_head = a.unit == b.unit and a.head == b.head
    bare = a.counted and (a.words <= lexicon().people or b.words <= lexicon().people)
    if a.words and b.words and (same_head or not bare) and (left < right or right < left):
        return MeasureRelation.NARROWER
    return MeasureRelation.ALIKE if (same_head or not bare) and a.similarity(b) >= _ALIKE else MeasureRelation.DIFFERS


def contrasting(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether words that only one side has name two things of one kind: 'rural' and 'urban', 'won' and 'lost'."""
    contrasts = lexicon().contrasts
    return any(not contrasts.get(a, frozenset()).isdisjoint(right) for a in left)


@lru_cache(maxsize=1 << 14)
def canonical_unit(unit: str) -> str:
    """Symbols and currencies as they are, counted nouns by their canonical last word, rates part by part."""
    if not unit or not unit[0].isalpha() or unit.isupper() or len(unit) <= 2:
        return unit
    if "/" in unit:
        counted, _, per = unit.partition("/")
        return f"{canonical_unit(counted)}/{per}"
    if unit == "percentage_point":
        return unit
    words = fold(unit).split()
    return canonical(words[-1]) if words else unit


def read_measure(text: str, unit: str | None, terms: Terms, other_facets: str = "") -> Measure:
    """Reads a claim's measure: 'number of people killed' and 'death toll' with unit person are one.

    What the unit already says is left out of the words, and so is what `other_facets` say (place, subject,
    programme). Figures of people to whom something happened count in people whatever the noun; it then narrows.
    """
    lex = lexicon()
    unit_key = canonical_unit(unit or "")
    said = {unit_key, *terms.fold(unit or "").split(), *terms.fold(other_facets).split(), *lex.dimensions}
    if unit_key.startswith(("%", "percentage_point")):
        said.add("share")
    segments: list[list[str]] = [[]]
    for word in terms.fold(text).split():
        if word in lex.links:
            segments.append([])
        elif word not in lex.stop:
            segments[-1].append(word)
    words = [[word for word in segment if canonical(word) not in said and word not in said] for segment in segments]
    everything = frozenset(canonical(word) for segment in words for word in segment)
    money = unit_key.partition("/")[0]
    if len(money) == 3 and money.isupper():
        of_money = frozenset(lex.moneys.get(word, word) for word in everything)
        if of_money != {"price"}:  # 'invested' alone is the price of nothing
            everything = of_money
    if unit_key == "worker":  # jobs: as many people work
        everything = frozenset(lex.jobs.get(word, word) for word in everything)
        return Measure("person", unit_key, everything - {"person"} | {unit_key})
    if unit_key in lex.acts:
        return Measure("", unit_key, everything | {unit_key})
    happened = (everything | {unit_key}) & lex.to_people
    if happened and (unit_key in lex.people or unit_key in lex.to_people or not unit_key):
        everything |= {unit_key} - {"person", ""}
        return Measure("person", min(happened), everything - {"person"})
    if not unit_key and all(_participle(word) for segment in words for word in segment):
        return Measure("", "", frozenset())  # '374' of 'was dismissed for 374': nothing says what is counted
    return Measure(unit_key, _head(next(filter(None, words), [])), everything)


def _head(phrase: Sequence[str]) -> str:
    """The noun a phrase is about: its last word, past participles after it aside ('project implemented')."""
    nouns = [word for word in phrase if not _participle(word)]
    return canonical((nouns or [*phrase, ""])[-1]) if phrase else ""


def _participle(word: str) -> bool:
    lemma = verbs.lemma(word)
    return lemma is not None and lemma != word and not word.endswith(("ing", "s"))
