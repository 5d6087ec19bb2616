"""How the conflicts of each rule were judged: the false-alarm rate of one corpus."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from ledger.decisions import current
from ledger.report.agreement import read_second_verdicts
from ledger.report.safe import json_text
from ledger.store.read import DUE, UNDECIDED, read_decisions

UPHELD = ("a_wrong", "b_wrong", "both_wrong")
_FIELDS = {
    **dict.fromkeys(UPHELD, "upheld"),
    "not_a_conflict": "dismissed",
    "other_scope": "other_scope",
    "unsure": "unsure",
    "same_name": "names",
    "different_names": "names",
}


@dataclass(frozen=True, slots=True)
class RuleStats:
    """What people said of the conflicts of one rule, those that were mended since included."""

    rule: str
    name: str
    upheld: int
    dismissed: int
    other_scope: int
    names: int
    """Same name, or different names."""
    unsure: int
    left: int
    """Still to decide."""
    seconded: int
    """Verdicts that were given blind, beside that of somebody else."""
    agreed: int
    """Those of them that are the same as the first."""

    @property
    def decided(self) -> int:
        """How many were decided."""
        return self.upheld + self.dismissed + self.other_scope + self.names + self.unsure

    @property
    def false_alarms(self) -> float | None:
        """Share of those judged that were dismissed or are of different scope; None before any was judged."""
        judged = self.upheld + self.dismissed + self.other_scope
        return (self.dismissed + self.other_scope) / judged if judged else None


def read_stats(connection: sqlite3.Connection) -> list[RuleStats]:
    """A row for each rule of the ledger, and for each rule that only decisions still know, by code.

    A decision whose day to decide again has come counts no longer: its conflict is left.
    """
    names = dict(connection.execute("SELECT code, name FROM rules"))
    query = f"SELECT k.rule, count(*) FROM conflicts k WHERE {UNDECIDED} GROUP BY 1"
    left = dict(connection.execute(query).fetchall())
    over = {id for (id,) in connection.execute(f"SELECT k.decision_id FROM conflicts k WHERE {DUE}")}
    given: Counter[tuple[str, str]] = Counter(
        (decision.rule, _FIELDS[decision.verdict])
        for decision in current(read_decisions(connection))
        if decision.id not in over
    )
    pairs = read_second_verdicts(connection)
    seconded = Counter(pair.rule for pair in pairs)
    agreed = Counter(pair.rule for pair in pairs if pair.first == pair.second)
    fields = dict.fromkeys(_FIELDS.values())
    return [
        RuleStats(
            rule,
            names.get(rule, ""),
            left=left.get(rule, 0),
            seconded=seconded[rule],
            agreed=agreed[rule],
            **{field: given[rule, field] for field in fields},
        )
        for rule in sorted({*names, *(rule for rule, _ in given)})
    ]


def stats_text(rows: Iterable[RuleStats]) -> str:
    """A table for people."""
    lines = ["rule   upheld  dismissed  other scope  names  unsure   left  false alarms"]
    for row in rows:
        rate = "-" if row.false_alarms is None else f"{row.false_alarms:.0%}"
        lines.append(
            f"{row.rule:5} {row.upheld:7} {row.dismissed:10} {row.other_scope:12} {row.names:6} {row.unsure:7}"
            f" {row.left:6}  {rate:>12}"
        )
    return "\n".join(lines) + "\n"


def stats_json(rows: Iterable[RuleStats]) -> str:
    """A JSON list; `false_alarms` is a share from 0 to 1, or null."""
    return json_text([{**asdict(row), "false_alarms": row.false_alarms} for row in rows], indent=2) + "\n"
