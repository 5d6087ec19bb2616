"""What a decision on a conflict would rest on: the wording of its claims."""

import sqlite3
from collections import defaultdict

from ledger.claims.identity import evidence_hash
from ledger.store.records import Evidence


def conflict_evidence(connection: sqlite3.Connection, conflict: str | None = None) -> dict[str, tuple[Evidence, ...]]:
    """For each conflict, or for one, the evidence of its witnesses, in the order of their articles and of the text,
    or of its place in an article where it has no claims.
    """
    one, values = ("true", []) if conflict is None else ("{} = ?", [conflict])
    found: defaultdict[str, list[Evidence]] = defaultdict(list)
    query = (
        "SELECT p.conflict_id, c.article_id, c.measure, c.quote, s.text FROM conflict_claims p"
        " JOIN claims c ON c.id = p.claim_id JOIN sentences s ON s.id = c.sentence_id"
        f" WHERE p.witness = 1 AND {one.format('p.conflict_id')} ORDER BY c.article_id, c.start, c.id"
    )
    for id, article, measure, quote, sentence in connection.execute(query, values):
        found[id].append(Evidence(article, measure, quote, evidence_hash(sentence, quote)))
    query = (
        'SELECT k.id, k.article_id, substr(a.text, k.start + 1, k."end" - k.start),'
        " coalesce((SELECT s.text FROM sentences s WHERE s.article_id = k.article_id"
        "   AND s.start <= k.start AND k.start < s.\"end\" LIMIT 1), '')"
        " FROM conflicts k JOIN articles a ON a.id = k.article_id"
        f" WHERE NOT EXISTS (SELECT 1 FROM conflict_claims p WHERE p.conflict_id = k.id) AND {one.format('k.id')}"
    )
    for id, article, quote, sentence in connection.execute(query, values):
        found[id].append(Evidence(article, None, quote, evidence_hash(sentence, quote)))
    return {id: tuple(parts) for id, parts in found.items()}


def article_evidence(connection: sqlite3.Connection, article: str) -> set[str]:
    """The hashes of everything an article claims."""
    query = "SELECT s.text, c.quote FROM claims c JOIN sentences s ON s.id = c.sentence_id WHERE c.article_id = ?"
    return {evidence_hash(sentence, quote) for sentence, quote in connection.execute(query, [article])}
