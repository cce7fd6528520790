"""Replies held against those that the same backend gave when it was recorded."""

from msgspec.structs import replace

from docverify.jsonbody import NOTHING, parse
from docverify.judge.blame import BACKEND
from docverify.judge.case import LONGEST_EVIDENCE, Case
from docverify.judge.matchers.shapes import SHOWN, unlike
from docverify.model import Exchange, Recorded, Verdict

RECORDED = "the recording has"
PASSING, BROKEN = frozenset({401, 403, 407, 408, 425, 429}), 500
"""Statuses that tell of credentials, of a moment, or of a backend that is broken, and of nothing that changed."""


def weigh_recorded(case: Case, verdict: Verdict) -> Verdict:
    """Drift, where a backend replies otherwise than it did; what is wrong with the page is told before that."""
    is_refused = (verdict.verdict, verdict.reason) == ("unverified", "unsupported-by-backend")
    if verdict.verdict != "pass" and not is_refused:
        return verdict
    for one in case.run.exchanges:
        if other := differs(one):
            return _drift(verdict, one, other)
    return verdict


def differs(exchange: Exchange) -> str:
    """How the reply differs from the recorded one, in words; empty where it does not, or cannot be compared."""
    recorded = exchange.recorded
    if recorded is None or exchange.problem:
        return ""
    status = exchange.request.status
    if status in PASSING or status >= BROKEN:
        return ""
    if status != recorded.status:
        return f"answered {status}, {RECORDED} {recorded.status}"
    return "" if exchange.received.truncated else other_shape(recorded, exchange.received.content)


def other_shape(recorded: Recorded, content: bytes) -> str:
    """Where it has another shape, in words; empty for nowhere, and for what is not JSON."""
    wanted, found = parse(recorded.content), parse(content)
    if not isinstance(wanted, dict | list):
        return ""
    if found is NOTHING:
        return f"the reply is no JSON, {RECORDED} some"
    if not wanted and isinstance(found, type(wanted)):
        return ""
    other = unlike(recorded.content.decode("utf-8", "replace"), content.decode("utf-8", "replace"))
    return f"has little in common with what {RECORDED}" if other is None else other.replace(SHOWN, RECORDED)


def _drift(verdict: Verdict, exchange: Exchange, other: str) -> Verdict:
    request = exchange.request
    before = exchange.recorded.content if exchange.recorded else b""
    return replace(
        verdict,
        verdict="drift",
        kind="response",
        reason="response",
        detail=f"{request.method} {request.host}{request.path}: {other}"[:500],
        expected=before[:LONGEST_EVIDENCE].decode("utf-8", "replace"),
        actual=exchange.received.content[:LONGEST_EVIDENCE].decode("utf-8", "replace"),
        blame=BACKEND,
    )
