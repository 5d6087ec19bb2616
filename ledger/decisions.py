"""Decisions: verdicts of people on conflicts, kept in the ledger and in a file that is only ever added to.

A decision attaches by evidence: the rule, and the wording of the claims. It holds while a conflict of that rule
rests on exactly that wording, whatever the files are called and wherever the paragraphs stand. When one of its
sentences has changed, it lapses: the conflict is open again, and says which decision it had.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from ledger.claims.identity import decision_id, evidence_hash
from ledger.compare.facets.names import fold
from ledger.errors import LedgerError
from ledger.store.connection import database_path, transaction
from ledger.store.decision_file import append_decisions, decision_to_json, is_day, load_decisions
from ledger.store.digest import write_digest
from ledger.store.evidence import article_evidence, conflict_evidence
from ledger.store.read import full_id, info, read_decisions
from ledger.store.records import VERDICTS, Decision, Evidence
from ledger.store.write import write_decisions, write_standing

FILE_NAME = "decisions.jsonl"
ON_NAMES = ("same_name", "different_names")
"""Verdicts on two names, wherever they meet."""


class Verdict(NamedTuple):
    """What a person says about a conflict."""

    verdict: str
    """One of `VERDICTS`."""
    reason: str
    reviewer: str | None = None
    link: str | None = None
    """Where the evidence for it is found."""
    again: str | None = None
    """ISO 8601 date from which the conflict is to decide again."""
    blind: bool = False
    """Whether it was given without having seen an earlier decision; of a first one it says nothing."""


class Standing(NamedTuple):
    """Where decisions stand against the conflicts of a ledger."""

    holding: Mapping[str, Decision]
    """By conflict."""
    lapsed: Mapping[str, Decision]
    """By the conflict that is open again because a sentence of the decision has changed."""
    stale: tuple[Decision, ...]
    """Decisions whose conflict is no longer there."""


def decide(
    connection: sqlite3.Connection, conflict: str, verdict: Verdict, file: Path | None, now: datetime | None = None
) -> Decision:
    """Record a verdict in the ledger and at the end of `file`: in both, or in neither.

    `conflict` may be the beginning of its id. The file comes first: should the process die in between, the next
    build takes the decision from there. Raises NotFoundError and StoreError, and LedgerError for an empty reason.
    """
    return decide_all(connection, [conflict], verdict, file, now)[0]


def decide_all(
    connection: sqlite3.Connection,
    conflicts: Iterable[str],
    verdict: Verdict,
    file: Path | None,
    now: datetime | None = None,
) -> tuple[Decision, ...]:
    """Record one verdict on several conflicts, as `decide` does on one: on all of them or on none."""
    if verdict.verdict not in VERDICTS:
        raise LedgerError(f"'{verdict.verdict}' is no verdict; choose one of {', '.join(VERDICTS)}")
    if not verdict.reason.strip():
        raise LedgerError("a decision needs a reason; give one with --reason")
    if verdict.again is not None and not is_day(verdict.again):
        raise LedgerError(f"'{verdict.again}' is no day; write it as 2026-03-31")
    time = (now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    with transaction(connection):
        known = load_decisions(file).decisions or tuple(read_decisions(connection))
        previous = known[-1].id if known else None
        decisions: list[Decision] = []
        for conflict in dict.fromkeys(full_id(connection, "conflicts", conflict) for conflict in conflicts):
            decisions.append(_decision(connection, conflict, verdict, time, previous))
            previous = decisions[-1].id
        write_decisions(connection, decisions)
        settle(connection)
        write_digest(connection, changed=("decisions", "conflicts"))
        if file is not None:
            append_decisions(file, decisions)
    return tuple(decisions)


def _decision(
    connection: sqlite3.Connection, conflict: str, verdict: Verdict, time: str, previous: str | None
) -> Decision:
    query = "SELECT rule, decision_id FROM conflicts WHERE id = ?"
    rule, earlier = connection.execute(query, [conflict]).fetchone()
    about = conflict_evidence(connection, conflict)[conflict]
    # A decision on the same two names in another conflict is not superseded by one on this.
    wording = tuple(sorted(part.hash for part in about))
    if earlier in {d.id for d in read_decisions(connection) if (d.rule, d.evidence) != (rule, wording)}:
        earlier = None if names_in(connection, [conflict]).get(conflict) else earlier
    draft = Decision(
        "", conflict, rule, verdict.verdict, verdict.reason.strip(), verdict.reviewer, time,
        about, verdict.link, earlier, previous,
        verdict.again, verdict.blind and earlier is not None,
    )  # fmt: skip
    return draft._replace(id=decision_id(decision_to_json(draft)))


def decision_file(connection: sqlite3.Connection) -> Path | None:
    """The file of decisions of the corpus that the ledger was built from; None when it was built without a folder."""
    noted = info(connection).get("decisions")
    return None if noted is None else database_path(connection).parent / noted


def import_decisions(connection: sqlite3.Connection, source: Path) -> tuple[tuple[Decision, ...], tuple[str, ...]]:
    """Take the decisions of another file into the ledger and into the file of its corpus.

    Returns those that were new to the ledger, and a line for each line of the source that is no decision.
    """
    found = load_decisions(source)
    file = decision_file(connection)
    with transaction(connection):
        known = {decision.id for decision in read_decisions(connection)}
        filed = {decision.id for decision in load_decisions(file).decisions}
        write_decisions(connection, found.decisions)
        settle(connection)
        write_digest(connection, changed=("decisions", "conflicts"))
        if file is not None:
            append_decisions(file, [decision for decision in found.decisions if decision.id not in filed])
    return tuple(decision for decision in found.decisions if decision.id not in known), found.problems


def merge_file(connection: sqlite3.Connection, file: Path | None) -> tuple[Decision, ...]:
    """Take the decisions of the file into the ledger; returns those that the ledger has and the file lacks.

    Runs inside `transaction`; the caller appends the missing ones once that has ended.
    """
    decisions = load_decisions(file).decisions
    write_decisions(connection, decisions)
    known = {decision.id for decision in decisions}
    return tuple(decision for decision in read_decisions(connection) if decision.id not in known)


def gaps(decisions: Iterable[Decision], known: Container[str] = ()) -> dict[str, str]:
    """Decisions that name one which is not there, neither among them nor among the `known` ids, and that one.

    Each names the one before it in its file: whoever takes one out leaves a gap, except at the end.
    """
    decisions = list(decisions)
    there = {decision.id for decision in decisions}
    return {
        decision.id: named
        for decision in decisions
        for named in (decision.supersedes, decision.previous)
        if named is not None and named not in there and named not in known
    }


def settle(connection: sqlite3.Connection) -> Standing:
    """Set the status of every conflict by the decisions of the ledger. Runs inside `transaction`."""
    found = standing(connection)
    write_standing(connection, _ids(found.holding), _ids(found.lapsed))
    return found


def standing(connection: sqlite3.Connection) -> Standing:
    """Where the decisions of a ledger stand against its conflicts."""
    rules = dict(connection.execute("SELECT id, rule FROM conflicts ORDER BY id"))
    evidence = conflict_evidence(connection)
    conflicts = {id: (rule, evidence.get(id, ())) for id, rule in rules.items()}
    found = stand(read_decisions(connection), conflicts, cache(partial(article_evidence, connection)))
    return of_one_pair(found, rules, names_in(connection), names_decided(connection, found.stale))


def names_in(connection: sqlite3.Connection, conflicts: Iterable[str] | None = None) -> dict[str, frozenset[str]]:
    """The two names that each conflict on people is about, folded; of all conflicts, or of some."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    among, values = "conflicts k", []
    if conflicts is not None:
        among, values = "json_each(?) j CROSS JOIN conflicts k ON k.id = j.value", [json.dumps(sorted(conflicts))]
    query = (
        f"SELECT p.conflict_id, c.value_text FROM {among} JOIN conflict_claims p ON p.conflict_id = k.id"
        " JOIN claims c ON c.id = p.claim_id"
        " WHERE p.witness = 1 AND c.kind = 'role' AND k.rule IN ('WHO1', 'WHO2', 'WHO3')"
    )
    for id, name in connection.execute(query, values):
        names[id].add(fold(name))
    return {id: frozenset(pair) for id, pair in names.items() if len(pair) == 2}


