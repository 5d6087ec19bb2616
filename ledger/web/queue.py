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
    "second": "Second opinion",
    "differ": "Reviewers differ",
    "all": "All",
}
_OWN = (
    "SELECT 1 FROM decisions h JOIN decisions o ON o.rule = h.rule AND o.evidence = h.evidence"
    " WHERE h.id = k.decision_id AND coalesce(o.reviewer, '') = ?"
)
"""What a reviewer decided on the wording of a conflict `k`, whoever decided last."""
_DIFFER = (
    "SELECT 1 FROM decisions h JOIN decisions e ON e.id = h.supersedes WHERE h.id = k.decision_id AND h.blind = 1"
    " AND e.verdict <> h.verdict AND coalesce(e.reviewer, '') <> coalesce(h.reviewer, '')"
)
"""A blind verdict that stands, and is not the one before it."""
_STATUS_SQL = {
    "open": UNDECIDED,
    "lapsed": "k.status = 'lapsed'",
    "decided": f"(k.status = 'decided' AND NOT {DUE})",
    "second": f"(k.status = 'decided' AND NOT {DUE} AND NOT EXISTS ({_OWN}))",
    "differ": f"(k.status = 'decided' AND NOT {DUE} AND EXISTS ({_DIFFER}))",
    "all": "true",
}
_NOW = f"CASE WHEN {DUE} THEN 'open' ELSE k.status END"
"""The status as of today."""
_KEY = "CASE k.level WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, k.rule, k.rowid"


_ASKED = ("status", "level", "rule", "article", "place", "measure")
"""The fields of a filter that stand in a query string."""


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
    reviewer: str = ""
    """Who asks: a second opinion is wanted of somebody who has not given one. No part of a query string."""

    @classmethod
    def from_query(cls, query: Mapping[str, str], reviewer: str = "") -> "Filter":
        """The filter that a query string asks for; what it does not know counts as not said."""
        said = {name: (query.get(name) or "").strip() for name in _ASKED}
        status = said["status"] if said["status"] in STATUSES else "open"
        return cls(**{**said, "status": status, "reviewer": reviewer})

    def query(self, **changes: object) -> str:
        """A query string with what differs from the default, and other parameters; with its question mark."""
        said = {name: getattr(self, name) for name in _ASKED}
        kept = {name: value for name, value in said.items() if value and (name, value) != ("status", "open")}
        parameters = {name: value for name, value in {**kept, **changes}.items() if value not in (None, "")}
        return f"?{urlencode(parameters)}" if parameters else ""

    @property
    def narrow(self) -> bool:
        """Whether it asks for less than everything of a status."""
        return any(getattr(self, name) for name in _ASKED if name != "status")

    def where(self) -> tuple[str, list[str]]:
        """As a condition on conflicts `k`, with its values."""
        conditions = [_STATUS_SQL[self.status]]
        values = [self.reviewer] if self.status == "second" else []
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


@dataclass(frozen=True, slots=True)
class NextSteps:
    """What is worth doing when nothing is left to decide."""

    corrections: int
    """Standing decisions that call a claim wrong."""
    differ: int
    second: int
    """Conflicts that the reviewer has not decided and somebody else has."""
    again: str | None
    """The next day on which a conflict comes up again."""


def read_next_steps(connection: sqlite3.Connection, reviewer: str) -> NextSteps:
    """What remains after the last decision."""

    def number(condition: str, *values: str) -> int:
        query = f"SELECT count(*) FROM conflicts k WHERE {condition}"
        return int(connection.execute(query, values).fetchone()[0])

    wrong = "k.decision_id IN (SELECT id FROM decisions WHERE verdict IN ('a_wrong', 'b_wrong', 'both_wrong'))"
    query = (
        "SELECT min(d.again) FROM conflicts k JOIN decisions d ON d.id = k.decision_id"
        " WHERE k.status = 'decided' AND d.again > date('now')"
    )
    return NextSteps(
        number(f"{_STATUS_SQL['decided']} AND {wrong}"),
        number(_STATUS_SQL["differ"]),
        number(_STATUS_SQL["second"], reviewer),
        connection.execute(query).fetchone()[0],
    )


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


def decided_by(connection: sqlite3.Connection, reviewer: str, conflict: str) -> bool:
    """Whether a reviewer has decided a conflict already, as it is worded now."""
    query = f"SELECT EXISTS ({_OWN}) FROM conflicts k WHERE k.id = ?"
    return bool(connection.execute(query, [reviewer, conflict]).fetchone()[0])


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
