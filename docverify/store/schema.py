"""Every version of the database: the statements that make it from the one before.

A released step is never changed: databases that it made are out there. A new version is one more step at the end.
"""

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE runs (
            id INTEGER PRIMARY KEY,
            started TEXT NOT NULL,
            seconds REAL NOT NULL,
            docverify TEXT NOT NULL,
            complete INTEGER NOT NULL,
            summary TEXT NOT NULL
        )""",
        """CREATE TABLE verdicts (
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
        ) WITHOUT ROWID""",
        """CREATE TABLE histories (
            example TEXT PRIMARY KEY,
            verdict TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            passes INTEGER NOT NULL,
            failures INTEGER NOT NULL,
            absent INTEGER NOT NULL,
            first_failed TEXT NOT NULL,
            last_output TEXT NOT NULL
        ) WITHOUT ROWID""",
    ),
    (
        # What is known of a tracker, from when docverify began to file issues.
        """CREATE TABLE issues (
            key TEXT PRIMARY KEY,
            ref TEXT NOT NULL
        ) WITHOUT ROWID""",
        """CREATE TABLE intents (
            key TEXT PRIMARY KEY,
            action TEXT NOT NULL
        ) WITHOUT ROWID""",
    ),
    (
        # By what an example is known again after its page was edited.
        "ALTER TABLE histories ADD COLUMN name TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE histories ADD COLUMN text TEXT NOT NULL DEFAULT ''",
    ),
    (
        # With which packages an example passed last, one list for all that share it.
        """CREATE TABLE environments (
            key TEXT PRIMARY KEY,
            packages TEXT NOT NULL
        ) WITHOUT ROWID""",
        "ALTER TABLE histories ADD COLUMN environment TEXT NOT NULL DEFAULT ''",
    ),
    (
        # What of its last output is the same in every run.
        "ALTER TABLE histories ADD COLUMN stable TEXT NOT NULL DEFAULT ''",
    ),
    (
        # What it warned of, as a list of JSON; nothing where that is not known.
        "ALTER TABLE histories ADD COLUMN deprecations TEXT NOT NULL DEFAULT ''",
    ),
)

VERSION = len(STEPS)
"""Version of the database that this docverify writes."""
