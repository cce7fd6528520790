"""What is forgiven a block of a site whose generator does not keep whitespace: tabs, blanks and blank lines."""

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from docverify.judge.case import Case
from docverify.model import WRONG, Example, Verdict
from docverify.order import above

LOST = "the HTML does not keep whitespace"
_FLAG = "NORMALIZE_WHITESPACE"
_ERRORS = re.compile(
    r"\b(?:IndentationError|TabError)\b|inconsistent use of tabs|unindent does not match|unexpected indent"
    r"|\bmissing separator\b|recipe commences before|here-document .*delimited by end-of-file"
    r"|\b(?:malformed|corrupt) patch\b|patch does not apply|Hunk #\d+ FAILED|found character .\\t. that cannot start"
)
"""What interpreters and tools say of whitespace that is not as they need it."""
_HEREDOC = re.compile(r"<<(-?)[ \t]*[\"'\\]?[A-Za-z_]")
_MAYBE_TAB = re.compile(r"^ |\S {2,}\S", re.MULTILINE)
"""Where a tab may have stood."""
_WEIGHS = re.compile(r"\b(?:wc|cksum|\w+sum|stat|du|cmp|diff|cat -[A-Za-z]*[AtTeEv]|od|xxd|hexdump)\b")
"""Commands whose output whitespace decides."""


def is_lossy(case: Case) -> bool:
    """True when its code, or the output that the page shows for it, may have other whitespace than its author wrote."""
    example = case.example
    if example.block.fidelity != "exact":
        return True
    if example.expectation.kind not in ("output", "exception"):
        return False
    return any(one.expected_by == example.id and one.block.fidelity != "exact" for one in case.page)


def loosen(case: Case) -> Case:
    """The case with whitespace left out of every comparison."""
    steps = tuple(replace(step, flags=(*step.flags, _FLAG)) for step in case.example.steps)
    return replace(case, example=replace(case.example, steps=steps), flags=(_FLAG,))


def spare(case: Case, verdict: Verdict) -> Verdict:
    """The verdict on a case of which whitespace was lost: what that alone may explain is held against nobody."""
    if verdict.verdict not in WRONG:
        return verdict
    said = [verdict.detail, verdict.actual, *(done.stderr + done.stdout for done in case.run.steps)]
    if not any(_ERRORS.search(text) for text in said) and not _depends(case):
        return verdict
    detail = f"{LOST}: {verdict.detail}"
    return replace(verdict, verdict="unverified", kind="", reason="pseudo-code", detail=detail)


def _depends(case: Case) -> bool:
    """True when it reads text in which tabs may have stood: of a here-document of its own or of one above."""
    example = case.example
    if case.language.family != "shell":
        return False
    above = _codes_above(example, case.page) if _WEIGHS.search(example.block.code) else ()
    return any(_holds_text(code) for code in (example.block.code, *above))


def _codes_above(example: Example, page: Sequence[Example]) -> Iterable[str]:
    for one in above(example, page):
        if one.session == example.session:
            yield one.block.code


def _holds_text(code: str) -> bool:
    found = _HEREDOC.search(code)
    return found is not None and (bool(found[1]) or bool(_MAYBE_TAB.search(code, found.end())))
