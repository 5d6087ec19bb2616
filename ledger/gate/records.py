"""What the gate says: articles looked at, conflicts that nobody has decided, problems."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ledger.gate.versions import Compared
from ledger.reported import ReportedConflict
from ledger.store.records import Decision


class Problem(NamedTuple):
    """What keeps an article out, besides conflicts."""

    kind: str
    """unreadable | out_of_step | refused | decisions | stale"""
    level: str
    """error | warning"""
    message: str
    """One line: what, where, what to do next."""
    file: str | None = None
    line: int | None = None


class CheckedArticle(NamedTuple):
    """One article that the gate looked at."""

    id: str
    file: str
    change: str
    """added | edited | renamed | removed | given | unchanged"""
    in_step: bool
    """Whether the ledger holds it in this form."""
    compared: Compared | None = None
    """What became of its earlier claims; None where no earlier form is known."""
    renamed_from: str | None = None
    """Path of the earlier form."""


class GateReport(NamedTuple):
    """The findings of a gate. `conflicts` are what it is about: undecided, and brought in by the articles."""

    articles: tuple[CheckedArticle, ...] = ()
    conflicts: tuple[ReportedConflict, ...] = ()
    """Each open or lapsed."""
    problems: tuple[Problem, ...] = ()
    lapsed: Mapping[str, Decision] = MappingProxyType({})
    """By conflict: the decision that no longer holds."""
    fresh: frozenset[str] = frozenset()
    """Ids of claims of the conflicts that the articles make for the first time."""
    older: Mapping[str, int] = MappingProxyType({})
    """Undecided conflicts that were there before, by level: counted, not failed."""
    decided: int = 0
    """Conflicts of the articles that somebody has decided."""
    unbuilt: frozenset[str] = frozenset()
    """Conflicts that the ledger does not hold yet, because an article is out of step: build before deciding."""

    @property
    def unreadable(self) -> bool:
        """Whether some input could not be read at all."""
        return any(problem.kind == "unreadable" for problem in self.problems)

    def failing(self, levels: tuple[str, ...]) -> bool:
        """Whether anything is of one of these levels."""
        found = [conflict.level for conflict in self.conflicts] + [problem.level for problem in self.problems]
        return any(level in levels for level in found)
