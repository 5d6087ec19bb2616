-- The ledger's own tables. Names and first columns are a contract (docs/model.md); tables keep their rowid.
CREATE TABLE articles (
  id TEXT PRIMARY KEY, file TEXT NOT NULL, title TEXT, publisher TEXT, published TEXT, language TEXT NOT NULL,
  sha256 TEXT NOT NULL, text TEXT NOT NULL, restates TEXT, url TEXT, encoding TEXT NOT NULL, media TEXT NOT NULL,
  body TEXT NOT NULL,        -- JSON list of [start, end]
  furniture TEXT NOT NULL    -- JSON list of [start, end]
) STRICT;

CREATE TABLE sentences (
  id INTEGER PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  n INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, paragraph INTEGER NOT NULL,
  folded TEXT NOT NULL GENERATED ALWAYS AS (replace(replace(text, 'đ', 'd'), 'Đ', 'D')) STORED,
  UNIQUE (article_id, n)
) STRICT;

CREATE TABLE claims (
  id TEXT PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  sentence_id INTEGER NOT NULL REFERENCES sentences(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('quantity', 'date', 'role', 'event', 'document')),
  subject TEXT, measure TEXT NOT NULL, quote TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  value REAL, value_text TEXT NOT NULL, unit TEXT, low REAL, high REAL, usual_low REAL, usual_high REAL,
  hedge TEXT NOT NULL CHECK (hedge IN ('none', 'more_than', 'at_least', 'nearly', 'about', 'less_than', 'up_to')),
  place TEXT, period TEXT, period_kind TEXT, programme TEXT, population TEXT,
  modality TEXT NOT NULL CHECK (modality IN ('stated', 'planned', 'target', 'estimated', 'projected')),
  speaker TEXT, extractor TEXT NOT NULL,
  evidence TEXT NOT NULL     -- JSON object: facet to [start, end]
) STRICT;
CREATE INDEX claims_article ON claims(article_id, start);
CREATE INDEX claims_measure ON claims(measure);

CREATE TABLE mentions (
  id INTEGER PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  sentence_id INTEGER NOT NULL REFERENCES sentences(id) ON DELETE CASCADE,
  kind TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, value TEXT
) STRICT;
CREATE INDEX mentions_article ON mentions(article_id, start);

CREATE TABLE refusals (
  id INTEGER PRIMARY KEY, article_id TEXT, extractor TEXT NOT NULL, reason TEXT NOT NULL, claim TEXT NOT NULL
) STRICT;

-- What the vocabulary says, flattened; `source` is 'vocabulary' or the article that states it.
CREATE TABLE places (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT, former INTEGER NOT NULL DEFAULT 0, within TEXT, source TEXT NOT NULL
) STRICT;
CREATE TABLE programmes (id INTEGER PRIMARY KEY, name TEXT NOT NULL, part_of TEXT, source TEXT NOT NULL) STRICT;
CREATE TABLE people (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, office TEXT, place TEXT, article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  sentence_id INTEGER NOT NULL REFERENCES sentences(id) ON DELETE CASCADE
) STRICT;
CREATE TABLE aliases (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, alias TEXT NOT NULL, name TEXT NOT NULL, article_id TEXT, sentence_id INTEGER
) STRICT;
CREATE TABLE reference_figures (
  id INTEGER PRIMARY KEY, measure TEXT NOT NULL, unit TEXT NOT NULL, place TEXT, period TEXT, value REAL, max_yearly_change REAL, source TEXT NOT NULL
) STRICT;

CREATE TABLE rules (code TEXT PRIMARY KEY, name TEXT NOT NULL, level TEXT NOT NULL, summary TEXT NOT NULL) STRICT;
CREATE TABLE conflicts (
  id TEXT PRIMARY KEY, rule TEXT NOT NULL REFERENCES rules(code), level TEXT NOT NULL CHECK (level IN ('error', 'warning', 'note')),
  status TEXT NOT NULL CHECK (status IN ('open', 'decided', 'lapsed', 'waived')), message TEXT NOT NULL
) STRICT;
CREATE TABLE conflict_claims (
  conflict_id TEXT NOT NULL REFERENCES conflicts(id) ON DELETE CASCADE, claim_id TEXT NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
  role TEXT NOT NULL, PRIMARY KEY (conflict_id, claim_id)
) STRICT;
CREATE TABLE decisions (
  id TEXT PRIMARY KEY, conflict_id TEXT NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL, reviewer TEXT,
  decided_at TEXT NOT NULL, supersedes TEXT, rule TEXT NOT NULL, evidence TEXT NOT NULL, link TEXT
) STRICT;
CREATE TABLE corroborations (
  id INTEGER PRIMARY KEY, a TEXT NOT NULL REFERENCES claims(id) ON DELETE CASCADE, b TEXT NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
  reason TEXT NOT NULL
) STRICT;
CREATE TABLE ledger_info (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
