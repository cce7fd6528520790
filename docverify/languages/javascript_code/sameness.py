"""Whether a value is the one that a page shows, in whatever notation: that of Node's console, of JSON or of another."""

import json
import re
from decimal import Decimal
from urllib.parse import unquote

from msgspec.structs import replace

from docverify.languages.javascript_code.literals import Value, listed, shape, unquotes, value_of
from docverify.languages.javascript_code.valued import label, prints
from docverify.model import Step, StepRun

_UNDEFINED = Value("word", "undefined")
_QUOTES = re.compile(r"['\"`]")
_NOISE = re.compile(r"\b([A-Z]\w*)\(\d+\)(?= ?[\[{])|\(\d+\) ?(?=[\[{])|,(?=\s*[\]}])|;$")
_JOINED = re.compile(r"[\s'\"\[\]]+")
"""What the text of a list has not, as JavaScript joins its members."""
_SPACED = re.compile(r"\s*(=>|[\[\]{}(),:])\s*")
_SIZE = re.compile(r"\(\d+\)$")
_QUOTED = ("string", "seen")
_SCALARS = ("string", "word")
_PLAIN = (*_SCALARS, "number")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_ESCAPE = re.compile(r"\\(u\{[\da-fA-F]{1,6}\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}


def tells(step: Step, done: StepRun) -> bool | None:
    """True for the value that the page shows and False for another one; None where the text may be no value of it."""
    wanted = value_of(step.expected or "")
    if wanted and wanted.kind == "string" and done.text is not None and _said(wanted) == done.text:
        return True
    if (
        wanted
        and wanted.text
        and wanted.members
        and _JOINED.sub("", step.expected or "") == _JOINED.sub("", done.text or "")
    ):
        return True
    if wanted and done.text is not None and value_of(done.value or "") != value_of(done.text):
        same = _numbers_tell(wanted, done.text)
        if same is not None:
            return same
    showings = [text for text in (_labelled(step, done.stdout), done.stdout, done.value, done.text) if text]
    told = [_tells(step, wanted, shown) for shown in showings]
    counts = told[:1] if done.stdout and "PRINTED" in step.flags else told
    return True if True in told else False if False in counts else None


def _labelled(step: Step, printed: str) -> str:
    """What is printed behind a label, which a page that tells of the value leaves out; empty where there is none."""
    before = label(step.code)
    return printed.removeprefix(before).strip() if before.strip() and printed.startswith(before) else ""


def _numbers_tell(wanted: Value, shown: str) -> bool | None:
    """For numbers of a class of their own, which write themselves as text: None where either is none."""
    text = wanted.text[1:-1] if wanted.kind == "string" else wanted.text
    try:
        return True if Decimal(text) == Decimal(shown) else False if len(text) == len(shown) else None
    except ArithmeticError:
        return None


def _tells(step: Step, wanted: Value | None, shown: str) -> bool | None:
    expected, got = step.expected or "", value_of(shown)
    if wanted is None or got is None:
        return True if loose(expected) == loose(shown) else False if _is_plain_list(expected) else None
    if is_same(wanted, got):
        return True
    if unquote(expected) == unquote(shown):
        return None  # how an address is encoded is what many pages leave out
    if wanted.kind == got.kind == "seen" and _is_expression(wanted.text) and _is_expression(got.text):
        return False
    if wanted.kind != got.kind or wanted.kind == "seen":
        return False if wanted.kind in _SCALARS and got.kind in _PLAIN and prints(step.code) else None
    if wanted.kind in ("[", "{") and not _is_comparable(wanted, got, expected, shown):
        return None
    return False


def _is_plain_list(text: str) -> bool:
    """True for several values of which a console has one notation, but for quotes."""
    found = listed(text)
    return len(found) > 1 and all(one.kind in _PLAIN and "." not in one.text for one in found)


def loose(text: str) -> str:
    """Without quotes, sizes, commas between words, and space beside brackets; a form."""
    text = text.replace(", ", " ")
    return " ".join(_SPACED.sub(r"\1", _NOISE.sub(r"\1", _QUOTES.sub("", text.strip()))).split())


def _is_comparable(wanted: Value, got: Value, expected: str, shown: str) -> bool:
    """False for objects that show themselves as they like, and for those of a class, of which a page shows a part."""
    if got.text and not wanted.text:
        return False
    one, other = shape(expected), shape(shown)
    return _has_its_parts(wanted, got) and (len(one) != len(other) or one == other or unquotes(expected, shown))


def _has_its_parts(wanted: Value, got: Value) -> bool:
    """True when objects of a class have the very properties that the page shows: how else they look is their affair."""
    if wanted.kind not in ("[", "{") or got.kind not in ("[", "{"):
        return True
    if got.text and not _SIZE.search(got.text) and (wanted.kind != got.kind or set(wanted.keys) != set(got.keys)):
        return False
    if wanted.kind == "{" == got.kind:
        runs = dict(_entries(got))
        return all(_has_its_parts(value, runs[key]) for key, value in _entries(wanted) if key in runs)
    return all(map(_has_its_parts, wanted.members, got.members))


def is_same(wanted: Value, got: Value) -> bool:
    """True for the same content. A class, its size and what is undefined may be left out; properties have no order."""
    if wanted.kind in _QUOTED and got.kind in _QUOTED:
        if wanted.kind == got.kind == "seen" and _is_seen_so(wanted.text, got.text):
            return True
        return _said(wanted) == _said(got) or _is_same_json(_said(wanted), _said(got))
    if wanted.kind == "seen":
        return wanted.text == {"[": "[Array]", "{": "[Object]"}.get(got.kind)
    if wanted.kind != got.kind:
        return False
    if wanted.kind == "number":
        return _number(wanted.text) == _number(got.text)
    if wanted.kind == "word":
        return wanted.text == got.text
    if wanted.text and wanted.text not in (got.text, _SIZE.sub("", got.text)):
        return False
    if got.text.startswith("Set(") and "gap" not in {one.kind for one in wanted.members}:
        wanted, got = _in_order(wanted), _in_order(got)
    named = wanted.kind == "{" and any(_is_property(key) for key in wanted.keys)
    return _same_properties(wanted, got) if named else _same_members(wanted, got)


def _is_same_json(wanted: str, got: str) -> bool:
    """True for texts that are objects in JSON with the same members: these have no order."""
    if wanted[:1] != "{" or got[:1] != "{":
        return False
    try:
        one, other = json.loads(wanted), json.loads(got)
    except (ValueError, RecursionError):
        return False
    return bool(one == other)


def _in_order(value: Value) -> Value:
    """A set has no order but that in which it was filled."""
    return replace(value, members=tuple(sorted(value.members, key=str)))


def _is_property(key: str) -> bool:
    return bool(key) and not key.endswith(" => ")


def _said(value: Value) -> str:
    text = value.text[1:-1] if value.kind == "string" else value.text.removeprefix("Date ")
    return _PAIR.sub(_joined, _ESCAPE.sub(_unescaped, text))


def _joined(match: re.Match[str]) -> str:
    """Two halves of one sign, as `\\uD83C\\uDF75` has them."""
    return match[0].encode("utf-16", "surrogatepass").decode("utf-16")


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] in "ux" and len(code) > 1:
        point = int(code[1:].strip("{}"), 16)
        return chr(point) if point <= 0x10FFFF else match[0]
    return _ESCAPED.get(code, code)


