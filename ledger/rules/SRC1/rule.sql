-- Sentences of which an article says no more what claims were read from.
SELECT row_number() OVER (ORDER BY article, start) AS conflict, article, start, "end", claim, 'error' AS level, reason
FROM text_checks
WHERE kind = 'changed'
