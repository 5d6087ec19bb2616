"""Deeds that two articles date differently, each in its own words.

All dates of two articles on one matter are laid side by side; of others, days that clauses of one wording tell. Those
two belong to one deed for which most speaks, seen from either side, where the odds are good enough: what was done, the
words of the sentences, how near the dates are.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import chain, combinations, islice, product
from typing import NamedTuple

from ledger.compare.dates.dated import Calendar, Dated, differing, read_dated, slip
from ledger.compare.dates.occasions import PAIRS, Dates
from ledger.compare.facets.keys import Keyed
from ledger.compare.facets.matters import OneMatter
from ledger.compare.facets.scopes import Knowledge
from ledger.compare.facets.words import printed_words
from ledger.compare.matching import best_of
from ledger.resources import data_table
from ledger.weighing import Evidence, Weights, odds

DATES = 80
"""Dates of one article that are laid side by side, at most: the first."""
_MANY, _MOST = 3, 0.5
"""Words that two clauses of articles on no one matter share at least, and which share of the words of the shorter."""
_COMMON = 60
"""A word that more dated clauses have than this says nothing of any two of them."""
_YEAR = 366


class Match(NamedTuple):
    """Two dates that may be told of one deed, and what speaks for and against it."""

    a: Dated
    b: Dated
    evidence: Evidence

    @property
    def reason(self) -> str:
        """In words what both are told with."""
        left, right = (dated.words | dated.around for dated in (self.a, self.b))
        words = printed_words(self.a.entry.claim.text, self.a.words & self.b.words or left & right)
        told = f"both told with {', '.join(words[:5])}" if words else "both told of one deed"
        return f"{told}, in articles on one matter" if "on one matter" in self.evidence else told


@cache
def weights() -> Weights:
    """The weights as fitted."""
    fitted: Weights = data_table("compare", "identity")["dates"]
    return fitted


@cache
def likely() -> float:
    """The log odds from which two dates are taken to be told of one deed."""
    return float(data_table("compare", "identity")["likely"]["dates"])


def find_deeds(
    keyed: Sequence[Keyed],
    before: Mapping[int, str],
    matters: OneMatter,
    knowledge: Knowledge,
    about: Set[str] | None = None,
) -> Iterator[Dates]:
    """Pairs of date claims of two articles that date one deed differently.

    `before` gives for a sentence's id the text of the sentence before it in its paragraph; `about` are the articles to
    which one of each two belongs, None for any.
    """
    for matches in lay_dates_side_by_side(keyed, before, matters, knowledge, about):
        for _, match in best_of([(odds(match.evidence, weights()), match) for match in matches], likely()):
            yield Dates(match.a.entry, match.b.entry, False, 0.0, match.reason)


def lay_dates_side_by_side(
    keyed: Sequence[Keyed],
    before: Mapping[int, str],
    matters: OneMatter,
    knowledge: Knowledge,
    about: Set[str] | None = None,
) -> Iterator[Sequence[Match]]:
    """For every two articles, each two of their dates that may be told of one deed and differ: all dates of articles on
    one matter, of others those of one day that are told with the same words."""
    dated: Mapping[str, list[Dated]] = defaultdict(list)
    for each in read_dated(keyed, before, knowledge):
        if len(dated[each.article]) < DATES:
            dated[each.article].append(each)
    sides, alike = matters.sides(about), _told_alike(dated, matters, about)
    for left, right in [*sides, *sorted(alike)]:
        calendar = Calendar(dated[left], dated[right], [knowledge.mentioned(article) for article in (left, right)])
        free = _unmatched(dated[left], dated[right]), _unmatched(dated[right], dated[left])
        pairs = alike.get((left, right)) or product(*free)
        how = {name: 1.0 for name, told in _how_related((left, right), matters) if told}
        yield [
            Match(a, b, {**calendar.evidence(a, b), **how})
            for a, b in pairs
            if differing(a, b) and _touching(a, b) and not _of_another(a, b, knowledge)
        ]


def _how_related(sides: tuple[str, str], matters: OneMatter) -> Iterator[tuple[str, bool]]:
    pair = frozenset(sides)
    yield "on one matter", pair in matters.directly
    yield "tied by a third", pair in matters.tied


def _told_alike(
    dated: Mapping[str, Sequence[Dated]], matters: OneMatter, about: Set[str] | None
) -> Mapping[tuple[str, str], list[tuple[Dated, Dated]]]:
    """By pairs of articles on no one matter, their days that clauses of mostly the same words tell, and names."""
    holders: Mapping[str, list[Dated]] = defaultdict(list)
    for each in chain.from_iterable(dated.values()):
        if each.size == "day" and each.printed:
            for word in each.words:
                holders[word].append(each)
    found: Mapping[tuple[str, str], dict[tuple[int, int], tuple[Dated, Dated]]] = defaultdict(dict)
    for block in holders.values():
        for two in islice(combinations(block, 2), PAIRS) if len(block) <= _COMMON else ():
            a, b = sorted(two, key=_article_of)
            pair = frozenset((a.article, b.article))
            near = pair in matters.directly or pair in matters.tied
            if len(pair) > 1 and not near and not (about and about.isdisjoint(pair)) and _alike(a, b):
                found[a.article, b.article].setdefault((id(a), id(b)), (a, b))
    return {pair: list(pairs.values()) for pair, pairs in found.items()}


def _article_of(dated: Dated) -> str:
    return dated.article


def _alike(a: Dated, b: Dated) -> bool:
    shared = len(a.words & b.words)
    near = a.days is not None and b.days is not None and abs(a.days.first - b.days.first) <= _YEAR
    worded = shared >= max(_MANY, _MOST * min(len(a.words), len(b.words)))
    return near and worded and not a.names.isdisjoint(b.names) and a.figures == b.figures


def _unmatched(dated: Sequence[Dated], others: Sequence[Dated]) -> Sequence[Dated]:
    """Dates but for those that the other article tells as well, of the same deed or with a word in common."""
    told: Mapping[str, list[Dated]] = defaultdict(list)
    for other in others:
        told[other.time].append(other)
    return [
        date
        for date in dated
        if not any(date.deeds & other.deeds or date.words & other.words for other in told[date.time])
    ]


def _of_another(a: Dated, b: Dated, knowledge: Knowledge) -> bool:
    """Whether one deed is told of a name that the other article does not know: the mill and the Orsa bridge, built."""
    known = [knowledge.mentioned(dated.article) for dated in (b, a)]
    unknown = any(d.named and d.named.isdisjoint(other) for d, other in zip((a, b), known, strict=True))
    return unknown and not a.deeds.isdisjoint(b.deeds)


def _touching(a: Dated, b: Dated) -> bool:
    """Whether two dates have anything in common that could make them one, if only most of the date."""
    return slip(a, b) or not (a.words | a.around).isdisjoint(b.words | b.around) or not a.deeds.isdisjoint(b.deeds)
