"""Which two of many belong together: those that resemble each other most, seen from either side."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol, TypeVar


class Pair(Protocol):
    """Two things laid side by side."""

    @property
    def a(self) -> Any: ...
    @property
    def b(self) -> Any: ...


P = TypeVar("P", bound=Pair)


def best_of(judged: Sequence[tuple[float, P]], least: float) -> Iterator[tuple[float, P]]:
    """Pairs with their log odds, of `least` or more, of which neither thing goes as well or better with another."""
    best: dict[int, list[float]] = {}
    for likelihood, match in judged:
        for thing in (match.a, match.b):
            best.setdefault(id(thing), []).append(likelihood)
    for likelihood, match in judged:
        if likelihood >= least and all(
            max(best[id(thing)]) == likelihood and best[id(thing)].count(likelihood) == 1
            for thing in (match.a, match.b)
        ):
            yield likelihood, match
