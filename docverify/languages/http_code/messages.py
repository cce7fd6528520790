"""Reads raw HTTP messages as pages write them: several in a block, comments, variables, targets over several lines."""

import re
from collections.abc import Sequence

from msgspec import Struct

_METHODS = "GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT|QUERY|PROPFIND|REPORT|SEARCH|PURGE|LINK|UNLINK"
_REQUEST = re.compile(rf"(?P<method>{_METHODS})\s+(?P<target>\S.*?)(?:\s+HTTP/(?P<version>\S+))?\s*")
_RESPONSE = re.compile(r"HTTP/(?P<version>\d(?:\.\d)?)\s+(?P<status>\d{3})(?:\s.*)?")
_HEADER = re.compile(r"(?P<name>[!#$%&'*+.^_`|~\w-]+)\s*:\s*(?P<value>.*)")
_ASIDE = re.compile(r"\s*(?:#|//|@[\w.-]+\s*=|<!--)")
_SEPARATOR = re.compile(r"\s*(?:###.*|-{3,}|={3,})\s*")
_MORE = re.compile(r"\s+[?&/]|[?&]")
_URL = re.compile(r"https?://(?:[^/\s@]*@)?(?P<host>[^/\s?#]+)", re.IGNORECASE)
_BODY = re.compile(r"\s*[{\[<\"]")


class Message(Struct, gc=False):
    """A request or a response as it stands on the page."""

    line: int
    """Index of its first line."""
    method: str = ""
    """Empty for a response."""
    target: str = ""
    host: str = ""
    """Of the target, or of its header; empty when the page names none."""
    wrong: str = ""
    """What is wrong with its form; empty for nothing."""


def messages(code: str) -> list[Message]:
    """The messages in order; text that begins with none is one message whose form is wrong."""
    found: list[Message] = []
    lines = code.split("\n")
    number = 0
    while number < len(lines):
        line = lines[number]
        if not line.strip() or _ASIDE.match(line) or _SEPARATOR.fullmatch(line):
            number += 1
            continue
        message, number = _message(lines, number)
        found.append(message)
    return found


def _message(lines: Sequence[str], number: int) -> tuple[Message, int]:
    """The message that begins on a line, and the index of the line below it."""
    first = number
    request, response = _REQUEST.fullmatch(lines[number].strip()), _RESPONSE.fullmatch(lines[number].strip())
    if request is None and response is None:
        wrong = f"begins with neither a request nor a status: `{lines[number].strip()[:60]}`"
        return Message(first, wrong=wrong), _below(lines, number + 1)
    target, number = request["target"] if request else "", number + 1
    while number < len(lines) and request and _MORE.match(lines[number]):
        target += lines[number].strip()
        number += 1
    host, wrong, number = _headers(lines, number)
    named = _URL.match(target)
    return Message(first, request["method"] if request else "", target, named["host"] if named else host, wrong), number


def _headers(lines: Sequence[str], number: int) -> tuple[str, str, int]:
    """The host that the headers name, what is wrong with them, and the index of the line below the message."""
    host = wrong = ""
    while number < len(lines) and lines[number].strip() and not _starts(lines[number]):
        line = lines[number]
        header = _HEADER.fullmatch(line.strip())
        if _BODY.match(line):
            return host, wrong, _below(lines, number)
        if header and header["name"].lower() == "host":
            host = header["value"].strip()
        if header is None and not _ASIDE.match(line):
            wrong = wrong or f"no header: `{line.strip()[:60]}`"
        number += 1
    return host, wrong, _below(lines, number)


def _below(lines: Sequence[str], number: int) -> int:
    """Index of the line that begins the next message: a body may hold whatever it likes."""
    while number < len(lines) and not _starts(lines[number]):
        number += 1
    return number


def _starts(line: str) -> bool:
    plain = line.strip()
    return bool(_SEPARATOR.fullmatch(line) or _RESPONSE.fullmatch(plain) or _is_request(plain))


def _is_request(line: str) -> bool:
    """Stricter than for a first line: a sentence in a body may begin with a method too."""
    match = _REQUEST.fullmatch(line)
    return bool(match and (match["version"] or re.match(r"(?:/|https?://|\{\{)\S*$", match["target"])))
