"""A result as it is published: the nouns, and the JSON that stands for them; each is made of the other when needed."""

from functools import cached_property
from typing import Any

import msgspec

from docverify.model import Result


class Published:
    """A result that has at least one of its two forms."""

    def __init__(self, *, result: Result | None = None, encoded: bytes = b"") -> None:
        self._result = result
        self._encoded = encoded

    @cached_property
    def result(self) -> Result:
        """Raises msgspec.MsgspecError for JSON that is no result of this version."""
        return self._result or _decode(self._encoded)

    @cached_property
    def encoded(self) -> bytes:
        """One line of JSON, with keys in a fixed order, so that two results can be compared as text."""
        return self._encoded or _encode(self.result)

    def retold(self, started: str, seconds: float) -> "Published":
        """The same, of another run; nothing else of it is read. Raises msgspec.MsgspecError for what is no object."""
        parts: dict[str, Any] = msgspec.json.decode(self.encoded, type=dict[str, msgspec.Raw])
        parts.update(started=started, seconds=seconds)
        return Published(encoded=msgspec.json.encode(parts))


def _encode(result: Result) -> bytes:
    try:
        return msgspec.json.encode(result, order="deterministic")
    except UnicodeEncodeError:  # an example may print half of a surrogate pair, which UTF-8 cannot hold
        from json import dumps

        return dumps(msgspec.to_builtins(result, order="deterministic"), separators=(",", ":")).encode()


def _decode(encoded: bytes) -> Result:
    try:
        return msgspec.json.decode(encoded, type=Result)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:  # of such a half, which only the standard library reads
        from json import loads

        try:
            return msgspec.convert(loads(encoded), Result)
        except ValueError as error:
            raise msgspec.DecodeError(str(error)) from None
