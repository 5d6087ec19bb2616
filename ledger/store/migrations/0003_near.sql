-- What a claim that is not in the ledger could be held against, found through indexes: checking one new article must
-- not cost more because the ledger is large. Derived and rebuilt like the tables of 0002.

-- A row for each slot of claim_keys. Hashes, so that the keys of a claim from outside can be made without the ledger.
CREATE TABLE slots (
  slot INTEGER PRIMARY KEY,
  block INTEGER NOT NULL,      -- hash of unit, head and modality
  place INTEGER NOT NULL,      -- hash of the smallest place that is named; 0 where none is stated
  last_day INTEGER NOT NULL,   -- of the stated period; 0 where none is stated
  measure INTEGER NOT NULL     -- hash of the measure
) STRICT;
CREATE INDEX slots_scope ON slots(block, place, last_day);

-- Measures that some sentence tells side by side, with that sentence: they are never held against each other.
CREATE TABLE measures_apart (
  a INTEGER NOT NULL,
  b INTEGER NOT NULL,
  sentence INTEGER NOT NULL,
  PRIMARY KEY (a, b)
) STRICT;

CREATE INDEX claim_keys_low ON claim_keys(slot, usual_low);
CREATE INDEX claim_keys_high ON claim_keys(slot, usual_high);
CREATE INDEX claims_value ON claims(value, unit) WHERE value IS NOT NULL;
CREATE INDEX articles_sha256 ON articles(sha256);
CREATE INDEX articles_restates ON articles(restates) WHERE restates IS NOT NULL;
CREATE INDEX conflicts_status ON conflicts(status, level);
