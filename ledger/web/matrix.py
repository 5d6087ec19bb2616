"""Article by article: how often two of them agree, and how often they are in conflict."""

import sqlite3
from collections import Counter
from typing import Any

from ledger.store.read import UNDECIDED
from ledger.web.request import LedgerRequest

SHOWN = 25
"""Articles across; those with most agreements and conflicts. More do not fit beside each other."""

_AGREE = """
SELECT min(x.article_id, y.article_id), max(x.article_id, y.article_id), count(*)
FROM corroborations r JOIN claims x ON x.id = r.a JOIN claims y ON y.id = r.b
WHERE x.article_id <> y.article_id GROUP BY 1, 2
"""
_CONFLICT = f"""
SELECT x.article_id, y.article_id, count(DISTINCT p.conflict_id)
FROM conflicts k JOIN conflict_claims p ON p.conflict_id = k.id JOIN conflict_claims q ON q.conflict_id = k.id
JOIN claims x ON x.id = p.claim_id JOIN claims y ON y.id = q.claim_id
WHERE {UNDECIDED} AND k.level <> 'note' AND p.witness = 1 AND q.witness = 1
  AND x.article_id < y.article_id GROUP BY 1, 2
"""

Pair = tuple[str, str]


async def matrix(datasette: Any, request: Any) -> Any:
    """The articles with most in common, against each other."""
    ledger = await LedgerRequest.of(datasette, request)

    def read(connection: sqlite3.Connection) -> dict[str, Any]:
        agree: dict[Pair, int] = {(a, b): number for a, b, number in connection.execute(_AGREE)}
        conflict: dict[Pair, int] = {(a, b): number for a, b, number in connection.execute(_CONFLICT)}
        articles = _busiest(agree, conflict)
        marks = ",".join("?" * len(articles))
        titles = connection.execute(f"SELECT id, coalesce(title, id) FROM articles WHERE id IN ({marks})", articles)
        return {
            "articles": articles,
            "titles": dict(titles.fetchall()),
            "agree": Counter(agree),
            "conflict": Counter(conflict),
        }

    return ledger.page("matrix.html", shown=SHOWN, **await ledger.read(read))


def _busiest(*counts: dict[Pair, int]) -> list[str]:
    """The articles with the highest numbers, in order of their ids."""
    total: Counter[str] = Counter()
    for pairs in counts:
        for pair, number in pairs.items():
            for article in pair:
                total[article] += number
    return sorted(article for article, _ in total.most_common(SHOWN))
