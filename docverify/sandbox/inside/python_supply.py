"""Gives a Python session what its page leaves to the reader.

It runs in the session itself, as text, after that of `python_documented` and in the same names.
What it found it tells in the last line that it prints, as JSON.
"""

from __future__ import annotations

import json
import os
import types

TYPE_CHECKING = False  # `typing` itself stays out: a session would have it from then on
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from docverify.sandbox.inside.python_documented import Documented, Wanted, imported


def supply(wanted: Sequence[Wanted], packages: Sequence[str], paths: Mapping[str, bool], scope: dict[str, Any]) -> None:
    """Binds the names in `scope`, and makes the files; `packages` are requirements of what is documented.

    `paths` are those of files and folders to make, with whether each is a folder.
    """
    wanted = [one for one in wanted if not is_forgotten(one)]
    among = Documented(packages if wanted else (), wanted)
    found: dict[str, list[str]] = {"sure": [], "guessed": [], "files": make_all(paths)}
    Names(scope).supply(wanted, among, found)
    print()
    print(json.dumps(found))


def make_all(paths: Mapping[str, bool]) -> list[str]:
    new = {path for path, is_folder in paths.items() if make(path, is_folder)}
    return [path for path in paths if any(one == path or one.startswith(f"{path}/") for one in new)]


def make(path: str, is_folder: bool) -> bool:
    """Nothing is made outside of what a session has for itself: without a wall there is no such `/path`."""
    walled = path.startswith("/path/") and os.getcwd().startswith("/page") and os.path.ismount("/path")
    if os.path.isabs(path) and not walled:
        return False
    if os.path.lexists(path):  # with nothing in it, as another session of the page was given it
        return not (os.listdir(path) if os.path.isdir(path) else not os.path.isfile(path) or os.path.getsize(path))
    try:
        os.makedirs(path if is_folder else os.path.dirname(path) or ".", exist_ok=True)
        if not is_folder:
            open(path, "x").close()
    except OSError:
        return False
    return True


def is_forgotten(one: Wanted) -> bool:
    """True for what a module holds from which the page imports, without that name."""
    return any(hasattr(module, one["name"]) for module in map(imported, one["forgotten"]) if module)


def has(value: object, attribute: str) -> bool:
    """Who imports a module for a part of it imports that part."""
    if not hasattr(value, attribute) and isinstance(value, types.ModuleType):
        imported(f"{value.__name__}.{attribute}")
    return hasattr(value, attribute)


def reach(value: object, path: str) -> None:
    for part in path.split("."):
        value = getattr(value, part) if has(value, part) else None


