"""What an example looks for in the folder that it runs in: files that are not there, and folders with nothing in them.

It stands in front of functions of `os`, in a run of its own, of which nothing but this is used.
"""

from __future__ import annotations

import builtins
import io
import os
import sys

TYPE_CHECKING = False  # `typing` itself stays out: it costs more than all else here
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

MOST = 20
"""Of one example."""
LONGEST = 300
FILE, FOLDER = "file", "folder"
FINDERS = ("importlib.metadata", "pkg_resources", "pkgutil")
"""Modules that look for packages in each folder from which modules are imported: so is that of the page."""
_status, _list, _folder = os.lstat, os.listdir, os.getcwd


class Sought:
    """What was looked for since it was asked last, each with its path from the page's folder."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], None] = {}

    def install(self) -> None:
        for name in ("stat", "lstat"):
            replace(name, self.missing(getattr(os, name)))
        for name in ("listdir", "scandir"):
            replace(name, self.listing(getattr(os, name)))
        io.open = builtins.open = self.missing(open)

    def take(self) -> list[list[str]]:
        """What an example has made since it looked was not lacking."""
        found = [[kind, path] for kind, path in self.found if kind == FOLDER or not is_there(path)]
        self.found.clear()
        return found

    def missing(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*arguments: Any, **more: Any) -> Any:
            try:
                return function(*arguments, **more)
            except FileNotFoundError:
                self.note(FILE, arguments[0] if arguments else more.get("path", more.get("file")))
                raise

        return asked

    def listing(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def asked(path: Any = None, *arguments: Any) -> Any:
            found = function(path, *arguments)
            caller = sys._getframe(1).f_globals.get("__name__")
            if caller not in FINDERS and not (isinstance(path, int) or _list(path)):
                self.note(FOLDER, path or ".")
            return found

        return asked

    def note(self, kind: str, path: Any) -> None:
        try:
            text = os.fsdecode(path)
            inside = os.path.relpath(text, _folder()) if os.path.isabs(text) else text
        except (TypeError, ValueError, OSError):  # a descriptor, or a path that is none
            return
        if not inside.startswith("..") and len(inside) <= LONGEST and len(self.found) < MOST:
            self.found[kind, inside] = None


def replace(name: str, function: Callable[..., Any]) -> None:
    """A function of `os`, in the sets, too, that say what it can do."""
    for capable in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks):
        if getattr(os, name) in capable:
            capable.add(function)
    setattr(os, name, function)


def is_there(path: str) -> bool:
    try:
        _status(path)
    except OSError:
        return False
    return True
