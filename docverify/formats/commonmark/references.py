"""How pages of each generator name the files that they include, and the lines of them."""

import re
from collections.abc import Mapping

from msgspec import Struct

from docverify.formats.including import Selection

LONGEST = 2_000
"""Characters of a reference that are looked at."""

_QUOTED = r""""(?P<double>[^"\n]+)"|'(?P<single>[^'\n]+)'"""
_SCISSORS = re.compile(rf"-+8<-+[ \t]+(?:{_QUOTED})")
_PARTS = re.compile(
    r"(?P<name>.*?)(?:(?P<lines>(?::-?\d*){1,2}(?:,-?\d*(?::-?\d*)?)*)|:(?P<region>[A-Za-z][\w-]*))?", re.DOTALL
)
_BOOK = re.compile(r"\{\{[ \t]*#(?P<kind>include|rustdoc_include|playground|playpen)[ \t]+(?P<name>[^}\s]+)[^}]*\}\}")
_BANG = re.compile(
    r"\{!>?[ \t]*(?P<name>[^!{}\[\s]+)[ \t]*(?:![ \t]*lines=(?P<lines>[^!}\n]*)|\[ln:(?P<range>[^\]\n]*)\][ \t]*)?!\}"
)
_PRESS = re.compile(
    r"<<<[ \t]*(?P<name>[^\s#{\[]+)(?:#(?P<region>[\w*-]+))?"
    r"(?:[ \t]*\{(?P<meta>[^}]*)\})?(?:[ \t]*\[(?P<title>[^\]]*)\])?"
)
_PRESS_COMMENT = re.compile(
    r"\s*@include:[ \t]*(?P<name>[^\s#{]+)(?:#(?P<region>[\w*-]+))?(?:[ \t]*\{(?P<lines>[\d,]*)\})?\s*"
)
_LIQUID = re.compile(
    rf"\{{%-?\s*(?P<kind>include(?:[-_](?:markdown|relative))?)\s+(?:{_QUOTED}|(?P<bare>[\w./-]+))(?P<rest>.*?)-?%\}}",
    re.DOTALL,
)
_HUGO = re.compile(
    rf"\{{\{{[<%]\s*(?P<kind>include|readfile)\s+(?:file=)?(?:{_QUOTED}|(?P<bare>[\w@./-]+))(?P<rest>.*?)/?[%>]\}}\}}"
)
_ARGUMENT = re.compile(r"""([\w-]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"']+))""")
_LINE = re.compile(r"-?[0-9]{1,9}")
_MARKDOWN = re.compile(r"\.(?:md|markdown|mdx|qmd|rmd)\Z", re.IGNORECASE)


class Reference(Struct, frozen=True):
    """A file that is included, and how."""

    name: str
    selection: Selection = Selection()
    is_code: bool = False
    """True when the file is shown, and not read as a part of the page."""
    info: str = ""
    """What would stand behind a fence: language and attributes."""
    attributes: Mapping[str, str] = {}
    surrounds: bool = False
    """True when the lines that are not selected stand around the code, hidden from the reader."""


def read_in_code(line: str) -> Reference | None:
    """What a line of a code block stands for."""
    text = line.strip()[:LONGEST]
    return _scissors(text) or _book(text) or _bang(text)


def read_in_page(text: str) -> Reference | None:
    """What a line of a page stands for, or a tag over several."""
    text = text.strip()[:LONGEST]
    return _scissors(text) or _book(text) or _bang(text) or _press(text) or _liquid(text) or _hugo(text)


def read_name(text: str) -> Reference:
    """A file name with lines or a region behind it: `a.py`, `a.py:2:4`, `a.py:2` (from there on), `a.py:part`."""
    match = _PARTS.fullmatch(text)
    if match is None:
        return Reference(text)
    ranges = (match["lines"] or "")[1:].split(",")
    lines = ",".join(part if ":" in part or not part else f"{part}:" for part in ranges)
    return Reference(match["name"], Selection(lines=lines, region=match["region"] or ""))


