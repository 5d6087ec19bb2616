"""Programmes as they are compared: full and short names, and which programme is part of which."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from ledger.compare.facets.names import fold, name_words


class ProgrammeRelation(StrEnum):
    """How two programmes stand to each other."""

    SAME = "same"
    NESTED = "part of"
    DIFFERS = "differs"
    ONE_UNSTATED = "unstated on one side"
    BOTH_UNSTATED = "unstated on both sides"


class Programmes:
    """The programmes a corpus knows; `part_of` pairs a programme with the one it belongs to, as printed."""

    def __init__(self, part_of: Iterable[tuple[str, str]] = (), aliases: Mapping[str, str] | None = None) -> None:
        self._aliases = {_key(alias): _key(name) for alias, name in (aliases or {}).items()}
        self._above: dict[frozenset[str], set[frozenset[str]]] = {}
        for name, whole in part_of:
            self._above.setdefault(self._resolve(name), set()).add(self._resolve(whole))

    def relate(self, a: str | None, b: str | None) -> ProgrammeRelation:
        """Compares two names. A name that only says less ('National Programmes') holds the longer one."""
        left, right = self.key(a), self.key(b)
        if not left or not right:
            both = not left and not right
            return ProgrammeRelation.BOTH_UNSTATED if both else ProgrammeRelation.ONE_UNSTATED
        if left == right:
            return ProgrammeRelation.SAME
        nested = right in self._wholes(left) or left in self._wholes(right) or left < right or right < left
        return ProgrammeRelation.NESTED if nested else ProgrammeRelation.DIFFERS

    def holds(self, whole: str | None, part: str | None) -> bool:
        """Whether one programme belongs to the other, by the vocabulary or by a name that only says more."""
        outer, inner = self.key(whole), self.key(part)
        if not outer or not inner or outer == inner:
            return False
        return outer in self._wholes(inner) or outer < inner

    def key(self, name: str | None) -> frozenset[str] | None:
        """What names of one programme have in common; None for no name."""
        return self._resolve(name) if name else None

    def _wholes(self, name: frozenset[str]) -> set[frozenset[str]]:
        found: set[frozenset[str]] = set()
        todo = [name]
        while todo:
            for whole in self._above.get(todo.pop(), ()):
                if whole not in found:
                    found.add(whole)
                    todo.append(whole)
        return found

    def _resolve(self, name: str) -> frozenset[str]:
        key = _key(name)
        return self._aliases.get(key, key)


def _key(name: str) -> frozenset[str]:
    words = fold(name).split()
    weak = name_words("programme_weak")
    strong = frozenset(word for word in words if word.removesuffix("s") not in weak)
    return strong or frozenset(words)
