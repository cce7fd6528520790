"""Comments of a page: markers, hidden code, and what stands for something else."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from markdown_it.token import Token
from msgspec.structs import replace

from docverify.draft import Piece
from docverify.formats.commonmark import parser
from docverify.formats.commonmark.inclusion import include
from docverify.formats.commonmark.place import first_line
from docverify.formats.commonmark.references import read_comment as read_reference
from docverify.infostring import read as read_info

if TYPE_CHECKING:
    from docverify.formats.commonmark.reading import Reader

LONGEST_NAME = 6
"""Words beside hidden code that may be what it is called."""
_HIDDEN_CODE = re.compile(r"-?\s*invisible-code(?:-block)?:[ \t]*(\S+)[ \t]*\n(.*)", re.DOTALL)


def read_comment(reader: "Reader", text: str, line: int, written: str) -> None:
    """A comment's text, its line in what is parsed, and the comment with its delimiters."""
    hidden = _HIDDEN_CODE.match(text.lstrip(" \t"))
    reference = read_reference(text) if "@include" in text else None
    if hidden:
        start = line + text.count("\n") - hidden[2].count("\n")
        code = hidden[2].removesuffix("-") if text.startswith("-") else hidden[2]
        info = read_info(hidden[1])
        reader.add(Piece(code.rstrip(), reader.line(start), info.language, hidden[1], info.attributes, style="hidden"))
    elif reference:
        include(reader, reference, line)
    elif text.strip() in ("tabs:start", "tabs:end"):
        reader.tabs.panel(opens=text.strip() == "tabs:start")
    elif not reader.comment(text, line, written) and ("```" in text or "~~~" in text):
        with reader.at(replace(reader.place, offset=reader.place.offset + line - 1)):
            tokens = parser.markdown_parser().parse(text)
            for token in () if _is_of_page(tokens) else tokens:
                if token.type == "fence":
                    reader.fence(token, style="hidden")


def _is_of_page(tokens: Sequence[Token]) -> bool:
    """True for a part of the page that is taken out of it, with what it tells its readers: nobody sees that.

    Hidden code has no more beside it than a name.
    """
    told = [token.content for token in tokens if token.type == "inline"]
    headed = any(token.type in ("heading_open", "html_block") for token in tokens)
    return headed or len(told) > 1 or any(len(text.split()) > LONGEST_NAME for text in told)


def read_percent(reader: "Reader", token: Token) -> None:
    """MyST's comments: each line is one, and hidden code goes on over several."""
    lines = [line[1:].removeprefix(" ") for line in token.content.split("\n")]
    if _HIDDEN_CODE.match("\n".join(lines)):
        read_comment(reader, "\n".join(lines), first_line(token), token.content)
        return
    for number, line in enumerate(lines):
        read_comment(reader, line, first_line(token) + number, f"% {line}")
