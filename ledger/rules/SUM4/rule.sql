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
  SELECT n.conflict, n.first, n.last, k.slot, k.value
  FROM named n
  JOIN claim_keys k ON k.claim = n.first
  UNION ALL
  SELECT n.conflict, n.first, n.last, k.slot, k.value
  FROM named n
  JOIN claim_keys k ON k.claim = n.last
),
-- The same endpoints told elsewhere: in their slots, and in those they may be held against.
sought AS (
  SELECT e.conflict, e.first, e.last, e.value, p.b AS slot
  FROM endpoints e
  JOIN slot_pairs p ON p.a = e.slot
  WHERE p.verdict >= 3
  UNION
  SELECT e.conflict, e.first, e.last, e.value, p.a
  FROM endpoints e
  JOIN slot_pairs p ON p.b = e.slot
  WHERE p.verdict >= 3
),
-- Very many may tell one: only the earliest claims are looked at. Two of them may be the endpoints.
tellings AS (
  SELECT claim, position, slot, value, row_number() OVER (PARTITION BY slot, value ORDER BY position) AS telling
  FROM claim_keys
  WHERE slot IN (SELECT slot FROM sought)
),
listed AS (
  SELECT s.conflict, t.claim, row_number() OVER (PARTITION BY s.conflict ORDER BY t.position) AS place
  FROM sought s
  JOIN tellings t ON t.slot = s.slot AND t.value = s.value
  WHERE t.telling <= 22 AND t.claim <> s.first AND t.claim <> s.last
)
SELECT conflict, first AS claim, 'a' AS role, 1 AS witness, level, reason FROM named
UNION ALL
SELECT conflict, last, 'a', 1, level, reason FROM named
UNION ALL
SELECT conflict, change, 'b', 1, level, reason FROM named
UNION ALL
-- In this order: SQLite makes an index of the longer list.
SELECT n.conflict, l.claim, 'also', 0, n.level, n.reason
FROM named n
CROSS JOIN listed l
WHERE l.conflict = n.conflict AND l.place <= 20
