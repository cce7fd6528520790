"""The files that one page includes, by the names that it uses for them."""

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath

from msgspec import Struct

from docverify.model import Page

ROOM = 5_000_000
"""Characters that a page may include in all: files that include each other twice over would grow without end."""

MOST = 1_000
"""Files that a page may include, counting each time: small ones cost time too."""

_LINE_END = re.compile(r"\r\n?")
_ROOTED = re.compile(r"(?:@site|@|~)?/+")
_ELSEWHERE = re.compile(r"[A-Za-z][\w+.-]+:")


class Included(Struct, frozen=True):
    """A file that is there."""

    name: str
    """Relative to the page."""
    file: str
    """Its identity, as a page has one."""
    text: str
    """Its lines end in `\\n`."""


class Library:
    """Looks files up, and remembers which the page was not given yet."""

    def __init__(self, page: Page) -> None:
        self.wanted: dict[str, None] = {}
        self._page = page
        self._room = ROOM
        self._left = MOST

    @property
    def is_spent(self) -> bool:
        """True when no further file is given out."""
        return self._left <= 0 or self._room <= 0

    def find(self, name: str, beside: str = "") -> Included | None:
        """The file that is meant by this name in the page, or in the included file `beside`; None when there is none.

        What begins with a sign for the root (`/`, `@/`, `@site/`, `~/`), and what is not found beside the file that
        includes it, is looked for in the folder of the page and in each one above.
        """
        names = list(dict.fromkeys(self._names(name, beside)))
        self.wanted.update(dict.fromkeys(one for one in names if one not in self._page.files))
        for one in names:
            text = self._page.files.get(one)
            if text is not None and len(text) <= self._room and self._left > 0:
                self._room -= len(text)
                self._left -= 1
                return Included(one, find_identity(self._page, one), _LINE_END.sub("\n", text.removeprefix("\ufeff")))
        return None

    def _names(self, name: str, beside: str) -> Iterator[str]:
        rooted = _ROOTED.match(name)
        path = name[rooted.end() :] if rooted else name
        if not path or "\0" in path or "\n" in path or _ELSEWHERE.match(path):
            return
        if not rooted:
            yield normpath(join(dirname(beside), path))
        if not path.startswith(("./", "../")):
            depth = self._page.path.rpartition("//")[2].count("/")
            yield from (normpath("../" * above + path) for above in range(depth + 1))


def find_identity(page: Page, name: str) -> str:
    """Of the file that the page includes by this name, relative to itself."""
    scheme, slashes, path = page.path.rpartition("//")
    return scheme + slashes + normpath(join(dirname(path), name))
