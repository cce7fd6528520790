"""Block quotes, whose ends are not looked for over and over."""

from markdown_it.rules_block import StateBlock, blockquote

MOST_LAZY = 20_000
"""Lines of a page that may be looked at as a quote's own and turn out not to be."""


def quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line without the sign of a quote may go on with its last paragraph; markdown-it finds out when it is read.

    Until then it looks at all lines up to an empty one, and again for the next quote among them.
    On a page that has cost too much already, a quote ends where its signs end.
    """
    if silent or state.is_code_block(start):
        return blockquote(state, start, end, silent)
    lost = state.env.setdefault("lost lines", 0)
    if lost >= MOST_LAZY:
        return blockquote(state, start, _signed(state, start, end), False)
    found = blockquote(state, start, end, False)
    if found:
        state.env["lost lines"] = lost + _lost(state, state.line, min(end, state.line + MOST_LAZY))
    return found


def _signed(state: StateBlock, start: int, end: int) -> int:
    """The line below those that begin with the sign."""
    line = start + 1
    while line < end and state.src.startswith(">", state.bMarks[line] + state.tShift[line]):
        line += 1
    return line


def _lost(state: StateBlock, start: int, end: int) -> int:
    """Lines that were looked at in vain: those up to an empty one."""
    line = start
    while line < end and not state.isEmpty(line):
        line += 1
    return line - start
