"""The queue of conflicts: which of them, in which order, and how many there are. A page never reads all of them."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from ledger.store.read import DUE, UNDECIDED

PAGE_SIZE = 50
SUGGESTED = 100
"""Articles offered to choose from, those with most conflicts first."""

STATUSES = {
    "open": "To decide",
    "lapsed": "Lapsed",
    "decided": "Decided",
    "all": "All",
}
_STATUS_SQL = {
    "open": UNDECIDED,
    "lapsed": "k.status = 'lapsed'",
    "decided": f"(k.status = 'decided' AND NOT {DUE})",
    "all": "true",
}
_NOW = f"CASE WHEN {DUE} THEN 'open' ELSE k.status END"
"""The status as of today."""
_KEY = "CASE k.level WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, k.rule, k.rowid"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which conflicts are wanted. An empty text asks for nothing."""

    status: str = "open"
    level: str = ""
    rule: str = ""
    article: str = ""
    """Id, or words of the title."""
    place: str = ""
    measure: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Filter":
        """The filter that a query string asks for; what it does not know counts as not said."""
        said = {name: (query.get(name) or "").strip() for name in cls.__slots__}
        return cls(**{**said, "status": said["status"] if said["status"] in STATUSES else "open"})

    def query(self, **changes: object) -> str:
        """A query string with what differs from the default, and other parameters; with its question mark."""
        said = {name: getattr(self, name) for name in self.__slots__}
        kept = {name: value for name, value in said.items() if value and (name, value) != ("status", "open")}
        parameters = {name: value for name, value in {**kept, **changes}.items() if value not in (None, "")}
        return f"?{urlencode(parameters)}" if parameters else ""

    @property
    def narrow(self) -> bool:
        """Whether it asks for less than everything of a status."""
        return any(getattr(self, name) for name in self.__slots__ if name != "status")

    def where(self) -> tuple[str, list[str]]:
        """As a condition on conflicts `k`, with its values."""
        conditions, values = [_STATUS_SQL[self.status]], []
        for column in ("level", "rule"):
            if value := getattr(self, column):
                conditions.append(f"k.{column} = ?")
                values.append(value)
        claims = []
        for column in ("place", "measure"):
            if value := getattr(self, column):
                claims.append(_has_words(f"c.{column}"))
                values += [value, value]
        if self.article:
            claims.append(_has_words("a.id || ' ' || coalesce(a.title, '')"))
            values += [self.article, self.article]
        if claims:
            related = (
                "k.id IN (SELECT p.conflict_id FROM conflict_claims p JOIN claims c ON c.id = p.claim_id"
                f" JOIN articles a ON a.id = c.article_id WHERE {' AND '.join(claims)})"
            )
            if len(claims) == 1 and self.article:
                # A conflict without claims has a place in an article.
                related = f"({related} OR k.article_id IN (SELECT a.id FROM articles a WHERE {claims[0]}))"
                values += [self.article, self.article]
            conditions.append(related)
        return " AND ".join(conditions), values


def _has_words(text: str) -> str:
    """A condition with two values, both what was asked for: signs without a letter or a figure ask for nothing."""
    return f"(fold(?) <> '' AND instr(fold({text}), fold(?)) > 0)"


@dataclass(frozen=True, slots=True)
class Witness:
    """A claim of a queued conflict, in short."""

    role: str
    quote: str
    article: str
    title: str
    measure: str
    place: str | None


@dataclass(frozen=True, slots=True)
class Queued:
    """A conflict as the queue lists it."""

    witnesses: tuple[Witness, ...]
    id: str
    rule: str
    level: str
    status: str
    message: str
    verdict: str | None
    reviewer: str | None


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of the queue."""

    conflicts: tuple[Queued, ...]
    matching: int
    page: int
    """From 1."""
    pages: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How far the review is, and what there is to filter by."""

    decided: int
    total: int
    """Errors and warnings: a note leaves nothing to decide."""
    levels: Mapping[str, int]
    """Those still to decide."""
    rules: tuple[tuple[str, str, int], ...]
    """Code, name, still to decide."""
    lapsed: int


