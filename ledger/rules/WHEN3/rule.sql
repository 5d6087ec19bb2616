-- A day of the week that the date does not fall on.
SELECT row_number() OVER (ORDER BY article, start) AS conflict, article, start, "end", claim, 'error' AS level, reason
FROM text_checks
WHERE kind = 'weekday'
