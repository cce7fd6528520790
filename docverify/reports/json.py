"""The result as programs read it: one JSON object, described by the JSON Schema that is shipped with docverify."""

import msgspec

from docverify.model import Result
from docverify.published import Published


class JsonReport:
    """Indented, so that two results can be compared line by line."""

    name = "json"

    def render(self, result: Result, *, colour: bool = False, width: int = 100) -> str:  # noqa: ARG002  (the port's)
        return self.rewrite(Published(result=result).encoded).decode() + "\n"

    def rewrite(self, encoded: bytes) -> bytes:
        try:
            return msgspec.json.format(encoded, indent=2)
        except msgspec.DecodeError:  # half of a surrogate pair, which only the standard library reads
            from json import dumps, loads

            return dumps(loads(encoded), indent=2).encode()


json = JsonReport()
