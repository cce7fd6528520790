"""What to write into the config for a package that is missing."""

import re
from json import dumps

from docverify.mentions.distributions import find_distributions

_PACKAGE = re.compile(r"(?:@[\w.~-]+/)?[\w.~-]+")
_MODULE = re.compile(r"[\w-]+(?:\.[\w-]+)+/\S+")


def propose(family: str, missing: str) -> str:
    """The line of the config, with the package's name where that is certain; empty for what no config installs."""
    if family not in _NAMES:
        return ""
    name = _NAMES[family](missing)
    if name:
        return f"`install = [{dumps(name)}]` under `[environments.{family}]`"
    return f"name its package in `install` under `[environments.{family}]`"


def _python(module: str) -> str:
    return _REMOVED.get(module) or next(iter(find_distributions(module)), "")


def _javascript(package: str) -> str:
    """Packages are imported by their own name, with a path behind it."""
    match = _PACKAGE.match(package)
    return match[0] if match else ""


def _go(path: str) -> str:
    return path if _MODULE.fullmatch(path) else ""


def _rust(crate: str) -> str:
    return crate if re.fullmatch(r"[a-z_]\w*", crate) else ""


def _java(_: str) -> str:
    """Nothing in a package's name tells the library that it is in."""
    return ""


_REMOVED = {"pkg_resources": "setuptools<82"}
"""Modules that the newest release of their package no longer has."""
_NAMES = {
    "python": _python,
    "javascript": _javascript,
    "go": _go,
    "rust": _rust,
    "java": _java,
}
"""By family, from what is missing to what its registry calls it."""
