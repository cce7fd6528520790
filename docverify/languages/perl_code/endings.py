"""How a Perl example ended, when that does not show that its page is wrong."""

import re
from collections.abc import Callable, Sequence

from docverify.languages.perl_code.names import interpolated
from docverify.languages.perl_code.notation import NOTATION
from docverify.languages.script_code.differences import differs
from docverify.languages.script_code.endings import around, defined_by, exited, needed, rebound, said
from docverify.languages.script_code.intents import explained
from docverify.languages.script_code.near import is_typo
from docverify.languages.script_code.text import Text, read
from docverify.languages.script_code.unlike import Manner, unlike_the_page
from docverify.model import Example, Run, Shown

Reason = tuple[str, str] | None

_MODULE = re.compile(r"Can't locate ([\w/]+)\.pm in @INC|Can't locate ([\w:]+) in @INC")
_LIBRARY = re.compile(r"Can't locate (\S+\.p[lhm]) in @INC|Can't locate loadable object for module ([\w:]+)")
_SYMBOL = re.compile(r"Global symbol \"([$@%]\w+)\" requires explicit package name")
_SUB = re.compile(r"Undefined subroutine &(?:main::)?([\w:]+) called|Bareword \"([\w:]+)\" not allowed")
_METHOD = re.compile(
    r"Can't locate object method \"(\w+)\" via package \"([^\"]*)\"|Can't call method \"(\w+)\" (?:on|without)"
)
_REFERENCE = re.compile(r"(?:Can't use|Not an?) .*(?:reference|undefined value)|Can't use string .* ref\b")
_RELEASE = re.compile(r"Perl (v[\d.]+) required|Feature \"(\w+)\" is not supported")
_HANDLE = re.compile(r"(?:print|readline|close|say)\w*\(\) on (?:closed|unopened) filehandle|Bad filehandle: (\w+)")
_BLOCK = re.compile(r"Can't (?:leave a block|\"(?:last|next|redo)\"|return) outside")
_FEATURE = re.compile(
    r"(?<![\w$@%:>-])(?:say|try|catch|defer|finally|given|when|state|class|method|field|isa|any|all)\b(?!\s*=>)"
)
_FEATURES = re.compile(
    r"\buse (?:v5\.?|5\.0|feature\b|experimental\b|Modern::Perl|Try::Tiny|Feature::)|-M?[mM]?5\.01|^#!.*perl.* -E",
    re.MULTILINE,
)
_GRAMMAR = re.compile(
    r"\b(?:EXPR|LIST|BLOCK|NAME|LABEL|PROTO|SIG|ATTRS|FILEHANDLE|VAR(?:IABLE)?|MODULE|CONDITION|STATEMENT|PATTERN)\b"
)
_CALLED = re.compile(
    r"near \"(?!(?:my|our|local|print|say|printf|use|no|if|unless|for|foreach|while|until|return|push|pop|shift|die|sub"
    r"|package|qw?|qq|and|or|not|x|eq|ne|lt|gt|le|ge|cmp|else|elsif|do|eval|ref|defined|join|map|grep|sort|keys)\b)"
    r"([a-z_]\w+)\s+[@$%\"'\w]"
)
"""A function without brackets around its arguments, which Perl knows only where it is defined."""
_CUT = re.compile(r"at EOF|Missing right (?:curly|square)|Unmatched right|Can't find string terminator")
_KEYWORDS = re.compile(
    r"^\s*(?:use\s+[A-Z]\w*|use (?:strict|warnings)|(?:my|our)\s*\(?\s*[$@%]\w|sub \w+\s*\{|print\s.*[\"'];"
    r"|foreach\s+(?:my\s+)?\$|[$@%]\w+\s*=.*;)",
    re.MULTILINE,
)
_READS = re.compile(r"<STDIN>|<>|<<>>|\bSTDIN\b|@ARGV|\bshift\b(?!\s*[(@])")


def reason(example: Example, run: Run, page: Sequence[Example]) -> Reason:
    """Reason and detail when the run's end does not show that the page is wrong; None when it does."""
    shown, code = run.exception, example.block.code
    text = read(code, NOTATION)
    if shown is None:
        found = around(run, code, "") or exited(run) or _unset(example, run, page)
        return found or differs(example, run, page, text)
    for rule in RULES:
        answer = rule(example, shown, text, page)
        if answer:
            return answer
    if shown.type == "SyntaxError":
        return unlike_the_page(example, shown, text, MANNER)
    named = _SYMBOL.search(shown.message) or _SUB.search(shown.message)
    lacking = None if named else _unset(example, run, page) or _undeclared(example, page)
    found = around(run, code, said(run)) or lacking
    return found or rebound(example, page) or unlike_the_page(example, shown, text, MANNER)


