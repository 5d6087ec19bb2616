-- Figures of one measure and scope whose intervals have no value in common.
WITH
-- The innermost ends of each slot in each article: its figures disagree with others only if these do.
spans AS (
  SELECT slot, article, max(low) AS low, min(high) AS high, max(usual_low) AS usual_low, min(usual_high) AS usual_high
  FROM claim_keys
  WHERE slot IS NOT NULL
  GROUP BY slot, article
),
totals AS (
  SELECT slot, max(low) AS low, min(high) AS high, max(usual_low) AS usual_low, min(usual_high) AS usual_high
  FROM spans
  GROUP BY slot
),
within_articles AS (
  SELECT p.a, p.b, s.article, p.verdict, p.reason,
    CASE WHEN s.low > t.high OR t.low > s.high THEN 1 ELSE 0 END AS strict
  FROM slot_pairs p
  JOIN spans s ON s.slot = p.a
  JOIN spans t ON t.slot = p.b AND t.article = s.article
  WHERE p.one_article = 1 AND p.verdict >= 3 AND (s.usual_low > t.usual_high OR t.usual_low > s.usual_high)
),
-- What one article says against itself is told once, there.
across_articles AS (
  SELECT p.a, p.b, 0 AS article, p.verdict, p.reason,
    CASE WHEN s.low > t.high OR t.low > s.high THEN 1 ELSE 0 END AS strict
  FROM slot_pairs p
  JOIN totals s ON s.slot = p.a
  JOIN totals t ON t.slot = p.b
  LEFT JOIN within_articles w ON w.a = p.a AND w.b = p.b
  WHERE p.one_article = 0 AND p.verdict >= 3 AND w.a IS NULL
    AND (s.usual_low > t.usual_high OR t.usual_low > s.usual_high)
),
conflicts_found AS (
  SELECT f.*, row_number() OVER (ORDER BY f.a, f.b, f.article) AS conflict
  FROM (SELECT * FROM within_articles UNION ALL SELECT * FROM across_articles) f
),
-- Each side with the innermost ends of the other: a claim takes part when it lies beyond them.
sides AS (
  SELECT f.conflict, f.article, f.a AS slot, f.b AS other FROM conflicts_found f
  UNION ALL
  SELECT f.conflict, f.article, f.b, f.a FROM conflicts_found f WHERE f.a <> f.b
),
opposed AS (
  SELECT s.conflict, s.article, s.slot,
    max(o.usual_low) AS usual_low, min(o.usual_high) AS usual_high
  FROM sides s
  JOIN spans o ON o.slot = s.other AND (s.article = 0 OR o.article = s.article)
  GROUP BY s.conflict, s.article, s.slot
),
members AS (
  SELECT o.conflict, k.claim, k.position, k.article,
    row_number() OVER (PARTITION BY o.conflict, k.low, k.high ORDER BY k.position) AS telling
  FROM opposed o
  JOIN claim_keys k ON k.slot = o.slot AND (o.article = 0 OR k.article = o.article)
  WHERE k.usual_low > o.usual_high OR k.usual_high < o.usual_low
),
-- The earliest claim of each value is its witness; the others are listed.
ranked AS (
  SELECT m.*, row_number() OVER (PARTITION BY m.conflict, CASE WHEN m.telling = 1 THEN 1 ELSE 0 END
                                 ORDER BY m.position) AS place
  FROM members m
),
counted AS (
  SELECT conflict, count(DISTINCT article) AS articles FROM members GROUP BY conflict
),
-- Values, or bounds on both sides of one value, of what two articles tell in much the same words.
retold AS (
  SELECT p.a, p.b, p.reason, row_number() OVER (PARTITION BY p.b ORDER BY x.position) AS place
  FROM told_pairs p
  JOIN claim_keys x ON x.claim = p.a
  JOIN claim_keys y ON y.claim = p.b
  LEFT JOIN slot_pairs s ON s.a = x.slot AND s.b = y.slot
  LEFT JOIN slot_pairs t ON t.a = y.slot AND t.b = x.slot
  WHERE p.kind = 'hedges' OR (p.kind = 'values' AND s.a IS NULL AND t.a IS NULL)
)
SELECT f.conflict, r.claim,
  CASE WHEN r.telling = 1 THEN substr('abcdef', r.place, 1) ELSE 'also' END AS role,
  CASE WHEN r.telling = 1 THEN 1 ELSE 0 END AS witness,
  CASE WHEN f.strict = 1 AND f.verdict = 4 THEN 'error' ELSE 'warning' END AS level,
  f.reason
FROM conflicts_found f
JOIN ranked r ON r.conflict = f.conflict
JOIN counted c ON c.conflict = f.conflict
WHERE (f.article <> 0 OR c.articles > 1) AND ((r.telling = 1 AND r.place <= 6) OR (r.telling > 1 AND r.place <= 20))
UNION ALL
SELECT -b, a, 'a', 1, 'warning', reason FROM retold WHERE place = 1
UNION ALL
SELECT -b, b, 'b', 1, 'warning', reason FROM retold WHERE place = 1
ORDER BY 1, 3, 2
