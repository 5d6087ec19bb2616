"""Figures that two articles on one matter tell of one thing, each in its own words.

The figures of two such articles are laid side by side. What one of them tells twice over is left out, and what a facet
that both sentences state keeps apart; of the rest those two belong together that resemble each other most, seen from
either side, where the odds are good enough.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from ledger.compare.digits import one_length, one_order, slip_between
from ledger.compare.likeness import sort_of_unit, told_with, units_of_a_kind
from ledger.compare.resemblance import (
    Evidence,
    Resemblance,
    Weights,
    contrasted,
    likely,
    measured_otherwise,
    odds,
    weights,
)
from ledger.compare.scopes import Knowledge
from ledger.compare.separate import Separation, may_have_grown
from ledger.compare.slips import Pair, other_stretch
from ledger.compare.tellings import Telling
from ledger.compare.words import lexicon

FIGURES = 120
"""Figures of one article that are laid side by side, at most: the first."""
_DIGITS = 2
"""Digits from which figures may show a slip; of so few, the units must be read on both sides."""


class Match(NamedTuple):
    """Two figures that may be told of one thing, what they would show then, and what speaks for and against it."""

    a: Telling
    b: Telling
    kind: str
    evidence: Evidence

    @property
    def similarity(self) -> float:
        """Share of all words of their sentences that both have."""
        return len(self.a.words & self.b.words) / (len(self.a.words | self.b.words) or 1)

    @property
    def reason(self) -> str:
        """In words what both sentences share."""
        shared, figures = self.a.words & self.b.words, self.a.figures & self.b.figures
        if shared or figures:
            return told_with(self.a, self.b, shared, figures)
        return f"both told with {self.a.entry.claim.measure}, in articles on one matter"


def find_retold(
    tellings: Sequence[Telling],
    related: set[frozenset[str]],
    knowledge: Knowledge,
    about: Set[str] | None = None,
) -> Iterator[Pair]:
    """Pairs of figures of two related articles that tell one thing.

    Kinds: `digits`, `scale`, `values`, `periods` (one figure, two stretches of time).
    """
    for matches in lay_side_by_side(tellings, related, knowledge, about):
        for likelihood, match in best_of(matches, weights()):
            if likelihood >= likely():
                yield match.kind, match.a, match.b, False, match.similarity, match.reason


def lay_side_by_side(
    tellings: Sequence[Telling],
    related: set[frozenset[str]],
    knowledge: Knowledge,
    about: Set[str] | None = None,
) -> Iterator[Sequence[Match]]:
    """For every two related articles, each two of their figures that may tell one thing and cannot both be right."""
    by_article: Mapping[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        if len(by_article[telling.entry.claim.article]) < FIGURES:
            by_article[telling.entry.claim.article].append(telling)
    separation = Separation(knowledge, related, tellings)
    for left, right in sorted(tuple(sorted(pair)) for pair in related):
        if about is None or not about.isdisjoint((left, right)):
            yield list(_matches(by_article[left], by_article[right], separation))


def _matches(left: Sequence[Telling], right: Sequence[Telling], separation: Separation) -> Iterator[Match]:
    resemblance = Resemblance(left, right, separation)
    one_figure_at_least = not _figures_of(left).isdisjoint(_figures_of(right))
    for a in left:
        for b in right:
            kind = _kind(a, b)
            if kind == "values" and not one_figure_at_least:
                continue
            if kind and _comparable(a, b, kind) and not _apart(a, b, kind, separation):
                yield Match(a, b, kind, resemblance.evidence(a, b, kind))


def _figures_of(tellings: Iterable[Telling]) -> frozenset[float]:
    """The values of an article that are hardly met by chance."""
    return frozenset(t.entry.claim.value or 0.0 for t in tellings if len(t.digits) >= _DIGITS)


def _kind(a: Telling, b: Telling) -> str:
    """What the figures show if they are told of one thing; empty where both can be right."""
    if a.entry.claim.value == b.entry.claim.value:
        if len(a.digits) < _DIGITS:
            return ""
        rates = "%" not in (a.base, b.base) or (a.time and b.time)  # '1.8 % a year', '1.8 %, repayable over 25 years'
        return "periods" if rates and other_stretch(a, b) else "scale" if _other_unit(a, b) else ""
    slip = slip_between(a.entry.claim, b.entry.claim)
    if slip and min(len(a.digits), len(b.digits)) < _DIGITS:
        slip = "values"
    if slip != "values":
        return slip
    return "digits" if _reversed(a, b) else slip if one_order(a.entry.claim.value, b.entry.claim.value) else ""


def _other_unit(a: Telling, b: Telling) -> bool:
    """Whether one printed figure has two units of a kind: pounds and euros, kilowatt hours and megawatt hours."""
    measures = a.entry.scope.measure, b.entry.scope.measure
    printed = a.entry.claim.quote != b.entry.claim.quote
    return printed and a.base != b.base and a.time == b.time and units_of_a_kind(*measures)


def _reversed(a: Telling, b: Telling) -> bool:
    """Whether the first and the last of three digits changed places."""
    turned = len(a.digits) == 3 and a.digits == b.digits[::-1]
    return turned and one_length(a.entry.claim.value, b.entry.claim.value)


def _comparable(a: Telling, b: Telling, kind: str) -> bool:
    """Whether units agree; where digits show a slip one may be unread, and where the slip is clear they may name two
    things that are counted ('transfers', 'payments')."""
    if kind == "periods" or a.entry.claim.value == b.entry.claim.value:
        return True
    if a.time != b.time:
        return False
    if a.base and (a.base == b.base or b.base in lexicon().kin.get(a.base, ())):
        return True
    if kind == "values" or "%" in (a.base, b.base):
        return False  # a share is always told as one
    if not (a.base and b.base and _clear(a, b)):
        return not (a.base and b.base)
    return all(t.entry.scope.measure.counted for t in (a, b)) or a.entry.unitless or b.entry.unitless


def _clear(a: Telling, b: Telling) -> bool:
    """Whether figures have so many digits that chance hardly makes a slip of them."""
    return min(len(a.digits), len(b.digits)) > _DIGITS


def _apart(a: Telling, b: Telling, kind: str, separation: Separation) -> bool:
    """Whether the articles, or a facet or a word of the sentences, say that these are two things.

    Of a clear slip, and of one figure for two stretches of time, facets and words are no more than evidence.
    """
    measures = a.entry.scope.measure, b.entry.scope.measure
    beyond = measures[0].full - measures[1].full, measures[1].full - measures[0].full
    narrowed = [not lexicon().kinds.isdisjoint(words) for words in beyond]
    if any(measure.personal for measure in measures) or all(narrowed) or separation.known_to_one(a, b):
        return True
    if kind == "periods" or (kind != "values" and _clear(a, b)):
        return False
    if kind == "values" and _otherwise(a, b):
        return True
    return contrasted(a, b) or not (separation.may_be_one(a, b, True) and separation.same_time(a, b))


def _otherwise(a: Telling, b: Telling) -> bool:
    """Whether two values are rather of two things: planned and done, the price of a project and of a crane, a level
    and the one before ('4.9 million, after 4.5'), a count that may have grown."""
    scopes, figures = (a.entry.scope, b.entry.scope), a.figures & b.figures
    if scopes[0].modality != scopes[1].modality or any(base == a.base for base, _ in figures):
        return True
    if sort_of_unit(scopes[0].measure) == "money" and measured_otherwise(a, b):
        return True
    growing = any(scope.measure.growing for scope in scopes) or not figures
    return growing and may_have_grown(a.entry, b.entry)


def best_of(matches: Sequence[Match], weights: Weights) -> Iterator[tuple[float, Match]]:
    """Those of which neither figure resembles another one more, with their log odds."""
    judged = [(odds(match.evidence, weights), match) for match in matches]
    best: dict[int, float] = {}
    for likelihood, match in judged:
        for telling in (match.a, match.b):
            best[id(telling)] = max(best.get(id(telling), likelihood), likelihood)
    return (found for found in judged if found[0] == best[id(found[1].a)] == best[id(found[1].b)])
