"""The gate: articles that are new or changed, held against the whole ledger. Nothing is written."""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import ExitStack, closing
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ledger.claims.identity import evidence_hash, spaced
from ledger.config import Config, corpus_file
from ledger.decisions import FILE_NAME as DECISIONS_NAME
from ledger.decisions import Standing, decision_file, names_in
from ledger.gate.articles import Articles, find_articles_of
from ledger.gate.problems import decision_problems, ledger_problems, vocabulary_problems
from ledger.gate.records import GateReport
from ledger.gate.standing import (
    Conflicts,
    decided_since,
    decisions_known,
    is_due,
    stand_among,
    with_names_decided,
)
from ledger.reported import ReportedConflict, read_conflicts
from ledger.store.connection import ledger_at
from ledger.store.evidence import article_evidence, conflict_evidence
from ledger.store.read import DUE, UNDECIDED
from ledger.store.records import LEVELS, Evidence


class GateOptions(NamedTuple):
    """What to look at."""

    since: str | None = None
    """A commit: what differs from where the branch left it. None: what differs from the last commit."""
    everything: bool = False
    """Every article, and every undecided conflict."""
    config: Config = Config()


class _Side(NamedTuple):
    """A ledger with those of its conflicts that count."""

    connection: sqlite3.Connection
    conflicts: Conflicts
    whose: Mapping[str, frozenset[tuple[str, str]]]
    """Article and claim of each part of a conflict."""


def run_gate(paths: Sequence[Path], database: Path, options: GateOptions) -> GateReport:
    """Hold articles against the ledger at `database`, which stays as it is.

    Raises CorpusError for paths and commits that do not exist, and StoreError for what is no ledger of this version.
    """
    with ExitStack() as stack:
        ledger = stack.enter_context(ledger_at(database, readonly=True))
        articles = find_articles_of(ledger, paths, options.since, options.everything, options.config.text)
        outdated = _conflicts_of(ledger, articles.outdated)
        looked_at = None if options.everything else [a.id for a in articles.checked if a.id not in articles.outdated]
        held = (_all_conflicts(ledger) if looked_at is None else _conflicts_of(ledger, looked_at)) - outdated
        sides = [_side(ledger, held)]
        if articles.rows:
            from ledger.gate.preview import preview

            scratch = stack.enter_context(closing(preview(ledger, list(articles.rows.values()), articles.outdated)))
            sides.append(_side(scratch, _all_conflicts(scratch)))
        file = corpus_file(options.config.decisions, paths, DECISIONS_NAME) or decision_file(ledger)
        decisions = decisions_known(ledger, file)
        conflicts = {id: conflict for side in sides for id, conflict in side.conflicts.items()}
        names = {id: pair for side in sides for id, pair in names_in(side.connection, side.conflicts).items()}
        says = _says(ledger, articles)
        standing = stand_among(ledger, conflicts, decisions, outdated, says)
        standing = with_names_decided(ledger, standing, decisions, conflicts, names, says)
        decided = {id for id, decision in standing.holding.items() if not is_due(decision)}
        undecided = conflicts.keys() - decided - _waived(ledger)
        new = {
            id
            for side in sides
            for id in side.conflicts
            if id in undecided and (options.everything or _is_new(side, id, articles))
        }
        before = _undecided(ledger, (held | outdated) | decided_since(ledger, decisions))
        return GateReport(
            articles=articles.checked,
            conflicts=tuple(sorted(_reported(sides, new, standing, articles), key=_order)),
            problems=(
                *ledger_problems(ledger, articles),
                *vocabulary_problems(ledger, paths, options.config, None if options.everything else articles.changed),
                *decision_problems(
                    decisions, standing, None if options.everything else [a.id for a in articles.checked], file
                ),
            ),
            lapsed={id: decision for id, decision in standing.lapsed.items() if id in new},
            fresh=frozenset(_fresh(sides, new, articles)),
            older=dict(before + _levels(sides, undecided - new)),
            decided=len(decided),
            unbuilt=frozenset(sides[1].conflicts.keys() & new) if articles.rows else frozenset(),
        )


def _side(connection: sqlite3.Connection, ids: set[str]) -> _Side:
    rules = {}
    evidence: dict[str, tuple[Evidence, ...]] = {}
    whose = {}
    for id in sorted(ids):
        (rules[id],) = connection.execute("SELECT rule FROM conflicts WHERE id = ?", [id]).fetchone()
        evidence |= conflict_evidence(connection, id)
        query = (
            "SELECT c.article_id, c.id FROM conflict_claims p JOIN claims c ON c.id = p.claim_id"
            " WHERE p.conflict_id = ?"
        )
        whose[id] = frozenset(connection.execute(query, [id]).fetchall())
    return _Side(connection, {id: (rules[id], evidence.get(id, ())) for id in rules}, whose)


