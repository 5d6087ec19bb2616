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
from ledger.text.lines import line_and_column

WRONG = {"a_wrong": ("a",), "b_wrong": ("b",), "both_wrong": ("a", "b")}
"""The roles that a verdict calls wrong."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong: the quote of a claim, or the place of a conflict without claims."""

    claim: str | None
    """Id of the claim."""
    article: str
    file: str
    line: int
    column: int
    quote: str
    sentence: str
    start: int
    """Offset of the quote in the sentence."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What was decided to be wrong."""

    conflict: str
    decision: Decision
    wrong: Wrong
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
    return sorted(found, key=lambda each: (each.wrong.file, each.wrong.line, each.wrong.column, each.conflict))


def _corrections(connection: sqlite3.Connection, conflict: ReportedConflict, decision: Decision) -> list[Correction]:
    if not conflict.claims:
        return [Correction(conflict.id, decision, place, (), ()) for place in _place(connection, conflict.id)]
    witnesses = [claim for claim in conflict.claims if claim.witness]
    wrong = [claim for claim in witnesses if claim.role in WRONG[decision.verdict]]
    right = tuple(claim for claim in witnesses if claim not in wrong)
    own = {claim.id for claim in witnesses}
    return [
        Correction(
            conflict.id,
            decision,
            _stated(claim),
            right,
            tuple(place for place in also_stated(connection, claim.id) if place.claim not in own),
        )
        for claim in wrong
    ]


def _stated(claim: ReportedClaim) -> Wrong:
    said, start = claim.claim, claim.claim.start - claim.sentence_start
    return Wrong(claim.id, said.article, claim.file, claim.line, claim.column, said.quote, claim.sentence, start)


def _place(connection: sqlite3.Connection, conflict: str) -> list[Wrong]:
    """The place of a conflict without claims, in its sentence if it stands in one."""
    query = (
        'SELECT a.id, a.file, a.text, k.start, k."end", s.start, s.text FROM conflicts k'
        " JOIN articles a ON a.id = k.article_id LEFT JOIN sentences s"
        ' ON s.article_id = a.id AND s.start <= k.start AND k."end" <= s."end" WHERE k.id = ?'
    )
    row = connection.execute(query, [conflict]).fetchone()
    if row is None:
        return []
    article, file, text, start, end, first, sentence = row
    quote = text[start:end]
    within = (quote, 0) if sentence is None else (sentence, start - first)
    return [Wrong(None, article, file, *line_and_column(text, start), quote, *within)]


def corrections_text(corrections: Iterable[Correction]) -> str:
    """A block for each place: file:line:column, what stands there, what was decided, where else it stands."""
    blocks = []
    for correction in corrections:
        wrong, decision = correction.wrong, correction.decision
        by = f" ({decision.reviewer}, {decision.decided_at[:10]})" if decision.reviewer else ""
        lines = [
            f"{printable(wrong.file)}:{wrong.line}:{wrong.column}: “{printable(wrong.quote)}”",
            f"  {printable(wrong.sentence)}",
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
    wrong, decision = correction.wrong, correction.decision
    return {
        "file": wrong.file,
        "line": wrong.line,
        "column": wrong.column,
        "article": wrong.article,
        "claim": wrong.claim,
        "quote": wrong.quote,
        "sentence": wrong.sentence,
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
