"""Comments as link definitions, `[//]: # (text)`: Markdown has no other that leave no trace in the HTML."""

import re

from markdown_it.rules_block import StateBlock

_COMMENT = re.compile(r"\[(?:comment|//)\]:[ \t]*(?:#|<>)[ \t]*(?:\((.*)\)|\"(.*)\"|'(.*)')[ \t]*\Z")


def link_comment(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """A whole line, as everyone writes them."""
    first = state.bMarks[start] + state.tShift[start]
    if state.src[first : first + 1] != "[" or state.is_code_block(start):
        return False
    line = state.src[first : state.eMarks[start]]
    match = _COMMENT.match(line)
    if match is None:
        return False
    if not silent:
        token = state.push("comment", "", 0)
        token.map, token.content, token.markup = [start, start + 1], match[1] or match[2] or match[3] or "", line
        token.meta = {"first": 0}
        state.line = start + 1
    return True
