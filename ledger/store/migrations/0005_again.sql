-- A decision may carry the day on which its conflict comes up again.
ALTER TABLE decisions ADD COLUMN again TEXT;
