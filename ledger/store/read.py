"""Reading records back out of a ledger."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ledger.claims.claim import Claim
from ledger.claims.identity import ALGORITHM
from ledger.errors import NotFoundError
from ledger.store.canonical import Value
from ledger.store.records import LEVELS, Conflict, ConflictClaim, Decision, Evidence
from ledger.store.tables import ARTICLES, CLAIMS, DECISIONS, SENTENCES, Table, quoted
from ledger.text.article import Article, Sentence, Span

DUE = "(k.status = 'decided' AND k.decision_id IN (SELECT id FROM decisions WHERE again <= date('now')))"
"""Of a conflict `k`: its decision set a day (UTC) to decide again, and that day has come."""
UNDECIDED = f"(k.status IN ('open', 'lapsed') OR {DUE})"
"""Of a conflict `k`: a person must decide it, as of today."""


class StoredRow(NamedTuple):
    """A row with what the store adds to its content."""

    rowid: int
    seal: int | None
    content: tuple[Value, ...]
    """The columns of its table."""


class Source(NamedTuple):
    """An article, as far as its file goes."""

    id: str
    file: str
    sha256: str
    restates: str | None
    reading: str
    """Hash of what decided how it was read: code, extractors, configuration."""


def sources(connection: sqlite3.Connection) -> dict[str, Source]:
    """The articles of the ledger, by id."""
    rows = connection.execute("SELECT id, file, sha256, restates, reading FROM articles ORDER BY id")
    return {row[0]: Source(*row) for row in rows}


def info(connection: sqlite3.Connection) -> dict[str, str]:
    """All of `ledger_info`."""
    return dict(connection.execute("SELECT key, value FROM ledger_info"))


def read_article(connection: sqlite3.Connection, id: str) -> Article:
    """An article of the ledger. Raises NotFoundError."""
    columns = "id, file, sha256, text, encoding, media, title, publisher, published, url, language, restates"
    query = f"SELECT {columns}, front_matter, body, furniture FROM articles WHERE id = ?"
    row = connection.execute(query, [id]).fetchone()
    if row is None:
        raise NotFoundError(f"no article '{id}' in this ledger; 'facts build' lists what it read")
    covering: list[Any] = [Span(*json.loads(row[-3])), _spans(row[-2]), _spans(row[-1])]
    return Article(*row[:-3], *covering)


def read_sentences(connection: sqlite3.Connection, article: str) -> tuple[Sentence, ...]:
    """The sentences of an article, in order."""
    query = 'SELECT n, start, "end", text, paragraph FROM sentences WHERE article_id = ? ORDER BY n'
    return tuple(Sentence(*row) for row in connection.execute(query, [article]))


def read_claims(connection: sqlite3.Connection, article: str | None = None) -> dict[str, Claim]:
    """Claims by id, of one article or of all, in the order of the articles' ids and of the text."""
    where, values = ("WHERE t.article_id = ?", [article]) if article is not None else ("", [])
    return dict(map(_claim, connection.execute(f"{_claims_query(where)} ORDER BY t.article_id, t.start, t.id", values)))


def find_claim(connection: sqlite3.Connection, id: str) -> tuple[str, Claim]:
    """The claim with this id, or with the one id that begins so. Raises NotFoundError."""
    found = full_id(connection, "claims", id)
    return found, stored_claim(connection, found)


def stored_claim(connection: sqlite3.Connection, id: str) -> Claim:
    """The claim with this whole id."""
    return _claim(connection.execute(_claims_query("WHERE t.id = ?"), [id]).fetchone())[1]


def full_id(connection: sqlite3.Connection, table: str, id: str) -> str:
    """The whole id in `claims`, `conflicts` or `decisions` of one that may be shortened to its beginning, with or
    without the name of the algorithm. Raises NotFoundError.
    """
    found = _ids_from(connection, table, id) or _ids_from(connection, table, f"{ALGORITHM}-{id}")
    if len(found) == 1 or (found and found[0] == id):
        return found[0]
    what = table.removesuffix("s")
    if not found:
        raise NotFoundError(f"no {what} '{id}' in this ledger; 'facts check --format json' prints ids")
    raise NotFoundError(f"several {table} begin with '{id}': {', '.join(found[:3])} ...; give more of the id")


