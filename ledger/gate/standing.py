"""Where decisions stand against a few conflicts of a ledger, without going through all of them."""

import sqlite3
from collections.abc import Callable, Collection, Container, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from ledger.decisions import ON_NAMES, Standing, current, names_decided, of_one_pair, stand
from ledger.store.decision_file import load_decisions
from ledger.store.evidence import conflict_evidence
from ledger.store.read import read_decisions
from ledger.store.records import Decision, Evidence

Conflicts = Mapping[str, tuple[str, tuple[Evidence, ...]]]
"""Rule and evidence of each conflict."""


class Decisions(NamedTuple):
    """All decisions of a corpus: those of its file and those of the ledger, which may lag behind or be ahead."""

    all: tuple[Decision, ...]
    unfiled: frozenset[str]
    """Ids of those that only the file has."""
    problems: tuple[str, ...]
    """A line for each line of the file that is no decision."""


def decisions_known(connection: sqlite3.Connection, file: Path | None) -> Decisions:
    """Raises StoreError for a file that cannot be read."""
    written = load_decisions(file)
    stored = {decision.id: decision for decision in read_decisions(connection)}
    ahead = {decision.id: decision for decision in written.decisions if decision.id not in stored}
    return Decisions((*stored.values(), *ahead.values()), frozenset(ahead), written.problems)


def stand_among(
    connection: sqlite3.Connection,
    conflicts: Conflicts,
    decisions: Decisions,
    outdated: Collection[str],
    says: Callable[[str], Container[str]],
) -> Standing:
    """How the decisions stand against some conflicts, as they would against all.

    `outdated` are conflicts of the ledger that rest on articles as they no longer are. A decision that holds for
    another conflict of the ledger has no part in it; `stale` has those that no conflict is found for.
    """
    attachments = {(rule, tuple(sorted(part.hash for part in parts))) for rule, parts in conflicts.values()}
    elsewhere = _attached(connection, decisions, {*conflicts, *outdated}) - attachments
    return stand((d for d in decisions.all if (d.rule, d.evidence) not in elsewhere), conflicts, says)


def with_names_decided(
    connection: sqlite3.Connection,
    found: Standing,
    decisions: Decisions,
    conflicts: Conflicts,
    names: Mapping[str, frozenset[str]],
    says: Callable[[str], Container[str]],
) -> Standing:
    """With what was decided on two names in whichever conflict. `names` are those of each conflict."""
    if not names:
        return found
    on_names = (decision for decision in current(decisions.all) if decision.verdict in ON_NAMES)
    standing = [d for d in on_names if all(part.hash in says(part.article) for part in d.about)]
    rules = {id: rule for id, (rule, _) in conflicts.items()}
    return of_one_pair(found, rules, names, names_decided(connection, standing))


def is_due(decision: Decision) -> bool:
    """Whether a decision set a day (UTC) to decide again, and that day has come."""
    return decision.again is not None and decision.again <= datetime.now(UTC).date().isoformat()


def decided_since(connection: sqlite3.Connection, decisions: Decisions) -> set[str]:
    """Conflicts that the ledger has as undecided, and that the file decides."""
    return {
        decision.conflict
        for decision in current(decisions.all)
        if decision.id in decisions.unfiled and not is_due(decision) and _holds_for(connection, decision)
    }


def _attached(
    connection: sqlite3.Connection, decisions: Decisions, besides: Collection[str]
) -> set[tuple[str, tuple[str, ...]]]:
    """Rule and evidence of the decisions that belong to a conflict of the ledger, some conflicts set aside."""
    query = "SELECT id, decision_id FROM conflicts WHERE status IN ('decided', 'lapsed')"
    settled = {decision for id, decision in connection.execute(query) if id not in besides}
    settled |= {
        decision.id
        for decision in decisions.all
        if decision.id in decisions.unfiled and decision.conflict not in besides and _holds_for(connection, decision)
    }
    return {(decision.rule, decision.evidence) for decision in decisions.all if decision.id in settled}


def _holds_for(connection: sqlite3.Connection, decision: Decision) -> bool:
    """Whether the conflict that a decision was made on is in the ledger as it was."""
    parts = conflict_evidence(connection, decision.conflict).get(decision.conflict, ())
    return bool(parts) and tuple(sorted(part.hash for part in parts)) == decision.evidence
