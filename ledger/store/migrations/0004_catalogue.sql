-- More of what comparing derives from claims and vocabulary for the rules. Rebuilt by every refresh, never edited;
-- `claim` and the columns that name claims are rowids of claims.

-- Figures that a text lets a reader work out, with every way that the wording allows to work them out.
CREATE TABLE workings (
  id INTEGER PRIMARY KEY,
  result INTEGER NOT NULL,     -- the claim of the printed result
  kind TEXT NOT NULL,          -- share, change, product, rate or hundred
  low REAL NOT NULL,           -- the result that the parts' strict intervals allow; open ends are +-1e300
  high REAL NOT NULL,
  usual_low REAL NOT NULL,     -- the result that a reader works out
  usual_high REAL NOT NULL,
  certain INTEGER NOT NULL,    -- 1 where result and parts stand in one sentence
  calculation TEXT NOT NULL
) STRICT;
CREATE INDEX workings_result ON workings(result);
CREATE TABLE working_parts (
  working INTEGER NOT NULL,
  claim INTEGER NOT NULL,
  PRIMARY KEY (working, claim)
) STRICT;

-- Pairs of claims that tell one thing, found by the words, names and places around them and not by equal keys.
-- What each kind of pair means is told in docs/model.md; the rules judge the values.
CREATE TABLE told_pairs (
  kind TEXT NOT NULL,
  a INTEGER NOT NULL,          -- the earlier claim; for kinds 'part' and 'bound' the whole or the bound
  b INTEGER NOT NULL,
  certain INTEGER NOT NULL,    -- 1 where nothing was left open
  similarity REAL NOT NULL,    -- share of the words that both sentences have, 0 to 1
  reason TEXT NOT NULL,
  PRIMARY KEY (kind, a, b)
) STRICT;

-- Figures beside what the vocabulary knows: a reference figure, or a bound of yearly change with the figure it starts from.
CREATE TABLE reference_checks (
  claim INTEGER NOT NULL,
  base INTEGER,                -- the earlier claim of a change; NULL for a reference figure
  kind TEXT NOT NULL,          -- above or change
  low REAL NOT NULL,           -- what the figure may be at most and at least
  high REAL NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX reference_checks_claim ON reference_checks(claim);

-- Places of articles where the text is at odds with itself or with the calendar, without a figure.
CREATE TABLE text_checks (
  kind TEXT NOT NULL,          -- weekday
  article TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  claim INTEGER,               -- the claim that stands there, where there is one
  reason TEXT NOT NULL,
  PRIMARY KEY (kind, article, start)
) STRICT;

-- 1 where a text tells the parts one by one and a reader takes them for all.
ALTER TABLE splits ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;
-- How far sum and whole may be apart when no part is rounded more coarsely than the whole.
ALTER TABLE splits ADD COLUMN slack REAL NOT NULL DEFAULT 1e300;
