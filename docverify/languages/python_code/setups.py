"""Objects and settings that an example takes from elsewhere on its page, and that may not be the ones it means."""

import re
from collections.abc import Sequence

from docverify.languages.python_code.cut import texts_behind
from docverify.languages.python_code.intents import imports, line_of
from docverify.model import Example, Shown
from docverify.order import above
from docverify.tracebacks import MISUSES, called_lines, ends_outside, last_part

_LOGS = re.compile(r"\b(?:\w*_)?log(?:ger|ging)?\.\w+\(|structlog", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_SETS_UP_LOGGING = re.compile(r"basicConfig|dictConfig|configure\(|getLogger|StreamHandler|logging\.")

_ONE_OF = re.compile(
    r"\b(?:expected|must be|should be|allowed|choose|valid)\b.{0,20}\bone of\b|\bavailable \w+ are\b", re.I
)
"""What is said of an argument that is none of those that there are, whatever came before."""
_OF_DATA = frozenset(("KeyError", "IndexError", "ZeroDivisionError", "RecursionError", "UnicodeDecodeError"))
"""Errors that something which was not set up, or is not there, does not end in."""
_SAYS_WRONG = re.compile(
    r"\b(?:un(?:known|expected|recogni[sz]ed|supported)|in(?:valid|correct|compatible))\b"
    r"|\b(?:mal ?formed|illegal|missing|duplicate|required|no longer|removed|deprecated|got|expect(?:ed|s|ing))\b"
    r"|\b(?:must|should|can ?not|can['’]t|may not) (?:not )?(?:be|have|contain|start|end|match)\b"
    r"|\bnot (?:an? )?(?:valid|allowed|permitted)\b|\bdoes not (?:accept|support|match|have)\b|\bhas no\b"
    r"|\bno such (?:option|field|key|parameter|argument)\b",
    re.IGNORECASE,
)
"""A library says that what it was given is wrong, whatever surrounds it."""
_DEMANDS = re.compile(
    r"\b(?:you|please) (?:must|need|have to|should|specify|set|install|provide|call|make sure)", re.IGNORECASE
)
"""It asks for a step of whoever reads the message."""
_FILE = re.compile(r"[\w.-]+/(?:[\w.-]+/)*[\w-]+\.[a-z]\w{0,4}")
"""A file in a folder below."""
_OF_REQUEST = re.compile(r"\brequest\.\w+")
_NOT_ASKED = ("KeyError", "LookupError", "RuntimeError")
_CONFIGURES = re.compile(r"basicConfig\(|dictConfig\(|\bconfigure\(")


def setup_of_logging(code: str, example: Example, page: Sequence[Example]) -> tuple[str, str] | None:
    """How a log line looks is decided where logging is set up first, and that may be an example above.

    An example that sets it up itself has what it needs: after those above, or alone.
    """
    if not _LOGS.search(code) or _CONFIGURES.search(example.block.code):
        return None
    for other in above(example, page):
        if _SETS_UP_LOGGING.search(other.block.code):
            return "fragment", f"its output depends on the logging that `{other.id}` sets up"
    return None


def ends_in_setup(example: Example, shown: Shown, page: Sequence[Example]) -> tuple[str, str] | None:
    """An error of what its page keeps from readers: of a function there, since they call one of their own, or of an
    object that is made of a file there."""
    outside = ends_outside(shown)
    calls = called_lines(example, shown)
    for one in page:
        if one.block.style != "hidden" or one.id == example.id:
            continue
        last = one.block.line + one.block.code.count("\n") + 1
        if not outside and calls and one.block.line <= calls[-1] <= last:
            return "fragment", f"ends in {last_part(shown.type)} inside of the hidden setup `{one.id}`"
        made = texts_behind(one.defines & example.needs, one) if outside else []
        file = next(filter(_FILE.fullmatch, made), None)
        if file:
            return "missing-file", f"needs what the hidden setup `{one.id}` makes of `{file}`, which may not be there"
    return None


def takes_nothing(example: Example, shown: Shown, page: Sequence[Example]) -> tuple[str, str] | None:
    """A library that was given nothing, by an object that the example does not make: another one may be meant.

    A module is the same for all.
    """
    if "NoneType" not in shown.message or not ends_outside(shown):
        return None
    for name in re.findall(r"(?<![\w.])[a-z_]\w*", line_of(example, shown.line)):
        giver = re.search(rf"^[ \t]*(?:>>> )?{name} = (?:await )?(\w+)\.\w+\(", example.block.code, re.MULTILINE)
        if giver and giver[1] in example.needs and not any(imports(one, giver[1]) for one in page):
            return "fragment", f"its `{name}` is nothing here: another `{giver[1]}` may be meant"
    return None


def lacks_request(example: Example, shown: Shown, page: Sequence[Example]) -> tuple[str, str] | None:
    """It asks for a part of the request that a server answers, and the page makes none."""
    asks = _OF_REQUEST.search(line_of(example, shown.line)) if "request" in example.needs else None
    if asks is None or last_part(shown.type) not in _NOT_ASKED:
        return None
    made = any("request" in one.defines and not imports(one, "request") for one in above(example, page))
    return None if made else ("fragment", f"asks for `{asks[0]}` where no request is answered")


def same_layout(expected: str, actual: str) -> bool:
    """True when the two differ in words alone: no setup of logging explains that."""
    return _WORD.sub("w", expected.strip()) == _WORD.sub("w", actual.strip())


def strange_object(kind: str, name: str, line: str, place: tuple[Example, Sequence[Example]]) -> tuple[str, str] | None:
    """For an attribute that an object lacks: the object may not be the one that the example means.

    `kind` is the object's type and `name` the attribute; `place` is the example and its page.
    """
    example, page = place
    match = re.search(rf"((?:\w+\.)*\w+)\.{re.escape(name)}\b", line)
    parts = match[1].split(".") if match else [kind]
    if kind == "NoneType" and match:
        imported = re.search(rf"^\s*(?:>>> )?import {re.escape(parts[0])}\b", example.block.code, re.MULTILINE)
        whole = len(parts) > 1 and imported
        if re.search(rf"\bwith\b[^\n]*\bas {re.escape(parts[0])}\s*[:,)]", example.block.code):
            return "incomplete", f"its `{parts[0]}` is nothing here: what gives it may have to be set up"
        return ("missing-package", f"needs an optional part of `{parts[0]}`: `{match[1]}`") if whole else None
    if len(parts) > 1 or parts[0] not in example.needs:
        return None
    told = match is None and name in example.block.code  # a library looks for what the example tells it by name
    for other in page if told else above(example, page):
        if parts[0] in other.defines and other.block.slug != example.block.slug:
            return "fragment", f"its `{parts[0]}` may not be the one that `{other.id}` defines"
    return None


def refused(example: Example, shown: Shown, page: Sequence[Example]) -> tuple[str, str] | None:
    """For what a library refuses, where that may be due to what surrounds the example.

    It is where examples above used the object as well, since pages show alternatives one after the other, and where
    the library does not say that what it was given is wrong: it may lack a service, a device or a setting.
    """
    kind = last_part(shown.type)
    answered = kind.startswith("HTTP")  # what a service makes of a request is its to say
    is_of_state = kind not in MISUSES and not answered and not _ONE_OF.search(shown.message)
    if not is_of_state or not ends_outside(shown):
        return None
    said = shown.message.strip().split("\n")[0][:120] or shown.type
    user = _other_user(example, shown, page)
    if user:
        return "incomplete", f"may not be meant after what `{user[1]}` does with `{user[0]}`: {said}"
    if kind in _OF_DATA or (_SAYS_WRONG.search(shown.message) and not _DEMANDS.search(shown.message)):
        return None
    return "incomplete", f"may lack what its page does not tell of: {said}"


def _other_user(example: Example, shown: Shown, page: Sequence[Example]) -> tuple[str, str] | None:
    """A name of the line that an example above makes an object of, and the id of the one above that last used it."""
    before, line = above(example, page), line_of(example, shown.line)
    for name in sorted(name for name in example.needs if re.search(rf"\b{name}\b", line)):
        used = re.compile(rf"\b{name}\b[\w.]*[.\[(]|\(\s*{name}\b")
        user = next((one for one in reversed(before) if any(used.search(step.code) for step in one.steps)), None)
        if user and any(_makes(one, name) for one in before):
            return name, user.id
    return None


def _makes(example: Example, name: str) -> bool:
    """True when it makes an object of the name: neither a module nor a class or function has a state of its page."""
    other = rf"\bimport\b.*\b{name}\b|\b(?:class|def) {name}\b"
    return name in example.defines and not any(re.search(other, step.code) for step in example.steps)
