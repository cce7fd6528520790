"""The same values as other consoles write them: what differs then is the notation, and not the page."""

import re
from urllib.parse import unquote

from docverify.languages.javascript_code.literals import canonical, kind, shape
from docverify.model import Example, Run

_SIZE = re.compile(r"\b([A-Z]\w*)\(\d+\)|\(\d+\) ?(?=[\[{])")
_CLASS = re.compile(r"(?<![\w'\"])[A-Z]\w*(?= ?[\[{])|\[Object: null prototype\]")
_LOOSE = re.compile(r"[\s'\"`]+")
_UNSHOWN = re.compile(r"\n?undefined\s*\Z")


def otherwise_written(example: Example, run: Run) -> tuple[str, str] | None:
    """Reason and detail for a difference that may be one of notation; None when there is none, or it counts."""
    index = len(run.steps) - 1
    step, done = example.steps[index], run.steps[index]
    if step.expected is not None and step.mode == "value":
        return _as_value(step.expected, done.value, done.stdout)
    expected = step.expected if step.expected is not None else example.expectation.text
    actual = done.stdout if step.expected is not None else "".join(one.stdout for one in run.steps)
    if expected.strip() and actual.strip() and _loose(expected) == _loose(actual):
        return "pseudo-code", "shows values in the notation of another console"
    return None


def _as_value(expected: str, value: str | None, stdout: str) -> tuple[str, str] | None:
    """A comment counts only where it and the value are literals of one kind."""
    actual = stdout.strip() if value is None else value
    if _loose(expected) == _loose(actual):
        return "pseudo-code", "shows a value in the notation of another console"
    if canonical(actual) is None or kind(expected) != kind(actual) or _is_of_others(expected, actual):
        return "pseudo-code", "its comment may describe something other than the value"
    return None


def _is_of_others(expected: str, actual: str) -> bool:
    """True when text stands where the other has none: objects that show themselves as they like."""
    wanted, got = shape(expected), shape(actual)
    return len(wanted) == len(got) and wanted != got


def _loose(text: str) -> str:
    """Without quotes, blanks, names of classes, sizes, trailing commas and the encoding of addresses."""
    plain = _CLASS.sub("", _SIZE.sub(r"\1", _UNSHOWN.sub("", unquote(text))))
    return re.sub(r",(?=[\]}])|;$", "", _LOOSE.sub("", plain).replace("=>", ":"))
