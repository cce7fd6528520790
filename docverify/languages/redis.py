"""Redis: commands, and transcripts of its console, where a backend is a server of it."""

import re
from collections.abc import Sequence

from docverify.languages.redis_code.notation import EXCHANGE, REPLY, is_same
from docverify.languages.sql_code.services import Console, lost, typed
from docverify.model import Example, Run, Step, StepRun

_SERVER = "Redis"
_PROMPT = re.compile(r"\s*(?:redis(?:-cli)?(?: [\w.]+:\d+)?|127\.0\.0\.1:\d+|localhost:\d+)(?:\[\d+\])?> ?")
_BARE = re.compile(r"> ?(?=[A-Za-z])")
"""A prompt of which only the sign is shown."""
_CONSOLE = Console(_PROMPT)
_SHORT = Console(_BARE)


class Redis:
    """Reads commands; its server is found at the port that it always has."""

    name = "redis"
    aliases = ("redis-cli", "rediscli", "valkey", "valkey-cli")
    family = "redis"
    driver = "redis"
    port = 6379

    def recognises(self, code: str) -> bool:
        return bool(_PROMPT.match(code)) or bool(_BARE.match(code) and (REPLY.search(code) or EXCHANGE.match(code)))

    def read(self, example: Example) -> Example:
        named = any(map(_PROMPT.match, example.block.code.split("\n")))
        return typed(example, _CONSOLE if named else _SHORT, _SERVER)

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:
        from docverify.languages.redis_code.endings import explained  # only what ran has an ending

        return lost(run, _SERVER) or explained(example, run, page)

    def tells(self, step: Step, done: StepRun) -> bool | None:
        return is_same(step.code, step.expected or "", done.stdout) or None


redis = Redis()
