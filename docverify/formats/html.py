"""Pages as a site shows them."""

from collections.abc import Sequence

from docverify.model import Block, Page, Problem


class Html:
    """HTML of every documentation generator that is known, and of pages written by hand."""

    name = "html"
    suffixes = (".html", ".htm", ".xhtml")
    named_suffixes = ()
    media_types = ("text/html", "application/xhtml+xml")

    def wants(self, page: Page) -> Sequence[str]:  # noqa: ARG002
        return ()

    def blocks(self, page: Page) -> tuple[list[Block], list[Problem]]:
        from docverify.formats.hypertext.reading import Reader  # the parser costs more than the rest of our start
        from docverify.formats.hypertext.tree import Tree

        return Reader(page, Tree(page.text)).read()


html = Html()
