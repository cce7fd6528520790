"""Redis: commands, and transcripts of its console, where a backend is a server of it."""

import re
from collections.abc import Sequence

from docverify.languages.sql_code.services import Console, lost, typed
from docverify.model import Example, Run

_SERVER = "Redis"
_PROMPT = re.compile(r"\s*(?:redis(?:-cli)?|127\.0\.0\.1:\d+|localhost:\d+)(?:\[\d+\])?> ?")
_CONSOLE = Console(_PROMPT)


class Redis:
    """Reads commands; its server is found at the port that it always has."""

    name = "redis"
    aliases = ("redis-cli", "rediscli", "valkey", "valkey-cli")
    family = "redis"
    driver = "redis"
    port = 6379

    def recognises(self, code: str) -> bool:
        return bool(_PROMPT.match(code))

    def read(self, example: Example) -> Example:
        return typed(example, _CONSOLE, _SERVER)

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:  # noqa: ARG002
        return lost(run, _SERVER)


redis = Redis()
