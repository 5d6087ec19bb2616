"""Sentences that two articles tell in the same words, all but for one figure, date or name.

Who retells a text copies its sentences, and a slip of the hand leaves everything but one place as it was. Such a pair
needs no measure, unit or facet to be read: the words themselves say that both tell one thing. What tells it from two
like sentences on two things is the rest of the articles: names, further figures, the sentences around.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from ledger.compare.facets.digits import slip_between
from ledger.compare.facets.keys import Keyed
from ledger.compare.facets.matters import on_other_matters
from ledger.compare.facets.names import NameRelation, compare_people, fold
from ledger.compare.facets.periods import PeriodRelation, relate_periods
from ledger.compare.facets.places import PlaceRelation
from ledger.compare.facets.scopes import Knowledge
from ledger.compare.facets.words import lexicon
from ledger.compare.figures.likeness import units_of_a_kind
from ledger.compare.figures.separate import may_have_grown

COMMON = 12
"""A frame that more sentences have is a set phrase and proves nothing."""
_MANY = 5
"""Words and further figures that two sentences share at least, where nothing else ties their articles."""
_SOME = 3
"""The same, in articles on one matter."""
_NEAR = 2
"""Sentences this near stand side by side."""
_LOWER = frozenset({"more_than", "at_least"})
_UPPER = frozenset({"less_than", "up_to", "nearly"})


@dataclass(frozen=True)
class Frame:
    """A sentence without its claims: its words, and the claims that were taken out, by position."""

    words: frozenset[str]
    claims: tuple[Keyed, ...]

    @property
    def article(self) -> str:
        """Its id."""
        return self.claims[0].claim.article

    @property
    def number(self) -> int:
        """Of the sentence in its article."""
        return self.claims[0].claim.sentence

    @cached_property
    def told(self) -> Counter[Hashable]:
        """What its claims say."""
        return Counter(_told(entry) for entry in self.claims)


class Twins(NamedTuple):
    """Two claims that two sentences tell in the same words, the kind of slip they may show, and in words why."""

    kind: str
    a: Keyed
    b: Keyed
    reason: str


def find_twins(keyed: Sequence[Keyed], related: set[frozenset[str]], knowledge: Knowledge) -> Iterator[Twins]:
    """Pairs of claims of two articles that stand alone in otherwise equal sentences, and cannot both be right.

    Kinds: `scale`, `digits`, `values`, `hedges` of figures; `dates`; `holders`.
    """
    frames = read_frames(keyed, knowledge)
    blocks: dict[frozenset[str], list[Frame]] = defaultdict(list)
    for frame in frames:
        if frame.words:
            blocks[frame.words].append(frame)
    of_one_frame = [block for block in blocks.values() if 1 < len(block) <= COMMON]
    passages = _equal_sentences(of_one_frame)
    for block in of_one_frame:
        for a, b in _retold(block):
            pair = _left_over(a, b)
            if pair is None or on_other_matters(knowledge.matter(a.article), knowledge.matter(b.article)):
                continue
            if _tied(a, b, related, passages) and (kind := _kind(*pair, knowledge)):
                yield Twins(kind, *pair, f"told in the same words: {_shown(a)}")


def read_frames(keyed: Iterable[Keyed], knowledge: Knowledge) -> list[Frame]:
    """The frames of all sentences with claims, in order."""
    sentences: dict[int, list[Keyed]] = defaultdict(list)
    for entry in keyed:
        if entry.claim.kind in ("quantity", "date", "role"):
            sentences[entry.claim.sentence_id].append(entry)
    frames = []
    for told in sentences.values():
        left = _blanked(told)
        words = knowledge.terms.words(left) or fold(left).split()  # 'Now it is about 15': nothing but grammar
        frames.append(Frame(frozenset(words), tuple(told)))
    return frames


def key_of(frame: Frame) -> tuple[str, ...]:
    """What a sentence shares with its twins."""
    return "twins", *sorted(frame.words)


def _blanked(claims: Sequence[Keyed]) -> str:
    """The sentence without its claims' quotes; of a holder, without the name."""
    text = claims[0].claim.text
    for entry in claims:
        claim = entry.claim
        start, length = claim.offset, len(claim.quote)
        if claim.kind == "role":
            start, length = text.find(claim.value_text, start), len(claim.value_text)
        if start >= 0:
            text = text[:start] + " " * length + text[start + length :]
    return text


def _told(entry: Keyed) -> Hashable:
    """What a claim says, whatever it says it of."""
    claim = entry.claim
    if claim.kind == "quantity":
        side = claim.hedge in _LOWER, claim.hedge in _UPPER
        return entry.scope.measure.unit, claim.value, *((claim.low, claim.high) if claim.value is None else side)
    return claim.kind, claim.period if claim.kind == "date" else fold(claim.value_text)


