"""A result as it is published: the nouns, and the JSON that stands for them; each is made of the other when needed."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import msgspec

from docverify.model import Result
from docverify.packed import in_bundles

MANY = "examples"
"""The field that is as long as the documentation, so that it is never held whole."""
Buffer = bytes | msgspec.Raw
Field = tuple[str, Iterable[bytes]]
"""Name and JSON of a field; that of the examples in parts, each an array of some of them."""


class Published:
    """A result that has at least one of its two forms."""

    def __init__(
        self, *, result: Result | None = None, encoded: bytes = b"", told: Mapping[str, msgspec.Raw] | None = None
    ) -> None:
        """`told`: the JSON of each field."""
        self._result = result
        self._encoded = encoded
        self._told = told

    @cached_property
    def result(self) -> Result:
        """Raises msgspec.MsgspecError for JSON that is no result of this version."""
        return self._result or _decode(self._encoded or b"".join(self.line()))

    @cached_property
    def _raws(self) -> Mapping[str, msgspec.Raw]:
        return self._told or msgspec.json.decode(self._encoded, type=dict[str, msgspec.Raw])

    def fields(self) -> Iterator[Field]:
        """In a fixed order, so that two results can be compared as text.

        Raises msgspec.MsgspecError for what is no object of JSON.
        """
        if self._result is None:
            for name, raw in self._raws.items():
                yield name, _parts(raw) if name == MANY else (bytes(raw),)
            return
        for name in self._result.__struct_fields__:
            value = getattr(self._result, name)
            yield name, map(encode, in_bundles(value) if name == MANY else (value,))

    def line(self) -> Iterator[Buffer]:
        """All of it as one line of JSON, in parts."""
        fields = self.fields() if self._result else ((name, (raw,)) for name, raw in self._raws.items())
        start = b"{"
        for name, parts in fields:
            yield start + encode(name) + b":"
            yield from _array(parts) if self._result and name == MANY else parts
            start = b","
        yield b"}\n"

    def retold(self, started: str, seconds: float) -> "Published":
        """The same JSON, of another run; nothing else of it is read.

        Raises msgspec.MsgspecError for what is no object.
        """
        now = {"started": msgspec.Raw(encode(started)), "seconds": msgspec.Raw(encode(seconds))}
        return Published(told={**self._raws, **now})


def _parts(raw: msgspec.Raw) -> Iterator[bytes]:
    """An array in parts, of which each is one."""
    for bundle in in_bundles(msgspec.json.decode(raw, type=list[msgspec.Raw])):
        yield b"[" + b",".join(map(bytes, bundle)) + b"]"


def _array(parts: Iterable[bytes]) -> Iterator[bytes]:
    """One array of many, in parts."""
    start = b"["
    for part in parts:
        yield start
        yield part[1:-1]
        start = b","
    yield b"[]" if start == b"[" else b"]"


def encode(value: object) -> bytes:
    try:
        return msgspec.json.encode(value, order="deterministic")
    except UnicodeEncodeError:  # an example may print half of a surrogate pair, which UTF-8 cannot hold
        from json import dumps

        return dumps(msgspec.to_builtins(value, order="deterministic"), separators=(",", ":")).encode()


def _decode(encoded: bytes) -> Result:
    try:
        result = msgspec.json.decode(encoded, type=Result)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:  # of such a half, which only the standard library reads
        from json import loads

        try:
            result = msgspec.convert(loads(encoded), Result)
        except ValueError as error:
            raise msgspec.DecodeError(str(error)) from None
    return msgspec.structs.replace(result, examples=tuple(result.examples))