def read_comment(text: str) -> Reference | None:
    """What a comment stands for."""
    match = _PRESS_COMMENT.fullmatch(text[:LONGEST])
    if match is None:
        return None
    return Reference(match["name"], Selection((match["lines"] or "").replace(",", ":"), match["region"] or ""))


def read_directive(name: str, options: Mapping[str, str]) -> Reference:
    """The `include` and `literalinclude` of MyST, which are those of Sphinx."""
    options = {key: value.strip("\"'") for key, value in options.items()}
    start, end = options.get("start-line", ""), options.get("end-line", "")
    lines = options.get("lines", "")
    if _LINE.fullmatch(start) or _LINE.fullmatch(end):
        first = int(start) + (not start.startswith("-")) if _LINE.fullmatch(start) else 1
        lines = f"{first}:{_before(end)}"
    selection = Selection(
        lines=lines,
        name=options.get("pyobject", ""),
        start_after=options.get("start-after", ""),
        start_at=options.get("start-at", ""),
        end_before=options.get("end-before", ""),
        end_at=options.get("end-at", ""),
        dedent="dedent" in options,
    )
    return Reference(name, selection)


def arguments(text: str) -> dict[str, str]:
    """`key="value"` pairs of a tag."""
    return {key: double or single or bare for key, double, single, bare in _ARGUMENT.findall(text[:LONGEST])}


def _before(end: str) -> str:
    """The last line of a range whose end is counted from 0 and left out."""
    if not _LINE.fullmatch(end):
        return ""
    return end if not end.startswith("-") else str(int(end) - 1)


def _name(match: re.Match[str]) -> str:
    return match["double"] or match["single"] or ""


def _scissors(text: str) -> Reference | None:
    match = _SCISSORS.fullmatch(text)
    return read_name(_name(match)) if match else None


def _book(text: str) -> Reference | None:
    """mdBook counts a single number as one line, and not as the first of many."""
    match = _BOOK.fullmatch(text)
    if match is None:
        return None
    reference = read_name(match["name"])
    lines = reference.selection.lines
    if lines and match["name"].endswith(f":{lines[:-1]}") and match["name"].count(":") == 1:
        reference = Reference(reference.name, Selection(f"{lines}{lines[:-1]}"))
    kind = match["kind"]
    is_code = kind in ("playground", "playpen")
    return Reference(
        reference.name, reference.selection, is_code, "rust" if is_code else "", surrounds=kind == "rustdoc_include"
    )


def _bang(text: str) -> Reference | None:
    match = _BANG.fullmatch(text)
    if match is None:
        return None
    return Reference(match["name"], Selection(",".join((match["lines"] or match["range"] or "").split())))


def _press(text: str) -> Reference | None:
    """VitePress takes the language from the file's name where the page gives none."""
    match = _PRESS.fullmatch(text)
    if match is None:
        return None
    words = (match["meta"] or "").split()
    language = next((word for word in words if word[0].isalpha()), match["name"].rpartition(".")[2])
    label = f" [{match['title']}]" if match["title"] else ""
    region = (match["region"] or "").strip()
    return Reference(match["name"], Selection(region=region, dedent=bool(region)), True, language + label)


def _liquid(text: str) -> Reference | None:
    """Jekyll's own tags, which name layouts and scripts too, and those of the include plugins of MkDocs."""
    match = _LIQUID.fullmatch(text)
    if match is None:
        return None
    name, options = _name(match) or match["bare"] or "", arguments(match["rest"])
    if match["kind"] == "include-markdown" or _name(match):
        return Reference(name, Selection(start_after=options.get("start", ""), end_before=options.get("end", "")))
    if not _MARKDOWN.search(name):
        return None
    return Reference(name if match["kind"] == "include_relative" else f"/_includes/{name}")


def _hugo(text: str) -> Reference | None:
    match = _HUGO.fullmatch(text)
    if match is None:
        return None
    options = arguments(match["rest"])
    is_code = options.get("code") == "true"
    return Reference(_name(match) or match["bare"] or "", is_code=is_code, info=options.get("lang", ""))
