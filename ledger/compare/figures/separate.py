"""What keeps two figures apart, whatever their sentences share."""

from collections.abc import Iterable

from ledger.compare.facets.digits import digits
from ledger.compare.facets.keys import Keyed
from ledger.compare.facets.names import NameRelation, compare_people
from ledger.compare.facets.periods import PeriodRelation, parse_period, relate_periods
from ledger.compare.facets.places import PlaceRelation
from ledger.compare.facets.programmes import ProgrammeRelation
from ledger.compare.facets.scopes import Knowledge
from ledger.compare.figures.tellings import Telling


class Separation:
    """Tells by facets that sentences state themselves, and by what else their articles tell, that figures are two."""

    def __init__(self, knowledge: Knowledge, related: set[frozenset[str]], tellings: Iterable[Telling]) -> None:
        self._knowledge = knowledge
        self._related = related
        told = [(t, t.entry.claim.article, t.entry.claim.value) for t in tellings]
        self._told = {(article, _sort(t, value), value) for t, article, value in told}
        self._units = {(article, t.entry.scope.measure.unit, value) for t, article, value in told}

    def known_to_one(self, a: Telling, b: Telling) -> bool:
        """Whether one of the two articles tells both figures, or both tell what they make: two things are meant."""
        left, right = a.entry.claim, b.entry.claim
        if any((left.value or 0.0) + (right.value or 0.0) == whole for _, whole in a.figures & b.figures):
            return True  # '17 of the 112 barns were left', '95 of the 112 burned down'
        if left.value == right.value:
            units = a.entry.scope.measure.unit, b.entry.scope.measure.unit
            both = {(left.article, units[1], left.value), (right.article, units[0], left.value)}
            return units[0] != units[1] and not both.isdisjoint(self._units)
        told = (left.article, _sort(a, right.value), right.value), (right.article, _sort(b, left.value), left.value)
        return not self._told.isdisjoint(told)

    def same_time(self, a: Telling, b: Telling) -> bool:
        """Whether no period that a sentence itself states tells two times."""
        stated = ("period" in t.entry.claim.own and t.entry.claim.period for t in (a, b))
        relation = relate_periods(a.entry.scope.days, b.entry.scope.days)
        return not all(stated) or relation in (PeriodRelation.SAME, PeriodRelation.ENDS, PeriodRelation.CURRENT)

    def may_be_one(self, a: Telling, b: Telling, time: bool) -> bool:
        """Whether neither a facet that both sentences state nor their names keep the figures apart."""
        return not (self.stated_apart(a, b, time) or self.named_apart(a, b))

    def stated_apart(self, a: Telling, b: Telling, time: bool) -> bool:
        """Whether a facet that both sentences state keeps the figures apart; the time only where it is asked for."""
        left, right = a.entry, b.entry
        if a.denied != b.denied:
            return True

        def stated(facet: str) -> bool:
            return facet in left.claim.own and facet in right.claim.own

        if stated("place"):
            relation = self._knowledge.places.relate(left.scope.place, right.scope.place)
            if relation is PlaceRelation.DIFFERS and not self._one_in_other(left.scope.place, right.scope.place):
                return True
        if time and stated("period"):
            periods = relate_periods(left.scope.days, right.scope.days)
            if periods in (PeriodRelation.DIFFERS, PeriodRelation.OVERLAPS):
                return True
        if stated("programme"):
            programmes = self._knowledge.programmes.relate(left.scope.programme, right.scope.programme)
            if programmes in (ProgrammeRelation.DIFFERS, ProgrammeRelation.NESTED):
                return True
        subjects = left.scope.subject, right.scope.subject
        named = stated("subject") and all(subjects)
        return named and compare_people(str(subjects[0]), str(subjects[1])) is NameRelation.APART

    def named_apart(self, a: Telling, b: Telling) -> bool:
        """Whether two sentences have names, and none in common; one figure on one matter is one all the same."""
        left, right = a.entry.claim, b.entry.claim
        on_one_matter = frozenset((left.article, right.article)) in self._related
        told_twice = left.article == right.article or (left.value == right.value and on_one_matter)
        return not told_twice and bool(a.names and b.names) and a.names.isdisjoint(b.names)

    def elsewhere(self, a: Telling, b: Telling) -> bool:
        """Whether two sentences tell of two places, or of two things by a facet that both state."""
        return self.told_elsewhere(a, b) or self.stated_apart(a, b, time=True)

    def told_elsewhere(self, a: Telling, b: Telling) -> bool:
        """Whether two sentences tell of two places by names, known as places or not."""
        return bool(a.whereabouts and b.whereabouts) and a.whereabouts.isdisjoint(b.whereabouts)

    def _one_in_other(self, a: str | None, b: str | None) -> bool:
        """Whether one name only says more: 'Orsa' and 'Orsa dam'."""
        names = [set(self._knowledge.places.chain(name)[0].name.split()) for name in (a, b) if name]
        return len(names) == 2 and (names[0] < names[1] or names[1] < names[0])


def _sort(telling: Telling, value: float | None) -> str:
    """The unit of a figure; '' for a count of two digits or more, whatever is counted: '43 votes', '43 members'."""
    return "" if telling.entry.scope.measure.counted and len(digits(value)) > 1 else telling.base


def may_have_grown(a: Keyed, b: Keyed) -> bool:
    """Whether a count is higher in the later of two articles, and neither says of when it is.

    The day of an event is not the day on which its dead are counted, and a toll may have grown between articles whose
    day nobody knows.
    """
    stated = "period" in a.claim.own & b.claim.own and a.claim.period and b.claim.period
    measures = a.scope.measure, b.scope.measure
    if (stated and not measures[0].growing) or not measures[0].counted:
        return False
    days = [parse_period(entry.claim.published) for entry in (a, b)]
    if days[0] is None or days[1] is None:
        return not stated and a.claim.article != b.claim.article and any(m.growing for m in measures)
    if days[0].last == days[1].last:
        return False
    values = [entry.claim.value or 0.0 for entry in (a, b)]
    return (days[0].last < days[1].last) == (values[0] < values[1])
