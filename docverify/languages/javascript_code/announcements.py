"""What a page itself says of an error: that it is meant, that the code is a part, or one of several ways."""

import re
from collections.abc import Sequence

from docverify.languages.javascript_code.calls import is_called_to_throw
from docverify.languages.javascript_code.imports import bound
from docverify.languages.javascript_code.intents import (
    CALLED,
    file_of,
    is_otherwise,
    is_past,
    leaves_out,
    line_of,
    means_error,
    throws_itself,
)
from docverify.languages.javascript_code.names import declared_twice, imported_twice
from docverify.languages.javascript_code.surroundings import GLOBALS
from docverify.languages.javascript_code.tokens import comments, statements
from docverify.model import Example, Shown
from docverify.order import above
from docverify.tracebacks import MISUSES, last_part

Reason = tuple[str, str] | None

SEVERAL = 3
"""Options with a comment of their own, from which on an example lists them."""
_OPTION = re.compile(r"\s*['\"]?[A-Za-z_$][\w$]*['\"]?\s*:\s*[^\s{\[,][^,]*(?:,\s*(?://.*)?|//.*)?$")
_SUPPOSES = re.compile(r"\bwould\b|\bshould it\b|\bwhat (?:about|if)\b", re.IGNORECASE)
_ORDINARY = frozenset(("Error", "TypeError", "RangeError", "ReferenceError", "SyntaxError", "Thrown"))
"""Errors that anything may raise."""
_UNKNOWN = re.compile(
    r"\b(?:unknown|unsupported|unregistered|unrecogni[sz]ed)\b[^\n]*?(?P<name>[\w-]+)\W*$"
    r"|(?P<other>[\w-]+)\W* is (?:not (?:known|supported|registered|recogni[sz]ed)|unknown|unsupported)\b",
    re.IGNORECASE | re.MULTILINE,
)
_NO_JSON = re.compile(r"is not valid JSON$|\bin JSON at position \d+|Unexpected end of JSON input")
_INSTALL = r"\b(?:npm (?:i|install|add)|(?:yarn|pnpm|bun) add) (?:[^\n;&|]* )?"
_INSTALLED = re.compile(rf"{_INSTALL}((?:@[\w.-]+/)?[\w.-]+)@[v^~]?(\d[\w.-]*)")
_CALLBACK = re.compile(r"\(\s*_?(?:err|error|e)\s*,\s*([A-Za-z_$][\w$]*)")
_REGISTERS = r"\.(?:add|register|use|define|extend|install)\w*\([^\n]*(?<![\w-]){}(?![\w-])"


