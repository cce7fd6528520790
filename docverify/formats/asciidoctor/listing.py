"""Code as a reader gets it: the lines of a block, less its callouts, with what its substitutions put in."""

import re
from collections.abc import Sequence

from docverify.draft import Piece
from docverify.formats.asciidoctor.attributes import Attributes
from docverify.formats.asciidoctor.includes import reindent
from docverify.formats.asciidoctor.inline import unformatted
from docverify.formats.asciidoctor.lines import Line
from docverify.formats.asciidoctor.marks import KNOWN_STYLES
from docverify.formats.asciidoctor.metadata import Metadata

_CALLOUT = re.compile(r"<(?:\d{1,4}|\.)>|<!--(?:\d{1,4}|\.)-->")
_LONGEST_CALLOUT = 11
_COMMENTS = ("//", "#", "--", ";;")
_WORD = re.compile(r"[\w+#.-]+")

_NORMAL = frozenset({"quotes", "attributes"})
_VERBATIM = frozenset({"callouts"})
_GROUPS = {"none": frozenset[str](), "normal": _NORMAL, "n": _NORMAL, "verbatim": _VERBATIM, "v": _VERBATIM}
_SHORT = {"a": "attributes", "q": "quotes"}


def piece(body: Sequence[Line], above: Metadata, kind: str, attributes: Attributes) -> Piece:
    """The code of a block with at least one line; `kind` is how it is delimited, or `paragraph`, or `indented`."""
    subs = _substitutions(above.named.get("subs", ""))
    lines = [line.text for line in body]
    if "callouts" in subs:
        lines = [_without_callouts(line, above.named.get("line-comment")) for line in lines]
    if "quotes" in subs:
        lines = [unformatted(line) for line in lines]
    if "attributes" in subs:
        lines = [attributes.fill(line) for line in lines]
    if kind == "indented" or above.named.get("indent", "").isdecimal():
        lines = reindent(lines, above.named.get("indent", "0"))
    code = "\n".join(lines).rstrip("\n")
    file, line, end_line = _place(body[: code.count("\n") + 1])
    return Piece(
        code,
        line,
        language=_language(above, kind, attributes),
        info=above.written,
        attributes=above.attributes(),
        style="indented" if kind == "indented" else "fence",
        file=file,
        end_line=end_line,
    )


def _place(body: Sequence[Line]) -> tuple[str, int, int]:
    """File, first and last line; what stands in several files stands on the page that includes them."""
    first, last = body[0], body[-1]
    if all(line.file == first.file for line in body):
        return first.file, first.number, last.number
    return "", first.shown, last.shown


def _language(above: Metadata, kind: str, attributes: Attributes) -> str:
    style = above.style
    if kind == "indented" or (style or kind) == "literal" or style == "listing":
        return ""
    if style not in ("", "source"):
        return style if style.islower() and style not in KNOWN_STYLES and _WORD.fullmatch(style) else ""
    language = above.positional.get(2) or above.named.get("language") or above.named.get("lang") or ""
    return language.strip().lower() if _WORD.fullmatch(language.strip()) else _default(attributes)


def _default(attributes: Attributes) -> str:
    return (attributes.get("source-language") or "").strip().lower()


def _substitutions(written: str) -> frozenset[str]:
    """The names of those that are made; a `+` or `-` changes the usual ones, any other name replaces them."""
    found = _VERBATIM
    names = [name.strip() for name in written.split(",") if name.strip()]
    if any(name[0] not in "+-" and name[-1] != "+" for name in names):
        found = _GROUPS["none"]
    for name in names:
        bare = name.strip("+-")
        group = _GROUPS.get(bare, frozenset({_SHORT.get(bare, bare)}))
        found = found - group if name[0] == "-" else found | group
    return found


def _without_callouts(line: str, comment: str | None) -> str:
    """The line without the numbers at its end that a list below it explains, nor the comment mark before them."""
    rest = line.rstrip()
    if not rest.endswith(">"):
        return line
    removed = False
    while rest.endswith(">"):
        start = rest.rfind("<", max(len(rest) - _LONGEST_CALLOUT, 0))
        if start < 0 or not _CALLOUT.fullmatch(rest, start):
            break
        if start and rest[start - 1] == "\\":
            return rest[: start - 1] + rest[start:]
        rest, removed = _without_mark(rest[:start], comment), True
    return rest.rstrip() if removed else line


def _without_mark(rest: str, comment: str | None) -> str:
    marks = (comment,) if comment else () if comment == "" else _COMMENTS
    bare = rest.rstrip(" ") if not rest.endswith("  ") else rest
    mark = next((mark for mark in marks if bare.endswith(mark)), "")
    if mark:
        return bare[: -len(mark)]
    return rest.rstrip()
