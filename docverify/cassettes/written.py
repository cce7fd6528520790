"""Recordings as they are written: JSON that people read and review, one file a page."""

import json
from base64 import b64decode, b64encode
from functools import cache
from itertools import product
from typing import Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

from docverify.errors import BackendError

SCHEMA = "docverify.recording/1"
LONGEST = 16 << 20
"""Bytes of a file."""
ENDING = ".json"


class Said(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One side of an exchange; at most one of `json`, `text` and `base64` is there, none for an empty body."""

    method: str = ""
    """Of a request."""
    url: str = ""
    """The same."""
    status: int = 0
    """Of a reply."""
    headers: tuple[str, ...] = ()
    """`Name: value`, without what says how the body was carried."""
    json: Any | UnsetType = UNSET
    layout: str = "compact"
    """How that JSON was written: `compact`, `spaced`, `indent 2` or `indent 4`; then `ascii` where letters of other
    alphabets are escaped, and `newline` where one follows."""
    text: tuple[str, ...] = ()
    """Lines."""
    base64: str = ""

    def body(self) -> bytes:
        """To the byte, save for what is masked in it."""
        if self.json is not UNSET:
            return _write(self.json, self.layout)
        return b64decode(self.base64) if self.base64 else "\n".join(self.text).encode()


class Kept(Struct, frozen=True):
    """One exchange."""

    example: str
    """Id of the example that asked; empty where that is not known."""
    request: Said
    reply: Said


class Cassette(Struct, frozen=True, kw_only=True):
    """What the examples of one page asked one backend, in order."""

    schema: str = SCHEMA
    kind: str = ""
    """The kind of backend that it is of: only the same kind can have changed since. Empty for what others recorded."""
    backend: str
    page: str
    exchanges: tuple[Kept, ...]


def write(cassette: Cassette) -> bytes:
    """The text of its file."""
    return bytes(msgspec.json.format(msgspec.json.encode(cassette), indent=2)) + b"\n"


def read(text: bytes, where: str) -> Cassette:
    """What a file holds; BackendError, which names it, for what is no recording."""
    try:
        found = msgspec.json.decode(text, type=Cassette)
        for one in found.exchanges:
            _check(one)
    except (msgspec.MsgspecError, ValueError, KeyError) as error:
        raise BackendError(f"{where}: no recording: {error}", "docverify record") from None
    if found.schema != SCHEMA:
        raise BackendError(f"{where}: a recording of another version: {found.schema}", "docverify record")
    return found


def _check(kept: Kept) -> None:
    """Raises ValueError, or KeyError, for what cannot be asked or answered."""
    if not kept.request.method or not kept.request.url or not 200 <= kept.reply.status <= 599:
        raise ValueError("an exchange lacks method, url or status")
    kept.request.body()
    kept.reply.body()


def said(body: bytes) -> dict[str, Any]:
    """The fields that hold this body, as it can be read best."""
    if not body:
        return {}
    try:
        text = body.decode()
        value = json.loads(text)
    except UnicodeDecodeError:
        return {"base64": b64encode(body).decode()}
    except (ValueError, RecursionError):
        return {"text": tuple(text.split("\n"))}
    layout = next((name for name in _layouts() if _write(value, name) == body), None)
    return {"text": tuple(text.split("\n"))} if layout is None else {"json": value, "layout": layout}


def _write(value: Any, layout: str) -> bytes:
    options, end = _layouts()[layout]
    return (json.dumps(value, **options) + end).encode("utf-8", "surrogatepass")


@cache
def _layouts() -> dict[str, tuple[dict[str, Any], str]]:
    """By name, how JSON is written, and what follows."""
    spaces: dict[str, dict[str, Any]] = {
        "compact": {"separators": (",", ":")},
        "spaced": {},
        "indent 2": {"indent": 2},
        "indent 4": {"indent": 4},
    }
    found = {}
    for (name, options), escapes, end in product(spaces.items(), ("", " ascii"), ("", "\n")):
        whole = f"{name}{escapes}{' newline' if end else ''}"
        found[whole] = ({**options, "ensure_ascii": bool(escapes)}, end)
    return found
