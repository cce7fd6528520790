"""Block rules of MDX: modules, expressions and components, between which Markdown goes on.

A component is a tag and no more: what stands between two of them is read like any other line of the page.
"""

import re

from markdown_it.rules_block import StateBlock

from docverify.formats.commonmark.javascript import Tag, expression_end, statement_end, string, tag
from docverify.formats.commonmark.references import Reference
from docverify.formats.commonmark.tags import is_tab, push_tag

MOST_FAILURES = 20
"""Pieces that do not end, after which none is looked for: each may cost the rest of the page."""

LONG = 1_000
"""Characters from which a piece that turns out to be none counts among them."""

_MODULE = re.compile(r"(?:import|export)(?=[ \t{*\"'])")
_IMPORT = re.compile(r"""\bimport[ \t]+(?:\*[ \t]+as[ \t]+)?([A-Za-z_$][\w$]*)[ \t]+from[ \t]+["']([^"'\n]+)["']""")
_COMMENT = re.compile(r"\{[ \t\n]*/\*(.*?)\*/[ \t\n]*\}", re.DOTALL)
_SHOWS_CODE = frozenset({"codeblock", "code", "codesnippet", "syntaxhighlighter", "pre", "snippet", "terminal"})
_LONE_NAME = re.compile(r"\{[ \t\n]*([A-Za-z_$][\w$]*)[ \t\n]*\}")
_FENCE = re.compile(r"^[ \t]*(?:`{3}|~{3})", re.MULTILINE)
_LANGUAGE = ("language", "lang", "className", "class")
_PAGE = re.compile(r"\.mdx?\Z")


def module(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`import` and `export`, up to an empty line that is in no bracket."""
    first = state.bMarks[start]
    if silent or state.level or state.sCount[start] or not _MODULE.match(state.src, first, state.eMarks[start]):
        return False
    after = statement_end(state.src, first, state.eMarks[end - 1]) if _may_search(state) else 0
    if not after:
        _failed(state)
        after = next((state.bMarks[line] for line in range(start, end) if state.isEmpty(line)), state.eMarks[end - 1])
    text = state.src[first:after]
    stop = min(start + max(text.rstrip().count("\n") + 1, 1), end)
    imports = state.env.setdefault("imports", {})
    imports.update((found[1], found[2]) for found in _IMPORT.finditer(text))
    token = state.push("tag", "", 0)
    token.map, token.hidden = [start, stop], True
    state.line = stop
    return True


def expression(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Braces that begin a line and end one; a comment in them is a comment of the page."""
    first = state.bMarks[start] + state.tShift[start]
    if state.src[first : first + 1] != "{" or not _may_search(state):
        return False
    after = expression_end(state.src, first, state.eMarks[end - 1])
    if not after:
        _failed(state)
        return False
    stop = start + state.src.count("\n", first, after) + 1
    text = state.src[first:after]
    if state.src[after : state.eMarks[stop - 1]].strip():
        return _refuse(state, after - first)
    if silent:
        return True
    comment = _COMMENT.fullmatch(text)
    token = state.push("comment" if comment else "tag", "", 0)
    token.map, token.content = [start, stop], comment[1] if comment else ""
    token.markup, token.meta = text, {"first": text.count("\n", 0, comment.start(1)) if comment else 0}
    state.line = stop
    return True


def comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A comment in braces, in pages that are no MDX otherwise."""
    first = state.bMarks[start] + state.tShift[start]
    return (
        state.src.startswith("{/*", first) and not state.is_code_block(start) and expression(state, start, end, silent)
    )


def component(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A tag that begins a line and ends one, and a component that shows code."""
    first = state.bMarks[start] + state.tShift[start]
    if state.src[first : first + 1] != "<" or not _may_search(state):
        return False
    stop_at = state.eMarks[end - 1]
    found = tag(state.src, first, stop_at)
    if found is None:
        if state.src[first + 1 : first + 2].isalpha() or state.src.startswith("</", first):
            _failed(state)
        return False
    if found.name.lower() in _SHOWS_CODE and found.kind != "close" and _code(state, start, end, found, silent):
        return True
    stop = start + state.src.count("\n", first, found.end) + 1
    rest = state.src[found.end : state.eMarks[stop - 1]].strip()
    if found.name.lower() == "pre" or (rest and rest != f"</{found.name}>"):
        return _refuse(state, found.end - first)
    if not silent:
        _push(state, (start, stop), found)
    return True


def _push(state: StateBlock, lines: tuple[int, int], found: Tag) -> None:
    file = state.env.get("imports", {}).get(found.name, "")
    if is_tab(found.name):
        push_tag(state, lines, found.name, found.kind, found.attributes)
        return
    if found.kind == "self" and _PAGE.search(file):
        token = state.push("include", "", 0)
        token.meta = {"reference": Reference(file)}
    else:
        token = state.push("tag", "", 0)
    token.map = list(lines)
    state.line = lines[1]


def _code(state: StateBlock, start: int, end: int, found: Tag, silent: bool) -> bool:
    """False when the component holds Markdown, or something that would have to be evaluated."""
    first = state.bMarks[start] + state.tShift[start]
    begin, content, after = found.end, "", found.end
    if found.kind == "open":
        closing = state.src.find(f"</{found.name}", found.end, state.eMarks[end - 1])
        if closing < 0:
            _failed(state)
            return False
        content, after = state.src[begin:closing], closing
    elif "code" in found.attributes:
        content = found.attributes["code"]
        begin = max(state.src.find(content, first, found.end), first)
    name = _LONE_NAME.fullmatch(content.strip())
    file = state.env.get("imports", {}).get(name[1], "") if name else ""
    text = None if _FENCE.search(content) else string(content.strip())
    if (text is None and not file) or (found.name.lower() == "pre" and not content.strip().startswith("{")):
        return False
    if silent:
        return True
    stop = start + state.src.count("\n", first, after) + 1
    token = state.push("code", "", 0)
    code = text or ""
    lead = content[: len(content) - len(content.lstrip())] + code[: len(code) - len(code.lstrip("\n"))]
    token.content, token.info = code.lstrip("\n"), _info(found)
    token.map = [start, stop]
    token.meta = {"first": state.src.count("\n", first, begin) + lead.count("\n")}
    if file:
        token.meta["reference"] = Reference(file.rpartition("!")[2].partition("?")[0])
    state.line = stop
    return True


def _info(found: Tag) -> str:
    values = {key: string(value) or "" for key, value in found.attributes.items()}
    language = next((values[key] for key in _LANGUAGE if values.get(key)), "")
    title = values.get("title") or values.get("filename") or ""
    return language.partition(" ")[0] + (f' title="{title}"' if title and '"' not in title else "")


def _may_search(state: StateBlock) -> bool:
    return bool(state.env.get("failures", 0) < MOST_FAILURES)


def _refuse(state: StateBlock, length: int) -> bool:
    """False; what was long is not looked for as often as one likes, since it will be read once more."""
    if length > LONG:
        _failed(state)
    return False


def _failed(state: StateBlock) -> None:
    state.env["failures"] = state.env.get("failures", 0) + 1
