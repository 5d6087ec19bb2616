"""Figures beside what the vocabulary knows: figures that nothing in their place can exceed, bounds of change."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, islice
from typing import NamedTuple

from ledger.compare.facets.intervals import plain
from ledger.compare.facets.keys import OPEN, Keyed, bounds
from ledger.compare.facets.measures import Measure, canonical_unit, read_measure
from ledger.compare.facets.places import PlaceRelation
from ledger.compare.facets.scopes import Knowledge

PAIRS = 300
"""Pairs of levels looked at for one bound of change."""
_GROWN = 1.1
"""What counts people and households may have grown by since the reference figure was taken."""
_INSIDE = (PlaceRelation.SAME, PlaceRelation.CARRIED, PlaceRelation.NESTED)


class Reference(NamedTuple):
    """A row of the vocabulary: a figure of a place, or the most a measure changes in a year, in percent."""

    measure: str
    unit: str
    place: str | None
    period: str | None
    value: float | None
    max_yearly_change: float | None
    source: str


class Check(NamedTuple):
    """A claim beside a reference, with what it may be at least and at most."""

    claim: Keyed
    base: Keyed | None
    kind: str
    low: float
    high: float
    reason: str


def read_references(connection: sqlite3.Connection) -> list[Reference]:
    """The reference figures and bounds of the vocabulary."""
    query = "SELECT measure, unit, place, period, value, max_yearly_change, source FROM reference_figures ORDER BY id"
    return [Reference(*row) for row in connection.execute(query)]


def find_checks(keyed: Sequence[Keyed], references: Sequence[Reference], knowledge: Knowledge) -> Iterator[Check]:
    """Every figure that a reference figure or a bound of change says something about."""
    figures = [e for e in keyed if e.claim.kind == "quantity"]
    for reference in references:
        if reference.value is not None:
            yield from _above(figures, reference, knowledge)
        if reference.max_yearly_change is not None:
            yield from _changes(figures, reference, knowledge)


def _above(figures: Sequence[Keyed], reference: Reference, knowledge: Knowledge) -> Iterator[Check]:
    """Counts of things of which the place has no more than the reference figure."""
    unit = canonical_unit(reference.unit)
    most = (reference.value or 0.0) * _GROWN
    for entry in figures:
        if entry.scope.measure.unit != unit or entry.claim.place is None or not entry.scope.measure.counted:
            continue
        if reference.place and knowledge.places.relate(entry.claim.place, reference.place) not in _INSIDE:
            continue
        known = f"{plain(reference.value or 0.0)} {reference.measure}"
        when = f" ({reference.period})" if reference.period else ""
        reason = f"{reference.place or 'the corpus'} has {known}{when}: {reference.source}"
        yield Check(entry, None, "above", -OPEN, most, reason)


def _changes(figures: Sequence[Keyed], reference: Reference, knowledge: Knowledge) -> Iterator[Check]:
    """Levels of one measure and place in two years."""
    wanted = read_measure(reference.measure, reference.unit, knowledge.terms)
    series: dict[tuple[str, Measure], list[Keyed]] = defaultdict(list)
    for entry in figures:
        measure = entry.scope.measure
        here = not reference.place or knowledge.places.relate(entry.claim.place, reference.place) in _INSIDE[:2]
        named = measure.unit.partition("/")[0] == wanted.unit and wanted.words <= measure.words | {measure.head}
        dated = entry.scope.days is not None and not entry.scope.days.assumed
        if here and named and dated and entry.claim.value:
            series[str(entry.claim.place), measure].append(entry)
    for levels in series.values():
        levels.sort(key=lambda e: (e.scope.days.years[1] if e.scope.days else 0, e.position))
        for first, last in islice(combinations(levels, 2), PAIRS):
            yield from _change(first, last, reference)


def _change(first: Keyed, last: Keyed, reference: Reference) -> Iterator[Check]:
    assert first.scope.days
    assert last.scope.days
    years = last.scope.days.years[1] - first.scope.days.years[1]
    if years < 1:
        return
    factor = 1 + (reference.max_yearly_change or 0.0) / 100
    low, high = bounds(first.claim.low, first.claim.high)
    start, end = first.claim.value or 0.0, last.claim.value or 0.0
    grown = 100 * ((end / start) ** (1 / years) - 1)
    reason = (
        f"({plain(end)} / {plain(start)}) ^ (1 / {years}) - 1 = {plain(grown)} % a year, beyond"
        f" {plain(reference.max_yearly_change or 0.0)} %: {reference.source}"
    )
    yield Check(last, first, "change", low / factor**years, min(OPEN, high * factor**years), reason)
