"""What writes a result for a kind of reader."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from docverify.model import Result


@runtime_checkable
class Report(Protocol):
    """Writes a result for a kind of reader. Pure."""

    name: str

    def render(self, result: Result, *, colour: bool = False, width: int = 100) -> str: ...


@runtime_checkable
class Rewriting(Protocol):
    """A report that is made of the JSON of a result, without reading it. Pure."""

    def rewrite(self, fields: Iterable[tuple[str, Iterable[bytes]]]) -> Iterable[bytes]:
        """The same as `render` gives, in UTF-8 and in parts; `fields` are those of `Published`."""
        ...
