"""Redis: commands at the prompt of its console."""

import re
from collections.abc import Sequence

from docverify.languages.sql_code.services import without_server
from docverify.model import Example, Run

_PROMPT = re.compile(r"\s*(?:redis(?:-cli)?|127\.0\.0\.1:\d+|localhost:\d+)(?:\[\d+\])?> ")


class Redis:
    name = "redis"
    aliases = ("redis-cli", "rediscli", "valkey", "valkey-cli")
    family = "redis"
    driver = ""

    def recognises(self, code: str) -> bool:
        return bool(_PROMPT.match(code))

    def read(self, example: Example) -> Example:
        return without_server(example, "Redis")

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:  # noqa: ARG002
        return None


redis = Redis()
