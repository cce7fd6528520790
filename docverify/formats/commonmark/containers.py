"""Block rules for what CommonMark does not know and documentation is full of.

MkDocs indents what stands in `!!! note` and `=== "Tab"`, MyST puts Markdown into a fence, MDX writes `<TabItem>`.
Plain CommonMark sees indented code, opaque code and raw HTML there, and the examples inside would be lost.
Each rule has markdown-it's signature, and leaves tokens whose lines are true.
"""

import re

from markdown_it.rules_block import StateBlock, fence
from markdown_it.token import Token

from docverify.formats.commonmark.directives import GROUPS, HOLDS_MARKDOWN, TABS
from docverify.infostring import LANGUAGE_ARGUMENT, LANGUAGE_IMPLIED

FENCE = re.compile(r"(`{3,})[^`]*|(~{3,}).*")
"""A line that opens a fence, from its first visible character on."""

_INDENTED = re.compile(
    r"(?:!!!|\?\?\?\+?)[ \t]+[\w-]"  # MkDocs admonitions
    r"""|===[!+]?[ \t]+(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')[ \t]*$"""  # MkDocs tabs
    r"|\[\^[^\]\s]+\]:"  # footnotes
)
_DIRECTIVE = re.compile(
    r"(?P<marks>`{3,}|~{3,}|:{3,})[ \t]*(?:\{(?P<name>[^}\s]+)\}|(?P<group>code-group)\b)(?P<rest>.*)"
)
_OPTION = re.compile(r":[\w-]+:(?:[ \t]|$)")
_DIVISION = re.compile(
    r"(?P<marks>:{3,}|/{3,})[ \t]*(?:(?P<name>[A-Za-z][\w.-]*)|(?=\{))(?:\[[^\]]*\])?[ \t]*"
    r"(?P<classes>\{[^}]*\})?[ \t]*(?:\|[ \t]*(?P<title>.*)|.*)"
)
MOST_UNCLOSED = 20
"""Divisions that do not end, after which none is looked for: each may cost the rest of the page."""
_OPENS = re.compile(r":{3,}[ \t]*[^\s:]")


def indented_container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """An opener at the left, its content four columns further in.

    Also one that CommonMark takes for indented code, as in the definition of a term, where a fence is what it holds.
    """
    match = _match(_INDENTED, state, start, "!?=[", code_too=True)
    if match is None:
        return False
    indent = state.sCount[start] + 4
    if state.is_code_block(start) and not _holds_fence(state, start + 1, end, indent):
        return False
    if silent:
        return True
    stop = start + 1
    while stop < end and (state.isEmpty(stop) or state.sCount[stop] >= indent):
        stop += 1
    token = _open(state, "indented", match["double"] or match["single"] or "")
    _nest(state, start, (stop, stop), indent, token)
    return True


def _holds_fence(state: StateBlock, first: int, end: int, indent: int) -> bool:
    """Whether what comes first from this line on is a fence, this far in."""
    line = next((line for line in range(first, end) if not state.isEmpty(line)), end)
    return line < end and state.sCount[line] == indent and FENCE.fullmatch(_line(state, line)) is not None


