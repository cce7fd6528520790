"""Replies by which a backend refuses what it was asked: which they are, and what it says is wrong."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docverify.jsonbody import NOTHING, member, parse
from docverify.model import Exchange

REFUSED = 400
"""The least status of a reply that is none."""
MALFORMED = frozenset({400, 406, 411, 413, 414, 415, 422, 428, 431})
"""Statuses that say that the request itself is wrong; any other may be for want of what the backend does not have."""
ANYTHING = "*"
"""In the config: any value but null, false and what is empty."""
LONGEST = 200
_MESSAGES = ("error.message", "message", "error_description", "detail", "error", "errors.0", "reason", "title")
_CODES = ("code", "error.code", "error_code", "errorCode", "error.type", "type")
"""Where services say what is wrong, and which rule of theirs it is."""
_IN_LISTS = ("message", "msg", "detail")
"""The same of each mistake, where they list several."""
_LACKS = re.compile(
    r"\b(?:missing|no|without) (?:[\w-]+ ){0,3}configuration\b"
    r"|\b(?:authentication|login|sign-?in|provider|feature|plugin|extension|module|adapter|service)\b[^.]{0,40}"
    r"\b(?:unsupported|disabled|not (?:been )?(?:supported|enabled|available|configured|implemented|installed))\b",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")


def is_refused(exchange: Exchange) -> bool:
    """True for a status of an error, for a body that says so, and for what did not come to its end."""
    return bool(exchange.problem) or exchange.request.status >= REFUSED or exchange.failed


def first_refused(exchanges: Sequence[Exchange]) -> Exchange | None:
    return next((one for one in exchanges if is_refused(one)), None)


def is_lacking(exchange: Exchange) -> bool:
    """True where the refusal is for want of what this instance has not set up or switched on."""
    return bool(_LACKS.search(rule(exchange)))


def is_empty(exchange: Exchange) -> bool:
    """True for an answer that has nothing in it: JSON that is null, an empty list, or has empty lists and no others."""
    value = parse(exchange.received.content) if not is_refused(exchange) else NOTHING
    lists = [one for one in value.values() if isinstance(one, list)] if isinstance(value, dict) else [value]
    return bool(lists) and all(one is None or one == [] for one in lists)


def says_error(body: bytes, errors: Mapping[str, str]) -> bool:
    """True when the body has one of these members, by its place, with the value that the config tells."""
    value = parse(body) if errors else NOTHING
    return any(_is_told(member(value, place), told) for place, told in errors.items())


def rule(exchange: Exchange) -> str:
    """What the backend says is wrong, on one line; empty where it says nothing that is known."""
    if exchange.problem or not is_refused(exchange):
        return ""
    body = exchange.received.content
    value = parse(body)
    if value is NOTHING:
        return _plain(body)
    listed = _listed(value)
    message = next(_texts(listed, _IN_LISTS), "") or next(_texts(value, _MESSAGES), "")
    code = next(_texts(value, _CODES), "") or next(_texts(listed, ("code",)), "")
    told = f" (code {code})" if code and code not in message else ""
    return f"{message}{told}".strip()


def in_words(exchange: Exchange) -> str:
    """What the backend said to what, on one line."""
    request = exchange.request
    asked = f"{request.method} {request.host}{request.path}"[:200]
    if exchange.problem:
        return f"{asked} came to nothing: {exchange.problem}"
    an_error = " with an error" if exchange.failed and request.status < REFUSED else ""
    return f"the backend {exchange.backend} answered {request.status}{an_error} to {asked}"


def _is_told(found: Any, told: str) -> bool:
    if found is NOTHING:
        return False
    if told == ANYTHING:
        return bool(found)
    return _text(found) == told


def _listed(value: Any) -> Any:
    """The first of several mistakes."""
    lists = value.values() if isinstance(value, dict) else ()
    found = (one[0] for one in lists if isinstance(one, list) and one and isinstance(one[0], dict))
    return next((one for one in found if any(name in one for name in _IN_LISTS)), NOTHING)


def _texts(value: Any, places: Sequence[str]) -> Iterator[str]:
    for place in places:
        found = member(value, place)
        if isinstance(found, str | int) and not isinstance(found, bool) and _text(found):
            yield _text(found)


def _text(value: Any) -> str:
    """As JSON has it, on one line; texts without their quotes."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    return " ".join(str(value).split())[:LONGEST]


def _plain(body: bytes) -> str:
    """The first line of a text; of a page of HTML its first words."""
    text = body[:10_000].decode("utf-8", "replace")
    lines = (" ".join(_TAG.sub(" ", line).split()) for line in text.splitlines())
    return next((line[:LONGEST] for line in lines if line), "")