def _syntax(example: Example, shown: Shown, text: Text, page: Sequence[Example]) -> Reason:
    if shown.type != "SyntaxError":
        return None
    odd = explained(text, shown.line - example.block.line)
    if odd:
        return odd
    bare = "\n".join(text.bare)
    if "not enabled" in shown.message or (_FEATURE.search(bare) and not _FEATURES.search(example.block.code)):
        return "fragment", "needs a feature of Perl that it does not turn on"
    if _GRAMMAR.search(bare):
        return "pseudo-code", "a description of syntax, not code"
    called = _CALLED.search(shown.message)
    if called and called[1] not in example.defines:
        return "fragment", needed(called[1], example, page)
    if _CUT.search(shown.message):
        return "fragment", "begins or ends in the middle of its code"
    if len(example.steps) > 1 or example.block.origin == "html" or not _KEYWORDS.search(example.block.code):
        return "pseudo-code", "cannot be read as Perl, and may not be meant to"
    return None


def _module(_: Example, shown: Shown, __: Text, ___: Sequence[Example]) -> Reason:
    module = _MODULE.search(shown.message)
    if module:
        return (
            "missing-package",
            f"needs the package `{(module[1] or module[2]).replace('/', '::')}`, which is not installed",
        )
    library = _LIBRARY.search(shown.message)
    if library:
        return "missing-file", f"needs `{library[1] or library[2]}`, which the page does not create"
    release = _RELEASE.search(shown.message)
    return ("missing-toolchain", f"needs a newer Perl: {release[0]}") if release else None


def _name(example: Example, shown: Shown, _: Text, page: Sequence[Example]) -> Reason:
    """Names that nobody declares are of the page's surroundings, unless one is nearly another of the same example."""
    match = _SYMBOL.search(shown.message) or _SUB.search(shown.message)
    if match is None or shown.type == "SyntaxError":
        return None
    name = next(part for part in match.groups() if part)
    plain = name.lstrip("$@%")
    if not defined_by(name, example, page) and any(is_typo(plain, one.lstrip("$@%")) for one in example.defines):
        return None
    return "fragment", needed(name, example, page)


def _object(_: Example, shown: Shown, __: Text, ___: Sequence[Example]) -> Reason:
    method = _METHOD.search(shown.message)
    if method:
        return "fragment", f"needs an object with a method `{method[1] or method[3]}`, which the page does not make"
    if _REFERENCE.search(shown.message) or _HANDLE.search(shown.message):
        return "fragment", f"needs something that the page does not make: {shown.message.split(chr(10))[0][:100]}"
    if _BLOCK.search(shown.message):
        return "fragment", "stands inside a loop or a function that the page does not show"
    return None


def _input(example: Example, _: Shown, __: Text, ___: Sequence[Example]) -> Reason:
    if _READS.search(example.block.code) and "<STDIN>" in example.block.code:
        return "needs-input", "reads input that the page does not give"
    return None


def _unset(example: Example, run: Run, page: Sequence[Example]) -> Reason:
    """Without `use strict` a variable that nobody sets is empty, and the example goes on with it."""
    missing = sorted(name for name in example.needs & interpolated(example.block.code) if name[0] in "$@%")
    for name in missing:
        if not defined_by(name, example, page) or run.reading == "alone":
            return "fragment", needed(name, example, page)
    return None


def _undeclared(example: Example, page: Sequence[Example]) -> Reason:
    """A variable that no example declares is set anew in each story that a manual tells."""
    codes = [one.block.code for one in page if one.session == example.session]
    for name in sorted(name for name in example.needs if name[0] in "$@%"):
        declared = re.compile(rf"\b(?:my|our|state)\b[^;\n]*[$@%]{re.escape(name[1:])}\b")
        if not any(declared.search(code) for code in codes):
            return "fragment", f"needs `{name}`, which no example on the page declares"
    return None


MANNER = Manner(
    "dies of",
    re.compile(r".*(?:Modification of a read-only|division by zero|Can't find label|Invalid CODE attribute)"),
    re.compile(r"\b(?:die|croak|confess)\b"),
    _GRAMMAR,
)

RULES: tuple[Callable[[Example, Shown, Text, Sequence[Example]], Reason], ...] = (
    _module,
    _syntax,
    _name,
    _object,
    _input,
)
"""In order: the first that knows the error answers."""