def names_decided(connection: sqlite3.Connection, decisions: Iterable[Decision]) -> dict[frozenset[str], Decision]:
    """What was decided on two names, folded, whichever conflict they meet in now: of decisions whose sentences the
    ledger still has.
    """
    query = (
        "SELECT c.value_text, s.text FROM claims c JOIN sentences s ON s.id = c.sentence_id"
        " WHERE c.article_id = ? AND c.kind = 'role' AND c.quote = ?"
    )
    decided = {}
    for decision in decisions:
        if decision.verdict in ON_NAMES:
            names = {
                fold(name)
                for part in decision.about
                for name, sentence in connection.execute(query, [part.article, part.quote])
                if evidence_hash(sentence, part.quote) == part.hash
            }
            if len(names) == 2:
                decided[frozenset(names)] = decision
    return decided


def of_one_pair(
    found: Standing,
    rules: Mapping[str, str],
    names: Mapping[str, frozenset[str]],
    elsewhere: Mapping[frozenset[str], Decision],
) -> Standing:
    """What was decided on two names holds wherever the two meet: one person everywhere; two, so that neither is a slip.

    That two persons are told of one office or one event is for each such conflict to decide. `elsewhere` has what was
    decided on two names in conflicts that are not among these.
    """
    decided = {
        **elsewhere,
        **{
            names[id]: decision
            for id, decision in sorted(found.holding.items())
            if id in names and decision.verdict in ON_NAMES
        },
    }
    spread = {
        id: decided[pair]
        for id, pair in names.items()
        if id not in found.holding
        and id not in found.lapsed
        and pair in decided
        and (decided[pair].verdict == "same_name" or rules[id] == "WHO3")
    }
    used = {decision.id for decision in spread.values()}
    stale = tuple(decision for decision in found.stale if decision.id not in used)
    return found._replace(holding={**found.holding, **spread}, stale=stale)


