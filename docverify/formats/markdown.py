"""Markdown pages."""

from collections.abc import Sequence

from docverify.model import Block, Page, Problem


class Markdown:
    """CommonMark with tables and front matter, and the containers of MkDocs, MyST, MDX and VitePress."""

    name = "markdown"
    suffixes = (".md", ".markdown", ".md.txt")
    named_suffixes = ()
    media_types = ("text/markdown", "text/x-markdown")

    def wants(self, page: Page) -> Sequence[str]:  # noqa: ARG002
        return ()

    def blocks(self, page: Page) -> tuple[list[Block], list[Problem]]:
        from docverify.formats.commonmark import parser, reading  # markdown-it costs more than the rest of our start

        return reading.Reader(page).read(parser.tokens(page.text))


markdown = Markdown()
