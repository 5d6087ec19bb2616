-- One event by place, time and figure, told of two persons.
WITH
ranked AS (
  SELECT e.*,
    row_number() OVER (PARTITION BY e.person_a, e.person_b ORDER BY e.a, e.b) AS place,
    min(e.a) OVER (PARTITION BY e.person_a, e.person_b) AS key_a,
    min(e.b) OVER (PARTITION BY e.person_a, e.person_b) AS key_b
  FROM event_pairs e
),
conflicts_found AS (
  SELECT r.*, dense_rank() OVER (ORDER BY r.person_a, r.person_b) AS conflict
  FROM ranked r
),
named AS (
  SELECT conflict, witness_a, witness_b, reason,
    CASE WHEN partly = 1 AND certain = 1 THEN 'error' ELSE 'warning' END AS level
  FROM conflicts_found
  WHERE place = 1
),
figures AS (
  SELECT conflict, a AS claim FROM conflicts_found
  UNION
  SELECT conflict, b FROM conflicts_found
)
SELECT conflict, witness_a AS claim, 'a' AS role, 1 AS witness, level, reason FROM named
UNION ALL
SELECT conflict, witness_b, 'b', 1, level, reason FROM named
UNION ALL
SELECT n.conflict, f.claim, 'also', 0, n.level, n.reason
FROM named n
JOIN figures f ON f.conflict = n.conflict AND f.claim <> n.witness_a AND f.claim <> n.witness_b
ORDER BY 1, 3, 2
