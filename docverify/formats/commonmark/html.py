"""Raw HTML inside Markdown: comments, and code in `<pre>` elements."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from html import unescape

from markdown_it.rules_block import StateBlock, html_block
from msgspec import Struct

from docverify.formats.commonmark.containers import FENCE
from docverify.formats.hypertext.alternatives import are_alternatives

_TO_ITS_END = re.compile(r"<(?:!--|\?|![A-Za-z]|!\[CDATA\[|(?:script|pre|style|textarea)(?:[\s>]|$))", re.IGNORECASE)
"""Opens HTML that goes on to its own end mark; all other HTML goes on to a blank line."""

_INTERRUPTS = re.compile(r"<!--|<pre(?:[\s>]|$)", re.IGNORECASE)
_PRE = re.compile(r"<pre\b([^>]*)>", re.IGNORECASE)
_PRE_END = re.compile(r"</pre\b", re.IGNORECASE)
_CODE = re.compile(r"\s*<code\b([^>]*)>", re.IGNORECASE)
_CODE_END = re.compile(r"</code\s*>\s*\Z", re.IGNORECASE)
_TOGGLE = re.compile(
    r"<div\b[^<>]*>\s*(?:<pre\b[^<>]*>(?:(?!</?pre\b).)*</pre\s*>\s*){2,}</div\s*>", re.IGNORECASE | re.DOTALL
)
_ELEMENT = re.compile(r"</?[A-Za-z][^<>\n]*>")
_LANGUAGE = re.compile(r"""\b(?:data-)?lang(?:uage)?=["']?([\w+#.-]+)|\b(?:language|lang)-([\w+#.-]+)""", re.IGNORECASE)
_ONE_CLASS = re.compile(r"""\bclass=["']?([\w+#-]+)["']?\s*\Z""", re.IGNORECASE)


class Element(Struct, frozen=True, gc=False):
    """A `<pre>` element."""

    code: str
    """Its text as a browser shows it."""
    line: int
    """Lines before its first code line, counted from the start of the HTML."""
    language: str
    closed: bool = True


def html(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """CommonMark's HTML block, ended by a fence, a comment or a `<pre>`, and never within a `<pre>`.

    Generators that let Markdown stand in HTML need no blank line there, and one in code ends nothing for a reader.
    """
    first = state.bMarks[start] + state.tShift[start]
    if silent or state.src[first : first + 1] != "<" or state.is_code_block(start):
        return html_block(state, start, end, silent)
    if _TO_ITS_END.match(state.src, first, state.eMarks[start]):
        return html_block(state, start, end, False)
    if not html_block(state, start, start + 1, False):
        return False
    stop = _extended(state, start, _interruption(state, start, end), end)
    token = state.tokens[-1]
    token.map, state.line = [start, stop], stop
    token.content = state.getLines(start, stop, state.blkIndent, True)
    return True


def comments(text: str) -> Iterator[tuple[str, int, bool]]:
    """Each comment's content, the lines of the HTML before it, and whether it is closed."""
    line = position = 0
    while (opening := text.find("<!--", position)) >= 0:
        line += text.count("\n", position, opening)
        closing = text.find("-->", opening + 4)
        content = text[opening + 4 : closing if closing >= 0 else len(text)]
        yield content, line, closing >= 0
        position = opening + 4 + len(content)
        line += content.count("\n")


def without_comments(text: str) -> str:
    """The HTML with each comment replaced by its line ends."""
    parts: list[str] = []
    position = 0
    while (opening := text.find("<!--", position)) >= 0:
        closing = text.find("-->", opening + 4)
        after = closing + 3 if closing >= 0 else len(text)
        parts += [text[position:opening], "\n" * text.count("\n", opening, after)]
        position = after
    return "".join([*parts, text[position:]])


def elements(text: str) -> Iterator[Element]:
    """The `<pre>` elements of a piece of HTML."""
    line = position = 0
    while opening := _PRE.search(text, position):
        inner = _CODE.match(text, opening.end())
        begin = inner.end() if inner else opening.end()
        closing = _PRE_END.search(text, begin)
        end = closing.start() if closing else len(text)
        # A parser drops the line end right behind the opening tag.
        begin += text.startswith("\n", begin)
        line += text.count("\n", position, begin)
        source = _CODE_END.sub("", text[begin:end]) if inner else text[begin:end]
        language = _language(inner[1] if inner else "", opening[1])
        yield Element(_text(source), line, language, closing is not None)
        line += text.count("\n", begin, end)
        position = max(begin, end)


def alternatives(texts: Sequence[str]) -> list[list[int]]:
    """For pieces of HTML that follow each other, of each of their `<pre>` elements the set that it belongs to, from 1.

    A `<div>` that holds nothing but the same in several languages shows one of them at a time; 0 for all others.
    """
    whole = "".join(texts)
    found_sets = _TOGGLE.finditer(whole)
    sets = [one.span() for one in found_sets if are_alternatives([each.language for each in elements(one[0])])]
    begins = [begin for begin, _ in sets]
    found, offset = [], 0
    for text in texts:
        starts = [offset + opening.start() for opening in _PRE.finditer(text)]
        places = [(at, bisect_right(begins, at)) for at in starts]
        found.append([number if number and at < sets[number - 1][1] else 0 for at, number in places])
        offset += len(text)
    return found


def _text(source: str) -> str:
    """Without tags and entities, line by line: an entity that is a line end must not move the lines below it."""
    lines = (unescape(_ELEMENT.sub("", line)).replace("\n", " ") for line in source.split("\n"))
    return "\n".join(lines).rstrip("\n")


def _interruption(state: StateBlock, start: int, end: int) -> int:
    """The line where HTML that goes on to a blank line ends."""
    for line in range(start + 1, end):
        if state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            return line
        text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
        if _INTERRUPTS.match(text) or FENCE.fullmatch(text):
            return line
    return end


def _extended(state: StateBlock, start: int, stop: int, end: int) -> int:
    """The line after the end of a `<pre>` that is still open at `stop`; `stop` itself when there is none."""
    content = state.src[state.bMarks[start] : state.eMarks[stop - 1]].lower()
    if content.rfind("<pre") <= content.rfind("</pre") or "unclosed pre" in state.env:
        return stop
    for line in range(stop, end):
        if not state.isEmpty(line) and state.sCount[line] < state.blkIndent:
            return stop
        if _PRE_END.search(state.src, state.bMarks[line], state.eMarks[line]):
            return line + 1
    state.env["unclosed pre"] = True  # no need to look again: a page full of them must not cost its square
    return stop


def _language(code: str, pre: str) -> str:
    for attributes in (code, pre):
        match = _LANGUAGE.search(attributes)
        if match:
            return (match[1] or match[2]).lower()
    one = _ONE_CLASS.search(code.strip())
    return one[1].lower() if one else ""
