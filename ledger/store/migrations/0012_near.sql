-- Whoever looks for the sentences of a figure or of a period finds them in the index itself.
DROP INDEX claims_value;
CREATE INDEX claims_value ON claims(value, unit, sentence_id) WHERE value IS NOT NULL;
DROP INDEX claims_period;
CREATE INDEX claims_period ON claims(period, unit, sentence_id) WHERE period IS NOT NULL AND value IS NOT NULL;
