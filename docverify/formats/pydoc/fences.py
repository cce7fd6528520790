"""Markdown in a docstring: its fences and comments as directives and comments of reStructuredText.

So one reader finds the prompts, the sections and the fences of a docstring, whatever mix it is written in.
"""

import re

from docutils.statemachine import StringList

DIRECTIVE = "fenced"
INDENT = "   "

_OPENING = re.compile(r"( *)(?P<marks>`{3,})[ \t]*(?P<info>[^`]*)")
_DIRECTIVE = re.compile(r"\.\. [\w:-]+::")

Place = tuple[str, int]
"""What docutils is told of where a line comes from."""


class Rewriter:
    """Goes down the lines of a docstring once."""

    def __init__(self) -> None:
        self.unclosed: Place | None = None
        """Of a fence that has no end."""
        self._lines: list[tuple[str, Place]] = []
        self._marks = ""
        """What opened the fence that the lines stand in; empty outside of one."""
        self._indent = 0
        self._announced = -1
        """Indent of what announced the code that the lines stand in; -1 outside of such."""
        self._in_prompt = False
        self._last = 0
        """Number of the last line that is not blank."""

    def rewrite(self, block: StringList) -> StringList:
        for text, place in zip(block.data, block.items, strict=True):
            if self._marks:
                self._inside(text, place)
            elif opening := _OPENING.fullmatch(text):
                self._open(opening, place)
            else:
                self._outside(text, place)
        if not self._marks:
            self.unclosed = None
        return StringList([text for text, _ in self._lines], items=[place for _, place in self._lines])

    def _open(self, opening: re.Match[str], place: Place) -> None:
        indent, marks, info = opening.group(1, "marks", "info")
        above = self._lines[self._last][0] if self._lines else ""
        if self._is_code(len(indent)) or (not info and len(marks) >= len(above.strip()) > 0 and self._touches()):
            self._put(opening[0], place)  # the second is a title's underline
            return
        self._unannounce()
        self._marks, self._indent, self.unclosed = marks, len(indent), place
        for line in ("", f"{indent}.. {DIRECTIVE}::", f"{indent}{INDENT}:info: {info}".rstrip(), ""):
            self._lines.append((line, place))

    def _inside(self, text: str, place: Place) -> None:
        bare = text.strip()
        if bare.startswith(self._marks) and not bare.strip("`"):
            self._marks = ""
            self._end(self._indent, place)
        else:
            inner = text.lstrip() if text[: self._indent].strip() else text[self._indent :]
            self._lines.append(((" " * self._indent + INDENT + inner).rstrip(), place))

    def _outside(self, text: str, place: Place) -> None:
        bare = text.strip()
        indent = len(text) - len(text.lstrip())
        if bare and not self._is_code(indent):
            self._announced = indent if bare.endswith("::") or _DIRECTIVE.match(bare) else -1
            self._in_prompt = bare.startswith(">>>")
            if bare.startswith("<!--") and bare.endswith("-->"):
                self._unannounce()
                self._lines.append(("", place))
                self._put(text[:indent] + f".. {bare[4:-3].strip('-').strip()}", place)
                self._end(indent, place)
                return
        self._in_prompt = self._in_prompt and bool(bare)
        self._put(text, place)

    def _put(self, text: str, place: Place) -> None:
        if text:
            self._last = len(self._lines)
        self._lines.append((text, place))

    def _end(self, indent: int, place: Place) -> None:
        """What is indented below a directive would be part of it; an empty comment is not."""
        self._lines += [("", place), (" " * indent + "..", place), ("", place)]

    def _unannounce(self) -> None:
        """What stands here is not the code that `::` above it announces."""
        text, place = self._lines[self._last] if self._lines else ("", ("", 0))
        if text.endswith("::"):
            self._lines[self._last] = (text.rstrip(":") + ":", place)

    def _touches(self) -> bool:
        return self._last == len(self._lines) - 1

    def _is_code(self, indent: int) -> bool:
        """Whether a line with this indent is code already: of a prompt, or as announced."""
        return self._in_prompt or 0 <= self._announced < indent
