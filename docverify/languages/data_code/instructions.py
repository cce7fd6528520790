"""Dockerfiles: a line is an instruction, unless the one before goes on, or hands it to a command."""

import re
from collections.abc import Iterator

from msgspec import Struct

from docverify.parsed import Malformed, Repair, signs

INSTRUCTIONS = frozenset(
    {
        *("add", "arg", "cmd", "copy", "entrypoint", "env", "expose", "from", "healthcheck", "label"),
        *("maintainer", "onbuild", "run", "shell", "stopsignal", "user", "volume", "workdir"),
    }
)
_ESCAPE = re.compile(r"\A(?:#[^\n]*\n)*?#[ \t]*escape[ \t]*=[ \t]*([\\`])", re.IGNORECASE)
_DOCUMENT = re.compile(r"(?<!<)<<(-?)[\"']?([A-Za-z_]\w*)[\"']?")
_LOST = re.compile(r"(?:&&|\|\||\||;)$")


class Line(Struct, frozen=True, gc=False):
    """An instruction with its arguments, over however many lines."""

    word: str
    text: str
    at: int
    end: int
    """Offset of its last character's end."""


def load(code: str) -> str:
    found = list(lines(code))
    if not found:
        raise Malformed("holds nothing but comments", 0, "not-executable")
    for line in found:
        if line.word.lower() not in INSTRUCTIONS:
            raise Malformed(f"`{line.word[:60]}` is no instruction", line.at)
        if not line.text.strip():
            raise Malformed(f"`{line.word}` has no argument", line.at)
    stages = any(line.word.lower() == "from" for line in found)
    return "" if stages else "without a stage"


def lines(code: str) -> Iterator[Line]:
    """The instructions; notes and empty lines are left out, and so is what a here-document holds."""
    chosen = _ESCAPE.match(code)
    escape = chosen[1] if chosen else "\\"
    rows, offsets = code.split("\n"), _offsets(code)
    last = {row.lstrip("\t"): number for number, row in enumerate(rows)}
    number = 0
    while number < len(rows):
        if not rows[number].strip() or rows[number].lstrip().startswith("#"):
            number += 1
            continue
        first, text = number, ""
        while True:
            row = rows[number].rstrip()
            number += 1
            if not row.lstrip().startswith("#"):
                text += row.removesuffix(escape) + "\n"
            goes_on = row.endswith(escape) or (number - 1 > first and (not row or row.lstrip().startswith("#")))
            if not goes_on or number >= len(rows):
                break
        word, _, rest = text.strip().partition(" ")
        yield Line(word, rest, offsets[first], offsets[number - 1] + len(rows[number - 1].rstrip()))
        number = _behind_documents(rows, last, number, text)


def _offsets(code: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", code))]


def _behind_documents(rows: list[str], last: dict[str, int], number: int, text: str) -> int:
    """The row behind the here-documents that an instruction begins; one that never ends is none."""
    if not text.lstrip()[:4].lower().startswith(("run", "copy", "add")):
        return number
    for tabs, name in _DOCUMENT.findall(text):
        if last.get(name, -1) >= number:
            ends = (row for row in range(number, len(rows)) if (rows[row].lstrip("\t") if tabs else rows[row]) == name)
            number = next(ends, number - 1) + 1
    return number


def explain(code: str, fault: Malformed) -> tuple[str, str] | None:
    said = signs(code)
    if said:
        return said
    if not any(line.word.lower() in INSTRUCTIONS for line in lines(code)):
        return "not-executable", "holds no instruction"
    return ("pseudo-code", "may hold more than it") if "no instruction" in fault.what else None


def repairs(code: str, fault: Malformed) -> Iterator[Repair]:
    """A command that goes on where its instruction does not, and an instruction with a slip."""
    found = list(lines(code))
    wrong = next((number for number, line in enumerate(found) if line.at == fault.at), 0)
    if wrong and "no instruction" in fault.what:
        before = found[wrong - 1]
        if _LOST.search(code[: before.end]):
            yield Repair(
                "a backslash is missing at the end of a line",
                f"{code[: before.end]} \\{code[before.end :]}",
                before.end,
            )
