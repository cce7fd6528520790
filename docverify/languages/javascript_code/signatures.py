"""How pages write what a function takes and gives back, where they do not call it."""

import re

LONGEST = 5_000
"""Characters of a block that are looked through."""
_SIGNATURE = re.compile(
    r"^\s*(?:new |static |async )?[\w.$#]+\s*\([^()]*\)\s*(?:(?:=>|->|:|→|⇒)\s*[\w<>\[\]| {}.]+)?;?\s*$"
    r"|\[\s*,|,\s*\[\w|\]\s*\)\s*$"
)
_DECLARED = re.compile(
    r"^\s*(?:export |declare |static |async |new |function )*(?:[\w$]+<[^()<>\n]*>\.)?[\w.$#]+(?:<[^()]*>)?"
    r"\([^{};]*\)\s*:\s*[^;{}()]+;?\s*$"
)
_OVERLOAD = re.compile(r"\bfunction [\w$]+(?:<[^()]*>)?\([^{};]*\)\s*:\s*[^{};]+;")
_OPTIONAL = re.compile(r"[(,]\s*[A-Za-z_$][\w$]*\?\s*[,)]")


def is_declared(code: str) -> bool:
    """True when it says of what type a function's result is, and has no body. `code` holds no texts and comments."""
    return bool(_DECLARED.search(code[:LONGEST]) or _OVERLOAD.search(code[:LONGEST]))


def is_signature(line: str) -> bool:
    return bool(_SIGNATURE.search(line))


def has_optional(line: str) -> bool:
    """True for a parameter with a question mark: it may be left out."""
    return bool(_OPTIONAL.search(line))
