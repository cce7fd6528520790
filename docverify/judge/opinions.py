"""What a compiler says of an example, beside what its run showed."""

import re

from msgspec.structs import replace

from docverify.judge.case import LONGEST_EVIDENCE
from docverify.model import LEVELS, Verdict
from docverify.ports import Opinion

UNRUN = frozenset(
    (
        "fragment",
        "missing-package",
        "missing-toolchain",
        "missing-file",
        "needs-network",
        "needs-credentials",
        "needs-input",
        "needs-display",
        "long-running",
    )
)
"""Reasons for which an example could not run, and that say nothing of what the compiler sees."""
SEEN = frozenset(("TypeError", "SyntaxError"))
"""Errors of a run that the compiler would have seen, had they been the page's."""

_LACKED = re.compile(r"needs the package `([^`]+)`")


def could_not_run(verdict: Verdict) -> bool:
    """True when what a compiler says of it may count."""
    return verdict.verdict == "unverified" and verdict.reason in UNRUN


def weigh_opinion(verdict: Verdict, opinion: Opinion | None, code: str) -> Verdict:
    """The verdict with what the compiler says of the code: it decides only where the example could not run.

    What ran is right about itself: a page may show code whose types it does not care for.
    """
    if opinion is None:
        return verdict
    if verdict.verdict == "fail" and verdict.reason in SEEN and not opinion.problem:
        detail = f"{verdict.detail}, though the compiler accepts it: other surroundings may be meant"
        return replace(verdict, verdict="unverified", level="built", reason="incomplete", detail=detail)
    if verdict.verdict not in ("pass", "unverified"):
        return verdict
    if verdict.verdict == "pass":
        remark = f"ran, though the compiler says {opinion.problem}" if opinion.problem else ""
        return replace(verdict, detail=verdict.detail or remark)
    if not opinion.problem:
        level = max(verdict.level, "built", key=LEVELS.index)
        return replace(verdict, level=level)
    if verdict.reason not in UNRUN or _is_in_parts(verdict, code):
        return verdict
    number, _, detail = opinion.problem.partition(": ")
    told = opinion.told[:LONGEST_EVIDENCE]
    return replace(verdict, verdict="fail", reason=number, detail=detail, line=opinion.line, expected="", actual=told)


def _is_in_parts(verdict: Verdict, code: str) -> bool:
    """True where a package lacks one that the code does not name: what it gives on of that one is not known here."""
    lacked = _LACKED.match(verdict.detail)
    return verdict.reason == "missing-package" and lacked is not None and lacked[1] not in code
