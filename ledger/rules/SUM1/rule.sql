-- Parts that the text calls all parts, or tells one by one, and a whole that their sum cannot be.
WITH
sums AS (
  SELECT p.split, count(*) AS parts,
    sum(k.low) AS low, sum(k.high) AS high, sum(k.usual_low) AS usual_low, sum(k.usual_high) AS usual_high,
    sum(k.value) AS value
  FROM split_parts p
  JOIN claim_keys k ON k.claim = p.claim
  GROUP BY p.split
),
-- A list that no word closes may leave a rest, and its parts may overlap; where little is missing or too much, one is
-- wrong.
splits_failed AS (
  SELECT s.id AS split, s.whole, s.calculation,
    CASE WHEN t.low > w.high OR (s.complete = 1 AND w.low > t.high) THEN 'error' ELSE 'warning' END AS level
  FROM splits s
  JOIN sums t ON t.split = s.id
  JOIN claim_keys w ON w.claim = s.whole
  WHERE (s.complete = 1 AND (w.usual_low > t.usual_high OR t.usual_low > w.usual_high OR (t.value <> w.value AND abs(t.value - w.value) >= 0.999999 * s.slack)))
    OR (s.listed = 1 AND (t.low > w.high OR (t.value <> w.value AND t.high >= 0.9 * w.low AND t.low <= 1.1 * w.high AND abs(t.value - w.value) >= 0.999999 * s.slack)))
),
-- Shares of one whole that make more or less than 100 %, and sums that only evidence ties to their whole.
shares_failed AS (
  SELECT w.id AS working, w.result, w.calculation,
    CASE WHEN w.certain = 1 AND (w.low > k.high OR w.high < k.low) THEN 'error' ELSE 'warning' END AS level
  FROM workings w
  JOIN claim_keys k ON k.claim = w.result
  WHERE w.kind IN ('hundred', 'sum') AND (w.usual_low > k.usual_high OR w.usual_high < k.usual_low)
),
numbered AS (
  SELECT split, 0 AS working, whole AS result, calculation, level, 2 * split AS conflict FROM splits_failed
  UNION ALL
  SELECT 0, working, result, calculation, level, 2 * working + 1 FROM shares_failed
)
SELECT n.conflict, p.claim, 'a' AS role, 1 AS witness, n.level, n.calculation AS reason
FROM numbered n
JOIN split_parts p ON p.split = n.split
UNION ALL
SELECT n.conflict, p.claim, 'a', 1, n.level, n.calculation
FROM numbered n
JOIN working_parts p ON p.working = n.working
UNION ALL
SELECT conflict, result, 'b', 1, level, calculation
FROM numbered
