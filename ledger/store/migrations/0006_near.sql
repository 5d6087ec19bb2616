-- What names, dates and documents can be held against: a row for each word or name by which a claim is found.
-- Figures need none: they are found by slot, by value and by period.
CREATE TABLE near_keys (
  key INTEGER NOT NULL,        -- hash of what two claims must share
  sentence INTEGER NOT NULL
) STRICT;
CREATE INDEX near_keys_key ON near_keys(key, sentence);
CREATE INDEX claims_period ON claims(period, unit) WHERE period IS NOT NULL AND value IS NOT NULL;
