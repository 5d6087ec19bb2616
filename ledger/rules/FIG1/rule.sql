-- Figures of one measure and scope whose intervals have no value in common.
WITH
-- The innermost ends of each slot: its figures disagree with others only if these do.
totals AS (
  SELECT slot, max(low) AS low, min(high) AS high, max(usual_low) AS usual_low, min(usual_high) AS usual_high
  FROM claim_keys
  WHERE slot IS NOT NULL
  GROUP BY slot
),
disagreeing AS (
  SELECT p.a, p.b, p.one_article, p.verdict, p.reason,
    CASE WHEN s.low > t.high OR t.low > s.high THEN 1 ELSE 0 END AS strict,
    s.usual_low AS a_low, s.usual_high AS a_high, t.usual_low AS b_low, t.usual_high AS b_high
  FROM slot_pairs p
  JOIN totals s ON s.slot = p.a
  JOIN totals t ON t.slot = p.b
  WHERE p.verdict >= 3 AND (s.usual_low > t.usual_high OR t.usual_low > s.usual_high)
),
partnered AS (
  SELECT a AS slot FROM disagreeing WHERE one_article = 1 AND a <> b
  UNION
  SELECT b FROM disagreeing WHERE one_article = 1 AND a <> b
),
-- The same ends in each article: of slots with a partner, and where one slot disagrees with itself.
spans AS (
  SELECT slot, article, max(low) AS low, min(high) AS high, max(usual_low) AS usual_low, min(usual_high) AS usual_high
  FROM claim_keys
  WHERE slot IN (SELECT a FROM disagreeing WHERE one_article = 1 UNION SELECT slot FROM partnered)
  GROUP BY slot, article
  HAVING max(usual_low) > min(usual_high) OR slot IN (SELECT slot FROM partnered)
),
within_articles AS (
  SELECT p.a, p.b, s.article, p.verdict, p.reason,
    CASE WHEN s.low > t.high OR t.low > s.high THEN 1 ELSE 0 END AS strict,
    s.usual_low AS a_low, s.usual_high AS a_high, t.usual_low AS b_low, t.usual_high AS b_high
  FROM disagreeing p
  JOIN spans s ON s.slot = p.a
  JOIN spans t ON t.slot = p.b AND t.article = s.article
  WHERE p.one_article = 1 AND (s.usual_low > t.usual_high OR t.usual_low > s.usual_high)
),
-- What one article says against itself is told once, there.
across_articles AS (
  SELECT p.a, p.b, 0 AS article, p.verdict, p.reason, p.strict, p.a_low, p.a_high, p.b_low, p.b_high
  FROM disagreeing p
  LEFT JOIN within_articles w ON w.a = p.a AND w.b = p.b
  WHERE p.one_article = 0 AND w.a IS NULL
),
conflicts_found AS (
  SELECT f.*, row_number() OVER (ORDER BY f.a, f.b, f.article) AS conflict
  FROM (SELECT * FROM within_articles UNION ALL SELECT * FROM across_articles) f
),
-- Each side with the innermost ends of the other: a claim takes part when it lies beyond them.
sides AS (
  SELECT conflict, article, a AS slot, b_low AS usual_low, b_high AS usual_high FROM conflicts_found
  UNION ALL
  SELECT conflict, article, b, a_low, a_high FROM conflicts_found WHERE a <> b
),
-- Which articles tell what lies beyond: one alone is told above.
figures AS (
  SELECT slot, usual_low, usual_high, min(article) AS first, max(article) AS last
  FROM claim_keys
  WHERE slot IN (SELECT slot FROM sides WHERE article = 0)
  GROUP BY slot, usual_low, usual_high
),
counted AS (
  SELECT o.conflict, min(f.first) AS first, max(f.last) AS last
  FROM sides o
  JOIN figures f ON f.slot = o.slot
  WHERE o.article = 0 AND (f.usual_low > o.usual_high OR f.usual_high < o.usual_low)
  GROUP BY o.conflict
),
-- A figure may be told by very many: only its earliest claims are looked at.
tellings AS (
  SELECT slot, claim, position, usual_low, usual_high, low, high,
    row_number() OVER (PARTITION BY slot, usual_low, usual_high, low, high ORDER BY position) AS telling
  FROM claim_keys
  WHERE slot IN (SELECT slot FROM sides WHERE article = 0)
),
members AS (
  SELECT o.conflict, k.claim, k.position, k.low, k.high
  FROM sides o
  JOIN claim_keys k ON k.slot = o.slot AND k.article = o.article
  WHERE o.article <> 0 AND CASE WHEN k.usual_low > o.usual_high OR k.usual_high < o.usual_low THEN 1 END = 1
  UNION ALL
  SELECT o.conflict, k.claim, k.position, k.low, k.high
  FROM sides o
  JOIN tellings k ON k.slot = o.slot
  WHERE o.article = 0 AND k.telling <= 21 AND (k.usual_low > o.usual_high OR k.usual_high < o.usual_low)
),
told AS (
  SELECT m.*, row_number() OVER (PARTITION BY m.conflict, m.low, m.high ORDER BY m.position) AS telling
  FROM members m
),
-- The earliest claim of each value is its witness; of the others the first are listed.
ranked AS (
  SELECT t.*, row_number() OVER (PARTITION BY t.conflict, CASE WHEN t.telling = 1 THEN 1 ELSE 0 END
                                 ORDER BY t.position) AS place
  FROM told t
),
-- Values, or bounds on both sides of one value, of what two articles tell in much the same words.
retold AS (
  SELECT p.a, p.b, p.reason, row_number() OVER (PARTITION BY p.b ORDER BY x.position) AS place
  FROM told_pairs p
  JOIN claim_keys x ON x.claim = p.a
  JOIN claim_keys y ON y.claim = p.b
  LEFT JOIN slot_pairs s ON s.a = x.slot AND s.b = y.slot AND s.one_article = 0 AND s.verdict >= 2
  LEFT JOIN slot_pairs t ON t.a = y.slot AND t.b = x.slot AND t.one_article = 0 AND t.verdict >= 2
  WHERE p.kind = 'hedges' OR (p.kind = 'values' AND s.a IS NULL AND t.a IS NULL)
)
SELECT f.conflict, r.claim,
  CASE WHEN r.telling = 1 THEN substr('abcdef', r.place, 1) ELSE 'also' END AS role,
  CASE WHEN r.telling = 1 THEN 1 ELSE 0 END AS witness,
  CASE WHEN f.strict = 1 AND f.verdict = 4 THEN 'error' ELSE 'warning' END AS level,
  f.reason
FROM conflicts_found f
JOIN ranked r ON r.conflict = f.conflict
LEFT JOIN counted c ON c.conflict = f.conflict
WHERE (f.article <> 0 OR c.first < c.last) AND ((r.telling = 1 AND r.place <= 6) OR (r.telling > 1 AND r.place <= 20))
UNION ALL
SELECT -b, a, 'a', 1, 'warning', reason FROM retold WHERE place = 1
UNION ALL
SELECT -b, b, 'b', 1, 'warning', reason FROM retold WHERE place = 1
