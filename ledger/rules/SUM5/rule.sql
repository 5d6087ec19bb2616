-- A figure outside a bound that is told elsewhere.
WITH found AS (
  SELECT p.a, p.b, p.reason, 'warning' AS level, row_number() OVER (ORDER BY x.position, y.position) AS conflict
  FROM told_pairs p
  JOIN claim_keys x ON x.claim = p.a
  JOIN claim_keys y ON y.claim = p.b
  WHERE p.kind = 'bound'
)
SELECT conflict, a AS claim, 'a' AS role, 1 AS witness, level, reason FROM found
UNION ALL
SELECT conflict, b, 'b', 1, level, reason FROM found
