-- Two dates for one event.
SELECT conflict, claim, role, witness, CASE WHEN certain = 1 THEN 'error' ELSE 'warning' END AS level, reason
FROM told_claims
WHERE kind = 'dates'
