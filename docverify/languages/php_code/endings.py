"""How a PHP example ended, when that does not show that its page is wrong."""

import re
from collections.abc import Callable, Sequence

from docverify.languages.endings.network import unreachable
from docverify.languages.php_code.notation import NOTATION
from docverify.languages.script_code.differences import differs
from docverify.languages.script_code.endings import around, defined_by, exited, needed, rebound, said
from docverify.languages.script_code.intents import explained
from docverify.languages.script_code.near import is_typo
from docverify.languages.script_code.text import Text, read
from docverify.languages.script_code.unlike import Manner, unlike_the_page
from docverify.model import Example, Run, Shown

Reason = tuple[str, str] | None

_WARNED = re.compile(r"^(?:PHP )?(?:Warning|Notice): +(.*) in \S.* on line \d+", re.MULTILINE)
_UNDEFINED = re.compile(r"Undefined (?:global )?variable \$(\w+)")
_FATAL = re.compile(r"^(?:PHP )?(?:Fatal|Parse) error: +(.*)", re.MULTILINE)
_FUNCTION = re.compile(r"[Cc]all to undefined (function|method) ([\w\\:]+)\(")
_CLASS = re.compile(
    r"(?:Class|Interface|Trait|Enum|Attribute class) \"([\w\\]+)\" not found|Undefined constant \"([\w\\:]+)\""
)
_ON_NULL = re.compile(r"(?:Call to a member function|Attempt to read property|must be of type .*, null given).*")
_INCLUDED = re.compile(
    r"(?:require|include)(?:_once)?\(([^()\n]*)\): Failed to open|Failed opening (?:required )?'([^'\n]*)'"
)
_MODULE = re.compile(
    r"(?:mb_|curl_|gd_|image|bc|gmp_|intl|simplexml_|dom|sodium_|pg_|mysqli|sqlite|redis|apcu_|xml|zip_|ldap_|imap_)"
)
_MODULE_CLASS = re.compile(
    r"PDO|mysqli|SQLite3|DOM\w+|SimpleXML\w+|XML\w+|Redis|Memcached|ZipArchive|NumberFormatter|Intl\w+|Collator"
    r"|Normalizer|SoapClient|Imagick|tidy|GMP|MessageFormatter|CURLFile"
)
_BODY = re.compile(r"unexpected token \"(?:public|private|protected|static|return|case|default|else|catch)\"")
_CUT = re.compile(r"unexpected end of file|Unclosed '|Unmatched '")
_KEYWORDS = re.compile(
    r"<\?php|\$\w+\s*=|\$\w+->|\becho\b|\bfunction\s+\w+\s*\(|\bnamespace\s+\w|^\s*use\s+\w+\\", re.MULTILINE
)


def last_part(name: str) -> str:
    """`Error` for `Tea\\Error`."""
    return name.rpartition("\\")[2]


def reason(example: Example, run: Run, page: Sequence[Example]) -> Reason:
    """Reason and detail when the run's end does not show that the page is wrong; None when it does."""
    shown, code = run.exception, example.block.code
    printed = "".join(step.stdout for step in run.steps)
    text = read(code, NOTATION)
    if shown is None:
        fatal = _FATAL.search(printed) if run.ended == "exit" else None
        found = _fatal(fatal[1]) if fatal else None
        found = found or around(run, code, printed if fatal else "") or _warned(example, run, printed, page)
        return found or exited(run) or differs(example, run, page, text)
    for rule in RULES:
        answer = rule(example, shown, text, page)
        if answer:
            return answer
    if last_part(shown.type) == "ParseError":
        return unlike_the_page(example, shown, text, MANNER)
    found = around(run, code, said(run)) or _warned(example, run, printed, page) or rebound(example, page)
    return found or unlike_the_page(example, shown, text, MANNER)


def _fatal(message: str) -> Reason:
    """What ends the process and cannot be caught."""
    if "Allowed memory size" in message or "Maximum execution time" in message:
        return "resource-limit", message[:120]
    if "Cannot redeclare" in message or "already in use" in message or "already declared" in message:
        return "incomplete", f"is declared more than once on the page: {message[:120]}"
    included = _INCLUDED.search(message)
    if included:
        return _file(included)
    return "incomplete", f"ends in what the page may not mean: {message[:120]}"


def _warned(example: Example, run: Run, printed: str, page: Sequence[Example]) -> Reason:
    """PHP goes on without a variable or a file, and says so."""
    for match in _WARNED.finditer(printed):
        variable = _UNDEFINED.search(match[1])
        if variable:
            return "fragment", needed(f"${variable[1]}", example, page)
        included = _INCLUDED.search(match[1])
        if included:
            return _file(included)
        unheard = unreachable(run, match[1], example.block.code)
        if unheard:
            return unheard
        if "No such file or directory" in match[1] or "Failed to open" in match[1]:
            return "missing-file", f"needs a file that the page does not create: {match[1][:120]}"
        if "null" in match[1] or "Undefined array key" in match[1]:
            return "fragment", f"needs a value that the page does not make: {match[1][:120]}"
    return None


def _file(match: re.Match[str]) -> Reason:
    name = match[1] or match[2] or ""
    if "vendor/" in name or "vendor/" in match[0]:
        return "missing-package", "needs the packages of `vendor/autoload.php`, which are not installed"
    return "missing-file", f"needs the file `{name or 'that it includes'}`, which the page does not create"


def _syntax(example: Example, shown: Shown, text: Text, _: Sequence[Example]) -> Reason:
    if last_part(shown.type) not in ("ParseError", "CompileError"):
        return None
    odd = explained(text, shown.line - example.block.line)
    if odd:
        return odd
    if _BODY.search(shown.message) or _CUT.search(shown.message):
        return "fragment", "begins or ends in the middle of its code"
    if len(example.steps) > 1 or example.block.origin == "html" or not _KEYWORDS.search(example.block.code):
        return "pseudo-code", "cannot be read as PHP, and may not be meant to"
    return None


def _name(example: Example, shown: Shown, _: Text, page: Sequence[Example]) -> Reason:
    """A function or class that nobody defines, unless it is nearly one that the page has."""
    function, kind = _FUNCTION.search(shown.message), _CLASS.search(shown.message)
    if function is None and kind is None:
        return None
    found = function[2] if function else (kind[1] or kind[2]) if kind else ""
    name = re.split(r"\\|::", found)[-1]
    if _MODULE_CLASS.fullmatch(name) or (function and _MODULE.match(name)):
        return "missing-package", f"needs the module of PHP that brings `{name}`"
    if "\\" in found:
        return "missing-package", f"needs the package of `{found}`, which is not installed"
    if not defined_by(name, example, page) and any(is_typo(name, one) for one in example.defines):
        return None
    return "fragment", needed(name, example, page)


def _object(_: Example, shown: Shown, __: Text, ___: Sequence[Example]) -> Reason:
    match = _ON_NULL.search(shown.message)
    if match:
        return "fragment", f"needs an object that the page does not make: {match[0][:100]}"
    if "Using $this when not in object context" in shown.message:
        return "fragment", "stands inside a class that the page does not show"
    return None


MANNER = Manner(
    "throws",
    re.compile(r"(?:\w+\\)*(?:DivisionByZeroError|ArithmeticError|UnhandledMatchError|JsonException)\b"),
    re.compile(r"\bthrow\b|\btrigger_error\b"),
)

RULES: tuple[Callable[[Example, Shown, Text, Sequence[Example]], Reason], ...] = (_syntax, _name, _object)
"""In order: the first that knows the error answers."""
