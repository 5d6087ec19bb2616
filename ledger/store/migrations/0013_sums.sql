-- `workings` have sums as well, which parts and whole are not told to make in so many words: `kind` is sum. They are no
-- totals of number and size.
DROP VIEW failed_workings;

-- Printed results that no way to work them out gives, as a reader works them out: the first way is told. `fits` is 1
-- where the strict intervals of one allow it. Kinds: percentage, for shares and changes; product, for products and rates.
CREATE VIEW failed_workings AS
WITH tried AS (
  SELECT w.id, w.result, w.certain, w.calculation,
    CASE WHEN w.kind IN ('share', 'change') THEN 'percentage' ELSE 'product' END AS kind,
    CASE WHEN w.low <= k.high AND w.high >= k.low THEN 1 ELSE 0 END AS fits,
    CASE WHEN w.usual_low <= k.high AND w.usual_high >= k.low THEN 1 ELSE 0 END AS usually
  FROM workings w
  JOIN claim_keys k ON k.claim = w.result
  WHERE w.kind NOT IN ('hundred', 'sum')
),
judged AS (
  SELECT kind, result, id, certain, calculation,
    max(fits) OVER (PARTITION BY kind, result) AS fits,
    max(usually) OVER (PARTITION BY kind, result) AS usually,
    row_number() OVER (PARTITION BY kind, result ORDER BY id) AS place
  FROM tried
),
named AS (SELECT * FROM judged WHERE usually = 0 AND place = 1)
SELECT n.kind, n.result AS conflict, p.claim, 'a' AS role, 1 AS witness, n.certain, n.fits, n.calculation AS reason
FROM named n
JOIN working_parts p ON p.working = n.id
UNION ALL
SELECT kind, result, result, 'b', 1, certain, fits, calculation FROM named;
