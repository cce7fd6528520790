"""Reads transcripts of irb and pry: statements at prompts, with what they print and are worth below them."""

import re

from msgspec import Struct
from msgspec.structs import replace

from docverify.languages.ruby_code.notation import value
from docverify.model import Example, Expectation, Refusal, Step

_IRB = r"(?:irb|pry)\([^)\n]*\)(?::\d+){0,2}|\[\d+\] ?(?:pry|irb)\([^)\n]*\)|irb|\d+\.\d+\.\d+(?:-\w+)? :\d+"
PROMPT = re.compile(rf"^[ \t]*(?:(?:{_IRB}) ?[>\"'`/\]*]|(?P<bare>>>|\?>))(?: (?P<typed>.*)|$)")
_MORE = re.compile(rf"^[ \t]*(?:(?:{_IRB}) ?[*\"'`/\]]|irb\([^)\n]*\):\d+:[1-9]\d*>|\?>|\.\.)")
_PLAIN = re.compile(r"^[ \t]*> (?P<typed>.*)$")
"""A prompt with nothing before its mark, where the block begins with one."""
_WITHIN = re.compile(r"^[ \t]*(?:\[\d+\] ?)?(?:irb|pry)\((?!main\))[^)\n]*\)", re.MULTILINE)
"""A prompt inside an object, to which a program of the page's came."""
_CERTAIN = re.compile(r"\s*(?:irb|pry)\([^)\n]*\)(?::\d+)*>|\s*\[\d+\] pry\([^)\n]*\)>|\s*\d+\.\d+\.\d+ :\d+ >")
_ERROR = re.compile(
    r"^(?:Traceback.*|.*\((?P<behind>(?:[A-Z]\w*::)*[A-Z]\w*)\)\s*$|(?P<before>(?:[A-Z]\w*::)*[A-Z]\w*(?:Error|Exception)\b).*)",
    re.MULTILINE,
)
_SHOWN = re.compile(r"^[ \t]*=> ?", re.MULTILINE)
_OBJECT = re.compile(r"#<|\.{3}|…")


class Piece(Struct, gc=False):
    code: str
    line: int
    """Index of its first line."""
    under: list[str]


def is_transcript(code: str) -> bool:
    first = next((line for line in code.split("\n") if line.strip()), "")
    return bool(PROMPT.match(first) or _PLAIN.match(first))


def is_certain(code: str) -> bool:
    """True for a prompt that no other program has."""
    return bool(_CERTAIN.match(code))


def transcript(example: Example) -> Example:
    """One step a statement; what stands above the first prompt is none."""
    if _WITHIN.search(example.block.code):
        inside = Refusal("unverified", "fragment", "goes on inside an object of a program that runs", "parsed")
        return replace(example, refusal=inside)
    steps = tuple(_step(piece, example.block.line) for piece in pieces(example.block.code) if piece.code.strip())
    claimed = next((step for step in steps if step.expected is not None), None)
    if claimed and example.expectation.kind == "nothing":
        return replace(example, steps=steps, expectation=Expectation("steps", line=claimed.line))
    return replace(example, steps=steps)


def pieces(code: str) -> list[Piece]:
    found: list[Piece] = []
    plain = bool(_PLAIN.match(code.lstrip("\n")))
    for number, line in enumerate(code.split("\n")):
        prompt = (_PLAIN if plain else PROMPT).match(line)
        if prompt and found and (plain or _MORE.match(line)) and not found[-1].under:
            found[-1].code += "\n" + (prompt["typed"] or "")
        elif prompt:
            found.append(Piece(prompt["typed"] or "", number, []))
        elif found:
            found[-1].under.append(line)
    return found


def _step(piece: Piece, first: int) -> Step:
    line, shown = first + piece.line, "\n".join(piece.under).rstrip()
    if not shown.strip() or not piece.under[0].strip():
        return Step(piece.code, line, "single")
    error = _ERROR.search(shown)
    if error:
        return Step(piece.code, line, "raises", _told(error), ("IGNORE_EXCEPTION_DETAIL",))
    arrow = _SHOWN.search(shown)
    if arrow is None:  # the page leaves out what the statement is worth
        return Step(piece.code, line, "exec", shown)
    said = shown[arrow.end() :]
    literal = value(said)
    flags = ("TAIL",) if literal is not None else ("TAIL", "UNCERTAIN")
    return Step(piece.code, line, "single", f"{shown[: arrow.start()]}=> {literal or said}", flags)


def _told(error: re.Match[str]) -> str:
    """The error as all our prompts tell one; only its type counts, since its words differ from release to release."""
    name = error["behind"] or error["before"] or "StandardError"
    said = error[0].removesuffix(f"({name})").removeprefix(f"{name}:").strip()
    return f"Traceback (most recent call last):\n{name}: {said}"
