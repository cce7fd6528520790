"""CSS: style sheets, in which nothing runs. SCSS and Less are languages of their own."""

from collections.abc import Sequence

from docverify.model import Example, Run
from docverify.parsed import Syntax, parse


class Css:
    name = "css"
    aliases = ("css", "text/css")
    family = "css"
    driver = ""

    def recognises(self, code: str) -> bool:  # noqa: ARG002  (the port's)
        return False

    def read(self, example: Example) -> Example:
        from docverify.languages.data_code import rules  # only who has a block in it needs its reader

        return parse(example, Syntax("CSS", rules.load, rules.explain, rules.repairs, longest=50_000))

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:  # noqa: ARG002
        return None


css = Css()
