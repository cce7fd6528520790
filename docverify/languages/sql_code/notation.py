"""How SQL is written, and whose SQL it is."""

import re

from docverify.model import Example

BARE = re.compile(r"'(?>(?:[^']|'')*)'|\"(?>(?:[^\"]|\"\")*)\"|--[^\n]*|/\*.*?\*/", re.DOTALL)
"""Strings, names in quotes, and comments."""
_TABLE = re.compile(
    r"\bCREATE\s+(?:TEMP(?:ORARY)?\s+)?(?:TABLE|VIEW)\s+(?:IF\s+NOT\s+EXISTS\s+)?[\"`\[]?(\w+)", re.IGNORECASE
)
_USED = re.compile(
    r"\b(?:FROM|JOIN|INTO|UPDATE|TABLE|ON)\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?[\"`\[]?([A-Za-z_]\w*)", re.IGNORECASE
)
KEYWORDS = frozenset(
    {
        *("ADD", "ALL", "ALTER", "AND", "AS", "AUTO_INCREMENT", "BETWEEN", "BY", "CASE", "CAST", "COLUMN", "COMMENT"),
        *(
            "CREATE",
            "CROSS",
            "DATABASE",
            "DEFAULT",
            "DELETE",
            "DISTINCT",
            "DO",
            "DROP",
            "ELSE",
            "END",
            "ENGINE",
            "ENUM",
        ),
        *("EXISTS", "FOR", "FOREIGN", "FROM", "FULL", "FUNCTION", "GENERATED", "GRANT", "GROUP", "HAVING", "IF", "IN"),
        *("INDEX", "INNER", "INSERT", "INTERVAL", "INTO", "IS", "JOIN", "KEY", "LANGUAGE", "LATERAL", "LEFT", "LIKE"),
        *("LIMIT", "MODIFY", "NATURAL", "NOT", "NULL", "OFFSET", "ON", "OR", "ORDER", "OUTER", "OVER", "PARTITION"),
        *(
            "PRIMARY",
            "PROCEDURE",
            "REFERENCES",
            "RENAME",
            "RETURNING",
            "RIGHT",
            "ROW",
            "ROWS",
            "SCHEMA",
            "SELECT",
            "SET",
        ),
        *("SHOW", "TABLE", "THEN", "TO", "TOP", "TRIGGER", "TRUNCATE", "TYPE", "UNION", "UNIQUE", "UPDATE", "USING"),
        *("VALUES", "VIEW", "WHEN", "WHERE", "WITH", "WITHIN", "=", "(", "::", ":", "[", "@", "$", "%", "\\", "?"),
    }
)
"""Words and marks at which another dialect may go on where SQLite does not."""
_SQLITE = ("sqlite", "sqlite3")


def is_sqlite(example: Example) -> bool:
    """True when the page says that SQLite is meant."""
    return example.block.language in _SQLITE or any(step.mode in ("single", "raises") for step in example.steps)


def names(code: str) -> tuple[frozenset[str], frozenset[str]]:
    """The tables that the code makes, and those that it uses without making them."""
    made = {name.lower() for name in _TABLE.findall(code)}
    return frozenset(made), frozenset({name.lower() for name in _USED.findall(BARE.sub("''", code))} - made)
