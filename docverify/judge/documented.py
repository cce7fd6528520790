"""The reply that a page shows below a request: in the same block of raw HTTP, or in the block that follows it."""

import re

from msgspec import Struct

from docverify.judge.case import Case
from docverify.model import Block

_JSON = frozenset({"", "json", "json5", "jsonc", "javascript", "js", "text", "txt", "response", "output"})
"""Labels of blocks that may hold a reply."""
_HTTP = frozenset({"http", "https", "http-response", "rest"})
_STATUS = re.compile(r"^HTTP/\d(?:\.\d)?[ \t]+(?P<status>\d{3})\b[^\n]*\n?", re.MULTILINE)


class Documented(Struct, frozen=True):
    """As it stands on the page."""

    status: int
    """0 where the page tells none."""
    body: str
    line: int


def documented_reply(case: Case) -> Documented | None:
    """None where the page shows none, or what follows may be anything else."""
    block = case.example.block
    own = _STATUS.search(block.code) if block.language in _HTTP else None
    if own:
        return _of_http(block, own)
    place = next((number for number, one in enumerate(case.page) if one.id == case.example.id), len(case.page))
    following = case.page[place + 1].block if place + 1 < len(case.page) else None
    if following is None or (following.slug, following.heading) != (block.slug, block.heading):
        return None
    shown = _STATUS.match(following.code.lstrip()) if following.language in _HTTP | {"", "text"} else None
    if shown:
        return _of_http(following, shown)
    is_value = following.language in _JSON and following.code.lstrip()[:1] in ("{", "[")
    return Documented(0, following.code, following.line) if is_value else None


def _of_http(block: Block, status: re.Match[str]) -> Documented:
    below = block.code.lstrip()[status.end() :] if status.string != block.code else block.code[status.end() :]
    body = below.partition("\n\n")[2] or (below if below.lstrip()[:1] in ("{", "[") else "")
    return Documented(int(status["status"]), body.strip(), block.line)
