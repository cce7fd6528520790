"""What writes a result for a kind of reader."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from docverify.model import Result


@runtime_checkable
class Report(Protocol):
    """Writes a result for a kind of reader. Pure."""

    name: str

    def render(self, result: Result, *, colour: bool = False, width: int = 100) -> str: ...
