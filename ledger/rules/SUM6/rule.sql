-- A printed total or rate that its factors do not give.
WITH
tried AS (
  SELECT w.*, CASE WHEN w.low <= k.high AND w.high >= k.low THEN 1 ELSE 0 END AS fits,
    CASE WHEN w.usual_low <= k.high AND w.usual_high >= k.low THEN 1 ELSE 0 END AS usual
  FROM workings w
  JOIN claim_keys k ON k.claim = w.result
  WHERE w.kind = 'product' OR w.kind = 'rate'
),
failed AS (
  SELECT result, max(fits) AS fits, row_number() OVER (ORDER BY result) AS conflict
  FROM tried
  GROUP BY result
  HAVING max(usual) = 0
),
named AS (
  SELECT f.conflict, t.id, t.result, t.calculation, row_number() OVER (PARTITION BY f.conflict ORDER BY t.id) AS place,
    CASE WHEN f.fits = 0 THEN 'error' ELSE 'warning' END AS level
  FROM failed f
  JOIN tried t ON t.result = f.result
)
SELECT n.conflict, p.claim, 'a' AS role, 1 AS witness, n.level, n.calculation AS reason
FROM named n
JOIN working_parts p ON p.working = n.id
WHERE n.place = 1
UNION ALL
SELECT conflict, result, 'b', 1, level, calculation FROM named WHERE place = 1
