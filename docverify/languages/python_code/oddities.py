"""Text under a Python label that does not compile, and is no mistake: magics, signatures, cut-offs, other languages.

Each rule says what the text is instead.
Only what no rule explains is a syntax error of the page.
"""

import re
import sys
from collections.abc import Callable
from keyword import kwlist

from msgspec import Struct

from docverify.languages.python_code.intents import is_of_python_2
from docverify.languages.python_code.listings import is_diff, is_entries, is_settings, is_table
from docverify.languages.python_code.signatures import is_signature
from docverify.languages.python_code.syntax import compiles, first_line, wrong_line
from docverify.languages.python_code.unfinished import (
    is_arguments,
    is_bare_headers,
    is_beginning,
    is_body,
    is_left_open,
)


class Rule(Struct, frozen=True, gc=False):
    """One explanation of text that does not compile."""

    reason: str
    detail: str
    holds: Callable[[str, SyntaxError], bool]
    prompt: bool = True
    """False when it explains nothing at a prompt, where an author meant code."""


_STRINGS = re.compile(r"(['\"])(?>(?:\\.|(?!\1|\\).)*)\1|\\['\"]|#.*")
_PLACEHOLDER = re.compile(
    r"(?<![\w<])<{1,3}(?!class |function |module |bound )[A-Za-z_][\w .:-]*>|\bYOUR[_-][A-Z]\w*"
    r"|(?<=[\w)\]])\.\[[A-Za-z][A-Za-z_ ]*\]"
)
"""The last: words in brackets where the name of a part stands, which nobody types who means an index."""
_TEMPLATE = re.compile(r"\{%|\{\{[^{}A-Za-z\n]*+[A-Za-z][^{}\n]*+\}\}|\$\{\w|<%")
_MAGIC = re.compile(r"^[^\S\n]*+(?:%{1,2}[A-Za-z]|![A-Za-z./]|\?{1,2}\w|[\w.]+\?{1,2}\s*$)", re.MULTILINE)
_ELISION = re.compile(
    r"\.{3}|\[\.\.\]|^[^\S\n]*+(?:(?://|--)[^\S\n]*+)?etc\.?\s*$|^[^\S\n]*+\.[^\S\n]*+\n[^\S\n]*+\.\s*$"
    r"|=[^\S\n]{0,20}+#[^\n]{0,80}\b(?:excluded|omitted|left out|elided|truncated|skipped)\b",
    re.MULTILINE,
)
"""Dots in a row or one below the other, and words for them."""
_OPTIONAL = re.compile(r"\[\s*,|\w,\] +\w")
_COMMANDS = (
    "sudo|pip3?|python[\\d.]*|cd|git|npm|npx|export|docker|uv|uvx|poetry|pipx|conda|curl|wget|apt(?:-get)?|brew|make"
    "|source|pytest|tox|nox|django-admin|flask|uvicorn|gunicorn|celery|mkdir|echo|cat|ls|chmod"
)
_SHELL = re.compile(rf"^\s*(?:[$%] |(?:{_COMMANDS})\s+[-\w./:~'\"$<@=]+)")
_OUTPUT = re.compile(
    r"^\s*(?::(?:\s|$)|Traceback \(most recent|File \"|<[A-Za-z_]|[│├└┌╭╰|+]|\[?\d{4}-\d\d-\d\d|\w*Error: "
    r"|(?:INFO|DEBUG|WARNING|ERROR)\b)"
)
_DATA = re.compile(
    r"^\s*(?:(?!else|try|except|finally)[\w.-]+:(?:\s|$)(?!.*[=(])|\[[\w.\"' -]+\]\s*$|<[?!/]"
    r"|(?:GET|POST|PUT|DELETE|PATCH|HTTP/)\S*\s|\d{1,3}(?:\.\d{1,3}){3}\s)"
)
_QUERY = re.compile(r"^\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|WITH)\s+[\w*\"`]")
_CYTHON = re.compile(r"^[^\S\n]*+(?:cdef|cpdef|cimport|from [\w.]+ cimport)\s", re.MULTILINE)
_PROSE = re.compile(r"^\s*[A-Z]?[a-z']+,?(?: [A-Za-z'`-]+,?){3,}[.:!?]?\s*$")
_WORDS = re.compile(r"\s*[A-Z]?[a-z]+(?: [a-z]+){2} ")
"""Names in a row, which Python has nowhere but with its own words among them."""
_OR = re.compile(
    r"^[^\S\n]*+[(\[]?(?:or|and|versus|vs\.?)[)\]]?:?[^\S\n]*$|\S {2,}-*(?:or|vs\.?)-* {2,}\S",
    re.MULTILINE | re.IGNORECASE,
)
_STATEMENT = re.compile(r"\s*(?:if|elif|while|assert|return)\b")
LONGEST_RESULT = 500
"""Characters of an expression of which an arrow shows the result."""
_OUTER = re.compile(r"no binding for nonlocal")
_MEANT = re.compile(r"#.*(?:\bSyntax ?Error|\binvalid\b|\bnot valid\b|\bwrong\b|\berror\b|❌|✗|✘|🚫)", re.IGNORECASE)
_SHOWN = re.compile(r"^[ \t]*(?:Syntax|Indentation|Tab)Error: \S", re.MULTILINE)
"""What Python says of code that does not compile, below that code."""
_SAID = re.compile(r"\s*\w*(?:Warning|Error|Exception): \S")
_TWO_ANGLES = re.compile(r"\s*>{1,2} ?[^\s>]")
_KEYWORDS = ("from", "import", "print", "return", "raise", "def", "class", "for", "while", "assert", "del", "exec")
_NEWER = (
    ((3, 12), re.compile(r"^[^\S\n]*+type \w+(?:\[.*\])? = |^[^\S\n]*+(?:async )?(?:def|class) \w+\[", re.MULTILINE)),
    ((3, 14), re.compile(r"(?<![\w'\"])t[\"']|^[^\S\n]*+except \w+(?:, [A-Z]\w+)+:\s*$", re.MULTILINE)),
)
_KEYWORD = re.compile(
    r"^[ \t]*(?:@\w|(?:async )?def \w|class \w|import \w|from [\w.]+ import |for \w.* in |(?:if|elif|while|with) .*:"
    r"|(?:else|try|finally)[ \t]*:|except\b|return\b|raise\b|yield\b|print\b|assert )",
    re.MULTILINE,
)


