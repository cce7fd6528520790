"""MySQL and MariaDB: their own SQL, and transcripts of their console."""

import re
from collections.abc import Sequence

from docverify.languages.sql_code.services import without_server
from docverify.model import Example, Run

_PROMPT = re.compile(r"\s*(?:mysql|MariaDB \[[^]\n]*\])> ")


class MySql:
    name = "mysql"
    aliases = ("mariadb", "mysql-console")
    family = "mysql"
    driver = ""

    def recognises(self, code: str) -> bool:
        return bool(_PROMPT.match(code))

    def read(self, example: Example) -> Example:
        return without_server(example, "MySQL")

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:  # noqa: ARG002
        return None


mysql = MySql()
