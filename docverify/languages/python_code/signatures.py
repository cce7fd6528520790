"""Signatures as a reference has them: they name arguments and types, and run nowhere."""

import re

from docverify.languages.python_code.syntax import compiles

LONGEST_SIGNATURE = 5_000


def is_signature(code: str, _: SyntaxError) -> bool:
    """Names arguments or a result type as a reference does: `f(a, b=1, *, c) -> int`, with or without `def`."""
    lines = [line.strip() for line in code.split("\n") if line.strip() and not line.lstrip().startswith("#")]
    whole = "\n".join(lines)
    if len(whole) > LONGEST_SIGNATURE:
        return False
    return _signature(whole) or (len(lines) > 1 and all(_signature(line) for line in lines))


def _signature(text: str) -> bool:
    bare = re.sub(r"^(?:async )?(?:def|class) |^@|^(?:class|static)method ", "", text.rstrip(": "))
    if not re.match(r"[\w.]+\s*\(", bare) or bare.startswith("print"):
        return False
    named = re.sub(r"^[\w.]*?(\w+)\s*\(", r"\1(", bare)
    return compiles(f"def {named}: ...") or compiles(f"class {named}: ...")
