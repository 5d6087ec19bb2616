-- The same digits a power of ten apart, told of one thing.
SELECT conflict, claim, role, witness, CASE WHEN certain = 1 THEN 'error' ELSE 'warning' END AS level, reason
FROM told_values
WHERE kind = 'scale'
