-- The ledger's own tables. Names and columns are a contract (docs/model.md); tables keep their rowid.
--
-- Offsets are half-open [start, end) in Unicode code points of articles.text. Lists of spans are JSON.
-- `seal` is the first eight bytes of the row's canonical hash: it lets `facts verify` name the row that was
-- changed, where articles.root only tells the article. Neither takes part in what a claim means.

CREATE TABLE articles (
  id TEXT PRIMARY KEY,
  file TEXT NOT NULL,
  title TEXT,
  publisher TEXT,
  published TEXT,
  language TEXT NOT NULL,
  sha256 TEXT NOT NULL,        -- of the file's bytes
  text TEXT NOT NULL,
  restates TEXT,
  url TEXT,
  encoding TEXT NOT NULL,
  media TEXT NOT NULL CHECK (media IN ('text', 'html')),
  grammar INTEGER NOT NULL CHECK (grammar IN (0, 1)),
  front_matter TEXT NOT NULL,  -- [start, end]
  body TEXT NOT NULL,          -- [[start, end], ...]
  furniture TEXT NOT NULL,
  text_sha256 TEXT NOT NULL,
  reading TEXT NOT NULL,       -- hash of what decided how it was read: code, extractors, configuration
  root TEXT NOT NULL,          -- hash over this row and every row read from this article
  seal INTEGER NOT NULL
) STRICT;

-- `folded` holds the letters that unicode61 does not take apart, replaced; NULL where there are none.
CREATE TABLE sentences (
  id INTEGER PRIMARY KEY,
  article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  paragraph INTEGER NOT NULL,
  seal INTEGER NOT NULL,
  folded TEXT GENERATED ALWAYS AS (nullif(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text,
      'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'), 'ł', 'l'), 'Ł', 'L'),
      'ø', 'o'), 'Ø', 'O'), 'ħ', 'h'), 'Ħ', 'H'), 'ı', 'i'),
    text)) VIRTUAL,
  UNIQUE (article_id, n)
) STRICT;

CREATE TABLE claims (
  id TEXT PRIMARY KEY,
  article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  sentence_id INTEGER NOT NULL REFERENCES sentences(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('quantity', 'date', 'role', 'event', 'document')),
  subject TEXT,
  measure TEXT NOT NULL,
  quote TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  value REAL CHECK (value IS NULL OR kind = 'quantity'),
  value_text TEXT NOT NULL,
  unit TEXT,
  low REAL,
  high REAL,
  usual_low REAL,
  usual_high REAL,
  hedge TEXT NOT NULL CHECK (hedge IN ('none', 'more_than', 'at_least', 'nearly', 'about', 'less_than', 'up_to')),
  place TEXT,
  period TEXT,
  period_kind TEXT CHECK (period_kind IN ('during', 'as_of', 'since', 'by')),
  programme TEXT,
  population TEXT,
  modality TEXT NOT NULL CHECK (modality IN ('stated', 'planned', 'target', 'estimated', 'projected')),
  speaker TEXT,
  extractor TEXT NOT NULL,
  evidence TEXT NOT NULL,      -- {"facet": [start, end], ...}
  seal INTEGER NOT NULL
) STRICT;
CREATE INDEX claims_article ON claims(article_id, start);
CREATE INDEX claims_sentence ON claims(sentence_id);
CREATE INDEX claims_measure ON claims(measure);

CREATE TABLE mentions (
  id INTEGER PRIMARY KEY,
  article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  sentence_id INTEGER NOT NULL REFERENCES sentences(id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  value TEXT,
  seal INTEGER NOT NULL
) STRICT;
CREATE INDEX mentions_article ON mentions(article_id, start);
CREATE INDEX mentions_sentence ON mentions(sentence_id);

CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  office TEXT,
  place TEXT,
  article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  sentence_id INTEGER NOT NULL REFERENCES sentences(id) ON DELETE CASCADE,
  seal INTEGER NOT NULL
) STRICT;
CREATE INDEX people_article ON people(article_id);
CREATE INDEX people_sentence ON people(sentence_id);

