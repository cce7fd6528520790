"""kramdown's lines of attributes: `{: .language-ruby}` below a block says what language it is in."""

import re

from markdown_it.rules_block import StateBlock

_LIST = re.compile(r"\{:[ \t]*([^{}\n]*)\}[ \t]*")
_LANGUAGE = re.compile(r"\.language-([\w+#.-]+)|\bclass=[\"']language-([\w+#.-]+)")


def attribute_list(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """A line that says something of the block right above it, and is no line of text."""
    first = state.bMarks[start] + state.tShift[start]
    if silent or not state.src.startswith("{:", first) or not state.isEmpty(min(start + 1, state.lineMax)):
        return False
    match = _LIST.fullmatch(state.src, first, state.eMarks[start])
    if match is None:
        return False
    above = state.tokens[-1] if state.tokens else None
    language = _LANGUAGE.search(match[1])
    if language and above and above.type in ("fence", "code_block") and (above.map or [0, 0])[1] == start:
        above.info = above.info or language[1] or language[2]
    token = state.push("nothing", "", 0)
    token.map = [start, start + 1]
    state.line = start + 1
    return True
