"""A program that docverify starts and ends."""

import os
import signal
import socket
import subprocess
import threading
import time
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path

from docverify.backends.instance.asking import ask
from docverify.backends.instance.cleaning import reset
from docverify.backends.instance.guard import GOODBYE, Guard
from docverify.backends.instance.words import all_with_words
from docverify.errors import BackendError
from docverify.model import BackendConfig
from docverify.ports import Words

HERE = "127.0.0.1"
PAUSE = 0.02
"""Seconds between two looks at one that is not ready yet."""
LAST_LINES, LONGEST_LINE = 20, 500
LAST_WORDS = 1.0
"""Seconds that are waited for what one that has ended still says."""


class Started:
    """Its own process group, on a port of this machine that was free."""

    shared = False

    def __init__(self, name: str, config: BackendConfig, folder: Path, environ: Mapping[str, str]) -> None:
        self.name = name
        self.config = config
        self.folder = folder
        self.environ = environ
        self.port = 0
        self.said: deque[str] = deque(maxlen=LAST_LINES)
        self.process: subprocess.Popen[str] | None = None
        self.listener: threading.Thread | None = None
        self.guard: Guard | None = None

    def begin(self) -> None:
        self.port = _free_port()
        words = all_with_words(self.config.start, {"port": str(self.port)})
        try:
            self.process = subprocess.Popen(
                words,
                cwd=self.folder,
                env=dict(self.environ),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                start_new_session=True,
            )
        except OSError as error:
            what = f"the backend {self.name} cannot be started: {error.strerror}: {words[0]}"
            raise BackendError(what, f"look at start under [backends.{self.name}]") from None
        self.guard = Guard(self.process.pid)
        self.listener = threading.Thread(target=self._listen, args=(self.process,), daemon=True)
        self.listener.start()
        self._await()

    def target(self) -> tuple[str, int]:
        return HERE, self.port

    def upstream(self) -> str:
        return f"http://{HERE}:{self.port}"

    def clean(self, words: Words) -> None:
        by = self.config.reset
        if not (by.http or by.exec):
            self.close()
            self.begin()
            return
        reset(self.name, by, self.upstream(), words, (self.folder, self.environ))
        if by.exec:
            self._await()

    def check(self) -> None:
        if self.process and self.process.poll() is not None:
            if self.listener:
                self.listener.join(LAST_WORDS)
            raise self._error(f"ended by itself, with {self.process.returncode}")

    def close(self) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        for how in (signal.SIGTERM, signal.SIGKILL):
            with suppress(OSError):
                os.killpg(process.pid, how)
            with suppress(subprocess.TimeoutExpired):
                process.wait(GOODBYE)
                break
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)  # what it left behind
        if self.guard:
            self.guard.close()

    def _await(self) -> None:
        deadline = time.monotonic() + self.config.ready.seconds
        while not self._is_ready():
            self.check()
            if time.monotonic() > deadline:
                error = self._error(f"was not ready after {self.config.ready.seconds:g} seconds")
                self.close()
                raise error
            time.sleep(PAUSE)

    def _is_ready(self) -> bool:
        with suppress(OSError, HTTPException):
            if self.config.ready.http:
                return ask(self.upstream(), "GET", self.config.ready.http, 2.0) < 400
            socket.create_connection((HERE, self.port), 2.0).close()
            return True
        return False

    def _listen(self, process: "subprocess.Popen[str]") -> None:
        """Until its end, so that it never waits for somebody to read what it says."""
        if process.stdout:
            while line := process.stdout.readline(LONGEST_LINE):
                self.said.append(line.rstrip())
            process.stdout.close()

    def _error(self, what: str) -> BackendError:
        said = "; ".join(line for line in list(self.said)[-3:] if line)
        return BackendError(f"the backend {self.name} {what}" + (f": {said}" if said else ""))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])
