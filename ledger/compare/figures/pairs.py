"""Which slots may be held against each other: candidates from a shared key, judged by the table of facets."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from ledger.compare.facets.keys import Keyed, bounds
from ledger.compare.facets.measures import Measure, MeasureRelation, relate_measures
from ledger.compare.facets.names import person_tokens
from ledger.compare.facets.scopes import ClaimRow, Knowledge, Scope
from ledger.compare.facets.verdicts import Comparer, Comparison, Verdict
from ledger.compare.rows import Filled

CANDIDATES = 100
"""Slots of one key that each slot is held against at most, nearest in time first: keeps the work linear."""
_FEWEST = 25
"""Of one key, where a measure has several."""
_FEW_VALUES = 3
"""Values of a slot, at most, that an article may tell of something else."""
_Block = tuple[str, str, str]
"""Kind of unit, a word of the measure, modality."""


@dataclass(slots=True)
class Slot:
    """All claims with one scope."""

    id: int
    scope: Scope
    blocks: frozenset[_Block]
    claims: int = 0
    articles: set[str] = field(default_factory=set)
    values: set[float] = field(default_factory=set)
    innermost: dict[str, tuple[float, float]] = field(default_factory=dict)
    """For each article the highest lower and the lowest upper bound of its claims, as usually read."""

    def add(self, claim: ClaimRow) -> None:
        """Counts a claim in."""
        self.claims += 1
        self.articles.add(claim.article)
        if claim.value is not None:
            self.values.add(claim.value)
        low, high = bounds(claim.usual_low, claim.usual_high)
        known = self.innermost.get(claim.article, (low, high))
        self.innermost[claim.article] = max(low, known[0]), min(high, known[1])

    @property
    def told_of_several(self) -> bool:
        """Whether one article tells two values that cannot both be right of one thing."""
        return any(low > high for low, high in self.innermost.values())


def pair_rows(keyed: Sequence[Keyed], knowledge: Knowledge, about: Set[str] | None = None) -> Filled:
    """The rows of `slot_pairs`; with `about`, pairs of which one slot has a claim of these articles."""
    rows = (
        (a.id, b.id, int(one_article), int(found.verdict), found.similarity, found.reason)
        for a, b, one_article, found in pair_slots(keyed, knowledge, about)
    )
    return Filled("slot_pairs", rows)


def pair_slots(
    keyed: Sequence[Keyed], knowledge: Knowledge, about: Set[str] | None = None
) -> Iterator[tuple[Slot, Slot, bool, Comparison]]:
    """Every pair of slots, a slot with itself too, that some two claims make comparable."""
    comparer = Comparer(knowledge)
    apart, told = _told_apart(keyed), _values_told(keyed)
    for a, b in _candidates(_slots(keyed), knowledge):
        if about is not None and about.isdisjoint(a.articles) and about.isdisjoint(b.articles):
            continue
        measures = a.scope.measure, b.scope.measure
        relation = relate_measures(*measures)
        if frozenset(measures) in apart or relation is MeasureRelation.DIFFERS:
            continue
        if relation is MeasureRelation.BARE and (a.told_of_several or b.told_of_several):
            continue  # what nothing but a noun tells of is of several things
        one = a.claims > len(a.articles) if a is b else not a.articles.isdisjoint(b.articles)
        two = len(a.articles) > 1 or a.articles != b.articles
        for one_article in [True] * one + [False] * two:
            found = comparer.compare(a.scope, b.scope, one_article)
            needed = 2 if _of_one_time(a, b) else 1
            known = not one_article and a.values.isdisjoint(b.values) and _knowing(a, b, told) >= needed
            if found.verdict > Verdict.APART and not known:
                yield a, b, one_article, found


def _slots(keyed: Iterable[Keyed]) -> list[Slot]:
    slots: dict[int, Slot] = {}
    for entry in keyed:
        if entry.slot is not None:
            slot = slots.get(entry.slot)
            if slot is None:
                blocks = frozenset((*key, entry.scope.modality) for key in entry.scope.measure.keys)
                slot = slots[entry.slot] = Slot(entry.slot, entry.scope, blocks)
            slot.add(entry.claim)
    return list(slots.values())


def meeting_name(scope: Scope, knowledge: Knowledge) -> str:
    """Where slots of one key meet: at a place, or at the last part of the name of whom it is told; '' for none."""
    if scope.measure.personal:
        return person_tokens(scope.subject)[-1] if scope.subject else ""
    return knowledge.places.chain(scope.place)[0].name if scope.place else ""


def _candidates(slots: Iterable[Slot], knowledge: Knowledge) -> Iterator[tuple[Slot, Slot]]:
    """Pairs that share a key of their measures and the modality, and one place or person unless it is unstated.

    A pair that shares several keys is given once, by the rarest of them: there the fewest others crowd it out.
    """
    blocks: dict[_Block, dict[str, list[Slot]]] = defaultdict(lambda: defaultdict(list))
    sizes: Counter[_Block] = Counter()
    for slot in slots:
        name = meeting_name(slot.scope, knowledge)
        for block in slot.blocks:
            blocks[block][name].append(slot)
            sizes[block] += 1
    for block, places in blocks.items():
        for slots_of_place in places.values():
            slots_of_place.sort(key=_time)
        unstated = places.get("", [])
        for name, here in places.items():
            for i, slot in enumerate(here):
                most = max(CANDIDATES // len(slot.blocks), _FEWEST)
                others = here[i if slot.claims > 1 else i + 1 : i + 1 + most]  # a slice: islice would count to i
                beyond = unstated[:most] if name else ()
                for other in (*others, *beyond):
                    if _rarest(slot, other, sizes) == block:
                        yield (slot, other) if slot.id <= other.id else (other, slot)


def _rarest(a: Slot, b: Slot, sizes: Mapping[_Block, int]) -> _Block:
    return min(a.blocks & b.blocks, key=lambda block: (sizes[block], block))


def _time(slot: Slot) -> tuple[int, int, int]:
    """Slots without a period come first, so that every other one of the place is held against them."""
    days = slot.scope.days
    return (days.first, days.last, slot.id) if days and not days.assumed else (0, 0, slot.id)


def _told_apart(keyed: Iterable[Keyed]) -> set[frozenset[Measure]]:
    """Pairs of measures that one sentence tells side by side: whoever wrote it means two things by them."""
    by_sentence: dict[tuple[int, str], set[Measure]] = defaultdict(set)
    for entry in keyed:
        if entry.slot is not None:
            measure = entry.scope.measure
            by_sentence[entry.claim.sentence_id, measure.kind].add(measure)
    return {frozenset((a, b)) for measures in by_sentence.values() for a in measures for b in measures if a != b}


def _values_told(keyed: Iterable[Keyed]) -> Mapping[str, set[tuple[str, float]]]:
    """By article, the figures that it tells: unit and value."""
    told: dict[str, set[tuple[str, float]]] = defaultdict(set)
    for entry in keyed:
        if entry.claim.value is not None:
            told[entry.claim.article].add((entry.scope.measure.unit, entry.claim.value))
    return told


def _of_one_time(a: Slot, b: Slot) -> bool:
    """Whether both are told of one stated time."""
    days = a.scope.days, b.scope.days
    return days[0] == days[1] and days[0] is not None and not days[0].assumed


def _knowing(a: Slot, b: Slot, told: Mapping[str, set[tuple[str, float]]]) -> int:
    """How many of two slots have an article that tells the other's figures as well: it means two things by them."""
    return sum(
        0 < len(other.values) <= _FEW_VALUES and any(_figures(other) <= told[article] for article in slot.articles)
        for slot, other in ((a, b), (b, a))
    )


def _figures(slot: Slot) -> set[tuple[str, float]]:
    return {(slot.scope.measure.unit, value) for value in slot.values}
