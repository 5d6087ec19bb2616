-- A printed total or rate that its factors do not give.
SELECT conflict, claim, role, witness, CASE WHEN certain = 1 AND fits = 0 THEN 'error' ELSE 'warning' END AS level, reason
FROM failed_workings
WHERE kind = 'product'
