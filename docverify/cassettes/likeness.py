"""When a request is the one that was recorded: to the letter, or in all that readers and runs share."""

import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct

from docverify.cassettes.carrying import Uncarried, all_learnt, learnt
from docverify.cassettes.masking import gives_access
from docverify.proxy.heads import Headers

HIDDEN = "masked"
MASKED = re.compile(r"masked-\d+")
_IDENTITY = re.compile(r"\d+|[0-9a-fA-F-]{8,}|masked-\d+|(?=[^/]*\d)(?=[^/]*[A-Za-z])[\w.~-]{8,}")
"""A part of a path that may be another one in each run."""
_NAMED = re.compile(r'\bname="([^"\r\n]*)"')
_BOUNDARY = re.compile(r'boundary="?([^";]+)', re.IGNORECASE)


class Question(Struct, frozen=True):
    """A request as it is compared."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    """By name, in small letters."""
    body: Any
    """A value of JSON, the fields of a form, or bytes."""

    @property
    def places(self) -> list[str]:
        """Its path, with what may be another one in each run as `*`."""
        return ["*" if _IDENTITY.fullmatch(part) else part for part in self.path.split("/")]


def question(method: str, url: str, headers: Headers, body: bytes) -> Question:
    """`url` may be a path with its query."""
    parts = urlsplit(url)
    named = {name.lower(): value for name, value in headers}
    query = parse_qs(parts.query, keep_blank_values=True)
    return Question(method, parts.path or "/", query, named, _body(named.get("content-type", "").lower(), body))


def likeness(asked: Question, recorded: Question) -> int:
    """How much the two are the same request: 3 in all that does not give access, 2 but for values of the body that are
    known again elsewhere, 1 but for those and for ids in the path, 0 not at all."""
    if asked.method != recorded.method or _plain(asked.query) != _plain(recorded.query):
        return 0
    if asked.path == recorded.path and _plain(asked.body) == _plain(recorded.body):
        return 3
    if asked.places != recorded.places:
        return 0
    try:
        all_learnt((recorded.path.split("/"), _plain(recorded.body)), (asked.path.split("/"), _plain(asked.body)))
    except Uncarried:
        return 0
    return 2 if asked.path == recorded.path else 1


def differences(asked: Question, recorded: Question) -> dict[str, str]:
    """What the recorded request has, and in its place the other: a reply speaks of that."""
    known = learnt(
        (recorded.path.split("/"), recorded.query, recorded.body), (asked.path.split("/"), asked.query, asked.body)
    )
    for name, value in recorded.headers.items():
        word, now = MASKED.search(value), asked.headers.get(name, "")
        if word:
            known[word[0]] = now[word.start() :].strip()
    return {then: now for then, now in known.items() if now}


def _body(kind: str, body: bytes) -> Any:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        value = None
    if isinstance(value, dict | list):  # whatever it is said to be
        return value
    if "urlencoded" in kind:
        return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    boundary = _BOUNDARY.search(kind) if "multipart/" in kind else None
    return _parts(body, boundary[1].strip()) if boundary else body


def _parts(body: bytes, boundary: str) -> dict[str, list[str]]:
    """A form in parts: by name what each holds, and how it is described."""
    found: dict[str, list[str]] = {}
    for part in body.lower().split(f"--{boundary}".encode()):
        head, _, content = part.decode("latin-1").partition("\r\n\r\n")
        named = _NAMED.search(head)
        found.setdefault(named[1] if named else "", []).append(content)
        found.setdefault(" ".join(head.split()), []).append("")
    return found


def _plain(value: Any, name: str = "") -> Any:
    """The value with all that gives access the same."""
    if isinstance(value, dict):
        return {key: _plain(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one, name) for one in value]
    return HIDDEN if isinstance(value, str) and gives_access(name) else value
