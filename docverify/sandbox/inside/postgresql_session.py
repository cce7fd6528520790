"""Runs what examples type at the prompt of psql, one after the other, in one psql.

The user and the database are in the environment.
"""

from __future__ import annotations

import os
import subprocess
import sys

sys.path.insert(0, os.path.abspath(__file__).rpartition("/docverify/")[0])
from docverify.sandbox.inside import consoles

TYPE_CHECKING = False  # as everywhere in here: `typing` costs more than all else
if TYPE_CHECKING:
    from typing import Any

PSQL = ["psql", "--no-psqlrc", "--no-password", "--host=127.0.0.1", "--set=ON_ERROR_STOP=0", "--pset=pager=off"]
ERRORS = ("ERROR:", "FATAL:", "psql: error:")


class Session(consoles.Console):
    """One psql, and the examples that use it."""

    psql: Any = None
    asked = 0

    def told(self, code: str) -> int:
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
        raise EOFError("psql ended by itself")


def finished(code: str) -> str:
    """A statement whose end is not typed would wait for it for ever."""
    text = code.rstrip()
    return text if text.endswith(";") or text.lstrip().startswith("\\") else f"{text}\n;"


if __name__ == "__main__":
    consoles.begin(Session)
