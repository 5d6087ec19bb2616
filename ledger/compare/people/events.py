"""Events told of two persons: figures or days of two articles that agree in place, time and thing, not in the person.

Figures alone prove little: two families of one commune may each get the same support in the same year. What is told
of the figure must agree in words as well, and neither article may know both persons. A day proves less than a figure:
more words must agree, and the persons must share a part of their names.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations, islice
from typing import NamedTuple

from ledger.compare.dates.occasions import is_one_day
from ledger.compare.facets.keys import Keyed
from ledger.compare.facets.names import NameRelation, capitalised, compare_people, fold, person_tokens
from ledger.compare.facets.periods import PeriodRelation, relate_periods
from ledger.compare.facets.places import PlaceRelation
from ledger.compare.facets.scopes import Knowledge
from ledger.compare.facets.words import lexicon
from ledger.compare.rows import Filled

PAIRS = 200
"""Pairs looked at for one figure: a figure that hundreds of people share is nobody's event."""
_AGREEING_PLACES = (PlaceRelation.SAME, PlaceRelation.NESTED)
_AGREEING_TIMES = (PeriodRelation.SAME, PeriodRelation.ENDS, PeriodRelation.NESTED)
_TELLING_WORDS = 2
"""Words besides names and places that two tellings of one event share at least."""
_DATED_WORDS = 3
"""The same where they share a day and no figure."""
_SMALL_COUNT = 10
"""Counts up to here agree by chance too often to make an event."""


class Deed(NamedTuple):
    """One figure or day told of one person."""

    figure: Keyed
    person: str
    witness: int
    """Rowid of the claim that names the person, or of the figure itself."""


class EventPair(NamedTuple):
    """Two deeds of one event whose persons differ."""

    a: Deed
    b: Deed
    figures: int
    shared: tuple[str, ...]
    partly: bool
    certain: bool
    reason: str


def event_rows(
    keyed: Sequence[Keyed],
    people: Mapping[int, Sequence[str]],
    known: Mapping[str, Collection[str]],
    knowledge: Knowledge,
) -> Filled:
    """The rows of `event_pairs`; `people` and `known` as for `pair_events`."""
    rows = (
        (pair.a.figure.claim.rowid, pair.b.figure.claim.rowid, pair.a.witness, pair.b.witness, pair.a.person,
         pair.b.person, pair.figures, ", ".join(pair.shared), int(pair.partly), int(pair.certain), pair.reason)
        for pair in pair_events(keyed, people, known, knowledge)
    )  # fmt: skip
    return Filled("event_pairs", rows)


def pair_events(
    keyed: Sequence[Keyed],
    people: Mapping[int, Sequence[str]],
    known: Mapping[str, Collection[str]],
    knowledge: Knowledge,
) -> Iterator[EventPair]:
    """Pairs of deeds that are one event by place, time, figure and thing.

    `people` maps the ids of sentences to the names in them, `known` those of articles.
    """
    deeds = _deeds(keyed, people)
    figures: dict[tuple[str, str], set[_Figure]] = defaultdict(set)
    by_figure: dict[_Figure, list[Deed]] = defaultdict(list)
    for deed in deeds:
        figures[deed.figure.claim.article, deed.person].add(_figure(deed))
        by_figure[_figure(deed)].append(deed)
    for group in by_figure.values():
        found = []
        for a, b in islice(combinations(group, 2), PAIRS):
            if a.figure.claim.article == b.figure.claim.article:
                continue
            common = figures[a.figure.claim.article, a.person] & figures[b.figure.claim.article, b.person]
            if (pair := _judge(a, b, len(common), knowledge)) and not _known_to_one(a, b, known):
                found.append(pair)
        yield from _of_two(found)


def _of_two(pairs: Sequence[EventPair]) -> Iterator[EventPair]:
    """Pairs whose persons share the figure with nobody else: what three are told of is usual (a grant, a distance)."""
    sharing: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        a, b = fold(pair.a.person), fold(pair.b.person)
        sharing[a].add(b)
        sharing[b].add(a)
    for pair in pairs:
        if len(sharing[fold(pair.a.person)]) == len(sharing[fold(pair.b.person)]) == 1:
            yield pair


_Figure = tuple[str, float, int]


def _figure(deed: Deed) -> _Figure:
    """Unit, value and the year in which the period ends (0 for none); of a date the day."""
    scope = deed.figure.scope
    if deed.figure.claim.kind == "date":
        return "", float(scope.days.last if scope.days else 0), 0
    return scope.measure.unit, deed.figure.claim.value or 0.0, scope.days.years[1] if scope.days else 0


def _deeds(keyed: Sequence[Keyed], people: Mapping[int, Sequence[str]]) -> list[Deed]:
    """Figures and days with the one person they are told of: the subject, or the only person of the sentence."""
    named: dict[tuple[int, str], int] = {}
    for entry in keyed:
        claim = entry.claim
        if claim.kind != "quantity":
            for name in people.get(claim.sentence_id, ()):
                if fold(name) in fold(claim.quote):
                    named.setdefault((claim.sentence_id, fold(name)), claim.rowid)
    deeds = []
    for entry in keyed:
        claim = entry.claim
        if (claim.kind == "quantity" and claim.value is not None) or is_one_day(entry):
            person = _person_of(entry, people.get(claim.sentence_id, ()))
            if person:
                witness = named.get((claim.sentence_id, fold(person)), claim.rowid)
                deeds.append(Deed(entry, person, witness))
    return deeds


