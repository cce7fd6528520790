"""What reads a kind of page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from docverify.model import Block, Page, Problem


@runtime_checkable
class Format(Protocol):
    """Reads the blocks of a page. Pure."""

    name: str
    suffixes: tuple[str, ...]
    """Ends of file names, in lower case: every such file of a source is a page."""
    named_suffixes: tuple[str, ...]
    """Ends of file names that are a page only where the user names the file, or a glob of `include` ends like them."""
    media_types: tuple[str, ...]
    """What a server calls such pages, in lower case, without parameters."""

    def wants(self, page: Page) -> Sequence[str]:
        """Names of the files that the page includes and whose text is not in `page.files` yet.

        A name is a POSIX path relative to the page; one that begins with `/` is looked for in the folder of the source,
        then in each folder above it. Asked again once they are there, since a file may include others.
        """
        ...

    def blocks(self, page: Page) -> tuple[list[Block], list[Problem]]:
        """Every block of the page in page order, and what is wrong with the page."""
        ...


@runtime_checkable
class Spelled(Protocol):
    """A format on whose lines text stands in another spelling than its own. Pure."""

    def spell(self, text: str) -> Callable[[int, str], str | None]:
        """How a line of text is written on the 1-based line of this page; None where it cannot be."""
        ...


@runtime_checkable
class Nested(Protocol):
    """A format in which the lines of a text need not be lines of the page. Pure."""

    def rewritten(self, text: str, line: int, old: str, new: str) -> str | None:
        """The page with another text in place of the one that begins on the 1-based line; None where that cannot be."""
        ...

    def changed(self, text: str, line: int, change: Callable[[str, int], str | None]) -> str | None:
        """The page with a change of what its author wrote where the 1-based line stands; None where that cannot be.

        `change` is told the text of that place, and which of its own lines is meant.
        """
        ...
