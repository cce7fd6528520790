"""Which tab of which set a block stands in: members of one set are alternatives."""

from collections.abc import Iterator
from contextlib import contextmanager

from msgspec import Struct

BETWEEN = " › "
"""Between the labels of a tab in a tab."""


class _Frame(Struct, frozen=True, gc=False):
    group: int
    label: str = ""
    """Empty for a set."""
    by_language: bool = False
    """True for a set whose tabs are blocks, each named by its language."""


class Tabs:
    """The sets and tabs that are open."""

    def __init__(self) -> None:
        self._open: list[_Frame] = []
        self._sets = 0
        self._ended = (-1, 0, 0)
        """Of the tab without a set that ended last: how many were open around it, its group, and what had been met."""

    @contextmanager
    def set(self, *, by_language: bool = False) -> Iterator[None]:
        """A directive that holds tabs."""
        self._sets += 1
        with self._within(_Frame(self._sets, by_language=by_language)):
            yield

    @contextmanager
    def tab(self, label: str, met: int) -> Iterator[None]:
        """A tab; one outside of a set is of the set of the tab before it when nothing was met between them."""
        group = self._group(met)
        with self._within(_Frame(group, label or "tab")):
            yield

    def end(self, met: int) -> None:
        """Told right after a tab."""
        if not self._in_set():
            self._ended = (len(self._open), self._ended[1], met)

    def name(self, language: str) -> str:
        """`set1/Python`: set and label of a block in this language; empty outside of tabs."""
        frames = [frame for frame in self._open if frame.label]
        if self._in_set() and self._open[-1].by_language:
            frames.append(_Frame(self._open[-1].group, language or "tab"))
        return f"set{frames[-1].group}/{BETWEEN.join(frame.label for frame in frames)}" if frames else ""

    def _group(self, met: int) -> int:
        if self._in_set():
            return self._open[-1].group
        depth, group, ended = self._ended
        if (depth, ended) != (len(self._open), met):
            self._sets += 1
            group = self._sets
        self._ended = (len(self._open), group, met)
        return group

    def _in_set(self) -> bool:
        return bool(self._open) and not self._open[-1].label

    @contextmanager
    def _within(self, frame: _Frame) -> Iterator[None]:
        self._open.append(frame)
        try:
            yield
        finally:
            self._open.pop()
