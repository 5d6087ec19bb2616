"""When two claims may be held against each other: the one table of verdicts, and the reasons it gives.

Every facet of two claims compares to one relation; `VERDICTS` maps it to the highest level a conflict of the two may
have, once for two claims of one article and once for claims of two articles. The lowest verdict of all facets holds.
Two doubts in one pair weigh more than one: what would be a warning twice over is only a note.
"""

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from typing import NamedTuple

from ledger.compare.facets.matters import on_other_matters
from ledger.compare.facets.measures import MeasureRelation, relate_measures
from ledger.compare.facets.names import NameRelation, compare_people, fold
from ledger.compare.facets.periods import PeriodRelation, relate_periods
from ledger.compare.facets.places import PlaceRelation
from ledger.compare.facets.programmes import ProgrammeRelation
from ledger.compare.facets.scopes import Knowledge, Scope
from ledger.mentions.dates import MONTHS


class Verdict(IntEnum):
    """What a disagreement of two claims may be called at most, from the lowest to the highest."""

    APART = 0
    """Not comparable."""
    NOTE = 1
    """Comparable only with an open scope: worth knowing, nothing to decide."""
    SCOPE = 2
    """Same measure, but one tells it of a part or leaves the whole open: totals that a person must look at."""
    WARNING = 3
    ERROR = 4


class Facet(StrEnum):
    """What a claim tells, and what narrows it, in the order in which reasons are given."""

    MEASURE = "measure"
    SUBJECT = "subject"
    PLACE = "place"
    PERIOD = "period"
    PROGRAMME = "programme"
    POPULATION = "population"
    MODALITY = "modality"
    SPEAKER = "speaker"


class Named(StrEnum):
    """How two plain facets stand to each other: subjects, populations, modalities, speakers."""

    SAME = "same"
    NESTED = "one is part of the other"
    DIFFERS = "differs"
    ONE_UNSTATED = "unstated on one side"
    BOTH_UNSTATED = "unstated on both sides"


APART, NOTE, SCOPE, WARNING, ERROR = Verdict

# facet -> relation -> (in one article, in two articles)
VERDICTS: Mapping[Facet, Mapping[StrEnum, tuple[Verdict, Verdict]]] = {
    Facet.MEASURE: {
        MeasureRelation.SAME: (ERROR, ERROR),
        MeasureRelation.ALIKE: (APART, WARNING),
        MeasureRelation.NARROWER: (APART, WARNING),
        MeasureRelation.BARE: (APART, WARNING),
        MeasureRelation.GENERAL: (APART, SCOPE),
        MeasureRelation.DIFFERS: (APART, APART),
    },
    Facet.SUBJECT: {
        Named.SAME: (ERROR, ERROR),
        Named.NESTED: (WARNING, WARNING),
        Named.DIFFERS: (APART, APART),
        Named.ONE_UNSTATED: (NOTE, WARNING),
        Named.BOTH_UNSTATED: (ERROR, ERROR),
    },
    Facet.PLACE: {
        PlaceRelation.SAME: (ERROR, ERROR),
        PlaceRelation.CARRIED: (ERROR, WARNING),
        PlaceRelation.BY_SUBJECT: (ERROR, ERROR),
        PlaceRelation.NESTED: (APART, APART),
        PlaceRelation.DIFFERS: (APART, APART),
        PlaceRelation.ONE_UNSTATED: (WARNING, WARNING),
        PlaceRelation.BOTH_UNSTATED: (ERROR, WARNING),
    },
    Facet.PERIOD: {
        PeriodRelation.SAME: (ERROR, ERROR),
        PeriodRelation.ENDS: (WARNING, WARNING),
        PeriodRelation.NESTED: (APART, APART),
        PeriodRelation.OVERLAPS: (APART, APART),
        PeriodRelation.DIFFERS: (APART, APART),
        PeriodRelation.CURRENT: (ERROR, WARNING),
        PeriodRelation.ONE_UNSTATED: (NOTE, WARNING),
        PeriodRelation.BOTH_UNSTATED: (ERROR, WARNING),
        PeriodRelation.UNKNOWN: (NOTE, NOTE),
    },
    Facet.PROGRAMME: {
        ProgrammeRelation.SAME: (ERROR, ERROR),
        ProgrammeRelation.NESTED: (APART, SCOPE),
        ProgrammeRelation.DIFFERS: (APART, APART),
        ProgrammeRelation.ONE_UNSTATED: (NOTE, SCOPE),
        ProgrammeRelation.BOTH_UNSTATED: (ERROR, ERROR),
    },
    Facet.POPULATION: {
        Named.SAME: (ERROR, ERROR),
        Named.NESTED: (APART, SCOPE),
        Named.DIFFERS: (APART, APART),
        Named.ONE_UNSTATED: (APART, SCOPE),
        Named.BOTH_UNSTATED: (ERROR, ERROR),
    },
    Facet.MODALITY: {
        Named.SAME: (ERROR, ERROR),
        Named.DIFFERS: (APART, APART),
    },
    Facet.SPEAKER: {
        Named.SAME: (ERROR, ERROR),
        Named.DIFFERS: (NOTE, NOTE),
        Named.ONE_UNSTATED: (WARNING, WARNING),
        Named.BOTH_UNSTATED: (ERROR, ERROR),
    },
}

