"""Packages that cannot be imported as they are installed: no fault of a page that imports them."""

import re
import sys
from collections.abc import Sequence

from docverify.languages.python_code.lacks import IS_NO_MORE
from docverify.model import Example, Shown
from docverify.tracebacks import ends_outside

Reason = tuple[str, str] | None

_BETWEEN = re.compile(
    r"cannot import name '(?P<name>\w+)' from '(?P<of>[\w.]+)'"
    r"|module '(?P<has>[\w.]+)' has no attribute '(?P<part>\w+)'"
    r"|No module named '(?P<in>\w+(?:\.\w+)*)\.(?P<module>\w+)'"
)
_OF_MODULE = re.compile(
    r'File "[^"\n]{0,500}/(?:(?:site|dist)-packages|layers/python)/([\w./-]{1,500}?)(?:/__init__)?\.py"'
    r", line \d+, in <module>"
)
"""The body of an installed module: that runs when it is imported, and then only."""


def lacks_between_packages(example: Example, shown: Shown, _: Sequence[Example]) -> Reason:
    """A part that a package looks for in another one, of which the page says nothing."""
    found = _BETWEEN.fullmatch(shown.message.split(" (")[0]) if ends_outside(shown) else None
    said = found.groupdict() if found else {}
    name = next(filter(None, map(said.get, ("name", "part", "module"))), "")
    module = next(filter(None, map(said.get, ("of", "has", "in"))), "")
    top = module.partition(".")[0]
    own = {frame.partition(".")[0] for frame in shown.frames[-1:]}
    spoken = re.search(rf"\b(?:{name}|{re.escape(module)})\b", example.block.code)
    if not top or spoken or top in own | sys.stdlib_module_names:
        return None
    return "missing-package", f"has packages that do not go together: `{module}` has no `{name}`"


def breaks_at_import(shown: Shown) -> Reason:
    """An error that a module raises while it is imported, by the page or by what that calls, and nothing else explains.

    A `__main__` is not imported: it is a program.
    """
    bodies = [one for one in _OF_MODULE.findall(shown.traceback) if not one.endswith("__main__")]
    bodies = bodies if ends_outside(shown) else []
    if not bodies or IS_NO_MORE.search(shown.message):
        return None
    said = f"{shown.type}: {shown.message}".strip().split("\n")[0][:120]
    return "missing-package", f"has packages that do not go together: `{bodies[-1].replace('/', '.')}` raises {said}"
