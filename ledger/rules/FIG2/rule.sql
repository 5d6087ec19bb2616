-- Totals of one measure, place and period whose programmes or populations are not the same.
WITH
scopes AS (
  SELECT a, b, reason FROM slot_pairs WHERE one_article = 0 AND verdict = 2
),
spans AS (
  SELECT slot, max(usual_low) AS usual_low, min(usual_high) AS usual_high
  FROM claim_keys
  WHERE additive = 1 AND slot IN (SELECT a FROM scopes UNION SELECT b FROM scopes)
  GROUP BY slot
),
conflicts_found AS (
  SELECT p.a, p.b, p.reason, s.usual_low AS a_low, s.usual_high AS a_high, t.usual_low AS b_low, t.usual_high AS b_high,
    row_number() OVER (ORDER BY p.a, p.b) AS conflict
  FROM scopes p
  JOIN spans s ON s.slot = p.a
  JOIN spans t ON t.slot = p.b
  WHERE (s.usual_low > t.usual_high OR t.usual_low > s.usual_high)
),
members AS (
  SELECT f.conflict, k.claim, k.position, k.article, 1 AS side
  FROM conflicts_found f
  JOIN claim_keys k ON k.slot = f.a AND (k.usual_low > f.b_high OR k.usual_high < f.b_low)
  UNION ALL
  SELECT f.conflict, k.claim, k.position, k.article, 2
  FROM conflicts_found f
  JOIN claim_keys k ON k.slot = f.b AND (k.usual_low > f.a_high OR k.usual_high < f.a_low)
),
ranked AS (
  SELECT m.*, row_number() OVER (PARTITION BY m.conflict, m.side ORDER BY m.position) AS place
  FROM members m
),
lettered AS (
  SELECT r.*, row_number() OVER (PARTITION BY r.conflict ORDER BY r.place, r.position) AS letter
  FROM ranked r
),
counted AS (
  SELECT conflict, count(DISTINCT article) AS articles, count(DISTINCT side) AS sides FROM members GROUP BY conflict
)
SELECT f.conflict, l.claim,
  CASE WHEN l.place = 1 THEN substr('ab', l.letter, 1) ELSE 'also' END AS role,
  CASE WHEN l.place = 1 THEN 1 ELSE 0 END AS witness,
  'warning' AS level,
  f.reason
FROM conflicts_found f
JOIN lettered l ON l.conflict = f.conflict
JOIN counted c ON c.conflict = f.conflict
WHERE c.articles > 1 AND c.sides = 2 AND l.place <= 10
