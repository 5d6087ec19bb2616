-- A part that is larger than the whole it is told to be part of.
WITH
found AS (
  SELECT p.a, p.b, p.reason, p.certain, w.high AS most, k.low,
    w.position AS earlier, k.position AS later
  FROM told_pairs p
  JOIN claim_keys w ON w.claim = p.a
  JOIN claim_keys k ON k.claim = p.b
  WHERE p.kind = 'part' AND k.usual_low > w.usual_high
),
-- One report for each part: the first whole that it is larger than.
ranked AS (
  SELECT f.*, row_number() OVER (PARTITION BY f.b ORDER BY f.certain DESC, f.earlier) AS place,
    CASE WHEN f.low > f.most AND f.certain = 1 THEN 'error' ELSE 'warning' END AS level,
    dense_rank() OVER (ORDER BY f.later) AS conflict
  FROM found f
)
SELECT conflict, a AS claim, 'a' AS role, 1 AS witness, level, reason FROM ranked WHERE place = 1
UNION ALL
SELECT conflict, b, 'b', 1, level, reason FROM ranked WHERE place = 1
