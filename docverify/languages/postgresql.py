"""PostgreSQL: its own SQL, and transcripts of psql."""

import re
from collections.abc import Sequence

from docverify.languages.sql_code.services import without_server
from docverify.model import Example, Run

_PROMPT = re.compile(r"\s*\w+=[#>] ")


class PostgreSql:
    name = "postgresql"
    aliases = ("postgres", "psql", "pgsql", "plpgsql", "postgresql-console", "postgres-console", "pg")
    family = "postgresql"
    driver = ""

    def recognises(self, code: str) -> bool:
        return bool(_PROMPT.match(code))

    def read(self, example: Example) -> Example:
        return without_server(example, "PostgreSQL")

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:  # noqa: ARG002
        return None


postgresql = PostgreSql()
