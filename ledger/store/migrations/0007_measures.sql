-- Measures meet by any word that they share, so a slot has a row for each. Derived: filled again by the next build.
DROP TABLE slots;
CREATE TABLE slots (
  block INTEGER NOT NULL,      -- hash of the kind of unit, a word of the measure and the modality
  place INTEGER NOT NULL,      -- hash of the smallest place that is named; 0 where none is stated
  last_day INTEGER NOT NULL,   -- of the stated period; 0 where none is stated
  slot INTEGER NOT NULL,
  PRIMARY KEY (block, place, last_day, slot)
) STRICT, WITHOUT ROWID;
