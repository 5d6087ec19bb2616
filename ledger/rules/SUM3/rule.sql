-- A printed share or percentage change that no way to work it out gives: a warning where only the usual reading of the
-- counts rules it out.
SELECT conflict, claim, role, witness, CASE WHEN certain = 1 AND fits = 0 THEN 'error' ELSE 'warning' END AS level, reason
FROM failed_workings
WHERE kind = 'percentage'
