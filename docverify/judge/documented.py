"""The replies that a page shows below a request: in the same block of raw HTTP, or in the blocks that follow it."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from docverify.judge.case import Case
from docverify.model import Block

_JSON = frozenset({"", "json", "json5", "jsonc", "javascript", "js", "text", "txt", "response", "output"})
"""Labels of blocks that may hold a reply."""
_HTTP = frozenset({"http", "https", "http-response", "rest"})
_STATUS = re.compile(r"^HTTP/\d(?:\.\d)?[ \t]+(?P<status>\d{3})\b[^\n]*\n?", re.MULTILINE)
_NAMED = re.compile(
    r"(?<![\w.])(?:status(?: code)?|HTTP|error|returns?|responds? with|answers?)[ :`*]{1,4}(?:an? )?[`*]*([1-5]\d\d)\b"
    r"|(?<![\w.-])([45]\d\d)[ `*]+(?:[A-Z]\w+|error|status|response)",
    re.IGNORECASE,
)
"""A status in the label of a tab, or in the paragraph above a block."""
MOST = 10
"""Replies of one request that are looked at."""


class Documented(Struct, frozen=True):
    """As it stands on the page."""

    status: int
    """0 where the page tells none."""
    body: str
    line: int
    certain: bool = False
    """True when the status stands in the block itself."""


def documented_replies(case: Case) -> Sequence[Documented]:
    """In page order; none where the page shows none, or what follows may be anything else."""
    block = case.example.block
    own = _STATUS.search(block.code) if block.language in _HTTP else None
    if own:
        return (_of_http(block, own),)
    place = next((number for number, one in enumerate(case.page) if one.id == case.example.id), len(case.page))
    return tuple(_following(block, [one.block for one in case.page[place + 1 :]]))[:MOST]


def _following(block: Block, below: Sequence[Block]) -> Iterator[Documented]:
    """Past the same request in other languages; a further one counts only where it is told from the first."""
    first = True
    for one in below:
        if one.tab != block.tab and block.tab and one.tab.partition("/")[0] == block.tab.partition("/")[0]:
            continue
        found = _reply(one) if (one.slug, one.heading) == (block.slug, block.heading) else None
        if found is None or not (first or found.status):
            return
        first = False
        yield found


def _reply(block: Block) -> Documented | None:
    shown = _STATUS.match(block.code.lstrip()) if block.language in _HTTP | {"", "text"} else None
    if shown:
        return _of_http(block, shown)
    is_value = block.language in _JSON and block.code.lstrip()[:1] in ("{", "[")
    return Documented(_status(block), block.code, block.line) if is_value else None


def _status(block: Block) -> int:
    label = block.tab.partition("/")[2]
    named = re.match(r"[1-5]\d\d\b", label) or _NAMED.search(f"{label}\n{block.lead}")
    return int(next(filter(None, named.groups()), named[0])) if named else 0


def _of_http(block: Block, status: re.Match[str]) -> Documented:
    below = block.code.lstrip()[status.end() :] if status.string != block.code else block.code[status.end() :]
    body = below.partition("\n\n")[2] or (below if below.lstrip()[:1] in ("{", "[") else "")
    return Documented(int(status["status"]), body.strip(), block.line, certain=True)