class Names:
    """The names of a session."""

    def __init__(self, scope: dict[str, Any]) -> None:
        self.scope = scope

    def supply(self, wanted: Sequence[Wanted], among: Documented, found: dict[str, list[str]]) -> None:
        for one in wanted:
            if self.is_type(one, among):
                found["guessed"].append(one["name"])
            elif self.is_own(one, among) and self.may_be(one):
                meant = not self.is_part(one, among) and (self.fits(one) or self.has_no_better(one))
                found["sure" if meant else "guessed"].append(one["name"])
        left = [one for one in wanted if one["name"] not in found["sure"] + found["guessed"]]
        among.look_inside(left)
        found["sure"] += [one["name"] for one in left if self.is_known(one, among) or self.is_within_use(one, among)]
        for one in left + left:  # one object may be made from another
            if one["name"] not in found["sure"] + found["guessed"] and self.is_guessed(one, among):
                found["guessed"].append(one["name"])
        for one in left:
            if one["name"] not in found["sure"] + found["guessed"]:
                self.scope.pop(one["name"], None)  # what it was tried with

    def run(self, statement: str, name: str) -> bool:
        try:
            exec(statement, self.scope)
        except BaseException:
            return False
        return name in self.scope

    def first(self, one: Wanted, statements: Iterable[str]) -> bool:
        """Each is run once: what makes a thing again may be told that it is there already."""
        others = []
        for statement in statements:
            if self.run(statement, one["name"]):
                if self.fits(one):
                    return True
                others += [self.scope[one["name"]]] if self.may_be(one) else []
        if others:
            self.scope[one["name"]] = others[0]
        return bool(others)

    def may_be(self, one: Wanted) -> bool:
        """No module is called, and nothing is of the kind of a module or a function."""
        others = (types.ModuleType, types.FunctionType) if one["typed"] else types.ModuleType
        return not ((one["called"] or one["typed"]) and isinstance(self.scope.get(one["name"]), others))

    def fits(self, one: Wanted) -> bool:
        value = self.scope.get(one["name"])
        for path in one["paths"]:
            reach(value, path)
        if not self.may_be(one):
            return False
        if any(isinstance(getattr(value, method, None), types.ModuleType) for method in one["methods"]):
            return False  # the module has a module where the examples call a method: they mean an object
        found = [has(value, attribute) for attribute in one["attributes"]]  # each, since that imports them
        return all(found)

    def is_module(self, one: Wanted) -> bool:
        return isinstance(self.scope.get(one["name"]), types.ModuleType)

    def is_type(self, one: Wanted, among: Documented) -> bool:
        """Nobody calls what `typing` has, and who calls the package's own of that name, an `Optional`, means that."""
        known = any(statement.startswith("from typing ") for statement in one["familiar"])
        shown = any(hasattr(module, one["name"]) for module in among.own)
        return known and not (one["called"] or one["imports"]) and shown and self.first(one, one["familiar"])

    def is_own(self, one: Wanted, among: Documented) -> bool:
        return self.first(one, one["imports"]) or self.member(one, among.own) or self.first(one, among.described(one))

    def is_part(self, one: Wanted, among: Documented) -> bool:
        """Nobody says that the part of a package which is named so is meant: often it is an object of the reader's."""
        value = self.scope[one["name"]]
        inside = self.is_module(one) and any(value.__name__.startswith(f"{top.__name__}.") for top in among.own)
        return inside and not (one["imports"] or among.described(one))

    def has_no_better(self, one: Wanted) -> bool:
        """False where what everybody knows by this name has the parts that are used, and this one has not."""
        if self.is_module(one):
            return False
        value = self.scope.get(one["name"])
        if any(self.run(statement, one["name"]) and self.fits(one) for statement in one["familiar"]):
            return False
        self.scope[one["name"]] = value
        return True

    def member(self, one: Wanted, among: Sequence[types.ModuleType]) -> bool:
        """A package may hold something of its own name: that is meant by who calls it."""
        for module in among:
            inner = getattr(module, one["name"], None)
            if module.__name__ == one["name"] and not (one["called"] and callable(inner)):
                self.scope[one["name"]] = module
                self.fits(one)
                return True
            # What a package could not import itself is often None in it: that is no part of it.
            if inner is not None:
                self.scope[one["name"]] = inner
                if self.fits(one) or not isinstance(inner, (types.FunctionType, types.ModuleType)):
                    return True
                del self.scope[one["name"]]  # a function or module of this name is not the object whose parts are used
        return False

    def is_known(self, one: Wanted, among: Documented) -> bool:
        """Numbers, code, string: many objects have such names, and modules by which nothing is taken are none."""
        if among.where(one) or self.is_gone(one) or not (self.first(one, one["familiar"]) and self.fits(one)):
            return False
        value = self.scope[one["name"]]
        is_theirs = any(getattr(module, one["name"], value) is not value for module in among.theirs)
        return not is_theirs and bool(one["attributes"] or not self.is_module(one))

    def is_gone(self, one: Wanted) -> bool:
        """True when the page takes it from where it is not: that of another module may be something else."""
        return bool(one["imports"]) and not any(self.run(statement, one["name"]) for statement in one["imports"])

    def is_within_use(self, one: Wanted, among: Documented) -> bool:
        return among.is_in_use(one) and self.within(one, among) and self.fits(one)

    def within(self, one: Wanted, among: Documented) -> bool:
        public = among.where(one)
        return len(public) == 1 and self.first(one, [f"from {public[0]} import {one['name']}"])

    def is_guessed(self, one: Wanted, among: Documented) -> bool:
        ways: Sequence[Callable[[], bool]] = (
            lambda: self.first(one, one["objects"]),
            lambda: self.instance(one, among.own),
            lambda: self.within(one, among),
            lambda: self.member(one, among.theirs),
            lambda: self.first(one, one["familiar"]),
        )
        return any(way() for way in ways)

    def instance(self, one: Wanted, among: Sequence[types.ModuleType]) -> bool:
        """Of a class whose name, in small letters, it has."""
        own = one["name"].replace("_", "")
        for name, value in ((name, value) for module in among for name, value in vars(module).items()):
            if isinstance(value, type) and name != one["name"] and name.lower() == own:
                try:
                    self.scope[one["name"]] = value()
                    return True
                except BaseException:
                    pass
        return False
