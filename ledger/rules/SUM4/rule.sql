-- An average yearly change that no endpoints its text can mean, and no number of years, give: a warning where only the
-- usual reading of the endpoints rules it out.
WITH
tried AS (
  SELECT s.*, CASE WHEN s.low <= k.high AND s.high >= k.low THEN 1 ELSE 0 END AS fits,
    CASE WHEN s.usual_low <= k.high AND s.usual_high >= k.low THEN 1 ELSE 0 END AS usually
  FROM change_series s
  JOIN claim_keys k ON k.claim = s.change
),
failed AS (
  SELECT change, row_number() OVER (ORDER BY change) AS conflict,
    CASE WHEN max(fits) = 0 THEN 'error' ELSE 'warning' END AS level
  FROM tried
  GROUP BY change
  HAVING max(usually) = 0
),
-- The longest series is the one named; the calculation is shown for both numbers of years.
ranked AS (
  SELECT f.conflict, f.level, t.*,
    row_number() OVER (PARTITION BY f.conflict ORDER BY t.years DESC, t.first, t.last, t.method) AS place
  FROM failed f
  JOIN tried t ON t.change = f.change
),
named AS (
  SELECT n.conflict, n.level, n.change, n.first, n.last, s.calculation || ' and ' || n.calculation AS reason
  FROM ranked n
  JOIN change_series s
    ON s.change = n.change AND s.first = n.first AND s.last = n.last AND s.method = n.method AND s.years = n.years - 1
  WHERE n.place = 1
),
endpoints AS (
  SELECT n.conflict, n.level, n.reason, k.claim, k.slot, k.value
  FROM named n
  JOIN claim_keys k ON k.claim = n.first
  UNION ALL
  SELECT n.conflict, n.level, n.reason, k.claim, k.slot, k.value
  FROM named n
  JOIN claim_keys k ON k.claim = n.last
),
partners AS (
  SELECT a AS slot, b AS other FROM slot_pairs WHERE verdict >= 3 AND a IN (SELECT slot FROM endpoints)
  UNION
  SELECT b, a FROM slot_pairs WHERE verdict >= 3 AND b IN (SELECT slot FROM endpoints)
),
sought AS (
  SELECT e.conflict, e.claim, p.other AS slot, min(e.value) AS value, min(e.reason) AS reason, min(e.level) AS level
  FROM endpoints e
  JOIN partners p ON p.slot = e.slot
  GROUP BY e.conflict, e.claim, p.other
),
-- The earliest claims of each value in the slots of the endpoints, and in those they may be held against.
told AS (
  SELECT claim, position, slot, value, row_number() OVER (PARTITION BY slot, value ORDER BY position) AS telling
  FROM claim_keys
  WHERE slot IN (SELECT slot FROM sought)
),
-- The same endpoints told elsewhere: of each conflict the first are listed.
elsewhere AS (
  SELECT s.conflict, t.claim, min(t.position) AS position, min(s.reason) AS reason,
    min(s.level) AS level
  FROM sought s
  JOIN told t ON t.slot = s.slot AND t.value = s.value
  WHERE t.telling <= 21 AND t.claim <> s.claim
  GROUP BY s.conflict, t.claim
),
listed AS (
  SELECT conflict, level, reason, claim, row_number() OVER (PARTITION BY conflict ORDER BY position) AS place FROM elsewhere
)
SELECT conflict, first AS claim, 'a' AS role, 1 AS witness, level, reason FROM named
UNION ALL
SELECT conflict, last, 'a', 1, level, reason FROM named
UNION ALL
SELECT conflict, change, 'b', 1, level, reason FROM named
UNION ALL
SELECT conflict, claim, 'also', 0, level, reason FROM listed WHERE place <= 20
ORDER BY 1, 3, 2
