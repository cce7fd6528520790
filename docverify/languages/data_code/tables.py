"""TOML: what is valid, what shows alternatives one below the other, and which slips are surely slips."""

import re
from collections.abc import Iterator
from itertools import product

from docverify.parsed import Malformed, Repair, in_words, signs

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_TWICE = ("cannot declare", "cannot overwrite", "cannot mutate", "cannot redefine", "duplicate inline table key")
_VERSION = re.compile(r"(=[ \t]*)(\d+(?:\.\d+){2,}[\w.+-]*)[ \t]*(?=#|$)", re.MULTILINE)
_BARE = re.compile(r"=[ \t]*[A-Za-z_/~<\[][^\n\"']*$", re.MULTILINE)


def load(code: str) -> str:
    import tomllib

    try:
        tomllib.loads(code)
    except tomllib.TOMLDecodeError as error:
        raise _malformed(code, str(error)) from None
    return ""


def _malformed(code: str, message: str) -> Malformed:
    place = _PLACE.search(message)
    what = in_words(_PLACE.sub("", message))
    if place is None or not place[1]:
        return Malformed(what, len(code))
    return Malformed(what, _offset(code, int(place[1]), int(place[2])))


def _offset(code: str, line: int, column: int) -> int:
    at = 0
    for _ in range(line - 1):
        at = code.find("\n", at) + 1
    return at + column - 1


def explain(code: str, fault: Malformed) -> tuple[str, str] | None:
    if fault.what.startswith(_TWICE):
        return "fragment", "shows alternatives, or what stands in several files"
    said = signs(code)
    if said:
        return said
    line = _line_at(code, fault.at)
    if _BARE.search(line):
        return "pseudo-code", "holds a value without quotes"
    if "=" in line and "{" in line:
        return "pseudo-code", "may be in a later notation than TOML 1.0"
    return None


def _line_at(code: str, at: int) -> str:
    start = code.rfind("\n", 0, at) + 1
    end = code.find("\n", start)
    return code[start : end if end >= 0 else len(code)]


def repairs(code: str, fault: Malformed) -> Iterator[Repair]:
    """What may be missing or wrong where the parser stopped."""
    at, what = fault.at, fault.what
    start = code.rfind("\n", 0, max(at - 1, 0)) + 1
    line = _line_at(code, start)
    if "unescaped" in what:
        mended = re.sub(r'\\(?![btnfr"\\uUex\s])', r"\\\\", line)
        yield Repair("a backslash in a string stands for nothing", _with_line(code, start, mended), start)
    if "unclosed array" in what:
        yield Repair("a comma is missing", f"{code[:at]},{code[at:]}", len(code[:at].rstrip()))
    if "illegal character" in what or "unterminated" in what or what.startswith("expected \"'"):
        for begin, quote in product({start, code.rfind("\n", 0, max(start - 1, 0)) + 1}, "\"'"):
            mended = _with_line(code, begin, _line_at(code, begin).rstrip() + quote)
            yield Repair("a quote is missing", mended, begin)
    if "declaration" in what and line.startswith("["):
        yield Repair("`]` is missing", _with_line(code, start, f"{line.rstrip()}]"), start)
    if _VERSION.search(line):
        yield Repair("a version stands without quotes", _with_line(code, start, _VERSION.sub(r'\1"\2"', line)), start)
    if "“" in line or "”" in line:
        yield Repair("a quote is none of TOML's", _with_line(code, start, re.sub("[“”]", '"', line)), start)


def _with_line(code: str, start: int, line: str) -> str:
    end = code.find("\n", start)
    return code[:start] + line + (code[end:] if end >= 0 else "")
