"""The same values as other consoles write them: what differs then is the notation, and not the page."""

import re
from urllib.parse import unquote

from docverify.languages.endings.logs import CIRCUMSTANCES, is_logged_so
from docverify.languages.javascript_code.literals import value_of
from docverify.model import Example, Run

_SIZE = re.compile(r"\b([A-Z]\w*)\(\d+\)|\(\d+\) ?(?=[\[{])")
_CLASS = re.compile(r"(?<![\w'\"])[A-Z]\w*(?= ?[\[{])|\[Object: null prototype\]")
_LOOSE = re.compile(r"[\s'\"`]+")
_AT_ONCE = re.compile(r"\bset(?:Timeout|Interval|Immediate)\(|\bPromise\.(?:all|allSettled|any|race)\(")
_UNSHOWN = re.compile(r"\n?undefined\s*\Z")


def otherwise_written(example: Example, run: Run) -> tuple[str, str] | None:
    """Reason and detail for a difference that may be one of notation; None when there is none, or it counts."""
    index = len(run.steps) - 1
    step, done = example.steps[index], run.steps[index]
    expected = step.expected if step.expected is not None else example.expectation.text
    actual = done.stdout if step.expected is not None else "".join(one.stdout for one in run.steps)
    if not actual.strip() and done.value in (None, "undefined") and _tells_circumstances(expected):
        return "pseudo-code", "shows what is logged, which is not what the call gives back"
    if _tells_circumstances(expected) and _apart(expected) == _apart(actual):
        return "pseudo-code", "shows what another process wrote, at another time"
    if _AT_ONCE.search(example.block.code) and expected.strip() and _lines(expected) == _lines(actual):
        return "incomplete", "prints in another order what comes of things that go on at once"
    if is_logged_so(expected, actual):
        return "pseudo-code", "shows what another process wrote, at another time"
    if expected.strip() and actual.strip() and _loose(expected) == _loose(actual):
        return "pseudo-code", "shows values in the notation of another console"
    return None


def _tells_circumstances(text: str) -> bool:
    """True for an object that says when, and where, or by what process it was written."""
    found = value_of(text)
    return found is not None and len(CIRCUMSTANCES.intersection(found.keys)) > 1


def _lines(text: str) -> list[str]:
    return sorted(line.strip() for line in text.strip().split("\n"))


def _apart(text: str) -> dict[str, str]:
    """The properties of an object, but for those that tell its circumstances."""
    found = value_of(text.strip())
    pairs = zip(found.keys, found.members, strict=True) if found and found.kind == "{" else ()
    return {key: str(value) for key, value in pairs if key not in CIRCUMSTANCES}


def _loose(text: str) -> str:
    """Without quotes, blanks, names of classes, sizes, trailing commas and the encoding of addresses."""
    plain = _CLASS.sub("", _SIZE.sub(r"\1", _UNSHOWN.sub("", unquote(text))))
    return re.sub(r",(?=[\]}])|;$", "", _LOOSE.sub("", plain).replace("=>", ":"))
