"""How much speaks for it that two figures of two articles are told of one thing, as log odds.

What two figures and their sentences have in common is evidence, and every kind of evidence has a weight; the sum of the
weights is the logarithm of the odds (record linkage: Fellegi and Sunter, JASA 64, 1969). The weights are fitted to
groups of articles labelled by hand, by logistic regression: `python -m benchmarks.evidence` prints them, and how far
they carry for groups they were not fitted to.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import log10

from ledger.compare.measures import contrasting
from ledger.compare.separate import Separation
from ledger.compare.tellings import Telling
from ledger.compare.words import lexicon
from ledger.resources import data_table

Evidence = Mapping[str, float]
"""Kinds of evidence that two figures give, by the names of the table of weights; each at most five."""
Weights = Mapping[str, float]
"""By kind of evidence, and `bias`: the log odds of two figures that nothing speaks for or against."""

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


def odds(evidence: Evidence, weights: Weights) -> float:
    """The logarithm of the odds that two figures are told of one thing; evidence without a weight has none."""
    return weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in evidence.items())


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
        measures = a.entry.scope.measure, b.entry.scope.measure
        left = [self._unmatched[t.entry.claim.article, t.base] for t in (a, b)]
        steps = [not lexicon().changes.isdisjoint(measure.words) for measure in measures]
        found = {
            f"{kind} of {_length(a, b, kind)}": kind != "values",
            "ratio": _ratio(a, b) if kind == "values" else 0,
            "unit unread": a.entry.unitless or b.entry.unitless,
            "unit differs": a.base != b.base,
            "figures shared": min(len(a.figures & b.figures), 2),
            "measure words shared": min(len(measures[0].words & measures[1].words), 3),
            "words shared": min(sum(words[word] for word in shared), _MOST),
            "no word shared": not shared,
            "words around shared": min(sum(words[word] for word in (a.around & b.around) - shared), _MOST),
            "one left of its unit": left == [1, 1],
            "few left of their unit": max(left) <= _FEW,
            "measured in other words": min(measured_otherwise(a, b), 3) if kind == "values" else 0,
            "one is a change": steps[0] != steps[1],
            "contrast": contrasted(a, b),
            "facets apart": not self._separation.may_be_one(a, b, time=False),
            "times apart": kind != "periods" and not self._separation.same_time(a, b),
        }
        return {name: float(value) for name, value in found.items() if value}


def measured_otherwise(a: Telling, b: Telling) -> int:
    """How many words of either measure neither the other has nor the sentences around the other figure."""
    left, right = (t.entry.scope.measure.words - lexicon().matters for t in (a, b))
    return len(left - right - b.around) + len(right - left - a.around)


def contrasted(a: Telling, b: Telling) -> bool:
    """Whether measures or sentences have words that mean two things each: 'boys', 'girls'."""
    measures = a.entry.scope.measure.full, b.entry.scope.measure.full
    # Times of a sentence may be those of other figures in it.
    words = a.words - b.words - lexicon().times, b.words - a.words - lexicon().times
    return contrasting(measures[0] - measures[1], measures[1] - measures[0]) or contrasting(*words)


def _length(a: Telling, b: Telling, kind: str) -> str:
    """How many digits the shorter of two figures has, as far as it matters."""
    number = min(len(a.digits), len(b.digits))
    if number < _FEW:
        return "two"
    return "three or more" if kind != "digits" else "three" if number == _FEW else "four or more"


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
    weights.update({word: 1.0 if n <= _SELDOM else 0.5 if n <= _OFTEN else 0.2 for word, n in number.items()})
    return weights
