"""TOML: configuration, in which nothing runs."""

from collections.abc import Sequence

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
        from docverify.languages.data_code import tables  # only who has a block in it needs its reader

        return parse(example, Syntax("TOML", tables.load, tables.explain, tables.repairs))

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:  # noqa: ARG002
        return None


toml = Toml()
