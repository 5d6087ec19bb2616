"""Figures with the words around them: what a sentence says of a figure besides its measure and its facets."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

from ledger.compare.facets.digits import before_point, digits, swapped
from ledger.compare.facets.keys import Keyed
from ledger.compare.facets.matters import tied_by_a_third
from ledger.compare.facets.multiples import in_base, shifted
from ledger.compare.facets.names import capitalised, fold, misspelt, name_words
from ledger.compare.facets.scopes import ClaimRow, Knowledge, adds_to_another, is_step
from ledger.compare.facets.words import lexicon
from ledger.mentions.dates import NUMBERS

_RELATED = 3
"""Telling figures that two articles on one matter share at least, or figures and names with one of either."""
_LONG = 3
"""Digits beyond which a figure says as much as two."""
_COMMON = 12
"""A figure or a name that more articles have says nothing of any two of them."""
_NAMES, _OF_NAMES = 3, 0.4
"""Names that two articles share at least, and which share of the names of the one that has fewer, where names alone
make them tell one matter."""
_POSSESSIVE = re.compile(r"\W*(\w+)[’']s\b")
_OVER_YEARS = re.compile(
    r"^(?: \([^()]{1,30}\))?\W*(?:[^\W\d]+\W+){0,3}?(?:over|in|for|within|during|every|each) (?:the |a )?"
    r"(?:past |last |next |coming |first |entire |whole |full )?"
    r"(?:(\w+) )?(year|month|week|quarter|decade|day)s?\b(?! (?:to|ago|earlier|before))",
    re.IGNORECASE,
)
_WHEREABOUTS = re.compile(r"\b(?:in|at|near) (?:the )?([^\W\d_a-z]\w+)")
_DENIED = re.compile(
    r"(?:[^\w.;:]++\w++){0,5}?[^\w.;:]++"
    r"(?:fail(?:ed|s)?|never|unsold|(?:did|do|does|had|have|has|were|was|are|is|could|would|can|will) not|\w+n[’']t)\b"
)
_YEARS = re.compile(r"(\d{4})/(\d{4})")
_EVERY = re.compile(r"\b(?:every|each) (?:(\w+) )?(year|month|week|quarter|day)s?\b(?:\W+\w+){0,4}\W*$", re.IGNORECASE)


@dataclass(frozen=True)
class Telling:
    """A figure with the words of its sentence as far as a semicolon goes, and of its sentence and the one before."""

    entry: Keyed
    words: frozenset[str]
    around: frozenset[str]
    figures: frozenset[tuple[str, float]]
    """Other figures of the sentence: unit and value."""

    @cached_property
    def digits(self) -> str:
        """The significant digits as printed."""
        return digits(self.entry.claim.value)

    @cached_property
    def base(self) -> str:
        """The unit without what it is told per."""
        return _base(self.entry)

    @cached_property
    def names(self) -> frozenset[str]:
        """Folded words of the sentence that are written with a capital, the first one aside."""
        text = clause_of(self.entry.claim)
        first = _POSSESSIVE.match(text)
        words = [*capitalised(text, within=True), *([first[1]] if first else [])]
        return frozenset(fold(word) for word in words) - lexicon().calendar - name_words("abbreviations")

    @cached_property
    def whereabouts(self) -> frozenset[str]:
        """Those names that stand behind 'in', 'at' or 'near', whether they are known as places or not."""
        told = (match[1] for match in _WHEREABOUTS.finditer(clause_of(self.entry.claim)))
        return frozenset(map(fold, told)) & self.names

    @cached_property
    def denied(self) -> bool:
        """Whether the words behind the figure say what was not: 'five of the 51 lots failed to sell'."""
        claim = self.entry.claim
        return bool(_DENIED.match(claim.text[claim.offset + len(claim.quote) :]))

    @cached_property
    def step(self) -> bool:
        """Whether the figure comes on top of another or is how far that went: 'another 50', 'rose by 3'."""
        claim = self.entry.claim
        return is_step(claim) or (adds_to_another(claim) and not _one_more_sum(self.entry))

    @cached_property
    def time(self) -> str:
        """The stretch of time a rate is told for: 'year' of 'GBP/year'; empty where there is none."""
        per = self.entry.scope.measure.unit.rpartition("/")[2] if "/" in self.entry.scope.measure.unit else ""
        return per if per in ("second", "minute", "hour", "day", "week", "month", "quarter", "year") else ""

    @cached_property
    def stretch(self) -> str:
        """The stretch of time an amount is for: 'year' of '£9m a year', 'three year' of '£9m over three years', 'since'
        of what has come together since some time."""
        claim = self.entry.claim
        if self.time:
            return self.time  # '£9m a year over three years'
        match = _OVER_YEARS.match(claim.text[claim.offset + len(claim.quote) :]) or _EVERY.search(claim.before)
        if match:
            number = (match[1] or "").casefold()
            told = NUMBERS.get(number, number if number.isdigit() else "")  # 'over four years', 'in a calendar year'
            return f"{told} {match[2]}".casefold().removeprefix("1 ").strip()
        sums = "period" in claim.own and self.entry.scope.measure.additive
        years = _YEARS.fullmatch(claim.period or "") if sums else None
        number = int(years[2]) - int(years[1]) + 1 if years else 0
        if number > 2:  # '2024/25' is one financial year
            return f"{number} year"
        return "since" if claim.period_kind == "since" and "period" in claim.own else ""


def in_one_unit(a: Telling, b: Telling) -> tuple[Telling, Telling]:
    """Both figures in the unit of which theirs are decimal multiples, if there is one: of '21.4 hectares' and 'm²'."""
    units = [telling.entry.claim.unit or "" for telling in (a, b)]
    if units[0] == units[1] or in_base(units[0])[0] != in_base(units[1])[0]:
        return a, b
    return _in_base(a), _in_base(b)


def _in_base(telling: Telling) -> Telling:
    entry = telling.entry
    claim, measure = entry.claim, entry.scope.measure
    unit, power = in_base(claim.unit or "")
    bounds = (shifted(bound, power) for bound in (claim.low, claim.high, claim.usual_low, claim.usual_high))
    low, high, usual_low, usual_high = bounds
    value = shifted(claim.value, power)
    claim = claim._replace(value=value, low=low, high=high, usual_low=usual_low, usual_high=usual_high)
    scope = entry.scope._replace(measure=measure._replace(unit=unit))
    return replace(telling, entry=entry._replace(claim=claim, scope=scope))


def read_tellings(keyed: Sequence[Keyed], before: Mapping[int, str], knowledge: Knowledge) -> list[Telling]:
    """Every figure with a value that stands for itself, with the words around it.

    `before` gives for a sentence's id the text of the sentence before it in its paragraph.
    """
    words: dict[str, frozenset[str]] = {}
    figures: dict[int, set[tuple[str, float]]] = defaultdict(set)
    for entry in keyed:
        claim = entry.claim
        for text in (claim.text, clause_of(claim)):
            if text not in words:
                words[text] = knowledge.terms.content(text)
        if claim.kind == "quantity" and claim.value is not None:
            figures[claim.sentence_id].add(_beside(entry))
    found = []
    for entry in keyed:
        claim = entry.claim
        if claim.kind != "quantity" or claim.value is None:
            continue
        itself = frozenset((*knowledge.terms.content(claim.quote), _base(entry)))
        own = words[clause_of(claim)] - itself
        around = (words[claim.text] - itself) | knowledge.terms.content(before.get(claim.sentence_id, ""))
        others = frozenset(f for f in figures[claim.sentence_id] if f != _beside(entry) and _telling(f[1]))
        found.append(Telling(entry, own, around, others))
    return found


def _one_more_sum(entry: Keyed) -> bool:
    """Whether money only comes next in a list: 'a further £12 million goes to the ports' is all that the ports get."""
    base, before = _base(entry), fold(entry.claim.before).split()[-1:]
    return len(base) == 3 and base.isupper() and before != ["by"]


def clause_of(claim: ClaimRow) -> str:
    """The part of the sentence that a figure stands in: what a semicolon parts could be two sentences."""
    if ";" not in claim.text:
        return claim.text
    end = claim.text.find(";", claim.offset + len(claim.quote))
    return claim.text[claim.text.rfind(";", 0, claim.offset) + 1 : None if end < 0 else end]


def _base(entry: Keyed) -> str:
    return entry.scope.measure.unit.partition("/")[0]


def _beside(entry: Keyed) -> tuple[str, float]:
    """Unit and value of a figure as others are told beside it; a long count is the same whatever its noun."""
    value = entry.claim.value or 0.0
    return "" if entry.scope.measure.counted and len(digits(value)) > 2 else _base(entry), value


def _telling(value: float) -> bool:
    return len(f"{value:.12g}".replace(".", "").strip("0-")) > 1


def related_articles(tellings: Sequence[Telling], knowledge: Knowledge) -> set[frozenset[str]]:
    """Pairs of articles on one matter: they share figures that few others tell, fewer of them and names, or most names.

    Long figures of one unit that only a slip parts count as one figure shared.
    """
    holders: dict[tuple[str, float], set[str]] = defaultdict(set)
    weights: dict[tuple[str, float], int] = {}
    for telling in tellings:
        value = telling.entry.claim.value or 0.0
        if len(telling.digits) > 1:
            # A long figure is the same one although its unit was read here and not there.
            figure = "" if len(telling.digits) > 2 else telling.base, value
            holders[figure].add(telling.entry.claim.article)
            weights[figure] = 1 + (len(telling.digits) > _LONG)
    shared: dict[frozenset[str], list[int]] = defaultdict(list)
    for figure, articles in holders.items():
        if 1 < len(articles) <= _COMMON:
            for pair in combinations(sorted(articles), 2):
                shared[frozenset(pair)].append(weights[figure])
    for on_one_matter in _by_slips(tellings):
        shared[on_one_matter].append(1)
    in_common = _NamesInCommon({article for pair in shared for article in pair}, knowledge)
    related = {
        pair
        for pair, figures in shared.items()
        if len(figures) >= _RELATED or min(sum(figures), 2) + min(in_common(pair), 2) >= _RELATED
    }
    related |= _related_by_names({telling.entry.claim.article for telling in tellings}, knowledge)
    return related | {pair for pair in tied_by_a_third(related) if pair in shared or in_common(pair)}


def _by_slips(tellings: Iterable[Telling]) -> Iterator[frozenset[str]]:
    """Pairs of articles for each long figure that two neighbouring digits in each other's place tell apart."""
    alike: dict[tuple[str, str, int], set[tuple[str, float]]] = defaultdict(set)
    for telling in tellings:
        value = telling.entry.claim.value or 0.0
        if len(telling.digits) > _LONG and telling.base:
            key = telling.base, "".join(sorted(telling.digits)), before_point(value)
            alike[key].add((telling.entry.claim.article, value))
    for told in alike.values():
        for a, b in combinations(sorted(told), 2) if len(told) <= _COMMON else ():
            if a[0] != b[0] and swapped(a[1], b[1]):
                yield frozenset((a[0], b[0]))


