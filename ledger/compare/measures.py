"""Measures as they are compared: what a figure counts, by head word and the words that narrow it.

Two measures agree by their words alone, never by their values. The similarity shown in messages is the share of
words they have in common (Jaccard index).
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ledger.compare.names import fold
from ledger.compare.words import Terms, canonical, lexicon


class MeasureRelation(StrEnum):
    """How two measures of one unit stand to each other."""

    SAME = "same"
    ALIKE = "alike"
    NARROWER = "one is narrower"
    BARE = "unsaid"
    """Both figures only name what they count ('21 households')."""
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure counts: `unit` canonical, `head` the word it is about, `words` the head and what narrows it."""

    unit: str
    head: str
    words: frozenset[str]

    @property
    def growing(self) -> bool:
        """Whether the count goes up while its event is young: tolls, votes counted."""
        return not self.words.isdisjoint(lexicon().growing)

    @property
    def additive(self) -> bool:
        """Whether totals of it add up: money, counts, areas, but no shares and no rates."""
        return self.unit not in ("%", "percentage_point") and "/" not in self.unit

    def similarity(self, other: "Measure") -> float:
        """0 to 1: the share of common words."""
        union = self.words | other.words
        return len(self.words & other.words) / len(union) if union else 1.0


def relate_measures(a: Measure, b: Measure) -> MeasureRelation:
    """Compares two measures; those of different units differ."""
    if a.unit != b.unit:
        return MeasureRelation.DIFFERS
    if a.words == b.words:
        return MeasureRelation.SAME if a.words else MeasureRelation.BARE
    if not a.words or not b.words or a.head != b.head:
        return MeasureRelation.DIFFERS
    if a.words < b.words or b.words < a.words:
        return MeasureRelation.NARROWER
    return MeasureRelation.ALIKE if a.similarity(b) >= 0.6 else MeasureRelation.DIFFERS


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


def read_measure(text: str, unit: str | None, terms: Terms) -> Measure:
    """Reads a claim's measure: 'number of people killed' and 'death toll' with unit person are one.

    What the unit already says is left out of the words. Figures of people to whom something happened count in people
    whatever the noun; the noun then narrows.
    """
    lex = lexicon()
    unit_key = canonical_unit(unit or "")
    segments: list[list[str]] = [[]]
    for word in terms.fold(text).split():
        if word in lex.links:
            segments.append([])
        elif word not in lex.stop:
            segments[-1].append(canonical(word))
    said = {unit_key, "share"} if unit_key.startswith(("%", "percentage_point")) else {unit_key}
    words = [[word for word in segment if word not in said] for segment in segments]
    everything = frozenset(word for segment in words for word in segment)
    happened = (everything | {unit_key}) & lex.to_people
    if happened and (unit_key in lex.people or unit_key in lex.to_people or not unit_key):
        everything |= {unit_key} - {"person", ""}
        return Measure("person", min(happened), everything - {"person"})
    head = next((segment[-1] for segment in words if segment), "")
    return Measure(unit_key, head, everything)
