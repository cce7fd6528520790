"""Starts a session of an interpreter by itself, as the warden does: commands on descriptor 3, reports on 4."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

import msgspec

import docverify
from docverify.model import Parser
from docverify.sandbox.inside.talkers import TALKERS
from tests.machine import needs

INSIDE = Path(docverify.__file__).parent / "sandbox" / "inside"
PAGE = "/src/page.md"
PATIENCE = 120.0
"""Seconds after which an interpreter that says nothing fails its test, and does not hang it."""


class Session:
    """A running interpreter; what it prints is kept in two files."""

    def __init__(self, process: subprocess.Popen[bytes], commands: Any, reports: Any, folder: Path) -> None:
        self.process = process
        self.commands = commands
        self.reports = reports
        self.folder = folder
        self.number = 0

    def run(
        self, *codes: str, mode: str = "exec", line: int = 10, parser: Parser | None = None, said: str = ""
    ) -> list[dict[str, Any]]:
        """The reports on one example whose steps stand ten lines apart; empty when the session is dead."""
        self.number += 1
        told = {"mode": mode, **({"said": said} if said else {})}
        steps = [{"code": code, "line": line + 10 * place, **told} for place, code in enumerate(codes)]
        self.tell({"run": self.number, "file": PAGE, "steps": steps, "parser": msgspec.to_builtins(parser)})
        found = []
        for text in self.reports:
            if not text.startswith("n0nce "):
                continue
            found.append(json.loads(text.removeprefix("n0nce ")))
            if not {"begin", "step"} & found[-1].keys():
                break
        return found

    def last(self, *codes: str, **given: Any) -> dict[str, Any]:
        return self.run(*codes, **given)[-1]

    def tell(self, message: dict[str, Any]) -> None:
        self.commands.write(json.dumps(message) + "\n")
        self.commands.flush()

    def printed(self, stream: str = "out") -> str:
        return (self.folder / stream).read_text()


@contextmanager
def session(driver: str, layer: str = "") -> Iterator[Session]:
    words, file = TALKERS[driver]
    needs(words[0])
    command_read, command_write = os.pipe()
    report_read, report_write = os.pipe()
    with tempfile.TemporaryDirectory() as folder:
        page, outside = Path(folder, "page"), Path(folder)
        page.mkdir()
        with open(outside / "out", "ab") as out, open(outside / "err", "ab") as err:
            start = f'exec "$@" 3<&{command_read} 4>&{report_write}'
            process = subprocess.Popen(
                ["bash", "-c", start, "bash", *words, str(INSIDE / file)],
                cwd=page,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                pass_fds=(command_read, report_write),
            )
        os.close(command_read)
        os.close(report_write)
        with os.fdopen(command_write, "w") as commands, os.fdopen(report_read, encoding="utf-8") as reports:
            found = Session(process, commands, reports, outside)
            found.tell({"nonce": "n0nce", "layer": layer})
            patience = Timer(PATIENCE, process.kill)
            patience.start()
            try:
                yield found
            finally:
                patience.cancel()
                process.kill()
                process.wait()