def has_keywords(code: str) -> bool:
    """True when a line of it begins as only a statement of Python does."""
    return bool(_KEYWORD.search(code))


def explained(code: str, error: SyntaxError, *, prompt: bool = False) -> tuple[str, str] | None:
    """Reason and detail when the text is something other than wrong Python; None when it is that."""
    for rule in RULES:
        if (rule.prompt or not prompt) and rule.holds(code, error):
            return rule.reason, rule.detail
    return None


def _holds_bare(pattern: re.Pattern[str]) -> Callable[[str, SyntaxError], bool]:
    """Outside strings and comments: inside them it is valid, and explains nothing."""
    return lambda code, _: bool(pattern.search(_STRINGS.sub("''", code)))


def _leaves_out(code: str, error: SyntaxError) -> bool:
    """An ellipsis at the place of the error; one that is a statement elsewhere is valid and explains nothing."""
    lines = code.split("\n")
    place = (error.lineno or 1) - 1
    near = "\n".join(lines[max(0, place - 1) : place + 2])
    return "…" in code or bool(_ELISION.search(near))


def _shows_output(code: str, error: SyntaxError) -> bool:
    line = wrong_line(code, error).strip()
    return bool(re.match(r"\|.+\|$|<[A-Za-z_].*>$|/[\w./-]+$|Traceback \(most|[\w.]+(?:Error|Exception): ", line))


def _shows_result(code: str, error: SyntaxError) -> bool:
    """Behind a whole expression stands an arrow, which is no operator, at the place of the error or near it."""
    place = (error.lineno or 1) - 1
    near = (line.partition("=>") for line in code.split("\n")[max(0, place - 1) : place + 2])
    return any(arrow and not _STATEMENT.match(head) and _is_whole(head) for head, arrow, _ in near)


def _is_whole(code: str) -> bool:
    return len(code) <= LONGEST_RESULT and bool(code.strip()) and compiles(code.strip())


def _is_prose(code: str, error: SyntaxError) -> bool:
    line = wrong_line(code, error)
    if _PROSE.match(line):
        return line.split()[0].lower() not in _KEYWORDS and " import " not in line
    return bool(_WORDS.match(line)) and {*line.split()[:3]}.isdisjoint((*kwlist, *_KEYWORDS))


def _begins(pattern: re.Pattern[str]) -> Callable[[str, SyntaxError], bool]:
    return lambda code, _: bool(pattern.match(first_line(code)))


