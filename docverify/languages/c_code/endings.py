"""What compilers and linkers of C and C++ say that says nothing against a page."""

import re

from docverify.languages.built_code.endings import Endings, Rule
from docverify.languages.c_code.wrapping import WHOLE

_NEEDS = "needs `{}`, which the example does not declare"
_RULES: tuple[Rule, ...] = tuple(
    (re.compile(pattern), reason, detail)
    for pattern, reason, detail in (
        (r"fatal error: ([^:\n]+): No such file or directory", "missing-package", "needs the header `{}`"),
        (r"undefined reference to [`'‘]([^'’\n]+)", "fragment", "needs `{}`, which is defined elsewhere"),
        (r"cannot find -l(\S+)", "missing-package", "needs the library `{}`"),
        (
            r"[‘'](?:std::)?(\w+)[’'] is not a member of [‘']std",
            "fragment",
            "needs `std::{}`, which is not declared here",
        ),
        (
            r"[‘']([^’']+)[’'] (?:was not declared|has not been declared|undeclared|does not name a type)",
            "fragment",
            _NEEDS,
        ),
        (r"unknown type name [‘']([^’']+)|[‘']([^’']+)[’'] (?:is|was) not (?:a|declared)", "fragment", _NEEDS),
        (r"implicit declaration of function [‘']([^’']+)", "fragment", _NEEDS),
        (r"invalid use of incomplete type [‘']([^’']+)|[‘']([^’']+)[’'] has incomplete type", "fragment", _NEEDS),
        (r"storage size of [‘']([^’']+)[’'] isn", "fragment", _NEEDS),
        (r"[‘']([^’']+)[’'] is not a (?:class|template|namespace|type)", "fragment", _NEEDS),
        (r"multiple definition of [`‘']([^’']+)|redefinition of [‘']([^’']+)", "pseudo-code", "defines `{}` twice"),
        (r"conflicting types for [‘']([^’']+)|redeclar|conflicting declaration", "pseudo-code", "shows alternatives"),
        (
            r"__declspec|_MSC_VER|__stdcall|WINAPI|@interface|@autoreleasepool",
            "missing-toolchain",
            "needs another compiler",
        ),
        (
            r"(?:only available with|requires) [‘']?-std=([\w+]+)|with -f(\w+)",
            "missing-toolchain",
            "needs a compiler for {}",
        ),
        (
            r"modules? (?:is|are) not|unknown compiled module|failed to read compiled module",
            "missing-toolchain",
            "needs modules",
        ),
        (r"static assertion failed|#error", "incomplete", "asks itself not to be compiled"),
        (
            r"expected unqualified-id before|expected identifier or",
            "fragment",
            "begins or ends in the middle of its code",
        ),
    )
)
ENDINGS = Endings(
    rules=_RULES,
    crashed=re.compile(
        r"^(terminate called[^\n]*|[^\n]*\bAssertion\b[^\n]* failed|\*\*\* [^\n]*|[^\n]*==ERROR:[^\n]*)", re.MULTILINE
    ),
    reads=re.compile(
        r"\bscanf\b|\bf?gets\b|\bgetchar\b|\bgetline\b|\bstdin\b|\bcin\b|\bargv\b|\bread\s*\(\s*(?:0|STDIN)"
    ),
    whole=WHOLE,
    lacks=((re.compile("locale::facet"), "missing-toolchain", "needs a locale that is not installed"),),
)
