"""What libraries themselves say of an example that lacks something: a step that comes before, or a runtime."""

import re
from collections.abc import Sequence

from docverify.model import Example, Shown

Reason = tuple[str, str] | None

_UNPREPARED = re.compile(
    r"\b(?:must|needs?(?: to)?|have to|should|be sure to) (?:be |first |have |a |the )*"
    r"(?:call|set|initiali[sz]|configur|creat|connect|regist)\w*\b.{0,200}\b(?:before|first|prior)\b"
    r"|\bnot (?:been |yet |properly )*(?:initiali[sz]ed|configured|set up)\b|\buninitiali[sz]ed\b",
    re.IGNORECASE,
)
"""A library asks for a step that comes before what an example does."""
_ELSEWHERE = re.compile(
    r"\bin (?:a |the )?(?:server|node(?:\.?js)?)(?:[ -]side)? (?:environment|context)\b"
    r"|\bonly (?:be )?(?:available|works?|supported|used|called|run) (?:in|on|by)"
    r" (?:a |the |modern )?(?:web )?browsers?\b",
    re.IGNORECASE,
)
"""A library says that what an example does is for browsers."""
_RUNTIME = re.compile(
    r"\b(?:requires?|needs?|use) (?:an? |another |newer |more recent )+"
    r"(?:runtime|platform|(?:version|release) of node)\b"
    r"|\bnot (?:available|supported|implemented) (?:in|on|by) (?:this|your|the current) "
    r"(?:(?:javascript|js|node(?:\.?js)?) )?(?:runtime|environment|platform|engine|version)\b"
    r"|\bthis environment (?:lacks|does not (?:have|support))\b"
    r"|\bno [\w.`'-]{1,40} implementation (?:is |was )?(?:available|found)\b",
    re.IGNORECASE,
)
"""A library says that it wants what another runtime, or a newer one, has."""
_OF_NOTHING = re.compile(r"Cannot (?:read|set) propert(?:y|ies) .*\bof (?:undefined|null)\b")
_INSIDE = re.compile(r"[^\n]*\n[ \t]+at [^\n]*/node_modules/(?P<name>(?:@[^/]+/)?[^/]+)/")


def unprepared(_: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """The state of a library, which a page may leave to another one: to that on how to begin."""
    inside = _INSIDE.match(shown.traceback)
    if _UNPREPARED.search(shown.message) and (inside or _is_foreign(shown, page)):
        who = f"`{inside['name']}`" if inside else "a library"
        return "fragment", f"{who} asks for a step that comes before: {shown.message[:120]}"
    if inside is None:
        return None
    if _ELSEWHERE.search(shown.message):
        return "needs-display", f"`{inside['name']}` does that in browsers alone: {shown.message[:120]}"
    if _RUNTIME.search(shown.message):
        return "missing-toolchain", f"`{inside['name']}` needs another runtime for that: {shown.message[:120]}"
    if shown.type == "TypeError" and _OF_NOTHING.match(shown.message):
        return (
            "fragment",
            f"fails inside `{inside['name']}`, for want of what may have to be set up: {shown.message[:120]}",
        )
    return None


def _is_foreign(shown: Shown, page: Sequence[Example]) -> bool:
    """True for a text that somebody threw, and that stands nowhere on the page."""
    text = shown.message.strip("'\"`")
    return shown.type == "Thrown" and not any(text in one.block.code for one in page)
