"""The law of lines, checked without a Markdown parser: where a block says it stands, there it stands."""

import re
from html import unescape

from docverify.model import Block

CONTAINERS = re.compile(r"(?:[ \t>%]|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))*")
"""What may stand before code on its line: quotes, bullets, numbers, indent."""

LEFT_OUT = re.compile(r"\[!code|highlight-(?:next-line|start|end)|raw\s*-?%\}|8<-")
"""Where the generator leaves lines out, or puts others in, a block may have fewer lines than its place on the page."""


def split(text: str) -> list[str]:
    """The lines that Markdown knows; Python's own splitting knows more line ends."""
    return re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))


def broken(block: Block, lines: list[str]) -> list[str]:
    """What is wrong with a block's lines; empty when the law holds."""
    if not block.code:
        return [] if block.end_line == block.line - 1 else [f"{block.line}: an empty block ends on {block.end_line}"]
    code = block.code.split("\n")
    count = block.end_line - block.line + 1
    source = "\n".join(lines[block.line - 1 : block.end_line])
    is_true = count == len(code) or (count > len(code) and bool(LEFT_OUT.search(source)))
    wrong = [] if is_true else [f"{block.line}: not {len(code)} lines"]
    for line, shown in ((block.line, code[0]), (block.end_line, code[-1])):
        source = lines[line - 1] if 0 < line <= len(lines) else "(no such line)"
        if not _holds(source, shown, block.style):
            wrong.append(f"{line}: {source!r} is not {shown!r}")
    return wrong


def _holds(source: str, shown: str, style: str) -> bool:
    if style == "html":
        return shown.strip() in unescape(re.sub(r"<!--.*?-->|</?[A-Za-z][^<>]*>", "", source))
    if style == "hidden":  # the comment may end on the line
        source = source.partition("-->")[0]
    if re.search(r"\[!code|\{[{%].*highlight", source):
        return shown.strip() in source
    return _bare(source) in (_bare(shown), f";{_bare(shown)}")


def _bare(line: str) -> str:
    """Code may itself begin with what looks like a container, so both sides lose it."""
    line = re.sub(r"\{%-?\s*(?:end)?raw\s*-?%\}", "", line)
    return CONTAINERS.sub("", line, count=1).strip(" \t")
