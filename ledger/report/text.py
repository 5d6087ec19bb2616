"""Conflicts and comparisons for a person: both sentences with their quotes marked, and where each stands."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from ledger.claims.serial import claim_to_json
from ledger.report.safe import printable
from ledger.reported import ReportedClaim, ReportedConflict, Spot

if TYPE_CHECKING:
    from ledger.check import Explanation

COLOURS = {"error": "red", "warning": "yellow", "note": "blue"}
LISTED = 5
"""Claims that are only listed, at most: the witnesses say what disagrees."""


def conflicts_text(conflicts: Sequence[ReportedConflict], colour: bool) -> str:
    """A block for each conflict that is not decided, and the summary line. `colour` marks quotes by style."""
    blocks = [conflict_text(conflict, colour) for conflict in conflicts if conflict.status in ("open", "lapsed")]
    return "\n".join([*blocks, summary(conflicts) + "\n"])


def summary(conflicts: Sequence[ReportedConflict]) -> str:
    """'3 errors, 5 warnings, 2 notes; 0 decided': the first three count what is still to be decided."""
    standing = Counter(c.level if c.status in ("open", "lapsed") else "decided" for c in conflicts)
    counts = ", ".join(counted(standing[level], level) for level in COLOURS)
    return f"{counts}; {standing['decided']} decided"


def explanation_text(explanation: "Explanation", colour: bool) -> str:
    """Both claims, then facet by facet how they compare, and what that means for their figures."""
    comparison = explanation.comparison
    lines = [*_spot_lines(explanation.a, colour), *_spot_lines(explanation.b, colour), ""]
    lines += [f"  {finding.verdict.name.lower():8} {printable(finding.reason)}" for finding in comparison.findings]
    lines += ["", f"{_conclusion(explanation)}; the measures share {comparison.similarity:.0%} of their words"]
    return "\n".join(lines) + "\n"


def _conclusion(explanation: "Explanation") -> str:
    from ledger.compare.facets.intervals import IntervalRelation
    from ledger.compare.facets.verdicts import Verdict

    comparison, figures = explanation.comparison, explanation.figures
    if figures is None:
        return "not compared: only figures are held against each other by value"
    if explanation.added:
        return "not compared: a figure that comes on top of another stands for no total"
    if comparison.verdict is Verdict.APART:
        return f"not compared: {printable(comparison.reason)}"
    level = comparison.verdict.name.lower()
    if figures is IntervalRelation.MEET:
        return f"comparable (at most {level}): the figures agree"
    usual = " by the usual reading" if figures is IntervalRelation.USUALLY_DISJOINT else ""
    return f"comparable (at most {level}): the figures disagree{usual}"


def claim_text(claim: ReportedClaim, colour: bool) -> str:
    """Where a claim stands and its sentence, then what the ledger read of it, a line for each facet."""
    told = claim_to_json(claim.claim, claim.id)
    lines = [*_spot_lines(claim, colour), ""]
    lines += [f"  {name:12} {printable(str(value))}" for name, value in told.items() if value not in (None, {}, "")]
    return "\n".join(lines) + "\n"


def conflict_text(conflict: ReportedConflict, colour: bool) -> str:
    """A conflict's level, rule and message, then its claims."""
    lapsed = " (decided once; a sentence has changed since)" if conflict.status == "lapsed" else ""
    head = f"{conflict.level} {conflict.rule} {printable(conflict.name)}"
    shown = click.style(head, fg=COLOURS[conflict.level], bold=True) if colour else head
    lines = [f"{shown}{lapsed}", f"  {printable(conflict.message)}", f"  id {conflict.id}"]
    listed = [claim for claim in conflict.claims if not claim.witness]
    for spot in [*(spot for spot in conflict.spots if spot.witness), *listed[:LISTED]]:
        lines += [f"  {line}" for line in _spot_lines(spot, colour)]
    if len(listed) > LISTED:
        lines.append(f"  and {counted(len(listed) - LISTED, 'more claim')}")
    return "\n".join(lines) + "\n"


def _spot_lines(spot: Spot, colour: bool) -> Iterator[str]:
    role = f"{spot.role}  " if spot.role else ""
    yield f"{role}{printable(spot.file)}:{spot.line}:{spot.column}"
    yield f"   {_marked(spot, colour)}"


def _marked(spot: Spot, colour: bool) -> str:
    """The sentence with the quote marked."""
    start = spot.start - spot.sentence_start
    end = spot.end - spot.sentence_start
    before, quote, after = (printable(part) for part in (
        spot.sentence[:start], spot.sentence[start:end], spot.sentence[end:],
    ))  # fmt: skip
    marked = click.style(quote, bold=True, underline=True) if colour else f"»{quote}«"
    return f"{before}{marked}{after}"


def counted(number: int, noun: str) -> str:
    """'1 error', '2 errors'."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
