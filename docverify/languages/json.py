"""JSON, and JSON lines: data, in which nothing runs."""

from collections.abc import Sequence

from docverify.model import Example, Run
from docverify.parsed import parse


class Json:
    name = "json"
    aliases = ("json", "jsonl", "ndjson", "geojson")
    family = "json"
    driver = ""

    def recognises(self, code: str) -> bool:  # noqa: ARG002  (the port's: data without a label is mostly output)
        return False

    def read(self, example: Example) -> Example:
        return parse(example, "JSON", load)

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:  # noqa: ARG002
        return None


json = Json()


def load(code: str) -> object:
    """One value, or one a line; raises ValueError for what is neither."""
    from json import JSONDecodeError, loads

    try:
        return loads(code)
    except JSONDecodeError as error:
        if not error.msg.startswith("Extra data"):
            raise
        try:
            return [loads(line) for line in code.split("\n") if line.strip()]
        except JSONDecodeError:
            raise error from None
