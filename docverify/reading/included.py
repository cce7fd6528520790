"""Files that pages include: looked up by name, and never outside of the source."""

import os
from collections.abc import Iterable, Iterator
from posixpath import dirname, join, normpath

from docverify.model import Page
from docverify.reading.file import read_page
from docverify.reading.walk import Look, unwatched


def candidates(name: str, page: str, top: str = "") -> Iterator[str]:
    """Where a file may be, nearest first, as POSIX paths relative to the root.

    `page` and `top`, the folder of the source, are relative to the root too; a name that begins with `/` is looked for
    in that folder and then in each one above it. What leads out of the root is left out.
    """
    if name.startswith("/"):
        folders = [top]
        while folders[-1]:
            folders.append(dirname(folders[-1]))
    else:
        folders = [dirname(page)]
    for folder in folders:
        path = normpath(join(folder, name.lstrip("/")))
        if path != ".." and not path.startswith(("../", "/")):
            yield path


def read_included(root: str, paths: Iterable[str], look: Look = unwatched) -> str | None:
    """The text of the first of these paths that is a file below the root, links resolved; None when none is.

    `look` is told of each path that is tried.
    """
    bound = os.path.join(os.path.realpath(root), "")
    for path in paths:
        look(os.path.join(root, path))
        real = os.path.realpath(os.path.join(root, path))
        if real.startswith(bound) and os.path.isfile(real):
            page = read_page(real, path, "")
            return page.text if isinstance(page, Page) else None
    return None
