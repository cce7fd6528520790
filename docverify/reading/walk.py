"""Walks a folder in a stable order, past what `.gitignore` files exclude, and never out of it."""

import os
from collections.abc import Callable, Iterator

from msgspec import Struct
from pathspec import GitIgnoreSpec
from pathspec.pattern import Pattern, RegexMatchResult

from docverify.model import Problem
from docverify.reading.place import find_identity
from docverify.reading.selection import Selection

Look = Callable[[str], None]
"""Told of each path that is about to be read, and of each that would be if it were there."""


class _Level(Struct, frozen=True):
    """One `.gitignore` file, and how paths of the walk are written from its folder."""

    spec: GitIgnoreSpec
    strip: int
    """Characters of a path of the walk that lead to the file's folder."""
    prefix: str = ""
    """What leads from the file's folder to the walk's, for a file above it."""

    def decides(self, path: str) -> bool | None:
        """True when it ignores the path, False when it takes that back, None when it says nothing of it.

        Only a pattern that fits the path itself counts, as for git: what fits a folder above was decided there.
        """
        own = self.prefix + path[self.strip :]
        fitting = (pattern.include for pattern in reversed(self.spec.patterns) if _fits(pattern, own))
        return next(fitting, None)


class _Folder(Struct, frozen=True):
    path: str
    """POSIX, relative to the walk's top, with `/` at its end; empty for the top."""
    real: str
    """Absolute, without symbolic links."""
    levels: tuple[_Level, ...]
    """Nearest first: it decides before those above it."""


def unwatched(path: str) -> None:
    """Looks at nothing."""


def walk(top: str, root: str, selection: Selection, look: Look = unwatched) -> tuple[list[str], list[Problem]]:
    """The pages below `top`, as POSIX paths relative to it, sorted, and what kept us from some of them.

    A symbolic link is followed when it stays below `top` or `root` and leads to what is not walked anyway.
    `look` is told of the folders, links and `.gitignore` files that this follows from; not of the pages.
    """
    state = _Walk(top, root, selection, look)
    state.run()
    return sorted(state.files), state.problems


class _Walk:
    """The state of one walk."""

    def __init__(self, top: str, root: str, selection: Selection, look: Look) -> None:
        self.look = look
        self.top = os.path.abspath(top)
        look(self.top)
        self.root = root
        self.bounds = tuple(os.path.join(os.path.realpath(folder), "") for folder in (top, root))
        self.selection = selection
        self.files: list[str] = []
        self.problems: list[Problem] = []
        self._seen: set[str] = set()
        self._links: list[tuple[str, tuple[_Level, ...]]] = []
        self._folders = [_Folder("", os.path.realpath(top), tuple(_levels_above(self.top, look)))]

    def run(self) -> None:
        """Links are looked at last, so that what they lead to is known under its own name first."""
        while self._folders or self._links:
            while self._folders:
                self._enter(self._folders.pop())
            if self._links:
                self._links.sort(key=lambda link: link[0], reverse=True)
                self._follow(*self._links.pop())

    def _enter(self, folder: _Folder) -> None:
        if folder.real in self._seen:
            return
        self._seen.add(folder.real)
        self.look(folder.real)
        try:
            entries = list(os.scandir(folder.real))
        except OSError as error:
            self._report(folder.path, f"cannot be read: {error.strerror}", fatal=True)
            return
        levels = _add_level(folder, entries, self.look)
        for entry in entries:
            self._sort_out(entry, folder, levels)

    def _sort_out(self, entry: os.DirEntry[str], folder: _Folder, levels: tuple[_Level, ...]) -> None:
        path = folder.path + entry.name
        if entry.is_symlink():
            self._links.append((path, levels))
        elif entry.is_dir(follow_symlinks=False):
            if self.selection.enters(path) and not _is_ignored(path + "/", levels):
                self._folders.append(_Folder(path + "/", entry.path, levels))
        elif entry.is_file(follow_symlinks=False) and self.selection.takes(path) and not _is_ignored(path, levels):
            self.files.append(path)
            self._seen.add(entry.path)

    def _follow(self, path: str, levels: tuple[_Level, ...]) -> None:
        self.look(os.path.join(self.top, path))
        target = os.path.realpath(os.path.join(self.top, path))
        is_folder = os.path.isdir(target)
        wanted = self.selection.enters(path) if is_folder else self.selection.takes(path)
        if not wanted or _is_ignored(path, levels) or target in self._seen:
            return
        if not os.path.exists(target):
            self._report(path, "is a link to nothing")
        elif not os.path.join(target, "").startswith(self.bounds):
            self._report(path, "is a link to outside of the source and was not followed")
        elif is_folder:
            self._folders.append(_Folder(path + "/", target, levels))
        else:
            self.files.append(path)
            self._seen.add(target)

    def _report(self, path: str, what: str, *, fatal: bool = False) -> None:
        where = find_identity(os.path.join(self.top, path), self.root)
        self.problems.append(Problem(where, what, fatal=fatal))


def _fits(pattern: Pattern, path: str) -> bool:
    result = pattern.match_file(path) if pattern.include is not None else None
    if not isinstance(result, RegexMatchResult):
        return False
    folder = result.match.groupdict().get("ps_d")  # pathspec's name for the slash after what the pattern names
    return folder is None or result.match.end("ps_d") == len(path)


def _is_ignored(path: str, levels: tuple[_Level, ...]) -> bool:
    decisions = (level.decides(path) for level in levels)
    return next((decision for decision in decisions if decision is not None), False)


def _add_level(folder: _Folder, entries: list[os.DirEntry[str]], look: Look) -> tuple[_Level, ...]:
    if not any(entry.name == ".gitignore" for entry in entries):
        return folder.levels
    spec = _read_spec(folder.real, look)
    return folder.levels if spec is None else (_Level(spec, len(folder.path)), *folder.levels)


def _levels_above(top: str, look: Look) -> Iterator[_Level]:
    """The `.gitignore` files between the top and the root of its repository.

    None of them when they exclude the top itself: a folder that the user named is read, ignored or not.
    """
    above: list[_Level] = []
    folder = os.path.realpath(top)
    prefix = ""
    while not _is_repository(folder, look):
        folder, name = os.path.split(folder)
        if not name:
            return
        prefix = f"{name}/{prefix}"
        spec = _read_spec(folder, look)
        if spec is not None:
            above.append(_Level(spec, 0, prefix))
    if not _is_ignored("", tuple(above)):
        yield from above


def _is_repository(folder: str, look: Look) -> bool:
    """True for the root of one. Its folder changes with whatever git does, so its first file stands for it."""
    mark = os.path.join(folder, ".git")
    look(os.path.join(mark, "HEAD") if os.path.isdir(mark) else mark)
    return os.path.exists(mark)


def _read_spec(folder: str, look: Look) -> GitIgnoreSpec | None:
    """None when there is no readable `.gitignore`; a line in it that is no pattern counts for nothing, as for git."""
    file = os.path.join(folder, ".gitignore")
    look(file)
    if not os.path.isfile(file):  # a pipe of that name would be waited for
        return None
    try:
        with open(file, encoding="utf-8", errors="surrogateescape") as stream:
            lines = stream.read().splitlines()
    except OSError:
        return None
    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError:
        return GitIgnoreSpec.from_lines([line for line in lines if _is_pattern(line)])


def _is_pattern(line: str) -> bool:
    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True
