"""What a part is taken of that is not there: a value of the language, an iterator, a module had in two ways, null.

Or what comes of something that is the reader's.
"""

import re
from collections.abc import Iterator, Sequence

from docverify.languages.javascript_code.imports import Way, bound
from docverify.languages.javascript_code.intents import line_of
from docverify.languages.javascript_code.missing import KNOWN
from docverify.languages.javascript_code.surroundings import BUILTIN
from docverify.languages.javascript_code.tokens import Token, statements, tokens
from docverify.model import Example, Shown
from docverify.order import above

Reason = tuple[str, str] | None

ITERATORS = 22
"""The release of Node since which iterators have methods of their own."""
_ABSENT = re.compile(r"(?P<of>[^\n]*)\.(?P<part>[\w$]+) is not a function")
_READING = re.compile(r"Cannot read properties of undefined \(reading '(?P<part>[\w$]+)'\)")
_LOADS = re.compile(r"\bimport\b|\brequire\b")
_ITERATES = re.compile(r"\b(?:keys|values|entries|matchAll|\[Symbol\.iterator\])\(\.{3}\)\Z")
"""How the interpreter writes a call that gives an iterator for sure."""
_HELPERS = frozenset(("map", "filter", "flatMap", "reduce", "forEach", "some", "every", "find"))
"""Methods that arrays have too: what lacks them may be anything."""
_ONLY = r"(?<![\w$]){}\([^()\n]*\)[^;]*?\.(?:take|drop|toArray)\("
"""A call with a method, somewhere behind it, that arrays do not have."""
_OF_NOTHING = re.compile(r"of (?:undefined|null) \(reading '([\w$]+)'\)")
_NAME = r"(?<![\w$.])([A-Za-z_$][\w$]*(?:\.[\w$]+)*)"
_PART_OF_NULL = re.compile(r"of null \(reading '([\w$]+)'\)")
_KINDS = frozenset(("buffer", "domain", "module", "stream", "url"))
"""Modules of Node's own that are named after what they make."""
_VALUES = ("string", "number", "template", "regex")


def optional_part(example: Example, shown: Shown, line: str) -> Reason:
    """A part of a package that is null: it has it where something else is installed."""
    match = _PART_OF_NULL.search(shown.message)
    if match is None:
        return None
    part = rf"\.([\w$]+)\.{re.escape(match[1])}(?![\w$])"
    own = re.search(rf"\brequire\(\s*['\"]([^'\"]+)['\"]\s*\){part}", line)
    of = re.search(rf"(?<![\w$.])([\w$]+){part}", line)
    ways = dict(way for one in statements(example.block.code) for way in bound(one)) if of else {}
    module, name = own.groups() if own else (ways.get(of[1], ("",))[0], of[2]) if of else ("", "")
    return ("missing-package", f"needs an optional part of `{module}`: `{name}`") if module else None


