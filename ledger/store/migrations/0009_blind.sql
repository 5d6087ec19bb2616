-- A second verdict may be given blind: without having seen the one that stood.
ALTER TABLE decisions ADD COLUMN blind INTEGER NOT NULL DEFAULT 0 CHECK (blind IN (0, 1));
CREATE INDEX decisions_attachment ON decisions(rule, evidence);
