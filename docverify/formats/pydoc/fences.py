"""Markdown in a docstring: its fences and comments as directives and comments of reStructuredText.

So one reader finds the prompts, the sections and the fences of a docstring, whatever mix it is written in.
"""

import re
from collections.abc import Iterator

from docutils.statemachine import StringList

DIRECTIVE = "fenced"
INDENT = "   "

_OPENING = re.compile(r"( *)(?P<marks>`{3,}|~{3,})[ \t]*(?P<info>[^`]*)")
_COMMENT = re.compile(r"( *)<!--+(?P<text>.*?)-*-->")
_ANNOUNCEMENT = re.compile(r" *(?:.*::|\.\. [\w:-]+::.*)")

Line = tuple[str, tuple[str, int]]
"""A line with what docutils is told of its place."""


class Rewriter:
    """Goes down the lines of a docstring once."""

    def __init__(self) -> None:
        self.unclosed: tuple[str, int] | None = None
        """Place of a fence that has no end."""
        self._fence = ""
        self._indent = 0
        self._opened = ("", 0)
        self._announced = -1
        """Indent of what announced the code that the lines stand in; -1 outside of such."""
        self._prompt = False

    def rewrite(self, block: StringList) -> StringList:
        lines = [made for line in zip(block.data, block.items, strict=True) for made in self._line(line)]
        if self._fence:
            self.unclosed = self._opened
        return StringList([text for text, _ in lines], items=[item for _, item in lines])

    def _line(self, line: Line) -> Iterator[Line]:
        text, item = line
        if self._fence:
            yield from self._inside(text, item)
        elif self._is_code(text):
            yield line
        elif opening := _OPENING.fullmatch(text):
            self._fence, self._indent, self._opened = opening["marks"], len(opening[1]), item
            head = (f".. {DIRECTIVE}::", f"{INDENT}:info: {opening['info']}".rstrip())
            yield "", item
            yield from ((f"{opening[1]}{part}", item) for part in head)
            yield "", item
        elif comment := _COMMENT.fullmatch(text):
            yield from (("", item), (f"{comment[1]}.. {comment['text'].strip()}", item), ("", item))
        else:
            yield line

    def _inside(self, text: str, item: tuple[str, int]) -> Iterator[Line]:
        bare = text.strip()
        if bare.startswith(self._fence) and not bare.strip(self._fence[0]):
            self._fence = ""
            yield "", item
        else:
            inner = text[self._indent :] if not text[: self._indent].strip() else text.lstrip()
            yield (" " * self._indent + INDENT + inner).rstrip(), item

    def _is_code(self, text: str) -> bool:
        """Whether the line is part of a prompt's output, or of code that was announced: fences mean nothing there."""
        bare = text.lstrip()
        indent = len(text) - len(bare)
        if not bare:
            self._prompt = False
            return True
        if self._announced >= 0 and indent <= self._announced:
            self._announced = -1
        if self._announced >= 0:
            return True
        if _ANNOUNCEMENT.fullmatch(text):
            self._announced = indent
        self._prompt = self._prompt or bare.startswith(">>>")
        return self._prompt
