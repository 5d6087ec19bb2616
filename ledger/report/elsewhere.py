"""Where else the ledger has a claim: the same statement in other places, so that a correction reaches all of them."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from ledger.text.lines import line_and_column

# Claims that agree, figures with the very scope and value, and other claims with the same words.
_SAME = """
WITH mine AS (
  SELECT c.rowid AS claim, c.id, c.kind, c.measure, c.subject, c.value_text, k.slot, k.value, k.low, k.high
  FROM claims c LEFT JOIN claim_keys k ON k.claim = c.rowid WHERE c.id = ?
), found AS (
  SELECT b AS id FROM corroborations WHERE a = (SELECT id FROM mine)
  UNION SELECT a FROM corroborations WHERE b = (SELECT id FROM mine)
  UNION SELECT c.id FROM mine JOIN claim_keys k ON k.slot = mine.slot AND k.low = mine.low AND k.high = mine.high
    AND k.value IS mine.value JOIN claims c ON c.rowid = k.claim WHERE mine.kind = 'quantity'
  UNION SELECT c.id FROM mine JOIN claims c ON c.measure = mine.measure AND c.kind = mine.kind
    AND c.subject IS mine.subject AND c.value_text = mine.value_text WHERE mine.kind <> 'quantity'
)
SELECT c.id, c.article_id, a.file, a.title, a.text, c.start, c.quote, s.text
FROM found JOIN claims c ON c.id = found.id JOIN articles a ON a.id = c.article_id
JOIN sentences s ON s.id = c.sentence_id
WHERE c.id <> (SELECT id FROM mine)
ORDER BY c.article_id, c.start LIMIT ?
"""

# Claims whose measure comes down to the same words as one of the given.
_RELATED = """
WITH given AS (
  SELECT c.rowid AS claim, k.measure FROM claims c JOIN claim_keys k ON k.claim = c.rowid WHERE c.id IN ({ids})
)
SELECT c.id, c.article_id, a.file, a.title, a.text, c.start, c.quote, s.text
FROM claim_keys k JOIN claims c ON c.rowid = k.claim JOIN articles a ON a.id = c.article_id
JOIN sentences s ON s.id = c.sentence_id
WHERE k.measure IN (SELECT measure FROM given) AND k.claim NOT IN (SELECT claim FROM given)
ORDER BY k.position LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A claim as a list shows it."""

    claim: str
    article: str
    file: str
    title: str
    line: int
    column: int
    start: int
    quote: str
    sentence: str


def also_stated(connection: sqlite3.Connection, claim: str, most: int = 50) -> list[Place]:
    """Every other place that states what a claim (by its id) states, in the order of articles and of the text."""
    return _places(connection.execute(_SAME, [claim, most]))


def related(connection: sqlite3.Connection, claims: Iterable[str], most: int = 20) -> list[Place]:
    """Other claims with the measure of one of these (by their ids)."""
    ids = tuple(claims)
    return _places(connection.execute(_RELATED.format(ids=",".join("?" * len(ids))), [*ids, most]))


def _places(rows: Iterable[tuple[str, str, str, str | None, str, int, str, str]]) -> list[Place]:
    return [
        Place(id, article, file, title or article, *line_and_column(text, start), start, quote, sentence)
        for id, article, file, title, text, start, quote, sentence in rows
    ]
