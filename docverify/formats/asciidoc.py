"""AsciiDoc pages."""

from collections.abc import Sequence

from docverify.draft import Draft
from docverify.model import Block, Page, Problem


class AsciiDoc:
    """AsciiDoc as Asciidoctor reads it, with includes, conditions, attributes and tabs."""

    name = "asciidoc"
    suffixes = (".adoc", ".asciidoc")
    named_suffixes = (".asc",)
    media_types = ("text/asciidoc", "text/x-asciidoc")

    def wants(self, page: Page) -> Sequence[str]:
        from docverify.formats.asciidoctor.reading import read

        return read(page, Draft(page)) if "include::" in page.text else ()

    def blocks(self, page: Page) -> tuple[list[Block], list[Problem]]:
        from docverify.formats.asciidoctor.reading import read

        draft = Draft(page)
        read(page, draft)
        return draft.finish()


asciidoc = AsciiDoc()
