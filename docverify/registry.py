"""The one list of anything: members of each kind, found in their folder and by the entry points of other packages."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from docverify import ports

KINDS: dict[str, Any] = {
    "formats": ports.Format,
    "languages": ports.Language,
    "sources": ports.Source,
    "sandbox": ports.Tier,
    "trackers": ports.Tracker,
    "reports": ports.Report,
}
"""Folder and entry-point group suffix (`docverify.formats`), with the protocol that its members fulfil."""


@cache
def members(kind: str) -> dict[str, Any]:
    """Name to member, our own first, in alphabetical order; a package outside may add a name and never replace one."""
    package = import_module(f"docverify.{kind}")
    modules = sorted(module.name for module in iter_modules(package.__path__) if not module.ispkg)
    found: dict[str, Any] = {}
    for name in modules:
        found.update(_values(import_module(f"{package.__name__}.{name}"), KINDS[kind]))
    for entry in _entry_points(f"docverify.{kind}"):
        member = entry.load()
        found.setdefault(member.name, member)
    return found


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
