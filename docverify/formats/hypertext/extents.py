"""Where the inside of an element ends in the text of its page."""

import re
from bisect import bisect
from collections.abc import Sequence

from docverify.formats.hypertext.tree import Spot

_CLOSING = {
    "pre": re.compile(r"</pre\b", re.IGNORECASE),
    "textarea": re.compile(r"</textarea\b", re.IGNORECASE),
    "listing": re.compile(r"</listing\b", re.IGNORECASE),
    "xmp": re.compile(r"</xmp\b", re.IGNORECASE),
    "div": re.compile(r"<!-- fragment -->"),
}


def find_ends(code: Sequence[Spot], text: str) -> dict[int, int]:
    """By the place where each begins: its closing tag, or where the next begins."""
    starts = sorted(spot.start for spot in code)
    ends: dict[int, int] = {}
    for spot in code:
        after = bisect(starts, spot.start)
        bound = starts[after] if after < len(starts) else len(text)
        ends[spot.start] = _find_end(spot, text, bound)
    return ends


def _find_end(spot: Spot, text: str, bound: int) -> int:
    usual = text.find(f"</{spot.tag}>", spot.start, bound) if spot.tag != "div" else -1
    if usual >= 0:
        return usual
    closing = _CLOSING[spot.tag].search(text, spot.start, bound)
    return closing.start() if closing else bound
