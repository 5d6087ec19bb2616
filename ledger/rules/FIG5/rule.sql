-- One exact figure for two stretches of time.
SELECT conflict, claim, role, witness, 'warning' AS level, reason
FROM told_values
WHERE kind = 'periods'
