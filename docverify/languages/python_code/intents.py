"""What code says of itself: that it leaves something out, or that it is meant to raise."""

import ast
import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from textwrap import dedent

from docverify.languages.python_code.claims import is_value
from docverify.languages.python_code.syntax import UNREADABLE, tree
from docverify.model import Example

LONGEST_DEFINITION = 12
"""Lines of a definition of which every comment is about its one point."""

_ALONE = re.compile(r"^[^\S\n]*+#*+[^\S\n]*+(?:\.\.\.|…)\s*$", re.MULTILINE)
"""An ellipsis, or a comment that is one, on a line of its own."""
_INSTEAD = re.compile(
    r"[(=,]\s*\.\.\.\s*[),\n]|^(?![^\S\n]*class\b).*:\s*\.\.\.\s*(?:#.*)?$|…"
    r"|\"{3}\s*\.\.\.\s*\"{3}|'{3}\s*\.\.\.\s*'{3}",
    re.MULTILINE,
)
"""An ellipsis instead of an argument, a value, a text of several lines or a body."""
_MEANT = re.compile(
    r"raise|throw|error|exception|fail|❌|✗|✘|🚫|wrong|invalid|illegal|not allowed|won't"
    r"|doesn't work|does not work|crash|\bbad\b|\bintentional|\bdeliberate|\bon purpose\b|\btypo\b"
    r"|\bremoved\b|\bdeprecated\b|\bno longer\b|\bobsolete\b"
    r"|\b(?:before|old|previously)\W*$",
    re.IGNORECASE,
)
_MEANT_AS_A_WHOLE = re.compile(
    r"\s*#.*(?:\bcrash|\bfails\b|\bbroken\b|\bdon't do this|\bdoes(?:n't| not) work)", re.IGNORECASE
)
"""What a comment at the top says of all that follows."""
_MEANT_BELOW = re.compile(
    r"\s*#\W*(?:error|raises|fails|wrong|invalid|bad)\b(?! handl)|\s*#\s*[❌✗✘🚫]"
    r"|\s*#.*\b(?:will|would|does|do|can|could)(?: not|n['’]t)(?: be)?"
    r" (?:pars|work|match|compil|run|pass|accept|allow)",
    re.IGNORECASE,
)
"""What a comment at the top of a paragraph, or the first of those above a statement, says of what follows."""
_AT_RUN_TIME = re.compile(
    r"(?<!not )(?<!n['’]t )(?<!never )\b(?:fails?|crash(?:es)?|raises?|breaks?)\b[^\n#]{0,30}"
    r"\b(?:at|in|on|during) run[- ]?time\b(?! (?:if|when|unless)\b)",
    re.IGNORECASE,
)
"""What a comment on a later statement says of code that is there for what checks it and does not run it."""
_ANNOUNCED = re.compile(
    r"\b(?:one|you|we) (?:cannot|can ?not|can['’]t|could(?: not|n['’]t)) (?:write|do|say|express|use|run)\b"
    r"|\b(?:(?:do(?:es)?|will|would)(?: not|n['’]t)|won['’]t) (?:work|run|compile|execute)\b"
    r"(?! (?:out of|longer|for longer|into)\b)"
    r"|\bis(?: not|n['’]t) (?:allowed|possible|valid)\b"
    r"|\b(?:is|are) (?:an error|invalid|illegal|forbidden|impossible)\b"
    r"|\b(?:will|would|does|may|might) (?:fail|raise|crash)\b"
    r"|\b(?:this|that|following|it) (?:\w+ )?(?:fails|raises|crashes)\b",
    re.IGNORECASE,
)
_TOLD_BELOW = re.compile(
    r"(?:(?:this|it|th(?:is|e) (?:above |last |second |next )?(?:code|example|call|line|snippet|statement)) )?"
    r"(?:(?:will|would|does|must|wo)(?: |(?=n['’]t)))?"
    r"(?:(?:not|n['’]t) (?:work|run|compile)|fails?|raises?|crash(?:es)?|throws?)\b"
    r"(?!.*\b(?:if|unless|when|where|once)\b)",
    re.IGNORECASE,
)
"""How a sentence right below an example says that this does not work."""
_OTHERWISE = re.compile(
    r"^[ \t]*#[ \t]*(?:\.\.\.[ \t]*)?(?:or|alternatively)\b[ \t]*[:,.]*$", re.MULTILINE | re.IGNORECASE
)
_OLDER = re.compile(
    r"#.*\b(?:python|py)[ -]?2(?:\.[\dx])?\b(?![\w.]*\s*(?:and|or|/|,|&|\+|-|to)\s*(?:python |py)?3)", re.IGNORECASE
)
"""A comment that says for which Python the code below it is, or that beside it."""
_ASKS = (ast.If, ast.Match, ast.Try, ast.While)
_EXITS = re.compile(r"(?:sys\.|os\._)?exit\(|quit\(|raise SystemExit")


def leaves_out(code: str) -> bool:
    """True when an ellipsis stands for code that the page does not show."""
    return ("..." in code or "…" in code) and bool(_ALONE.search(code) or _INSTEAD.search(code))


def leaves_out_values(code: str) -> bool:
    """True when an ellipsis alone stands in a list, a set or a dictionary; in a comment it is of no code."""
    try:
        return "..." in code and any(map(_is_left_out, ast.walk(tree(code))))
    except UNREADABLE:
        return False


