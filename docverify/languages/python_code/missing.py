"""Names and modules that an example needs and does not find: whose lack is it?"""

import builtins
import re
import sys
from collections.abc import Sequence

from docverify.model import Example
from docverify.order import above, below

_PYTHON_2_NAMES = {"xrange", "raw_input", "unicode", "basestring", "unichr", "execfile"}
_PYTHON_2_MODULES = {
    *("urllib2", "ConfigParser", "Queue", "StringIO", "cPickle", "cStringIO", "httplib", "urlparse", "Tkinter"),
    *("HTMLParser", "cookielib", "SocketServer", "BaseHTTPServer", "SimpleHTTPServer", "xmlrpclib", "__builtin__"),
}
_SHARED = {
    "google",
    "azure",
    "zope",
    "backports",
    "ruamel",
    "sphinxcontrib",
    "jaraco",
    "opentelemetry",
    "paste",
    "logilab",
}
"""Namespaces that many packages share: one of theirs may be installed without the other."""
_APART = frozenset(("ensurepip", "idlelib", "test", "turtledemo"))
"""Parts of the standard library that systems have in packages of their own."""
_TESTS = frozenset(("test", "tests"))
"""Parts that packages, and the standard library, are distributed without."""
_NEWER = {
    "3.12": {("itertools", "batched"), ("typing", "override"), ("typing", "TypeAliasType"), ("math", "sumprod")},
    "3.13": {("copy", "replace"), ("warnings", "deprecated"), ("typing", "TypeIs"), ("typing", "ReadOnly")},
    "3.14": {("annotationlib", ""), ("string", "templatelib"), ("compression", "")},
}
"""What the standard library has since a release, of what pages like to show."""
_ELSEWHERE = {
    *(("ctypes", name) for name in ("FormatError", "GetLastError", "OleDLL", "WINFUNCTYPE", "WinDLL", "WinError")),
    *(("ctypes", name) for name in ("oledll", "windll")),
    *(("ssl", name) for name in ("enum_certificates", "enum_crls")),
    *(("signal", name) for name in ("CTRL_BREAK_EVENT", "CTRL_C_EVENT")),
    *(("subprocess", name) for name in ("CREATE_NEW_CONSOLE", "STARTUPINFO")),
    *(("asyncio", name) for name in ("ProactorEventLoop", "WindowsProactorEventLoopPolicy")),
    *(("asyncio", "WindowsSelectorEventLoopPolicy"), ("os", "startfile"), ("sys", "getwindowsversion")),
    *(("select", name) for name in ("kevent", "kqueue")),
}
"""What the standard library has on other systems only, Windows mostly."""
NEAREST = 200
"""Examples above that a typo is looked for in: a page may have ten thousand."""
SHORTEST_TYPO = 5
"""Letters of a name from which a near miss of it is a typo and not another name."""


def missing_name(name: str, example: Example, page: Sequence[Example]) -> tuple[str, str] | None:
    """Fragment, with who defines the name; None when the page is wrong: Python 2, a typo, use before definition."""
    if name == "__path__":
        return "fragment", "stands in the `__init__.py` of a package"
    if name in _PYTHON_2_NAMES or name in example.defines - example.needs:
        return None
    earlier = [one for one in above(example, page) if name in one.defines]
    if earlier:
        return "fragment", f"needs `{name}`, which `{earlier[-1].id}` defines"
    later = [one for one in below(example, page) if name in one.defines]
    if later:
        return "fragment", f"needs `{name}`, which only `{later[0].id}` below defines"
    near = [*above(example, page)[-NEAREST:], example]
    if name in sys.stdlib_module_names or _is_used(name, example, [*near, *below(example, page)[: NEAREST - 1]]):
        return "fragment", f"needs `{name}`, which no example on the page defines"
    known = {known for one in near for known in one.defines} | set(dir(builtins))
    if any(is_typo(name, other) for other in known):
        return None
    return "fragment", f"needs `{name}`, which no example on the page defines"


def _is_used(name: str, example: Example, page: Sequence[Example]) -> bool:
    """True when other examples need the name too, or hold it and were not read: nobody mistypes it twice."""
    others = [one for one in page if one.id != example.id]
    word = re.compile(rf"\b{re.escape(name)}\b")
    return any(name in one.needs or (one.refusal and word.search(one.block.code)) for one in others)


def missing_module(name: str) -> tuple[str, str] | None:
    top = name.partition(".")[0]
    if top == "_tkinter":
        return "needs-display", "needs Tk, which is not installed"
    if top in _APART or (name == top and top in sys.stdlib_module_names):
        return "missing-toolchain", f"needs the module `{name}`, which Python does not have on this system"
    if _TESTS.intersection(name.split(".")[1:]):
        return "missing-package", f"needs `{name}`: a package's own tests are not installed with it"
    if not top or top in _PYTHON_2_MODULES or top in sys.stdlib_module_names:
        return None
    if name != top and top not in _SHARED:  # the package is there and lacks what the page names
        return None
    return "missing-package", f"needs the package `{name}`, which is not installed"


def newer_python(module: str, name: str) -> tuple[str, str] | None:
    """For a name that the standard library has in a later release than the running one, or on another system."""
    if (module, name) in _ELSEWHERE:
        return "missing-toolchain", f"`{module}.{name}` is there on other systems only"
    for release, added in _NEWER.items():
        if (module, name) in added and sys.version_info < tuple(int(part) for part in release.split(".")):
            return "missing-toolchain", f"`{module}.{name}` needs Python {release}"
    return None


def is_typo(name: str, known: str) -> bool:
    """True when one letter inside the name is wrong, missing or too much: other endings make other words."""
    if len(known) < SHORTEST_TYPO or name == known or name.lower() == known.lower():
        return False
    if name[0] != known[0] or not name.isalpha() or abs(len(name) - len(known)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(name, known, strict=False)) if a != b), min(len(name), len(known)))
    left, right = name[start:], known[start:]
    if left[:2] == right[1::-1] and left[2:] == right[2:]:  # two letters changed places
        return True
    return name[-1] == known[-1] and (left[1:] == right[1:] or left == right[1:] or left[1:] == right)
