"""Secrets and their stand-ins: the first are put in for the second on the way out, and taken out of what comes back."""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from html import escape
from json import dumps
from urllib.parse import quote, quote_plus

from docverify.proxy.heads import Headers, without

_TEXT = re.compile(r"text/|multipart/|.*[/+](?:json|xml|x-www-form-urlencoded|javascript|graphql|yaml|toml|x-ndjson)\b")
_FEWEST = 8
"""Characters in base64 that tell a secret from chance."""


class Swap:
    """Puts texts in the place of others in a stream of bytes; what the end of a part may begin is held back."""

    def __init__(self, pairs: Mapping[bytes, bytes]) -> None:
        self.pairs = {old: new for old, new in pairs.items() if old and old != new}
        found = sorted(self.pairs, key=len, reverse=True)
        self.pattern = re.compile(b"|".join(map(re.escape, found)) if found else rb"(?!)")
        self.held = b""

    def __bool__(self) -> bool:
        return bool(self.pairs)

    def feed(self, part: bytes) -> bytes:
        """What is sure of the stream after this part of it."""
        if not self.pairs:
            return part
        data = self.held + part
        sure = len(data) - self._begun(data)
        out: list[bytes] = []
        at = 0
        for match in self.pattern.finditer(data):
            if match.start() >= sure:
                break
            out += data[at : match.start()], self.pairs[match[0]]
            at = match.end()
        cut = max(at, sure)
        self.held = data[cut:]
        return b"".join([*out, data[at:cut]])

    def end(self) -> bytes:
        """What was held back."""
        data, self.held = self.held, b""
        return self.whole(data)

    def whole(self, data: bytes) -> bytes:
        """All of a text that is no part of the stream."""
        if not self.pairs:
            return data
        return self.pattern.sub(lambda match: self.pairs[match[0]], data)

    def finds(self, part: bytes) -> bool:
        """True when the stream holds one of the texts by now; nothing is held back of what is passed on as it is."""
        data = self.held + part
        self.held = data[max(0, len(data) - max(map(len, self.pairs), default=0)) :]
        return bool(self.pairs) and self.pattern.search(data) is not None

    def _begun(self, data: bytes) -> int:
        """Length of the longest end of the data that more bytes could make one of the texts."""
        longest = 0
        for old in self.pairs:
            for length in range(min(len(old) - 1, len(data)), longest, -1):
                if data.endswith(old[:length]):
                    longest = length
                    break
        return longest


class Disguise:
    """The secrets of one route, and what they are swapped with, by place."""

    def __init__(self, secrets: Mapping[str, str], captured: Mapping[str, str] | None = None) -> None:
        """`captured`: what replies gave, by its stand-ins, which is nothing to hide; None where nothing is wanted."""
        self.secrets = {stand_in: real for stand_in, real in secrets.items() if stand_in and real}
        self.is_needed = bool(self.secrets) or captured is not None
        said = {**self.secrets, **(captured or {})}
        self.plain = {stand_in.encode(): real.encode() for stand_in, real in said.items()}
        self.quoted = {
            written: _percent(real).encode()
            for stand_in, real in said.items()
            for written in (stand_in.encode(), _percent(stand_in).encode(), quote_plus(stand_in).encode())
        }
        self.escaped = {stand_in.encode(): _json(real).encode() for stand_in, real in said.items()}
        self.known = dict(_coded(self.secrets))

    def __bool__(self) -> bool:
        return self.is_needed

    def reveal_target(self, target: str) -> str:
        """A request's target with the real values."""
        return Swap(self.quoted).whole(target.encode("latin-1")).decode("latin-1")

    def reveal_headers(self, headers: Headers) -> Headers:
        """A request's headers with the real values, also inside of Basic credentials."""
        swap = Swap(self.plain)
        return tuple((name, self._reveal(name, value, swap)) for name, value in headers)

    def reveal_body(self, kind: str) -> Swap:
        """What a body of this content type goes through on its way out."""
        lowered = kind.lower().strip()
        if lowered and not _TEXT.match(lowered):
            return Swap({})
        if "urlencoded" in lowered:
            return Swap(self.quoted)
        return Swap(self.escaped if "json" in lowered else self.plain)

    def cover(self, sent: Iterable[tuple[str, str]] = (), shown: Iterable[tuple[str, str]] = ()) -> Swap:
        """What everything that comes back goes through; headers that were changed on the way out are known whole."""
        pairs = dict(self.known)
        for (_, old), (_, new) in zip(sent, shown, strict=False):
            token = new.partition(" ")[2]
            if old != new and token and new.lower().startswith("basic "):
                pairs[token.encode("latin-1")] = old.partition(" ")[2].encode("latin-1")
        return Swap(pairs)

    def _reveal(self, name: str, value: str, swap: Swap) -> str:
        changed = swap.whole(value.encode("latin-1")).decode("latin-1")
        scheme, _, token = value.partition(" ")
        if changed != value or name.lower() != "authorization" or scheme.lower() != "basic":
            return changed
        try:
            credentials = b64decode(token.strip(), validate=True)
        except ValueError:
            return value
        shown = swap.whole(credentials)
        return value if shown == credentials else f"{scheme} {b64encode(shown).decode()}"


def ask_plainly(headers: Headers) -> Headers:
    """Headers that ask for no packed answer: no secret could be seen in it."""
    kept = without(headers, "accept-encoding", "sec-websocket-extensions")
    return (*kept, ("Accept-Encoding", "identity"))


def _coded(secrets: Mapping[str, str]) -> Iterable[tuple[bytes, bytes]]:
    """Each real value as servers write it into what they say, and the stand-in written likewise."""
    for stand_in, real in secrets.items():
        for core in _in_base64(real.encode()):
            yield core, stand_in.encode()
        for write in (_slashed, _json, _ascii, quote, quote_plus, _percent, escape, str):
            yield write(real).encode(), write(stand_in).encode()


def _in_base64(real: bytes) -> Iterable[bytes]:
    """What of its base64 is the same whatever stands before and behind it, wherever it begins."""
    for before in range(3):
        coded = b64encode(bytes(before) + real)
        core = coded[(0, 2, 3)[before] : (before + len(real)) * 8 // 6]
        if len(core) >= _FEWEST:
            yield core
            yield core.translate(bytes.maketrans(b"+/", b"-_"))


def _percent(text: str) -> str:
    return quote(text, safe="")


def _json(text: str) -> str:
    return dumps(text, ensure_ascii=False)[1:-1]


def _ascii(text: str) -> str:
    return dumps(text)[1:-1]


def _slashed(text: str) -> str:
    return _ascii(text).replace("/", r"\/")
