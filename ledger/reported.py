"""Conflicts and claims of a ledger as reports show them: with their sentences, and where each stands."""

import sqlite3
from dataclasses import dataclass

from ledger.claims.claim import Claim
from ledger.store.read import due, full_id
from ledger.store.read import read_claims as stored_claims
from ledger.store.read import read_conflicts as stored_conflicts
from ledger.text.lines import line_and_column


@dataclass(frozen=True, slots=True)
class ReportedClaim:
    """A claim of a conflict, with all that a report shows of it."""

    id: str
    role: str
    witness: bool
    claim: Claim
    sentence: str
    sentence_start: int
    """Offset of the sentence in the article's text."""
    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class ReportedConflict:
    """A conflict with its claims, for reports."""

    id: str
    rule: str
    name: str
    level: str
    status: str
    message: str
    claims: tuple[ReportedClaim, ...]
    """Witnesses by role, then those only listed."""


def read_conflicts(connection: sqlite3.Connection, id: str | None = None) -> list[ReportedConflict]:
    """All conflicts of the ledger, or the one with a whole id: errors first, then by rule and by place.

    One whose decision set a day that has come is open.
    """
    names = dict(connection.execute("SELECT code, name FROM rules"))
    conflicts = stored_conflicts(connection, id)
    again = due(connection)
    reported = StoredClaims(connection)
    return [
        ReportedConflict(
            conflict.id, conflict.rule, names[conflict.rule], conflict.level,
            "open" if conflict.id in again else conflict.status, conflict.message,
            tuple(sorted(
                (reported.claim(part.claim, part.role, part.witness) for part in conflict.claims),
                key=lambda claim: (not claim.witness, claim.role),
            )),
        )
        for conflict in conflicts
    ]  # fmt: skip


def read_claim(connection: sqlite3.Connection, id: str) -> ReportedClaim:
    """One claim, by its id or the beginning of it. Raises NotFoundError."""
    return StoredClaims(connection).claim(full_id(connection, "claims", id), "", True)


class StoredClaims:
    """Claims with their sentence and their place in the file; articles are read once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._articles: dict[str, tuple[str, str, dict[str, Claim], dict[int, tuple[str, int]]]] = {}

    def claim(self, id: str, role: str, witness: bool) -> ReportedClaim:
        """A claim by its whole id, in a role of a conflict."""
        query = "SELECT article_id FROM claims WHERE id = ?"
        file, text, claims, sentences = self._article(self._connection.execute(query, [id]).fetchone()[0])
        claim = claims[id]
        line, column = line_and_column(text, claim.start)
        sentence, start = sentences[claim.sentence]
        return ReportedClaim(id, role, witness, claim, sentence, start, file, line, column)

    def _article(self, id: str) -> tuple[str, str, dict[str, Claim], dict[int, tuple[str, int]]]:
        if id not in self._articles:
            article = self._connection.execute("SELECT file, text FROM articles WHERE id = ?", [id]).fetchone()
            rows = self._connection.execute("SELECT n, text, start FROM sentences WHERE article_id = ?", [id])
            sentences = {n: (text, start) for n, text, start in rows}
            self._articles[id] = (*article, stored_claims(self._connection, id), sentences)
        return self._articles[id]
