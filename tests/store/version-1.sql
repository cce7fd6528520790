-- A database as the first version of docverify left it, with two runs and what it remembered.
PRAGMA user_version = 1;
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    seconds REAL NOT NULL,
    docverify TEXT NOT NULL,
    complete INTEGER NOT NULL,
    summary TEXT NOT NULL
);
CREATE TABLE verdicts (
    run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    example TEXT NOT NULL,
    line INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    level TEXT NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    seconds REAL NOT NULL,
    PRIMARY KEY (run, example)
) WITHOUT ROWID;
CREATE TABLE histories (
    example TEXT PRIMARY KEY,
    verdict TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    passes INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    absent INTEGER NOT NULL,
    first_failed TEXT NOT NULL,
    last_output TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO runs VALUES (1, '2025-12-01T00:00:00Z', 2.5, '0.0.1', 1, '{"verdicts":{"pass":1}}');
INSERT INTO runs VALUES (2, '2025-12-02T00:00:00Z', 2.5, '0.0.1', 1, '{"verdicts":{"fail":1}}');
INSERT INTO verdicts VALUES (1, 'docs/tea.md#steep:python:1', 3, 'pass', 'matched', '', '', '', 'f0', 0.5);
INSERT INTO verdicts VALUES (2, 'docs/tea.md#steep:python:1', 3, 'fail', 'ran', '', 'NameError', 'no tea', 'f1', 0.5);
INSERT INTO histories
    VALUES ('docs/tea.md#steep:python:1', 'fail', 'f1', 0, 1, 0, '2025-12-02T00:00:00Z', 'a cup of 茶' || char(10));
