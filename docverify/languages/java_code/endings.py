"""What Java's compiler and runtime say that says nothing against a page."""

import re

from docverify.languages.built_code.endings import Endings, Rule
from docverify.languages.java_code.wrapping import WHOLE

_RULES: tuple[Rule, ...] = tuple(
    (re.compile(pattern), reason, detail)
    for pattern, reason, detail in (
        (
            r"package ((?!javax?\.)[\w.]+) does not exist",
            "missing-package",
            "needs the package `{}`, which is not installed",
        ),
        (
            r"package (javax\.(?!swing|crypto|net|sql|xml)[\w.]+) does not exist",
            "missing-package",
            "needs the package `{}`",
        ),
        (r"error: module not found: ([\w.]+)", "missing-package", "needs the module `{}`"),
        (
            r"(\w[\w ]*) (?:is|are) a preview feature|not supported in -source (\d+)",
            "missing-toolchain",
            "needs a newer Java: {}",
        ),
        (r"package ([\w.]+) does not exist", "fragment", "needs `{}`, which the example does not import"),
        (r"symbol:\s+(?:class|variable|method) (\w+)", "fragment", "needs `{}`, which the example does not define"),
        (r"cannot find symbol|cannot access (\w+)", "fragment", "needs `{}`, which the example does not define"),
        (r"unreported exception (\w+)", "fragment", "leaves the exception {} to what is around it"),
        (
            r"variable (\w+) is already defined|duplicate class: ([\w.]+)",
            "pseudo-code",
            "shows alternatives one after the other",
        ),
        (r"missing return statement|missing method body", "fragment", "leaves out a part of a method"),
        (
            r"reached end of file while parsing|class, interface, enum, or record expected",
            "fragment",
            "begins or ends in the middle of its code",
        ),
        (
            r"is public, should be declared in a file|cannot inherit from final|has private access",
            "fragment",
            "is a part of several files",
        ),
    )
)
ENDINGS = Endings(
    rules=_RULES,
    crashed=re.compile(r'^Exception in thread "[^"\n]*" ([^\n]*)|^Error: ([^\n]*)', re.MULTILINE),
    reads=re.compile(r"\bSystem\.in\b|\bargs\s*\[|\bargs\.length|\bSystem\.console\(|\bConsole\b"),
    whole=WHOLE,
    tests=re.compile(r"@(?:Parameterized|Repeated)?Test\b"),
)