# Doubts: facets that are open or not quite the same. Two of them leave too much open for a warning.
_DOUBTS = frozenset(
    {
        MeasureRelation.ALIKE,
        MeasureRelation.NARROWER,
        MeasureRelation.BARE,
        MeasureRelation.GENERAL,
        PeriodRelation.ENDS,
        Named.NESTED,
        Named.ONE_UNSTATED,
    }
)

_NARROWED = frozenset({MeasureRelation.NARROWER, MeasureRelation.GENERAL})
_OPEN_POPULATIONS = frozenset({Named.ONE_UNSTATED, Named.NESTED})
QUICKEST_FIRST = (
    *(Facet.MODALITY, Facet.PERIOD, Facet.MEASURE, Facet.PLACE),
    *(Facet.POPULATION, Facet.PROGRAMME, Facet.SUBJECT, Facet.SPEAKER),
)

_ANCHORS = (Facet.SUBJECT, Facet.PLACE, Facet.PERIOD, Facet.PROGRAMME)

# A month: counts of a young event (tolls) told for a longer period no longer grow from day to day.
_YOUNG = 31


class Finding(NamedTuple):
    """One facet of two claims: how it compares, and what that allows."""

    facet: Facet
    relation: StrEnum
    verdict: Verdict
    a: Scope
    b: Scope

    @property
    def reason(self) -> str:
        """Why, in words for a person."""
        return _reason(self.facet, self.relation, self.a, self.b)


