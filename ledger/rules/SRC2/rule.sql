-- Figures of the body that no claim and no mention explains, each where it stands.
SELECT
  row_number() OVER (ORDER BY article_id, start) AS conflict,
  article_id AS article, start, "end", NULL AS claim, 'note' AS level,
  'no claim states it, and it is no date, name, score or other number that is known' AS reason
FROM uncovered
