"""The columns of each table that carry content: what is written, hashed and checked, in one order.

Rowids, seals, roots and derived columns carry none. Where a row belongs to a sentence, content names it by its
number in the article (`sentence`); the database stores its rowid (`sentence_id`).
"""

from collections.abc import Iterable
from typing import NamedTuple


class Table(NamedTuple):
    """A table and its content columns."""

    name: str
    columns: tuple[str, ...]


ARTICLES = Table(
    "articles",
    (
        *("id", "title", "publisher", "published", "language", "sha256", "restates", "url", "encoding", "media"),
        *("grammar", "front_matter", "body", "furniture", "text_sha256"),
    ),
)
"""The path (`file`) is where an article was found, not what it says: sealed, but no part of the digest."""

SENTENCES = Table("sentences", ("article_id", "n", "start", "end", "text", "paragraph"))

CLAIMS = Table(
    "claims",
    (
        *("article_id", "sentence", "id", "kind", "subject", "measure", "quote", "start", "end"),
        *("value", "value_text", "unit", "low", "high", "usual_low", "usual_high", "hedge"),
        *("place", "period", "period_kind", "programme", "population", "modality", "speaker"),
        *("extractor", "evidence"),
    ),
)
MENTIONS = Table("mentions", ("article_id", "sentence", "kind", "start", "end", "text", "value"))
PEOPLE = Table("people", ("article_id", "sentence", "name", "office", "place"))
ALIASES = Table("aliases", ("article_id", "sentence", "kind", "alias", "name"))
REFUSALS = Table("refusals", ("article_id", "extractor", "reason", "claim"))
UNCOVERED = Table("uncovered", ("article_id", "start", "end", "text"))

OF_ARTICLE = (SENTENCES, CLAIMS, MENTIONS, PEOPLE, ALIASES, REFUSALS, UNCOVERED)
"""Tables whose rows were read from an article; with the article's own row they make its root."""

VOCABULARY = (
    Table("places", ("name", "kind", "former", "within", "source")),
    Table("programmes", ("name", "part_of", "source")),
    Table("reference_figures", ("measure", "unit", "place", "period", "value", "max_yearly_change", "source")),
    Table("aliases", ("kind", "alias", "name")),
)
RULES = Table("rules", ("code", "name", "level", "summary"))
CONFLICTS = Table(
    "conflicts", ("id", "rule", "level", "status", "message", "decision_id", "article_id", "start", "end")
)
CONFLICT_CLAIMS = Table("conflict_claims", ("conflict_id", "claim_id", "role", "witness"))
CORROBORATIONS = Table("corroborations", ("a", "b", "reason"))
DECISIONS = Table(
    "decisions",
    (
        *("id", "conflict_id", "verdict", "reason", "reviewer", "decided_at", "supersedes", "rule", "evidence"),
        *("about", "link", "previous", "again", "blind"),
    ),
)


def quoted(columns: Iterable[str]) -> str:
    """Column names as SQL: `end` is a keyword."""
    return ", ".join(f'"{column}"' for column in columns)
