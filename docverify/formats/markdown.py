"""Markdown pages."""

from docverify.model import Block, Page, Problem


class Markdown:
    """CommonMark with tables and front matter, and the containers of MkDocs, MyST, MDX and VitePress."""

    name = "markdown"
    suffixes = (".md", ".markdown")

    def blocks(self, page: Page) -> tuple[list[Block], list[Problem]]:
        from docverify.formats.commonmark import parser, reading  # markdown-it costs more than the rest of our start

        reader = reading.Reader(page)
        reader.read(parser.tokens(page.text))
        return reader.blocks, reader.problems


markdown = Markdown()
