-- A figure outside a bound that is told elsewhere.
SELECT conflict, claim, role, witness, 'warning' AS level, reason
FROM told_claims
WHERE kind = 'bound'
