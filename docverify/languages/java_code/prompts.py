"""Transcripts of JShell: what was typed becomes statements, and what it answered is what they print."""

import re
from collections.abc import Iterator

from msgspec import Struct

_PROMPT = re.compile(r"^jshell> ?(.*)")
_GOES_ON = re.compile(r"^ *\.\.\.> ?(.*)")
_ANSWER = re.compile(r"(\$?\w+) ==> ")
_DECLARES = re.compile(r"(?:final\s+)?(?!return\b|new\b|throw\b)[\w.<>\[\],? ]*[\w>\]]\s+(\w+)\s*(?:=(?!=)|;?$)")
_ASSIGNS = re.compile(r"(\w+)\s*(?:[-+*/%]?=(?!=)|\+\+|--)")
_REMARK = re.compile(r"^\|")


class Entry(Struct, frozen=True):
    """What was typed at one prompt, and what was shown below it; line for line as on the page."""

    typed: tuple[str, ...]
    shown: tuple[str, ...]


def is_transcript(code: str) -> bool:
    return any(_PROMPT.match(line) for line in code.split("\n"))


def entries(code: str) -> Iterator[Entry]:
    typed: list[str] = []
    shown: list[str] = []
    for line in code.split("\n"):
        prompt, more = _PROMPT.match(line), _GOES_ON.match(line)
        if prompt and (typed or shown):
            yield Entry(tuple(typed), tuple(shown))
            typed, shown = [], []
        if prompt or (more and not shown):
            typed.append((prompt or more)[1])  # type: ignore[index]  # one of the two matched
        else:
            shown.append(line)
    yield Entry(tuple(typed), tuple(shown))


def statements(code: str) -> str:
    """As many lines as the transcript has."""
    return "\n".join(_statement(entry) + "\n" * len(entry.shown) for entry in entries(code))


def answers(code: str) -> str:
    """What it shows, without JShell's own remarks."""
    lines = [line for entry in entries(code) for line in entry.shown if not _REMARK.match(line)]
    return "\n".join(line.rstrip() for line in lines if line.strip())


def shows_error(code: str) -> bool:
    return bool(re.search(r"^\| +(?:Error|Exception|Warning|.*exception)", code, re.MULTILINE))


def _statement(entry: Entry) -> str:
    text = "\n".join(entry.typed).rstrip()
    if not text or text.startswith("/"):
        return "\n" * text.count("\n")
    answer = next((match for line in entry.shown if (match := _ANSWER.match(line))), None)
    ended = text if text.endswith((";", "}")) else f"{text};"
    if answer is None:
        return ended
    name = answer[1]
    if not (_DECLARES.match(text) or _ASSIGNS.match(text)):
        ended = f"var {name} = {text.rstrip(';')};"
    return f'{ended} DocverifyMain.show("{name}", {name});'