class Comparison(NamedTuple):
    """What two claims allow together. How each facet compares is worked out when it is asked for."""

    verdict: Verdict
    comparer: "Comparer"
    a: Scope
    b: Scope
    one_article: bool

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All facets, in the order in which reasons are given."""
        return self.comparer.findings(self.a, self.b, self.one_article)

    @property
    def similarity(self) -> float:
        """Of the two measures, 0 to 1."""
        return self.a.measure.similarity(self.b.measure)

    @property
    def reason(self) -> str:
        """The facets that decided, in words: what keeps the claims apart or leaves a doubt, else what is the same."""
        findings = self.findings
        if self.verdict is APART:
            return next(f.reason for f in findings if f.verdict is APART)
        open_ = [f.reason for f in findings if f.verdict < ERROR]
        same = [f.facet.value for f in findings if f.verdict is ERROR and f.relation == "same"]
        shared = f"same {_enumerate(same)}" if same else ""
        return "; ".join(part for part in (shared, *open_) if part)


class Comparer:
    """Compares scopes, with what the vocabulary says of places, programmes and terms."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def compare(self, a: Scope, b: Scope, one_article: bool) -> Comparison:
        """How two claims compare. Most pairs are apart: the first facet that keeps them so ends it."""
        return Comparison(self._verdict(a, b, one_article), self, a, b, one_article)

    def findings(self, a: Scope, b: Scope, one_article: bool) -> tuple[Finding, ...]:
        """How each facet of two claims compares."""
        column = 0 if one_article else 1
        return tuple(
            Finding(facet, relation, VERDICTS[facet][relation][column], a, b)
            for facet, relation in ((facet, self.relation(facet, a, b)) for facet in Facet)
        )

    def _verdict(self, a: Scope, b: Scope, one_article: bool) -> Verdict:
        column = 0 if one_article else 1
        relations: dict[Facet, StrEnum] = {}
        verdict = ERROR
        for facet in QUICKEST_FIRST:
            relations[facet] = relation = self.relation(facet, a, b)
            verdict = min(verdict, VERDICTS[facet][relation][column])
            if verdict is APART:
                return APART
        doubts = sum(relation in _DOUBTS and facet is not Facet.SPEAKER for facet, relation in relations.items())
        doubts -= self._told_twice(a, b, relations)
        if not one_article and relations[Facet.MEASURE] is not MeasureRelation.SAME:
            doubts += relations[Facet.PERIOD] in (PeriodRelation.BOTH_UNSTATED, PeriodRelation.CURRENT)
        if verdict is SCOPE and doubts > 1 and _totals_of_one_period(relations):
            doubts = 1
        period = relations[Facet.PERIOD]
        if verdict > NOTE and (
            doubts > 1
            or _still_growing(a, b, period, one_article)
            or (not one_article and _told_of_others(a, b, period))
        ):
            verdict = NOTE
        if verdict is ERROR and (a.measure.loose or (a.measure.growing and _young(a)) or _bare(relations)):
            verdict = WARNING
        return verdict

    def _told_twice(self, a: Scope, b: Scope, relations: Mapping[Facet, StrEnum]) -> bool:
        """Whether measure and population leave one thing open: the measure names the population itself."""
        if relations[Facet.MEASURE] not in _NARROWED or relations[Facet.POPULATION] not in _OPEN_POPULATIONS:
            return False
        named = frozenset(self._knowledge.terms.words(f"{a.population or ''} {b.population or ''}"))
        return named <= a.measure.words | b.measure.words | {a.measure.unit, "person"}

    def relation(self, facet: Facet, a: Scope, b: Scope) -> StrEnum:
        """How one facet of two claims compares."""
        match facet:
            case Facet.MODALITY:
                return Named.SAME if a.modality == b.modality else Named.DIFFERS
            case Facet.MEASURE:
                unsaid = a.measure.mere_change or b.measure.mere_change
                return MeasureRelation.DIFFERS if unsaid else relate_measures(a.measure, b.measure)
            case Facet.PERIOD:
                return PeriodRelation.UNKNOWN if _of_unknown_years(a, b) else relate_periods(a.days, b.days)
            case Facet.PLACE:
                return self._relate_places(a, b)
            case Facet.PROGRAMME:
                return self._knowledge.programmes.relate(a.programme, b.programme)
            case Facet.POPULATION:
                return self._relate_populations(a.population, b.population)
            case Facet.SUBJECT:
                return _relate_bearers(a, b) if a.measure.personal else _relate_subjects(a.subject, b.subject)
            case Facet.SPEAKER:
                return _relate_speakers(a.speaker, b.speaker)

    def _relate_places(self, a: Scope, b: Scope) -> PlaceRelation:
        relation = self._knowledge.places.relate(a.place, b.place)
        if relation is PlaceRelation.SAME and (a.place_carried or b.place_carried):
            return PlaceRelation.CARRIED
        if a.measure.personal and _relate_bearers(a, b) is Named.SAME:
            return PlaceRelation.BY_SUBJECT
        if relation is PlaceRelation.BOTH_UNSTATED and _relate_subjects(a.subject, b.subject) is Named.SAME:
            return PlaceRelation.BY_SUBJECT
        return relation

    def _relate_populations(self, a: str | None, b: str | None) -> Named:
        if not a or not b:
            return Named.ONE_UNSTATED if a or b else Named.BOTH_UNSTATED
        left, right = (frozenset(self._knowledge.terms.words(text)) for text in (a, b))
        if left == right:
            return Named.SAME
        return Named.NESTED if left < right or right < left else Named.DIFFERS


