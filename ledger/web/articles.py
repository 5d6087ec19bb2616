"""The article page: the full text with every claim marked by its state; and the list of articles."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from ledger.claims.extract import BUILTIN
from ledger.report.dossier import told_value
from ledger.report.marks import Mark, cut
from ledger.report.measures import STATES, claim_states
from ledger.report.render import short
from ledger.store.read import UNDECIDED, read_article, read_claims
from ledger.text.article import Article
from ledger.web.missed import TypedClaim, add
from ledger.web.request import LedgerRequest

LISTED = 100


@dataclass(frozen=True, slots=True)
class MarkedClaim:
    """A claim as the page of its article tells of it."""

    id: str
    state: str
    says: str
    by: str | None
    """Who read it; None for the ledger itself."""
    facets: tuple[tuple[str, str], ...]
    conflicts: tuple[tuple[str, str, str], ...]
    """Of each conflict it is part of: id, rule, message."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the text under the same marks."""

    text: str
    claims: tuple[MarkedClaim, ...]
    state: str
    """Of its gravest claim; empty without one."""
    begins: tuple[str, ...]
    """Ids of the claims that begin here."""
    furniture: bool
    uncovered: bool


async def articles(datasette: Any, request: Any) -> Any:
    """The articles of the ledger, those with most open conflicts first."""
    ledger = await LedgerRequest.of(datasette, request)
    words = (ledger.query.get("q") or "").strip()

    def read(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
        query = (
            "SELECT a.id, coalesce(a.title, a.id), a.publisher, a.published,"
            " (SELECT count(*) FROM claims c WHERE c.article_id = a.id),"
            " (SELECT count(DISTINCT p.conflict_id) FROM claims c JOIN conflict_claims p ON p.claim_id = c.id"
            f"   JOIN conflicts k ON k.id = p.conflict_id WHERE c.article_id = a.id AND {UNDECIDED})"
            " FROM articles a WHERE ?1 = '' OR instr(fold(a.id || ' ' || coalesce(a.title, '')), fold(?1)) > 0"
            " ORDER BY 6 DESC, 1 LIMIT ?2"
        )
        return connection.execute(query, [words, LISTED]).fetchall()

    return ledger.page("articles.html", articles=await ledger.read(read), words=words)


async def article(datasette: Any, request: Any) -> Any:
    """One article with its claims; posted to, a claim that the ledger missed."""
    ledger = await LedgerRequest.of(datasette, request)
    id = ledger.var("id")
    if request.method != "POST":
        return await _article_page(ledger, id, TypedClaim())
    typed = TypedClaim.of(await ledger.form_of_decider())
    await ledger.read(lambda connection: _require(connection, id))
    added, problem, status = await add(ledger, id, typed)
    if added is None or added.claim is None:
        return await _article_page(ledger, id, typed, problem, status)
    known = {"known": 1} if added.report.known else {}
    query = f"?{urlencode({'added': added.claim, **known})}#c{short(added.claim)}"
    return ledger.redirect("article", id, query, typed.handle)


def _require(connection: sqlite3.Connection, id: str) -> None:
    from datasette import NotFound

    if connection.execute("SELECT 1 FROM articles WHERE id = ?", [id]).fetchone() is None:
        raise NotFound("There is no such article in this ledger")


async def _article_page(
    ledger: LedgerRequest, id: str, typed: TypedClaim, problem: str | None = None, status: int = 200
) -> Any:

    def read(connection: sqlite3.Connection) -> dict[str, Any]:
        _require(connection, id)
        found = read_article(connection, id)
        claims = _claims(connection, id)
        uncovered = connection.execute('SELECT start, "end" FROM uncovered WHERE article_id = ?', [id]).fetchall()
        return {
            "article": found,
            "stretches": _stretches(connection, found, claims, uncovered),
            "numbers": {state: sum(claim.state == state for claim in claims.values()) for state in STATES},
            "uncovered": len(uncovered),
            "begins": _begins(found),
            "added": claims.get(ledger.query.get("added", "")),
        }

    return ledger.page(
        "article.html",
        status,
        **await ledger.read(read),
        states=STATES,
        typed=typed,
        problem=problem,
        known="known" in ledger.query,
    )


def _claims(connection: sqlite3.Connection, article: str) -> dict[str, MarkedClaim]:
    """The claims of an article by id, with state and conflicts."""
    conflicts: dict[str, list[tuple[str, str, str]]] = {}
    query = (
        "SELECT p.claim_id, k.id, k.rule, k.message FROM conflict_claims p JOIN conflicts k ON k.id = p.conflict_id"
        " JOIN claims c ON c.id = p.claim_id WHERE c.article_id = ? ORDER BY k.rowid"
    )
    for claim, *conflict in connection.execute(query, [article]):
        conflicts.setdefault(claim, []).append((conflict[0], conflict[1], conflict[2]))
    states = claim_states(connection, article)
    return {
        id: MarkedClaim(
            id,
            states[id],
            f"{claim.measure}: {told_value(claim)}",
            None if claim.extractor == BUILTIN else claim.extractor,
            tuple(
                (name, value)
                for name in ("subject", "place", "period", "programme", "population", "speaker")
                if (value := getattr(claim, name))
            ),
            tuple(conflicts.get(id, ())),
        )
        for id, claim in read_claims(connection, article).items()
    }


def _begins(article: Article) -> int:
    """Where the text after the front matter begins."""
    return len(article.text) - len(article.text[article.front_matter.end :].lstrip())


def _stretches(
    connection: sqlite3.Connection,
    article: Article,
    claims: dict[str, MarkedClaim],
    uncovered: Iterable[tuple[int, int]],
) -> list[Stretch]:
    """The text after the front matter, in pieces."""
    query = 'SELECT id, start, "end" FROM claims WHERE article_id = ? ORDER BY start, id'
    marks = [Mark(start, end, id) for id, start, end in connection.execute(query, [article.id])]
    first = {mark.name: mark.start for mark in marks}
    marks += [Mark(*span, "furniture") for span in article.furniture]
    marks += [Mark(start, end, "uncovered") for start, end in uncovered]
    position, stretches = _begins(article), []
    order = list(STATES)
    for piece in cut(article.text, position, len(article.text), marks):
        inside = tuple(sorted((claims[id] for id in piece.marks & claims.keys()), key=lambda claim: first[claim.id]))
        stretches.append(
            Stretch(
                piece.text,
                inside,
                min((claim.state for claim in inside), key=order.index, default=""),
                tuple(claim.id for claim in inside if first[claim.id] == position),
                "furniture" in piece.marks,
                "uncovered" in piece.marks,
            )
        )
        position += len(piece.text)
    return stretches
