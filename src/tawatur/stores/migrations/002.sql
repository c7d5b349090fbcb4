-- Findings of one kind and text lie together, in the order in which they are read: a case holds millions.
CREATE TABLE finding_in_order (
  kind TEXT NOT NULL, id TEXT NOT NULL, text TEXT NOT NULL REFERENCES source_text(id),
  start INTEGER NOT NULL, end INTEGER NOT NULL, rule TEXT NOT NULL, data TEXT NOT NULL, digests BLOB NOT NULL,
  PRIMARY KEY (kind, text, start, end, id)
) WITHOUT ROWID;
INSERT INTO finding_in_order SELECT kind, id, text, start, end, rule, data, digests FROM finding;
DROP TABLE finding;
ALTER TABLE finding_in_order RENAME TO finding;
CREATE UNIQUE INDEX finding_id ON finding(id, kind);
CREATE INDEX finding_text ON finding(text, kind);