def _related_by_names(articles: Iterable[str], knowledge: Knowledge) -> set[frozenset[str]]:
    """Pairs of articles of which one names little that the other does not name as well."""
    names = {article: knowledge.matter(article) for article in articles}
    holders: dict[str, list[str]] = defaultdict(list)
    for article in sorted(names):
        for name in names[article]:
            holders[name].append(article)
    shared = Counter(pair for named in holders.values() if 1 < len(named) <= _COMMON for pair in combinations(named, 2))
    in_common = _NamesInCommon(names, knowledge)
    return {
        frozenset(pair)
        for pair, number in shared.items()
        if number > 1
        and in_common(frozenset(pair)) >= max(_NAMES, _OF_NAMES * min(len(names[article]) for article in pair))
    }


class _NamesInCommon:
    """Counts the names that two articles share, and few others have; where there are some, those misspelt in one."""

    def __init__(self, articles: Iterable[str], knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._articles = Counter(name for article in articles for name in knowledge.mentioned(article))

    def __call__(self, pair: frozenset[str]) -> int:
        a, b = pair
        named, mentioned = self._knowledge.matter, self._knowledge.mentioned
        names = (named(a) & mentioned(b)) | (named(b) & mentioned(a))
        shared = sum(self._few(name) for name in names)
        if not 0 < shared < _NAMES:
            return shared
        others = [[name for name in named(x) - mentioned(y) if self._few(name)] for x, y in ((a, b), (b, a))]
        return shared + sum(any(misspelt(name, other) for other in others[1]) for name in others[0])

    def _few(self, name: str) -> bool:
        return self._articles[name] <= _COMMON


def aligned(tellings: Iterable[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """Pairs of figures that two sentences of two articles leave over, when one figure at least is the same in both.

    'The stand costs £31 million, of which the council pays £4 million' and '... £31 million, £14 million of it from
    the council': of each unit one figure is left on either side.
    """
    sentences: dict[int, list[Telling]] = defaultdict(list)
    for telling in tellings:
        if telling.base:
            sentences[telling.entry.claim.sentence_id].append(telling)
    holders: dict[tuple[str, float], list[int]] = defaultdict(list)
    for id, told in sentences.items():
        for figure in dict.fromkeys(_figure(telling) for telling in told if len(told) > 1 and len(telling.digits) > 1):
            holders[figure].append(id)
    seen: set[tuple[int, int]] = set()
    for ids in holders.values():
        for a, b in combinations(ids, 2) if len(ids) <= _COMMON else ():
            if (a, b) not in seen:
                seen.add((a, b))
                yield from _left_over(sentences[a], sentences[b])


def _left_over(a: Sequence[Telling], b: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
    if a[0].entry.claim.article == b[0].entry.claim.article:
        return
    common = {_figure(t) for t in a} & {_figure(t) for t in b}
    left, right = ([t for t in told if _figure(t) not in common] for told in (a, b))
    if len(common) >= _RELATED - 1 and len(left) == len(right) == 1 and all(map(_counted, (*left, *right))):
        yield left[0], right[0]  # '287 for, 41 against, 12 abstentions' and '287 for, 41 against, 21 abstaining'
        return
    for unit in {t.base for t in left} & {t.base for t in right}:
        ours, theirs = ([t for t in told if t.base == unit] for told in (left, right))
        if len(ours) == len(theirs) == 1:
            yield ours[0], theirs[0]


def _counted(telling: Telling) -> bool:
    """Whether things are counted; years and hours are not."""
    return telling.entry.scope.measure.counted and telling.base not in lexicon().times


def _figure(telling: Telling) -> tuple[str, float]:
    """Unit and value; whatever is counted, a count of more than one digit is told by its value."""
    return "" if _counted(telling) and len(telling.digits) > 1 else telling.base, telling.entry.claim.value or 0.0
