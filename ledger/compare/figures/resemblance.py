"""How much speaks for it that two figures of two articles are told of one thing, as log odds.

What two figures and their sentences have in common is evidence, weighed as in `ledger.weighing`. The weights are fitted
to groups of articles labelled by hand: `python -m benchmarks.evidence` prints them, and how far they carry for groups
they were not fitted to.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import log10
from operator import ne

from ledger.compare.facets.digits import one_length
from ledger.compare.facets.measures import contrasting
from ledger.compare.facets.words import lexicon
from ledger.compare.figures.likeness import one_head, one_unit, sort_of_unit
from ledger.compare.figures.separate import Separation
from ledger.compare.figures.tellings import Telling
from ledger.resources import data_table
from ledger.weighing import Evidence, Weights, rarity

_SELDOM, _OFTEN = 3, 5
"""Sentences of two articles up to which a word tells them apart, and beyond which it hardly does."""
_FEW = 3
_MOST = 5.0


@cache
def weights() -> Weights:
    """The weights as fitted."""
    fitted: Weights = data_table("compare", "evidence")["weights"]
    return fitted


@cache
def likely() -> float:
    """The log odds from which two figures are taken to be told of one thing."""
    return float(data_table("compare", "evidence")["likely"])


class Resemblance:
    """Evidence for figures of two articles, which are laid side by side."""

    def __init__(self, left: Sequence[Telling], right: Sequence[Telling], separation: Separation) -> None:
        self._separation = separation
        told = (*left, *right)
        self._rarity = _rarity(told)
        values = [{t.entry.claim.value for t in side} for side in (left, right)]
        of_one = [*_of_one(left, values[1]), *_of_one(right, values[0])]
        self._unmatched = Counter(of_one)

    def evidence(self, a: Telling, b: Telling, kind: str) -> Evidence:
        """What two figures and their sentences have in common, and what sets them apart.

        `kind` is what they show if they are told of one thing: `digits`, `scale`, `values` or `periods`.
        """
        shared, words = a.words & b.words, self._rarity
        left = [self._unmatched[t.entry.claim.article, t.base] for t in (a, b)]
        found = {
            f"{kind} of {_length(a, b)}": True,
            "no word shared": not shared,
            "words around shared": min(sum(words[word] for word in (a.around & b.around) - shared), _MOST),
            "share of words": len(shared) / (len(a.words | b.words) or 1),
            "figures shared": min(len(a.figures & b.figures), 2),
            "one left of its unit": left == [1, 1],
            "few left of their unit": max(left) <= _FEW,
            "contrast": kind != "values" and contrasted(a, b),  # such values are of two things, and no match
            "names apart": self._separation.named_apart(a, b),
            "facets apart": kind != "values" and self._separation.stated_apart(a, b, time=False),
            "time unsaid": kind == "periods" and not all(t.time or t.stretch for t in (a, b)),
            "times apart": kind != "periods" and not self._separation.same_time(a, b),
            "hedges differ": a.entry.claim.hedge != b.entry.claim.hedge,
            **_of_units(a, b),
            **_of_measures(a, b, kind),
            **(_of_values(a, b) if kind == "values" else {}),
        }
        return {name: float(value) for name, value in found.items() if value}


def _of_units(a: Telling, b: Telling) -> Evidence:
    return {
        "unit unread": a.entry.unitless or b.entry.unitless,
        "unit differs": not one_unit(a, b),
        "shares": a.base == "%",
        "sums of money": sort_of_unit(a.entry.scope.measure) == "money",
        "one told for a time": a.time != b.time,
        "one is a step": a.step != b.step,
    }


def _of_measures(a: Telling, b: Telling, kind: str) -> Evidence:
    left, right = (t.entry.scope.measure for t in (a, b))
    steps = [not lexicon().changes.isdisjoint(measure.words) for measure in (left, right)]
    return {
        "measure words shared": min(len(left.words & right.words), 3),
        "heads shared": one_head(a, b),
        "measured in other words": min(len(measured_otherwise(a, b)), 3) if kind == "values" else 0,
        "one is a change": steps[0] != steps[1],
        "counts that grow": left.growing or right.growing,
    }


def _of_values(a: Telling, b: Telling) -> Evidence:
    """Of two values that no slip of the hand tells apart."""
    return {
        "ratio": _ratio(a, b),
        "one digit differs": _one_digit_differs(a, b),
        "unit shared beside": any(base == a.base for base, _ in a.figures & b.figures),
        "one is planned": a.entry.scope.modality != b.entry.scope.modality,
    }


def _one_digit_differs(a: Telling, b: Telling) -> bool:
    values = a.entry.claim.value, b.entry.claim.value
    return len(a.digits) == len(b.digits) >= _FEW - 1 and one_length(*values) and sum(map(ne, a.digits, b.digits)) == 1


def measured_otherwise(a: Telling, b: Telling) -> frozenset[str]:
    """Words of either measure that neither the other has nor the sentences around the other figure."""
    left, right = (t.entry.scope.measure.words - lexicon().matters for t in (a, b))
    return (left - right - b.around) | (right - left - a.around)


def contrasted(a: Telling, b: Telling) -> bool:
    """Whether measures or sentences have words that mean two things each: 'boys', 'girls'."""
    measures = a.entry.scope.measure.full, b.entry.scope.measure.full
    # Times of a sentence may be those of other figures in it.
    words = a.words - b.words - lexicon().times, b.words - a.words - lexicon().times
    return contrasting(measures[0] - measures[1], measures[1] - measures[0]) or contrasting(*words)


def _length(a: Telling, b: Telling) -> str:
    """How many digits the shorter of two figures has, as far as it matters."""
    return ("no", "one digit", "two digits", "three digits", "four digits")[min(len(a.digits), len(b.digits), 4)]


def _ratio(a: Telling, b: Telling) -> float:
    low, high = sorted(abs(t.entry.claim.value or 0.0) for t in (a, b))
    return log10(high / low) if low else 1.0


def _of_one(side: Sequence[Telling], others: set[float | None]) -> Iterable[tuple[str, str]]:
    """Article and unit of each figure of one article whose value the other does not tell."""
    return ((t.entry.claim.article, t.base) for t in side if t.entry.claim.value not in others)


def _rarity(tellings: Iterable[Telling]) -> Mapping[str, float]:
    """What a shared word weighs: less where both articles use it all over; a word of no figure's clause is rare."""
    sentences: dict[int, frozenset[str]] = defaultdict(frozenset)
    for telling in tellings:
        sentences[telling.entry.claim.sentence_id] |= telling.words
    number = Counter(word for words in sentences.values() for word in words)
    weights = defaultdict[str, float](lambda: 1.0)
    weights.update({word: rarity(n, _SELDOM, _OFTEN) for word, n in number.items()})
    return weights