def read_page(connection: sqlite3.Connection, filter: Filter, page: int) -> QueuePage:
    """A page of the conflicts that match, errors first, then by rule."""
    where, values = filter.where()
    (matching,) = connection.execute(f"SELECT count(*) FROM conflicts k WHERE {where}", values).fetchone()
    pages = max(1, -(-matching // PAGE_SIZE))
    page = min(max(page, 1), pages)
    query = (
        f"SELECT k.id, k.rule, k.level, {_NOW}, k.message, d.verdict, d.reviewer"
        " FROM conflicts k LEFT JOIN decisions d ON d.id = k.decision_id"
        f" WHERE {where} ORDER BY {_KEY} LIMIT ? OFFSET ?"
    )
    rows = connection.execute(query, [*values, PAGE_SIZE, (page - 1) * PAGE_SIZE]).fetchall()
    witnesses = _witnesses(connection, [row[0] for row in rows])
    conflicts = tuple(Queued(witnesses.get(row[0], ()), *row) for row in rows)
    return QueuePage(conflicts, matching, page, pages)


def _witnesses(connection: sqlite3.Connection, conflicts: list[str]) -> dict[str, tuple[Witness, ...]]:
    query = (
        "SELECT p.conflict_id, p.role, c.quote, c.article_id, coalesce(a.title, a.id), c.measure, c.place"
        " FROM conflict_claims p JOIN claims c ON c.id = p.claim_id JOIN articles a ON a.id = c.article_id"
        f" WHERE p.witness = 1 AND p.conflict_id IN ({','.join('?' * len(conflicts))})"
        " ORDER BY p.role, c.article_id, c.start"
    )
    found: dict[str, tuple[Witness, ...]] = {}
    for conflict, *witness in connection.execute(query, conflicts):
        found[conflict] = (*found.get(conflict, ()), Witness(*witness))
    return found


def read_counts(connection: sqlite3.Connection) -> Counts:
    """How many conflicts are decided and how many are left, over the whole ledger."""
    query = f"SELECT k.rule, r.name, k.level, {_NOW}, count(*) FROM conflicts k JOIN rules r ON r.code = k.rule"
    rows = connection.execute(f"{query} GROUP BY 1, 2, 3, 4 ORDER BY 1").fetchall()
    levels = {"error": 0, "warning": 0, "note": 0}
    rules: dict[tuple[str, str], int] = {}
    decided = total = lapsed = 0
    for rule, name, level, status, number in rows:
        left = number if status in ("open", "lapsed") else 0
        levels[level] += left
        rules[rule, name] = rules.get((rule, name), 0) + left
        total += number if level != "note" else 0
        decided += number - left if level != "note" else 0
        lapsed += number if status == "lapsed" else 0
    return Counts(decided, total, levels, tuple((*rule, left) for rule, left in rules.items()), lapsed)


def suggested_articles(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Articles to filter by: id and title, those with most claims in conflicts first."""
    query = (
        "SELECT c.article_id, coalesce(a.title, a.id) FROM conflict_claims p JOIN claims c ON c.id = p.claim_id"
        " JOIN articles a ON a.id = c.article_id GROUP BY 1, 2 ORDER BY count(*) DESC, 1 LIMIT ?"
    )
    return [tuple(row) for row in connection.execute(query, [SUGGESTED])]


def neighbours(connection: sqlite3.Connection, filter: Filter, id: str) -> tuple[str | None, str | None]:
    """The conflicts before and after one in the queue, whether or not it still matches itself."""
    where, values = filter.where()
    key = connection.execute(f"SELECT {_KEY} FROM conflicts k WHERE k.id = ?", [id]).fetchone()
    found = []
    for than, order in (("<", "DESC"), (">", "ASC")):
        ordered = ", ".join(f"{part} {order}" for part in _KEY.rsplit(", ", 2))
        query = f"SELECT k.id FROM conflicts k WHERE {where} AND ({_KEY}) {than} (?, ?, ?) ORDER BY {ordered} LIMIT 1"
        row = connection.execute(query, [*values, *key]).fetchone()
        found.append(row[0] if row else None)
    return found[0], found[1]