def read_conflicts(connection: sqlite3.Connection, id: str | None = None) -> list[Conflict]:
    """All conflicts, or the one with an id: errors first, then by rule and by the place of their first claim. Claims
    are in the order of the articles' ids and of the text.
    """
    claims: defaultdict[str, list[ConflictClaim]] = defaultdict(list)
    places: dict[str, tuple[str, int]] = {}
    one, values = ("true", []) if id is None else ("{} = ?", [id])
    query = (
        "SELECT p.conflict_id, p.claim_id, p.role, p.witness, c.article_id, c.start"
        f" FROM conflict_claims p JOIN claims c ON c.id = p.claim_id WHERE {one.format('p.conflict_id')}"
        " ORDER BY c.article_id, c.start, c.id"
    )
    for conflict, claim, role, witness, *place in connection.execute(query, values):
        claims[conflict].append(ConflictClaim(claim, role, bool(witness)))
        places.setdefault(conflict, (place[0], place[1]))
    columns = 'id, rule, level, message, article_id, start, "end", status, decision_id'
    query = f"SELECT {columns} FROM conflicts WHERE {one.format('id')}"
    conflicts = [
        Conflict(id, rule, level, message, tuple(claims[id]), *rest)
        for id, rule, level, message, *rest in connection.execute(query, values)
    ]
    return sorted(
        conflicts,
        key=lambda c: (LEVELS.index(c.level), c.rule, places.get(c.id, (c.article or "", c.start or 0)), c.id),
    )


def due(connection: sqlite3.Connection) -> set[str]:
    """The conflicts whose decision set a day (UTC) to decide again, and that day has come."""
    return {id for (id,) in connection.execute(f"SELECT k.id FROM conflicts k WHERE {DUE}")}


def read_decisions(connection: sqlite3.Connection) -> list[Decision]:
    """All decisions, oldest first."""
    query = f"SELECT {quoted(DECISIONS.columns)} FROM decisions ORDER BY decided_at, id"
    return [_decision(dict(zip(DECISIONS.columns, row, strict=True))) for row in connection.execute(query)]


def evidence_from_json(part: Mapping[str, str]) -> Evidence:
    """The inverse of `evidence_to_json`."""
    return Evidence(part["article"], part["measure"], part["quote"], part["evidence"])


def article_row(connection: sqlite3.Connection, id: str) -> tuple[Value, ...]:
    """The content of an article's own row, without its text."""
    row: tuple[Value, ...] = connection.execute(
        f"SELECT {quoted(ARTICLES.columns)} FROM articles WHERE id = ?", [id]
    ).fetchone()
    return row


def content_rows(connection: sqlite3.Connection, table: Table, article: str) -> Iterator[StoredRow]:
    """The rows of a table that were read from one article."""
    rows = connection.execute(f"{_content_query(table)} WHERE t.article_id = ?", [article])
    return (StoredRow(rowid, seal, tuple(content)) for rowid, seal, *content in rows)


def plain_rows(connection: sqlite3.Connection, table: Table, where: str = "true") -> Iterator[tuple[Value, ...]]:
    """The content of a whole table that belongs to no article."""
    return connection.execute(f"SELECT {quoted(table.columns)} FROM {table.name} WHERE {where}")


def _content_query(table: Table) -> str:
    columns = ", ".join("s.n" if column == "sentence" else f't."{column}"' for column in table.columns)
    join = "LEFT JOIN sentences s ON s.id = t.sentence_id" if "sentence" in table.columns else ""
    return f"SELECT t.rowid, t.seal, {columns} FROM {table.name} t {join}"


def _claims_query(where: str) -> str:
    return f"{_content_query(CLAIMS)} {where}"


def _claim(row: tuple[Value, ...]) -> tuple[str, Claim]:
    """A row of `_claims_query` as id and claim."""
    return claim_of(row[2:])


def claim_of(content: tuple[Value, ...]) -> tuple[str, Claim]:
    """The columns of `CLAIMS` as id and claim."""
    fields = dict(zip(CLAIMS.columns, content, strict=True))
    id = str(fields.pop("id"))
    evidence = {facet: Span(*span) for facet, span in json.loads(str(fields.pop("evidence"))).items()}
    return id, Claim(article=fields.pop("article_id"), evidence=evidence, **fields)  # type: ignore[arg-type]


def sentence_of(content: tuple[Value, ...]) -> Sentence:
    """The columns of `SENTENCES` as a sentence."""
    fields = dict(zip(SENTENCES.columns, content, strict=True))
    del fields["article_id"]
    return Sentence(**fields)  # type: ignore[arg-type]


def _decision(fields: dict[str, Value]) -> Decision:
    about = tuple(evidence_from_json(part) for part in json.loads(str(fields.pop("about"))))
    del fields["evidence"]
    blind = bool(fields.pop("blind"))
    return Decision(conflict=fields.pop("conflict_id"), about=about, blind=blind, **fields)  # type: ignore[arg-type]


def _spans(text: str) -> tuple[Span, ...]:
    return tuple(Span(*span) for span in json.loads(text))


def _ids_from(connection: sqlite3.Connection, table: str, beginning: str) -> list[str]:
    """The ids of a table that begin so, the equal one first; at most four."""
    query = f"SELECT id FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT 4"
    return [id for (id,) in connection.execute(query, [beginning, f"{beginning}\U0010ffff"])]
