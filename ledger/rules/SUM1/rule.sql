-- Parts that the text calls all parts, and a whole that their sum cannot be.
WITH
sums AS (
  SELECT p.split, sum(k.low) AS low, sum(k.high) AS high, sum(k.usual_low) AS usual_low, sum(k.usual_high) AS usual_high
  FROM split_parts p
  JOIN claim_keys k ON k.claim = p.claim
  GROUP BY p.split
),
conflicts_found AS (
  SELECT s.id AS conflict, s.whole, s.calculation,
    CASE WHEN w.low > t.high OR t.low > w.high THEN 'error' ELSE 'warning' END AS level
  FROM splits s
  JOIN sums t ON t.split = s.id
  JOIN claim_keys w ON w.claim = s.whole
  WHERE s.complete = 1 AND (w.usual_low > t.usual_high OR t.usual_low > w.usual_high)
)
SELECT f.conflict, p.claim, 'a' AS role, 1 AS witness, f.level, f.calculation AS reason
FROM conflicts_found f
JOIN split_parts p ON p.split = f.conflict
UNION ALL
SELECT f.conflict, f.whole, 'b', 1, f.level, f.calculation
FROM conflicts_found f
ORDER BY 1, 3, 2
