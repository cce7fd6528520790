"""What Go's compiler and runtime say that says nothing against a page."""

import re

from docverify.languages.built_code.endings import Endings, Rule
from docverify.languages.go_code.wrapping import PACKAGE, WHOLE

_RULES: tuple[Rule, ...] = tuple(
    (re.compile(pattern), reason, detail)
    for pattern, reason, detail in (
        (r'cannot find package "([^"]+)"', "missing-package", "needs the package `{}`, which is not installed"),
        (r"package ([\w./-]+) is not in (?:GOROOT|std)", "missing-package", "needs the package `{}`"),
        (r"no required module provides package ([\w./-]+)", "missing-package", "needs the package `{}`"),
        (r"import \"([\w./-]+)\": cannot import", "missing-package", "needs the package `{}`"),
        (r'import "(C)"|build constraints exclude', "missing-toolchain", "needs cgo, or another system"),
        (r"undefined: ([\w.]+)", "fragment", "needs `{}`, which the example does not define"),
        (r"invalid import path: (\S*[{<\[$]\S*)", "placeholder", "holds the placeholder `{}`"),
        (r"requires go(\d[\d.]*) or later", "missing-toolchain", "needs Go {}"),
        (r"declared and not used: (\w+)|(\w+) declared (?:and|but) not used", "fragment", "has no use for `{}` itself"),
        (r'"([\w./-]+)" imported (?:as \w+ )?and not used', "fragment", "has no use for its import `{}` itself"),
        (r"pattern [^:]*: no matching files|open ([^:\s]+): no such file", "missing-file", "needs the file `{}`"),
        (r"missing return", "fragment", "leaves out what its function returns"),
        (r"(\w+) redeclared|no new variables on left side", "pseudo-code", "shows alternatives one after the other"),
        (r"missing function body|is not used\b", "pseudo-code", "shows declarations and expressions, not a program"),
    )
)
ENDINGS = Endings(
    rules=_RULES,
    crashed=re.compile(r"^(?:panic: |fatal error: )([^\n]*)", re.MULTILINE),
    reads=re.compile(r"\bos\.(?:Stdin|Args)\b|\bflag\.(?:Arg|Args|NArg)\(|\bfmt\.(?:Scan|Fscan)"),
    whole=WHOLE,
    part=re.compile(rf"(?!.*(?:{PACKAGE.pattern}|^import\b))", re.MULTILINE | re.DOTALL),
    tests=re.compile(r"^func (?:Test|Benchmark|Fuzz)\w*\(", re.MULTILINE),
)
