"""How a clean backend is filled: by the requests and commands of a JSON file, in their order."""

from collections import Counter
from collections.abc import Mapping, Sequence
from http.client import HTTPException
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
from msgspec import Struct

from docverify.backends.instance.asking import Asked, Reply, send
from docverify.backends.instance.commands import command
from docverify.backends.instance.words import all_with_words, value_with_words, with_words
from docverify.errors import BackendError
from docverify.jsonbody import member, parse

LONGEST = 4 << 20
"""Bytes of a file."""
SHOWN = 200


class Filling(Struct, frozen=True, forbid_unknown_fields=True):
    """One step of a seed: a request, or a command."""

    request: str = ""
    """Method and path, for instance `POST /cups`."""
    headers: dict[str, str] = {}
    body: Any = None
    """Sent as JSON; a text as it is."""
    exec: tuple[str, ...] = ()
    name: str = ""
    """`Cup` for `{seed.Cup.0}`, what the reply of the first step of this name has in its member `id`."""
    id: str = "id"
    """That member, with dots where it lies deeper: `data.cup.id`."""


def seed_file(pattern: str, page: str, folder: Path) -> Path | None:
    """The file that fills the backend for this page; None where none does.

    What pages are called is said by others: no name leads out of the folder.
    """
    if not pattern:
        return None
    parts = PurePosixPath(page.partition("://")[2] or page).with_suffix("").parts
    if ".." in parts:
        return None
    path = folder / pattern.replace("{page}", "/".join(parts).lstrip("/"))
    return path if "{page}" not in pattern or path.is_file() else None


def read_seed(name: str, file: Path) -> list[Filling]:
    """Its steps; BackendError where they cannot be read."""
    hint = 'write [{"request": "POST /cups", "body": {"size": 1}}]'
    try:
        if file.stat().st_size > LONGEST:
            raise BackendError(f"the backend {name} cannot be filled: {file} is longer than {LONGEST} bytes")
        steps = msgspec.json.decode(file.read_bytes(), type=list[Filling])
    except (OSError, msgspec.MsgspecError) as error:
        raise BackendError(f"the backend {name} cannot be filled: {file}: {error}", hint) from None
    for number, step in enumerate(steps):
        if bool(step.request) + bool(step.exec) != 1:
            raise BackendError(f"the backend {name} cannot be filled: {file}: step {number} is no request", hint)
    return steps


class Seeder(Struct, frozen=True):
    """What fills one instance."""

    name: str
    root: str
    """Its URL."""
    folder: Path
    environ: Mapping[str, str]

    def fill(self, steps: Sequence[Filling], words: Mapping[str, str]) -> dict[str, str]:
        """Takes the steps; by `Cup.0`, what the replies told. Raises BackendError when one of them does not work."""
        told: dict[str, str] = {}
        numbers: Counter[str] = Counter()
        for step in steps:
            known = {**words, **{f"seed.{which}": value for which, value in told.items()}}
            if step.exec:
                failed = f"the backend {self.name} could not be filled"
                command(all_with_words(step.exec, known), failed, self.folder, self.environ)
                continue
            reply = self._send(step, known)
            if step.name:
                told[f"{step.name}.{numbers[step.name]}"] = self._told(step, reply)
                numbers[step.name] += 1
        return told

    def _send(self, step: Filling, words: Mapping[str, str]) -> Reply:
        failed = f"the backend {self.name} could not be filled: {step.request}"
        try:
            reply = send(self.root, asked(step, words))
        except (OSError, HTTPException) as error:
            raise BackendError(f"{failed}: {error}") from None
        if reply.status >= 400:
            said = reply.body[:SHOWN].decode("utf-8", "replace").strip()
            raise BackendError(f"{failed} was answered by {reply.status}: {said}")
        return reply

    def _told(self, step: Filling, reply: Reply) -> str:
        value = member(parse(reply.body), step.id)
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise BackendError(f"the backend {self.name} was filled, and told no {step.id} to {step.request}")
        return str(value)


def asked(step: Filling, words: Mapping[str, str]) -> Asked:
    """The request of a step."""
    method, _, path = with_words(step.request, words).partition(" ")
    headers = {name: with_words(value, words) for name, value in step.headers.items()}
    body = value_with_words(step.body, words)
    if body is None:
        return Asked(method, path, headers)
    if isinstance(body, str):
        return Asked(method, path, headers, body.encode())
    return Asked(method, path, {"Content-Type": "application/json", **headers}, msgspec.json.encode(body))
