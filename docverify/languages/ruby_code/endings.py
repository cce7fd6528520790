"""How a Ruby example ended, when that does not show that its page is wrong."""

import re
from collections.abc import Callable, Sequence

from docverify.languages.ruby_code.notation import NOTATION
from docverify.languages.script_code.differences import differs
from docverify.languages.script_code.endings import around, exited, needed, rebound, said
from docverify.languages.script_code.intents import explained
from docverify.languages.script_code.near import is_typo
from docverify.languages.script_code.text import Text, read
from docverify.languages.script_code.unlike import Manner, unlike_the_page
from docverify.model import Example, Run, Shown

Reason = tuple[str, str] | None

_NEAR = re.compile(r"Did you mean\? +:?([\w?!:]+)")
_LOAD = re.compile(r"cannot load such file -- (\S+)")
_RECEIVER = re.compile(r"undefined (?:private )?(?:local variable or )?method [`'](.+?)' for (.*)", re.DOTALL)
_CONSTANT = re.compile(r"uninitialized constant (\S+)")
_READS = re.compile(r"\bgets\b|\bSTDIN\b|\$stdin\b|\breadlines?\b|\bARGF\b|\bARGV\b|\$<")
_CUT = re.compile(r"unexpected (?:end-of-input|`?end'?|'end'|keyword_end)|\bEOF\b|end of file")
_PAIR = re.compile(r"""\s*(?::\w+|'[^']*'|"[^"]*")\s*=>""")
_BODY = re.compile(
    r"Invalid (?:yield|return|break|next|redo|retry)|Can't escape from eval|class definition in method body"
    r"|unexpected return"
)
_KEYWORDS = re.compile(
    r"^[ \t]*(?:def \w|class [A-Z]|module [A-Z]|require(?:_relative)? [\"']|(?:puts|print|p) [\w\"':\[@]|attr_\w+ :)"
    r"|\bdo(?: *\|[^|\n]*\|)?\s*$|^[ \t]*@?[a-z]\w* = \S|\.\w+(?: do| \{|\()|\{ *\|\w",
    re.MULTILINE,
)


def last_part(name: str) -> str:
    """`Error` for `Tea::Error`."""
    return name.rpartition("::")[2]


def reason(example: Example, run: Run, page: Sequence[Example]) -> Reason:
    """Reason and detail when the run's end does not show that the page is wrong; None when it does."""
    shown, code = run.exception, example.block.code
    found = around(run, code, said(run) if shown else "")
    text = read(code, NOTATION)
    if shown is None or (found and last_part(shown.type) != "SyntaxError"):
        return found or exited(run) or differs(example, run, page, text)
    for rule in RULES:
        answer = rule(example, shown, text, page)
        if answer:
            return answer
    return rebound(example, page) or unlike_the_page(example, shown, text, MANNER)


def _syntax(example: Example, shown: Shown, text: Text, _: Sequence[Example]) -> Reason:
    if last_part(shown.type) != "SyntaxError":
        return None
    odd = explained(text, shown.line - example.block.line)
    if odd:
        return odd
    if _BODY.search(shown.message):
        return "fragment", "stands inside a method or a block that the page does not show"
    if _CUT.search(shown.message):
        return "fragment", "begins or ends in the middle of its code"
    if len(example.steps) > 1 or example.block.origin == "html" or not _KEYWORDS.search(example.block.code):
        return "pseudo-code", "cannot be read as Ruby, and may not be meant to"
    return None


def _name(example: Example, shown: Shown, _: Text, page: Sequence[Example]) -> Reason:
    """A name that nobody defines is one of the page's surroundings, unless it is nearly one that is there."""
    near = _NEAR.search(shown.message)
    if last_part(shown.type) not in ("NameError", "NoMethodError") or not shown.name:
        return None
    if near and is_typo(shown.name, near[1]) and not _is_used(shown.name, example, page):
        return None
    if last_part(shown.type) == "NoMethodError":
        return _method(example, shown, page)
    constant = _CONSTANT.search(shown.message)
    return "fragment", needed(constant[1] if constant else shown.name, example, page)


def _method(example: Example, shown: Shown, page: Sequence[Example]) -> Reason:
    match = _RECEIVER.search(shown.message)
    receiver = match[2].split("\n")[0] if match else ""
    if "main:Object" in receiver or receiver.startswith("main"):
        return "fragment", needed(shown.name, example, page)
    if "nil" in receiver and _READS.search(example.block.code):
        return "needs-input", "reads input that the page does not give"
    return "fragment", f"needs a method `{shown.name}`, which {receiver[:60] or 'its object'} does not have here"


def _is_used(name: str, example: Example, page: Sequence[Example]) -> bool:
    return any(name in one.needs | one.defines for one in page if one.id != example.id)


def _load(_: Example, shown: Shown, __: Text, ___: Sequence[Example]) -> Reason:
    if last_part(shown.type) in ("MissingSpecError", "MissingSpecVersionError", "ConflictError"):
        return "missing-package", f"needs a package that is not installed: {shown.message[:100]}"
    match = _LOAD.search(shown.message)
    if match is None:
        return None
    if match[1].startswith(("/", ".")):
        return "missing-file", f"needs the file `{match[1]}`, which the page does not create"
    return "missing-package", f"needs the package `{match[1]}`, which is not installed"


def _input(example: Example, shown: Shown, _: Text, __: Sequence[Example]) -> Reason:
    if _READS.search(example.block.code) and last_part(shown.type) in ("TypeError", "EOFError", "ArgumentError"):
        return "needs-input", "reads input that the page does not give"
    return None


def _environment(_: Example, shown: Shown, __: Text, ___: Sequence[Example]) -> Reason:
    if last_part(shown.type) == "KeyError" and shown.message.startswith("key not found: ") and shown.name.isupper():
        return "needs-credentials", f"needs the environment variable `{shown.name}`"
    return None


def _system(_: Example, shown: Shown, __: Text, ___: Sequence[Example]) -> Reason:
    if shown.type.startswith("Errno::"):
        return "incomplete", f"asks for something of its system: {shown.type}"
    return None


def _pairs(_: Example, shown: Shown, text: Text, __: Sequence[Example]) -> Reason:
    """`:cup => 1` alone on a line is a part of a call, and to Ruby a pattern."""
    if last_part(shown.type).startswith("NoMatchingPattern") and any(_PAIR.match(line) for line in text.lines):
        return "fragment", "begins or ends in the middle of its code"
    return None


def _uncaught(_: Example, shown: Shown, __: Text, ___: Sequence[Example]) -> Reason:
    if last_part(shown.type) in ("LocalJumpError", "UncaughtThrowError"):
        return "fragment", "stands inside a method or a block that the page does not show"
    return None


MANNER = Manner(
    "raises",
    re.compile(
        r"(?:\w+::)*(?:(?:Frozen|ZeroDivision|FloatDomain|Key|Range|NoMatchingPattern(?:Key)?|Fiber|Thread)Error"
        r"|StopIteration|SystemStackError)\b"
    ),
    re.compile(r"(?<![\w.:@])(?:raise|fail|abort)\b"),
)

RULES: tuple[Callable[[Example, Shown, Text, Sequence[Example]], Reason], ...] = (
    _syntax,
    _load,
    _name,
    _input,
    _environment,
    _system,
    _pairs,
    _uncaught,
)
"""In order: the first that knows the exception answers."""
