"""Checking what belongs to no single article: the database, conflicts, decisions and digests."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from ledger.claims.identity import PlaceIds, canonical_json, conflict_id, decision_id
from ledger.decisions import gaps, standing
from ledger.store.canonical import row_hash, seal
from ledger.store.decision_file import decision_to_json
from ledger.store.digest import DIGEST, digest_of, notes, sections
from ledger.store.migrate import migrate
from ledger.store.read import info, read_article, read_conflicts, read_decisions
from ledger.store.tables import REFUSALS
from ledger.verify.finding import UNSEALED, Finding


def check_database(connection: sqlite3.Connection) -> Iterator[Finding]:
    """SQLite's own checks."""
    for (problem,) in connection.execute("PRAGMA integrity_check(100)"):
        if problem != "ok":
            yield Finding("database", "", problem)
    for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Finding(table, str(rowid), f"belongs to a row of {parent} that is not there")


def check_conflicts(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Ids follow from rule and claims, the status from the decisions."""
    stand = standing(connection)
    places = PlaceIds()
    for conflict in read_conflicts(connection):
        witnesses = [part.claim for part in conflict.claims if part.witness]
        if witnesses:
            fitting = conflict_id(conflict.rule, witnesses)
        elif conflict.article is None or conflict.start is None:
            yield Finding("conflicts", conflict.id, "points to no claim and to no article")
            continue
        else:
            text = read_article(connection, conflict.article).text[conflict.start : conflict.end]
            fitting = places.id(conflict.rule, conflict.article, text, conflict.start)
        if conflict.id != fitting:
            yield Finding("conflicts", conflict.id, f"its id does not follow from it: that would be {fitting}")
        decided = stand.holding.get(conflict.id)
        decision = decided or stand.lapsed.get(conflict.id)
        status = "decided" if decided else "lapsed" if decision else "open"
        if conflict.status != "waived" and (conflict.status, conflict.decision) != (status, decision and decision.id):
            yield Finding("conflicts", conflict.id, f"is '{conflict.status}', but by the decisions '{status}'")


def check_decisions(connection: sqlite3.Connection) -> Iterator[Finding]:
    """No decision was edited, and none that another one names was removed."""
    decisions = {decision.id: decision for decision in read_decisions(connection)}
    evidence = dict(connection.execute("SELECT id, evidence FROM decisions"))
    for id, decision in decisions.items():
        if id != decision_id(decision_to_json(decision)) or evidence[id] != canonical_json(decision.evidence):
            yield Finding("decisions", id, "was changed after it was made")
    for id, missing in gaps(decisions.values()).items():
        yield Finding("decisions", id, f"names the decision {missing}, which is not there")


_TURNED_AWAY = "SELECT rowid, extractor, reason, claim, seal FROM refusals WHERE article_id IS NULL"


def check_digests(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Every part hashes to what the last build or decision noted."""
    noted = info(connection)
    hashes = sections(connection)
    for rowid, *content, sealed in connection.execute(_TURNED_AWAY):
        if sealed != seal(row_hash(REFUSALS.name, REFUSALS.columns, (None, *content))):
            yield Finding("refusals", str(rowid), UNSEALED)
    for name, value in (hashes | notes(connection)).items():
        if noted.get(f"{DIGEST}.{name}") != value:
            yield Finding("ledger_info", f"{DIGEST}.{name}", f"a row of the {name} was changed, added or removed")
    if noted.get(DIGEST) != digest_of(hashes):
        yield Finding("ledger_info", DIGEST, "is not the digest of what the ledger says")


def check_schema(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Tables, indexes and triggers are those of this version; a trigger more could change what is written."""
    query = "SELECT name, sql, type, tbl_name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    blank = sqlite3.connect(":memory:", isolation_level=None)
    with closing(blank):
        migrate(blank)
        expected = {name: sql for name, sql, *_ in blank.execute(query)}
    tables = set(expected)
    for name, sql, kind, table in connection.execute(query):
        if name in expected and expected.pop(name) != sql:
            yield Finding("sqlite_master", name, "is not what this version made")
        elif kind == "trigger" and name not in tables and table in tables:
            yield Finding("sqlite_master", name, f"is a trigger on {table} that the ledger did not make")
    for name in expected:
        yield Finding("sqlite_master", name, "is missing")
