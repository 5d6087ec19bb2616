"""Whether two people judge alike: verdicts that were given blind, each beside the verdict that stood before it."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_PAIRS = """
SELECT second.rule, first.verdict, second.verdict
FROM decisions second JOIN decisions first ON first.id = second.supersedes
WHERE second.blind = 1 AND coalesce(first.reviewer, '') <> coalesce(second.reviewer, '')
ORDER BY second.decided_at, second.id
"""


@dataclass(frozen=True, slots=True)
class SecondVerdict:
    """A blind verdict and the one it was given beside."""

    rule: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far first and second verdicts agree."""

    number: int
    agreed: int
    kappa: float | None
    """Cohen's kappa, from -1 to 1: 0 is what chance alone would give. None where all verdicts are one and the same."""

    @property
    def share(self) -> float:
        """Share of the second verdicts that are the same as the first."""
        return self.agreed / self.number


def read_second_verdicts(connection: sqlite3.Connection) -> list[SecondVerdict]:
    """Every blind verdict of another person than gave the first, oldest first."""
    return [SecondVerdict(*row) for row in connection.execute(_PAIRS)]


def agreement(pairs: Iterable[SecondVerdict]) -> Agreement | None:
    """The agreement over some verdicts; None when there are none.

    Kappa as in J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement
    20 (1960), 37-46: observed agreement beyond that expected from how often each side gives each verdict.
    """
    pairs = list(pairs)
    if not pairs:
        return None
    number = len(pairs)
    agreed = sum(pair.first == pair.second for pair in pairs)
    first, second = Counter(pair.first for pair in pairs), Counter(pair.second for pair in pairs)
    # In whole numbers, so that only a table without doubt divides by nothing.
    chance = sum(first[verdict] * second[verdict] for verdict in first)
    kappa = None if chance == number**2 else (agreed * number - chance) / (number**2 - chance)
    return Agreement(number, agreed, kappa)


def agreement_text(found: Agreement | None) -> str:
    """A line for people; empty when there is nothing to say."""
    if found is None:
        return ""
    kappa = "" if found.kappa is None else f", Cohen's kappa {found.kappa:.2f}"
    return f"second verdicts, given blind: {found.number}, {found.agreed} as the first ({found.share:.0%}){kappa}\n"