def stand(
    decisions: Iterable[Decision],
    conflicts: Mapping[str, tuple[str, tuple[Evidence, ...]]],
    says: Callable[[str], Container[str]],
) -> Standing:
    """Which decisions hold, lapse or are stale.

    `conflicts` has the rule and the evidence of each conflict; `says` gives the hashes of all that an article
    claims now. Of several decisions on one evidence the last that none supersedes counts.
    """
    holding: dict[str, Decision] = {}
    lapsed: dict[str, Decision] = {}
    stale: list[Decision] = []
    by_attachment = defaultdict(list)
    for id, (rule, parts) in conflicts.items():
        by_attachment[rule, tuple(sorted(part.hash for part in parts))].append(id)
    unattached = []
    for decision in current(decisions):
        attached = by_attachment.get((decision.rule, decision.evidence))
        if attached is None:
            unattached.append(decision)
        else:
            holding.update(dict.fromkeys(attached, decision))
    undecided = {id: conflict for id, conflict in conflicts.items() if id not in holding}
    successors = _Successors(undecided, says)
    for decision in unattached:
        successor = successors.of(decision)
        if successor is None:
            stale.append(decision)
        else:
            lapsed[successor] = decision
    return Standing(holding, lapsed, tuple(stale))


class _Successors:
    """Finds the conflict that a decision was made on, after a sentence of it was edited."""

    def __init__(
        self, conflicts: Mapping[str, tuple[str, tuple[Evidence, ...]]], says: Callable[[str], Container[str]]
    ) -> None:
        self._conflicts = conflicts
        self._says = says
        self._by_mark: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for id, (rule, parts) in conflicts.items():
            for mark in {mark for part in parts for mark in _marks(rule, part)}:
                self._by_mark[mark].append(id)

    def of(self, decision: Decision) -> str | None:
        """The conflict that shares most of the decision's wording; None when there is none it fits."""
        marks = [mark for part in decision.about for mark in _marks(decision.rule, part)]
        candidates = sorted({id for mark in marks for id in self._by_mark.get(mark, ())})
        shared = {id: self._shared(decision.about, self._conflicts[id][1]) for id in candidates}
        return max((id for id in candidates if shared[id] >= 0), key=lambda id: shared[id], default=None)

    def _shared(self, old: Sequence[Evidence], new: Sequence[Evidence]) -> int:
        """How many parts stand as they were, if each of the others is a changed sentence; else -1.

        A part that its article still states word for word has not changed: it only is no part of this conflict.
        """
        kept = {part.hash for part in old} & {part.hash for part in new}
        rest = [part for part in new if part.hash not in kept]
        for part in old:
            if part.hash in kept:
                continue
            edited = [
                candidate
                for candidate in rest
                if candidate.article == part.article and (kept or candidate.measure == part.measure)
            ]
            if not edited or part.hash in self._says(part.article):
                return -1
            rest.remove(min(edited, key=lambda candidate: candidate.measure != part.measure))
        return len(kept)


def _marks(rule: str, part: Evidence) -> tuple[tuple[str, ...], ...]:
    """What a conflict and a decision on its earlier form have in common: a wording, or a measure and its article."""
    return (rule, part.hash), (rule, part.article, part.measure or "")


def current(decisions: Iterable[Decision]) -> list[Decision]:
    """For each attachment the last decision that none supersedes, oldest first."""
    decisions = list(decisions)
    superseded = {decision.supersedes for decision in decisions}
    in_time = sorted(decisions, key=lambda decision: (decision.decided_at, decision.id))
    current = {(d.rule, d.evidence): d for d in in_time if d.id not in superseded}
    return list(current.values())


def _ids(decisions: Mapping[str, Decision]) -> dict[str, str]:
    return {conflict: decision.id for conflict, decision in decisions.items()}
