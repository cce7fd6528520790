"""What an example asked backends for, weighed: whether it reached them, and what their replies say of it."""

import re
from collections.abc import Sequence
from urllib.parse import unquote

from msgspec.structs import replace

from docverify.judge.blame import REQUEST
from docverify.judge.case import LONGEST_EVIDENCE, Case
from docverify.judge.documented import Documented, documented_replies
from docverify.judge.matchers.shapes import unlike, unlike_code
from docverify.judge.refusals import (
    MALFORMED,
    REFUSED,
    first_refused,
    in_words,
    is_empty,
    is_lacking,
    is_refused,
    rule,
)
from docverify.model import WRONG, Exchange, Request, Verdict
from docverify.placeholders import find

_CERTIFICATE = re.compile(r"SSL(?:CertVerification)?Error|CERT(?:IFICATE)?_|certificate", re.IGNORECASE)
_OF_NOTHING = re.compile(
    r"\b(?:of|is|on|for|to) (?:undefined|null|nil)\b|\bundefined (?:is not|array key|offset|index)\b|\bNoneType\b"
    r"|\b(?:IndexError|KeyError|StopIteration)\b|\bout of (?:range|bounds)\b"
    r"|\bnot found\b|\bempty\b|\bno (?:rows?|results?|elements?)\b",
    re.IGNORECASE,
)
"""How code fails that takes something out of what has nothing in it."""
_MACHINES = frozenset({"host", "user-agent", "accept", "accept-encoding", "content-type", "content-length"})
"""Headers that readers leave to their client."""


def weigh_requests(case: Case, verdict: Verdict) -> Verdict:
    """The verdict with its requests, and with what their replies say for or against it."""
    exchanges = case.run.exchanges
    if not exchanges:
        return verdict
    told = replace(verdict, requests=(*verdict.requests, *map(_published, exchanges)))
    replies = documented_replies(case)
    weighed = _weigh_replies(told, exchanges[-1], replies) if replies else None
    if weighed is not None:
        return weighed
    refused = first_refused(exchanges)
    is_clean = (told.verdict, told.level) == ("pass", "ran")
    if refused is None:
        return replace(told, level="reached") if is_clean else _weigh_answers(told, exchanges)
    if told.verdict == "pass" and refused.request.status >= REFUSED and _mentions(case, refused.request.status):
        return replace(told, level="reached" if is_clean else told.level)
    if not is_clean and told.verdict not in WRONG:
        remark = f"{_with_rule(refused)}, of which the page says nothing"
        return replace(told, detail=told.detail or remark) if told.verdict == "pass" else told
    wants = _placeholder(exchanges[: exchanges.index(refused) + 1])
    if wants:
        return _unverified(told, "placeholder", f"{wants}: {_with_rule(refused)}")
    if is_clean:
        return _unverified(told, "unsupported-by-backend", f"{_with_rule(refused)}, of which the page says nothing")
    if refused.request.status not in MALFORMED or is_lacking(refused):
        return _unverified(told, "unsupported-by-backend", f"{_with_rule(refused)}: {told.detail}")
    return replace(told, detail=f"{told.detail}; {in_words(refused)}")


def _weigh_answers(told: Verdict, exchanges: Sequence[Exchange]) -> Verdict:
    """The verdict where nothing was refused: what the instance does not have may be what a failure lacks."""
    if told.verdict in WRONG and _CERTIFICATE.search(told.expected):
        detail = f"shows a certificate that is not trusted; {exchanges[-1].request.host} has one here that is"
        return _unverified(told, "unsupported-by-backend", detail)
    empty = next(filter(is_empty, reversed(exchanges)), None)
    if told.verdict == "fail" and empty and _OF_NOTHING.search(told.detail):
        return _unverified(told, "unsupported-by-backend", f"{in_words(empty)}, with nothing in it: {told.detail}")
    return told


def _mentions(case: Case, status: int) -> bool:
    """True where the code, or what it is to show, speaks of the status."""
    example = case.example
    told = (example.block.code, example.expectation.text, *(step.expected or "" for step in example.steps))
    return any(re.search(rf"(?<![\w.-]){status}(?![\w-])", text) for text in told)


def _unverified(verdict: Verdict, reason: str, detail: str) -> Verdict:
    return replace(verdict, verdict="unverified", kind="", reason=reason, detail=detail, blame=REQUEST)


def _with_rule(exchange: Exchange) -> str:
    said = rule(exchange)
    return f"{in_words(exchange)}: {said}" if said else in_words(exchange)


def _published(exchange: Exchange) -> Request:
    return replace(exchange.request, refusal=exchange.problem or rule(exchange))


def _weigh_replies(verdict: Verdict, last: Exchange, replies: Sequence[Documented]) -> Verdict | None:
    """What the replies that the page shows say of the last that came; None where they say nothing."""
    if last.problem or last.received.truncated:
        return None
    body = last.received.content.decode("utf-8", "replace")
    if is_refused(last):
        return _weigh_refusal(verdict, last, body, replies)
    if verdict.verdict != "pass":
        return None
    status = last.request.status
    reply = next((one for wanted in (status, 0) for one in replies if one.status == wanted), replies[0])
    if reply.status not in (0, status):
        detail = f"answered {status}, the page shows {reply.status}"
        return _drift(verdict, reply, body, detail) if reply.certain and len(replies) == 1 else None
    other = unlike(reply.body, body) if reply.body else ""
    if other:
        return _drift(verdict, reply, body, other)
    return replace(verdict, level="matched") if other == "" else None


def _weigh_refusal(verdict: Verdict, last: Exchange, body: str, replies: Sequence[Documented]) -> Verdict | None:
    """A refusal that the page shows is what it expects; another code than it shows is not."""
    status = last.request.status
    named = [one for one in replies if one.status == status]
    shown = named or [one for one in replies if one.status == 0 and unlike(one.body, body) == ""]
    if not shown:
        return None
    codes = [unlike_code(one.body, body) for one in shown]
    if "" in codes:
        detail = f"answered {status}{' with an error' * last.failed}, as the page shows"
        fields = {"kind": "", "reason": "", "expected": "", "actual": "", "blame": ""}
        return replace(verdict, verdict="pass", level="matched", detail=detail, **fields)
    return _drift(verdict, shown[0], body, codes[0]) if verdict.verdict == "pass" else None


def _drift(verdict: Verdict, reply: Documented, body: str, detail: str) -> Verdict:
    evidence = {"expected": reply.body, "actual": body[:LONGEST_EVIDENCE], "line": reply.line}
    return replace(verdict, verdict="drift", kind="response", reason="response", detail=detail, **evidence)


def _placeholder(exchanges: Sequence[Exchange]) -> str:
    """What is asked for with something in the place of a value, in words; empty where nothing is."""
    for one in exchanges:
        if one.lacks:
            return f"stands for what a reply to {one.lacks[0]} gives, and none did"
    found = next(find(_said(exchanges[-1])), None)
    return f"sends the placeholder `{found.text[:60]}`" if found else ""


def _said(exchange: Exchange) -> str:
    """All that a reader may have had to fill in."""
    headers = [value for name, value in exchange.sent.headers if name.lower() not in _MACHINES]
    path = exchange.path or exchange.request.path
    return "\n".join([unquote(path), *headers, exchange.sent.content.decode("utf-8", "replace")])
