"""What is to be corrected: each place that a standing decision calls wrong, and other places that say the same."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from ledger.report.elsewhere import Place, also_stated
from ledger.report.safe import json_text, printable
from ledger.report.words import VERDICT_WORDS
from ledger.reported import ReportedClaim, ReportedConflict, read_conflicts
from ledger.store.read import DUE, read_decisions
from ledger.store.records import Decision

WRONG = {"a_wrong": ("a",), "b_wrong": ("b",), "both_wrong": ("a", "b")}
"""The roles that a verdict calls wrong."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A claim that was decided to be wrong."""

    conflict: str
    decision: Decision
    claim: ReportedClaim
    against: tuple[ReportedClaim, ...]
    """The claims it stood against, and that were not called wrong."""
    elsewhere: tuple[Place, ...]


def read_corrections(connection: sqlite3.Connection) -> list[Correction]:
    """All corrections, by file and position."""
    decisions = {decision.id: decision for decision in read_decisions(connection)}
    query = "SELECT k.id, k.decision_id FROM conflicts k JOIN decisions d ON d.id = k.decision_id"
    marks = ",".join("?" * len(WRONG))
    rows = connection.execute(
        f"{query} WHERE k.status = 'decided' AND NOT {DUE} AND d.verdict IN ({marks})", list(WRONG)
    ).fetchall()
    found = [
        correction
        for conflict, decision in rows
        for correction in _corrections(connection, read_conflicts(connection, conflict)[0], decisions[decision])
    ]
    return sorted(found, key=lambda each: (each.claim.file, each.claim.line, each.claim.column, each.conflict))


def _corrections(connection: sqlite3.Connection, conflict: ReportedConflict, decision: Decision) -> list[Correction]:
    witnesses = [claim for claim in conflict.claims if claim.witness]
    wrong = [claim for claim in witnesses if claim.role in WRONG[decision.verdict]]
    right = tuple(claim for claim in witnesses if claim not in wrong)
    own = {claim.id for claim in witnesses}
    return [
        Correction(
            conflict.id,
            decision,
            claim,
            right,
            tuple(place for place in also_stated(connection, claim.id) if place.claim not in own),
        )
        for claim in wrong
    ]


def corrections_text(corrections: Iterable[Correction]) -> str:
    """A block for each place: file:line:column, what stands there, what was decided, where else it stands."""
    blocks = []
    for correction in corrections:
        claim, decision = correction.claim, correction.decision
        by = f" ({decision.reviewer}, {decision.decided_at[:10]})" if decision.reviewer else ""
        lines = [
            f"{printable(claim.file)}:{claim.line}:{claim.column}: “{printable(claim.claim.quote)}”",
            f"  {printable(claim.sentence)}",
            f"  {VERDICT_WORDS[decision.verdict]}: {printable(decision.reason)}{printable(by)}",
            *(f"  against “{printable(c.claim.quote)}” {printable(c.file)}:{c.line}" for c in correction.against),
            *(f"  also {printable(p.file)}:{p.line}:{p.column}: “{printable(p.quote)}”" for p in correction.elsewhere),
        ]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks) if blocks else "nothing to correct\n"


def corrections_json(corrections: Iterable[Correction]) -> str:
    """A JSON list, in the order and with the content of the text."""
    return json_text([_to_json(correction) for correction in corrections], indent=2) + "\n"


def _to_json(correction: Correction) -> dict[str, object]:
    claim, decision = correction.claim, correction.decision
    return {
        "file": claim.file,
        "line": claim.line,
        "column": claim.column,
        "article": claim.claim.article,
        "claim": claim.id,
        "quote": claim.claim.quote,
        "sentence": claim.sentence,
        "conflict": correction.conflict,
        "verdict": decision.verdict,
        "reason": decision.reason,
        "reviewer": decision.reviewer,
        "decided_at": decision.decided_at,
        "link": decision.link,
        "against": [
            {"file": c.file, "line": c.line, "claim": c.id, "quote": c.claim.quote} for c in correction.against
        ],
        "elsewhere": [
            {"file": p.file, "line": p.line, "column": p.column, "claim": p.claim, "quote": p.quote}
            for p in correction.elsewhere
        ],
    }