def unlike_the_page(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """Code that leaves something out, or says itself that it fails, may end as it likes."""
    code = example.block.code
    file = file_of(code)
    if file and any(
        file_of(one.block.code) not in ("", file) or file in one.block.code for one in page if one != example
    ):
        return "fragment", f"is the file `{file}`, which other code runs"
    if is_past(code):
        return "pseudo-code", "shows how it was before"
    if "process.stdin" in code:
        return "needs-input", "reads input that the page does not give"
    if leaves_out(code):
        return "pseudo-code", f"leaves out a part of its code, and ends in {shown.type}"
    refused_after = last_part(shown.type) not in MISUSES and is_otherwise(example, shown.line)
    if refused_after or ((declared_twice(code) or imported_twice(code)) and shown.type != "SyntaxError"):
        return "pseudo-code", f"shows alternatives one after the other, and ends in {shown.type}"
    if means_error(example, shown.line, shown.type) or throws_itself(example, shown):
        return "incomplete", f"ends in {shown.type}, as the page says there"
    if is_called_to_throw(example, shown):
        return "incomplete", f"ends in {shown.type}, as the page says of the call"
    if _supposes(example, shown.line):
        return "pseudo-code", f"asks what would be, and ends in {shown.type}"
    if _overlooks(example, shown):
        return "incomplete", "uses the result of a call without a look at the error that comes with it"
    rules = (_as_taught, _registered, _of_options, _of_data, _of_release, _of_several_modules, _seen_inside)
    return next((found for rule in rules if (found := rule(example, shown, page))), None)


def _supposes(example: Example, line: int) -> bool:
    """True when the comment beside the line tells what would be, or asks what should: it is not so."""
    place = line - example.block.line
    return any(one.line == place and _SUPPOSES.search(one.text) for one in comments(example.block.code))


def _overlooks(example: Example, shown: Shown) -> bool:
    """True when a callback that is given an error and a result finds the result to be nothing."""
    line = line_of(example, shown.line)
    results = (match[1] for match in _CALLBACK.finditer(example.block.code))
    of_nothing = shown.type == "TypeError" and "of undefined" in shown.message
    return of_nothing and any(re.search(rf"(?<![\w$.]){re.escape(name)}[.\[]", line) for name in results)


def _as_taught(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """A comment of the page names the error beside a call of what is called on the line."""
    called = set(CALLED.findall(line_of(example, shown.line))) if shown.type not in _ORDINARY else set[str]()
    for one in page if called else ():
        if called.intersection(_told(one.block.code, shown.type)):
            return "incomplete", f"ends in {shown.type}, as `{one.id}` says of such a call"
    return None


def _told(code: str, error: str) -> list[str]:
    """What is called on the lines whose comments name the error."""
    lines = code.split("\n") if error in code else []
    spoken = comments(code) if lines else []
    return [name for token in spoken if error in token.text for name in CALLED.findall(lines[token.line])]


def _registered(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """A library does not know what another example teaches it."""
    match = _UNKNOWN.search(shown.message)
    name = (match["name"] or match["other"]) if match else ""
    teaches = re.compile(_REGISTERS.format(re.escape(name)))
    teacher = next((one for one in page if one.id != example.id and teaches.search(one.block.code)), None)
    return ("fragment", f"needs `{name}`, which `{teacher.id}` registers") if name and teacher else None


def _of_options(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """What it uses was made where the page lists options, and the choice may decide what a package does."""
    earlier = above(example, page) if "/node_modules/" in shown.traceback else ()
    for name in sorted(example.needs):
        maker = next((one for one in reversed(earlier) if name in one.defines), None)
        if maker and _lists_options(maker.block.code):
            return "fragment", f"its `{name}` may have other options than those that `{maker.id}` lists"
    return None


def _of_data(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    """What it reads as JSON comes of something that the page makes for another purpose."""
    for other in reversed(above(example, page)) if _NO_JSON.search(shown.message) else ():
        name = min(example.needs & other.defines, default="")
        if name and other.block.heading != example.block.heading:
            return "fragment", f"its `{name}` may not be the one that `{other.id}` makes, which gives no JSON"
    return None


def _of_release(example: Example, _: Shown, page: Sequence[Example]) -> Reason:
    """Its section installs a release by number of what it imports, and other sections another one."""
    modules = {name for one in statements(example.block.code) for _, (name, _) in bound(one)}
    for one in page:
        for name, release in _INSTALLED.findall(one.block.code) if one.block.heading == example.block.heading else ():
            others = (other.block.code for other in page if other.block.heading != one.block.heading)
            if name in modules and any(release != its for code in others for its in _releases(name, code)):
                return "missing-package", f"needs `{name}@{release}`, which `{one.id}` installs for its section"
    return None


def _of_several_modules(example: Example, _: Shown, page: Sequence[Example]) -> Reason:
    """The example that makes what it uses takes that from one module after the other, and each is for some readers."""
    for name in sorted(example.needs):
        maker = next((one for one in reversed(above(example, page)) if name in one.defines), None)
        found = (bound(one) for one in statements(maker.block.code)) if maker else ()
        modules = {module for all_ in found for bound_name, (module, _) in all_ if bound_name == name}
        if maker and len(modules) > 1:
            return "fragment", f"its `{name}` may be of another module that `{maker.id}` names"
    return None


def _seen_inside(example: Example, shown: Shown, _: Sequence[Example]) -> Reason:
    """Packages see what a session declares by the names of what Node has, as those of no module are."""
    own = min(example.defines & GLOBALS, default="") if "/node_modules/" in shown.traceback else ""
    return ("incomplete", f"gives `{own}`, which Node has too, another meaning") if own else None


def _releases(name: str, code: str) -> list[str]:
    """The releases of a package that commands install; empty for the newest."""
    return re.findall(rf"{_INSTALL}{re.escape(name)}(?:@([\w.^~-]+))?(?![\w./@-])", code)


def _lists_options(code: str) -> bool:
    """True when it tells of each of several options what it does: they are to be chosen from."""
    spoken = {token.line for token in comments(code)}
    options = [number for number, line in enumerate(code.split("\n")) if _OPTION.match(line)]
    told = [number for number in options if number in spoken or number - 1 in spoken]
    return len(told) >= SEVERAL and len(told) * 2 > len(options)
