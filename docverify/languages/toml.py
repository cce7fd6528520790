"""TOML: configuration, in which nothing runs."""

from collections.abc import Sequence

from docverify.model import Example, Run
from docverify.parsed import parse


class Toml:
    name = "toml"
    aliases = ("toml",)
    family = "toml"
    driver = ""

    def recognises(self, code: str) -> bool:  # noqa: ARG002  (the port's)
        return False

    def read(self, example: Example) -> Example:
        import tomllib

        return parse(example, "TOML", tomllib.loads)

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:  # noqa: ARG002
        return None


toml = Toml()
