"""Figures that two articles on one matter tell of one thing, each in its own words.

The figures of two such articles are laid side by side. What one of them tells twice over is left out; of the rest those
two belong together that resemble each other most, seen from either side. Resemblance is what measures and sentences
share, less for words that both articles use all over; a slip of digits or of scale adds to it and is not enough.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from ledger.compare.digits import one_length, one_order, slip_between
from ledger.compare.keys import of_them
from ledger.compare.likeness import one_head, sort_of_unit, told_of_others, told_with
from ledger.compare.measures import contrasting
from ledger.compare.scopes import Knowledge
from ledger.compare.separate import Separation, may_have_grown
from ledger.compare.slips import Pair
from ledger.compare.tellings import Telling
from ledger.compare.words import lexicon

FIGURES = 120
"""Figures of one article that are laid side by side, at most: the first."""
_SELDOM, _OFTEN = 3, 5
"""Sentences of two articles up to which a word tells them apart, and beyond which it hardly does."""
_DIGITS = 2
"""Digits from which figures may show a slip; of so few, the units must be read on both sides."""
_SLIP = 3.0
_VALUES = 4.0
"""The resemblance from which figures are told of one thing, where their digits show a slip and where they do not."""
_MOST = 0.6
"""Share of the words of the shorter sentence that the longer one has as well, where digits show no slip."""


@dataclass(frozen=True, slots=True)
class _Match:
    a: Telling
    b: Telling
    kind: str
    score: float
    shared: frozenset[str]
    sole: bool
    """Whether each article tells one figure of just this measure, and no other."""

    @property
    def alike(self) -> float:
        """Share of the words of the shorter sentence."""
        return len(self.shared) / (min(len(self.a.words), len(self.b.words)) or 1)

    @property
    def similarity(self) -> float:
        """Share of all words."""
        return len(self.shared) / (len(self.a.words | self.b.words) or 1)

    @property
    def reason(self) -> str:
        """In words what both sentences share."""
        figures = self.a.figures & self.b.figures
        if self.shared or figures:
            return told_with(self.a, self.b, self.shared, figures)
        return f"both told with {self.a.entry.claim.measure}, in articles on one matter"


def find_retold(
    tellings: Sequence[Telling],
    related: set[frozenset[str]],
    knowledge: Knowledge,
    about: Set[str] | None = None,
) -> Iterator[Pair]:
    """Pairs of figures of two related articles that tell one thing; kinds are `digits`, `scale` and `values`."""
    by_article: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        if len(by_article[telling.entry.claim.article]) < FIGURES:
            by_article[telling.entry.claim.article].append(telling)
    separation = Separation(knowledge, related, tellings)
    for left, right in sorted(tuple(sorted(pair)) for pair in related):
        if about is None or not about.isdisjoint((left, right)):
            matches = list(_matches(by_article[left], by_article[right], separation))
            if not _figures_of(by_article[left]) & _figures_of(by_article[right]):
                matches = [match for match in matches if match.kind != "values"]
            for match in _side_by_side(matches):
                yield match.kind, match.a, match.b, False, match.similarity, match.reason


def _figures_of(tellings: Iterable[Telling]) -> frozenset[float]:
    """The values of an article that are hardly met by chance."""
    return frozenset(t.entry.claim.value or 0.0 for t in tellings if len(t.digits) >= _DIGITS)


def _matches(left: Sequence[Telling], right: Sequence[Telling], separation: Separation) -> Iterator[_Match]:
    """Every two figures that may tell one thing, with what they share."""
    told = (*left, *right)
    weights, sparse, alone = _weights(told), _sparse(told), _alone(told)
    for a in left:
        for b in right:
            kind = _kind(a, b)
            if kind and _comparable(a, b, kind) and not _apart(a, b, kind, separation):
                shared = a.words & b.words
                measures = a.entry.scope.measure.words & b.entry.scope.measure.words
                score = sum(weights[word] for word in shared) + len(measures) + 2 * len(a.figures & b.figures)
                score += one_head(a, b) + _of_slip(a, b, kind) - told_of_others(a, b)
                dated, seldom = _of_one_stated_time(a, b), kind != "values" and sparse(a) and sparse(b)
                score += dated + seldom - (_differ(a, b) and not measures) - _narrowed_once(a, b)
                if shared or measures or dated or seldom or score >= _SLIP:
                    yield _Match(a, b, kind, score, shared, alone(a) and alone(b) and _of_one_measure(a, b))


def _weights(tellings: Iterable[Telling]) -> Mapping[str, float]:
    sentences: dict[int, frozenset[str]] = defaultdict(frozenset)
    for telling in tellings:
        sentences[telling.entry.claim.sentence_id] |= telling.words
    number = Counter(word for words in sentences.values() for word in words)
    return {word: 1 if n <= _SELDOM else 0.5 if n <= _OFTEN else 0.2 for word, n in number.items()}


def _sparse(tellings: Iterable[Telling]) -> Callable[[Telling], bool]:
    """Whether a figure of three digits has a unit in which its article tells few: there no chance makes a slip."""
    number = Counter((t.entry.claim.article, t.base) for t in tellings)

    def sparse(telling: Telling) -> bool:
        return len(telling.digits) > _DIGITS and number[telling.entry.claim.article, telling.base] <= _SELDOM

    return sparse


def _alone(tellings: Iterable[Telling]) -> Callable[[Telling], bool]:
    """Whether an article tells one figure of a measure only."""
    values: dict[Hashable, set[float | None]] = defaultdict(set)
    for telling in tellings:
        if not of_them(telling.entry.claim):
            values[telling.entry.claim.article, *_measured(telling)].add(telling.entry.claim.value)
    return lambda telling: len(values[telling.entry.claim.article, *_measured(telling)]) == 1


def _measured(telling: Telling) -> tuple[str, str, frozenset[str]]:
    """Unit, time and measure, without words that say no more than that it is what the article is about."""
    measure = telling.entry.scope.measure
    happened = not measure.words.isdisjoint(lexicon().to_people)  # workers who died are people who died
    return telling.base, telling.time, measure.words - lexicon().matters - (lexicon().people if happened else set())


def _of_one_measure(a: Telling, b: Telling) -> bool:
    """Whether two sums of money, or people to whom one thing happened, are told of one measure and are of one order."""
    scopes, one = (a.entry.scope, b.entry.scope), _measured(a)
    if sort_of_unit(scopes[0].measure) != "money" and one[2].isdisjoint(lexicon().to_people):
        return False
    speakers = {scope.speaker for scope in scopes} - {None}
    low, high = sorted((a.entry.claim.value or 0.0, b.entry.claim.value or 0.0))
    return one == _measured(b) and bool(one[2]) and high < 2 * low and len(speakers) < 2 and not told_of_others(a, b)


def _narrowed_once(a: Telling, b: Telling) -> bool:
    """Whether one measure alone has a word that would make it another: 'pre-tax savings', 'savings'."""
    return not lexicon().kinds.isdisjoint(a.entry.scope.measure.full ^ b.entry.scope.measure.full)


def _kind(a: Telling, b: Telling) -> str:
    """What the figures show if they are told of one thing; empty where both can be right."""
    slip = slip_between(a.entry.claim, b.entry.claim)
    if slip and min(len(a.digits), len(b.digits)) < _DIGITS:
        slip = "values"
    elif slip == "values" and _reversed(a, b):
        return "digits"
    return slip if slip != "values" or one_order(a.entry.claim.value, b.entry.claim.value) else ""


def _of_slip(a: Telling, b: Telling, kind: str) -> int:
    """What a slip of digits adds: more where they are many, so that chance hardly makes it."""
    if kind == "values":
        return 0
    return 3 if min(len(a.digits), len(b.digits)) > _DIGITS else 2


def _reversed(a: Telling, b: Telling) -> bool:
    """Whether the first and the last of three digits changed places."""
    turned = len(a.digits) == 3 and a.digits == b.digits[::-1]
    return turned and one_length(a.entry.claim.value, b.entry.claim.value)


def _comparable(a: Telling, b: Telling, kind: str) -> bool:
    """Whether units agree; for a slip in a figure of three digits they may be unread on one side."""
    if a.base == b.base or b.base in lexicon().kin.get(a.base, ()):
        return bool(a.base) and (a.time == b.time)
    if kind == "values" or min(len(a.digits), len(b.digits)) <= _DIGITS:
        return False
    return a.entry.unitless or b.entry.unitless or _differ(a, b)


def _differ(a: Telling, b: Telling) -> bool:
    """Whether things counted have two names: 'transfers', 'payments'."""
    measures = a.entry.scope.measure, b.entry.scope.measure
    return measures[0].unit != measures[1].unit and all(measure.counted for measure in measures)


def _of_one_stated_time(a: Telling, b: Telling) -> bool:
    """Whether both sentences tell one time of their figure."""
    days = a.entry.scope.days, b.entry.scope.days
    return "period" in a.entry.claim.own & b.entry.claim.own and days[0] == days[1] and bool(a.entry.claim.period)


def _apart(a: Telling, b: Telling, kind: str, separation: Separation) -> bool:
    """Whether a facet, a word of the sentences or the articles say that these are two things."""
    left, right = a.entry.scope, b.entry.scope
    # What is to cost 486 million here may stand at 468 million there: where digits show a slip, that is no other thing.
    if (left.modality != right.modality and kind == "values") or left.measure.personal or right.measure.personal:
        return True
    full = left.measure.full, right.measure.full
    beyond = full[0] - full[1], full[1] - full[0]
    narrowed = [not lexicon().kinds.isdisjoint(words) for words in beyond]
    if all(narrowed) or (kind == "values" and any(narrowed)) or contrasting(*beyond):
        return True
    # Times of a sentence may be those of other figures in it.
    words = a.words - b.words - lexicon().times, b.words - a.words - lexicon().times
    if contrasting(*words) or separation.known_to_one(a, b):
        return True
    return not (separation.same_time(a, b) and separation.may_be_one(a, b, True))


def _side_by_side(matches: Sequence[_Match]) -> Iterator[_Match]:
    """The pairs that are told of one thing: slips first, then other values of figures that are no slip."""
    slips = [match for match in matches if match.kind != "values" and match.score >= _SLIP and not _round(match)]
    taken: set[int] = set()
    for match in _best(slips):
        taken |= {id(match.a), id(match.b)}
        yield match
    for match in _best([match for match in matches if match.kind == "values"]):
        alike = match.score >= _VALUES and match.alike >= _MOST
        alike = alike or match.sole
        if alike and taken.isdisjoint((id(match.a), id(match.b))) and not _at_other_times(match.a, match.b):
            yield match


def _round(match: _Match) -> bool:
    """Whether two figures of few digits a power of ten apart share no word: 26 officers hurt, 2,600 on duty."""
    return match.kind == "scale" and not match.shared and len(match.a.digits) <= _DIGITS


def _best(matches: Sequence[_Match]) -> list[_Match]:
    """Those of which neither figure resembles another one more."""
    best: dict[int, float] = defaultdict(float)
    for match in matches:
        for telling in (match.a, match.b):
            best[id(telling)] = max(best[id(telling)], match.score)
    return [match for match in matches if match.score == best[id(match.a)] == best[id(match.b)]]


def _at_other_times(a: Telling, b: Telling) -> bool:
    """Whether both stand beside one level of theirs ('4.9 million, after 4.5'), or a count grew from text to text."""
    levels = {value for base, value in a.figures & b.figures if base == a.base}
    return bool(levels) or may_have_grown(a.entry, b.entry)
