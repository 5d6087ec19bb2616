-- What comparing derives from claims and vocabulary. Rebuilt by every refresh, never edited; integer keys, so that
-- rules group and join cheaply. `claim` is always the rowid of claims.

-- One row a claim. NULL keys are facets that are not stated.
CREATE TABLE claim_keys (
  claim INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,   -- by article and place in it: the smaller, the earlier
  article INTEGER NOT NULL,
  sentence INTEGER NOT NULL,
  source INTEGER NOT NULL,     -- sentences copied from each other share one
  slot INTEGER,                -- same in measure, unit and every facet; NULL: not held against other claims
  unit INTEGER,
  head INTEGER,                -- the word the measure is about
  measure INTEGER,             -- head and all that narrows it
  additive INTEGER NOT NULL,   -- 1 where totals of the measure add up, 0 for shares and rates
  subject INTEGER,
  place INTEGER,
  first_day INTEGER,           -- days since 0001-01-01
  last_day INTEGER,
  programme INTEGER,
  population INTEGER,
  modality INTEGER NOT NULL,
  speaker INTEGER,
  value REAL,
  low REAL NOT NULL,           -- bounds widened by what binary fractions lose; open ends are +-1e300
  high REAL NOT NULL,
  usual_low REAL NOT NULL,
  usual_high REAL NOT NULL
) STRICT;
CREATE INDEX claim_keys_slot ON claim_keys(slot, article);

-- Slots that may be held against each other, with the verdict of the table of facets: 4 error, 3 warning, 2 scope, 1 note.
-- a <= b; one_article tells whether the row is for claims of one article or of two.
CREATE TABLE slot_pairs (
  a INTEGER NOT NULL,
  b INTEGER NOT NULL,
  one_article INTEGER NOT NULL,
  verdict INTEGER NOT NULL,
  similarity REAL NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (a, b, one_article)
) STRICT;

-- Figures that a text splits into parts, with the sum of the parts in words. `complete` is 1 where the text says
-- that these are all parts.
CREATE TABLE splits (
  id INTEGER PRIMARY KEY,
  whole INTEGER NOT NULL,
  complete INTEGER NOT NULL,
  calculation TEXT NOT NULL
) STRICT;
CREATE TABLE split_parts (
  split INTEGER NOT NULL,
  claim INTEGER NOT NULL,
  PRIMARY KEY (split, claim)
) STRICT;

-- An average change, its endpoints, and what the change would be for each number of years tried.
CREATE TABLE change_series (
  change INTEGER NOT NULL,     -- the claim of the average change
  first INTEGER NOT NULL,      -- the claim of the start
  last INTEGER NOT NULL,       -- the claim of the end
  years INTEGER NOT NULL,
  method TEXT NOT NULL,        -- difference or growth
  low REAL NOT NULL,           -- the change that the endpoints' strict intervals allow
  high REAL NOT NULL,
  usual_low REAL NOT NULL,
  usual_high REAL NOT NULL,
  calculation TEXT NOT NULL,
  PRIMARY KEY (change, first, last, years, method)
) STRICT;

-- Pairs of figures that tell one event of two persons: same place and time, and what else agrees.
CREATE TABLE event_pairs (
  a INTEGER NOT NULL,
  b INTEGER NOT NULL,
  witness_a INTEGER NOT NULL,  -- the claim that names the person, or the figure again
  witness_b INTEGER NOT NULL,
  person_a TEXT NOT NULL,
  person_b TEXT NOT NULL,
  figures INTEGER NOT NULL,    -- how many figures agree
  shared TEXT NOT NULL,        -- words of the object that agree
  partly INTEGER NOT NULL,     -- 1 where the names differ only in part
  certain INTEGER NOT NULL,    -- 1 where place and time are stated on both sides
  reason TEXT NOT NULL,
  PRIMARY KEY (a, b)
) STRICT;