def _of_unknown_years(a: Scope, b: Scope) -> bool:
    """Whether a time whose year nothing tells is held against another time: 'in September', 'in 2006'."""
    if a.untimed and b.untimed:
        months = MONTHS.keys() & {*a.untimed.split(), *b.untimed.split()}
        return a.untimed != b.untimed and bool(months)
    return bool((a.untimed and b.days) or (b.untimed and a.days))


def _relate_subjects(a: str | None, b: str | None) -> Named:
    if not a or not b:
        return Named.ONE_UNSTATED if a or b else Named.BOTH_UNSTATED
    relation = compare_people(a, b)
    if relation is NameRelation.SAME:
        return Named.SAME
    return Named.NESTED if relation is NameRelation.SHORT else Named.DIFFERS


def _relate_bearers(a: Scope, b: Scope) -> Named:
    """The subjects of what each person has one of: unnamed, they are not one."""
    relation = _relate_subjects(a.subject, b.subject)
    return relation if relation in (Named.SAME, Named.NESTED) else Named.DIFFERS


def _relate_speakers(a: str | None, b: str | None) -> Named:
    relation = _relate_subjects(a, b)
    return Named.SAME if relation is Named.NESTED else relation


def _totals_of_one_period(relations: Mapping[Facet, StrEnum]) -> bool:
    """Whether place and period are settled, and a programme that one side leaves out may be all that narrows it."""
    settled = relations[Facet.PLACE] in (PlaceRelation.SAME, PlaceRelation.CARRIED)
    stated = relations[Facet.PERIOD] is PeriodRelation.SAME
    narrowed = relations[Facet.MEASURE] in (MeasureRelation.NARROWER, MeasureRelation.GENERAL)
    return settled and stated and narrowed and relations[Facet.PROGRAMME] is ProgrammeRelation.ONE_UNSTATED


def _told_of_others(a: Scope, b: Scope, period: StrEnum) -> bool:
    """Whether a figure told of nobody and no place stands in an article that names nothing the other is told of.

    Where neither names anything, one stated period is needed.
    """
    left, right = _told_of(a), _told_of(b)
    if not (a.about or b.about) and (left or right):
        return False
    return on_other_matters(left, right) if left and right else period is not PeriodRelation.SAME


def _bare(relations: Mapping[Facet, StrEnum]) -> bool:
    """Whether two figures share a measure, and nothing says of whom, where or when."""
    return not any(relations[facet].startswith("same") for facet in _ANCHORS)


def _told_of(scope: Scope) -> frozenset[str]:
    named = " ".join(filter(None, (scope.place, scope.subject, scope.programme)))
    return scope.about or frozenset(fold(named).split())


def _young(scope: Scope) -> bool:
    return scope.days is None or scope.days.last - scope.days.first < _YOUNG


def _still_growing(a: Scope, b: Scope, period: StrEnum, one_article: bool) -> bool:
    """Counts of a young event: only those of one stated day or stretch can disagree, and only if told on one day."""
    if not (a.measure.growing and (_young(a) or _young(b))):
        return False
    later = a.told != b.told and min(a.told, b.told) - min(_begun(a), _begun(b)) < _YOUNG
    return one_article or later or period is not PeriodRelation.SAME


def _begun(scope: Scope) -> int:
    return scope.days.first if scope.days else scope.told


def _reason(facet: Facet, relation: StrEnum, a: Scope, b: Scope) -> str:
    left, right = _shown(facet, a), _shown(facet, b)
    if relation.startswith("same"):
        also = "" if relation == "same" else f" {relation.value.removeprefix('same ')}"
        return f"same {facet.value}{also}" + (f" ({left})" if left else "")
    if "unstated" in relation.value or not left or not right:
        said = f" ({left or right})" if left or right else ""
        return f"{facet.value} {relation.value}{said}"
    return f"{facet.value} {_verb(relation)}: {left} / {right}"


def _verb(relation: StrEnum) -> str:
    return relation.value if relation.value.endswith("s") else f"is {relation.value}"


def _shown(facet: Facet, scope: Scope) -> str | None:
    if facet is Facet.MEASURE:
        return scope.shown
    text: str | None = getattr(scope, facet.value)
    return text


def _enumerate(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