def _is_left_out(node: ast.AST) -> bool:
    return isinstance(node, ast.List | ast.Set) and [ast.unparse(one) for one in node.elts] == ["..."]


def announces_error(lead: str, error: str) -> bool:
    """True for words above an example which say that it does not work, or that just this error is raised."""
    named = rf"\b{re.escape(error)}\b\W{{0,3}}\s(?:is|are|will be|would be|gets)\s+raised\b"
    raised = rf"\b(?:raises?|raising|throws?)\s+(?:an?\s+|the\s+)?[:\w.`~]{{0,60}}\b{re.escape(error)}\b"
    return bool(_ANNOUNCED.search(lead) or re.search(f"{named}|{raised}", lead))


def tells_error(trail: str) -> bool:
    """True for the sentence right below an example which says that this does not work, under no condition."""
    return bool(_TOLD_BELOW.match(trail))


def shows_alternatives(code: str) -> bool:
    """True when a comment says that what follows stands for what came before."""
    return bool(_OTHERWISE.search(code))


def is_of_python_2(code: str, place: int) -> bool:
    """True when the comment nearest above a line (0-based), or beside it, says so."""
    lines = code.split("\n")[: place + 1]
    spoken = next((line for line in reversed(lines) if "#" in line), "")
    return bool(_OLDER.search(spoken))


def raises_unasked(example: Example, line: int) -> bool:
    """True where code of no function raises at the page's line, and no question stands before that: it always does."""
    found = (step for step in example.steps if 0 <= line - step.line <= step.code.count("\n"))
    return any(one.lineno + step.line - 1 == line for step in found for one in _raised(_body([step.code])))


def _raised(body: list[ast.stmt]) -> Iterator[ast.Raise]:
    for one in body:
        if isinstance(one, ast.Raise):
            yield one
        elif isinstance(one, ast.For | ast.AsyncFor | ast.With | ast.AsyncWith):
            yield from _raised(list(takewhile(lambda each: not isinstance(each, _ASKS), one.body)))


def exits(code: str) -> bool:
    return bool(_EXITS.search(code))


def is_value_shown(example: Example, page: Sequence[Example]) -> bool:
    """True for nothing but an object with its values, of a class that no example imports or defines: its `repr`.

    At a prompt it would be code.
    """
    body = _body([step.code for step in example.steps if step.mode == "exec"])
    call = body[0].value if len(body) == 1 and isinstance(body[0], ast.Expr) else None
    if not isinstance(call, ast.Call) or not call.keywords or not is_value(ast.unparse(call)):
        return False
    name = ast.unparse(call.func).rpartition(".")[2]
    return name[:1].isupper() and not any(name in one.defines for one in page)


def line_of(example: Example, number: int) -> str:
    """The line of the page, when it stands in the example."""
    lines = example.block.code.split("\n")
    place = number - example.block.line
    return lines[place] if 0 <= place < len(lines) else ""


def imports(example: Example, name: str) -> bool:
    """True when a statement of the example imports the name."""
    return bool(re.search(rf"^\s*(?:>>> )?(?:from\s.*)?import\b.*\b{name}\b", example.block.code, re.MULTILINE))


def means_error(example: Example, line: int, error: str) -> bool:
    """True when comments on the page's line, above it or below its statement, speak of the error or of an error.

    Of a class or function that cannot be made, those in it count too.
    """
    lines = example.block.code.split("\n")
    place = line - example.block.line
    if not 0 <= place < len(lines):
        return False
    body = _body(lines)
    end = next((one.end_lineno or 0 for one in body if one.lineno - 1 <= place < (one.end_lineno or 0)), place + 1)
    around = [*lines[max(0, place - 1) : place], *lines[place + 1 : place + 3], *lines[end : end + 2]]
    near = [*(one for one in around if one.lstrip().startswith("#")), lines[place], *_definition(lines, place, body)]
    comments = " ".join(one.partition("#")[2] for one in near)
    first = next((one for one in lines if one.strip()), "")
    said = error in comments or _MEANT.search(comments) or _MEANT_AS_A_WHOLE.match(first)
    below = (one.partition("#")[2] for one in lines[place:] if not one[:1].isspace())
    later = any(map(_AT_RUN_TIME.search, below))
    return bool(said) or later or _is_said_above(lines, place, error)


def _is_said_above(lines: list[str], place: int, error: str) -> bool:
    """True when the first comment of the line's paragraph, or of those right above it, surely speaks of an error.

    Any of those right above it may name just this one.
    """
    above = range(place - 1, -1, -1)
    paragraph = next((number + 1 for number in above if not lines[number].strip()), 0)
    comments = next((number + 1 for number in above if not lines[number].lstrip().startswith("#")), 0)
    named = any(re.search(rf"\b{re.escape(error)}\b", line) for line in lines[comments:place])
    return named or any(_MEANT_BELOW.match(lines[first]) for first in (paragraph, comments))


def _body(lines: list[str]) -> list[ast.stmt]:
    try:
        return tree(dedent("\n".join(lines))).body
    except UNREADABLE:
        return []


def _definition(lines: list[str], place: int, body: list[ast.stmt]) -> list[str]:
    """The lines of the short class or function whose decorators, head or body this line is."""
    for one in body:
        if isinstance(one, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([one.lineno, *(decorator.lineno for decorator in one.decorator_list)]) - 1
            last = one.end_lineno or one.lineno
            if first <= place < last and last - first <= LONGEST_DEFINITION:
                return lines[first:last]
    return []