def _person_of(entry: Keyed, people: Sequence[str]) -> str | None:
    """Whom of its sentence a figure is told of: the subject, or without one the only person, unless speaking."""
    subject, speaker = entry.scope.subject, entry.scope.speaker
    if subject and entry.claim.kind == "quantity":
        return next((name for name in people if _may_be(name, subject)), None)
    return people[0] if len(people) == 1 and not (speaker and _may_be(people[0], speaker)) else None


def _may_be(name: str, other: str) -> bool:
    return compare_people(name, other) in (NameRelation.SAME, NameRelation.SHORT)


def _known_to_one(a: Deed, b: Deed, known: Mapping[str, Collection[str]]) -> bool:
    """Whether one of the two articles names both persons, or a person who could be either."""
    return any(
        _may_be(name, other.person) for deed, other in ((a, b), (b, a)) for name in known[deed.figure.claim.article]
    )


def _judge(a: Deed, b: Deed, figures: int, knowledge: Knowledge) -> EventPair | None:
    left, right = a.figure.scope, b.figure.scope
    names = compare_people(a.person, b.person)
    place = knowledge.places.relate(left.place, right.place)
    period = relate_periods(left.days, right.days)
    stated = left.period is not None and right.period is not None
    if names in (NameRelation.SAME, NameRelation.SHORT) or left.modality != right.modality:
        return None
    if is_one_day(a.figure):
        return _judge_day(a, b, names, place, knowledge)
    if place not in _AGREEING_PLACES or not stated or period not in _AGREEING_TIMES:
        return None
    shared = _shared_words(a, b, knowledge)
    telling = len(shared) >= _TELLING_WORDS and _says_much(a)
    partly = names is NameRelation.PARTLY
    if not (telling or (figures > 1 and shared)) or (not partly and (figures < 2 or not telling)):
        return None
    certain = place is PlaceRelation.SAME or partly
    where = left.place if left.place == right.place else f"{left.place} / {right.place}"
    reason = (
        f"{a.person} and {b.person}: same place ({where}), time ({left.period}) and figure"
        f" ({a.figure.claim.quote} / {b.figure.claim.quote}), both told with {', '.join(shared)}"
    )
    return EventPair(a, b, figures, shared, partly, certain, reason)


def _judge_day(a: Deed, b: Deed, names: NameRelation, place: PlaceRelation, knowledge: Knowledge) -> EventPair | None:
    """Two deeds of one day: told with several words in common, of persons who share a part of their names."""
    if names is not NameRelation.PARTLY or place is PlaceRelation.DIFFERS:
        return None
    shared = _shared_words(a, b, knowledge)
    if len(shared) < _DATED_WORDS:
        return None
    left, right = _other_names(a), _other_names(b)
    if left and right and left.isdisjoint(right):
        return None
    scope = a.figure.scope
    agreeing = place in _AGREEING_PLACES
    where = f"place ({scope.place}) and " if agreeing else ""
    reason = f"{a.person} and {b.person}: same {where}day ({scope.period}), both told with {', '.join(shared)}"
    return EventPair(a, b, 1, shared, True, agreeing, reason)


def _other_names(deed: Deed) -> set[str]:
    """Words with a capital in the sentence, but for the person: the place, the firm, the court."""
    words = set(map(fold, capitalised(deed.figure.claim.text, within=True)))
    return words - set(person_tokens(deed.person)) - lexicon().calendar


def _says_much(deed: Deed) -> bool:
    """Whether the figure is one that seldom agrees by chance: a measured one, or a count beyond the small ones."""
    claim = deed.figure.claim
    counted = bool(claim.unit) and str(claim.unit).islower() and len(str(claim.unit)) > 2
    return not counted or (claim.value or 0) > _SMALL_COUNT


def _shared_words(a: Deed, b: Deed, knowledge: Knowledge) -> tuple[str, ...]:
    """Words of both sentences that are no part of names, places, units or dates, as printed in the first."""
    left, right = _telling(a, knowledge), _telling(b, knowledge)
    return tuple(sorted(word for key, word in left.items() if key in right))


def _telling(deed: Deed, knowledge: Knowledge) -> dict[str, str]:
    """Canonical word to the word as printed, for the words of the sentence that tell what was done with what."""
    claim, terms = deed.figure.claim, knowledge.terms
    names = set(person_tokens(deed.person)) | set(fold(claim.place or "").split()) | set(fold(claim.unit or "").split())
    if claim.kind == "date":
        names |= lexicon().calendar | _other_names(deed)
    words: dict[str, str] = {}
    for word in terms.fold(claim.text).split():
        keys = terms.words(word)
        if (
            keys
            and word.isalpha()
            and len(word) > 3
            and word not in names
            and keys[0] != deed.figure.scope.measure.unit
        ):
            words.setdefault(keys[0], word)
    return words
