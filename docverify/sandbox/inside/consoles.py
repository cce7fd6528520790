"""What the sessions share that pass on what examples say to a server, and print what it answers.

Commands come on descriptor 3 and reports go to descriptor 4, one JSON object a line. The server is a backend,
outside of the sandbox, which has a door to it.
"""

from __future__ import annotations

import json
import os
import sys

TYPE_CHECKING = False  # as everywhere in here: `typing` costs more than all else
if TYPE_CHECKING:
    from typing import Any

COMMANDS, REPORTS = 3, 4


class Console:
    """Runs the examples of a page one after the other."""

    def __init__(self, commands: Any, reports: int) -> None:
        self.commands = commands
        self.reports = reports
        self.nonce = json.loads(commands.readline())["nonce"]

    def told(self, code: str) -> int:
        """Says one thing to the server and prints the answer: 1 when that is an error.

        Raises OSError, ValueError or EOFError where there is none.
        """
        raise NotImplementedError

    def serve(self) -> None:
        for line in self.commands:
            self.run(json.loads(line))

    def run(self, task: dict[str, Any]) -> None:
        number = task["run"]
        self.report({"begin": number})
        for place, step in enumerate(task["steps"], 1):
            try:
                code = self.told(step["code"])
            except (OSError, ValueError, EOFError) as error:
                self.report({"exception": number, "shown": describe(error, step["line"])})
                return
            end = {"step": number} if place < len(task["steps"]) else {"end": number}
            self.report({**end, "value": None, "text": None, "code": code, **printed()})

    def report(self, message: dict[str, Any]) -> None:
        sys.stdout.flush()
        os.write(self.reports, f"{self.nonce} {json.dumps(message)}\n".encode())


def begin(kind: type[Console]) -> None:
    """Serves until nobody has anything more to run."""
    kind(os.fdopen(COMMANDS, encoding="utf-8", errors="surrogateescape"), REPORTS).serve()


def describe(error: Exception, line: int) -> dict[str, Any]:
    kind = type(error).__name__
    return {"type": kind, "message": str(error), "line": line, "bases": [], "traceback": f"{kind}: {error}\n"}


def printed() -> dict[str, int]:
    sys.stdout.flush()
    return {"out": os.fstat(1).st_size, "err": os.fstat(2).st_size}
