"""Figures that two articles on one matter tell of one thing, each in its own words.

The figures of two such articles are laid side by side. What one of them tells twice over is left out, and what is
surely of two things; of the rest those two belong together that resemble each other most, seen from either side, where
the odds are good enough.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from ledger.claims import verbs
from ledger.compare.facets.digits import one_length, one_order, slip_between
from ledger.compare.facets.scopes import Knowledge
from ledger.compare.facets.words import lexicon
from ledger.compare.figures.likeness import one_unit, sort_of_unit, told_with, units_of_a_kind
from ledger.compare.figures.resemblance import Resemblance, contrasted, likely, measured_otherwise, weights
from ledger.compare.figures.separate import Separation, may_have_grown
from ledger.compare.figures.slips import Pair, other_stretch
from ledger.compare.figures.tellings import Telling, in_one_unit
from ledger.compare.matching import best_of
from ledger.weighing import Evidence, odds

FIGURES = 120
"""Figures of one article that are laid side by side, at most: the first."""
_MADE_INTO = re.compile(r"\binto (?:just |only |about )?$")
_DIGITS = 2
"""Digits from which figures may show a slip; of so few, facets keep figures apart."""


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
        judged = [(odds(match.evidence, weights()), match) for match in matches]
        for _, match in best_of(judged, likely()):
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
    for first in left:
        for second in right:
            a, b = in_one_unit(first, second)
            kind = _kind(a, b) if _may_have_one_unit(a, b) else ""
            if kind and not separation.known_to_one(a, b) and not _apart(a, b, kind, separation):
                yield Match(first, second, kind, resemblance.evidence(a, b, kind))


def _kind(a: Telling, b: Telling) -> str:
    """What the figures show if they are told of one thing; empty where both can be right."""
    left, right = a.entry.claim, b.entry.claim
    slip = slip_between(left, right)
    if not slip:
        return _in_other_terms(a, b)
    if a.time != b.time and a.time and b.time:
        return ""
    if slip != "values":
        return slip
    return "digits" if _reversed(a, b) else slip if one_order(left.value, right.value) else ""


def _in_other_terms(a: Telling, b: Telling) -> str:
    """What sets two figures of one value apart: stretches of time ('ten million a quarter', '9.6 million a year'), or
    units."""
    rates = "%" not in (a.base, b.base) or (a.time and b.time)  # '1.8 % a year', '1.8 %, repayable over 25 years'
    if rates and (other_stretch(a, b) or _stretch_unsaid(a, b)):
        return "periods"
    if min(len(a.digits), len(b.digits)) < _DIGITS:
        return ""
    return "scale" if a.entry.claim.value == b.entry.claim.value and _other_unit(a, b) else ""


def _stretch_unsaid(a: Telling, b: Telling) -> bool:
    """Whether one sum of money is told for each year, month or week, and the other for no time at all."""
    told = [t.time or t.stretch for t in (a, b)]
    each = (told[0] or told[1]) in ("year", "quarter", "month", "week")
    money = all(sort_of_unit(t.entry.scope.measure) == "money" for t in (a, b))
    of_one_year = any(len(t.entry.claim.period or "") == len("2024") for t in (a, b))
    return money and each and not (all(told) or of_one_year) and a.entry.claim.value == b.entry.claim.value


def _other_unit(a: Telling, b: Telling) -> bool:
    """Whether one printed figure has two units of a kind: pounds and euros, kilowatt hours and megawatt hours."""
    measures = a.entry.scope.measure, b.entry.scope.measure
    printed = a.entry.claim.quote != b.entry.claim.quote
    return printed and not one_unit(a, b) and a.time == b.time and units_of_a_kind(*measures)


def _reversed(a: Telling, b: Telling) -> bool:
    """Whether the first and the last of three digits changed places."""
    turned = len(a.digits) == 3 and a.digits == b.digits[::-1]
    return turned and one_length(a.entry.claim.value, b.entry.claim.value)


def _may_have_one_unit(a: Telling, b: Telling) -> bool:
    """Whether units are of one sort: a share is always told as one, any other figure may stand without its unit."""
    if "%" in (a.base, b.base):
        return a.base == b.base
    sorts = [sort_of_unit(t.entry.scope.measure) for t in (a, b)]
    return a.entry.unitless or b.entry.unitless or sorts[0] == sorts[1]


def _apart(a: Telling, b: Telling, kind: str, separation: Separation) -> bool:
    """Whether two figures are surely of two things; of a clear slip, and of one figure for two stretches of time,
    facets and words are no more than evidence."""
    if _of_persons(a, b):
        return True
    if kind == "values":
        return _two_values(a, b) or separation.elsewhere(a, b)
    length = min(len(a.digits), len(b.digits))
    if kind == "periods" or length > _DIGITS:
        return False
    if length == _DIGITS:
        return separation.told_elsewhere(a, b) or (kind == "scale" and _two_sorts(a, b))
    return separation.elsewhere(a, b) or a.entry.scope.modality != b.entry.scope.modality


def _two_values(a: Telling, b: Telling) -> bool:
    """Whether two values that no slip tells apart are of two things: nothing is shared, few are told of two sorts, a
    toll has grown, a word sets them apart, one is what the other was made into or how far it went, or money is for two
    things."""
    otherwise = measured_otherwise(a, b) - frozenset(lexicon().moneys.values())
    sorts = [not otherwise.isdisjoint(t.entry.scope.measure.words) for t in (a, b)]
    if min(len(a.digits), len(b.digits)) < _DIGITS and (all(sorts) or not one_unit(a, b)):
        return True  # 'two directors', 'three defendants'
    if not (one_unit(a, b) or a.words & b.words or a.figures & b.figures):
        return True
    growing = any(t.entry.scope.measure.growing for t in (a, b))
    if (growing and may_have_grown(a.entry, b.entry)) or contrasted(a, b):
        return True
    if bool(_MADE_INTO.search(a.entry.claim.before)) != bool(_MADE_INTO.search(b.entry.claim.before)):
        return True
    if a.step != b.step:
        return True
    money = sort_of_unit(a.entry.scope.measure) == "money"
    return money and any(verbs.lemma(word) is None for word in otherwise)


def _two_sorts(a: Telling, b: Telling) -> bool:
    """Whether two figures count two sorts of things: '320 projects', '32 decisions'."""
    return not one_unit(a, b) and all(t.entry.scope.measure.counted and not t.entry.unitless for t in (a, b))


def _of_persons(a: Telling, b: Telling) -> bool:
    """Whether a figure is told of a person, and not both by one name: ages are held against each other with names."""
    measures = a.entry.scope.measure, b.entry.scope.measure
    aged = any(measure.head in lexicon().personal for measure in measures)
    return aged or (any(measure.personal for measure in measures) and not a.names & b.names)
