-- One event by place, time and figure, or one person of a matter by office, age or deed, told under two names.
WITH
-- The earliest pair of tellings speaks for every pair of persons.
ranked AS (
  SELECT e.*,
    row_number() OVER (PARTITION BY e.person_a, e.person_b ORDER BY e.a, e.b) AS place,
    dense_rank() OVER (ORDER BY e.person_a, e.person_b) AS conflict,
    CASE WHEN e.partly = 1 AND e.certain = 1 THEN 'error' ELSE 'warning' END AS level
  FROM event_pairs e
)
SELECT conflict, witness_a AS claim, 'a' AS role, 1 AS witness, level, reason FROM ranked WHERE place = 1
UNION ALL
SELECT conflict, witness_b, 'b', 1, level, reason FROM ranked WHERE place = 1
UNION ALL
SELECT -conflict, claim, role, witness, 'warning', reason FROM told_claims WHERE kind = 'persons'