def _all_conflicts(connection: sqlite3.Connection) -> set[str]:
    return {id for (id,) in connection.execute("SELECT id FROM conflicts")}


def _conflicts_of(connection: sqlite3.Connection, articles: Iterable[str]) -> set[str]:
    """Conflicts that rest on a claim or a place of one of the articles."""
    chosen = json.dumps(sorted(articles))
    claims = (
        "SELECT p.conflict_id FROM claims c JOIN conflict_claims p ON p.claim_id = c.id"
        " WHERE c.article_id IN (SELECT value FROM json_each(?))"
    )
    places = "SELECT id FROM conflicts WHERE article_id IN (SELECT value FROM json_each(?))"
    return {id for (id,) in connection.execute(f"{claims} UNION {places}", [chosen, chosen])}


def _says(ledger: sqlite3.Connection, articles: Articles) -> Callable[[str], Container[str]]:
    """The evidence of all that an article claims now, out of step or not."""

    def says(article: str) -> Container[str]:
        if article in articles.forms:
            return {evidence_hash(told.sentence, told.claim.quote) for told in articles.forms[article].told}
        return () if article in articles.outdated else article_evidence(ledger, article)

    return cache(says)


def _waived(ledger: sqlite3.Connection) -> set[str]:
    return {id for (id,) in ledger.execute("SELECT id FROM conflicts WHERE status = 'waived'")}


def _is_new(side: _Side, id: str, articles: Articles) -> bool:
    """Whether a conflict rests on something that an article says for the first time."""
    if side.whose[id]:
        return any(article in articles.whole or claim in articles.fresh for article, claim in side.whose[id])
    query = (
        "SELECT k.article_id, s.text FROM conflicts k LEFT JOIN sentences s"
        ' ON s.article_id = k.article_id AND s.start <= k.start AND k.start < s."end" WHERE k.id = ?'
    )
    article, sentence = side.connection.execute(query, [id]).fetchone()
    return article in articles.whole or spaced(sentence or "") not in articles.before.get(article, ())


def _fresh(sides: Sequence[_Side], new: Set[str], articles: Articles) -> Iterator[str]:
    for side in sides:
        for id in side.conflicts.keys() & new:
            yield from (c for article, c in side.whose[id] if article in articles.whole or c in articles.fresh)


def _undecided(ledger: sqlite3.Connection, besides: set[str]) -> Counter[str]:
    """Undecided conflicts of the ledger by level, some set aside."""
    counts: Counter[str] = Counter()
    # One index tells the number of each status; whose decision is due again is known of few.
    for where in ("k.status = 'open'", "k.status = 'lapsed'", DUE):
        counts.update(dict(ledger.execute(f"SELECT level, count(*) FROM conflicts k WHERE {where} GROUP BY level")))
    query = (
        "SELECT level, count(*) FROM json_each(?) j CROSS JOIN conflicts k ON k.id = j.value"
        f" WHERE {UNDECIDED} GROUP BY level"
    )
    counts.subtract(dict(ledger.execute(query, [json.dumps(sorted(besides))])))
    return counts


def _levels(sides: Sequence[_Side], ids: Set[str]) -> Counter[str]:
    query = "SELECT level FROM conflicts WHERE id IN (SELECT value FROM json_each(?))"
    counts: Counter[str] = Counter()
    for side in sides:
        chosen = json.dumps(sorted(side.conflicts.keys() & ids))
        counts.update(level for (level,) in side.connection.execute(query, [chosen]))
    return counts


def _reported(
    sides: Sequence[_Side], new: Set[str], standing: Standing, articles: Articles
) -> Iterator[ReportedConflict]:
    """The conflicts with the status that decisions give them now, their claims where the files are now."""
    for side in sides:
        for id in side.conflicts.keys() & new:
            for conflict in read_conflicts(side.connection, id):
                claims = tuple(
                    part._replace(file=articles.files.get(part.claim.article, part.file)) for part in conflict.claims
                )
                place = conflict.place
                if place is not None:
                    place = place._replace(file=articles.files.get(place.article, place.file))
                status = "lapsed" if id in standing.lapsed else "open"
                yield conflict._replace(status=status, claims=claims, place=place)


def _order(conflict: ReportedConflict) -> tuple[object, ...]:
    first = min(((claim.file, claim.line, claim.column) for claim in conflict.spots), default=("", 0, 0))
    return (LEVELS.index(conflict.level), conflict.rule, *first, conflict.id)
