"""How text is written in a docstring: as it is in a raw one, with escapes in any other."""

from collections.abc import Callable

from docverify.formats.pydoc.literals import Unreadable, written


def spell(text: str) -> Callable[[int, str], str | None]:
    """For the lines of a module; outside of its docstrings nothing can be written."""
    try:
        found = list(written(text.replace("\r\n", "\n")))
    except Unreadable:
        found = []

    def spelled(line: int, said: str) -> str | None:
        literal = next((one for one in found if one.line <= line <= one.end_line), None)
        if literal is None:
            return None
        if literal.raw:
            return None if literal.quotes in said else said
        return said.replace("\\", "\\\\").replace(literal.quotes, "".join(f"\\{quote}" for quote in literal.quotes))

    return spelled
