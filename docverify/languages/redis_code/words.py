"""The words of a command."""

import re

_WORD = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|\S+")


def words_of(command: str) -> list[str]:
    """As they are typed, without their quotes."""
    return [word.strip("\"'") for word in _WORD.findall(command)]
