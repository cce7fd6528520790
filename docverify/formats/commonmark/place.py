"""Where the lines stand that a token is made of."""

from markdown_it.token import Token
from msgspec import Struct

from docverify.formats.including import Included


class Place(Struct, frozen=True):
    """What is parsed may be a part of the page, or of a file that it includes."""

    offset: int = 0
    """Lines above those that are parsed."""
    files: tuple[Included, ...] = ()
    """The included file that they are in, behind those that include it."""
    line: int = 0
    """Of the page, where the first of these files is included; 0 on the page itself."""

    @property
    def beside(self) -> str:
        """The name of the file that the lines are in; empty for the page."""
        return self.files[-1].name if self.files else ""


def first_line(token: Token) -> int:
    """1-based, in the text that was parsed."""
    return (token.map or [0])[0] + 1
