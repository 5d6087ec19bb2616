-- One exact figure for two stretches of time.
WITH
-- One report for two values, however many sentences tell them: the earliest pair speaks.
ranked AS (
  SELECT p.a, p.b, p.reason, 'warning' AS level,
    dense_rank() OVER (ORDER BY x.unit, x.value, y.value, x.measure) AS conflict,
    row_number() OVER (PARTITION BY x.unit, x.value, y.value, x.measure
                       ORDER BY p.certain DESC, x.position, y.position) AS place
  FROM told_pairs p
  JOIN claim_keys x ON x.claim = p.a
  JOIN claim_keys y ON y.claim = p.b
  WHERE p.kind = 'periods'
),
named AS (SELECT * FROM ranked WHERE place = 1),
others AS (
  SELECT DISTINCT n.conflict, m.claim, n.level, n.reason
  FROM named n
  JOIN (
    SELECT conflict, a AS claim FROM ranked UNION SELECT conflict, b FROM ranked
  ) m ON m.conflict = n.conflict
  WHERE m.claim <> n.a AND m.claim <> n.b
)
SELECT conflict, a AS claim, 'a' AS role, 1 AS witness, level, reason FROM named
UNION ALL
SELECT conflict, b, 'b', 1, level, reason FROM named
UNION ALL
SELECT conflict, claim, 'also', 0, level, reason FROM others
