-- An average yearly change that no endpoints its text can mean, and no number of years, give.
WITH
tried AS (
  SELECT s.*, CASE WHEN s.low <= k.high AND s.high >= k.low THEN 1 ELSE 0 END AS fits
  FROM change_series s
  JOIN claim_keys k ON k.claim = s.change
),
failed AS (
  SELECT change, row_number() OVER (ORDER BY change) AS conflict
  FROM tried
  GROUP BY change
  HAVING max(fits) = 0
),
-- The longest series is the one named; the calculation is shown for both numbers of years.
ranked AS (
  SELECT f.conflict, t.*, row_number() OVER (PARTITION BY f.conflict ORDER BY t.years DESC, t.first, t.last, t.method) AS place
  FROM failed f
  JOIN tried t ON t.change = f.change
),
named AS (
  SELECT n.conflict, n.change, n.first, n.last, s.calculation || ' and ' || n.calculation AS reason
  FROM ranked n
  JOIN change_series s
    ON s.change = n.change AND s.first = n.first AND s.last = n.last AND s.method = n.method AND s.years = n.years - 1
  WHERE n.place = 1
),
-- The same endpoints told elsewhere.
endpoints AS (
  SELECT n.conflict, n.reason, k.claim, k.slot, k.value
  FROM named n
  JOIN claim_keys k ON k.claim = n.first
  UNION ALL
  SELECT n.conflict, n.reason, k.claim, k.slot, k.value
  FROM named n
  JOIN claim_keys k ON k.claim = n.last
),
comparable AS (
  SELECT e.conflict, e.reason, e.claim, e.value, p.b AS slot
  FROM endpoints e
  JOIN slot_pairs p ON p.a = e.slot AND p.verdict >= 3
  UNION
  SELECT e.conflict, e.reason, e.claim, e.value, p.a
  FROM endpoints e
  JOIN slot_pairs p ON p.b = e.slot AND p.verdict >= 3
),
elsewhere AS (
  SELECT DISTINCT c.conflict, o.claim, c.reason
  FROM comparable c
  JOIN claim_keys o ON o.slot = c.slot AND o.value = c.value
  WHERE o.claim <> c.claim
)
SELECT conflict, first AS claim, 'a' AS role, 1 AS witness, 'error' AS level, reason FROM named
UNION ALL
SELECT conflict, last, 'a', 1, 'error', reason FROM named
UNION ALL
SELECT conflict, change, 'b', 1, 'error', reason FROM named
UNION ALL
SELECT conflict, claim, 'also', 0, 'error', reason FROM elsewhere
ORDER BY 1, 3, 2
