-- Figures beyond what the vocabulary gives as a reference or as a bound of yearly change.
WITH
checked AS (
  SELECT r.claim, r.base, r.kind, r.reason, k.position,
    CASE WHEN r.kind = 'above' THEN 'error' ELSE 'warning' END AS level
  FROM reference_checks r
  JOIN claim_keys k ON k.claim = r.claim
  WHERE (r.low > k.high OR k.low > r.high)
),
-- One report for each figure: the first of what it is beyond.
found AS (
  SELECT c.*, row_number() OVER (PARTITION BY c.claim ORDER BY c.kind, c.base, c.reason) AS place,
    dense_rank() OVER (ORDER BY c.position) AS conflict
  FROM checked c
)
SELECT conflict, base AS claim, 'a' AS role, 1 AS witness, level, reason FROM found WHERE place = 1 AND base IS NOT NULL
UNION ALL
SELECT conflict, claim, 'b', 1, level, reason FROM found WHERE place = 1
