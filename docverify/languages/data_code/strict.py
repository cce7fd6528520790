"""JSON as the standard has it: what is valid, what is a piece of it, and which slips are surely slips."""

import re
from collections.abc import Iterator
from itertools import pairwise
from json import JSONDecodeError, JSONDecoder, loads
from typing import NoReturn

from docverify.languages.data_code.liberties import liberty, tokens
from docverify.parsed import Malformed, Repair, in_words

_BLANK = re.compile(r"[ \t\r\n]*")
_VALUE = re.compile(r'["\[{\d-]|(?:true|false|null)\b')
_ESCAPE = re.compile(r"\\(?![\"\\/bfnrt]|u[0-9a-fA-F]{4})")
_CLOSERS = {"]": "[", "}": "{"}


def load(code: str) -> str:
    """One value, or one a line."""
    text = code.removeprefix("\ufeff")
    try:
        loads(text, parse_constant=_no_constant)
    except JSONDecodeError as error:
        if not error.msg.startswith("Extra data") or not _are_lines(text):
            raise Malformed(in_words(error.msg.removesuffix(" at")), error.pos + len(code) - len(text)) from None
        return "one value a line"
    return ""


def _no_constant(word: str) -> NoReturn:
    raise Malformed(f"`{word}` is no JSON", 0, "pseudo-code")


def _are_lines(text: str) -> bool:
    try:
        return all(loads(line) is not _BLANK for line in text.split("\n") if line.strip())
    except JSONDecodeError:
        return False


def explain(code: str, _: Malformed) -> tuple[str, str] | None:
    """Why code may be fine all the same: the signs of what JSON does not have, then pieces of what it has."""
    if not code.strip():
        return "fragment", "holds nothing"
    said = liberty(code)
    if said:
        return said
    if _is_valid(f"{{{_bare(code)}}}"):
        return "fragment", "holds members without the braces around them"
    if _is_valid(f"[{_bare(code)}]"):
        return "fragment", "holds elements without the brackets around them"
    if _trailing(code):
        return "pseudo-code", "has a comma behind a last element"
    if _several(code):
        return "fragment", "holds several values in a row"
    return ("fragment", "is cut out of something larger") if _depths(code) != (0, 0) else None


def _bare(code: str) -> str:
    return code.strip().removesuffix(",")


def _is_valid(code: str) -> bool:
    try:
        loads(code)
    except ValueError:
        return False
    return True


def _trailing(code: str) -> bool:
    found = [token.text for token in tokens(code) if token.kind != "blank"]
    return any(one == "," and after in _CLOSERS for one, after in pairwise(found))


def _several(code: str) -> bool:
    decode, at, end = JSONDecoder().raw_decode, 0, len(code.rstrip())
    while at < end:
        try:
            _, at = decode(code, _end_of_blank(code, at))
        except ValueError:
            return False
    return True


def _end_of_blank(code: str, at: int) -> int:
    match = _BLANK.match(code, at)
    return match.end() if match else at


def _depths(code: str) -> tuple[int, int]:
    """How many brackets close what was never opened, and how many are never closed."""
    unopened = opened = 0
    for token in tokens(code):
        if token.kind == "sign" and token.text in "[{":
            opened += 1
        elif token.kind == "sign" and token.text in "]}":
            unopened, opened = (unopened, opened - 1) if opened else (unopened + 1, 0)
    return unopened, opened


def repairs(code: str, fault: Malformed) -> Iterator[Repair]:
    """What may be missing or too much where the parser stopped."""
    at, what, here = fault.at, fault.what, code[fault.at : fault.at + 1]
    if "escape" in what:
        yield Repair(f"JSON has no `{code[at : at + 2]}` in a string", _ESCAPE.sub(r"\\\\", code), at)
    if "control character" in what or "unterminated" in what:
        yield from _quoted(code, at)
    if "',' delimiter" in what and _VALUE.match(code, at):
        yield _put(code, at, ",", "a comma is missing")
    if "',' delimiter" in what and here in _CLOSERS:
        closer = "]" if here == "}" else "}"
        yield Repair(f"`{here}` closes a `{_CLOSERS[closer]}`", code[:at] + closer + code[at + 1 :], at)
        yield _put(code, at, closer, f"`{closer}` is missing")
    if "':' delimiter" in what and _VALUE.match(code, at):
        yield _put(code, at, ":", "a colon is missing")
    if here == "," and ("property name" in what or "value" in what) and code[:at].rstrip().endswith(","):
        yield Repair("one comma follows another", f"{code[:at]} {code[at + 1 :]}", at)
    if ("property name" in what or "value" in what) and re.match(r"\w[^\n\"]*\"", code[at:]):
        yield _put(code, at, '"', "a quote is missing")
    if here in "“”„":
        yield Repair(f"`{here}` is no quote of JSON's", re.sub("[“”„]", '"', code), at)


def _quoted(code: str, at: int) -> Iterator[Repair]:
    """The quote that a string lacks at the end of its line."""
    end = code.find("\n", at)
    end = len(code) if end < 0 else end
    line = code[:end].rstrip()
    for tail in (",", "},", "}", "],", "]", "}]", "}}", ""):
        if line.endswith(tail):
            yield _put(code, len(line) - len(tail), '"', "a quote is missing")


def _put(code: str, at: int, sign: str, what: str) -> Repair:
    """Told of the line that the sign should stand on: that of what comes before it."""
    return Repair(what, code[:at] + sign + code[at:], len(code[:at].rstrip()))