def _retold(block: Sequence[Frame]) -> Iterator[tuple[Frame, Frame]]:
    """Pairs of two articles; not of those of which one tells the other's sentence as it is, elsewhere."""
    as_they_are = {(frame.article, frozenset(frame.told.items())) for frame in block}
    for a, b in combinations(block, 2):
        again = (a.article, frozenset(b.told.items())) in as_they_are
        if a.article != b.article and not again and (b.article, frozenset(a.told.items())) not in as_they_are:
            yield a, b


def _left_over(a: Frame, b: Frame) -> tuple[Keyed, Keyed] | None:
    """The one claim of each sentence that the other does not tell; of several on one span, the first."""
    left, right = _beyond(a, b), _beyond(b, a)
    if not left or not right or left[-1].claim.kind != right[-1].claim.kind:
        return None
    # A figure may be told twice ('$0.40, or 40 cents') where the other sentence tells it once.
    if len(a.claims) == len(b.claims) and len(left) + len(right) > 2:
        places = {a.claims.index(e) for e in left} & {b.claims.index(e) for e in right}
        left, right = ([frame.claims[place] for place in places] for frame in (a, b))
    return (left[0], right[0]) if len(left) == len(right) == 1 else None


def _beyond(a: Frame, b: Frame) -> list[Keyed]:
    """Claims of a sentence that say what the other says less often, one for each span."""
    more = a.told - b.told
    return list({(e.claim.start, e.claim.end): e for e in reversed(a.claims) if _told(e) in more}.values())


def _equal_sentences(blocks: Iterable[Sequence[Frame]]) -> Mapping[tuple[str, str], set[tuple[int, int]]]:
    """For two articles, the numbers of the sentences that are the same in both."""
    found: dict[tuple[str, str], set[tuple[int, int]]] = defaultdict(set)
    for block in blocks:
        for a, b in combinations(block, 2):
            if a.article != b.article and a.told == b.told:
                found[a.article, b.article].add((a.number, b.number))
    return found


def _tied(
    a: Frame, b: Frame, related: set[frozenset[str]], passages: Mapping[tuple[str, str], set[tuple[int, int]]]
) -> bool:
    """Whether what two sentences and their articles share makes them tell one thing."""
    shared = len(a.words) + sum((a.told & b.told).values())
    if shared >= _MANY or (shared >= _SOME and frozenset((a.article, b.article)) in related):
        return True
    return any(
        abs(x - a.number) <= _NEAR and abs(y - b.number) <= _NEAR for x, y in passages.get((a.article, b.article), ())
    )


def _kind(a: Keyed, b: Keyed, knowledge: Knowledge) -> str | None:
    """The kind of slip; None where both may be right, or may be told of two times, places or persons."""
    published = a.claim.published, b.claim.published
    one_day = published[0] == published[1]
    if a.claim.kind == "role":
        names = compare_people(a.claim.value_text, b.claim.value_text)
        one = names in (NameRelation.SAME, NameRelation.SHORT)
        one = one or knowledge.one_person(a.claim.value_text, b.claim.value_text)
        return "holders" if one_day and not one else None
    periods = relate_periods(a.scope.days, b.scope.days)
    if a.claim.kind == "date":
        return "dates" if one_day and periods is PeriodRelation.DIFFERS else None
    told_of_one_time = periods is PeriodRelation.SAME
    growing = a.scope.measure.growing or b.scope.measure.growing
    if not told_of_one_time and (not one_day or (growing and not published[0])):
        return None
    if knowledge.places.relate(a.scope.place, b.scope.place) is PlaceRelation.DIFFERS:
        return None
    subjects = a.scope.subject, b.scope.subject
    if all(subjects) and compare_people(str(subjects[0]), str(subjects[1])) is NameRelation.APART:
        return None
    kind = _slip(a, b)
    return None if kind == "values" and may_have_grown(a, b) else kind


def _slip(a: Keyed, b: Keyed) -> str | None:
    left, right = a.claim, b.claim
    units = a.scope.measure.unit, b.scope.measure.unit
    if left.value is not None and left.value == right.value:
        if units[0] != units[1]:
            return "scale" if units_of_a_kind(a.scope.measure, b.scope.measure) else None
        turned = {left.hedge, right.hedge}
        return "hedges" if turned & _LOWER and turned & _UPPER else None
    slip = slip_between(left, right)
    if slip and units[0] != units[1]:
        return None if all(units) else "values"  # '$2,100 a month', '$25,200 a year': another way to tell it
    return slip or None


def _shown(frame: Frame) -> str:
    """Some of the words, as the first sentence prints them."""
    words = [word for word in fold(_blanked(frame.claims)).split() if word not in lexicon().stop]
    return ", ".join(list(dict.fromkeys(words))[:5]) or fold(_blanked(frame.claims))
