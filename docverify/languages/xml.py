"""XML, and the formats that are written in it: data, in which nothing runs."""

from collections.abc import Sequence

from docverify.model import Example, Run
from docverify.parsed import Syntax, parse


class Xml:
    name = "xml"
    aliases = (
        *("xml", "application/xml", "text/xml", "svg", "xsd", "xslt", "xsl", "wsdl", "rss", "atom", "plist", "pom"),
        *("mathml", "xaml", "axml", "csproj", "msbuild", "storyboard", "nuspec"),
    )
    family = "xml"
    driver = ""

    def recognises(self, code: str) -> bool:  # noqa: ARG002  (the port's)
        return False

    def read(self, example: Example) -> Example:
        from docverify.languages.data_code import elements  # only who has a block in it needs its reader

        return parse(example, Syntax("XML", elements.load, elements.explain, elements.repairs))

    def reason(self, example: Example, run: Run, page: Sequence[Example]) -> tuple[str, str] | None:  # noqa: ARG002
        return None


xml = Xml()
