"""Claims whose text is no longer what it was: quotes that their article does not say any more.

Claims that other tools or people read are kept with their quotes; when the article is edited, a quote may be gone. So
it is when the stored text of an article is not the one that its sentences were read from.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Set
from hashlib import sha256

from ledger.compare.facets.names import fold

Place = tuple[str, int, int, str]
"""Article, span, and in words what has changed."""
_SHOWN = 3
"""Quotes named in one report at most."""


def find_changed(connection: sqlite3.Connection, about: Set[str] | None = None) -> Iterator[Place]:
    """Sentences where an article says no more what claims were read from; with `about`, of these articles."""
    yield from _gone(connection)
    for article, text, hashed in connection.execute("SELECT id, text, text_sha256 FROM articles ORDER BY id"):
        if (about is None or article in about) and hashed != sha256(text.encode("utf-8", "surrogatepass")).hexdigest():
            yield from _moved(connection, article, text)


def _gone(connection: sqlite3.Connection) -> Iterator[Place]:
    """Quotes of kept claims that no longer stand in their article, at the sentence that is most like them."""
    rows = connection.execute(
        "SELECT r.article_id, a.text, r.claim FROM refusals r JOIN articles a ON a.id = r.article_id ORDER BY r.id"
    )
    gone: dict[tuple[str, int, int], list[str]] = defaultdict(list)
    for article, text, claim in rows:
        quote = _quote(claim)
        if quote and quote not in text and (place := _most_like(connection, article, quote)):
            gone[article, place[0], place[1]].append(f"“{' '.join(quote.split())}”")
    for (article, start, end), quotes in gone.items():
        shown = ", ".join(dict.fromkeys(quotes[:_SHOWN]))
        yield article, start, end, f"a claim was read from {shown}, which the article does not say any more"


def _quote(claim: str) -> str:
    try:
        said = json.loads(claim)
    except ValueError:
        return ""
    quote = said.get("quote") if isinstance(said, dict) else None
    return quote if isinstance(quote, str) else ""


def _most_like(connection: sqlite3.Connection, article: str, quote: str) -> tuple[int, int] | None:
    words = set(fold(quote).split())
    best: tuple[int, int, int] | None = None
    query = 'SELECT start, "end", text FROM sentences WHERE article_id = ? ORDER BY start'
    for start, end, text in connection.execute(query, [article]):
        shared = len(words.intersection(fold(text).split()))
        if best is None or shared > best[0]:
            best = shared, start, end
    return (best[1], best[2]) if best else None


def _moved(connection: sqlite3.Connection, article: str, text: str) -> Iterator[Place]:
    """Sentences with claims that do not stand at their place in the stored text."""
    query = (
        'SELECT DISTINCT s.start, s."end", s.text FROM sentences s JOIN claims c ON c.sentence_id = s.id'
        " WHERE s.article_id = ? ORDER BY s.start"
    )
    for start, end, sentence in connection.execute(query, [article]):
        if text[start:end] != sentence:
            yield article, start, min(end, len(text)), "claims were read here from another text"
