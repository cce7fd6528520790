"""A dialect of Markdown: which pages it reads, and which parser reads them."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from docverify.model import Block, Page, Problem

if TYPE_CHECKING:
    from docverify.formats.commonmark.reading import Reader

_INCLUDES = re.compile(
    r"8<-|\{\{[ \t]*#|\{!|<<<|@include|\{(?:literal)?include\}|\{%-?\s*include|\{\{[<%]\s*(?:include|readfile)\b"
    r"|include::|^import\b[^\n]*(?:raw-loader|\?raw|\.mdx?[\"'])",
    re.MULTILINE,
)
"""What a page that includes files holds somewhere: cheaper to look for than to read the page."""

_IMPORTED = ("raw-loader", "?raw", '.md"', ".md'", '.mdx"', ".mdx'")
_SIGNS = ("8<-", "{!", "<<<", "include", "readfile", "#play", *_IMPORTED)
"""One of these is part of each, and cheaper still."""


class Dialect(Struct, frozen=True):
    """A format: see `docverify.ports.Format`."""

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    named_suffixes: tuple[str, ...] = ()
    has_components: bool = False
    """True where tags are components, as in MDX."""

    def wants(self, page: Page) -> Sequence[str]:
        if not any(_may_include(text) for text in (page.text, *page.files.values()) if text):
            return ()
        reader = self._reader(page)
        reader.read()
        return tuple(reader.library.wanted)

    def blocks(self, page: Page) -> tuple[list[Block], list[Problem]]:
        return self._reader(page).read()

    def _reader(self, page: Page) -> "Reader":
        from docverify.formats.commonmark import reading  # markdown-it costs more than the rest of our start

        return reading.Reader(page, has_components=self.has_components)


def _may_include(text: str) -> bool:
    return any(sign in text for sign in _SIGNS) and bool(_INCLUDES.search(text))
