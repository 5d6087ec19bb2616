"""Average changes and their endpoints: 'from 14.8 % in 2018 to 6.4 % in 2022, 2.1 points a year'.

The change is worked out for the years between the endpoints and for one more, since a text may count both ends; as a
difference, and for relative changes also as yearly growth. Whether it fits what is printed is for the rule to say.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ledger.compare.facets.intervals import plain
from ledger.compare.facets.keys import OPEN, Keyed, bounds
from ledger.compare.facets.measures import MeasureRelation, relate_measures
from ledger.compare.facets.names import fold
from ledger.compare.facets.places import PlaceRelation
from ledger.compare.facets.scopes import Knowledge
from ledger.compare.facets.words import canonical, lexicon
from ledger.compare.rows import Filled

_REACH = 3
"""Sentences back in which the start of a series is sought."""
_SERIES = (MeasureRelation.SAME, MeasureRelation.NARROWER, MeasureRelation.ALIKE, MeasureRelation.BARE)
_ELSEWHERE = (PlaceRelation.DIFFERS, PlaceRelation.NESTED)
_OTHER_CLAUSE = frozenset({"while", "whereas", "but", "when", "although", "annually", "per"})
_POINTING = frozenset({"this", "that", "it", "which", "equivalent", "an"})

Sentences = Mapping[tuple[str, int], Sequence[Keyed]]


class Change(NamedTuple):
    """The yearly change from one endpoint to another: its bounds, and the calculation in words."""

    change: Keyed
    first: Keyed
    last: Keyed
    years: int
    method: str
    """difference | growth"""
    strict: tuple[float | None, float | None]
    usual: tuple[float | None, float | None]
    calculation: str


def change_rows(keyed: Sequence[Keyed], knowledge: Knowledge) -> Filled:
    """The rows of `change_series`."""
    rows = (
        (found.change.claim.rowid, found.first.claim.rowid, found.last.claim.rowid, found.years, found.method,
         *bounds(*found.strict), *bounds(*found.usual), found.calculation)
        for found in find_changes(keyed, knowledge)
    )  # fmt: skip
    return Filled("change_series", rows)


def find_changes(keyed: Sequence[Keyed], knowledge: Knowledge) -> Iterator[Change]:
    """Every average yearly change, with every pair of endpoints that its text can mean."""
    sentences: dict[tuple[str, int], list[Keyed]] = defaultdict(list)
    for entry in keyed:
        if entry.claim.kind == "quantity" and entry.claim.value is not None:
            sentences[entry.claim.article, entry.claim.sentence].append(entry)
    for entries in list(sentences.values()):
        for entry in entries:
            if not _is_average_change(entry):
                continue
            if spanned := _spanned(entry, entries):
                yield from _calculate(entry, *spanned)
            elif last := _endpoint(entry, sentences):
                for first in _starts(entry, last, sentences, knowledge):
                    yield from _calculate(entry, first, last, _years(last) - _years(first))


def _spanned(change: Keyed, entries: Sequence[Keyed]) -> tuple[Keyed, Keyed, int] | None:
    """'From 2019 to 2025 output grew from 3 to 9 tonnes': endpoints without years of their own, and the span."""
    days = change.scope.days
    if days is None or "period" not in change.claim.own or days.years[0] == days.years[1]:
        return None
    for first, last in pairwise(entries):
        levels = _follows(first, "from") and _follows(last, "to") and all(_fits_unit(change, e) for e in (first, last))
        if levels and first.scope.days == last.scope.days and last.claim.start < change.claim.start:
            return first, last, days.years[1] - days.years[0]
    return None


def _years(entry: Keyed) -> int:
    """The last year of a dated level."""
    assert entry.scope.days
    return entry.scope.days.years[1]


def _is_average_change(entry: Keyed) -> bool:
    """A rate per year told as a rise or fall: 'an average reduction of 2.1 % a year'."""
    if not entry.scope.measure.unit.endswith("/year"):
        return False
    near = fold(" ".join(entry.claim.before.split()[-6:]) + " " + entry.claim.quote).split()
    told = entry.scope.measure.words | {canonical(word) for word in near}
    return not told.isdisjoint(lexicon().changes)


def _fits_unit(change: Keyed, endpoint: Keyed) -> bool:
    base, unit = change.scope.measure.unit.removesuffix("/year"), endpoint.scope.measure.unit
    if base == "%":
        return "/year" not in unit and unit != "percentage_point"
    return unit == ("%" if base == "percentage_point" else base)


def _endpoint(change: Keyed, sentences: Sentences) -> Keyed | None:
    """The end of the series: the latest level told in the sentence of the change, or in the one it points back to."""
    claim = change.claim
    own = [other for other in sentences[claim.article, claim.sentence] if _may_end(change, other)]
    if not own and fold(claim.text).split()[:1] and fold(claim.text).split()[0] in _POINTING:
        own = [e for e in sentences.get((claim.article, claim.sentence - 1), ()) if _is_level_of(change, e)]
    latest = max((other.scope.days.last for other in own if other.scope.days), default=0)
    ending = [other for other in own if other.scope.days and other.scope.days.last == latest]
    return min(ending, key=lambda e: (not _follows(e, "to"), abs(e.claim.start - claim.start)), default=None)


def _follows(entry: Keyed, *words: str) -> bool:
    """Whether one of the words stands right before the figure."""
    return entry.claim.before.lower().split()[-1:] in [[word] for word in words]


def _is_level_of(change: Keyed, other: Keyed) -> bool:
    """Whether a figure is a dated level of what the change is about."""
    lex = lexicon()
    about = change.scope.measure.words - lex.changes - {canonical("annual")}
    named = other.scope.measure.words
    dated = other.scope.days is not None and not other.scope.days.assumed
    return other is not change and dated and _fits_unit(change, other) and (_unread(other) or about <= named)


def _unread(entry: Keyed) -> bool:
    """Whether the second end of a series is told without its measure: '... from 200 million in 2019 to 260 million'."""
    claim = entry.claim
    bare = fold(claim.measure) in ("", fold(claim.unit or ""))
    return bare and _follows(entry, "to", "from")


def _may_end(change: Keyed, other: Keyed) -> bool:
    """Whether a level of the same sentence is what the change led to: no new clause and no other change between."""
    if not _is_level_of(change, other):
        return False
    left, right = sorted((change.claim, other.claim), key=lambda claim: claim.start)
    between = left.text[left.offset + len(left.quote) : right.offset]
    return ";" not in between and _OTHER_CLAUSE.isdisjoint(fold(between).split())


def _starts(change: Keyed, last: Keyed, sentences: Sentences, knowledge: Knowledge) -> Sequence[Keyed]:
    """Earlier levels of the series: those of the end's own sentence, else those of the sentences before it."""
    claim = last.claim
    own = [e for e in sentences[claim.article, claim.sentence] if _begins(change, e, last, knowledge)]
    if own:
        return own
    before = range(max(0, claim.sentence - _REACH), claim.sentence)
    return [e for n in before for e in sentences.get((claim.article, n), ()) if _begins(change, e, last, knowledge)]


