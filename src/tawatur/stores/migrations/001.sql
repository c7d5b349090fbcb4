-- A case: what was read, what was derived from it, what people decided, what failed.
CREATE TABLE document (
  id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, name TEXT NOT NULL, title TEXT, publisher TEXT, published TEXT,
  data TEXT NOT NULL, added INTEGER NOT NULL
);
CREATE INDEX document_publisher ON document(publisher);
CREATE TABLE source_text (
  id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES document(id), reader TEXT NOT NULL,
  sha256 TEXT NOT NULL, text TEXT NOT NULL, analysis TEXT NOT NULL DEFAULT ''
);
CREATE INDEX source_text_document ON source_text(document);
-- Findings of one text; replaced together when the text is analysed anew. digests: 8 bytes for each evidence span.
CREATE TABLE finding (
  kind TEXT NOT NULL, id TEXT NOT NULL, text TEXT NOT NULL REFERENCES source_text(id),
  start INTEGER NOT NULL, end INTEGER NOT NULL, rule TEXT NOT NULL, data TEXT NOT NULL, digests BLOB NOT NULL,
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE INDEX finding_text ON finding(text, kind, start);
-- Findings across texts, by the corpus stage that made them; replaced together when that stage runs anew.
CREATE TABLE case_finding (
  kind TEXT NOT NULL, id TEXT NOT NULL, stage TEXT NOT NULL, rank INTEGER NOT NULL, rule TEXT NOT NULL,
  data TEXT NOT NULL, digests BLOB NOT NULL, PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE INDEX case_finding_rank ON case_finding(kind, rank);
CREATE INDEX case_finding_stage ON case_finding(stage);
CREATE TABLE case_evidence (
  text TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, field TEXT NOT NULL
);
CREATE INDEX case_evidence_text ON case_evidence(text, kind);
CREATE INDEX case_evidence_id ON case_evidence(kind, id);
-- Inputs that a corpus stage ran on, so that it runs again only when they change.
CREATE TABLE stage_state (stage TEXT PRIMARY KEY, key TEXT NOT NULL, data BLOB);
-- What people decided: appended only; a later row withdraws an earlier one.
CREATE TABLE decision (
  number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL,
  subject TEXT NOT NULL, object TEXT NOT NULL DEFAULT '', because TEXT NOT NULL DEFAULT '', withdraws INTEGER REFERENCES decision(number)
);
CREATE TABLE failure (id TEXT PRIMARY KEY, subject TEXT NOT NULL, stage TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE run (
  number INTEGER PRIMARY KEY AUTOINCREMENT, started TEXT NOT NULL, ended TEXT, version TEXT NOT NULL, summary TEXT NOT NULL DEFAULT '{}'
);
-- Search over folded keys: one row a paragraph.
CREATE VIRTUAL TABLE search USING fts5(key, text UNINDEXED, start UNINDEXED, end UNINDEXED, tokenize = "unicode61 remove_diacritics 0");
CREATE TABLE search_row (text TEXT NOT NULL, row INTEGER NOT NULL);
CREATE INDEX search_row_text ON search_row(text);
