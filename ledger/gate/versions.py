"""Two forms of one article: which of its earlier claims it still makes, and which it makes for the first time."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import fields
from typing import NamedTuple

from ledger.claims.claim import Claim
from ledger.claims.identity import spaced

_MOVING = frozenset({"article", "sentence", "start", "end", "evidence", "quote"})
_SAID = tuple(field.name for field in fields(Claim) if field.name not in _MOVING)


class Told(NamedTuple):
    """A claim as one form of an article makes it."""

    id: str
    claim: Claim
    sentence: str

    @property
    def wording(self) -> tuple[Hashable, ...]:
        """Sentence, quote, and all that is read from them: the same wherever the paragraph stands."""
        said = (getattr(self.claim, name) for name in _SAID)
        return (spaced(self.sentence), spaced(self.claim.quote), *said)


class Compared(NamedTuple):
    """What became of the claims of an earlier form. Each of them is in one of the first four."""

    kept: tuple[Told, ...] = ()
    moved: tuple[Told, ...] = ()
    """Word for word as before, but in another order among the claims that stayed."""
    altered: tuple[tuple[Told, Told], ...] = ()
    """Before and now: the sentence has changed, or what it is told of."""
    gone: tuple[Told, ...] = ()
    added: tuple[Told, ...] = ()

    @property
    def fresh(self) -> frozenset[str]:
        """Ids of the claims that the earlier form did not make in this wording."""
        return frozenset(told.id for told in (*(now for _, now in self.altered), *self.added))

    @property
    def counts(self) -> dict[str, int]:
        """How many earlier claims were kept, moved, altered, are gone; and how many are added."""
        return {name: len(getattr(self, name)) for name in ("kept", "moved", "altered", "gone", "added")}


def compare_versions(earlier: Sequence[Told], now: Sequence[Told]) -> Compared:
    """Matches the claims of two forms of an article, both in the order of the text."""
    same = _matched(earlier, now, lambda told: told.wording)
    steady = _longest_rise([new for _, new in same])
    before, after = _without(earlier, [old for old, _ in same]), _without(now, [new for _, new in same])
    altered: list[tuple[Told, Told]] = []
    for likeness in _LIKENESSES:
        pairs = _matched(before, after, likeness)
        altered += [(before[old], after[new]) for old, new in pairs]
        before, after = _without(before, [old for old, _ in pairs]), _without(after, [new for _, new in pairs])
    return Compared(
        kept=tuple(now[new] for _, new in same if new in steady),
        moved=tuple(now[new] for _, new in same if new not in steady),
        altered=tuple(sorted(altered, key=lambda pair: pair[1].claim.start)),
        gone=tuple(before),
        added=tuple(after),
    )


_LIKENESSES: tuple[Callable[[Told], Hashable], ...] = (
    lambda told: (spaced(told.sentence), spaced(told.claim.quote), told.claim.kind),
    lambda told: (told.claim.kind, told.claim.measure, told.claim.unit, told.claim.place, told.claim.period),
    lambda told: (told.claim.kind, told.claim.measure, told.claim.unit),
)
"""What two forms of one claim have in common, the closest first."""


def _matched(
    earlier: Sequence[Told], now: Sequence[Told], likeness: Callable[[Told], Hashable]
) -> list[tuple[int, int]]:
    """Pairs of indices of alike claims, each taken once, in the order of both texts."""
    waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index in range(len(now) - 1, -1, -1):
        waiting[likeness(now[index])].append(index)
    return [(index, found.pop()) for index, told in enumerate(earlier) if (found := waiting[likeness(told)])]


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """A longest subsequence that rises: what stayed in order, however much was put in between."""
    ends: list[int] = []
    indices: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        place = bisect_left(ends, number)
        ends[place : place + 1] = [number]
        before.append(indices[place - 1] if place else -1)
        indices[place : place + 1] = [index]
    rise: set[int] = set()
    at = indices[-1] if indices else -1
    while at >= 0:
        rise.add(numbers[at])
        at = before[at]
    return rise


def _without(told: Sequence[Told], indices: Sequence[int]) -> list[Told]:
    left_out = set(indices)
    return [one for index, one in enumerate(told) if index not in left_out]
