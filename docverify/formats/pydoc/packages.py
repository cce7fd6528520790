"""Where a module stands: the packages around it, by the `__init__.py` of each."""

from collections.abc import Sequence
from posixpath import basename, splitext

from docverify.model import Page

_INIT = "__init__.py"
DEEPEST = 12
"""Packages around a module that are asked for."""


def packages(page: Page) -> Sequence[str]:
    """The file that tells whether the next folder up is a package too, until one is none."""
    if ">>>" not in page.text:
        return ()
    above = len(_around(page))
    name = "../" * above + _INIT
    is_left = above < min(len(_folders(page)), DEEPEST)
    return (name,) if is_left and name not in page.files else ()


def dotted_name(page: Page) -> str:
    """`tea.cups` of `src/tea/cups.py` when `tea` is a package; empty for what is no module."""
    stem, suffix = splitext(basename(page.path))
    if suffix not in (".py", ".pyi"):
        return ""
    return ".".join([*_around(page), *([] if stem == "__init__" else [stem])])


def _around(page: Page) -> list[str]:
    """Names of the packages that are known to stand around the module, outermost first."""
    folders = _folders(page)
    depth = 0
    while depth < min(len(folders), DEEPEST) and _is_package(page, depth):
        depth += 1
    return folders[len(folders) - depth :]


def _is_package(page: Page, above: int) -> bool:
    if above == 0 and splitext(basename(page.path))[0] == "__init__":
        return True
    return page.files.get("../" * above + _INIT) is not None


def _folders(page: Page) -> list[str]:
    return [part for part in page.path.rpartition("//")[2].split("/")[:-1] if part not in ("", ".")]
