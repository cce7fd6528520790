"""The one list of anything: members of each kind, found in their folder and by the entry points of other packages."""

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib import import_module
from types import ModuleType
from typing import Any

from docverify import ports

KINDS: dict[str, Any] = {
    "formats": ports.Format,
    "languages": ports.Language,
    "sources": ports.Source,
    "sandbox": ports.Tier,
    "backends": ports.Backend,
    "trackers": ports.Tracker,
    "reports": ports.Report,
}
"""Folder and entry-point group suffix (`docverify.formats`), with the protocol that its members fulfil."""


class Members(Mapping[str, Any]):
    """Name to member, our own first, in alphabetical order; a package outside may add a name and never replace one.

    One of ours that is asked for by the name of its file is loaded alone.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self.loaded:
            alone = "_all" not in vars(self) and name.isidentifier()
            own = self._own(name) if alone else None
            self.loaded[name] = self._all[name] if own is None else own
        return self.loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def _own(self, name: str) -> Any:
        module = f"docverify.{self.kind}.{name}"
        try:
            return _values(import_module(module), KINDS[self.kind]).get(name)
        except ModuleNotFoundError as error:
            if error.name != module:
                raise
            return None

    @cached_property
    def _all(self) -> dict[str, Any]:
        from pkgutil import iter_modules

        package = import_module(f"docverify.{self.kind}")
        modules = sorted(module.name for module in iter_modules(package.__path__) if not module.ispkg)
        found: dict[str, Any] = {}
        for name in modules:
            found.update(_values(import_module(f"{package.__name__}.{name}"), KINDS[self.kind]))
        for entry in _entry_points(f"docverify.{self.kind}"):
            member = entry.load()
            found.setdefault(member.name, member)
        return found


@cache
def members(kind: str) -> Members:
    """The members of a kind, each loaded when it is asked for."""
    return Members(kind)


def _values(module: Any, protocol: Any) -> dict[str, Any]:
    """The values of this kind that the module itself makes; classes and the modules that it imports do not count."""
    named = (value for key, value in vars(module).items() if not key.startswith("_"))
    values = (value for value in named if not isinstance(value, type | ModuleType))
    return {value.name: value for value in values if isinstance(value, protocol)}


def _entry_points(group: str) -> list[Any]:
    return sorted(_all_entry_points().select(group=group), key=lambda entry: entry.name)


@cache
def _all_entry_points() -> Any:
    """Those of every kind at once: each question reads the files of every package that is installed."""
    from importlib.metadata import entry_points  # costs more than all of our own start-up

    return entry_points()
