"""Slips between figures that tell one thing: digits in each other's place, a lost separator, another period.

A digit slip ('18,142' and '18,412') or a scale slip ('1.44 million' and '1.44 billion') is seen where unit and digits
agree, so only such figures are looked at; what makes a pair of them is the words, names and further figures that both
sentences share, never the digits alone. No facet that a sentence itself states may keep them apart.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence, Set
from itertools import combinations, islice

from ledger.compare.facets.digits import before_point, one_order, powers_apart, swapped
from ledger.compare.facets.intervals import usually_apart
from ledger.compare.facets.matters import on_other_matters
from ledger.compare.facets.measures import MeasureRelation, relate_measures
from ledger.compare.facets.periods import PeriodRelation, relate_periods
from ledger.compare.facets.scopes import Knowledge
from ledger.compare.facets.verdicts import Comparer, Verdict
from ledger.compare.figures.likeness import (
    bare,
    clashing,
    long,
    many_digits,
    one_head,
    one_is_step,
    one_year_each,
    told_of_others,
    told_with,
)
from ledger.compare.figures.separate import Separation, may_have_grown
from ledger.compare.figures.tellings import Telling, aligned

_DEFINITE = re.compile(r"\b(?:the|this|that|these|those)\W*$", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_BESIDE = 2
"""Sentences of one article that are nearer than this are told side by side."""
_SIDES = {"more_than": "low", "at_least": "low", "less_than": "high", "up_to": "high", "nearly": "high"}
_MANY = 3
"""Words that two tellings of one thing share at least."""
_MOST = 0.6
"""Share of the words of the shorter sentence that the longer one has as well."""
PAIRS = 300
"""Pairs looked at for one key: figures that hundreds of sentences share tell no story."""

Pair = tuple[str, Telling, Telling, bool, float, str]


def find_slips(
    tellings: Sequence[Telling],
    related: set[frozenset[str]],
    knowledge: Knowledge,
    about: Set[str] | None = None,
) -> Iterator[Pair]:
    """Pairs of figures that tell one thing, with the kind of slip they may show.

    Kinds: `scale`, `digits`, `periods` (one figure, two stretches of time), `values`, `hedges`.
    """
    tellings = [telling for telling in tellings if not telling.step]
    finder = _Finder(knowledge, related, tellings)
    for key, side, judge in (
        (_scale_key, _value, finder.scale),
        (_digits_key, _digits, finder.digits),
        (_value_key, _times, finder.periods),
        (_values_key, _interval, finder.values),
        (_value_key, _bound, finder.hedges),
    ):
        for a, b in _differing(tellings, key, side, about):
            if pair := judge(a, b):
                yield pair
    for a, b in aligned(tellings):
        if pair := finder.values_beside(a, b):
            yield pair


def _differing(
    tellings: Iterable[Telling],
    key: Callable[[Telling], Hashable],
    side: Callable[[Telling], Hashable],
    about: Set[str] | None,
) -> Iterator[tuple[Telling, Telling]]:
    """Every two of two sentences that agree in a key and not in a side, the earlier one first; with `about`, those with
    one of these articles."""
    blocks: dict[Hashable, list[Telling]] = defaultdict(list)
    for telling in tellings:
        if (value := key(telling)) is not None:
            blocks[value].append(telling)
    for block in blocks.values():
        sides = [side(telling) for telling in block] if len(block) > 1 else ()
        if len(set(sides)) > 1:
            for i, j in islice(_pairs_of(block, about), PAIRS):
                a, b = block[i], block[j]
                if sides[i] != sides[j] and a.entry.claim.sentence_id != b.entry.claim.sentence_id:
                    yield a, b


def _pairs_of(block: Sequence[Telling], about: Set[str] | None) -> Iterator[tuple[int, int]]:
    """The places of every two of a block; with `about`, of those with one of these articles."""
    pairs = combinations(range(len(block)), 2)
    if about is None:
        return pairs
    new = [telling.entry.claim.article in about for telling in block]
    return ((i, j) for i, j in pairs if new[i] or new[j]) if any(new) else iter(())


# Keys: only figures that agree in them are looked at.


def _scale_key(telling: Telling) -> Hashable:
    return ("scale", telling.base, telling.digits) if telling.base and len(telling.digits) > 1 else None


def _digits_key(telling: Telling) -> Hashable:
    if len(telling.digits) < 2 or not telling.base:
        return None
    return telling.base, tuple(sorted(telling.digits)), before_point(telling.entry.claim.value)


def _value_key(telling: Telling) -> Hashable:
    return (telling.base, telling.entry.claim.value) if telling.base else None


def _values_key(telling: Telling) -> Hashable:
    """Unit, the word the figure is about or a year it is told for: pairs without equal measures."""
    scope, claim = telling.entry.scope, telling.entry.claim
    if "period" not in claim.own or scope.days is None or not telling.base:
        return None
    return telling.entry.scope.measure.unit, scope.days.first, scope.days.last, scope.modality


# Sides: figures that agree in them as well show nothing of what is looked for.


def _value(telling: Telling) -> Hashable:
    return telling.entry.claim.value


def _digits(telling: Telling) -> Hashable:
    return telling.digits


def _times(telling: Telling) -> Hashable:
    return telling.stretch, telling.entry.scope.days


def _interval(telling: Telling) -> Hashable:
    return telling.entry.claim.usual_low, telling.entry.claim.usual_high


def _bound(telling: Telling) -> Hashable:
    return _SIDES.get(telling.entry.claim.hedge)


def other_stretch(a: Telling, b: Telling) -> bool:
    """Whether two figures are told for two stretches of time: 'a year', 'a month'."""
    stretches = {a.stretch or _plain_year(a, b), b.stretch or _plain_year(b, a)}
    return len(stretches) > 1 and "" not in stretches and not _begun_together(a, b)


def _plain_year(a: Telling, b: Telling) -> str:
    """'year' for a figure that its sentence tells of one calendar year, beside one that is told for a stretch."""
    claim = a.entry.claim
    return "year" if b.stretch and "period" in claim.own and _YEAR.fullmatch(claim.period or "") else ""


def _begun_together(a: Telling, b: Telling) -> bool:
    """Whether one figure is told since a day and the other of the year that it begins: 'since January', 'this year'."""
    since = "since" in (a.entry.claim.period_kind, b.entry.claim.period_kind)
    begun = [days.first if days else None for days in (a.entry.scope.days, b.entry.scope.days)]
    return since and begun[0] == begun[1] is not None


def _of_printed_year(telling: Telling) -> bool:
    """Whether a figure that is no share is told of a calendar year, the only one that its sentence names."""
    claim = telling.entry.claim
    return telling.base != "%" and set(_YEAR.findall(claim.text)) == {claim.period}


def _of_two_things(a: Telling, b: Telling, slip: bool) -> bool:
    """Whether measures name two things, or one is a person's; a slip beside two further figures that agree is one of
    what is counted."""
    measures = a.entry.scope.measure, b.entry.scope.measure
    if measures[0].personal != measures[1].personal:
        return True
    named = all(measure.counted and measure.words for measure in measures)
    differs = named and relate_measures(*measures) is MeasureRelation.DIFFERS
    return (differs and not (slip and len(a.figures) == len(b.figures) > 1)) or one_is_step(*measures)


class _Finder:
    """Judges pairs of figures by what their sentences share."""

    def __init__(self, knowledge: Knowledge, related: set[frozenset[str]], tellings: Iterable[Telling]) -> None:
        self._knowledge = knowledge
        self._comparer = Comparer(knowledge)
        self._related = related
        self._separation = Separation(knowledge, related, tellings)

    def scale(self, a: Telling, b: Telling) -> Pair | None:
        """The same digits a power of ten apart: a lost separator, a million for a billion."""
        left, right = a.entry.claim, b.entry.claim
        if not powers_apart(left.value, right.value) or a.time != b.time:
            return None
        long_one = len(a.digits) > 2
        near = self._on_one_matter(a, b)
        needed = _MANY - long_one if near or left.article == right.article else _MANY + 2 - long_one
        return self._judged("scale", a, b, needed)

    def digits(self, a: Telling, b: Telling) -> Pair | None:
        """Two neighbouring digits that changed places."""
        if not swapped(a.entry.claim.value, b.entry.claim.value) or a.entry.claim.hedge != b.entry.claim.hedge:
            return None
        one_article = a.entry.claim.article == b.entry.claim.article
        if len(a.digits) == 2:
            if one_article:
                return self._judged("digits", a, b, 0) if bare(a, b) else None
            near = self._on_one_matter(a, b)
            if near and long(a) and long(b):
                return self._judged("digits", a, b, _MANY - 1)
            measures = a.entry.scope.measure, b.entry.scope.measure
            one = measures[0].words and relate_measures(*measures) is MeasureRelation.SAME
            return self._judged("digits", a, b, _MANY + 2) if one and not told_of_others(a, b) else None
        return self._judged("digits", a, b, 0 if one_article and long(a) else 1 if one_article else 2)

    def periods(self, a: Telling, b: Telling) -> Pair | None:
        """One exact figure for two stretches of time."""
        left, right = a.entry.claim, b.entry.claim
        one_article = left.article == right.article
        if other_stretch(a, b):
            return self._judged("periods", a, b, 2, time=False)
        exact = left.hedge == right.hedge == "none" and a.time == b.time
        relation = relate_periods(a.entry.scope.days, b.entry.scope.days)
        dated = "period" in left.own and "period" in right.own and relation is PeriodRelation.DIFFERS
        if not (exact and dated and one_year_each(a, b)):
            return None
        if not one_article:
            near = self._on_one_matter(a, b)
            told = near and len(a.digits) > 1 and _of_printed_year(a) and _of_printed_year(b) and a.figures == b.figures
            return self._judged("periods", a, b, _MANY, time=False) if told else None
        if len(a.digits) < _MANY:
            return None
        again = bool(_DEFINITE.search(right.before))
        return self._judged("periods", a, b, 0 if again else _MANY, time=False)

    def values(self, a: Telling, b: Telling) -> Pair | None:
        """Two values of what two articles tell in much the same words of the same stated time."""
        left, right = a.entry.claim, b.entry.claim
        apart = usually_apart(left, right)
        apart = apart and one_order(left.value, right.value)
        if left.article == right.article or not apart or told_of_others(a, b) or may_have_grown(a.entry, b.entry):
            return None
        where = frozenset(self._knowledge.terms.words(f"{left.place or ''} {right.place or ''}"))
        shared, fewer = (a.words & b.words) - where, min(len(a.words - where), len(b.words - where))
        told = a.entry.scope.measure.words & b.entry.scope.measure.words
        if (len(shared) < _MANY and len(told) < _MANY - 1) or len(shared) < _MOST * fewer:
            return None
        if len(shared) < _MANY and a.words - shared and b.words - shared:
            return None  # 'maize prices rose', 'wheat prices rose'
        return self._judged("values", a, b, _MANY)

    def hedges(self, a: Telling, b: Telling) -> Pair | None:
        """One figure as the least here and as the most there."""
        sides = {_SIDES.get(t.entry.claim.hedge) for t in (a, b)}
        if sides != {"low", "high"} or not self._alike(a, b) or a.time != b.time:
            return None
        return self._judged("hedges", a, b, _MANY)

    def values_beside(self, a: Telling, b: Telling) -> Pair | None:
        """Two values that two articles tell beside one further figure: 'costs £31m, of which the council pays £4m'."""
        left, right = a.entry.claim, b.entry.claim
        apart = usually_apart(left, right)
        related = self._on_one_matter(a, b)
        if not apart or left.hedge != right.hedge or len(a.words & b.words) < (1 if related else 2):
            return None  # 'shr 34 cts vs 1.19' and 'shr 1.19 vs 1.46' are of two firms
        slip = swapped(left.value, right.value)
        if _of_two_things(a, b, slip) or not one_order(left.value, right.value):
            return None
        if told_of_others(a, b) or not self._separation.same_time(a, b):
            return None
        if not slip and may_have_grown(a.entry, b.entry):
            return None
        return self._judged("digits" if slip else "values", a, b, _MANY + 1, clash=not slip)

    def _on_one_matter(self, a: Telling, b: Telling) -> bool:
        """Whether the articles are."""
        return frozenset((a.entry.claim.article, b.entry.claim.article)) in self._related

    def _alike(self, a: Telling, b: Telling) -> bool:
        """Whether two articles tell much the same words."""
        shared, fewer = a.words & b.words, min(len(a.words), len(b.words))
        return a.entry.claim.article != b.entry.claim.article and len(shared) >= max(_MANY, _MOST * fewer)

    def _judged(
        self, kind: str, a: Telling, b: Telling, needed: int, time: bool = True, clash: bool = True
    ) -> Pair | None:
        one_article = a.entry.claim.article == b.entry.claim.article
        matter = self._knowledge.matter
        if not one_article and on_other_matters(matter(a.entry.claim.article), matter(b.entry.claim.article)):
            return None
        if time and not one_article and self._separation.known_to_one(a, b):
            return None
        found = self._comparer.compare(a.entry.scope, b.entry.scope, one_article)
        beside = one_article and self._told_apart(a, b) > 0
        comparable = time and found.verdict >= Verdict.WARNING and not beside
        if not comparable and (
            not self._separation.may_be_one(a, b, time) or (clash and clashing(a, b, kind == "digits"))
        ):
            return None
        shared = a.words & b.words
        figures = a.figures & b.figures
        score = len(shared) + 2 * len(figures) + one_head(a, b)
        around = len((a.around & b.around) - shared)
        if one_article and kind == "digits" and many_digits(a):
            score += min(2, around)
        if not one_article:
            score += min(1, around)
            if self._on_one_matter(a, b):
                score += 1
        else:
            needed += self._told_apart(a, b)
        if not comparable and (score < needed or (not one_article and not (shared or figures))):
            return None
        told = told_with(a, b, shared, figures)
        union = len(a.words | b.words)
        return kind, a, b, found.verdict is Verdict.ERROR, len(shared) / union if union else 0.0, told

    def _told_apart(self, a: Telling, b: Telling) -> int:
        """What more it takes within one article: whoever wrote it knew of both figures."""
        measures = a.entry.scope.measure, b.entry.scope.measure
        named = all(m.words for m in measures) and measures[0].words.isdisjoint(measures[1].words)
        beside = abs(a.entry.claim.sentence - b.entry.claim.sentence) < _BESIDE
        return 3 if beside else 2 if named else 0