def _begins(change: Keyed, first: Keyed, last: Keyed, knowledge: Knowledge) -> bool:
    a, b = first.scope, last.scope
    if first in (last, change) or not _fits_unit(change, first) or a.days is None or b.days is None or a.days.assumed:
        return False
    one_sentence = first.claim.sentence_id == last.claim.sentence_id
    from_to = one_sentence and _follows(last, "to") and (_unread(first) or _unread(last))
    series = from_to or relate_measures(a.measure, b.measure) in _SERIES
    here = knowledge.places.relate(a.place, b.place) not in _ELSEWHERE
    return series and here and a.subject == b.subject and a.days.years[1] < b.days.years[1]


def _calculate(change: Keyed, first: Keyed, last: Keyed, span: int) -> Iterator[Change]:
    relative = change.scope.measure.unit == "%/year"
    methods = ["growth"] * relative + ["difference"] * (not relative or last.scope.measure.unit == "%")
    for years in (span, span + 1):
        for method in methods:
            work = _growth if method == "growth" else _difference
            value, strict, usual = work(first, last, years)
            start, end = plain(first.claim.value or 0.0), plain(last.claim.value or 0.0)
            if method == "growth":
                how = f"({end} / {start}) ^ (1 / {years}) - 1 = {plain(value)} %"
            else:
                high, low = (start, end) if (first.claim.value or 0) >= (last.claim.value or 0) else (end, start)
                how = f"({high} - {low}) / {years} = {plain(value)}"
            yield Change(change, first, last, years, method, strict, usual, how)


Bounds = tuple[float | None, float | None]


def _difference(first: Keyed, last: Keyed, years: int) -> tuple[float, Bounds, Bounds]:
    """The yearly difference, without its sign, with its strict and usual bounds."""
    a, b = first.claim, last.claim
    upper, lower = (a, b) if (a.value or 0.0) >= (b.value or 0.0) else (b, a)

    def bound(low: float | None, high: float | None) -> float | None:
        return None if low is None or high is None else (high - low) / years

    strict = bound(lower.high, upper.low), bound(lower.low, upper.high)
    usual = bound(lower.usual_high, upper.usual_low), bound(lower.usual_low, upper.usual_high)
    return ((upper.value or 0.0) - (lower.value or 0.0)) / years, strict, usual


def _growth(first: Keyed, last: Keyed, years: int) -> tuple[float, Bounds, Bounds]:
    """The yearly growth in percent, without its sign; bounds take in the compound and the simple reading."""
    a, b = first.claim, last.claim
    if not a.value or a.value < 0 or b.value is None or b.value < 0:
        return 0.0, (None, None), (None, None)
    compound = 100 * abs((b.value / a.value) ** (1 / years) - 1)

    def reading(ratio: float) -> tuple[float, float]:
        return 100 * abs(ratio ** (1 / years) - 1), 100 * abs(ratio - 1) / years

    def bound(a_low: float | None, a_high: float | None, b_low: float | None, b_high: float | None) -> Bounds:
        if not a_low or not a_high or b_low is None or b_high is None or min(a_low, b_low) <= 0:
            return -OPEN, OPEN
        found = (*reading(b_low / a_high), *reading(b_high / a_low))
        return min(found), max(found)

    return (
        compound,
        bound(a.low, a.high, b.low, b.high),
        bound(a.usual_low, a.usual_high, b.usual_low, b.usual_high),
    )