def _is_seen_so(wanted: str, got: str) -> bool:
    """`[Function]` stands for any; older releases wrote names otherwise, and a slash in a regular expression."""
    if _is_expression(wanted) and _is_expression(got):
        return wanted.replace("\\/", "/") == got.replace("\\/", "/")
    return wanted == "[Function]" and got.startswith("[Function")


def _is_expression(text: str) -> bool:
    return text.startswith("/")


def _number(text: str) -> object:
    plain = text.replace("_", "")
    try:
        if plain.endswith("n") or plain[:2].lower() in ("0x", "0b", "0o"):
            return (int(plain.removesuffix("n"), 0), plain.endswith("n"))
        return (float(plain.replace("Infinity", "inf")), False)
    except ValueError:
        return text


def _same_properties(wanted: Value, got: Value) -> bool:
    """With a gap on the page, those that it shows."""
    pages = {key: value for key, value in _entries(wanted) if value.kind != "gap"}
    runs = dict(_entries(got))
    more = [value for key, value in runs.items() if key not in pages]
    if len(pages) == len(wanted.members) and any(value != _UNDEFINED for value in more):
        return False
    return all(key in runs and is_same(value, runs[key]) for key, value in pages.items())


def _same_members(wanted: Value, got: Value) -> bool:
    """With a gap on the page, what stands before it and behind it."""
    pages, runs = _entries(wanted), _entries(got)
    gap = next((index for index, (_, value) in enumerate(pages) if value.kind == "gap"), None)
    if gap is not None:
        after = len(pages) - gap - 1
        if all(value.kind in ("{", "gap") for _, value in pages) and _stand_among(wanted, got):
            return True
        if gap + after > len(runs):
            return False
        pages, runs = pages[:gap] + pages[gap + 1 :], runs[:gap] + runs[len(runs) - after :]
    if len(pages) != len(runs):
        return False
    return all(key == other and is_same(value, run) for (key, value), (other, run) in zip(pages, runs, strict=True))


def _stand_among(wanted: Value, got: Value) -> bool:
    """True when a list has the objects that the page shows beside a gap, in their order: they are examples of many."""
    left = iter(got.members)
    return all(any(is_same(one, other) for other in left) for one in wanted.members if one.kind != "gap")


def _entries(value: Value) -> list[tuple[str, Value]]:
    return list(zip(value.keys or ("",) * len(value.members), value.members, strict=True))
