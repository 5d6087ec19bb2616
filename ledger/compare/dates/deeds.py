"""Deeds that two articles on one matter date differently, each in its own words.

All dates of two such articles are laid side by side. Those two belong to one deed for which most speaks, seen from
either side, where the odds are good enough: what was done, the words of the sentences, how near the dates are.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ledger.compare.dates.dated import Calendar, Dated, differing, read_dated, slip
from ledger.compare.dates.occasions import Dates
from ledger.compare.facets.keys import Keyed
from ledger.compare.facets.scopes import Knowledge
from ledger.compare.facets.words import printed_words
from ledger.compare.matching import best_of
from ledger.resources import data_table
from ledger.weighing import Evidence, Weights, odds

DATES = 80
"""Dates of one article that are laid side by side, at most: the first."""


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
        return f"{told}, in articles on one matter"


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
    keyed: Sequence[Keyed], before: Mapping[int, str], related: set[frozenset[str]], knowledge: Knowledge
) -> Iterator[Dates]:
    """Pairs of date claims of two related articles that date one deed differently.

    `before` gives for a sentence's id the text of the sentence before it in its paragraph.
    """
    for matches in lay_dates_side_by_side(keyed, before, related, knowledge):
        for _, match in best_of([(odds(match.evidence, weights()), match) for match in matches], likely()):
            yield Dates(match.a.entry, match.b.entry, False, 0.0, match.reason)


def lay_dates_side_by_side(
    keyed: Sequence[Keyed], before: Mapping[int, str], related: set[frozenset[str]], knowledge: Knowledge
) -> Iterator[Sequence[Match]]:
    """For every two related articles, each two of their dates that may be told of one deed and differ."""
    near = {article for pair in related for article in pair}
    dated: Mapping[str, list[Dated]] = defaultdict(list)
    for each in read_dated([e for e in keyed if e.claim.article in near], before, knowledge):
        if len(dated[each.article]) < DATES:
            dated[each.article].append(each)
    for left, right in sorted(tuple(sorted(pair)) for pair in related):
        free = _unmatched(dated[left], dated[right]), _unmatched(dated[right], dated[left])
        calendar = Calendar(dated[left], dated[right], [knowledge.mentioned(article) for article in (left, right)])
        yield [
            Match(a, b, calendar.evidence(a, b))
            for a in free[0]
            for b in free[1]
            if differing(a, b) and _touching(a, b) and not _of_another(a, b, knowledge)
        ]


def _unmatched(dated: Sequence[Dated], others: Sequence[Dated]) -> Sequence[Dated]:
    """Dates but for those that the other article tells as well, of the same deed or with a word in common."""
    told: Mapping[str, list[Dated]] = defaultdict(list)
    for other in others:
        told[other.value[-5:]].append(other)
    return [
        date
        for date in dated
        if not any(
            date.value.endswith(other.value[-5:]) and (date.deeds & other.deeds or date.words & other.words)
            for other in told[date.value[-5:]]
        )
    ]


def _of_another(a: Dated, b: Dated, knowledge: Knowledge) -> bool:
    """Whether one deed is told of a name that the other article does not know: the mill and the Orsa bridge, built."""
    known = [knowledge.mentioned(dated.article) for dated in (b, a)]
    unknown = any(d.named and d.named.isdisjoint(other) for d, other in zip((a, b), known, strict=True))
    return unknown and not a.deeds.isdisjoint(b.deeds)


def _touching(a: Dated, b: Dated) -> bool:
    """Whether two dates have anything in common that could make them one, if only most of the date."""
    return slip(a, b) or not (a.words | a.around).isdisjoint(b.words | b.around) or not a.deeds.isdisjoint(b.deeds)
