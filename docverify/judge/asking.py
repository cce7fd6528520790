"""What an example asked backends for, weighed: whether it reached them, and which side a failure came from."""

from collections.abc import Sequence
from urllib.parse import unquote

from msgspec.structs import replace

from docverify.judge.case import LONGEST_EVIDENCE, Case
from docverify.judge.documented import Documented, documented_reply
from docverify.judge.matchers.shapes import unlike
from docverify.model import Exchange, Verdict
from docverify.placeholders import find

REFUSED = 400
"""The least status of a reply that is none."""
MALFORMED = frozenset({400, 406, 411, 413, 414, 415, 422, 428, 431})
"""Statuses that say that the request itself is wrong; any other may be for want of what the backend does not have."""
WRONG = ("fail", "drift")
_MACHINES = frozenset({"host", "user-agent", "accept", "accept-encoding", "content-type", "content-length"})
"""Headers that readers leave to their client."""


def weigh_requests(case: Case, verdict: Verdict) -> Verdict:
    """The verdict with its requests, and with what their replies say for or against it."""
    exchanges = case.run.exchanges
    if not exchanges:
        return verdict
    told = replace(verdict, requests=(*verdict.requests, *(one.request for one in exchanges)))
    reply = documented_reply(case)
    weighed = _weigh_reply(told, exchanges[-1], reply) if reply else None
    if weighed is not None:
        return weighed
    refused = first_refused(exchanges)
    if refused is None:
        return replace(told, level="reached") if (told.verdict, told.level) == ("pass", "ran") else told
    wants = _placeholder(exchanges[: exchanges.index(refused) + 1])
    if wants and ((told.verdict, told.level) == ("pass", "ran") or told.verdict in WRONG):
        detail = f"{wants}: {in_words(refused)}"
        return replace(told, verdict="unverified", kind="", reason="placeholder", detail=detail)
    if (told.verdict, told.level) == ("pass", "ran"):
        detail = f"{in_words(refused)}, of which the page says nothing"
        return replace(told, verdict="unverified", reason="unsupported-by-backend", detail=detail)
    if told.verdict in WRONG and refused.request.status not in MALFORMED:
        detail = f"{in_words(refused)}: {told.detail}"
        return replace(told, verdict="unverified", kind="", reason="unsupported-by-backend", detail=detail)
    return replace(told, detail=f"{told.detail}; {in_words(refused)}") if told.verdict in WRONG else told


def _weigh_reply(verdict: Verdict, last: Exchange, reply: Documented) -> Verdict | None:
    """What the reply that the page shows says of the last that came; None where it says nothing."""
    status, body = last.request.status, last.received.content.decode("utf-8", "replace")
    if last.problem or last.received.truncated:
        return None
    if reply.status >= REFUSED and reply.status == status:
        detail = f"answered {status}, as the page shows"
        return replace(
            verdict, verdict="pass", level="matched", kind="", reason="", detail=detail, expected="", actual=""
        )
    if verdict.verdict != "pass" or status >= REFUSED:
        return None
    evidence = {"expected": reply.body, "actual": body[:LONGEST_EVIDENCE], "line": reply.line}
    if reply.status and reply.status != status:
        detail = f"answered {status}, the page shows {reply.status}"
        return replace(verdict, verdict="drift", kind="response", reason="response", detail=detail, **evidence)
    other = unlike(reply.body, body) if reply.body else ""
    if other:
        return replace(verdict, verdict="drift", kind="response", reason="response", detail=other, **evidence)
    return replace(verdict, level="matched") if other == "" else None


def _placeholder(exchanges: Sequence[Exchange]) -> str:
    """What is asked for with something in the place of a value, in words; empty where nothing is."""
    for one in exchanges:
        if one.lacks:
            return f"stands for what a reply to {one.lacks[0]} gives, and none did"
    said = _said(exchanges[-1])
    found = next(find(said), None)
    return f"sends the placeholder `{found.text[:60]}`" if found else ""


def _said(exchange: Exchange) -> str:
    """All that a reader may have had to fill in."""
    headers = [value for name, value in exchange.sent.headers if name.lower() not in _MACHINES]
    return "\n".join([unquote(exchange.request.path), *headers, exchange.sent.content.decode("utf-8", "replace")])


def first_refused(exchanges: Sequence[Exchange]) -> Exchange | None:
    return next((one for one in exchanges if one.problem or one.request.status >= REFUSED), None)


def in_words(exchange: Exchange) -> str:
    """What the backend said to what, on one line."""
    request = exchange.request
    asked = f"{request.method} {request.host}{request.path}"[:200]
    if exchange.problem:
        return f"{asked} came to nothing: {exchange.problem}"
    return f"the backend {exchange.backend} answered {request.status} to {asked}"
