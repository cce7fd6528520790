"""TOML: configuration, in which nothing runs."""

from collections.abc import Sequence

from docverify.languages.data_code.tables import explain, load, repairs
from docverify.model import Example, Run
from docverify.parsed import Syntax, parse


class Toml:
    name = "toml"
    aliases = ("toml", "application/toml")
    family = "toml"
    driver = ""

    def recognises(self, code: str) -> bool:  # noqa: ARG002  (the port's)
        return False

    def read(self, example: Example) -> Example:
        return parse(example, TOML)

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:  # noqa: ARG002
        return None


toml = Toml()
TOML = Syntax("TOML", load, explain, repairs)
