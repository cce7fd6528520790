"""The result as programs read it: one JSON object, described by the JSON Schema that is shipped with docverify."""

from collections.abc import Iterable, Iterator

import msgspec

from docverify.model import Result
from docverify.published import MANY, Field, Published, encode


class JsonReport:
    """Indented, so that two results can be compared line by line."""

    name = "json"

    def render(self, result: Result, *, colour: bool = False, width: int = 100) -> str:  # noqa: ARG002  (the port's)
        return b"".join(self.rewrite(Published(result=result).fields())).decode()

    def rewrite(self, fields: Iterable[Field]) -> Iterator[bytes]:
        start = b"{\n  "
        for name, parts in fields:
            yield start + encode(name) + b": "
            yield from members(parts) if name == MANY else map(indented, parts)
            start = b",\n  "
        yield b"\n}\n"


json = JsonReport()


def members(parts: Iterable[bytes]) -> Iterator[bytes]:
    """One array of many, whose parts are arrays."""
    start = b"["
    for part in parts:
        if inner := indented(part)[1:-4]:  # all but the brackets
            yield start
            yield inner
            start = b","
    yield b"[]" if start == b"[" else b"\n  ]"


def indented(value: bytes) -> bytes:
    """A value as it stands in an object: what follows its first line stands two columns further in."""
    try:
        text = msgspec.json.format(value, indent=2)
    except msgspec.DecodeError:  # half of a surrogate pair, which only the standard library reads
        from json import dumps, loads

        text = dumps(loads(value), indent=2).encode()
    return text.replace(b"\n", b"\n  ")
