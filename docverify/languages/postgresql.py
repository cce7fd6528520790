"""PostgreSQL: its own SQL, and transcripts of psql, where a backend is a server of it."""

import re
from collections.abc import Sequence

from docverify.languages.sql_code.services import Console, lost, typed
from docverify.model import Example, Run

_SERVER = "PostgreSQL"
_PROMPT = re.compile(r"\s*\w+=[*!]?[#>] ?")
_CONSOLE = Console(_PROMPT, re.compile(r"\s*\w+[-('\"$][*!]?[#>] ?"), "--")


class PostgreSql:
    """Reads what is typed at psql's prompt; its server is found at the port that it always has."""

    name = "postgresql"
    aliases = ("postgres", "psql", "pgsql", "plpgsql", "postgresql-console", "postgres-console", "pg")
    family = "postgresql"
    driver = "postgresql"
    port = 5432
    programs = ("psql",)
    install = "sudo apt-get install -y postgresql-client"

    def recognises(self, code: str) -> bool:
        return bool(re.match(r"\s*\w+=[#>] ", code))

    def read(self, example: Example) -> Example:
        return typed(example, _CONSOLE, _SERVER)

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:  # noqa: ARG002
        return lost(run, _SERVER)


postgresql = PostgreSql()
