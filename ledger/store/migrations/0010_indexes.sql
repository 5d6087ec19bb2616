-- Rules read all claims of a slot by article, by figure, or by value: each in the order of an index that holds what they
-- ask, so that nothing is sorted, and the earliest claims of one value are found without reading the others.
DROP INDEX claim_keys_slot;
CREATE INDEX claim_keys_slot ON claim_keys(slot, article, usual_low, usual_high, low, high, position);
DROP INDEX claim_keys_low;
CREATE INDEX claim_keys_low ON claim_keys(slot, usual_low, usual_high, low, high, position, article, additive);
CREATE INDEX claim_keys_value ON claim_keys(slot, value, position);
CREATE INDEX slot_pairs_b ON slot_pairs(b);
