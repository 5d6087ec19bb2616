"""Checking a ledger: keys, rules, conflicts and corroborations, and the conflicts read back for reports."""

import sqlite3
from collections.abc import Iterable, Set
from typing import NamedTuple

from ledger.claims.identity import PlaceIds, conflict_id
from ledger.collector import without_collector
from ledger.compare.agreement import find_agreement
from ledger.compare.derive import derive
from ledger.compare.facets.intervals import IntervalRelation, relate
from ledger.compare.facets.scopes import adds_to_another, read_claims, read_knowledge, read_scope
from ledger.compare.facets.verdicts import Comparer, Comparison
from ledger.errors import NotFoundError
from ledger.reported import ReportedClaim, StoredClaims
from ledger.rules.messages import message
from ledger.rules.registry import LEVELS, Rule, load_rules
from ledger.rules.run import Finding, Place
from ledger.rules.tuning import chosen, run_tuned, stored_settings
from ledger.store import records
from ledger.store.read import full_id
from ledger.store.write import clear_conflicts, write_conflicts, write_corroborations, write_rules


@without_collector()
def refresh(
    connection: sqlite3.Connection,
    rules: Iterable[Rule] | None = None,
    about: Set[str] | None = None,
    jobs: int = 1,
) -> None:
    """Rebuilds everything that follows from claims and vocabulary. The caller holds the transaction.

    With `about`, only conflicts that claims of these articles are part of are sure to be found, and no agreement. With
    several `jobs`, two processes compare.

    Conflicts come out open; decisions are attached afterwards by `ledger.decisions`.
    """
    settings = stored_settings(connection)
    rules = chosen(load_rules() if rules is None else tuple(rules), settings)
    # Rules of the owner may look at anything.
    derive(connection, None if settings.own else about, jobs)
    clear_conflicts(connection)
    write_rules(connection, [records.Rule(rule.code, rule.name, rule.level, rule.summary) for rule in rules])
    write_conflicts(connection, _conflicts(connection, run_tuned(connection, rules, settings)))
    if about is None:
        write_corroborations(connection, [records.Corroboration(*row) for row in find_agreement(connection)])


def _conflicts(connection: sqlite3.Connection, findings: Iterable[Finding]) -> list[records.Conflict]:
    """One conflict for each set of witnesses that one rule, the most specific, speaks of; the higher level holds."""
    ids: dict[int, str] = {}
    told: dict[int, tuple[str, str]] = {}
    for rowid, id, quote, article in connection.execute("SELECT rowid, id, quote, article_id FROM claims"):
        ids[rowid] = id
        told[rowid] = quote, article
    conflicts: dict[str, records.Conflict] = {}
    places = PlaceIds()
    for finding in sorted(most_specific(findings), key=_reported_first):
        if finding.place:
            conflict = _at_place(connection, finding, finding.place, places)
        else:
            parts = {
                ids[part.claim]: records.ConflictClaim(ids[part.claim], part.role, part.witness)
                for part in reversed(finding.parts)
            }
            id = conflict_id(finding.rule.code, [part.claim for part in parts.values() if part.witness])
            conflict = records.Conflict(
                id, finding.rule.code, finding.level, message(finding, told), tuple(reversed(parts.values()))
            )
        conflicts.setdefault(conflict.id, conflict)
    return list(conflicts.values())


def most_specific(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without those whose witnesses another rule says more of; that one takes the higher level."""
    findings = list(findings)
    levels: dict[tuple[str, frozenset[int]], str] = {}
    silent: set[tuple[str, frozenset[int]]] = set()
    by_witness: dict[frozenset[int], list[Finding]] = {}
    for finding in findings:
        if finding.parts:
            by_witness.setdefault(finding.witnesses, []).append(finding)
    for witnesses, group in by_witness.items():
        codes = {finding.rule.code for finding in group}
        for finding in group:
            level = min((other.level for other in group), key=LEVELS.index)
            if outspoken := codes.intersection(finding.rule.before):
                silent.update((code, witnesses) for code in outspoken)
                levels[finding.rule.code, witnesses] = level
    return [
        finding._replace(level=levels.get((finding.rule.code, finding.witnesses), finding.level))
        for finding in findings
        if (finding.rule.code, finding.witnesses) not in silent
    ]


def _reported_first(finding: Finding) -> tuple[int, str, int]:
    """By level; those at a place by their place as well."""
    article, start = (finding.place.article, finding.place.start) if finding.place else ("", 0)
    return LEVELS.index(finding.level), article, start


def _at_place(connection: sqlite3.Connection, finding: Finding, place: Place, places: PlaceIds) -> records.Conflict:
    query = "SELECT substr(text, ? + 1, ? - ?) FROM articles WHERE id = ?"
    (text,) = connection.execute(query, [place.start, place.end, place.start, place.article]).fetchone()
    id = places.id(finding.rule.code, place.article, text, place.start)
    said = message(finding, {}, text)
    return records.Conflict(
        id, finding.rule.code, finding.level, said, article=place.article, start=place.start, end=place.end
    )


class Explanation(NamedTuple):
    """Why two claims are comparable or not, and how their figures stand."""

    a: ReportedClaim
    b: ReportedClaim
    comparison: Comparison
    figures: IntervalRelation | None
    """None where one of the claims is no figure."""
    added: bool
    """One of the figures comes on top of another or is the size of a step, and stands for no total."""


def explain(connection: sqlite3.Connection, a: str, b: str) -> Explanation:
    """Compares two claims facet by facet, by the table that rules use. Raises NotFoundError."""
    first, second = full_id(connection, "claims", a), full_id(connection, "claims", b)
    if first == second:
        raise NotFoundError(f"'{a}' and '{b}' are one claim; give the ids of two")
    knowledge = read_knowledge(connection)
    rows = read_claims(connection, (first, second))
    scopes = [read_scope(row, knowledge) for row in rows]
    comparison = Comparer(knowledge).compare(scopes[0], scopes[1], rows[0].article == rows[1].article)
    both_figures = all(row.kind == "quantity" for row in rows)
    reported = StoredClaims(connection)
    return Explanation(
        reported.claim(rows[0].id, "a", True),
        reported.claim(rows[1].id, "b", True),
        comparison,
        relate(rows[0], rows[1]) if both_figures else None,
        any(map(adds_to_another, rows)),
    )
