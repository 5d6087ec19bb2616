"""Mergers told with different numbers of parts: 'the merger of four depots', 'fold three depots into one'."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, islice
from typing import NamedTuple

from ledger.compare.facets.keys import Keyed
from ledger.compare.facets.measures import canonical_unit
from ledger.compare.facets.names import fold
from ledger.compare.facets.places import PlaceRelation
from ledger.compare.facets.scopes import Knowledge
from ledger.compare.facets.words import canonical
from ledger.resources import data_table

PAIRS = 300
"""Pairs looked at for one sort of things."""
_MOST = 50
"""Things that become one, at most."""
_NEAR = 8
"""Words between the figure and the word of the merger, at most."""
_ALL = re.compile(r"\b(?:the|these|those|all|all the)\W*$", re.IGNORECASE)
_INTO = re.compile(r"\b(?:into|to|as|(?:form|create|make|becom)(?:s|e|ed|ing)?)\W*(?:just |only |a )?$", re.IGNORECASE)


class Union(NamedTuple):
    """Two figures of one merger, and in words what makes it one."""

    a: Keyed
    b: Keyed
    reason: str


@cache
def _merging() -> frozenset[str]:
    return frozenset(canonical(word) for word in data_table("compare", "unions")["merging"].split())


def keys_of(entry: Keyed) -> Iterator[tuple[str, str]]:
    """What another claim must share with one whose sentence may tell of a merger, to be looked at with it."""
    units = set(_merged_in(entry))
    unit = _thing(entry)
    if unit and (_at_merger(entry) or _ALL.search(entry.claim.before)):
        units.add(unit)
    yield from (("merger", unit) for unit in sorted(units))


def find_unions(keyed: Sequence[Keyed], related: set[frozenset[str]], knowledge: Knowledge) -> Iterator[Union]:
    """Pairs of two articles that tell one merger with two numbers of parts; one report for each two articles."""
    merged = {(e.claim.article, unit) for e in keyed for unit in _merged_in(e)}
    counts: dict[str, list[Keyed]] = defaultdict(list)
    for entry in keyed:
        unit = _thing(entry)
        if unit and (_at_merger(entry) or ((entry.claim.article, unit) in merged and _ALL.search(entry.claim.before))):
            counts[unit].append(entry)
    for unit, block in counts.items():
        told = {(e.claim.article, e.claim.value) for e in block}
        seen: set[tuple[str, str]] = set()
        for a, b in islice(combinations(block, 2), PAIRS):
            left, right = a.claim, b.claim
            pair = left.article, right.article
            known = (left.article, right.value) in told or (right.article, left.value) in told
            if left.article == right.article or known or pair in seen:
                continue
            here = knowledge.places.relate(left.place, right.place) is PlaceRelation.SAME
            if here or frozenset(pair) in related:
                seen.add(pair)
                yield Union(a, b, f"both are told of what was merged ({unit})")


def _thing(entry: Keyed) -> str | None:
    """What a count that may be one of merged things counts; people do not merge."""
    claim, measure = entry.claim, entry.scope.measure
    plain = claim.kind == "quantity" and claim.value is not None and claim.hedge == "none"
    if not plain or not measure.counted or measure.unit == "person" or not 1 < (claim.value or 0) <= _MOST:
        return None
    return None if _INTO.search(claim.before) else measure.unit


def _merged_in(entry: Keyed) -> Iterator[str]:
    """The sorts of things that a sentence with a word of merging names."""
    words = fold(entry.claim.text).split()
    if not _merging().isdisjoint(map(canonical, words)):
        yield from map(canonical_unit, words)


def _at_merger(entry: Keyed) -> bool:
    """Whether a word of merging stands close to the figure."""
    claim = entry.claim
    before = fold(claim.before).split()[-_NEAR:]
    after = fold(claim.text[claim.offset + len(claim.quote) :]).split()[:_NEAR]
    return any(canonical(word) in _merging() for word in (*before, *after))
