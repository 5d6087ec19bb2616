-- What rules ask of all claims of a slot stands in the index itself: a slot of many claims is read in one go.
DROP INDEX claim_keys_slot;
CREATE INDEX claim_keys_slot ON claim_keys(
  slot, article, usual_low, usual_high, low, high, position, value
);
