"""Decisions that hold no longer: those whose sentences have changed, and those whose conflict is gone."""

from collections.abc import Iterator

from ledger.decisions import Standing
from ledger.report.safe import printable
from ledger.report.words import VERDICT_WORDS
from ledger.store.records import Decision


def standing_text(standing: Standing) -> str:
    """A block for each decision that lapsed or is stale, and a line that counts them all."""
    lines = [line for conflict, decision in standing.lapsed.items() for line in _lines(decision, f"lapsed: {conflict}")]
    lines += [line for decision in standing.stale for line in _lines(decision, "stale: its conflict is gone")]
    hold = len({decision.id for decision in standing.holding.values()})
    lines.append(f"{hold} hold, {len(standing.lapsed)} lapsed, {len(standing.stale)} stale")
    return "\n".join(lines) + "\n"


def _lines(decision: Decision, state: str) -> Iterator[str]:
    yield f"{decision.id} {decision.rule} {state}"
    yield f"  {VERDICT_WORDS[decision.verdict]}: {printable(decision.reason)}"
    for part in decision.about:
        yield f"  {printable(part.article)}: “{printable(part.quote)}”"
