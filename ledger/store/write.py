"""Writing records into an open ledger. Every function expects to run inside `transaction`."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from ledger.claims.identity import canonical_json
from ledger.store.canonical import Value, row_hash, seal
from ledger.store.records import Conflict, Corroboration, Decision, Evidence, Rule
from ledger.store.rows import ArticleRows, Row
from ledger.store.tables import (
    ARTICLES,
    CONFLICT_CLAIMS,
    CONFLICTS,
    CORROBORATIONS,
    DECISIONS,
    REFUSALS,
    RULES,
    SENTENCES,
    Table,
    quoted,
)

_AT_ONCE = 50
"""Rows of one statement."""


def write_article(connection: sqlite3.Connection, rows: ArticleRows, reading: str = "") -> None:
    """Put an article and everything read from it in the place of what the ledger had under its id.

    `reading` is the hash of what decided how it was read, as in `Source`.
    """
    delete_articles(connection, [rows.id])
    columns = ("file", "text", "reading", "root", "seal", *ARTICLES.columns)
    values = (rows.file, rows.text, reading, rows.root, rows.seal, *rows.row)
    connection.execute(_insert("articles", columns), values)
    (first,) = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM sentences").fetchone()
    for table, content in rows.tables.items():
        _write_content(connection, table, content, first)


def delete_articles(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Remove articles with everything read from them; conflicts that rest on them go too."""
    connection.executemany("DELETE FROM articles WHERE id = ?", ((id,) for id in ids))


def move_article(connection: sqlite3.Connection, id: str, file: str, seal: int) -> None:
    """Note that an unchanged article stands elsewhere; `seal` is its `article_seal`."""
    connection.execute("UPDATE articles SET file = ?, seal = ? WHERE id = ?", (file, seal, id))


def write_refusals(connection: sqlite3.Connection, refusals: Iterable[tuple[str, str, str]]) -> None:
    """Add proposals that were turned away when they were imported: (extractor, reason, claim)."""
    hashed = ((row, row_hash(REFUSALS.name, REFUSALS.columns, (None, *row))) for row in refusals)
    statement = "INSERT INTO refusals (extractor, reason, claim, seal) VALUES (?, ?, ?, ?)"
    connection.executemany(statement, ((*row, seal(hash)) for row, hash in hashed))


def write_rules(connection: sqlite3.Connection, rules: Iterable[Rule]) -> None:
    """Replace the list of rules. Conflicts refer to it: clear them first."""
    connection.execute("DELETE FROM rules")
    rows = ((rule.code, rule.name, rule.level, rule.summary) for rule in rules)
    connection.executemany(_insert(RULES.name, RULES.columns), rows)


def clear_conflicts(connection: sqlite3.Connection) -> None:
    """Remove what rules reported, so that they can report again."""
    for table in ("conflict_claims", "conflicts", "corroborations"):
        connection.execute(f"DELETE FROM {table}")


def write_conflicts(connection: sqlite3.Connection, conflicts: Iterable[Conflict]) -> None:
    """Add conflicts with their claims."""
    conflicts = list(conflicts)
    connection.executemany(
        _insert(CONFLICTS.name, CONFLICTS.columns),
        ((c.id, c.rule, c.level, c.status, c.message, c.decision, c.article, c.start, c.end) for c in conflicts),
    )
    connection.executemany(
        _insert(CONFLICT_CLAIMS.name, CONFLICT_CLAIMS.columns),
        ((c.id, part.claim, part.role, int(part.witness)) for c in conflicts for part in c.claims),
    )


def write_corroborations(connection: sqlite3.Connection, corroborations: Iterable[Corroboration]) -> None:
    """Add pairs of claims that agree."""
    rows = ((c.a, c.b, c.reason) for c in corroborations)
    connection.executemany(_insert(CORROBORATIONS.name, CORROBORATIONS.columns), rows)


def write_decisions(connection: sqlite3.Connection, decisions: Iterable[Decision]) -> None:
    """Add decisions; one the ledger already has is left as it stands."""
    statement = f"{_insert(DECISIONS.name, DECISIONS.columns)} ON CONFLICT (id) DO NOTHING"
    connection.executemany(statement, map(_decision, decisions))


def write_standing(connection: sqlite3.Connection, decided: Mapping[str, str], lapsed: Mapping[str, str]) -> None:
    """Set the status of all conflicts but waived ones; both arguments map a conflict to its decision."""
    connection.execute("UPDATE conflicts SET status = 'open', decision_id = NULL WHERE status IN ('decided', 'lapsed')")
    for status, decisions in (("decided", decided), ("lapsed", lapsed)):
        connection.executemany(
            "UPDATE conflicts SET status = ?, decision_id = ? WHERE id = ? AND status <> 'waived'",
            ((status, decision, conflict) for conflict, decision in decisions.items()),
        )


def write_info(connection: sqlite3.Connection, info: dict[str, str]) -> None:
    """Set entries of `ledger_info`."""
    statement = "INSERT INTO ledger_info VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    connection.executemany(statement, info.items())


def evidence_to_json(part: Evidence) -> dict[str, str | None]:
    """One part of what a decision is about, as it stands in the ledger and in the file of decisions."""
    return {"article": part.article, "measure": part.measure, "quote": part.quote, "evidence": part.hash}


def _decision(decision: Decision) -> tuple[Value, ...]:
    return (
        *(decision.id, decision.conflict, decision.verdict, decision.reason, decision.reviewer),
        *(decision.decided_at, decision.supersedes, decision.rule, canonical_json(decision.evidence)),
        *(
            canonical_json([evidence_to_json(part) for part in decision.about]),
            decision.link,
            decision.previous,
            decision.again,
            int(decision.blind),
        ),
    )


def _insert(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({quoted(columns)}) VALUES ({', '.join('?' * len(columns))})"


def _write_content(connection: sqlite3.Connection, table: Table, rows: Sequence[Row], first: int) -> None:
    """Add rows of an article whose sentence 0 has the rowid `first`; the seal is their last value.

    Many in one statement: where a table has triggers, SQLite puts each page aside that a statement is going to change.
    """
    names = [*table.columns, "seal"]
    values = ["?"] * len(names)
    if table == SENTENCES:
        names, values = [*names, "id"], [*values, f"? + {first}"]
        rows = [(*row, row[1]) for row in rows]
    elif "sentence" in names:
        position = names.index("sentence")
        names[position], values[position] = "sentence_id", f"? + {first}"
    insert, row_of_values = f"INSERT INTO {table.name} ({quoted(names)}) VALUES ", f"({', '.join(values)})"
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        connection.execute(insert + ", ".join([row_of_values] * len(some)), list(chain.from_iterable(some)))
