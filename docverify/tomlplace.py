"""Finds where a key stands in a TOML text: the standard library says what was read, and not from where."""

import re
import tomllib
from typing import Any

_SECRET = re.compile(r"""(?i)^(\s*[\w."'-]*(?:token|secret|password|key)["']?\s*=\s*).+""")
_POSITION = re.compile(r" ?\(at (?:line (\d+), column \d+|end of document)\)$")


def find_line(text: str, path: tuple[str | int, ...]) -> int:
    """1-based line on which the statement that first makes the key exist begins; the text itself must be valid.

    A head of the text that ends between two statements is valid TOML too, so the key is found by bisection over heads.
    """
    lines = text.split("\n")
    absent, present, unknown = 0, len(lines), len(lines)
    while absent + 1 < unknown:
        middle = (absent + unknown) // 2
        head, data = _valid_head(lines, middle, present)
        if data is None:
            unknown = middle
        elif _holds(data, path):
            present, unknown = head, middle
        else:
            absent = head
            unknown = max(unknown, absent + 1)
    return absent + 1


def split_position(error: tomllib.TOMLDecodeError, text: str) -> tuple[str, int]:
    """The parser's message without its position, and the 1-based line of that position."""
    message = str(error)
    match = _POSITION.search(message)
    if match is None:
        return message, 1
    line = int(match.group(1)) if match.group(1) else text.rstrip("\n").count("\n") + 1
    return message[: match.start()], line


def quote_line(text: str, line: int) -> str:
    """The line as it is written, without the value of what may be a secret."""
    written = text.split("\n")[line - 1].strip()
    return _SECRET.sub(r"\1…", written)


def _valid_head(lines: list[str], start: int, stop: int) -> tuple[int, dict[str, Any] | None]:
    """The shortest valid head of at least `start` and fewer than `stop` lines."""
    for count in range(start, stop):
        try:
            return count, tomllib.loads("\n".join(lines[:count]))
        except tomllib.TOMLDecodeError:
            continue
    return stop, None


def _holds(data: Any, path: tuple[str | int, ...]) -> bool:
    for part in path:
        if isinstance(part, int):
            if not isinstance(data, list) or len(data) <= part:
                return False
        elif not isinstance(data, dict) or part not in data:
            return False
        data = data[part]
    return True
