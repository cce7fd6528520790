"""Tags of components that hold tabs: `<Tabs>`, `<TabItem>`, `<CodeGroup>` and their like."""

import re
from collections.abc import Mapping

from markdown_it.rules_block import StateBlock

from docverify.formats.commonmark.javascript import string, strings, tag

_SETS = frozenset({"tabs", "tabgroup", "tabset"})
_TABS = frozenset(
    {"tab", "tabitem", "tabs.tab", "tabs.item", "tabs.tabpane", "tabpane", "tabpanel", "codetab", "codegroupitem"}
)
_GROUPS = frozenset({"codegroup", "code-group", "codetabs", "codeblocks"})
_TAG = re.compile(r"</?(?:tab|code(?:group|-group|tab|blocks))", re.IGNORECASE)
_LINE = re.compile(r"@tab(?::active)?(?:[ \t][^\n]*)?")

LABELS = ("label", "title", "header", "name", "value", "tab")
"""Attributes that say what a reader clicks on, best first."""


def tab_tag(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """A line that is nothing but an opening or closing tag of a tab set: Markdown goes on right below it."""
    first, stop = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    if state.src[first : first + 1] != "<" or not _TAG.match(state.src, first, stop):
        return False
    found = tag(state.src, first, stop)
    if found is None or state.src[found.end : stop].strip() or not is_tab(found.name):
        return False
    if not silent:
        push_tag(state, (start, start + 1), found.name, found.kind, found.attributes)
    return True


def tab_line(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """A line `@tab Label`, as VuePress has it within a container; the next one, or the container's end, ends it."""
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("@tab", first) or state.is_code_block(start):
        return False
    match = _LINE.fullmatch(state.src, first, state.eMarks[start])
    if match is None:
        return False
    if not silent:
        push_tab(state, start, "", "end")
        label = match[0].partition(" ")[2].strip(" \t[]")
        push_tab(state, start, label or "tab", "")
        state.line = start + 1
    return True


def is_tab(name: str) -> bool:
    return name.lower() in _SETS | _TABS | _GROUPS


def push_tag(state: StateBlock, lines: tuple[int, int], name: str, kind: str, attributes: Mapping[str, str]) -> None:
    """The token of a tag for which `is_tab` is true."""
    state.line = lines[1]
    if kind == "self":
        return
    if name.lower() in _TABS:
        texts = {key: string(value) or "" for key, value in attributes.items()}
        push_tab(state, lines[0], next((texts[key] for key in LABELS if texts.get(key)), ""), kind)
        return
    token = state.push("group" if name.lower() in _GROUPS else "tabs", "", 0)
    token.map = list(lines)
    items = attributes.get("items") or attributes.get("labels") or ""
    token.meta = {"opens": kind == "open", "labels": strings(items)}


def push_tab(state: StateBlock, line: int, label: str, kind: str) -> None:
    """The token where a tab begins, or ends when `kind` says so."""
    token = state.push("tab_close" if kind in ("close", "end") else "tab_open", "", 0)
    token.markup, token.info, token.map = "tag", label, [line, line + 1]
