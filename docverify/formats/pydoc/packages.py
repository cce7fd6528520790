"""Where a module stands: the packages around it, by the `__init__.py` of each."""

from collections.abc import Sequence
from posixpath import basename, splitext

from docverify.model import Page

_INIT = "__init__.py"
DEEPEST = 12
"""Packages around a module that are asked for."""
OUTERMOST = 2
"""Folders of a namespace: `company.product`."""


def packages(page: Page) -> Sequence[str]:
    """The file that tells whether the next folder up is a package too, until one is none."""
    if ">>>" not in page.text:
        return ()
    above = len(_around(page))
    name = "../" * above + _INIT
    is_left = above < min(len(_folders(page)), DEEPEST)
    return (name,) if is_left and name not in page.files else ()


def dotted_names(page: Page) -> list[str]:
    """`tea.cups` of `src/tea/cups.py` when `tea` is a package, the likeliest last; none for what is no module.

    Folders around it may be a namespace that several packages share: that has no `__init__.py`.
    """
    stem, suffix = splitext(basename(page.path))
    if suffix not in (".py", ".pyi"):
        return []
    packages = _around(page)
    outside = _folders(page)[: len(_folders(page)) - len(packages)][-OUTERMOST:]
    name = [*packages, *([] if stem == "__init__" else [stem])]
    found = [[*outside[len(outside) - more :], *name] for more in range(len(outside), -1, -1)]
    return [".".join(parts) for parts in found if all(part.isidentifier() for part in parts)]


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
