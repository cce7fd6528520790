"""Errors that a package raises in its own code: which of them the example brought about by what it writes."""

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from docverify.judge.blame import LIBRARY
from docverify.judge.quoted import quoted
from docverify.model import Example, Verdict
from docverify.tracebacks import MISUSES, last_part

_OF_A_CALL = re.compile(
    r"\bunexpected keyword|\bpositional argument|\bmissing \d+ required|\bmultiple values for"
    r"|\btakes (?:no|(?:exactly |at (?:most|least) )?\d+)\b"
    r"|\b(?:must|should) be\b|\bexpected [^\n]{0,80}\bgot\b"
)
"""What is said of a call that does not fit, or of a value of another kind."""
_QUOTED = re.compile(r"['\"`]([^'\"`\n]{3,200})['\"`]")


def doubt_inside(verdicts: Mapping[str, Verdict], page: Sequence[Example]) -> dict[str, Verdict]:
    """By example id: a package may lack a setting, a server, a runner or another interpreter, and no page tells of all
    that its reader has. An error in its own code is the page's where it speaks of what stands there: of how something
    is called, or of a text. An error that the page shows is what it says happens, and is not doubted."""
    found = dict(verdicts)
    for example in page:
        verdict = verdicts.get(example.id)
        if verdict and verdict.verdict == "fail" and verdict.blame == LIBRARY and not verdict.expected:
            found[example.id] = verdict if _is_of_page(verdict, example.block.code) else _doubted(verdict)
    return found


def _is_of_page(verdict: Verdict, code: str) -> bool:
    if _OF_A_CALL.search(verdict.detail):
        return True
    if last_part(verdict.reason) in MISUSES:  # a name in quotes is one that the package looked for
        return False
    texts = quoted(code)
    return any(said in text for said in _QUOTED.findall(verdict.detail) for text in texts)


def _doubted(verdict: Verdict) -> Verdict:
    detail = f"a package ends so in its own code, for want of something that the page may not tell: {verdict.detail}"
    return replace(verdict, verdict="unverified", reason="incomplete", blame="", detail=detail)
