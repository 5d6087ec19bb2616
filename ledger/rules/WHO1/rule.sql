-- One event by place, time and figure, or one person of a matter by office, age or deed, told under two names.
-- Two names are one report, however many articles tell them: the earliest pair speaks, the other claims are listed.
WITH
-- The earliest pair of tellings speaks for every pair of persons.
ranked AS (
  SELECT e.*,
    row_number() OVER (PARTITION BY e.person_a, e.person_b ORDER BY e.a, e.b) AS place,
    dense_rank() OVER (ORDER BY e.person_a, e.person_b) AS conflict,
    CASE WHEN e.partly = 1 AND e.certain = 1 THEN 'error' ELSE 'warning' END AS level
  FROM event_pairs e
),
persons AS (
  SELECT p.a, p.b, p.reason,
    dense_rank() OVER (ORDER BY p.reason) AS conflict,
    row_number() OVER (PARTITION BY p.reason ORDER BY x.position, y.position) AS place
  FROM told_pairs p
  JOIN claim_keys x ON x.claim = p.a
  JOIN claim_keys y ON y.claim = p.b
  WHERE p.kind = 'persons'
),
named AS (SELECT * FROM persons WHERE place = 1),
members AS (
  SELECT conflict, a AS claim FROM persons
  UNION
  SELECT conflict, b FROM persons
)
SELECT conflict, witness_a AS claim, 'a' AS role, 1 AS witness, level, reason FROM ranked WHERE place = 1
UNION ALL
SELECT conflict, witness_b, 'b', 1, level, reason FROM ranked WHERE place = 1
UNION ALL
SELECT -conflict, a, 'a', 1, 'warning', reason FROM named
UNION ALL
SELECT -conflict, b, 'b', 1, 'warning', reason FROM named
UNION ALL
SELECT -n.conflict, m.claim, 'also', 0, 'warning', n.reason
FROM named n
JOIN members m ON m.conflict = n.conflict
WHERE m.claim <> n.a AND m.claim <> n.b
