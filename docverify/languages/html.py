"""HTML: documents and pieces of them. What runs in a browser does not run here."""

from collections.abc import Sequence

from docverify.model import Example, Run
from docverify.parsed import Syntax, parse


class Html:
    name = "html"
    aliases = ("html", "htm", "html5", "xhtml", "text/html")
    family = "html"
    driver = ""

    def recognises(self, code: str) -> bool:  # noqa: ARG002  (the port's)
        return False

    def read(self, example: Example) -> Example:
        from docverify.languages.data_code import markup  # only who has a block in it needs its reader

        return parse(example, Syntax("HTML", markup.load, markup.explain))

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:  # noqa: ARG002
        return None


html = Html()
