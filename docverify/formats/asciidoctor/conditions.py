"""`ifdef`, `ifndef` and `ifeval`: what a page decides itself, and what it leaves to the build."""

import re

from docverify.formats.asciidoctor.attributes import Attributes, missing

_COMPARISON = re.compile(r"(?P<left>[^=!<>]*)(?P<sign>==|!=|<=|>=|<|>)(?P<right>[^=!<>]*)")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")


def holds(kind: str, target: str, expression: str, attributes: Attributes) -> bool | None:
    """Whether the condition holds on this page; None when only a build knows."""
    if kind == "ifeval":
        return _compares(expression, attributes)
    names = [name for name in re.split(r"[,+]", target) if name]
    states = [attributes.is_set(name) for name in names]
    defined = _all(states) if "+" in target else _any(states)
    return defined if kind == "ifdef" or defined is None else not defined


def is_default(kind: str) -> bool:
    """Whether a condition that only a build decides holds in a build that sets nothing."""
    return kind == "ifndef"


def _any(states: list[bool | None]) -> bool | None:
    return True if True in states else None if None in states else False


def _all(states: list[bool | None]) -> bool | None:
    return False if False in states else None if None in states else True


def _compares(expression: str, attributes: Attributes) -> bool | None:
    match = _COMPARISON.fullmatch(attributes.fill(expression))
    if match is None or missing(match[0]):
        return None
    left, right = _operand(match["left"]), _operand(match["right"])
    if match["sign"] in ("==", "!="):
        return (left == right) == (match["sign"] == "==")
    if isinstance(left, float) and isinstance(right, float):
        smaller = left < right or (left == right and "=" in match["sign"])
        larger = left > right or (left == right and "=" in match["sign"])
        return smaller if match["sign"][0] == "<" else larger
    return None


def _operand(text: str) -> str | float:
    bare = text.strip()
    if len(bare) > 1 and bare[0] in "\"'" and bare[0] == bare[-1]:
        return bare[1:-1]
    return float(bare) if _NUMBER.fullmatch(bare) else bare
