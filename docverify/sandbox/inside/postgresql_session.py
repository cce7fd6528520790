"""Runs what examples type at the prompt of psql, one after the other, in one psql.

Commands come on descriptor 3 and reports go to descriptor 4, one JSON object a line. The server is a backend, outside
of the sandbox; the sandbox has a door to it, and the user and database are in the environment.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

TYPE_CHECKING = False  # as everywhere in here: `typing` costs more than all else
if TYPE_CHECKING:
    from typing import Any

COMMANDS, REPORTS = 3, 4
PSQL = ["psql", "--no-psqlrc", "--no-password", "--host=127.0.0.1", "--set=ON_ERROR_STOP=0", "--pset=pager=off"]
ERRORS = ("ERROR:", "FATAL:", "psql: error:")


class Session:
    """One psql, and the examples that use it."""

    def __init__(self, commands: Any, reports: int) -> None:
        self.commands = commands
        self.reports = reports
        self.nonce = json.loads(commands.readline())["nonce"]
        self.psql: Any = None
        self.asked = 0

    def serve(self) -> None:
        for line in self.commands:
            self.run(json.loads(line))

    def run(self, task: dict[str, Any]) -> None:
        number = task["run"]
        self.report({"begin": number})
        for place, step in enumerate(task["steps"], 1):
            code = self.told(step["code"])
            if code is None:
                self.report({"exception": number, "shown": gone(step["line"])})
                return
            end = {"step": number} if place < len(task["steps"]) else {"end": number}
            self.report({**end, "value": None, "text": None, "code": code, **printed()})

    def told(self, code: str) -> int | None:
        """Prints what psql says to it: 1 when that is an error, None when psql has ended."""
        if self.psql is None:
            self.psql = subprocess.Popen(PSQL, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.asked += 1
        mark = f"{self.nonce}.{self.asked}"
        try:
            self.psql.stdin.write(f"{finished(code)}\n\\echo {mark}\n".encode())
            self.psql.stdin.flush()
        except OSError:
            pass
        failed = False
        for data in self.psql.stdout:
            line = data.decode("utf-8", "replace")
            if line.rstrip("\n") == mark:
                return int(failed)
            failed = failed or line.startswith(ERRORS)
            sys.stdout.write(line)
        self.psql.wait()
        self.psql = None
        return None

    def report(self, message: dict[str, Any]) -> None:
        sys.stdout.flush()
        os.write(self.reports, f"{self.nonce} {json.dumps(message)}\n".encode())


def finished(code: str) -> str:
    """A statement whose end is not typed would wait for it for ever."""
    text = code.rstrip()
    return text if text.endswith(";") or text.lstrip().startswith("\\") else f"{text}\n;"


def gone(line: int) -> dict[str, Any]:
    text = "psql ended by itself"
    return {"type": "EOFError", "message": text, "line": line, "bases": [], "traceback": f"{text}\n"}


def printed() -> dict[str, int]:
    sys.stdout.flush()
    return {"out": os.fstat(1).st_size, "err": os.fstat(2).st_size}


if __name__ == "__main__":
    Session(os.fdopen(COMMANDS, encoding="utf-8"), REPORTS).serve()
