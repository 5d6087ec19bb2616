-- Steps that several rules share. Each gives the rows of findings but for their level; `kind` tells the rules apart.

-- The two claims of each of `told_pairs`, a report a pair.
CREATE VIEW told_claims AS
WITH numbered AS (
  SELECT p.kind, p.a, p.b, p.certain, p.reason,
    row_number() OVER (PARTITION BY p.kind ORDER BY x.position, y.position) AS conflict
  FROM told_pairs p
  JOIN claim_keys x ON x.claim = p.a
  JOIN claim_keys y ON y.claim = p.b
)
SELECT kind, conflict, a AS claim, 'a' AS role, 1 AS witness, certain, reason FROM numbered
UNION ALL
SELECT kind, conflict, b, 'b', 1, certain, reason FROM numbered WHERE a <> b;

-- One report for two values, however many of `told_pairs` tell them: the earliest pair speaks, the others are listed.
CREATE VIEW told_values AS
WITH ranked AS (
  SELECT p.kind, p.a, p.b, p.certain, p.reason,
    dense_rank() OVER (PARTITION BY p.kind ORDER BY x.unit, x.value, y.value, x.measure) AS conflict,
    row_number() OVER (PARTITION BY p.kind, x.unit, x.value, y.value, x.measure
                       ORDER BY p.certain DESC, x.position, y.position) AS place
  FROM told_pairs p
  JOIN claim_keys x ON x.claim = p.a
  JOIN claim_keys y ON y.claim = p.b
),
named AS (SELECT * FROM ranked WHERE place = 1),
members AS (
  SELECT kind, conflict, a AS claim FROM ranked
  UNION
  SELECT kind, conflict, b FROM ranked
)
SELECT kind, conflict, a AS claim, 'a' AS role, 1 AS witness, certain, reason FROM named
UNION ALL
SELECT kind, conflict, b, 'b', 1, certain, reason FROM named
UNION ALL
SELECT n.kind, n.conflict, m.claim, 'also', 0, n.certain, n.reason
FROM named n
JOIN members m ON m.kind = n.kind AND m.conflict = n.conflict
WHERE m.claim <> n.a AND m.claim <> n.b;

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
  WHERE w.kind <> 'hundred'
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