-- Second names. Those of the vocabulary have no article, no sentence and no seal.
CREATE TABLE aliases (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  alias TEXT NOT NULL,
  name TEXT NOT NULL,
  article_id TEXT REFERENCES articles(id) ON DELETE CASCADE,
  sentence_id INTEGER REFERENCES sentences(id) ON DELETE CASCADE,
  seal INTEGER
) STRICT;
CREATE INDEX aliases_article ON aliases(article_id);
CREATE INDEX aliases_sentence ON aliases(sentence_id);

-- Proposed claims that admission did not let in.
CREATE TABLE refusals (
  id INTEGER PRIMARY KEY,
  article_id TEXT REFERENCES articles(id) ON DELETE CASCADE,
  extractor TEXT NOT NULL,
  reason TEXT NOT NULL,
  claim TEXT NOT NULL,         -- the proposal as JSON
  seal INTEGER
) STRICT;
CREATE INDEX refusals_article ON refusals(article_id);

-- Figures of the body that no claim and no mention explains.
CREATE TABLE uncovered (
  id INTEGER PRIMARY KEY,
  article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  seal INTEGER NOT NULL
) STRICT;
CREATE INDEX uncovered_article ON uncovered(article_id, start);

-- What the corpus owner's vocabulary says, flattened.
CREATE TABLE places (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT, former INTEGER NOT NULL DEFAULT 0, within TEXT, source TEXT NOT NULL
) STRICT;
CREATE TABLE programmes (id INTEGER PRIMARY KEY, name TEXT NOT NULL, part_of TEXT, source TEXT NOT NULL) STRICT;
CREATE TABLE reference_figures (
  id INTEGER PRIMARY KEY, measure TEXT NOT NULL, unit TEXT NOT NULL, place TEXT, period TEXT, value REAL, max_yearly_change REAL, source TEXT NOT NULL
) STRICT;

CREATE TABLE rules (code TEXT PRIMARY KEY, name TEXT NOT NULL, level TEXT NOT NULL, summary TEXT NOT NULL) STRICT;

-- Append-only: a decision is superseded by a later one, never changed.
CREATE TABLE decisions (
  id TEXT PRIMARY KEY,
  conflict_id TEXT NOT NULL,   -- as it was called when it was decided; what binds is rule and evidence
  verdict TEXT NOT NULL CHECK (verdict IN ('a_wrong', 'b_wrong', 'both_wrong', 'other_scope', 'not_a_conflict', 'unsure', 'same_name', 'different_names')),
  reason TEXT NOT NULL CHECK (trim(reason) <> ''),
  reviewer TEXT,
  decided_at TEXT NOT NULL,
  supersedes TEXT,
  rule TEXT NOT NULL,
  evidence TEXT NOT NULL,      -- sorted list of hashes of (sentence text, quote)
  about TEXT NOT NULL,         -- [{"article", "measure", "quote", "evidence"}, ...]: what was decided on, for people
  link TEXT,
  previous TEXT                -- the decision before this one in the file it was written to
) STRICT;

