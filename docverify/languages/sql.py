"""SQL, run in SQLite: scripts, and transcripts of its shell."""

from collections.abc import Sequence

from docverify.model import Example, Run


class Sql:
    """Reads SQL. Whether SQLite knows it is known only to SQLite."""

    name = "sql"
    aliases = ("sqlite", "sqlite3")
    family = "sql"
    driver = "sql"

    def recognises(self, code: str) -> bool:
        return code.lstrip().startswith("sqlite> ")

    def read(self, example: Example) -> Example:
        from docverify.languages.sql_code.reading import read_block  # only who has a block in it needs its reader

        return read_block(example)

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:
        from docverify.languages.sql_code.endings import reason  # only what ran has an ending

        return reason(example, run, page)


sql = Sql()
