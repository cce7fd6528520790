"""The result as programs read it: one JSON object, described by the JSON Schema that is shipped with docverify."""

import msgspec

from docverify.model import Result


class JsonReport:
    """Indented, with keys in a fixed order, so that two results can be compared as text."""

    name = "json"

    def render(self, result: Result, *, colour: bool = False, width: int = 100) -> str:  # noqa: ARG002  (the port's)
        try:
            encoded = msgspec.json.encode(result, order="deterministic")
        except UnicodeEncodeError:  # an example may print half of a surrogate pair, which UTF-8 cannot hold
            return _escaped(result)
        return msgspec.json.format(encoded, indent=2).decode() + "\n"


json = JsonReport()


def _escaped(result: Result) -> str:
    from json import dumps

    return dumps(msgspec.to_builtins(result, order="deterministic"), indent=2) + "\n"
