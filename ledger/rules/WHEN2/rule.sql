-- What is told as done at a time at which it cannot have been done.
SELECT conflict, claim, role, witness, CASE WHEN certain = 1 THEN 'error' ELSE 'warning' END AS level, reason
FROM told_claims
WHERE kind = 'early'
