-- One office of which two persons are told as the holder.
SELECT conflict, claim, role, witness, CASE WHEN certain = 1 THEN 'error' ELSE 'warning' END AS level, reason
FROM told_claims
WHERE kind = 'holders'
