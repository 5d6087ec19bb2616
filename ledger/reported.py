"""Conflicts and claims of a ledger as reports show them: with their sentences, and where each stands."""

import sqlite3
from typing import NamedTuple

from ledger.claims.claim import Claim
from ledger.store.read import due, full_id
from ledger.store.read import read_claims as stored_claims
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

    def place(self, conflict: Conflict) -> ReportedPlace | None:
        """The place of a conflict that has no claims."""
        if conflict.claims or conflict.article is None or conflict.start is None or conflict.end is None:
            return None
        file, text, _, sentences = self._article(conflict.article)
        start, end = conflict.start, conflict.end
        around = ((said, at) for said, at in sentences.values() if at <= start < at + len(said))
        sentence, first = next(around, (text[start:end], start))
        place = text[start:end], sentence, first, file, *line_and_column(text, start)
        return ReportedPlace(conflict.article, start, end, *place)

    def _article(self, id: str) -> tuple[str, str, dict[str, Claim], dict[int, tuple[str, int]]]:
        if id not in self._articles:
            article = self._connection.execute("SELECT file, text FROM articles WHERE id = ?", [id]).fetchone()
            rows = self._connection.execute("SELECT n, text, start FROM sentences WHERE article_id = ?", [id])
            sentences = {n: (text, start) for n, text, start in rows}
            self._articles[id] = (*article, stored_claims(self._connection, id), sentences)
        return self._articles[id]