def of_receiver(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """Reason and detail where what is taken of something is there with other readers."""
    absent, reading = _ABSENT.match(shown.message), _READING.match(shown.message)
    if absent:
        found = _of_iterator(absent["of"], absent["part"], example, page) or _of_module(absent["of"], example, page)
        if found:
            return found
    match = absent or reading
    added = _added(example, shown.line, match["part"], called=bool(absent)) if match else ""
    if added and not any(_LOADS.search(one.block.code) for one in (*above(example, page), example)):
        return "fragment", f"takes `{added}` of a value, which something adds that the page does not load"
    named, root = next(_unmade(example, shown, page), ("", ""))
    return ("fragment", f"makes its `{named}` of `{root}`, which no example on the page defines") if root else None


def _unmade(example: Example, shown: Shown, page: Sequence[Example]) -> Iterator[tuple[str, str]]:
    """What is nothing, and is so because that is not there of which a function of the example makes it.

    The lack itself may go unnoticed: what runs tests goes on behind those that fail.
    """
    match, code = _OF_NOTHING.search(shown.message), example.block.code
    part, lacking = re.escape(match[1]) if match else "", example.needs - BUILTIN - KNOWN
    inside = {token.start for token in tokens(code) if token.depth} if part else set[int]()
    for named in re.findall(rf"{_NAME}\??\.{part}(?![\w$])", line_of(example, shown.line)) if part else ():
        made = rf"(?<![\w$.]){re.escape(named)}\s*=(?!=)\s*(?:await\s+)?(?:new\s+)?([A-Za-z_$][\w$]*)"
        roots = (root[1] for root in re.finditer(made, code) if root.start(1) in inside)
        yield from ((named, root) for root in roots if root in lacking and not any(root in one.defines for one in page))


def _of_iterator(of: str, part: str, example: Example, page: Sequence[Example]) -> Reason:
    """A method that arrays always had, and iterators have since a release."""
    if part not in _HELPERS or not of.endswith("(...)"):
        return None
    chain = re.compile(_ONLY.format(re.escape(of.removesuffix("(...)"))))
    if _ITERATES.search(of) or any(chain.search(one.block.code) for one in (*page, example)):
        return "missing-toolchain", f"`{part}` of an iterator needs Node {ITERATORS}"
    return None


def _of_module(of: str, example: Example, page: Sequence[Example]) -> Reason:
    """A part of what the page imports as a default elsewhere, and requires too: that may be another thing.

    Or of what has the name of a module of Node's own that makes objects of that kind.
    """
    if of in example.defines:
        return None
    ways = (way for one in page for each in statements(one.block.code) for way in bound(each))
    modules = {module.removeprefix("node:") for name, (module, _) in ways if name == of} if of in _KINDS else set[str]()
    if modules == {of}:
        return "fragment", f"its `{of}` may be another thing than the module of that name"
    taken = {way for one in page for name, way in _imported(one).items() if name == of}
    for module, part in taken if len(taken) == 1 else ():
        required = re.compile(rf"\brequire\(\s*['\"]{re.escape(module)}(?:/[^'\"\n]*)?['\"]")
        if part == "default" and any(required.search(one.block.code) for one in page):
            return "fragment", f"its `{of}` may be what `require` gives, and not the default of `{module}`"
    return None


def _imported(example: Example) -> dict[str, Way]:
    """The names that it binds by `import`, each with its way."""
    modules = (one for one in statements(example.block.code) if one.tokens[0].text == "import")
    return {name: way for statement in modules for name, way in bound(statement)}


def _added(example: Example, line: int, part: str, *, called: bool) -> str:
    """What is taken of a literal on the line: the part itself where that is called, else that of which it is read."""
    list_ = [token for token in tokens(example.block.code) if token.kind != "comment"]
    for at, token in enumerate(list_):
        if token.text != part or token.line != line - example.block.line or list_[at - 1].text != ".":
            continue
        last = at - (2 if called else 4)
        if last >= 0 and list_[last + 1].text == "." and _ends_literal(list_, last):
            return list_[last + 2].text
    return ""


def _ends_literal(list_: Sequence[Token], at: int) -> bool:
    """True for the last token of a value that the code writes out, with brackets around it or without."""
    token = list_[at]
    if token.kind in _VALUES:
        return True
    if token.text not in ("]", "}", ")"):
        return False
    opened = max((index for index in range(at) if list_[index].depth == token.depth), default=0)
    before = list_[opened - 1] if opened else None
    if before and (before.kind in ("word", *_VALUES) or before.text in (")", "]", "}")):
        return False
    return token.text != ")" or (opened + 1 < at and _ends_literal(list_, at - 1) and _is_one(list_, opened + 1, at))


def _is_one(list_: Sequence[Token], first: int, end: int) -> bool:
    """True when nothing between the brackets divides what stands there into several values."""
    return not any(token.depth == list_[first].depth and token.text in (",", ";") for token in list_[first:end])