def _holds(pattern: re.Pattern[str]) -> Callable[[str, SyntaxError], bool]:
    return lambda code, _: bool(pattern.search(code))


def _needs(version: tuple[int, int], pattern: re.Pattern[str]) -> Callable[[str, SyntaxError], bool]:
    """Syntax of a release of Python that is newer than the one that reads it."""
    return lambda code, _: sys.version_info[:2] < version and bool(pattern.search(code))


_MIDDLE = re.compile(r"^\s*(?:else\s*:|finally\s*:|elif\b.*:|except\b.*:|case\b.*:)\s*(?:#.*|[^=\s].*)?$")
"""The header of a clause whose statement began elsewhere."""

_TOO_DEEP = re.compile(r"recursion|too (?:many nested|complex)|memory|stack overflow|\A\Z", re.IGNORECASE)
"""What the compiler says of code that it cannot hold; without a word, that its memory is used up."""

RULES: tuple[Rule, ...] = (
    Rule("resource-limit", "is nested too deep to be read", lambda _, error: bool(_TOO_DEEP.search(error.msg or ""))),
    Rule("fragment", "goes on with a statement that began elsewhere", _begins(_MIDDLE), prompt=False),
    Rule("pseudo-code", "uses IPython's magics", _holds(_MAGIC)),
    Rule("not-executable", "a diff", is_diff, prompt=False),
    Rule("not-executable", "commands of a shell", _begins(_SHELL)),
    Rule("not-executable", "output, not code", _begins(_OUTPUT), prompt=False),
    Rule("not-executable", "a query language, not Python", _begins(_QUERY), prompt=False),
    Rule("missing-toolchain", "Cython, which Python does not read", _holds(_CYTHON)),
    Rule("pseudo-code", "shows behind a prompt what Python says", _begins(_SAID)),
    Rule("pseudo-code", "holds prompts of its own", _begins(_TWO_ANGLES), prompt=False),
    Rule("placeholder", "holds a placeholder", _holds_bare(_PLACEHOLDER)),
    Rule("pseudo-code", "is a template", _holds_bare(_TEMPLATE)),
    Rule("pseudo-code", "leaves out a part of its code", _leaves_out),
    Rule("pseudo-code", "stands inside a function that the page does not show", is_body),
    Rule(
        "pseudo-code",
        "stands inside a function that the page does not show",
        lambda _, error: bool(_OUTER.search(error.msg or "")),
    ),
    Rule(
        "pseudo-code",
        "is said not to compile",
        lambda code, error: bool(_MEANT.search(wrong_line(code, error)) or _SHOWN.search(code)),
    ),
    Rule(
        "missing-toolchain",
        "is for Python 2, as its comment says",
        lambda code, error: is_of_python_2(code, (error.lineno or 1) - 1),
    ),
    Rule("pseudo-code", "leaves out the body of what it begins", is_beginning),
    Rule("pseudo-code", "leaves out the bodies of what it begins", is_bare_headers),
    Rule("pseudo-code", "leaves out the rest of a call", is_left_open),
    Rule("pseudo-code", "arguments of a call that the page does not show", is_arguments, prompt=False),
    Rule("pseudo-code", "a signature, not code", is_signature),
    Rule(
        "pseudo-code",
        "names optional parts in brackets",
        lambda code, error: bool(_OPTIONAL.search(wrong_line(code, error))),
    ),
    Rule("pseudo-code", "shows output among its code", _shows_output, prompt=False),
    Rule("not-executable", "data, not code", _begins(_DATA), prompt=False),
    Rule("not-executable", "settings of a program, not code", is_settings, prompt=False),
    Rule("pseudo-code", "entries of a dictionary that the page does not show", is_entries, prompt=False),
    Rule("pseudo-code", "shows alternatives one after the other", _holds(_OR), prompt=False),
    Rule("not-executable", "a table, not code", is_table, prompt=False),
    Rule("pseudo-code", "holds a sentence", _is_prose),
    Rule("pseudo-code", "shows with an arrow what comes of its code", _shows_result, prompt=False),
    *(Rule("missing-toolchain", f"needs Python {v[0]}.{v[1]}", _needs(v, pattern)) for v, pattern in _NEWER),
    Rule(
        "missing-toolchain",
        "its f-strings may need Python 3.12",
        lambda _, error: sys.version_info < (3, 12) and str(error).startswith("f-string"),
    ),
)
