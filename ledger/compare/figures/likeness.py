"""What two figures and their sentences have in common, and how their digits stand to each other."""

import re

from ledger.compare.facets.measures import Measure, counts
from ledger.compare.facets.words import lexicon, printed_words
from ledger.compare.figures.tellings import Telling, clause_of
from ledger.mentions.home import may_mean, named_alike

_DIGITS = re.compile(r"\d")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


def sort_of_unit(measure: Measure) -> str | None:
    """'money', 'share' or 'measure'; None without a unit and for things counted, which have no other unit."""
    base = measure.unit.partition("/")[0]
    if named_alike(base) or (len(base) == 3 and base.isupper()):
        return "money"
    if not base or counts(base):
        return None
    return "share" if base in ("%", "percentage_point") else "measure"


def one_unit(a: Telling, b: Telling) -> bool:
    """Whether two figures may be told in one unit: 'crowns' are Danish ones as well, households are houses."""
    if a.base == b.base or a.base in lexicon().kin.get(b.base, ()):
        return True
    currencies = [may_mean(t.base, t.entry.claim.quote) for t in (a, b)]
    return not currencies[0].isdisjoint(currencies[1])


def units_of_a_kind(a: Measure, b: Measure) -> bool:
    """Whether one may stand for the other by a slip: pounds and euros, kilometres and miles.

    'Rs 412 a kg' and 'Rs 412' have one unit, and one of them leaves out what it is told per.
    """
    bases = a.unit.partition("/")[0], b.unit.partition("/")[0]
    if bases[0] == bases[1] and ("/" in a.unit) != ("/" in b.unit):
        return False
    return sort_of_unit(a) is not None and sort_of_unit(a) == sort_of_unit(b)


def long(telling: Telling) -> bool:
    """Whether a figure has so many digits that it is hardly met twice by chance."""
    return many_digits(telling) or "." in telling.entry.claim.value_text


def many_digits(telling: Telling) -> bool:
    """Whether a figure is printed with more than three digits."""
    return len(_DIGITS.findall(telling.entry.claim.value_text)) > 3


def bare(a: Telling, b: Telling) -> bool:
    """Whether both figures count one sort of things that nothing narrows: '46 villages', 'the 64 villages'."""
    measures = a.entry.scope.measure, b.entry.scope.measure
    small = max(a.entry.claim.value or 0, b.entry.claim.value or 0) < 100
    return small and all(m.counted and not m.words for m in measures) and measures[0].unit == measures[1].unit


def clashing(a: Telling, b: Telling, slip: bool) -> bool:
    """Whether each figure is told with a measure of which the other sentence has nothing ('primary', 'secondary').

    For a slip in a long figure the sentence before may name it as well.
    """
    left, right = a.entry.scope.measure.words, b.entry.scope.measure.words
    ours, theirs = (a.around, b.around) if slip and many_digits(a) else (a.words, b.words)
    return bool(left and right) and left.isdisjoint(theirs | right) and right.isdisjoint(ours)


def told_of_others(a: Telling, b: Telling) -> bool:
    """Whether each of two sentences has a name or a year that the other has not: another place, another season."""
    years = [frozenset(_YEAR.findall(clause_of(t.entry.claim))) for t in (a, b)]
    return any(left - right and right - left for left, right in ((a.names, b.names), (years[0], years[1])))


def one_head(a: Telling, b: Telling) -> bool:
    """Whether both measures are about one word."""
    return bool(a.entry.scope.measure.head) and a.entry.scope.measure.head == b.entry.scope.measure.head


def one_is_step(a: Measure, b: Measure) -> bool:
    """Whether one percentage is a change and the other none: 'an increase of 6 %', 'earned 52 % abroad'."""
    steps = [not lexicon().changes.isdisjoint(measure.words) for measure in (a, b)]
    return a.unit == b.unit == "%" and steps[0] != steps[1]


def one_year_each(a: Telling, b: Telling) -> bool:
    """Whether both figures are told of a time within one calendar year."""
    days = a.entry.scope.days, b.entry.scope.days
    return all(d is not None and d.years[0] == d.years[1] for d in days)


def told_with(a: Telling, b: Telling, shared: frozenset[str], figures: frozenset[tuple[str, float]]) -> str:
    """In words what both sentences share, as printed in the first."""
    words = printed_words(a.entry.claim.text, shared)
    parts = []
    if words:
        parts.append(f"both told with {', '.join(words[:5])}")
    if figures:
        units = sorted(f"{value:,.12g} {unit}".strip() for unit, value in figures)
        parts.append(f"beside the same {', '.join(units[:3])}")
    unit = a.entry.scope.measure.unit
    return "; ".join(parts) or f"one article, one unit ({unit})"
