"""A model that names the language of code, for those who installed it: `pip install docverify[guess]`."""

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import Any

OURS = {"cs": "csharp", "golang": "go", "shell": "bash"}
"""The model's names where ours differ."""


def load_voter() -> Callable[[str], str] | None:
    """A voter that names the language of code, or nothing where it is not sure; None when no model is installed."""
    return vote if find_spec("magika") else None


def vote(code: str) -> str:
    """The language that the model is sure of; empty when it is not."""
    result = _model().identify_bytes(code.encode("utf-8", "replace"))
    name = str(result.output.label) if result.ok else ""
    return OURS.get(name, name) if name not in ("txt", "unknown", "empty") else ""


@cache
def _model() -> Any:
    from magika import Magika  # its runtime takes a second to load

    return Magika()