def directive(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A fence of backticks, tildes or colons whose content is Markdown, and code between colons."""
    match = _match(_DIRECTIVE, state, start, "`~:")
    if match is None or (match["marks"][0] == "`" and "`" in match["rest"]):
        return False
    name = match["group"] or match["name"]
    is_code = name in LANGUAGE_ARGUMENT or name in LANGUAGE_IMPLIED
    if not match["group"] and not _holds_markdown(name) and not (match["marks"][0] == ":" and is_code):
        return False
    if silent:
        return True
    stop, after = _closing(state, start, end, match["marks"])
    if is_code:
        _push_code(state, start, (stop, after), match)
    else:
        label = (match["rest"].strip() or "tab") if name in TABS else ""
        token = _open(state, "group" if name in GROUPS else "fence", label)
        token.meta = {"closed": stop != after}
        _nest(state, start, (stop, after), state.blkIndent, token)
    return True


def division(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Lines between colons or slashes that are no directive: a note, a panel of Quarto's, a tab of MkDocs'."""
    match = _match(_DIVISION, state, start, ":/")
    if match is None or state.env.get("unclosed", 0) > MOST_UNCLOSED:
        return False
    stop, after = _closing(state, start, end, match["marks"])
    if stop == after:
        state.env["unclosed"] = state.env.get("unclosed", 0) + 1
        return False
    if silent:
        return True
    name, title = (match["name"] or "").lower(), match["title"]
    is_panel = ".panel-tabset" in (match["classes"] or "")
    label = (title or "").strip() or "tab" if name == "tab" and match["marks"][0] == "/" else ""
    token = _open(state, "panel" if is_panel else "group" if name in GROUPS else "fence", label)
    _nest(state, start, (stop, after), state.blkIndent, token)
    return True


def indented_fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A whole fence that CommonMark takes for indented code, since its container is one that it does not know."""
    if silent or not state.is_code_block(start) or not FENCE.fullmatch(_line(state, start)):
        return False
    saved, state.blkIndent = state.blkIndent, state.sCount[start]
    fence(state, start, end, False)
    state.blkIndent = saved
    if not closed(state.tokens[-1].map or [0, 0], state.tokens[-1].content):
        state.tokens.pop()
        state.line = start
        return False
    return True


def closed(lines: list[int], content: str) -> bool:
    """Whether a fence over these lines has a closing line: it then has two lines more than its content."""
    count = content.count("\n") + (not content.endswith("\n") and content != "")
    return lines[1] - lines[0] == count + 2


def _match(
    pattern: re.Pattern[str], state: StateBlock, line: int, initials: str, *, code_too: bool = False
) -> re.Match[str] | None:
    """Called for nearly every line, so the first character decides nearly always."""
    first = state.bMarks[line] + state.tShift[line]
    if first >= state.eMarks[line] or state.src[first] not in initials:
        return None
    if not code_too and state.is_code_block(line):
        return None
    return pattern.match(state.src[first : state.eMarks[line]])


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _holds_markdown(name: str) -> bool:
    """What describes an object of a domain (`py:function`) holds Markdown too."""
    return name in HOLDS_MARKDOWN or ":" in name


def _closing(state: StateBlock, start: int, end: int, marks: str) -> tuple[int, int]:
    """The line after the content, and the line after the closing line; the same when there is none.

    Colons may nest without more of them: what opens inside is closed first. Slashes close their like only.
    """
    depth = 1
    for line in range(start + 1, end):
        if state.isEmpty(line):
            continue
        if state.sCount[line] < state.blkIndent:
            return line, line
        text = _line(state, line).rstrip(" \t")
        if not text.startswith(marks) or state.is_code_block(line):
            continue
        if not text.strip(marks[0]):
            depth -= marks[0] != "/" or text == marks
        elif marks[0] == ":" and _OPENS.match(text):
            depth += 1
        if depth == 0:
            return line, line + 1
    return end, end


def _push_code(state: StateBlock, start: int, stop: tuple[int, int], match: re.Match[str]) -> None:
    token = state.push("fence", "code", 0)
    token.info = match[0][len(match["marks"]) :]
    token.markup = match["marks"]
    token.content = state.getLines(start + 1, stop[0], state.sCount[start], True)
    token.map = [start, stop[1]]
    state.line = stop[1]


def _is_setting(state: StateBlock, start: int, line: int) -> bool:
    """Settings of a block between slashes are indented, right below its first line."""
    return _line(state, start).startswith("///") and state.is_code_block(line) and not state.isEmpty(line)


def _open(state: StateBlock, kind: str, label: str) -> Token:
    """A container's opening token: `markup` is its kind, `info` its label when it is a tab."""
    token = state.push("container_open", "", 1)
    token.markup, token.info, token.meta = kind, label, {"closed": True}
    return token


def _nest(state: StateBlock, start: int, stop: tuple[int, int], indent: int, token: Token) -> None:
    """Reads the lines between as Markdown, `indent` columns in."""
    token.map = [start, stop[1]]
    saved = (state.blkIndent, state.lineMax, state.parentType)
    state.blkIndent, state.lineMax, state.parentType = indent, stop[0], "blockquote"
    first = start + 1
    while first < stop[0] and (_OPTION.match(_line(state, first)) or _is_setting(state, start, first)):
        first += 1
    state.md.block.tokenize(state, first, stop[0])
    state.blkIndent, state.lineMax, state.parentType = saved
    state.push("container_close", "", -1)
    state.line = stop[1]
