"""Conflicts and claims of a ledger as reports show them: with their sentences, and where each stands."""

import sqlite3
from typing import NamedTuple

from ledger.claims.claim import Claim
from ledger.store.read import due, full_id, stored_claim
from ledger.store.read import read_conflicts as stored_conflicts
from ledger.store.records import Conflict
from ledger.text.lines import line_and_column


class ReportedClaim(NamedTuple):
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

    @property
    def start(self) -> int:
        """Offset of the quote in the article's text."""
        return self.claim.start

    @property
    def end(self) -> int:
        """Where the quote ends."""
        return self.claim.end

    @property
    def quote(self) -> str:
        """The words."""
        return self.claim.quote


class ReportedPlace(NamedTuple):
    """The words that a conflict without claims is about, with all that a report shows of them."""

    article: str
    start: int
    end: int
    quote: str
    sentence: str
    sentence_start: int
    file: str
    line: int
    column: int
    id: str = ""
    role: str = ""
    witness: bool = True


Spot = ReportedClaim | ReportedPlace
"""What a report points at."""


class ReportedConflict(NamedTuple):
    """A conflict with its claims, for reports."""

    id: str
    rule: str
    name: str
    level: str
    status: str
    message: str
    claims: tuple[ReportedClaim, ...]
    """Witnesses by role, then those only listed."""
    place: ReportedPlace | None = None
    """Where it stands, for a conflict without claims."""

    @property
    def spots(self) -> tuple[Spot, ...]:
        """All that a report points at."""
        return self.claims or ((self.place,) if self.place else ())


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
            reported.place(conflict),
        )
        for conflict in conflicts
    ]  # fmt: skip


def read_claim(connection: sqlite3.Connection, id: str) -> ReportedClaim:
    """One claim, by its id or the beginning of it. Raises NotFoundError."""
    return StoredClaims(connection).claim(full_id(connection, "claims", id), "", True)


class StoredClaims:
    """Claims with their sentence and their place in the file; the text of an article is read once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._articles: dict[str, tuple[str, str]] = {}

    def claim(self, id: str, role: str, witness: bool) -> ReportedClaim:
        """A claim by its whole id, in a role of a conflict."""
        claim = stored_claim(self._connection, id)
        file, text = self._article(claim.article)
        query = "SELECT s.text, s.start FROM claims c JOIN sentences s ON s.id = c.sentence_id WHERE c.id = ?"
        sentence, start = self._connection.execute(query, [id]).fetchone()
        return ReportedClaim(id, role, witness, claim, sentence, start, file, *line_and_column(text, claim.start))

    def place(self, conflict: Conflict) -> ReportedPlace | None:
        """The place of a conflict that has no claims."""
        if conflict.claims or conflict.article is None or conflict.start is None or conflict.end is None:
            return None
        file, text = self._article(conflict.article)
        start, end = conflict.start, conflict.end
        query = "SELECT text, start FROM sentences WHERE article_id = ? AND start <= ? ORDER BY n DESC LIMIT 1"
        sentence, first = self._connection.execute(query, [conflict.article, start]).fetchone() or ("", 0)
        if start >= first + len(sentence):
            sentence, first = text[start:end], start
        place = text[start:end], sentence, first, file, *line_and_column(text, start)
        return ReportedPlace(conflict.article, start, end, *place)

    def _article(self, id: str) -> tuple[str, str]:
        """Its file and its text."""
        if id not in self._articles:
            query = "SELECT file, text FROM articles WHERE id = ?"
            self._articles[id] = self._connection.execute(query, [id]).fetchone()
        return self._articles[id]
