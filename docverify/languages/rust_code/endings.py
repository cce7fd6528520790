"""What Rust's compiler and runtime say that says nothing against a page."""

import re

from docverify.languages.built_code.endings import Endings, Rule
from docverify.languages.rust_code.wrapping import WHOLE

_STANDARD = (
    "alloc|any|array|ascii|borrow|boxed|cell|char|clone|cmp|collections|convert|default|env|error|f32|f64|ffi|fmt|fs"
    "|future|hash|hint|io|iter|marker|mem|net|ops|option|os|panic|path|pin|prelude|process|ptr|rc|result|slice|str"
    "|string|sync|task|thread|vec"
)
"""Modules of the standard library: who names one leaves out where it comes from. Those that are known crates too are
missing."""
_OWN = r"(?!crate\b|self\b|super\b|std\b|core\b|alloc\b)"
_NEEDS = "needs `{}`, which the example does not define"
_RULES: tuple[Rule, ...] = tuple(
    (re.compile(pattern), reason, detail)
    for pattern, reason, detail in (
        (rf"use of (?:undeclared|unresolved) [a-z ]*`({_STANDARD})`", "fragment", _NEEDS),
        (
            rf"(?:use of (?:undeclared|unresolved) (?:crate or module|module or unlinked crate)) `{_OWN}([a-z_]\w*)`",
            "missing-package",
            "needs the crate `{}`",
        ),
        (rf"unresolved import `{_OWN}([a-z_]\w*)", "missing-package", "needs the crate `{}`"),
        (
            rf"can't find crate for `{_OWN}(\w+)`|maybe a missing crate `{_OWN}(\w+)`",
            "missing-package",
            "needs the crate `{}`",
        ),
        (
            r"impl Future<Output|async_main|`main` function is not allowed to be `async`",
            "missing-package",
            "needs a runtime for async code",
        ),
        (
            r"may not be used on the stable release|use of unstable|is (?:experimental|unstable)",
            "missing-toolchain",
            "needs a nightly rustc",
        ),
        (
            r"cannot find -l(\w+)|could not find native static library `(\w+)`",
            "missing-package",
            "needs the library `{}`",
        ),
        (
            r"undefined reference to [`'‘]([^'’\n]+)|undefined symbol: (\S+)",
            "fragment",
            "needs `{}`, which is defined elsewhere",
        ),
        (r"couldn't read `?([^`:\n]+)|file not found for module `(\w+)`", "missing-file", "needs the file `{}`"),
        (r"environment variable `(\w+)` not defined", "needs-credentials", "needs the environment variable `{}`"),
        (
            r"cannot find \w+(?: \w+)* `([^`]+)`|unresolved import `([^`]+)`|failed to resolve: .*`([^`]+)`",
            "fragment",
            _NEEDS,
        ),
        (r"use of undeclared (?:type|lifetime)[^`]*`([^`]+)`|could not find `([^`]+)` in", "fragment", _NEEDS),
        (
            r"free function without a body|`self` parameter is only allowed|there are too many leading `super`",
            "fragment",
            "stands inside an item that the page does not show",
        ),
        (
            r"the name `(\w+)` is defined multiple times|conflicting implementations|E0428",
            "pseudo-code",
            "shows alternatives one after the other",
        ),
        (
            r"requires (?:at least )?rustc (\d\S*)|edition (\d+) is unstable"
            r"|requires edition (\d+)|`--edition` must be .*instead was `(\d+)`",
            "missing-toolchain",
            "needs Rust {}",
        ),
    )
)
ENDINGS = Endings(
    rules=_RULES,
    crashed=re.compile(r"panicked at (?:[^\n]*:\d+:\d+:\n)?([^\n]*)|^Error: ([^\n]*)", re.MULTILINE),
    reads=re.compile(r"\bstdin\(\)|\benv::args|\bargs\(\)"),
    whole=WHOLE,
    tests=re.compile(r"#\[(?:\w+::)*test\]"),
    configured=re.compile(r"#!?\[cfg\([^\]]*\bfeature\s*="),
)
