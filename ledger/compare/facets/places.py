"""Places as they are compared: labels such as 'Mill village, Orsa commune' become units, smallest first.

What lies in what, and what a place was called, comes from the vocabulary; without it, places whose names differ are
different places, however alike they look.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from ledger.compare.facets.names import fold
from ledger.resources import data_table

_FORMER = frozenset({"former", "formerly", "old"})
_LINKING = frozenset({"the", "of", "in", "and"})


class PlaceRelation(StrEnum):
    """How two places stand to each other."""

    SAME = "same"
    CARRIED = "same by what the article is about"
    """The same, and on one side at least the paragraph does not name it."""
    BY_SUBJECT = "told by the subject"
    """Unstated on both sides, but both are told of one named person or body."""
    NESTED = "within"
    DIFFERS = "differs"
    ONE_UNSTATED = "unstated on one side"
    BOTH_UNSTATED = "unstated on both sides"


class Unit(NamedTuple):
    """One named place: folded name, kind in English or None when unsaid, and whether it is a former one."""

    name: str
    kind: str | None
    former: bool


class PlaceEntry(NamedTuple):
    """One row of the vocabulary: a place and the place it lies in, both as printed."""

    name: str
    kind: str | None
    former: bool
    within: str | None


@cache
def _kinds() -> tuple[frozenset[str], Mapping[str, str]]:
    data = data_table("compare", "places")
    return frozenset(data["kinds"].split()), data["same_kind"]


def read_unit(text: str, kind: str | None = None, former: bool = False) -> Unit:
    """Reads one name with its kind in any order: 'Orsa commune', 'the former district of X', 'X (former)'."""
    kinds, same_kind = _kinds()
    words = fold(text).split()
    former = former or any(word in _FORMER for word in words)
    words = [word for word in words if word not in _FORMER]
    words = words[1:] if words[:1] == ["the"] else words
    own = {word for word in (words[0], words[-1]) if word in kinds} if len(words) > 1 else set()
    if own:
        kind = kind or next(word for word in (words[-1], words[0]) if word in own)
        bare = words[:-1] if words[-1] in own else words[1:]
        while bare and bare[0] in _LINKING:
            bare = bare[1:]
        words = bare or words
    kind = fold(kind) if kind else None
    return Unit(" ".join(words), same_kind.get(kind, kind) if kind else None, former)


class Places:
    """The places a corpus knows. `entries` come from the vocabulary, `aliases` map one name to another."""

    def __init__(self, entries: Iterable[PlaceEntry] = (), aliases: Mapping[str, str] | None = None) -> None:
        self._aliases = {read_unit(alias).name: read_unit(name) for alias, name in (aliases or {}).items()}
        self._known: dict[str, list[Unit]] = {}
        self._within: dict[Unit, list[Unit]] = {}
        self._chains: dict[str, tuple[Unit, ...]] = {}
        links: list[tuple[Unit, str]] = []
        for entry in entries:
            unit = read_unit(entry.name, entry.kind, entry.former)
            if unit not in self._known.setdefault(unit.name, []):
                self._known[unit.name].append(unit)
            if entry.within:
                links.append((unit, entry.within))
        for unit, within in links:
            self._within.setdefault(unit, []).append(self._resolve(read_unit(within)))

    def chain(self, label: str) -> tuple[Unit, ...]:
        """The place and the places around it that the label names, smallest first."""
        if label not in self._chains:
            self._chains[label] = tuple(self._resolve(read_unit(part)) for part in label.split(",") if fold(part))
        return self._chains[label]

    def relate(self, a: str | None, b: str | None) -> PlaceRelation:
        """Compares two labels."""
        left, right = self.chain(a) if a else (), self.chain(b) if b else ()
        if not left or not right:
            return PlaceRelation.BOTH_UNSTATED if not left and not right else PlaceRelation.ONE_UNSTATED
        if _one_place(left[0], right[0]):
            around = zip(left[1:2], right[1:2], strict=False)
            apart = any(not _one_place(u, v) and u.kind == v.kind for u, v in around)
            return PlaceRelation.DIFFERS if apart else PlaceRelation.SAME
        inner = self._inside(left, right[0]) or self._inside(right, left[0])
        return PlaceRelation.NESTED if inner else PlaceRelation.DIFFERS

    def around(self, label: str) -> tuple[Unit, ...]:
        """The places that hold a place, by its label or by the vocabulary."""
        return self._around(self.chain(label))

    def inside(self, label: str) -> tuple[Unit, ...]:
        """The places that the vocabulary puts within a place."""
        outer = self.chain(label)[:1]
        return tuple(unit for unit in self._within if outer and self._inside((unit,), outer[0]))

    def _inside(self, chain: tuple[Unit, ...], outer: Unit) -> bool:
        return any(_one_place(unit, outer) for unit in self._around(chain))

    def _around(self, chain: tuple[Unit, ...]) -> tuple[Unit, ...]:
        around = list(chain[1:])
        todo = list(chain)
        while todo:
            for above in self._within.get(todo.pop(), ()):
                if above not in around:
                    around.append(above)
                    todo.append(above)
        return tuple(around)

    def _resolve(self, unit: Unit) -> Unit:
        """The unit under its main name, and with the kind that only one known place of the name has."""
        if alias := self._aliases.get(unit.name):
            unit = alias._replace(kind=alias.kind or unit.kind, former=alias.former or unit.former)
        if unit.kind:
            return unit
        known = [other for other in self._known.get(unit.name, ()) if other.former == unit.former]
        return known[0] if len(known) == 1 else unit


def _one_place(a: Unit, b: Unit) -> bool:
    return a.name == b.name and a.former == b.former and (a.kind == b.kind or a.kind is None or b.kind is None)
