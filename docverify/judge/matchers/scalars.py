"""Numbers, truth values and texts that a library shows with its type for them: `lib.int64(2)` is a `2`.

Releases of one library differ in that; a page that shows the type is compared with it. So it is with the `L` that
Python 2 writes behind a long number.
"""

import re

_NUMBER = re.compile(r"\b[a-z]\w*\.(?:u?int|b?float|complex)\d+\(([-+\w.]+)\)")
"""Types of the width that their names tell."""
_LONG = re.compile(r"(?:^|(?<=[\[({,-])|(?<=, )|(?<=['\"\dL]: ))(\d+)L(?!\w)", re.MULTILINE)
"""As a value, or as a member of one: behind a word it is a size in litres, or the name of one."""
_TRUTH = re.compile(r"\b[a-z]\w*\.(True|False)_(?!\w)")
_TEXT = re.compile(r"\b[a-z]\w*\.(?:str|bytes)_\((b?(?:'[^'\n]*'|\"[^\"\n]*\"))\)")
_SUM = re.compile(r"(?<![eE])(?<=.)[-+].*j")


def bare(text: str) -> str:
    """The values without their types; a form."""
    if "(" in text:
        text = _TEXT.sub(r"\1", _NUMBER.sub(_written, text))
    return _LONG.sub(r"\1", _TRUTH.sub(r"\1", text))


def is_typed(text: str) -> bool:
    return any(pattern.search(text) for pattern in (_NUMBER, _LONG, _TRUTH, _TEXT))


def _written(match: re.Match[str]) -> str:
    """A complex number has brackets of its own, unless one part of it is all there is."""
    return f"({match[1]})" if _SUM.search(match[1]) else match[1]
