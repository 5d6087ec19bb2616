-- One name in two spellings.
SELECT conflict, claim, role, witness, CASE WHEN certain = 1 THEN 'note' ELSE 'warning' END AS level, reason
FROM told_claims
WHERE kind = 'spellings'