CREATE TABLE conflicts (
  id TEXT PRIMARY KEY,
  rule TEXT NOT NULL REFERENCES rules(code),
  level TEXT NOT NULL CHECK (level IN ('error', 'warning', 'note')),
  status TEXT NOT NULL CHECK (status IN ('open', 'decided', 'lapsed', 'waived')),
  message TEXT NOT NULL,
  decision_id TEXT REFERENCES decisions(id),
  article_id TEXT REFERENCES articles(id) ON DELETE CASCADE,  -- with start and end: the place, for a conflict without claims
  start INTEGER,
  "end" INTEGER
) STRICT;
CREATE INDEX conflicts_rule ON conflicts(rule);
CREATE INDEX conflicts_article ON conflicts(article_id);
-- `witness` is 0 for claims that are listed only: they stay outside the conflict's id and its evidence.
CREATE TABLE conflict_claims (
  conflict_id TEXT NOT NULL REFERENCES conflicts(id) ON DELETE CASCADE,
  claim_id TEXT NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
  role TEXT NOT NULL,
  witness INTEGER NOT NULL DEFAULT 1 CHECK (witness IN (0, 1)),
  PRIMARY KEY (conflict_id, claim_id)
) STRICT;
CREATE INDEX conflict_claims_claim ON conflict_claims(claim_id);
CREATE TABLE corroborations (
  id INTEGER PRIMARY KEY,
  a TEXT NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
  b TEXT NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX corroborations_a ON corroborations(a);
CREATE INDEX corroborations_b ON corroborations(b);

-- Digests, and what the last build was made from.
CREATE TABLE ledger_info (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

-- Full-text search. Both columns are needed: a query 'điện' keeps its đ and meets `text`, 'dien' meets `folded`.
CREATE VIRTUAL TABLE sentences_fts USING fts5(
  text, folded, content="sentences", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
);
CREATE TRIGGER sentences_fts_insert AFTER INSERT ON sentences BEGIN
  INSERT INTO sentences_fts(rowid, text, folded) VALUES (new.id, new.text, new.folded);
END;
CREATE TRIGGER sentences_fts_delete AFTER DELETE ON sentences BEGIN
  INSERT INTO sentences_fts(sentences_fts, rowid, text, folded) VALUES ('delete', old.id, old.text, old.folded);
END;
CREATE TRIGGER sentences_fts_update AFTER UPDATE ON sentences BEGIN
  INSERT INTO sentences_fts(sentences_fts, rowid, text, folded) VALUES ('delete', old.id, old.text, old.folded);
  INSERT INTO sentences_fts(rowid, text, folded) VALUES (new.id, new.text, new.folded);
END;

-- Only connections that the ledger opens know this function; on any other the statement fails before it runs.
-- INSERT is guarded too: INSERT OR REPLACE removes rows without firing a DELETE trigger.
CREATE TRIGGER articles_guard_insert BEFORE INSERT ON articles BEGIN SELECT only_the_ledger_may_write(); END;
CREATE TRIGGER articles_guard_update BEFORE UPDATE ON articles BEGIN SELECT only_the_ledger_may_write(); END;
CREATE TRIGGER articles_guard_delete BEFORE DELETE ON articles BEGIN SELECT only_the_ledger_may_write(); END;
CREATE TRIGGER sentences_guard_insert BEFORE INSERT ON sentences BEGIN SELECT only_the_ledger_may_write(); END;
CREATE TRIGGER sentences_guard_update BEFORE UPDATE ON sentences BEGIN SELECT only_the_ledger_may_write(); END;
CREATE TRIGGER sentences_guard_delete BEFORE DELETE ON sentences BEGIN SELECT only_the_ledger_may_write(); END;
CREATE TRIGGER claims_guard_insert BEFORE INSERT ON claims BEGIN SELECT only_the_ledger_may_write(); END;
CREATE TRIGGER claims_guard_update BEFORE UPDATE ON claims BEGIN SELECT only_the_ledger_may_write(); END;
CREATE TRIGGER claims_guard_delete BEFORE DELETE ON claims BEGIN SELECT only_the_ledger_may_write(); END;
CREATE TRIGGER decisions_guard_insert BEFORE INSERT ON decisions BEGIN SELECT only_the_ledger_may_write(); END;
CREATE TRIGGER decisions_guard_update BEFORE UPDATE ON decisions BEGIN
  SELECT RAISE(ABORT, 'decisions are append-only: add one that supersedes it');
END;
CREATE TRIGGER decisions_guard_delete BEFORE DELETE ON decisions BEGIN
  SELECT RAISE(ABORT, 'decisions are append-only: add one that supersedes it');
END;
