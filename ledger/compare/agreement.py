"""Claims that agree: one value told twice, in two articles and not in a copy."""

import sqlite3

# The earliest claim of each value stands for all; every other article is held against it once, so the work is linear.
_AGREEING = """
WITH
told AS (
  SELECT claim, slot, article, source, position, value,
    row_number() OVER (PARTITION BY slot, article, value ORDER BY position) AS in_article,
    row_number() OVER (PARTITION BY slot, value ORDER BY position) AS overall
  FROM claim_keys
  WHERE slot IS NOT NULL AND value IS NOT NULL
),
witnesses AS (SELECT * FROM told WHERE in_article = 1),
pairs AS (
  SELECT a, b, reason FROM slot_pairs WHERE one_article = 0 AND verdict >= 3
  UNION ALL
  SELECT b, a, reason FROM slot_pairs WHERE one_article = 0 AND verdict >= 3 AND a <> b
)
SELECT ca.id, cb.id, p.reason
FROM pairs p
JOIN witnesses x ON x.slot = p.a AND x.overall = 1
JOIN witnesses y ON y.slot = p.b AND y.value = x.value
JOIN claims ca ON ca.rowid = x.claim
JOIN claims cb ON cb.rowid = y.claim
WHERE x.position < y.position AND x.article <> y.article AND x.source <> y.source
ORDER BY x.position, y.position
"""


def find_agreement(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Ids of two claims that agree, the earlier first, and in words what makes them comparable."""
    return connection.execute(_AGREEING).fetchall()
