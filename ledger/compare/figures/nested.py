"""Figures of a part and of its whole, and figures beside a bound: what the table of facets keeps apart as no conflict.

A commune's figure is not its province's, but it cannot be more. A figure of which only a bound is known ('4 % or more
a year') says something of every figure of the same measure and place, though one of the two names a programme.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ledger.compare.facets.intervals import disjoint
from ledger.compare.facets.keys import Keyed
from ledger.compare.facets.measures import MeasureRelation
from ledger.compare.facets.periods import PeriodRelation
from ledger.compare.facets.places import PlaceRelation
from ledger.compare.facets.programmes import ProgrammeRelation
from ledger.compare.facets.scopes import Knowledge
from ledger.compare.facets.verdicts import QUICKEST_FIRST, Comparer, Facet, Finding, Named, Verdict

CANDIDATES = 50
"""Figures of one scope that a figure is held against at most."""
_ONE_SIDED = frozenset({"at_least", "more_than", "up_to", "less_than"})
_SETTLED = {
    Facet.MEASURE: (MeasureRelation.SAME,),
    Facet.SUBJECT: (Named.SAME, Named.BOTH_UNSTATED),
    Facet.PERIOD: (PeriodRelation.SAME, PeriodRelation.CURRENT),
    Facet.MODALITY: (Named.SAME,),
    Facet.POPULATION: (Named.SAME, Named.BOTH_UNSTATED),
    Facet.PROGRAMME: (ProgrammeRelation.SAME, ProgrammeRelation.BOTH_UNSTATED),
    Facet.PLACE: (PlaceRelation.SAME, PlaceRelation.CARRIED, PlaceRelation.BY_SUBJECT),
    Facet.SPEAKER: (Named.SAME, Named.BOTH_UNSTATED, Named.ONE_UNSTATED),
}
_NESTED = {Facet.PLACE: PlaceRelation.NESTED, Facet.PROGRAMME: ProgrammeRelation.NESTED}


class Nested(NamedTuple):
    """A whole or a bound with the figure that must lie within it, and in words how they belong together."""

    outer: Keyed
    inner: Keyed
    similarity: float
    reason: str


def find_parts(keyed: Sequence[Keyed], knowledge: Knowledge) -> Iterator[Nested]:
    """Totals of one measure and period: of a place and one around it, of a programme and the one it belongs to."""
    comparer = Comparer(knowledge)
    by_place: dict[tuple[str, frozenset[str], str], list[Keyed]] = defaultdict(list)
    totals = [e for e in keyed if e.slot is not None and e.scope.measure.additive and e.scope.place]
    for entry in totals:
        chain = knowledge.places.chain(str(entry.scope.place))
        by_place[entry.scope.measure.kind, entry.scope.measure.full, chain[0].name].append(entry)
    for part in totals:
        measure = part.scope.measure
        for around in (*knowledge.places.around(str(part.scope.place)), None):
            name = around.name if around else knowledge.places.chain(str(part.scope.place))[0].name
            for whole in by_place[measure.kind, measure.full, name][:CANDIDATES]:
                if whole is not part and (found := _part(comparer, whole, part, knowledge)):
                    yield found


def _part(comparer: Comparer, whole: Keyed, part: Keyed, knowledge: Knowledge) -> Nested | None:
    """Most pairs fail at the first facet that is open, so that the others are not looked at."""
    nested: Facet | None = None
    for facet in QUICKEST_FIRST:
        relation = comparer.relation(facet, whole.scope, part.scope)
        if relation in _SETTLED[facet]:
            continue
        if nested or _NESTED.get(facet) is not relation:
            return None
        nested = facet
    inside = nested is Facet.PLACE and _smaller(whole, part, knowledge)
    under = nested is Facet.PROGRAMME and knowledge.programmes.holds(whole.scope.programme, part.scope.programme)
    if not (inside or under):
        return None
    compared = comparer.compare(whole.scope, part.scope, whole.claim.article == part.claim.article)
    reason = next(finding.reason for finding in compared.findings if finding.facet is nested)
    return Nested(whole, part, compared.similarity, reason)


def _smaller(whole: Keyed, part: Keyed, knowledge: Knowledge) -> bool:
    outer = knowledge.places.chain(str(whole.scope.place))[0]
    return any(unit.name == outer.name for unit in knowledge.places.around(str(part.scope.place)))


def find_bounds(keyed: Sequence[Keyed], knowledge: Knowledge) -> Iterator[Nested]:
    """Figures outside a bound of the same measure, where one facet at most was left open by one of the two."""
    comparer = Comparer(knowledge)
    blocks: dict[tuple[str, frozenset[str], str], list[Keyed]] = defaultdict(list)
    for entry in keyed:
        if entry.slot is not None:
            blocks[entry.scope.measure.kind, entry.scope.measure.full, entry.scope.modality].append(entry)
    for block in blocks.values():
        for bound in (e for e in block if e.claim.hedge in _ONE_SIDED):
            for entry in block[:CANDIDATES]:
                if entry.claim.value is not None and (found := _bound(comparer, bound, entry)):
                    yield found


def _bound(comparer: Comparer, bound: Keyed, entry: Keyed) -> Nested | None:
    outer, inner = bound.claim, entry.claim
    if inner.hedge in _ONE_SIDED or not disjoint(outer.low, outer.high, inner.usual_low, inner.usual_high):
        return None
    compared = comparer.compare(bound.scope, entry.scope, outer.article == inner.article)
    if compared.verdict >= Verdict.WARNING:
        return None
    open_ = [f for f in compared.findings if f.relation not in _SETTLED[f.facet] and not _every_year(f, bound)]
    if len(open_) != 1 or open_[0].relation != ProgrammeRelation.ONE_UNSTATED or open_[0].facet is not Facet.PROGRAMME:
        return None
    return Nested(bound, entry, compared.similarity, compared.reason)


def _every_year(finding: Finding, bound: Keyed) -> bool:
    """Whether a bound of a yearly rate is told for a longer time, and so for each year in it."""
    yearly = bound.scope.measure.unit.endswith("/year")
    return finding.facet is Facet.PERIOD and finding.relation is PeriodRelation.NESTED and yearly
